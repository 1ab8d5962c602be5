"""A form by files only: drafted, used at once, and held against itself."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.engine.bind import bind
from integplan_pdf.engine.paths import put
from integplan_pdf.errors import ExitCode, InputError, TemplateError, UsageError
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.pdf.inspect import inspect_template
from integplan_pdf.workflow.mapping import check_mappings, draft_form
from integplan_pdf.workflow.rows import dump
from tests.paths import SHARED
from tests.printed_form import application, button, form, text

BLANK = SHARED / "corpus" / "blank"
FORMS = [
    "adobe_import_pdfmaker24",
    "de_fluggast_abtretung",
    "fr_cerfa_13757_livecycle",
    "itext_calendar_word",
    "jp_ricoh_quartz",
    "lo_formsamples_okular",
    "no_utleggsskildring_skia",
    "pdfcpu_person",
    "unipdf_rotations",
    "us_additional_dependents_pages",
    "us_ca_cleanslate_distiller",
    "us_irs_fw9_2018_livecycle",
    "us_va8_livecycle",
]
DAY, PERIOD = "2026-02-01", "01.02.2026–30.06.2026"


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    path = tmp_path / "Søknad om kurs.pdf"
    path.write_bytes(application())
    return path


def test_the_folder_holds_a_form_that_can_be_used(pdf: Path, tmp_path: Path) -> None:
    drafted = draft_form(pdf, tmp_path / "skjema")
    assert sorted(path.name for path in drafted.folder.iterdir()) == sorted(drafted.files)
    assert (drafted.form, drafted.bound, drafted.tables, drafted.ignored) == ("soeknad_om_kurs", 7, {"rader": 3}, 3)
    assert (drafted.folder / "standard.pdf").read_bytes() == pdf.read_bytes()
    known = load_pack(str(drafted.folder)).form
    assert (known.id, known.title, known.edition) == ("soeknad_om_kurs", "Søknad om opplæring (Rev. 2026)", "2026")
    assert (known.publisher, known.language) == ("", "nb-NO")
    listed = json.loads((drafted.folder / "fields.json").read_text(encoding="utf-8"))
    assert [field["name"] for field in listed] == [field.name for field in inspect_template(pdf.read_bytes()).fields]


def test_the_empty_workbook_has_drop_downs_and_text_that_shows_how(pdf: Path, tmp_path: Path) -> None:
    draft_form(pdf, tmp_path / "skjema")
    book = openpyxl.load_workbook(tmp_path / "skjema" / "tom.xlsx")
    assert book.sheetnames == ["Rader", "Tabell", "Veiledning"]
    sheet = book["Rader"]
    assert [cell.value for cell in sheet[1]][:3] == ["ID", "Fullt navn", "Fødselsdato"]
    lists = {rule.formula1 for rule in sheet.data_validations.dataValidation if rule.type == "list"}
    assert {'"Ja,Nei"', '"A1,A2,B1"', '"Ukrainsk,Arabisk standard"'} <= lists


def test_the_edition_is_the_day_of_the_last_change_where_the_title_says_none(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(form([], text("navn", (50, 700, 200, 714)), info="/ModDate(D:20240317101112Z)"))
    draft_form(path, tmp_path / "ut")
    assert load_pack(str(tmp_path / "ut")).form.edition == "2024-03-17"


def test_a_form_that_comes_along_is_not_taken_for_its_namesake(tmp_path: Path) -> None:
    for name in ("integreringsplan", "catalogue"):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(application())
        assert draft_form(path, tmp_path / name).form == f"{name}_utkast"


def test_nothing_is_written_over(pdf: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    out.mkdir()
    (out / "pdf.toml").write_text("mitt")
    with pytest.raises(UsageError):
        draft_form(pdf, out)
    assert (out / "pdf.toml").read_text() == "mitt"
    draft_form(pdf, out, overwrite=True)
    assert check_mappings(str(out))[0].findings == ()


def test_what_cannot_be_a_form_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    out = tmp_path / "ut"
    for name, data in {
        "tom.pdf": b"",
        "uten.pdf": form([]),
        "knapp.pdf": form([], button("Skriv ut", (50, 700, 90, 720))),
    }.items():
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(TemplateError):
            draft_form(path, out)
    with pytest.raises(InputError):
        draft_form(tmp_path / "finnes ikke.pdf", out)
    assert not out.exists()


def test_a_form_that_somebody_has_filled_in_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(
        form([], text("navn", (50, 700, 200, 714), value="Oda"), text("fast", (50, 600, 200, 614), flags=1))
    )
    (finding,) = draft_form(path, tmp_path / "ut").findings
    assert finding.rule == "T206"
    assert "1 felt" in finding.nb
    assert "Oda" not in (tmp_path / "ut" / "pdf.toml").read_text(encoding="utf-8")


def test_the_same_form_gives_the_same_files(pdf: Path, tmp_path: Path) -> None:
    first, second = (draft_form(pdf, tmp_path / name).folder for name in ("a", "b"))
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes()


def rules_of(folder: Path) -> list[tuple[str, str]]:
    (checked,) = check_mappings(str(folder))
    return [(finding.rule, finding.field or finding.path) for finding in checked.findings]


def test_a_mapping_that_no_longer_fits_is_told_finding_by_finding(pdf: Path, tmp_path: Path) -> None:
    folder = draft_form(pdf, tmp_path / "ut").folder
    assert rules_of(folder) == []
    original = (folder / "pdf.toml").read_text(encoding="utf-8")
    changed = original.replace('field = "Text1"', 'field = "Text9"').replace('path = "tolk"', 'path = "tolking"')
    (folder / "pdf.toml").write_text(changed, encoding="utf-8")
    assert rules_of(folder) == [("T006", "tolk"), ("T001", "Text9"), ("T002", "Text1")]


def test_another_pdf_and_a_missing_one_are_told(pdf: Path, tmp_path: Path) -> None:
    folder = draft_form(pdf, tmp_path / "ut").folder
    (folder / "standard.pdf").write_bytes(application() + b"\n")
    assert rules_of(folder) == [("T202", "")]
    (folder / "standard.pdf").unlink()
    assert rules_of(folder) == [("T201", "")]


def test_a_mapping_that_is_no_mapping_is_told(pdf: Path, tmp_path: Path) -> None:
    folder = draft_form(pdf, tmp_path / "ut").folder
    (folder / "pdf.toml").write_text("form = ", encoding="utf-8")
    assert rules_of(folder) == [("T201", "")]


def test_an_unknown_form_is_a_mistake_in_the_command() -> None:
    with pytest.raises(UsageError):
        check_mappings("finnes-ikke")


def example(folder: Path) -> dict[str, Any]:
    """Return a row with a short value for every path of a form."""
    pack = load_pack(str(folder))
    names = frozenset(inspect_template((folder / "standard.pdf").read_bytes()).by_name())
    tree: dict[str, Any] = {"id": "K-1"}
    for number, place in enumerate(bind(pack.mapping, names, {}).places):
        values: dict[str, Any] = {"text": "7", "date": DAY, "period": PERIOD, "check": True}
        if place.binding.kind == "one_of":
            known = list(place.binding.fields or place.binding.states)
            values["one_of"] = known[number % len(known)]
        put(tree, place.path, values[place.binding.kind])
    return tree


@pytest.mark.skipif(not BLANK.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize("name", FORMS)
def test_a_real_form_is_drafted_filled_from_a_workbook_and_read_back(name: str, tmp_path: Path) -> None:
    folder = draft_form(BLANK / f"{name}.pdf", tmp_path / "skjema").folder
    assert rules_of(folder) == []
    tree = example(folder)
    workbook, read = tmp_path / "rader.xlsx", tmp_path / "lest.json"
    workbook.write_bytes(dump(workbook, [tree], load_pack(str(folder)).columns))
    assert run(["fill", str(workbook), "-o", str(tmp_path / "ut"), "--form", str(folder)]) == ExitCode.OK
    run(["read", str(tmp_path / "ut"), "-o", str(read), "--form", str(folder)])
    assert json.loads(read.read_text(encoding="utf-8")) == [tree]
