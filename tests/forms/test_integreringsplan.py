from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from integplan_pdf.model.form import Variant
from integplan_pdf.pdf.author import build_form, compose_variant, read_source
from integplan_pdf.pdf.author.rebuild import committed_variants, field_list, rebuild
from integplan_pdf.pdf.embed import FONTS, TYPEABLE, subset_font
from tests.acroform import read_fields
from tests.paths import FORM

VARIANTS = committed_variants(FORM)
STANDARD = FORM / "standard.pdf"

every_variant = pytest.mark.parametrize("variant", VARIANTS, ids=[variant.id for variant in VARIANTS])


# ---- What is committed is what the source gives -------------------------------------------------------------------


def test_the_common_variants_are_committed() -> None:
    assert [variant.id for variant in VARIANTS] == [
        "standard",
        "uten-foreldreveiledning",
        "uten-norskmaal",
        "uten-foreldreveiledning.uten-norskmaal",
        "med-veiledning",
        "standard.signaturlinje",
        "uten-foreldreveiledning.signaturlinje",
        "uten-norskmaal.signaturlinje",
        "uten-foreldreveiledning.uten-norskmaal.signaturlinje",
    ]
    assert sorted(path.name for path in FORM.glob("*.pdf")) == sorted(variant.file for variant in VARIANTS)


@every_variant
def test_a_committed_form_is_rebuilt_byte_for_byte(variant: Variant) -> None:
    committed = (FORM / variant.file).read_bytes()
    assert hashlib.sha256(committed).hexdigest() == variant.sha256
    assert build_form(FORM, variant) == committed


def test_the_bytes_do_not_depend_on_the_process() -> None:
    code = (
        "import sys, hashlib; from pathlib import Path; from integplan_pdf.model.form import Variant;"
        "from integplan_pdf.pdf.author import build_form;"
        "print(hashlib.sha256(build_form(Path(sys.argv[1]), Variant(id='standard'))).hexdigest())"
    )
    elsewhere = {**os.environ, "PYTHONHASHSEED": "4711", "TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "LC_ALL": "C"}
    run = subprocess.run(
        [sys.executable, "-c", code, str(FORM)], env=elsewhere, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == VARIANTS[0].sha256


def test_rebuild_writes_files_digests_and_field_list(tmp_path: Path) -> None:
    names = ["form.toml", "skjema.toml", "layout.typ", *(f"tekst/{path.name}" for path in FORM.glob("tekst/*.txt"))]
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        text = (FORM / name).read_text("utf-8")
        (tmp_path / name).write_text(text.replace(VARIANTS[1].sha256, ""), "utf-8", newline="\n")
    written = rebuild(tmp_path)
    assert [path.name for path in written] == [variant.file for variant in VARIANTS]
    for name in ("form.toml", "fields.json", "standard.pdf"):
        assert (tmp_path / name).read_bytes() == (FORM / name).read_bytes()


# ---- Fields -------------------------------------------------------------------------------------------------------


def test_the_fields_are_the_pinned_ones() -> None:
    pinned = json.loads((FORM / "fields.json").read_text("utf-8"))
    assert pinned == field_list(FORM)
    kinds = {"/Tx": "text", "/Btn": "check", "/Sig": "signature"}
    found = {
        field.name: {
            "name": field.name,
            "kind": kinds[field.kind],
            "multiline": field.multiline,
            "max_length": field.max_length,
            "required": field.required,
            "states": field.states,
            "tooltip": field.tooltip,
        }
        for field in read_fields(STANDARD).values()
    }
    assert found == {item["name"]: item for item in pinned}
    assert len(found) == 122


def test_variants_have_the_fields_of_their_switches() -> None:
    standard = set(read_fields(STANDARD))

    def changes(file: str) -> tuple[set[str], set[str]]:
        fields = set(read_fields(FORM / file))
        return {name.split(".")[0] for name in standard - fields}, fields - standard

    assert changes("uten-norskmaal.pdf") == ({"norskmaal", "proever"}, {"spraaktilbud.annet.beskrivelse"})
    assert changes("uten-foreldreveiledning.pdf") == ({"foreldreveiledning"}, set())
    assert changes("standard.signaturlinje.pdf") == ({"vedtak"}, set())
    assert changes("med-veiledning.pdf") == (set(), set())


def test_a_variant_nobody_committed_is_built_too() -> None:
    variant = compose_variant(read_source(FORM).schema, rows={"delmaal": 9, "tiltak": 8, "revidering": 8})
    assert variant.id == "standard.delmaal-9.tiltak-8.revidering-8"
    with pikepdf.open(io.BytesIO(build_form(FORM, variant))) as pdf:
        assert len(pdf.pages) > 8


# ---- The file -----------------------------------------------------------------------------------------------------


@every_variant
def test_the_file_is_sound_and_says_what_it_is(variant: Variant) -> None:
    with pikepdf.open(FORM / variant.file) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert pdf.pdf_version == "1.7"
        assert str(pdf.Root.Lang) == "nb-NO"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert {str(pdf.docinfo[key]) for key in ("/FormId", "/FormEdition", "/FormVariant")} == {
            "integreringsplan",
            "2026.1",
            variant.id,
        }
        with pdf.open_metadata() as xmp:
            assert xmp["dc:identifier"] == f"integreringsplan/2026.1/{variant.id}"
            assert xmp["dc:title"] == str(pdf.docinfo["/Title"]) == "Integreringsplan for introduksjonsprogrammet"
        form = pdf.Root.AcroForm
        assert "/NeedAppearances" not in form and "/XFA" not in form
        assert str(form.DR.Font["/NotoSans"].Encoding) == "/Identity-H" and "/ZaDb" in form.DR.Font
        scripts = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/JS" in item]
        assert scripts == [] and "/Names" not in pdf.Root and "/OpenAction" not in pdf.Root


@every_variant
def test_every_widget_has_name_appearance_and_place_in_the_tags(variant: Variant) -> None:
    with pikepdf.open(FORM / variant.file) as pdf:
        widgets = [widget for page in pdf.pages for widget in page.obj.get("/Annots", [])]
        keys = [int(widget.StructParent) for widget in widgets]
        assert len(set(keys)) == len(widgets) == sum(len(f.widgets) for f in read_fields(FORM / variant.file).values())
        for widget in widgets:
            assert widget.Subtype == pikepdf.Name.Widget and int(widget.F) == 4
            assert str(widget.TU) and not {"/A", "/AA", "/Contents"} & set(widget.keys())
            normal = widget.AP.N
            drawn = [normal] if isinstance(normal, pikepdf.Stream) else [normal[key] for key in normal.keys()]  # noqa: SIM118
            assert all(item.is_indirect for item in drawn)
            if "/AS" in widget:
                assert str(widget.AS) == "/Off" and "/Off" in normal


def test_the_field_font_lets_people_type() -> None:
    with pikepdf.open(STANDARD) as pdf:
        font = pdf.Root.AcroForm.DR.Font["/NotoSans"]
        program = subset_font(FONTS / "NotoSans-Regular.ttf", TYPEABLE)
        assert str(font.BaseFont) == f"/{program.name}"
        assert font.ToUnicode.read_bytes() == program.to_unicode
        assert font.DescendantFonts[0].FontDescriptor.FontFile2.read_bytes() == program.data
