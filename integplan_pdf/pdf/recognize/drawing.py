"""What a page draws, as it comes, and how much work that may be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.recognize.letter import Letter

Matrix = tuple[float, float, float, float, float, float]
"""As in a PDF (ISO 32000-2 §8.3.4)."""

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class OverdrawnError(Exception):
    """The pages draw the same over and over, more often than any honest file does."""


@dataclass(slots=True)
class Work:
    """How many bytes of content may still be run, forms each time they are drawn."""

    left: int

    def spend(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise OverdrawnError


@dataclass(slots=True)
class Drawing:
    """What a page draws, as it comes."""

    wants_frames: bool
    letters: list[Letter] = field(default_factory=list)
    frames: list[Rect] = field(default_factory=list)
    has_images: bool = False


def rectangles(path: Sequence[Any], ctm: Any) -> Iterator[Rect]:
    """Yield the extent of each part of a path that holds an area, in default user space."""
    a, b, c, d, e, f = ctm or IDENTITY
    corners: list[tuple[float, float]] = []
    for step in (*path, ("m",)):
        if step[0] == "m":
            if len(corners) > 2:
                xs, ys = zip(*corners, strict=True)
                yield min(xs), min(ys), max(xs), max(ys)
            corners = []
        if len(step) >= 3:
            x, y = step[-2:]
            corners.append((a * x + c * y + e, b * x + d * y + f))
