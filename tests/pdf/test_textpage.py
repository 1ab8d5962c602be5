"""Characters asked for in bulk are those that PDFium gives one by one, and texts those of their boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import pairwise
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest

from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.flatten import flatten
from integplan_pdf.pdf.textpage import Letter, characters
from tests.paths import ROOT
from tests.pdf.reading import form, stream

SAMPLE = ROOT / "samples" / "planer" / "2026-0001_integreringsplan.pdf"
MAP = b"1 begincodespacerange <00> <FF> endcodespacerange %d beginbfchar %b endbfchar"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 0/LastChar 255/ToUnicode 7 0 R/Widths[%b]>>" % (
    b"500 " * 256
)
SHOWN = {
    "plain": "Øvelse – «ærlig» tekst…",
    "hebrew": "שלום (1) abc",
    "ligature": "afﬁne ﬄ",
    "control": "a\x02b\x00c",
    "beyond": "a😀b",
}


def page_of(text: str) -> bytes:
    """Return a page with a line of letters, then some apart and on the next lines, a hyphen at the end of one."""
    codes = {char: code for code, char in enumerate(dict.fromkeys(text + "ab-"), 1)}
    lines = b"".join(b"<%02X> <%b> " % (code, char.encode("utf-16-be").hex().encode()) for char, code in codes.items())

    def coded(said: str) -> bytes:
        return b"<" + b"".join(b"%02X" % codes[char] for char in said) + b">"

    content = b"BT /F 12 Tf 14 TL 50 700 Td %b Tj T* %b Tj T* %b Tj 200 0 Td %b Tj ET" % (
        coded(text),
        coded(text[:4] + "-"),
        coded("ba"),
        coded("ab"),
    )
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R/Resources<</Font<</F 8 0 R>>>>>>"
    return form(objects={3: page, 6: stream(content), 7: stream(MAP % (len(codes), lines)), 8: FONT})


@contextmanager
def text_page(data: bytes, number: int = 1) -> Iterator[Any]:
    with (
        closing(pdfium.PdfDocument(data)) as document,
        closing(document[number - 1]) as page,
        closing(page.get_textpage()) as text,
    ):
        yield text


def one_by_one(text: Any) -> tuple[list[Letter], dict[int, str]]:
    letters: list[Letter] = []
    breaks: dict[int, str] = {}
    box = pdfium_c.FS_RECTF()
    for index in range(pdfium_c.FPDFText_CountChars(text)):
        char = chr(pdfium_c.FPDFText_GetUnicode(text, index))
        if pdfium_c.FPDFText_IsGenerated(text, index) == 1 or char in "\r\n":
            breaks[index] = "\n" if char in "\r\n" else " "
        elif pdfium_c.FPDFText_GetLooseCharBox(text, index, box):
            middle = ((box.left + box.right) / 2, (box.bottom + box.top) / 2)
            letters.append(Letter(index, "-" if char in "\ufffe\x02" else char, *middle, abs(box.top - box.bottom)))
    return letters, breaks


def joined(letters: Sequence[Letter], breaks: dict[int, str], rect: Rect) -> str:
    x0, y0, x1, y1 = rect
    within = [letter for letter in letters if x0 <= letter.x <= x1 and y0 <= letter.y <= y1]
    parts = [letter.char for letter in within[:1]]
    for before, letter in pairwise(within):
        skipped = range(before.index + 1, letter.index)
        apart = skipped and abs(before.y - letter.y) > before.height / 2
        ends = apart or any(breaks.get(index) == "\n" for index in skipped)
        parts += ["\n" if ends else " " if skipped else "", letter.char]
    return "\n".join(line.strip() for line in "".join(parts).split("\n")).strip()


def boxes() -> list[Rect]:
    tall = [(40.0, y, 560.0, y + 60.0) for y in range(640, 760, 15)]
    return [*tall, *((float(x), 600.0, x + 35.0, 780.0) for x in range(40, 300, 20)), (9.0, 9.0, 9.0, 9.0)]


@pytest.mark.parametrize("text", SHOWN.values(), ids=SHOWN)
def test_characters_are_those_one_by_one(text: str) -> None:
    with text_page(page_of(text)) as page:
        letters, breaks = one_by_one(page)
        found = characters(page)
    assert len(letters) > 8
    assert "\n" in breaks.values()
    assert (found.letters(), dict(found.breaks)) == (letters, breaks)
    assert found.texts(boxes()) == [joined(letters, breaks, rect) for rect in boxes()]


def test_characters_of_a_plan_are_those_one_by_one() -> None:
    with text_page(flatten(SAMPLE.read_bytes()).data, 3) as page:
        letters, breaks = one_by_one(page)
        found = characters(page)
    assert (found.letters(), dict(found.breaks)) == (letters, breaks)
    rects = [(float(x), float(y), x + 120.0, y + 30.0) for x in range(50, 500, 90) for y in range(40, 800, 25)]
    texts = found.texts(rects)
    assert texts == [joined(letters, breaks, rect) for rect in rects]
    assert sum(map(bool, texts)) > 50


def test_letters_without_some() -> None:
    with text_page(page_of("abc")) as page:
        found = characters(page)
    marks = {letter.mark for letter in found.letters() if letter.char != "c"}
    assert [letter.char for letter in found.without(marks).letters()] == ["c", "c"]
    assert found.without(marks).texts([(0, 0, 600, 842)]) == ["c\nc"]
