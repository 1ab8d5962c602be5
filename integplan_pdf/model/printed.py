"""What a form's pages print around its fields."""

from __future__ import annotations

from dataclasses import dataclass

from integplan_pdf.model.template import Rect

Turn = tuple[float, float, float, float, float, float]
"""The matrix from default user space to the page as it is seen (ISO 32000-2 §8.3.3)."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of printed letters without spaces; its rectangle on the page as it is seen, in points, y upwards."""

    text: str
    rect: Rect


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """One page's words.

    Attributes:
        number: 1-based.
        turn: takes a widget's rectangle to where the words are measured: /Rotate and /MediaBox undone.
    """

    number: int
    words: tuple[Word, ...]
    turn: Turn = (1, 0, 0, 1, 0, 0)

    def seen(self, rect: Rect) -> Rect:
        """Return where a rectangle of default user space is seen."""
        a, b, c, d, e, f = self.turn
        xs = sorted(a * x + c * y + e for x, y in (rect[:2], rect[2:]))
        ys = sorted(b * x + d * y + f for x, y in (rect[:2], rect[2:]))
        return xs[0], ys[0], xs[1], ys[1]
