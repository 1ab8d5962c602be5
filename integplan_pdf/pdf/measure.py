"""How much room a text needs in a field of a compiled form: the measure that filling uses, asked beforehand."""

from __future__ import annotations

from integplan_pdf.pdf.appearance.block import BlockBox
from integplan_pdf.pdf.appearance.canvas import Canvas, TextBox
from integplan_pdf.pdf.appearance.line import LineBox
from integplan_pdf.pdf.compile import CompiledTemplate
from integplan_pdf.pdf.parts.text import TextPart
from integplan_pdf.pdf.text import drawable, fit_block

_AIR = 1.0
"""Between text and box, above and below, beside the padding; in points."""
_UNBOUNDED = 1e6
"""The height of a box that any text has room in."""


def needed_height(compiled: CompiledTemplate, field: str, text: str) -> float:
    """Return the height in points of a box as wide as that of `field` that shows all of `text` at the form's own size.

    0 if the box has room for the text as it is, smaller sizes counted, and for what is no plain text field. The text
    of a field of one line is measured as if it were wrapped.
    """
    boxes = (widget.box for part in compiled.parts[field] if isinstance(part, TextPart) for widget in part.widgets)
    return max((_needed_height(box, text) for box in boxes), default=0.0)


def _needed_height(box: TextBox, text: str) -> float:
    if not isinstance(box, BlockBox | LineBox) or not box.draw(text).lost:
        return 0.0
    size = box.sizes[0] if isinstance(box, BlockBox) else box.largest
    return _height(box.canvas, drawable(text), size)


def _height(canvas: Canvas, text: str, size: float) -> float:
    lines = len(fit_block(canvas.typesetter, text, (canvas.room, _UNBOUNDED), (size,)).lines)
    taken = (lines - 1) * canvas.face.leading + canvas.face.ascent - canvas.face.descent
    return taken * size / 1000 + 2 * (canvas.frame.padding + _AIR)
