"""The letters and the drawn boxes of a file's pages, in default user space, through pdfminer's interpreter.

Limits: text drawn as curves or pictures is not read. Work is bounded as in `pdf.read`; what a page asks beyond that is
left out, and the page says so.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream

from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.read import open_file
from integplan_pdf.pdf.read.file import PdfFile
from integplan_pdf.pdf.read.tree import Dictionary, FieldTree

UNKNOWN = "\ufffd"
"""Stands for a letter that the font gives no text for."""

_A4: Rect = (0.0, 0.0, 595.0, 842.0)
_INHERITED = ("Resources", "MediaBox", "CropBox", "Rotate")
_HALF_X_HEIGHT = 0.25
"""From the baseline to the middle of a small letter, as a share of the size."""

_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_INVISIBLE = 3
"""Text rendering mode that draws nothing (ISO 32000-2 table 104)."""


class Letter(NamedTuple):
    """One character drawn.

    Attributes:
        text: what it says; several characters for a ligature.
        x, y: its middle.
        width: how far it moves on; size: height of its font, both in points.
        turn: the direction of writing in degrees counter-clockwise, 0, 90, 180 or 270.
        hidden: drawn invisibly, as the text layer of a scan is.
    """

    text: str
    x: float
    y: float
    width: float
    size: float
    turn: int = 0
    hidden: bool = False


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
    file = open_file(data, password)
    manager = PDFResourceManager()
    return tuple(_page(file, page, number, manager, frames) for number, page in enumerate(FieldTree(file).pages, 1))


def _page(file: PdfFile, page: Dictionary, number: int, manager: PDFResourceManager, frames: bool) -> PageText:
    attributes = _attributes(file, page)
    device = _Device(manager, frames)
    damaged = not _drawn(file, attributes, device, manager)
    box = _box(file, attributes.get("CropBox")) or _box(file, attributes.get("MediaBox")) or _A4
    rotate = file.resolve(attributes.get("Rotate"))
    return PageText(
        number,
        tuple(device.letters),
        box,
        rotate % 360 if isinstance(rotate, int) else 0,
        tuple(device.frames),
        device.has_images,
        damaged,
    )


def _attributes(file: PdfFile, page: Dictionary) -> Dictionary:
    """Return the page's entries with those it inherits (ISO 32000-2 §7.7.3.4)."""
    found, node, seen = dict(page), page, {id(page)}
    while isinstance(node := file.resolve(node.get("Parent")), dict) and id(node) not in seen:
        seen.add(id(node))
        found = {key: node[key] for key in _INHERITED if key in node} | found
    return found


def _drawn(file: PdfFile, attributes: Dictionary, device: _Device, manager: PDFResourceManager) -> bool:
    """Run the page's content on `device`; return whether all of it could be read."""
    try:
        page = PDFPage(file, None, {"MediaBox": list(_A4), **_plain(file, attributes)}, None)
        interpreter = PDFPageInterpreter(manager, device)
        interpreter.render_contents(page.resources, page.contents, ctm=_IDENTITY)
    except Exception:  # the library's border: any kind of damage
        return False
    return True


def _plain(file: PdfFile, attributes: Dictionary) -> Dictionary:
    """Return what PDFPage asks for, without what it stumbles over."""
    found: Dictionary = {"Resources": file.resolve(attributes.get("Resources")) or {}}
    contents = file.resolve(attributes.get("Contents"))
    if isinstance(contents, PDFStream | list):
        found["Contents"] = contents
    return found


def _box(file: PdfFile, value: object) -> Rect | None:
    found = file.resolve(value)
    sides = [file.resolve(side) for side in found] if isinstance(found, list) and len(found) == 4 else []
    numbers = [float(side) for side in sides if isinstance(side, int | float)]
    if len(numbers) != 4:
        return None
    x0, y0, x1, y1 = numbers
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


class _Device(PDFTextDevice):
    """A pdfminer device that keeps letters and rectangles, and nothing else."""

    def __init__(self, manager: PDFResourceManager, frames: bool) -> None:
        super().__init__(manager)
        self._wants_frames = frames
        self._hidden = False
        self.letters: list[Letter] = []
        self.frames: list[Rect] = []
        self.has_images = False

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._hidden = textstate.render == _INVISIBLE
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # noqa: PLR0913 - as pdfminer calls it
        self, matrix: Any, font: Any, fontsize: Any, scaling: Any, rise: Any, cid: Any, ncs: Any, graphicstate: Any
    ) -> float:
        """Keep one letter; return how far it moves on, in text space."""
        try:
            text = font.to_unichr(cid)
        except (PDFUnicodeNotDefined, KeyError):
            text = UNKNOWN
        advance = float(font.char_width(cid) * fontsize * scaling)
        a, b, c, d, e, f = matrix
        along, up = advance / 2, rise + fontsize * _HALF_X_HEIGHT
        stretch = math.hypot(a, b)
        turn = round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360 if b or a < 0 else 0
        if fontsize * scaling < 0:
            turn = (turn + 180) % 360
        self.letters.append(
            Letter(
                text or UNKNOWN,
                a * along + c * up + e,
                b * along + d * up + f,
                abs(advance) * stretch,
                abs(fontsize) * math.hypot(c, d),
                turn,
                self._hidden,
            )
        )
        return advance

    def render_image(self, name: str, stream: PDFStream) -> None:
        self.has_images = True

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        if self._wants_frames and (stroke or fill):
            self.frames += _rectangles(path, self.ctm)


def _rectangles(path: Sequence[Any], ctm: Any) -> Iterator[Rect]:
    """Yield the extent of each part of a path that holds an area, in default user space."""
    a, b, c, d, e, f = ctm or _IDENTITY
    corners: list[tuple[float, float]] = []
    for step in (*path, ("m",)):
        if step[0] == "m":
            if len(corners) > 2:
                xs, ys = zip(*corners, strict=True)
                yield min(xs), min(ys), max(xs), max(ys)
            corners = []
        if len(step) >= 3:
            x, y = step[-2:]
            corners.append((a * x + c * y + e, b * x + d * y + f))
