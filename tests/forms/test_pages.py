"""What stands where on the pages of the committed forms, seen by other libraries than the ones that made them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pypdfium2
import pytest
import segno

from integplan_pdf.model.form import Variant
from integplan_pdf.pdf.author import read_source
from integplan_pdf.pdf.author.rebuild import committed_variants
from tests.acroform import Rect, read_fields
from tests.paths import FORM

MM = 72 / 25.4
MARGIN = 18 * MM
FOOTER = 26 * MM
STANDARD = FORM / "standard.pdf"
VARIANTS = committed_variants(FORM)

every_variant = pytest.mark.parametrize("variant", VARIANTS, ids=[variant.id for variant in VARIANTS])


def text_rects(page: pypdfium2.PdfPage) -> list[tuple[Rect, str]]:
    """Return runs of text with their rectangles in points, the lowest last."""
    text = page.get_textpage()
    rects = [text.get_rect(number) for number in range(text.count_rects())]
    return [(rect, text.get_text_bounded(*rect).strip()) for rect in sorted(rects, key=lambda rect: -rect[1])]


@every_variant
def test_text_and_boxes_keep_clear_of_the_edges(variant: Variant) -> None:
    rects = {number: field_rects(variant, number) for number in range(1, 12)}
    for number, page in enumerate(pypdfium2.PdfDocument(FORM / variant.file), 1):
        width, height = page.get_size()
        text = [rect for rect, _ in text_rects(page)]
        assert len(text) > 10
        for x0, y0, x1, y1 in text + rects[number]:
            assert x0 >= MARGIN and x1 <= width - MARGIN
            assert y0 >= MARGIN and y1 <= height - MARGIN


def field_rects(variant: Variant, page: int) -> list[Rect]:
    fields = read_fields(FORM / variant.file).values()
    return [
        rect for field in fields for (number, _), rect in zip(field.widgets, field.rects, strict=True) if number == page
    ]


@every_variant
def test_boxes_keep_clear_of_each_other(variant: Variant) -> None:
    for page in range(1, 12):
        for one, other in combinations(field_rects(variant, page), 2):
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_the_left_edge_is_free_for_the_print_service() -> None:
    document = pypdfium2.PdfDocument(STANDARD)
    for page in document:
        ink = page.render(scale=2, grayscale=True).to_numpy()
        assert ink[:, : int(MARGIN * 2)].min() == 255


@pytest.mark.parametrize("id", ["standard", "uten-foreldreveiledning.uten-norskmaal.signaturlinje"])
def test_every_page_has_its_marks_in_two_corners(id: str) -> None:
    document, scale = pypdfium2.PdfDocument(FORM / f"{id}.pdf"), 6
    for number, page in enumerate(document, 1):
        text = f"INTEGRERINGSPLAN/2026.1/{id.upper()}/{number}/{len(document)}"
        code = np.array([list(row) for row in segno.make_qr(text, error="m", mode="alphanumeric").matrix]) > 0
        image = page.render(scale=scale, grayscale=True).to_numpy()
        size, width, height = 10 * MM, page.get_width(), page.get_height()
        for left, top in ((width - 20 * MM - size, 6 * MM), (20 * MM, height - 6 * MM - size)):
            centres = (np.arange(len(code)) + 0.5) * size / len(code)
            rows = ((top + centres) * scale).astype(int)
            columns = ((left + centres) * scale).astype(int)
            assert ((image[np.ix_(rows, columns)] < 128) == code).all()


@every_variant
def test_no_page_ends_with_a_heading_or_a_label(variant: Variant) -> None:
    source = read_source(FORM)
    alone = {text for name, text in source.schema.text.items() if not name.startswith("fotnote")}
    alone |= {field.label for field in source.schema.field}
    alone |= {str(text) for blocks in source.prose.values() for kind, text in blocks if kind == "heading"}
    for number, page in enumerate(pypdfium2.PdfDocument(FORM / variant.file), 1):
        (_, bottom, _, _), last = [run for run in text_rects(page) if run[0][1] > FOOTER][-1]
        boxes = [rect for rect in field_rects(variant, number) if rect[1] < bottom]
        assert boxes or last not in alone, last


LABELLED = ("regelverk.begrunnelse", "maal.langsiktig", "maal.sluttmaal.beskrivelse", "maal.sluttmaal.begrunnelse")


def test_a_label_stands_right_above_its_box() -> None:
    labels = {field.id: field.label for field in read_source(FORM).schema.field}
    document = pypdfium2.PdfDocument(STANDARD)
    for name, field in read_fields(STANDARD).items():
        if name in LABELLED:
            page = document[field.widgets[0][0] - 1]
            [bottom] = [rect[1] for rect, text in text_rects(page) if text == labels[name]]
            assert 0 < bottom - field.rect[3] < 3 * MM
