"""How a table's file is handed over: as a function that opens it, for it may be gone through more than once."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import BinaryIO

Open = Callable[[], BinaryIO]
"""Opens the same file from its beginning each time it is called."""


def in_memory(data: bytes) -> Open:
    """Return a function that opens `data`."""
    return lambda: BytesIO(data)
