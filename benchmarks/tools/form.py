"""What a tool is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Values = Mapping[str, str]
"""Full field name to text or on-state."""

Fill = Callable[[Values, str], None]
"""Fills a row and writes it to a path."""


@dataclass(frozen=True)
class Form:
    """The form, the names of its fields, and which of them are boxes to tick."""

    path: Path
    names: Sequence[str]
    boxes: frozenset[str]


Start = Callable[[Form], Fill]
