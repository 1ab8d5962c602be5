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
from typing import Any, Generic, TypeVar

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from PIL import Image

from integplan_pdf.errors import InputError
from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.darkness import dark_shares
from integplan_pdf.pdf.textpage import Letter, Mark, characters

Seen = TypeVar("Seen", str, float)

Box = tuple[int, Rect]
"""1-based page, and a rectangle in points of default user space."""

_INK_SCALE = 3.0
_MOST_PIXELS = 60_000_000


def visible_text(data: bytes, boxes: Sequence[Box], *, printed: bool = True, password: str = "") -> list[str]:
    """Return the text seen in each box, lines parted by LF, no space at the ends; empty where nothing is seen.

    A letter belongs to the box that holds the middle of it. Text written from right to left comes in the order it is
    drawn. A page that is not there shows nothing. `printed` says whether to count what the page itself prints in the
    box, such as dotted lines and what was flattened into it; without it only fields and other annotations count.

    Raises:
        InputError: the file cannot be opened or drawn.
    """
    with opened(data, password) as document:
        question: _Question[str] = _Question(boxes, _texts if printed else _added_texts(document, boxes), "")
        _ask(document, question)
    return question.answers


def ink(data: bytes, boxes: Sequence[Box], *, password: str = "") -> list[float]:
    """Return the share of dark pixels in each box, 0 to 1; for ticks, whatever drew them.

    The box's own border counts where it lies within the box. A page that is not there has no ink.

    Raises:
        InputError: the file cannot be opened or drawn.
    """
    return text_and_ink(data, (), boxes, password=password)[1]


def text_and_ink(
    data: bytes, boxes: Sequence[Box], spots: Sequence[Box], *, password: str = ""
) -> tuple[list[str], list[float]]:
    """Return the text seen in each of `boxes`, and the ink in each of `spots`; each page is opened once.

    Raises:
        InputError: the file cannot be opened or drawn.
    """
    texts, shares = _Question(boxes, _texts, ""), _Question(spots, _inks, 0.0)
    with opened(data, password) as document:
        _ask(document, texts, shares)
    return texts.answers, shares.answers


def render_page(data: bytes, page: int, *, scale: float = 1.0, password: str = "") -> Image.Image:
    """Return page `page` (1-based) as seen, in colour, `scale` pixels per point, turned as the page says.

    Raises:
        InputError: the file cannot be opened or drawn, or has no such page.
    """
    with opened(data, password) as document:
        if not 1 <= page <= len(document):
            raise InputError(nb=f"PDF-en har ingen side {page}.", en=f"The PDF has no page {page}.")
        with _flattened(document, page) as flat:
            image: Image.Image = _drawn(flat, scale).to_pil().convert("RGB")
            return image


class _Question(Generic[Seen]):
    """What is asked of boxes, given a page, its number and the rectangles on it; and the answers as they come."""

    def __init__(
        self, boxes: Sequence[Box], look: Callable[[Any, int, list[Rect]], Sequence[Seen]], nothing: Seen
    ) -> None:
        self._boxes = boxes
        self._look: Callable[[Any, int, list[Rect]], Sequence[Seen]] = look
        self.answers: list[Seen] = [nothing] * len(boxes)
        self.places: dict[int, list[int]] = {}
        for place, (page, _) in enumerate(boxes):
            self.places.setdefault(page, []).append(place)

    def ask(self, page: Any, number: int) -> None:
        """Ask it of page `number`."""
        places = self.places.get(number, [])
        found = self._look(page, number, [self._boxes[place][1] for place in places]) if places else ()
        for place, answer in zip(places, found, strict=True):
            self.answers[place] = answer


def _ask(document: Any, *questions: _Question[Any]) -> None:
    wanted = {number for question in questions for number in question.places}
    for number in sorted(wanted & set(range(1, len(document) + 1))):
        with _flattened(document, number) as page:
            for question in questions:
                question.ask(page, number)


def _texts(page: Any, _: int, rects: list[Rect]) -> list[str]:
    with closing(page.get_textpage()) as text:
        return characters(text).texts(rects)


def _added_texts(document: Any, boxes: Sequence[Box]) -> Callable[[Any, int, list[Rect]], list[str]]:
    """Return how to read what is flattened into the pages of a document, without what they hold before that."""
    own: dict[int, set[Mark]] = {}
    for number in sorted({page for page, _ in boxes} & set(range(1, len(document) + 1))):
        with open_page(document, number) as page, closing(page.get_textpage()) as text:
            own[number] = {letter.mark for letter in characters(text).letters()}

    def look(page: Any, number: int, rects: list[Rect]) -> list[str]:
        with closing(page.get_textpage()) as text:
            return characters(text).without(own[number]).texts(rects)

    return look


def letters_of(text: Any) -> tuple[list[Letter], Mapping[int, str]]:
    """Return the characters of a text page, and by its place each blank or line end that PDFium puts between them."""
    found = characters(text)
    return found.letters(), found.breaks


def _inks(page: Any, _: int, rects: list[Rect]) -> list[float]:
    try:
        return dark_shares(page, _bounded(page, _INK_SCALE), rects)
    except (pdfium.PdfiumError, ValueError, MemoryError) as error:
        raise _not_drawn() from error


def _drawn(page: Any, scale: float) -> Any:
    try:
        return page.render(scale=_bounded(page, scale), may_draw_forms=False)
    except (pdfium.PdfiumError, ValueError, MemoryError) as error:
        raise _not_drawn() from error


def _bounded(page: Any, scale: float) -> float:
    """Return `scale`, or less where the page drawn at that would take too much memory."""
    width, height = page.get_size()
    return float(min(scale, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5))


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
        if not pdfium_c.FPDFPage_GetAnnotCount(page):
            yield page
            return
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
