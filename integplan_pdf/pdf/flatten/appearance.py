"""What a widget's appearance draws, and where on the page it belongs (ISO 32000-2 §12.5.5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from pikepdf import Dictionary, Name, PdfError, parse_content_stream

from integplan_pdf.model.template import FieldKind
from integplan_pdf.pdf.flatten import access
from integplan_pdf.pdf.flatten.inflate import bounded
from integplan_pdf.pdf.flatten.widgets import Widget

Matrix = tuple[float, float, float, float, float, float]

MOST_CONTENT = 50_000_000
"""Decoded bytes of content that are looked into; larger content is placed without looking."""

_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_PICTURES = frozenset({"Do", "sh", "INLINE IMAGE"})
_CURVES = frozenset({"c", "v", "y"})
_PATHS = frozenset({"f", "F", "f*", "B", "B*", "b", "b*", "S", "s"})
_TURNS: dict[int, tuple[float, float]] = {90: (0, 1), 180: (-1, 0), 270: (0, -1)}
"""Cosine and sine by angle."""


class Ink(IntEnum):
    """What an appearance draws: nothing, straight lines and areas such as a border, or more than that."""

    NOTHING = 0
    LINES = 1
    CONTENT = 2


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a content stream draws, and the resource names (as name objects) of the fonts that it uses."""

    ink: Ink
    fonts: tuple[Any, ...] = ()


def drawing(form: Any) -> Drawing:
    """Return what a form XObject draws; one too large or too broken to be read counts as content."""
    if bounded(form, MOST_CONTENT) is None:
        return Drawing(Ink.CONTENT)
    try:
        operations = parse_content_stream(form)
        operators = {str(operation.operator) for operation in operations}
    except (PdfError, RuntimeError, TypeError, ValueError):
        return Drawing(Ink.CONTENT)
    fonts = {
        access.name(one.operands[0]): one.operands[0]
        for one in operations
        if str(one.operator) == "Tf" and one.operands
    }
    painted = not operators.isdisjoint(_PATHS)
    if not operators.isdisjoint(_TEXT | _PICTURES) or (painted and not operators.isdisjoint(_CURVES)):
        return Drawing(Ink.CONTENT, tuple(font for name, font in fonts.items() if name))
    return Drawing(Ink.LINES if painted else Ink.NOTHING)


def lend_fonts(form: Any, fonts: tuple[Any, ...], lender: Any) -> None:
    """Give a form XObject the fonts that it uses but lacks, from the form's default resources /DR."""
    known = access.dictionary(access.get(access.get(form, "/Resources"), "/Font"))
    lent = access.dictionary(access.get(lender, "/Font"))
    missing = [name for name in fonts if name not in known and name in lent]
    if missing:
        resources, has = access.shallow(form.get("/Resources")), access.shallow(known)
        for name in missing:
            has[name] = lent[name]
        resources.Font = has
        form.Resources = resources


def placement(widget: Widget, form: Any, turned: int) -> Matrix | None:
    """Return the matrix that takes the appearance to its place on the page; None if that place has no area.

    Args:
        widget: where it belongs.
        form: the appearance, whose own /Matrix is applied before.
        turned: the page's /Rotate, 0, 90, 180 or 270.
    """
    rect = access.numbers(access.get(widget.dict, "/Rect"), 4)
    if not rect:
        return None
    x0, y0, x1, y1 = _bounds([rect[:2], rect[2:]])
    left, low, right, high = _extent(form)
    if x0 == x1 or y0 == y1 or left == right or low == high:
        return None
    across, up = (x1 - x0) / (right - left), (y1 - y0) / (high - low)
    placed = (across, 0.0, 0.0, up, x0 - left * across, y0 - low * up)
    return _turned(placed, x0, y1, turned) if widget.upright and turned in _TURNS else placed


def _extent(form: Any) -> tuple[float, float, float, float]:
    """Return the bounds of the appearance's /BBox after its /Matrix."""
    x0, y0, x1, y1 = access.numbers(form.get("/BBox"), 4)
    a, b, c, d, e, f = access.numbers(form.get("/Matrix"), 6) or (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    corners = [(x0, y0), (x0, y1), (x1, y0), (x1, y1)]
    return _bounds([(a * x + c * y + e, b * x + d * y + f) for x, y in corners])


def _bounds(points: list[Any]) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _turned(matrix: Matrix, x: float, y: float, angle: int) -> Matrix:
    """Return `matrix` followed by a counter-clockwise turn around (x, y), which undoes the page's."""
    a, b, c, d, e, f = matrix
    cos, sin = _TURNS[angle]
    e, f = e - x, f - y
    return (
        a * cos - b * sin,
        a * sin + b * cos,
        c * cos - d * sin,
        c * sin + d * cos,
        e * cos - f * sin + x,
        e * sin + f * cos + y,
    )


def make_form(stream: Any) -> Any:
    """Return an appearance stream as the form XObject that it is, for files that do not say so."""
    stream.Subtype = Name.Form
    return stream


def lacks_drawing(widget: Widget, *, anew: bool) -> bool:
    """Return whether a visible widget has to be drawn before it can be made content.

    Args:
        widget: any widget.
        anew: the form asks viewers to draw its fields (/NeedAppearances).
    """
    if not widget.visible or widget.kind not in _DRAWABLE:
        return False
    form = widget.appearance
    if widget.is_box:
        return form is None and (widget.on or ((anew or widget.bare) and (widget.ticked or _decorated(widget))))
    if form is None or anew:
        return form is not None or bool(widget.value) or _decorated(widget)
    return bool(widget.value) and not widget.barcode and drawing(make_form(form)).ink is not Ink.CONTENT


_DRAWABLE = (FieldKind.TEXT, FieldKind.CHOICE, FieldKind.CHECK, FieldKind.RADIO)


def _decorated(widget: Widget) -> bool:
    looks = access.get(widget.dict, "/MK")
    return isinstance(looks, Dictionary) and any(access.array(looks.get(key)) for key in ("/BG", "/BC"))
