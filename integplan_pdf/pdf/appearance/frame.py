"""The box that an appearance is drawn in: its size, rotation, background and border.

The appearance characteristics of ISO 32000-2 table 192, the border style of table 168.
"""

from __future__ import annotations

from dataclasses import dataclass

from pypdf.generic import DictionaryObject

from integplan_pdf.pdf import objects
from integplan_pdf.pdf.inspect import rectangle, rotation
from integplan_pdf.pdf.syntax import number

_PADDING = 2.0
_COLOUR_OPERATORS = {1: (b"g", b"G"), 3: (b"rg", b"RG"), 4: (b"k", b"K")}
_DOUBLE = (b"B", b"I")
"""Border styles that take twice their width: beveled, inset."""

Box = tuple[float, float, float, float]
"""x, y, width, height in points."""


@dataclass(frozen=True, slots=True)
class Border:
    """How a border is drawn; `style` is S, D, B, I or U, `width` in points, `dash` as for the operator d."""

    width: float
    style: bytes
    dash: tuple[float, ...]
    colour: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A widget's box as its appearance sees it, upright.

    Attributes:
        width: of the appearance's /BBox; `height` likewise.
        matrix: the dictionary entry that turns it into place, or nothing.
        border: None if none is drawn.
        background: colour components, none for transparent.
        edge: width of what the border takes from each side.
        padding: distance of text from the left and right side.
    """

    width: float
    height: float
    matrix: bytes
    border: Border | None
    background: tuple[float, ...]
    edge: float
    padding: float

    @property
    def entries(self) -> bytes:
        """The dictionary entries that place the appearance."""
        box = b"%b %b" % (number(self.width), number(self.height))
        return b"/Type/XObject/Subtype/Form/BBox[0 0 %b]%b" % (box, self.matrix)

    def decoration(self) -> bytes:
        """Return the operations that draw background and border, or nothing."""
        parts = [_background(self), _border(self)]
        drawn = b" ".join(part for part in parts if part)
        return b"q %b Q " % drawn if drawn else b""


def frame_of(widget: DictionaryObject) -> Frame:
    """Return the frame of a widget annotation."""
    x0, y0, x1, y1 = rectangle(widget)
    angle = rotation(widget)
    width, height = (y1 - y0, x1 - x0) if angle in (90, 270) else (x1 - x0, y1 - y0)
    looks = objects.dictionary(objects.raw(widget, "/MK"))
    border = _border_of(widget, _components(looks, "/BC"))
    edge = border.width * (2 if border.style in _DOUBLE else 1) if border else 0.0
    return Frame(
        width,
        height,
        _matrix(angle, x1 - x0, y1 - y0),
        border,
        _components(looks, "/BG"),
        edge,
        max(_PADDING, 2 * edge),
    )


def _matrix(angle: int, width: float, height: float) -> bytes:
    w, h = number(width), number(height)
    turned = {90: b"0 1 -1 0 %b 0" % w, 180: b"-1 0 0 -1 %b %b" % (w, h), 270: b"0 -1 1 0 0 %b" % h}
    return b"/Matrix[%b]" % turned[angle] if angle in turned else b""


def _components(looks: DictionaryObject, key: str) -> tuple[float, ...]:
    found = objects.numbers(objects.raw(looks, key))
    return tuple(min(max(part, 0.0), 1.0) for part in found) if len(found) in _COLOUR_OPERATORS else ()


def _border_of(widget: DictionaryObject, colour: tuple[float, ...]) -> Border | None:
    style = objects.dictionary(objects.raw(widget, "/BS"))
    old = objects.entries(objects.raw(widget, "/Border"))
    if style or len(old) < 3:
        width = objects.real(objects.raw(style, "/W"), 1.0)
        name = objects.name(objects.raw(style, "/S")) or b"S"
        dash = objects.numbers(objects.raw(style, "/D"))
    else:
        width, name, dash = objects.real(old[2]), b"S", objects.numbers(old[3]) if len(old) > 3 else []
        name = b"D" if any(dash) else name
    dash = dash if any(part > 0 for part in dash) and min(dash) >= 0 else [3.0]
    return Border(width, name, tuple(dash), colour) if colour and width > 0 else None


def colour_operator(components: tuple[float, ...], *, stroke: bool = False) -> bytes:
    """Return the operator that sets a colour of 1, 3 or 4 components."""
    operator = _COLOUR_OPERATORS[len(components)][stroke]
    return b" ".join([*map(number, components), operator])


def rectangle_operator(box: Box) -> bytes:
    """Return the operator that adds a rectangle to the path."""
    return b"%b re" % b" ".join(map(number, box))


def _background(frame: Frame) -> bytes:
    if not frame.background:
        return b""
    box = rectangle_operator((0.0, 0.0, frame.width, frame.height))
    return b"%b %b f" % (colour_operator(frame.background), box)


def _border(frame: Frame) -> bytes:
    border = frame.border
    if not border:
        return b""
    w, half = border.width, border.width / 2
    pen = b"%b %b w" % (colour_operator(border.colour, stroke=True), number(w))
    if border.style == b"U":
        return b"%b 0 %b m %b %b l S" % (pen, number(half), number(frame.width), number(half))
    if border.style == b"D":
        pen += b" [%b] 0 d" % b" ".join(map(number, border.dash))
    outline = rectangle_operator((half, half, frame.width - w, frame.height - w))
    return b"%b%b %b S" % (_relief(frame, border), pen, outline)


def _relief(frame: Frame, border: Border) -> bytes:
    """Return the light and the dark corner of a beveled or inset border."""
    if border.style not in _DOUBLE:
        return b""
    if border.style == b"B":
        light, dark = (1.0,), tuple(part / 2 for part in frame.background) or (0.5,)
    else:
        light, dark = (0.5,), (0.75,)
    w, right, top = border.width, frame.width, frame.height
    corner = [(w, w), (w, top - w), (right - w, top - w)]
    inner = [(right - 2 * w, top - 2 * w), (2 * w, top - 2 * w), (2 * w, 2 * w)]
    other = [(right - w, top - w), (right - w, w), (w, w)]
    inner_other = [(2 * w, 2 * w), (right - 2 * w, 2 * w), (right - 2 * w, top - 2 * w)]
    return _polygon([*corner, *inner], light) + _polygon([*other, *inner_other], dark)


def _polygon(points: list[tuple[float, float]], colour: tuple[float, ...]) -> bytes:
    first, *others = (b"%b %b" % (number(x), number(y)) for x, y in points)
    path = b" ".join([first + b" m", *(point + b" l" for point in others)])
    return b"%b %b f " % (colour_operator(colour), path)
