"""What a person sees in each box, through PDFium, whatever is stored.

Limits: text that is drawn but hidden (white, transparent, covered, clipped inside the box) counts as seen; text drawn
as curves or pictures shows as ink only. PDFium unpacks whatever a page asks for: a page that is a packed bomb can take
gigabytes of memory.

PDFium with a form environment draws missing appearances itself and so hides them. Here the stored appearances are
flattened into an in-memory copy of the page without one, and the page is then read or drawn.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeVar

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from integplan_pdf.errors import InputError
from integplan_pdf.model.template import Rect

Seen = TypeVar("Seen", str, float)

_Mark = tuple[str, float, float]

Box = tuple[int, Rect]
"""1-based page, and a rectangle in points of default user space."""

_LINE_END_HYPHENS = "\ufffe\x02"
"""What PDFium makes of a hyphen at the end of a line."""

_INK_SCALE = 3.0
_DARK = 128
_MOST_PIXELS = 60_000_000


def visible_text(data: bytes, boxes: Sequence[Box], *, printed: bool = True, password: str = "") -> list[str]:
    """Return the text seen in each box, lines parted by LF, no space at the ends; empty where nothing is seen.

    A letter belongs to the box that holds the middle of it. Text written from right to left comes in the order it is
    drawn. A page that is not there shows nothing. `printed` says whether to count what the page itself prints in the
    box, such as dotted lines and what was flattened into it; without it only fields and other annotations count.

    Raises:
        InputError: the file cannot be opened or drawn.
    """
    own = {} if printed else _printed_letters(data, {page for page, _ in boxes}, password)
    return _on_each_page(data, boxes, password, "", lambda page, number, rects: _texts(page, rects, own.get(number)))


def ink(data: bytes, boxes: Sequence[Box], *, password: str = "") -> list[float]:
    """Return the share of dark pixels in each box, 0 to 1; for ticks, whatever drew them.

    The box's own border counts where it lies within the box. A page that is not there has no ink.

    Raises:
        InputError: the file cannot be opened or drawn.
    """
    return _on_each_page(data, boxes, password, 0.0, lambda page, _, rects: _inks(page, rects))


def render_page(data: bytes, page: int, *, scale: float = 1.0, password: str = "") -> Image.Image:
    """Return page `page` (1-based) as seen, in colour, `scale` pixels per point, turned as the page says.

    Raises:
        InputError: the file cannot be opened or drawn, or has no such page.
    """
    with opened(data, password) as document:
        if not 1 <= page <= len(document):
            raise InputError(nb=f"PDF-en har ingen side {page}.", en=f"The PDF has no page {page}.")
        with _flattened(document, page) as flat:
            image: Image.Image = _bitmap(flat, scale, grey=False).to_pil().convert("RGB")
            return image


def _on_each_page(
    data: bytes, boxes: Sequence[Box], password: str, nothing: Seen, look: Callable[[Any, int, list[Rect]], list[Seen]]
) -> list[Seen]:
    """Return what `look` says of each box, given a page, its number and the rectangles on it."""
    seen = [nothing] * len(boxes)
    with opened(data, password) as document:
        for number in sorted({page for page, _ in boxes if 1 <= page <= len(document)}):
            places = [place for place, box in enumerate(boxes) if box[0] == number]
            with _flattened(document, number) as page:
                found = look(page, number, [boxes[place][1] for place in places])
            for place, item in zip(places, found, strict=True):
                seen[place] = item
    return seen


@dataclass(frozen=True, slots=True)
class Letter:
    """One character that is drawn: its place in PDFium's text, and the middle of its box."""

    index: int
    char: str
    x: float
    y: float
    height: float

    @property
    def mark(self) -> _Mark:
        """What stays the same when the page is changed around the letter."""
        return self.char, round(self.x, 1), round(self.y, 1)


def _printed_letters(data: bytes, numbers: set[int], password: str) -> dict[int, set[_Mark]]:
    """Return the marks of the letters that the pages hold before anything is flattened into them."""
    found: dict[int, set[_Mark]] = {}
    with opened(data, password) as document:
        for number in sorted(numbers & set(range(1, len(document) + 1))):
            with open_page(document, number) as page, closing(page.get_textpage()) as text:
                found[number] = {letter.mark for letter in letters_of(text)[0]}
    return found


def _texts(page: Any, rects: list[Rect], printed: set[_Mark] | None) -> list[str]:
    with closing(page.get_textpage()) as text:
        letters, breaks = letters_of(text)
    if printed:
        letters = [letter for letter in letters if letter.mark not in printed]
    return [_joined(_within(letters, rect), breaks) for rect in rects]


def letters_of(text: Any) -> tuple[list[Letter], dict[int, str]]:
    """Return the characters of a text page, and by its place each blank or line end that PDFium puts between them."""
    letters: list[Letter] = []
    breaks: dict[int, str] = {}
    box = pdfium_c.FS_RECTF()
    for index in range(pdfium_c.FPDFText_CountChars(text)):
        char = chr(pdfium_c.FPDFText_GetUnicode(text, index))
        if pdfium_c.FPDFText_IsGenerated(text, index) == 1 or char in "\r\n":
            breaks[index] = "\n" if char in "\r\n" else " "
        elif pdfium_c.FPDFText_GetLooseCharBox(text, index, box):
            middle = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
            letters.append(
                Letter(index, "-" if char in _LINE_END_HYPHENS else char, *middle, abs(box.top - box.bottom))
            )
    return letters, breaks


def _within(letters: list[Letter], rect: Rect) -> list[Letter]:
    x0, y0, x1, y1 = rect
    return [letter for letter in letters if x0 <= letter.x <= x1 and y0 <= letter.y <= y1]


def _joined(letters: list[Letter], breaks: Mapping[int, str]) -> str:
    parts = [letters[0].char] if letters else []
    for before, letter in pairwise(letters):
        parts += [_between(before, letter, breaks), letter.char]
    return "\n".join(line.strip() for line in "".join(parts).split("\n")).strip()


def _between(before: Letter, letter: Letter, breaks: Mapping[int, str]) -> str:
    """Return what parts two letters of one box: nothing, a blank or a line end."""
    skipped = range(before.index + 1, letter.index)
    found = {breaks[index] for index in skipped if index in breaks}
    if "\n" in found or (skipped and abs(before.y - letter.y) > before.height / 2):
        return "\n"
    return " " if skipped else ""


def _inks(page: Any, rects: list[Rect]) -> list[float]:
    bitmap = _bitmap(page, _INK_SCALE, grey=True)
    image, where = bitmap.to_pil(), bitmap.get_posconv(page)
    return [_dark_share(image, where, rect) for rect in rects]


def _dark_share(image: Image.Image, where: Any, rect: Rect) -> float:
    corners = [where.to_bitmap(rect[0], rect[1]), where.to_bitmap(rect[2], rect[3])]
    xs, ys = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    box = (max(0, xs[0]), max(0, ys[0]), min(image.width, xs[1]), min(image.height, ys[1]))
    if box[0] >= box[2] or box[1] >= box[3]:
        return 0.0
    counts = image.crop(box).histogram()
    return sum(counts[:_DARK]) / sum(counts)


def _bitmap(page: Any, scale: float, *, grey: bool) -> Any:
    """Return the page drawn at `scale`, or smaller where that would take too much memory."""
    width, height = page.get_size()
    scale = min(scale, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    try:
        return page.render(scale=scale, grayscale=grey, may_draw_forms=False)
    except (pdfium.PdfiumError, ValueError, MemoryError) as error:
        raise _not_drawn() from error


@contextmanager
def opened(data: bytes, password: str) -> Iterator[Any]:
    """Give PDFium's document of a file.

    Raises:
        InputError: it cannot be opened.
    """
    try:
        document = pdfium.PdfDocument(data, password=password or None)
    except pdfium.PdfiumError as error:
        raise _not_drawn() from error
    with closing(document):
        yield document


@contextmanager
def open_page(document: Any, number: int) -> Iterator[Any]:
    """Give page `number` (1-based) of a document.

    Raises:
        InputError: it cannot be opened.
    """
    try:
        page = document[number - 1]
    except pdfium.PdfiumError as error:
        raise _not_drawn() from error
    with closing(page):
        yield page


@contextmanager
def _flattened(document: Any, number: int) -> Iterator[Any]:
    """Give page `number` (1-based) with its stored appearances made part of it."""
    with open_page(document, number) as page:
        _as_viewers_do(page)
        if pdfium_c.FPDFPage_Flatten(page, pdfium_c.FLAT_NORMALDISPLAY) == pdfium_c.FLATTEN_FAIL:
            raise _not_drawn()
    with open_page(document, number) as page:
        yield page


def _as_viewers_do(page: Any) -> None:
    """Take away what PDFium would flatten and viewers do not show: NoView, and buttons without a state."""
    for index in range(pdfium_c.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium_c.FPDFPage_GetAnnot(page, index)
        flags = pdfium_c.FPDFAnnot_GetFlags(annotation)
        if flags & pdfium_c.FPDF_ANNOT_FLAG_NOVIEW:
            pdfium_c.FPDFAnnot_SetFlags(annotation, flags | pdfium_c.FPDF_ANNOT_FLAG_HIDDEN)
        is_widget = pdfium_c.FPDFAnnot_GetSubtype(annotation) == pdfium_c.FPDF_ANNOT_WIDGET
        if is_widget and not pdfium_c.FPDFAnnot_HasKey(annotation, b"AS"):
            pdfium_c.FPDFAnnot_SetStringValue(annotation, b"AS", _OFF)
        pdfium_c.FPDFPage_CloseAnnot(annotation)


_OFF = (ctypes.c_ushort * 4)(*b"Off", 0)


def _not_drawn() -> InputError:
    return InputError(
        nb="PDF-en kan ikke vises: den er skadet, eller kryptert med et annet passord.",
        en="The PDF cannot be drawn: it is damaged, or encrypted with another password.",
    )
