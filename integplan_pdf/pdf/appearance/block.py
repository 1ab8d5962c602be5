"""Text wrapped into lines, from the top of its box.

A text that has no room even at the smallest size is written whole and clipped after the last line that has.
"""

from __future__ import annotations

from dataclasses import dataclass

from integplan_pdf.pdf.appearance.canvas import CLOSING, LEGIBLE, SMALLEST_AUTO, Canvas, Drawn
from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.scripts.line import MixedLine
from integplan_pdf.pdf.text import Block, drawable, fit_block
from integplan_pdf.pdf.typesetter import Line

_LARGEST_AUTO = 12.0
_STEP = 0.25
_TOP = 1.0
"""How much farther wrapped text is from the top than from the sides, in points."""
_LEAST_PADDING = 1.0


@dataclass(frozen=True, slots=True)
class BlockBox:
    """A text wrapped into lines.

    Attributes:
        sizes: what may be tried, in points, largest first.
        height: the height left for lines.
        opening: everything before the choice of the font.
    """

    canvas: Canvas
    sizes: tuple[float, ...]
    height: float
    opening: bytes

    def draw(self, text: str) -> Drawn:
        """Return the appearance of `text`."""
        canvas, typesetter = self.canvas, self.canvas.typesetter
        if not text:
            return canvas.blank(self.sizes[0])
        block = fit_block(typesetter, drawable(text), (canvas.room, self.height), self.sizes)
        size, leading = block.size, typesetter.face.leading * block.size / 1000
        first = self._first_baseline(block.visible, size)
        opening, lost = self.opening, 0
        if not block.fits:
            opening, lost = self._clipped(first - (block.visible - 1) * leading, size), block.lost
        start = b"%b%b %.2f TL " % (opening, canvas.font(size), leading)
        reduced = size < self.sizes[0] and not canvas.automatic
        plain = None if canvas.alignment else typesetter.plain(block.lines)
        if plain:
            content = b"%.2f %.2f Td %b" % (canvas.frame.padding, first, _joined(typesetter.face, plain))
            return Drawn(start + content + CLOSING, size, reduced, lost)
        content, borrowed = self._line_by_line(block, first, leading)
        return Drawn(start + content + CLOSING, size, reduced, lost, typesetter.lacking(block.lines), borrowed)

    def _first_baseline(self, lines: int, size: float) -> float:
        frame, face = self.canvas.frame, self.canvas.typesetter.face
        taken = ((lines - 1) * face.leading + face.ascent - face.descent) * size / 1000
        top = min(frame.padding + _TOP, max((frame.height - taken) / 2, frame.edge))
        return frame.height - top - face.ascent * size / 1000

    def _clipped(self, last_baseline: float, size: float) -> bytes:
        frame = self.canvas.frame
        bottom = max(last_baseline + self.canvas.face.descent * size / 1000, frame.edge)
        height = max(frame.height - frame.edge - bottom, 0.0)
        return self.canvas.opening((frame.edge, bottom, frame.width - 2 * frame.edge, height))

    def _line_by_line(self, block: Block, first: float, leading: float) -> tuple[bytes, tuple[Face, ...]]:
        """Return lines that each have their own place or faces, and the faces that are not the field's."""
        parts: list[bytes] = []
        used: dict[bytes, Face] = {}
        x, y = 0.0, 0.0
        for row, line in enumerate(block.lines):
            left, height = self._left(line, block.size), round(first - row * leading, 2)
            shown, borrowed = self.canvas.show(line, block.size)
            parts.append(b"%.2f %.2f Td %b" % (left - x, height - y, shown))
            used |= {face.resource: face for face in borrowed}
            x, y = left, height
        return b" ".join(parts), tuple(used.values())

    def _left(self, line: Line, size: float) -> float:
        width = self.canvas.typesetter.shown_width(line) * size / 1000
        return round(self.canvas.left(width, rtl=isinstance(line, MixedLine) and line.rtl), 2)


def _joined(face: Face, lines: list[bytes]) -> bytes:
    """Return left-aligned lines of one face."""
    return face.show((b"> Tj T* <" if face.composite else b") Tj T* (").join(lines))


def block_box(canvas: Canvas) -> BlockBox:
    """Return the box of a multi-line field."""
    size = canvas.style.size
    largest, smallest = (size, min(size, LEGIBLE)) if size else (_LARGEST_AUTO, SMALLEST_AUTO)
    sizes = [largest - step * _STEP for step in range(int((largest - smallest) / _STEP) + 1)]
    if sizes[-1] > smallest:
        sizes.append(smallest)
    height = canvas.frame.height - 2 * max(canvas.frame.edge, _LEAST_PADDING)
    return BlockBox(canvas, tuple(sizes), height, canvas.opening())
