from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from integplan_pdf.errors import ExitCode, TemplateError
from integplan_pdf.model.form import Variant
from integplan_pdf.pdf.author import build_form, compose_variant, read_source
from tests import vera
from tests.acroform import read_fields
from tests.pdf.author.conftest import change

STANDARD = Variant(id="standard")


def test_another_form_needs_nothing_but_its_folder(ferie: Path, tmp_path: Path) -> None:
    path = tmp_path / "ferie.pdf"
    path.write_bytes(build_form(ferie, STANDARD))
    assert vera.validate(path).failures == {}
    fields = read_fields(path)
    assert list(fields) == [
        "navn", "uke.1.dato", "uke.1.merknad", "uke.2.dato", "uke.2.merknad",
        "fri.mandag", "fri.tirsdag", "godkjent", "underskrift",
    ]  # fmt: skip
    date = fields["uke.1.dato"]
    assert (date.max_length, date.tooltip) == (10, "Uke 1: dato (dd.mm.åååå)")
    assert fields["navn"].required and not fields["navn"].multiline
    assert fields["uke.2.merknad"].multiline and not fields["uke.2.merknad"].required
    monday = fields["fri.mandag"]
    assert (monday.tooltip, monday.states) == ("Fri Mandag", ["hel", "halv"])
    assert [str(kid["/TU"]) for _, kid in monday.widgets] == ["Fri Mandag: hele dagen", "Fri Mandag: halve dagen"]
    assert fields["underskrift"].kind == "/Sig"


def test_a_variant_has_its_own_fields_and_rows(ferie: Path) -> None:
    schema = read_source(ferie).schema
    variant = compose_variant(schema, {"underskrift": False}, {"uke": 25})
    with pikepdf.open(io.BytesIO(build_form(ferie, variant))) as pdf:
        assert len(pdf.pages) > 1  # the table runs over pages
        assert "/SigFlags" not in pdf.Root.AcroForm
        assert len(list(pdf.Root.AcroForm.Fields)) == 4
        assert pdf.docinfo["/FormVariant"] == "standard.uten-underskrift.uke-25"


def test_a_taller_box_is_taller(ferie: Path) -> None:
    variant = compose_variant(read_source(ferie).schema, heights={"uke.2.merknad": 100})
    with pikepdf.open(io.BytesIO(build_form(ferie, variant))) as pdf:
        heights = [
            float(widget.Rect[3] - widget.Rect[1])
            for widget in pdf.pages[0].Annots
            if str(widget.get("/TU", "")).endswith("merknad")
        ]
    assert [round(height * 25.4 / 72) for height in heights] == [20, 100]


def test_rows_are_tagged_with_their_headers(ferie: Path) -> None:
    with pikepdf.open(io.BytesIO(build_form(ferie, STANDARD))) as pdf:
        cells = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"]
        scopes = [str(part.Scope) for cell in cells for part in cell.A if part.O == "/Table"]
        assert sorted(scopes) == ["/Column", "/Column", "/Row"]
        links = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Link"]
        assert links == []


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('#par[#label("godkjent") #tick("godkjent")]', "", "mangler i layout.typ: godkjent"),
        ('#for (day, name) in rows("dag")', '#for (day, name) in rows("dag").slice(1)', "fri.mandag=halv"),
        ('#tick("godkjent")]', '#tick("godkjent") #link("field:ukjent", tick-box)]', "ukjent i skjema.toml: ukjent"),
        ('#tick("godkjent")]', '#tick("godkjent") #tick("godkjent")]', "står to ganger: godkjent"),
        ('#tick("godkjent")]', '#link("field:godkjent")[Ja]]', "tekst i seg"),
        ('#tick("godkjent")]', '#place(dx: 2mm, tick-box) #place(tick("godkjent")) #field("navn")]', "navn"),
        ('#label("godkjent")', '#label("ukjent")', "Typst"),
        ("#show: form-document", "#show: form-document\n#set text(font: \"Finnes Ikke\")", "Typst"),
    ],
)  # fmt: skip
def test_layout_and_source_must_agree(ferie: Path, old: str, new: str, named: str) -> None:
    change(ferie / "layout.typ", old, new)
    with pytest.raises(TemplateError) as caught:
        build_form(ferie, STANDARD)
    assert named in caught.value.nb
    assert caught.value.exit_code is ExitCode.TEMPLATE


def test_boxes_may_not_overlap(ferie: Path) -> None:
    both = '#block({ place(tick("godkjent")); field("underskrift") })'
    change(ferie / "layout.typ", '#par[#label("godkjent") #tick("godkjent")]', both)
    change(
        ferie / "layout.typ", '#if switches.underskrift { whole-table(columns: (1fr,), field-cell("underskrift")) }', ""
    )
    with pytest.raises(TemplateError, match="«godkjent» og «underskrift» ligger over hverandre"):
        build_form(ferie, STANDARD)


def test_no_box_may_leave_the_page(ferie: Path) -> None:
    tall = 'block(height: 300mm, breakable: false, align(bottom, field("underskrift")))'
    change(ferie / "layout.typ", 'whole-table(columns: (1fr,), field-cell("underskrift"))', tall)
    with pytest.raises(TemplateError, match="«underskrift» går ut over margen"):
        build_form(ferie, STANDARD)


def test_the_id_must_be_the_one_that_the_parts_give(ferie: Path) -> None:
    with pytest.raises(TemplateError, match=r"skal hete «standard\.uke-3»"):
        build_form(ferie, Variant(id="standard", rows={"uke": 3}))


def test_an_id_that_no_mark_can_hold_is_refused(ferie: Path) -> None:
    change(ferie / "form.toml", 'edition = "1"', 'edition = "første"')
    with pytest.raises(TemplateError, match="sidemerket"):
        build_form(ferie, STANDARD)
