from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
import segno

from integplan_pdf.model.form import Variant
from integplan_pdf.pdf.author import build_form, compose_variant, read_source
from integplan_pdf.pdf.author.marks import mark_codes, mark_text

MM = 72 / 25.4
SCALE = 6  # pixels per point: some 5 to a module


def test_a_mark_names_form_edition_variant_and_page() -> None:
    assert mark_text("ferie", "2026.1", "uten-barn.uke-3", 2, 8) == "FERIE/2026.1/UTEN-BARN.UKE-3/2/8"


def test_each_code_has_its_best_mask_or_all_have_the_mask_of_the_first() -> None:
    texts = [mark_text("ferie", "2026.1", "standard", page, 9) for page in range(1, 10)]
    best = [segno.make_qr(text, error="m", mode="alphanumeric") for text in texts]
    assert list(mark_codes(texts)) == best
    assert len({code.mask for code in best}) > 1
    shared = list(mark_codes(texts, one_mask=True))
    assert shared == [segno.make_qr(text, error="m", mode="alphanumeric", mask=best[0].mask) for text in texts]


def test_a_grown_form_is_marked_on_every_page(ferie: Path) -> None:
    variant = compose_variant(read_source(ferie).schema, rows={"uke": 25})
    document = pypdfium2.PdfDocument(io.BytesIO(build_form(ferie, variant)))
    pages = len(document)
    first, second, *_ = mark_codes(
        [f"FERIE/1/STANDARD.UKE-25/{page}/{pages}" for page in range(1, pages + 1)], one_mask=True
    )
    for page, code in ((document[0], first), (document[1], second)):
        image = page.render(scale=SCALE, grayscale=True).to_numpy()
        step, top, left = 10 * MM / len(code.matrix), 6 * MM, page.get_width() - 30 * MM
        for row, modules in enumerate(code.matrix):
            for column, dark in enumerate(modules):
                x, y = left + (column + 0.5) * step, top + (row + 0.5) * step
                assert (image[int(y * SCALE), int(x * SCALE)] < 128) == bool(dark), (row, column)


@pytest.mark.parametrize("corner", ["top right", "bottom left"])
def test_the_ink_on_the_page_is_the_code(ferie: Path, corner: str) -> None:
    page = pypdfium2.PdfDocument(io.BytesIO(build_form(ferie, Variant(id="standard"))))[0]
    image = page.render(scale=SCALE, grayscale=True).to_numpy()
    code = segno.make_qr("FERIE/1/STANDARD/1/1", error="m", mode="alphanumeric")
    width, height, size = page.get_width(), page.get_height(), 10 * MM
    left = width - 20 * MM - size if corner == "top right" else 20 * MM
    top = 6 * MM if corner == "top right" else height - 6 * MM - size
    step = size / len(code.matrix)
    for row, modules in enumerate(code.matrix):
        for column, dark in enumerate(modules):
            x, y = left + (column + 0.5) * step, top + (row + 0.5) * step
            assert (image[int(y * SCALE), int(x * SCALE)] < 128) == bool(dark), (row, column)
    quiet = 4 * step
    around = image[
        int((top - quiet) * SCALE) : int((top + size + quiet) * SCALE),
        int((left - quiet) * SCALE) : int((left + size + quiet) * SCALE),
    ]
    edge = int(quiet * SCALE) - 2
    assert around[:edge].min() == 255 and around[-edge:].min() == 255
    assert around[:, :edge].min() == 255 and around[:, -edge:].min() == 255
