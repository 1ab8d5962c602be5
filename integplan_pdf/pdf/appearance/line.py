"""Text in one line: in the middle of its box, in the cells of a comb, or as asterisks.

What is drawn follows ISO 32000-2 §12.7.4.3 and table 231. A text that is too wide is set smaller, then narrower;
if even that does not help, it is written whole and clipped after the last character that has room.
"""

from __future__ import annotations

from dataclasses import dataclass

from integplan_pdf.pdf.appearance.canvas import CLOSING, LEGIBLE, SMALLEST_AUTO, Canvas, Drawn, TextBox
from integplan_pdf.pdf.appearance.frame import Frame, colour_operator
from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.scripts.line import MixedLine
from integplan_pdf.pdf.syntax import number
from integplan_pdf.pdf.text import characters, fitting_characters, one_line
from integplan_pdf.pdf.typesetter import Line

_LARGEST_AUTO = 144.0
_NARROWEST = 80
"""How narrow characters may be set, in percent: as narrow as the narrow cuts of common typefaces."""
_LEAST_PADDING = 1.0
_SHORT = 200
"""How many characters a line may have that is remembered; those of plans are much the same from one to the next."""


@dataclass(frozen=True, slots=True)
class LineBox:
    """A text of one line, in the middle of its box.

    Attributes:
        largest: the size in points that a text is drawn at if it has room; not below `smallest`.
        easy: the width in 1/1000 em up to which it has.
        start: everything before a left-aligned text of that size, nothing if texts are not set so.
        end: everything after it.
    """

    canvas: Canvas
    largest: float
    smallest: float
    easy: float
    opening: bytes
    start: bytes
    end: bytes

    def draw(self, text: str) -> Drawn:
        """Return the appearance of `text`, newlines as spaces."""
        shown = one_line(text)
        if not shown:
            return self.canvas.blank(self.largest)
        easy = self.easily(shown)
        return Drawn(easy, self.largest) if easy else self._fitted(shown.split(" "))

    def easily(self, text: str) -> bytes | None:
        """Return the appearance of a text that is drawn as it is, has room and takes one font; None for any other."""
        if not self.start or "\n" in text or len(text) > _SHORT:
            return None
        width, shown = self.canvas.typesetter.lines[text]
        return self.start + shown + self.end if shown and width <= self.easy else None

    def _fitted(self, words: Line) -> Drawn:
        """Return the appearance of words that need care: too wide, aligned, or set in several faces."""
        canvas, size = self.canvas, self.largest
        mixed = canvas.typesetter.mixed(words)
        words, rtl = mixed or words, bool(mixed and mixed.rtl)
        width = canvas.typesetter.shown_width(words)
        if width > self.easy:
            size = max(min(int(canvas.room * 10_000 / width) / 10, size), self.smallest)
        points, opening, lost = width * size / 1000, self.opening, 0
        left = canvas.left(points, rtl=rtl)
        if points > canvas.room + 0.01:
            tight = max(canvas.frame.edge, _LEAST_PADDING)
            room = max(canvas.frame.width - 2 * tight, 1.0)
            scale = self._scale(room, points)
            end = canvas.frame.width - tight - points * scale / 100
            left = end if rtl else max(tight, min(left, end))
            opening, lost = self._clipped(words, size, scale, left, room)
        content, borrowed = canvas.show(words, size)
        place = b"%b %.2f %.2f Td " % (canvas.font(size), left, canvas.baseline(size))
        reduced = not canvas.automatic and (size < self.largest or points > canvas.room + 0.01)
        lacking = canvas.typesetter.lacking([words])
        return Drawn(opening + place + content + CLOSING, size, reduced, lost, lacking, borrowed)

    def _scale(self, room: float, points: float) -> int:
        narrowest = 100 if self.canvas.automatic else _NARROWEST
        return min(max(int(room * 100 / points), narrowest), 100)

    def _clipped(self, words: Line, size: float, scale: int, left: float, room: float) -> tuple[bytes, int]:
        """Return the opening of a text set at `scale` percent, and how many characters it has too many."""
        shown, frame, typesetter = " ".join(words), self.canvas.frame, self.canvas.typesetter
        each = size / 1000 * scale / 100
        count = fitting_characters(typesetter, shown, room / each + 0.5)
        narrow = b"%d Tz " % scale if scale < 100 else b""
        if count >= len(shown):
            return self.opening + narrow, 0
        visible = typesetter.shown_width(shown[:count].split(" ")) * each
        edges = (frame.edge, left + visible)
        if isinstance(words, MixedLine) and words.rtl:
            end = left + typesetter.shown_width(words) * each
            edges = (end - visible, frame.width - frame.edge)
        clip = (edges[0], frame.edge, max(edges[1] - edges[0], 0.0), frame.height - 2 * frame.edge)
        return self.canvas.opening(clip) + narrow, len(shown) - count


@dataclass(frozen=True, slots=True)
class CombBox:
    """A text with one character in the middle of each of `cells` equal cells (table 231, Comb)."""

    canvas: Canvas
    cells: int
    size: float
    opening: bytes

    def draw(self, text: str) -> Drawn:
        """Return the appearance of `text`; characters beyond the last cell are lost."""
        shown = one_line(text)
        if not shown:
            return self.canvas.blank(self.size)
        canvas, size = self.canvas, self.size
        parts = [b"%b 0 %.2f Td" % (canvas.font(size), canvas.baseline(size))]
        used: dict[bytes, Face] = {}
        cell, x = canvas.frame.width / self.cells, 0.0
        drawn, rtl = characters(canvas.typesetter, shown)
        for place, character in enumerate(drawn, self._first(len(drawn), rtl)):
            left = round(cell * place + (cell - canvas.typesetter.width(character) * size / 1000) / 2, 2)
            content, borrowed = canvas.show([character], size)
            parts.append(b"%.2f 0 Td %b" % (left - x, content))
            used |= {face.resource: face for face in borrowed}
            x = left
        lacking = canvas.typesetter.lacking([drawn])
        lost = max(len(drawn) - self.cells, 0)
        return Drawn(self.opening + b" ".join(parts) + CLOSING, size, False, lost, lacking, tuple(used.values()))

    def _first(self, count: int, rtl: bool) -> int:
        spare = max(self.cells - count, 0)
        return (self.cells - count if rtl else 0, spare // 2, spare)[self.canvas.alignment]


@dataclass(frozen=True, slots=True)
class SecretBox:
    """A password: as many asterisks as it has characters (table 231, Password)."""

    box: TextBox

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
        smallest = SMALLEST_AUTO
        room = (frame.height - 2 * max(frame.edge, 1.0)) * 1000 / face.leading
        largest = min(max(int(room * 10) / 10, smallest), _LARGEST_AUTO)
    opening = canvas.opening()
    place = b"%b %.2f %.2f Td " % (canvas.font(largest), frame.padding, canvas.baseline(largest))
    start, end = canvas.around
    start = b"" if canvas.alignment or not canvas.typesetter.spaced else opening + place + start
    return LineBox(canvas, largest, smallest, canvas.room * 1000 / largest, opening, start, end + CLOSING)


def comb_box(canvas: Canvas, cells: int) -> CombBox:
    """Return the box of a comb field; characters of automatic size are no wider than a cell."""
    size = line_box(canvas).largest
    widest = max((canvas.face.widths.get(char, 0.0) for char in "0123456789M"), default=0.0) or 1000.0
    fitting = int(canvas.frame.width / cells * 10_000 / widest) / 10
    smallest = SMALLEST_AUTO if canvas.automatic else min(size, LEGIBLE)
    return CombBox(
        canvas, cells, max(min(size, fitting), smallest), canvas.opening(marks=_dividers(canvas.frame, cells))
    )


def _dividers(frame: Frame, cells: int) -> bytes:
    border = frame.border
    if not border or border.style not in (b"S", b"D"):
        return b""
    top, cell = number(frame.height), frame.width / cells
    lines = [b"%b 0 m %b %b l" % (number(cell * n), number(cell * n), top) for n in range(1, cells)]
    pen = b"%b %b w" % (colour_operator(border.colour, stroke=True), number(border.width))
    return b"q %b %b S Q " % (pen, b" ".join(lines)) if lines else b""
