"""Ticks and dots for boxes that have no appearance of their own, as vectors: they need no font."""

from __future__ import annotations

from collections.abc import Sequence

from pypdf.generic import DictionaryObject

from integplan_pdf.pdf import objects
from integplan_pdf.pdf.appearance.frame import Frame, colour_operator
from integplan_pdf.pdf.appearance.style import parse_style
from integplan_pdf.pdf.syntax import number

_ROUND = 0.5523
"""How far the control points of a quarter circle lie from its ends, in radii."""

_TICK = ((0.20, 0.52), (0.42, 0.25), (0.80, 0.80))
_CROSS = (((0.2, 0.2), (0.8, 0.8)), ((0.2, 0.8), (0.8, 0.2)))
_DIAMOND = ((0.5, 0.1), (0.9, 0.5), (0.5, 0.9), (0.1, 0.5))
_SQUARE = ((0.2, 0.2), (0.8, 0.2), (0.8, 0.8), (0.2, 0.8))
_STAR = (
    (0.5, 0.95), (0.61, 0.62), (0.95, 0.62), (0.68, 0.41), (0.78, 0.07),
    (0.5, 0.28), (0.22, 0.07), (0.32, 0.41), (0.05, 0.62), (0.39, 0.62),
)  # fmt: skip


def content(frame: Frame, widget: DictionaryObject, *, on: bool, radio: bool) -> bytes:
    """Return the appearance of a box, with the mark that /MK /CA asks for if it is `on` (table 192)."""
    asked = objects.text(objects.get(objects.get(widget, "/MK"), "/CA")) or ("l" if radio else "4")
    decoration = _ring(frame) if radio and asked == "l" else frame.decoration()
    if not on:
        return decoration
    fill = parse_style(objects.string(objects.raw(widget, "/DA"))).colour
    operands, _, operator = fill.rpartition(b" ")
    stroke = b"%b %b" % (operands, operator.upper())
    return b"%bq %b %b %b Q" % (decoration, fill, stroke, _shape(asked[:1], _Square(frame)))


class _Square:
    """The largest square within the frame: fractions of its side to points."""

    def __init__(self, frame: Frame) -> None:
        inset = max(frame.edge, 1.0)
        self.side = max(min(frame.width, frame.height) - 2 * inset, 1.0)
        self._x, self._y = (frame.width - self.side) / 2, (frame.height - self.side) / 2

    def at(self, point: tuple[float, float]) -> bytes:
        """Return the coordinates of a point."""
        return b"%b %b" % (number(self._x + point[0] * self.side), number(self._y + point[1] * self.side))

    def path(self, points: Sequence[tuple[float, float]]) -> bytes:
        """Return the path through `points`."""
        return b" ".join([self.at(points[0]) + b" m", *(self.at(point) + b" l" for point in points[1:])])

    def circle(self, radius: float) -> bytes:
        """Return the path of a circle around the middle."""
        r, c = radius, radius * _ROUND
        quarters = [(r, c, c, r, 0, r), (-c, r, -r, c, -r, 0), (-r, -c, -c, -r, 0, -r), (c, -r, r, -c, r, 0)]
        parts = [self.at((0.5 + r, 0.5)) + b" m"]
        for x1, y1, x2, y2, x3, y3 in quarters:
            ends = [(0.5 + x, 0.5 + y) for x, y in ((x1, y1), (x2, y2), (x3, y3))]
            parts.append(b" ".join(map(self.at, ends)) + b" c")
        return b" ".join(parts)


def _ring(frame: Frame) -> bytes:
    """Return the background and border of a round button."""
    square = _Square(frame)
    parts = []
    if frame.background:
        parts.append(b"%b %b f" % (colour_operator(frame.background), square.circle(0.5)))
    if frame.border:
        pen = b"%b %b w" % (colour_operator(frame.border.colour, stroke=True), number(frame.border.width))
        parts.append(b"%b %b S" % (pen, square.circle(0.5)))
    return b"q %b Q " % b" ".join(parts) if parts else b""


def _shape(asked: str, square: _Square) -> bytes:
    pen = b"%b w 1 J 1 j " % number(square.side * 0.12)
    match asked:
        case "8":
            return pen + b" ".join(map(square.path, _CROSS)) + b" S"
        case "l":
            return square.circle(0.25) + b" f"
        case "u":
            return square.path(_DIAMOND) + b" f"
        case "n":
            return square.path(_SQUARE) + b" f"
        case "H":
            return square.path(_STAR) + b" f"
    return pen + square.path(_TICK) + b" S"
