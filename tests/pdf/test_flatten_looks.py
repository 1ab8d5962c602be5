"""Flattened forms look as they did with fields, in two viewers, and hold the text of every field in its place."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from integplan_pdf.model.template import Field, FieldKind, FieldValue, Template
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.flatten import flatten
from integplan_pdf.pdf.write import fill
from tests.paths import FORM, SHARED
from tests.pdf.flattening import by_pdfium, by_poppler, checked_by_qpdf, differing, remains, text_in

CORPUS = SHARED / "corpus"
WORDS = "Ærlig Øyvind Åse 123"

FILLED = (
    "acrobat_multiline_pdfbox.pdf",
    "acrobat_pdfig_basic.pdf",
    "gen_pdfjs_expunge.pdf",
    "itext_fill_form.pdf",
    "pypdf_form_acrobatreader.pdf",
    "quartz_filledout_vkononov.pdf",
)
"""Filled in by as many programs."""

BLANK = (
    "de_fluggast_abtretung.pdf",
    "fr_cerfa_13757_livecycle.pdf",
    "masterpdf_utf8.pdf",
    "pdflib_dod_character.pdf",
    "unipdf_rotations.pdf",
    "us_irs_fw9_2024_designer65.pdf",
    "us_or_expunge_word365.pdf",
)
"""Forms that are filled here first."""

corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus")


def filled(data: bytes) -> tuple[bytes, Template, Mapping[str, FieldValue]]:
    compiled = compile_template(data)
    fields = compiled.template.fields
    values = {field.name: value for field in fields if (value := _value(field)) is not None}
    return fill(compiled, values).data, compiled.template, values


def _value(field: Field) -> FieldValue | None:
    match field.kind:
        case FieldKind.TEXT:
            return WORDS[: field.max_length]
        case FieldKind.CHECK | FieldKind.RADIO:
            return field.states[0] if field.states else None
        case FieldKind.CHOICE:
            return field.options[-1].export if field.options else None
    return None


def assert_looks_the_same(data: bytes, flat: bytes, most: int = 0) -> None:
    assert remains(flat) == []
    assert checked_by_qpdf(flat) == ""
    assert differing(by_poppler(data), by_poppler(flat)) <= most
    assert differing(by_pdfium(data, forms=True), by_pdfium(flat, forms=False)) <= most


@corpus
@pytest.mark.parametrize("name", FILLED)
def test_filled_forms(name: str) -> None:
    data = (CORPUS / "filled" / name).read_bytes()
    assert_looks_the_same(data, flatten(data).data)


@corpus
@pytest.mark.parametrize("name", BLANK)
def test_forms_filled_here(name: str) -> None:
    data, template, _ = filled((CORPUS / "blank" / name).read_bytes())
    flat = flatten(data)
    assert_looks_the_same(data, flat.data)
    cut = {finding.field for finding in flat.findings}
    for field in template.fields:
        for widget in field.widgets:
            wide = widget.rect[2] - widget.rect[0] > 150 and field.name not in cut and not field.max_length
            if field.kind is FieldKind.TEXT and wide and widget.page and not (widget.hidden or widget.rotation):
                assert WORDS in " ".join(text_in(flat.data, widget.rect, widget.page).split()), field.name


@pytest.mark.parametrize("variant", ["standard.pdf", "med-veiledning.pdf"])
def test_the_official_form(variant: str) -> None:
    data, template, values = filled((FORM / variant).read_bytes())
    flat = flatten(data)
    assert flat.findings == ()
    assert_looks_the_same(data, flat.data)
    for field in template.fields:
        if field.kind is FieldKind.TEXT:
            [widget] = field.widgets
            assert values[field.name] in " ".join(text_in(flat.data, widget.rect, widget.page or 0).split())


@corpus
def test_what_viewers_draw_themselves_differs_in_their_own_way_only() -> None:
    """LibreOffice leaves the drawing to viewers, which use other fonts: the same words in the same places."""
    data = (CORPUS / "filled" / "gen_pdfjs_lo.pdf").read_bytes()
    flat = flatten(data)
    assert [finding.rule for finding in flat.findings] == ["F205"]
    for field in compile_template(data).template.fields:
        if field.kind is FieldKind.TEXT and isinstance(field.value, str) and field.value:
            [widget] = field.widgets
            assert text_in(flat.data, widget.rect, widget.page or 0).split() == field.value.split()


def test_files_of_the_corpus_are_there_if_it_is() -> None:
    if CORPUS.is_dir():
        chosen = [CORPUS / "filled" / name for name in FILLED] + [CORPUS / "blank" / name for name in BLANK]
        assert all(map(Path.is_file, chosen))
