"""List boxes: all options, one on each line, the chosen ones on a coloured band."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from integplan_pdf.pdf.appearance.canvas import CLOSING, LEGIBLE, Canvas, Drawn
from integplan_pdf.pdf.appearance.frame import colour_operator, rectangle_operator
from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.text import one_line
from integplan_pdf.pdf.typesetter import Line

_LARGEST_AUTO = 12.0
_BAND = (0.6, 0.757, 0.855)
"""The colour that viewers know for chosen options."""


@dataclass(frozen=True, slots=True)
class ListBox:
    """A list box with its options' display texts; `size` in points."""

    canvas: Canvas
    options: tuple[str, ...]
    size: float

    def draw(self, text: str) -> Drawn:
        """Return the appearance with the options chosen whose display texts are the lines of `text`."""
        chosen = [self.options.index(line) for line in text.split("\n") if line in self.options]
        rows = self._rows(chosen)
        bands: list[bytes] = []
        parts: list[bytes] = []
        used: dict[bytes, Face] = {}
        leading, x, y = self._leading, 0.0, 0.0
        for row, number in enumerate(rows):
            top = self.canvas.frame.height - self.canvas.frame.edge - row * leading
            if number in chosen:
                bands.append(self._band(top))
            words = one_line(self.options[number]).split(" ")
            left = self._left(words)
            height = round(top - (leading + self.canvas.face.cap_height * self.size / 1000) / 2, 2)
            shown, borrowed = self.canvas.show(words, self.size)
            parts.append(b"%.2f %.2f Td %b" % (left - x, height - y, shown))
            used |= {face.resource: face for face in borrowed}
            x, y = left, height
        opening = self.canvas.opening(
            marks=b"q %b %b Q " % (colour_operator(_BAND), b" ".join(bands)) if bands else b""
        )
        content = opening + self.canvas.font(self.size) + b" " + b" ".join(parts) + CLOSING
        return Drawn(content, self.size, lacking=self._lacking(rows), borrowed=tuple(used.values()))

    @property
    def _leading(self) -> float:
        return self.canvas.face.leading * self.size / 1000

    def _left(self, words: Line) -> float:
        mixed = self.canvas.typesetter.mixed(words)
        if not mixed or not mixed.rtl:
            return self.canvas.frame.padding
        return self.canvas.left(self.canvas.typesetter.shown_width(mixed) * self.size / 1000, rtl=True)

    def _rows(self, chosen: list[int]) -> range:
        """Return the options that are in sight: from the first, or scrolled to what is chosen."""
        room = max(int((self.canvas.frame.height - 2 * self.canvas.frame.edge) / self._leading), 1)
        first = min(chosen) if chosen and min(chosen) >= room else 0
        first = max(min(first, len(self.options) - room), 0)
        return range(first, min(first + room, len(self.options)))

    def _band(self, top: float) -> bytes:
        frame, leading = self.canvas.frame, self._leading
        return rectangle_operator((frame.edge, top - leading, frame.width - 2 * frame.edge, leading)) + b" f"

    def _lacking(self, rows: range) -> str:
        return self.canvas.typesetter.lacking([one_line(self.options[row]).split(" ") for row in rows])


def list_box(canvas: Canvas, options: Sequence[str]) -> ListBox:
    """Return the box of a list field; of automatic size as large as lets all options be seen."""
    height = canvas.frame.height - 2 * canvas.frame.edge
    fitting = height * 1000 / (canvas.face.leading * max(len(options), 1))
    size = canvas.style.size or max(min(int(fitting * 10) / 10, _LARGEST_AUTO), LEGIBLE)
    return ListBox(canvas, tuple(options), size)
