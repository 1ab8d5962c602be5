"""Any box can grow as tall as the source lets it, alone or with all others, and the pages still look right."""

from __future__ import annotations

import io
from collections.abc import Mapping

import pikepdf
import pypdfium2
import pytest

from integplan_pdf.model.form import Variant
from integplan_pdf.pdf.author import build_variant, compose_variant, read_source, variant_fields
from tests.forms.test_pages import FOOTER, text_rects
from tests.paths import FORM

SOURCE = read_source(FORM)
NO_NORWEGIAN = {"norskmaal": False}
STANDARD = compose_variant(SOURCE.schema)
LIMITS = {field.name: field.max_height for field in variant_fields(SOURCE.schema, STANDARD) if field.kind.grows}
SENTENCES = ("fotnote", "fotnote_uten_norskmaal", "ingress", "regelverk")
ALONE = {text for name, text in SOURCE.schema.text.items() if name not in SENTENCES} | {
    field.label for field in SOURCE.schema.field
}


def check_pages(data: bytes) -> int:
    """Check that nothing runs into the footer and no heading or label ends a page; return the number of pages."""
    document = pypdfium2.PdfDocument(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for number, (page, seen) in enumerate(zip(pdf.pages, document, strict=True), 1):
            boxes = [float(box.Rect[1]) for box in page.obj.get("/Annots", [])]
            assert all(bottom > FOOTER for bottom in boxes), number
            runs = text_rects(seen)
            footer = {text for rect, text in runs if rect[1] < FOOTER}
            assert footer == {"Integreringsplan for introduksjonsprogrammet", f"Side {number} av {len(document)}"}
            (_, bottom, _, _), last = [run for run in runs if run[0][1] > FOOTER][-1]
            assert last not in ALONE or any(box < bottom for box in boxes), (number, last)
    return len(document)


def grown(
    heights: Mapping[str, float], rows: Mapping[str, int] | None = None, switches: Mapping[str, bool] | None = None
) -> bytes:
    variant: Variant = compose_variant(SOURCE.schema, switches, rows, heights)
    return build_variant(SOURCE, variant)


@pytest.mark.parametrize("name", [name for name in LIMITS if ".2." not in name and ".3." not in name])
def test_a_box_as_tall_as_it_can_be(name: str) -> None:
    check_pages(grown({name: LIMITS[name]}))


def test_all_boxes_as_tall_as_they_can_be() -> None:
    assert check_pages(grown(LIMITS)) > len(LIMITS) / 3
    assert check_pages(grown({"spraaktilbud.annet.beskrivelse": 200}, switches=NO_NORWEGIAN)) > 8


@pytest.mark.parametrize("tall", [50, 125, 160, 172, 173, 180, 200])
def test_a_measure_and_its_reason_stand_together_while_a_page_can_hold_them(tall: float) -> None:
    pages: dict[str, int] = {}
    with pikepdf.open(io.BytesIO(grown({"tiltak.1.begrunnelse": tall}))) as pdf:
        for number, page in enumerate(pdf.pages, 1):
            pages |= {str(box.TU): number for box in page.obj.get("/Annots", []) if "tiltak 1:" in str(box.get("/TU"))}
    name, reason = (pages[f"Arbeids- eller utdanningsrettet tiltak 1: {part}"] for part in ("Tiltak", "Begrunnelse"))
    assert (reason - name) == (0 if tall + 17.2 <= 190 else 1)


def test_tables_with_as_many_rows_as_they_can_have() -> None:
    rows = {name: rowset.max for name, rowset in SOURCE.schema.rows.items() if not rowset.items}
    assert set(rows) == {"delmaal", "kurs", "tiltak", "annet", "revidering"}
    assert min(rows.values()) >= 15
    check_pages(grown({}, rows))
    check_pages(grown({}, dict.fromkeys(rows, 1)))
