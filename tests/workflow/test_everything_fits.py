"""Nothing is cut off: whatever a plan holds can be read back whole, and seen, in its box or on a sheet.

`INTEGPLAN_EXAMPLES` says how many random plans are tried; by default a few.
"""

from __future__ import annotations

import ctypes
import os
import re
from collections import Counter
from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import bidirectional, normalize

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from integplan_pdf.model.room import Fitting
from integplan_pdf.model.row import Origin, Row
from integplan_pdf.model.template import Rect
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.packs.integreringsplan.plan import Opplysninger, Plan
from integplan_pdf.pdf.continuation.words import words_for
from integplan_pdf.pdf.look import _flattened, opened
from integplan_pdf.pdf.read import read_form
from integplan_pdf.workflow.continuing import ContinuingShelf
from integplan_pdf.workflow.elastic import ElasticShelf
from integplan_pdf.workflow.prepare import Prepared, prepare
from integplan_pdf.workflow.returned import read_returned
from tests.workflow.randomplans import ARABIC, CYRILLIC, ETHIOPIC, GREEK, HEBREW, LATIN, plan
from tests.workflow.test_elastic import DRAFT
from tests.workflow.test_visible import filled_texts

EXAMPLES = int(os.environ.get("INTEGPLAN_EXAMPLES", "3"))
SCRIPTS = (LATIN, LATIN, GREEK, CYRILLIC, ARABIC, HEBREW, ETHIOPIC)
PACK = load_pack("integreringsplan")
SHELVES = {"elastic": ElasticShelf(PACK), "continue": ContinuingShelf(PACK)}
BODY = (0.0, 60.0, 596.0, 779.0)
"""A sheet's page without what stands above and below its text."""
HYPHENS = {"\ufffe": "-", "\x02": "-"}
"""What PDFium makes of a hyphen at the end of a line."""

Drawn = tuple[float, float, str]
"""Height of its baseline, where it begins, and the letter."""


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1_000_000), shelf=st.sampled_from(sorted(SHELVES)))
def test_everything_fits(seed: int, shelf: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    tree = plan(seed, 6000, SCRIPTS)
    prepared = prepare(Row(tree["id"], Origin(), tree), SHELVES[shelf], DRAFT)
    assert prepared.filled, [(finding.rule, finding.path) for finding in prepared.findings if finding.rule[0] == "F"]
    path = tmp_path_factory.mktemp("plan") / f"{tree['id']}.pdf"
    path.write_bytes(prepared.filled.data)

    reads_back_and_fills_again(tree, prepared, path, shelf)
    every_word_is_seen(prepared, prepared.filled.data)
    nothing_is_too_small(prepared.filled.data)


def reads_back_and_fills_again(tree: dict[str, object], prepared: Prepared, path: Path, shelf: str) -> None:
    returned = read_returned(path, PACK)
    row, findings = returned.row, returned.findings
    assert row and [finding.rule for finding in findings] == []
    sent, seen = Plan.model_validate(tree), Plan.model_validate(row.tree)
    assert seen.model_copy(update={"skjemavariant": "", "opplysninger": Opplysninger()}) == sent.model_copy(
        update={"opplysninger": Opplysninger()}
    )
    again = prepare(row, SHELVES[shelf], DRAFT)
    assert again.filled and prepared.filled and again.filled.data == prepared.filled.data


def every_word_is_seen(prepared: Prepared, data: bytes) -> None:
    items = {fit.field: fit.item for fit in prepared.fits if fit.fitting is Fitting.CONTINUED and fit.field}
    on_sheet = sheet_texts(prepared, data)
    texts = filled_texts(read_form(data))
    shown = drawn_texts(data, [(page, rect) for _, page, rect in texts])
    for (field, _, _), box in zip(texts, shown, strict=True):
        value = str(field.value)
        if field.name not in items:
            assert same(box, value), field.name
            continue
        head = without_marker(box, items[field.name])
        assert same(box, value) if head is None else is_beginning(head, value), field.name
        assert ends_with(on_sheet[items[field.name]], value), field.name


def drawn_texts(data: bytes, boxes: list[tuple[int, Rect]]) -> list[str]:
    """Return what stands in each box, line by line from left to right as it is drawn.

    PDFium itself gives lines that share their height with letters running from right to left in another order.
    """
    found = [""] * len(boxes)
    with opened(data, "") as document:
        for number in sorted({page for page, _ in boxes}):
            letters = drawn_letters(document, number)
            for place, (page, rect) in enumerate(boxes):
                if page == number:
                    found[place] = in_lines([one for one in letters if within(one, rect)])
    return found


def drawn_letters(document: Any, number: int) -> list[Drawn]:
    """Return the letters of a page, its fields among them: the beginning of each on its baseline, and the letter."""
    x, y = ctypes.c_double(), ctypes.c_double()
    letters = []
    with _flattened(document, number) as page, closing(page.get_textpage()) as text:
        for index in range(pdfium_c.FPDFText_CountChars(text)):
            letter = chr(pdfium_c.FPDFText_GetUnicode(text, index))
            if pdfium_c.FPDFText_IsGenerated(text, index) != 1 and not letter.isspace():
                pdfium_c.FPDFText_GetCharOrigin(text, index, x, y)
                letters.append((round(y.value, 1), x.value, HYPHENS.get(letter, letter)))
    return letters


def within(letter: Drawn, rect: Rect) -> bool:
    return rect[0] <= letter[1] <= rect[2] and rect[1] <= letter[0] <= rect[3]


def in_lines(letters: list[Drawn]) -> str:
    lines: dict[float, list[Drawn]] = {}
    for letter in letters:
        lines.setdefault(letter[0], []).append(letter)
    return "\n".join("".join(one[2] for one in sorted(lines[y], key=lambda one: one[1])) for y in sorted(lines)[::-1])


def sheet_texts(prepared: Prepared, data: bytes) -> dict[int, str]:
    """Return each item's heading and text, and what stands in fields of a table."""
    assert prepared.opened
    with closing(pdfium.PdfDocument(data)) as document:
        pages = range(prepared.opened.compiled.template.page_count + 1, len(document) + 1)
    texts = drawn_texts(data, [(page, BODY) for page in pages])
    parts = re.split(r"(?m)^Punkt(\d+)\.", "\n".join(texts))
    return {int(number): text for number, text in zip(parts[1::2], parts[2::2], strict=True)}


def without_marker(shown: str, item: int) -> str | None:
    """Return what a box shows before it leads to an item; None if it leads to none.

    In a single line that runs from right to left, the marker is at its left, and its ellipsis after it.
    """
    plain = squeezed(shown)
    for marker in map(squeezed, words_for("nb").markers(item)):
        if plain.endswith(marker):
            return plain.removesuffix(marker)
        if is_right_to_left(plain) and plain.startswith(marker[1:]):
            return plain.removeprefix(marker[1:])
    return None


def same(shown: str, value: str) -> bool:
    """Return whether a box shows a text: all letters in order, or of texts from right to left, in any order."""
    return letters(shown) == letters(value) if is_right_to_left(value) else squeezed(shown) == squeezed(value)


def ends_with(shown: str, value: str) -> bool:
    """Return whether an item ends with a text."""
    return letters(shown) >= letters(value) if is_right_to_left(value) else squeezed(shown).endswith(squeezed(value))


def is_beginning(shown: str, value: str) -> bool:
    """Return whether a text begins with what a box shows, up to the end of a word."""
    if is_right_to_left(value):
        return letters(shown) <= letters(value)
    return squeezed(value).startswith(squeezed(shown))


def is_right_to_left(text: str) -> bool:
    return any(bidirectional(letter) in ("R", "AL") for letter in text)


def squeezed(text: str) -> str:
    """Return a text without its spaces: a word may go on in the next line, and PDFium drops spaces there."""
    return "".join(text.split())


def letters(text: str) -> Counter[str]:
    """Return how often each letter stands in a text, whatever shape it has."""
    return Counter(letter for letter in normalize("NFKC", text) if letter.isalnum())


def nothing_is_too_small(data: bytes) -> None:
    """No text of ours, in a box or on a sheet, is set in less than 8 points."""
    with pikepdf.open(BytesIO(data)) as pdf:
        drawn = [widget.AP.N for page in pdf.pages for widget in page.get("/Annots", []) if widget.get("/FT") == "/Tx"]
        drawn += [form for page in pdf.pages for form in page.Resources.get("/XObject", pikepdf.Dictionary()).values()]
        contents = [bytes(form.read_bytes()) for form in drawn if form.get("/Subtype") == "/Form"]
    sizes = [float(size) for content in contents for size in re.findall(rb"([\d.]+) Tf", content)]
    assert len(sizes) > 20 and min(sizes) >= 8
