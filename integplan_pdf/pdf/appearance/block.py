"""Text wrapped into lines, from the top of its box.

A text that has no room even at the smallest size is written whole and clipped after the last line that has.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace

from integplan_pdf.pdf.appearance.canvas import CLOSING, LEGIBLE, SMALLEST_AUTO, Canvas, Drawn
from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.scripts.line import MixedLine
from integplan_pdf.pdf.text import Block, drawable, easy_lines, fit_block, lines_in
from integplan_pdf.pdf.typesetter import Line

_LARGEST_AUTO = 12.0
_STEP = 0.25
_TOP = 1.0
"""How much farther wrapped text is from the top than from the sides, in points."""
_LEAST_PADDING = 1.0


@dataclass(frozen=True, slots=True)
class Easy:
    """How left-aligned lines of a box's largest size are shown, as strings of the field's own font.

    Attributes:
        width: the width of a line in 1/1000 em.
        lines: how many lines have room without beginning any higher.
        start: everything before the first; `between` two, and to the `end` after the last, likewise.
    """

    width: float
    lines: int
    start: bytes
    between: bytes
    end: bytes


@dataclass(frozen=True, slots=True)
class BlockBox:
    """A text wrapped into lines.

    Attributes:
        sizes: what may be tried, in points, largest first.
        height: the height left for lines.
        opening: everything before the choice of the font.
        easy: how most texts are drawn; None if all take more care.
    """

    canvas: Canvas
    sizes: tuple[float, ...]
    height: float
    opening: bytes
    easy: Easy | None = None

    def easily(self, text: str) -> bytes | None:
        """Return the appearance of a text that is drawn as it is, has room and takes one font; None for any other."""
        easy = self.easy
        if easy is None or not text:
            return None
        lines = easy_lines(self.canvas.typesetter, text, easy.width)
        if lines is None or len(lines) > easy.lines:
            return None
        return easy.start + easy.between.join(lines) + easy.end

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
        start = self._with_font(opening, size)
        reduced = size < self.sizes[0] and not canvas.automatic
        plain = None if canvas.alignment else typesetter.plain(block.lines)
        if plain:
            place = b"%.2f %.2f Td " % (canvas.frame.padding, first)
            content = typesetter.face.show(_between(canvas).join(plain))
            return Drawn(start + place + content + CLOSING, size, reduced, lost)
        content, borrowed = self._line_by_line(block, first, leading)
        return Drawn(start + content + CLOSING, size, reduced, lost, typesetter.lacking(block.lines), borrowed)

    def made_easy(self) -> BlockBox:
        """Return the box with what `easily` needs."""
        canvas, size = self.canvas, self.sizes[0]
        if canvas.alignment or not canvas.typesetter.spaced:
            return self
        first = self._first_baseline(1, size)
        some = range(1, lines_in(canvas.face, self.height, size) + 1)
        lines = bisect_left(some, True, key=lambda count: self._first_baseline(count, size) != first)
        start = b"%b%.2f %.2f Td " % (self._with_font(self.opening, size), canvas.frame.padding, first)
        before, after = canvas.around
        easy = Easy(canvas.room * 1000 / size, lines, start + before, _between(canvas), after + CLOSING)
        return replace(self, easy=easy)

    def _with_font(self, opening: bytes, size: float) -> bytes:
        leading = self.canvas.face.leading * size / 1000
        return b"%b%b %.2f TL " % (opening, self.canvas.font(size), leading)

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


def _between(canvas: Canvas) -> bytes:
    """Return what stands between two lines of the field's own font."""
    before, after = canvas.around
    return b"%b T* %b" % (after, before)


def block_box(canvas: Canvas) -> BlockBox:
    """Return the box of a multi-line field."""
    size = canvas.style.size
    largest, smallest = (size, min(size, LEGIBLE)) if size else (_LARGEST_AUTO, SMALLEST_AUTO)
    sizes = [largest - step * _STEP for step in range(int((largest - smallest) / _STEP) + 1)]
    if sizes[-1] > smallest:
        sizes.append(smallest)
    height = canvas.frame.height - 2 * max(canvas.frame.edge, _LEAST_PADDING)
    return BlockBox(canvas, tuple(sizes), height, canvas.opening()).made_easy()
