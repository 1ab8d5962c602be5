"""How far a run has come."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Called after each row or file with how many are done, and of how many."""


def silent(_done: int, _of: int) -> None:
    """Say nothing."""
