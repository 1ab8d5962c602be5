"""The letters and the drawn boxes of a file's pages, in default user space.

Limits: text drawn as curves or pictures is not read. Work is bounded as in `pdf.read`; what a page asks beyond that is
left out, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pdfminer.pdftypes import PDFStream

from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.read import open_file
from integplan_pdf.pdf.read.tree import Dictionary
from integplan_pdf.pdf.recognize import interpreted
from integplan_pdf.pdf.recognize.content import Interpreter
from integplan_pdf.pdf.recognize.drawing import Drawing, OverdrawnError, Work
from integplan_pdf.pdf.recognize.faces import Fonts
from integplan_pdf.pdf.recognize.letter import UNKNOWN, Letter
from integplan_pdf.pdf.recognize.sources import CompleteSource, QuickSource, Source

__all__ = ["UNKNOWN", "Letter", "PageText", "read_pages"]

_A4: Rect = (0.0, 0.0, 595.0, 842.0)
_INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")
_LEAST_WORK, _WORK_SHARE = 32 << 20, 20
"""How many bytes of content are run: at least, and for each byte of the file."""


@dataclass(frozen=True, slots=True)
class PageText:
    """What a page draws.

    Attributes:
        number: 1-based.
        letters: in the order they are drawn.
        box: /CropBox, else /MediaBox.
        rotate: /Rotate, in degrees clockwise.
        frames: the rectangles drawn, as strokes or fills.
        has_images: whether it shows pictures.
        damaged: whether something could not be read.
    """

    number: int
    letters: tuple[Letter, ...]
    box: Rect = _A4
    rotate: int = 0
    frames: tuple[Rect, ...] = ()
    has_images: bool = False
    damaged: bool = False


def read_pages(data: bytes, *, password: str = "", frames: bool = False) -> tuple[PageText, ...]:
    """Return what every page draws outside its annotations; `frames` says whether to look for rectangles too.

    Raises:
        InputError: no PDF, damaged beyond reading, or encrypted with another password.
    """
    try:
        return tuple(_Reader(QuickSource(data), frames, len(data)).pages())
    except Exception:  # whatever is unusual, damage too, is for pdfminer
        return tuple(_CompleteReader(CompleteSource(open_file(data, password)), frames, len(data)).pages())


class _Reader:
    """Reads the pages of a file."""

    def __init__(self, source: Source, frames: bool, size: int) -> None:
        self._source = source
        self._frames = frames
        self._work = Work(_LEAST_WORK + _WORK_SHARE * size)
        self._fonts = Fonts(self._work)
        self._interpreter = Interpreter(source, self._fonts, self._work)

    def pages(self) -> Iterator[PageText]:
        """Yield what the pages draw."""
        for number, page in enumerate(self._source.pages, 1):
            attributes = self._attributes(page)
            drawing, whole = self._drawn(attributes)
            rotate = self._source.resolve(attributes.get("Rotate"))
            yield PageText(
                number,
                tuple(drawing.letters),
                self._box(attributes.get("CropBox")) or self._box(attributes.get("MediaBox")) or _A4,
                rotate % 360 if isinstance(rotate, int) else 0,
                tuple(drawing.frames),
                drawing.has_images,
                not whole,
            )

    def _attributes(self, page: Dictionary) -> Dictionary:
        """Return the page's entries with those it inherits (ISO 32000-2 §7.7.3.4)."""
        found, node, seen = dict(page), page, {id(page)}
        while isinstance(node := self._source.resolve(node.get("Parent")), dict) and id(node) not in seen:
            seen.add(id(node))
            found = {key: node[key] for key in _INHERITED if key in node} | found
        return found

    def _drawn(self, attributes: Dictionary) -> tuple[Drawing, bool]:
        """Return what the page's content draws, and whether all of it could be read."""
        resources, streams = self._content(attributes)
        drawing = Drawing(self._frames)
        try:
            self._interpreter.run(resources, streams, drawing)
        except OverdrawnError:
            return drawing, False
        return drawing, True

    def _content(self, attributes: Dictionary) -> tuple[object, list[Any]]:
        contents = self._source.resolve(attributes.get("Contents"))
        streams = [contents] if isinstance(contents, PDFStream) else contents if isinstance(contents, list) else []
        return self._source.resolve(attributes.get("Resources")) or {}, streams

    def _box(self, value: object) -> Rect | None:
        found = self._source.resolve(value)
        sides = [self._source.resolve(side) for side in found] if isinstance(found, list) and len(found) == 4 else []
        numbers = [float(side) for side in sides if isinstance(side, int | float)]
        if len(numbers) != 4:
            return None
        x0, y0, x1, y1 = numbers
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


class _CompleteReader(_Reader):
    """Reads the pages of any file, what is unusual on them through pdfminer's interpreter."""

    def _drawn(self, attributes: Dictionary) -> tuple[Drawing, bool]:
        try:
            return super()._drawn(attributes)
        except Exception:  # as above
            drawing = Drawing(self._frames)
        try:
            interpreted.run(*self._content(attributes), drawing, self._fonts, self._work)
        except Exception:  # the library's border: any kind of damage
            return drawing, False
        return drawing, True
