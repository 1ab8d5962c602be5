"""Text as a widget shows it: one line, wrapped lines, or one character to each cell of a comb.

What is drawn follows ISO 32000-2 §12.7.4.3. A text that has no room even at the smallest size is
written whole, but clipped after the last character or line that has room, so that none is cut through.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from integplan_pdf.pdf.appearance.frame import Box, Frame, colour_operator, rectangle_operator
from integplan_pdf.pdf.appearance.style import Style
from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.syntax import number
from integplan_pdf.pdf.text import Line, Typesetter, drawable, fit_block, fit_line, fitting_characters

LEGIBLE = 8.0
"""The smallest size, in points, that text of a fixed size is set in."""
_SMALLEST_AUTO, _LARGEST_BLOCK, _LARGEST_LINE = 4.0, 12.0, 144.0
_STEP = 0.25
_TOP = 1.0
"""How much farther wrapped text is from the top than from the sides, in points."""
_CLOSING = b" ET Q EMC"
_MARK = b"/Tx BMC EMC"


@dataclass(frozen=True, slots=True)
class Drawn:
    """The content of an appearance.

    Attributes:
        content: the content stream.
        size: in points.
        lost: the number of characters that have no room.
        lacking: characters that no font has.
        borrowed: faces used beside the field's own.
    """

    content: bytes
    size: float
    lost: int = 0
    lacking: str = ""
    borrowed: tuple[Face, ...] = ()


class TextBox(Protocol):
    """Draws texts in one widget."""

    @property
    def largest(self) -> float:
        """The size at which a text is drawn that has room."""

    @property
    def automatic(self) -> bool:
        """Whether the form leaves the size to us."""

    def draw(self, text: str) -> Drawn:
        """Return the appearance of `text`."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """What the ways of drawing share: the frame, the style, the fonts."""

    frame: Frame
    style: Style
    typesetter: Typesetter
    alignment: int = 0

    @property
    def face(self) -> Face:
        return self.typesetter.face

    @property
    def room(self) -> float:
        """The width left for text."""
        return max(self.frame.width - 2 * self.frame.padding, 1.0)

    def opening(self, clip: Box | None = None, marks: bytes = b"") -> bytes:
        """Return the operations before the text; `marks` are drawn over the frame."""
        edge = self.frame.edge
        box = clip or (edge, edge, self.frame.width - 2 * edge, self.frame.height - 2 * edge)
        drawn = self.frame.decoration() + marks
        return b"%b/Tx BMC q %b W n BT %b " % (drawn, rectangle_operator(box), self.style.colour)

    def font(self, size: float) -> bytes:
        """Return the operator that chooses the field's own font."""
        return b"/%b %b Tf" % (self.face.resource, number(size))

    def left(self, width: float) -> float:
        """Return where a line of `width` points begins."""
        spare = max(self.room - width, 0.0)
        return self.frame.padding + (0.0, spare / 2, spare)[self.alignment]

    def baseline(self, size: float) -> float:
        """Return the height of a single line's baseline: capitals centred, descenders inside."""
        cap, descent = self.face.cap_height * size / 1000, -self.face.descent * size / 1000
        centred = (self.frame.height - cap) / 2
        return max(centred, min(self.frame.edge + descent, (self.frame.height - cap + descent) / 2))

    def show(self, line: Line, size: float) -> tuple[bytes, tuple[Face, ...]]:
        """Return the operations that show a line set in several faces, and the faces that are not ours."""
        runs = self.typesetter.runs(line)
        shown = [b"/%b %b Tf %b" % (face.resource, number(size), face.show(part)) for face, part in runs]
        return b" ".join(shown), tuple({face.resource: face for face, _ in runs if face is not self.face}.values())

    def plain(self, lines: Sequence[Line]) -> list[bytes] | None:
        """Return the lines as strings of the field's own font, None if they take others."""
        encoded = self.typesetter.encoded.__getitem__
        try:
            space = self.face.codes[" "]
            return [space.join(map(encoded, line)) for line in lines]  # type: ignore[arg-type]
        except (KeyError, TypeError):
            return None

    def empty(self, size: float) -> Drawn:
        """Return the appearance without text."""
        return Drawn(self.frame.decoration() + _MARK, size)


@dataclass(frozen=True, slots=True)
class LineBox:
    """A text of one line, in the middle of its box."""

    canvas: Canvas
    largest: float
    smallest: float
    opening: bytes

    @property
    def automatic(self) -> bool:
        return not self.canvas.style.size

    def draw(self, text: str) -> Drawn:
        """Return the appearance of `text`, newlines as spaces."""
        canvas = self.canvas
        shown = drawable(text).replace("\u00ad", "").replace("\n", " ")
        if not shown:
            return canvas.empty(self.largest)
        size = fit_line(canvas.typesetter, shown, canvas.room, self.largest, self.smallest)
        width = canvas.typesetter.width(shown) * size / 1000
        opening, lost = self.opening, 0
        if width > canvas.room + 0.01:
            opening, lost = self._clipped(shown, size)
        line = shown.split(" ")
        place = b"%b %.2f %.2f Td " % (canvas.font(size), canvas.left(width), canvas.baseline(size))
        plain = canvas.plain([line])
        if plain:
            return Drawn(opening + place + canvas.face.show(plain[0]) + _CLOSING, size, lost)
        content, borrowed = canvas.show(line, size)
        lacking = canvas.typesetter.lacking([line])
        return Drawn(opening + place + content + _CLOSING, size, lost, lacking, borrowed)

    def _clipped(self, shown: str, size: float) -> tuple[bytes, int]:
        frame, typesetter = self.canvas.frame, self.canvas.typesetter
        available = frame.width - frame.padding - frame.edge
        count = fitting_characters(typesetter, shown, available * 1000 / size)
        width = typesetter.width(shown[:count]) * size / 1000
        clip = (frame.edge, frame.edge, frame.padding - frame.edge + width, frame.height - 2 * frame.edge)
        return self.canvas.opening(clip), len(shown) - count


@dataclass(frozen=True, slots=True)
class BlockBox:
    """A text wrapped into lines, from the top of its box."""

    canvas: Canvas
    sizes: tuple[float, ...]
    opening: bytes

    @property
    def largest(self) -> float:
        return self.sizes[0]

    @property
    def automatic(self) -> bool:
        return not self.canvas.style.size

    def draw(self, text: str) -> Drawn:
        """Return the appearance of `text`."""
        canvas, face = self.canvas, self.canvas.face
        if not text:
            return canvas.empty(self.largest)
        height = canvas.frame.height - 2 * max(canvas.frame.edge, 1.0)
        block = fit_block(canvas.typesetter, drawable(text), (canvas.room, height), self.sizes)
        size, leading = block.size, face.leading * block.size / 1000
        first = self._first_baseline(block.visible, size)
        opening = self.opening if block.fits else self._clipped(first - (block.visible - 1) * leading, size)
        start = b"%b%b %.2f TL " % (opening, canvas.font(size), leading)
        plain = canvas.plain(block.lines)
        if plain and not canvas.alignment:
            content = b"%.2f %.2f Td %b" % (canvas.frame.padding, first, _joined(face, plain))
            return Drawn(start + content + _CLOSING, size, block.lost)
        content, borrowed = self._aligned(block.lines, size, first, leading)
        lacking = canvas.typesetter.lacking(block.lines)
        return Drawn(start + content + _CLOSING, size, block.lost, lacking, borrowed)

    def _first_baseline(self, lines: int, size: float) -> float:
        frame, face = self.canvas.frame, self.canvas.face
        taken = ((lines - 1) * face.leading + face.ascent - face.descent) * size / 1000
        top = min(frame.padding + _TOP, max((frame.height - taken) / 2, frame.edge))
        return frame.height - top - face.ascent * size / 1000

    def _clipped(self, last_baseline: float, size: float) -> bytes:
        frame, face = self.canvas.frame, self.canvas.face
        bottom = max(last_baseline + face.descent * size / 1000, frame.edge)
        return self.canvas.opening(
            (frame.edge, bottom, frame.width - 2 * frame.edge, frame.height - frame.edge - bottom)
        )

    def _aligned(self, lines: list[Line], size: float, first: float, leading: float) -> tuple[bytes, tuple[Face, ...]]:
        parts: list[bytes] = []
        used: dict[bytes, Face] = {}
        x, y = 0.0, 0.0
        for row, line in enumerate(lines):
            width = self.canvas.typesetter.width(" ".join(line)) * size / 1000
            left, height = self.canvas.left(width), first - row * leading
            shown, borrowed = self.canvas.show(line, size)
            parts.append(b"%.2f %.2f Td %b" % (left - x, height - y, shown))
            used |= {face.resource: face for face in borrowed}
            x, y = round(left, 2), round(height, 2)
        return b" ".join(parts), tuple(used.values())


def _joined(face: Face, lines: list[bytes]) -> bytes:
    return face.show((b"> Tj T* <" if face.composite else b") Tj T* (").join(lines))


@dataclass(frozen=True, slots=True)
class CombBox:
    """A text with one character in the middle of each of `cells` equal cells (table 231, Comb)."""

    canvas: Canvas
    cells: int
    largest: float
    opening: bytes

    @property
    def automatic(self) -> bool:
        return not self.canvas.style.size

    def draw(self, text: str) -> Drawn:
        """Return the appearance of `text`; characters beyond the last cell are lost."""
        shown = drawable(text).replace("\u00ad", "").replace("\n", " ")
        fitting = shown[: self.cells]
        canvas, size = self.canvas, self.largest
        parts = [b"%b 0 %.2f Td" % (canvas.font(size), canvas.baseline(size))]
        used: dict[bytes, Face] = {}
        cell, x = canvas.frame.width / self.cells, 0.0
        for place, character in enumerate(fitting, self._first(len(fitting))):
            left = round(cell * place + (cell - canvas.typesetter.width(character) * size / 1000) / 2, 2)
            content, borrowed = canvas.show([character], size)
            parts.append(b"%.2f 0 Td %b" % (left - x, content))
            used |= {face.resource: face for face in borrowed}
            x = left
        lacking = canvas.typesetter.lacking([list(fitting)])
        content = self.opening + b" ".join(parts) + _CLOSING
        return Drawn(content, size, len(shown) - len(fitting), lacking, tuple(used.values()))

    def _first(self, count: int) -> int:
        spare = self.cells - count
        return (0, spare // 2, spare)[self.canvas.alignment]


@dataclass(frozen=True, slots=True)
class SecretBox:
    """A password: as many asterisks as it has characters (table 231, Password)."""

    box: TextBox

    @property
    def largest(self) -> float:
        return self.box.largest

    @property
    def automatic(self) -> bool:
        return self.box.automatic

    def draw(self, text: str) -> Drawn:
        """Return the appearance of `text`, which shows its length alone."""
        return self.box.draw("*" * len(text))


def line_box(canvas: Canvas) -> LineBox:
    """Return the box of a single-line field."""
    frame, face, size = canvas.frame, canvas.face, canvas.style.size
    if size:
        smallest = min(size, LEGIBLE)
        room = (frame.height - 2 * frame.edge) * 1000 / (face.cap_height - face.descent)
        largest = max(min(size, int(room * 10) / 10), smallest)
    else:
        smallest = _SMALLEST_AUTO
        room = (frame.height - 2 * max(frame.edge, 1.0)) * 1000 / face.leading
        largest = min(max(int(room * 10) / 10, smallest), _LARGEST_LINE)
    return LineBox(canvas, largest, smallest, canvas.opening())


def block_box(canvas: Canvas) -> BlockBox:
    """Return the box of a multi-line field."""
    size = canvas.style.size
    largest, smallest = (size, min(size, LEGIBLE)) if size else (_LARGEST_BLOCK, _SMALLEST_AUTO)
    steps = int((largest - smallest) / _STEP)
    sizes = [largest - step * _STEP for step in range(steps + 1)]
    return BlockBox(canvas, (*sizes, smallest) if sizes[-1] > smallest else tuple(sizes), canvas.opening())


def comb_box(canvas: Canvas, cells: int) -> CombBox:
    """Return the box of a comb field."""
    size = line_box(canvas).largest
    widest = max((canvas.face.widths.get(digit, 0.0) for digit in "0123456789M"), default=0.0) or 1000.0
    fitting = int(canvas.frame.width / cells * 10000 / widest) / 10
    largest = max(min(size, fitting), min(size, LEGIBLE if canvas.style.size else _SMALLEST_AUTO))
    return CombBox(canvas, cells, largest, canvas.opening(marks=_dividers(canvas.frame, cells)))


def _dividers(frame: Frame, cells: int) -> bytes:
    border = frame.border
    if not border or border.style not in (b"S", b"D"):
        return b""
    top, cell = number(frame.height), frame.width / cells
    lines = [b"%b 0 m %b %b l" % (number(cell * n), number(cell * n), top) for n in range(1, cells)]
    pen = b"%b %b w" % (colour_operator(border.colour, stroke=True), number(border.width))
    return b"q %b %b S Q " % (pen, b" ".join(lines)) if lines else b""
