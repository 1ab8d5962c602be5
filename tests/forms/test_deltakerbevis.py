"""A form added by files alone: every verb, on a form that no Python file knows."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from integplan_pdf.model.form import Variant
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.pdf.author import build_form
from integplan_pdf.pdf.author.rebuild import committed_variants, field_list
from integplan_pdf.pdf.look import visible_text
from integplan_pdf.pdf.read import read_form
from tests import vera
from tests.acroform import read_fields
from tests.paths import ROOT
from tests.workflow.test_visible import filled_texts, poppler_words, within

ID = "deltakerbevis"
FORM, MAPPING = ROOT / "forms" / ID, ROOT / "mappings" / ID
VARIANTS = committed_variants(FORM)

OLENA: dict[str, Any] = {
    "id": "2026-0101",
    "deltaker": {"navn": "Olena Kovalenko", "foedselsdato": "1987-03-14"},
    "program": {"kommune": "Fjellvik", "fra": "2026-01-05", "til": "2026-07-04"},
    "utfall": "fullfoert",
    "sluttmaal": {
        "beskrivelse": "Lønnet arbeid som lager- eller logistikkmedarbeider hos en bedrift som driver med spedisjon.",
        "naadd": "naadd",
    },
    "elementer": {
        "spraak": {"deltatt": True, "timer": "340"},
        "livsmestring": {"deltatt": True},
        "arbeid": {"deltatt": True, "timer": "412,5"},
    },
    "kurs": [
        {
            "navn": "Norsk på dagtid, nivå A2–B1",
            "periode": "05.01.2026–27.03.2026",
            "timer": "180",
            "fullfoert": True,
        },
        {"navn": "Truckførerbevis T1–T4: teori på skolen og praksis hos bedriften", "periode": "02.2026–04.2026"},
        {"navn": "Praksis på terminalen", "periode": "07.04.2026–", "timer": "232,5"},
        {"navn": "Foreldremøter", "periode": "våren 2026", "fullfoert": True},
        {"navn": "Dataopplæring", "timer": "12"},
    ],
    "norsk": {"muntlig": "B1", "lytte": "B1", "lese": "A2", "skrive": "A2", "grunnlag": "proeve"},
    "underskrift": {"sted": "Fjellvik", "dato": "2026-07-06", "navn": "KARI EKSEMPEL", "stilling": "Avdelingsleder"},
    "kontakt": {
        "enhet": "Fjellvik voksenopplæring",
        "navn": "Ola Eksempel",
        "telefon": "00 00 00 00",
        "epost": "introduksjonsprogrammet@voksenopplaeringen.fjellvik.example.no",
    },
}
FILMON: dict[str, Any] = {
    "id": "2026-0102",
    "deltaker": {"navn": "Filmon Gebremedhin (ፊልሞን ገብረመድህን)", "foedselsdato": "2004-01-01"},
    "program": {"kommune": "Fjellvik", "fra": "2025-09-01", "til": "2026-03-13"},
    "utfall": "avbrutt",
    "sluttmaal": {"beskrivelse": "Fullført grunnskole.", "naadd": "ikke"},
    "elementer": {"spraak": {"deltatt": True, "timer": "90"}, "utdanning": {"deltatt": True}},
    "kurs": [{"navn": "Engelsk, nivå A2", "periode": "01.09.2025–13.03.2026"}],
    "underskrift": {"sted": "Fjellvik", "dato": "2026-03-20"},
    "opplysninger": {"norskopplaering": False},
}
PEOPLE = [OLENA, FILMON]

every_variant = pytest.mark.parametrize("variant", VARIANTS, ids=[variant.id for variant in VARIANTS])


def rows(folder: Path, *people: dict[str, Any]) -> Path:
    path = folder / "rader.json"
    path.write_text(json.dumps(people or PEOPLE), encoding="utf-8")
    return path


def verb(*arguments: object) -> int:
    return run([*map(str, arguments), "--form", ID])


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with both people's certificates, in the variants that their facts lead to."""
    folder = tmp_path_factory.mktemp("bevis")
    assert verb("fill", rows(folder), "-o", folder / "ut") == ExitCode.OK
    return folder / "ut"


# ---- By files alone -----------------------------------------------------------------------------------------------


def test_no_program_file_knows_the_form() -> None:
    sources = [path for folder in ("integplan_pdf", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    assert len(sources) > 100
    assert [path.name for path in sources if ID in path.read_text("utf-8")] == []
    assert not (ROOT / "integplan_pdf" / "packs" / ID).exists()


@every_variant
def test_a_committed_form_is_rebuilt_byte_for_byte(variant: Variant) -> None:
    committed = (FORM / variant.file).read_bytes()
    assert hashlib.sha256(committed).hexdigest() == variant.sha256 == load_pack(ID).mapping.sha256[variant.id]
    assert build_form(FORM, variant) == committed


def test_build_makes_the_committed_files_again(tmp_path: Path, capsys: Any) -> None:
    form, mapping = tmp_path / "forms" / ID, tmp_path / "mappings" / ID
    shutil.copytree(FORM, form, ignore=shutil.ignore_patterns("*.pdf", "fields.json"))
    shutil.copytree(MAPPING, mapping)
    text = (mapping / "pdf.toml").read_text("utf-8")
    (mapping / "pdf.toml").write_text(text.replace(VARIANTS[0].sha256, ""), "utf-8", newline="\n")
    assert run(["form", "build", str(form)]) == ExitCode.OK
    assert len(capsys.readouterr().out.splitlines()) == len(VARIANTS) + 1
    for there, here in ((form, FORM), (mapping, MAPPING)):
        for path in here.iterdir():
            assert (there / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_fields_are_the_pinned_ones() -> None:
    pinned = json.loads((FORM / "fields.json").read_text("utf-8"))
    assert pinned == field_list(FORM)
    assert [item["name"] for item in pinned if item["required"]] == [
        "deltaker.navn",
        "deltaker.foedselsdato",
        "program.kommune",
        "program.fra",
        "program.til",
        "utfall",
        "underskrift.sted",
        "underskrift.dato",
    ]
    fields = {variant.id: set(read_fields(FORM / variant.file)) for variant in VARIANTS}
    assert fields["standard"] == {item["name"] for item in pinned}
    assert {name.split(".")[0] for name in fields["standard"] - fields["uten-norskdel"]} == {"norsk"}
    assert fields["standard"] - fields["standard.signaturlinje"] == {"underskrift.signatur"}


# ---- The pages ----------------------------------------------------------------------------------------------------


@every_variant
def test_the_empty_form_is_two_sound_accessible_pages(variant: Variant) -> None:
    with pikepdf.open(FORM / variant.file) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert len(pdf.pages) == 2
    validation = vera.validate(FORM / variant.file)
    assert validation.failures == {}
    assert validation.checks > 5_000


@every_variant
def test_the_filled_form_is_sound_and_accessible(variant: Variant, tmp_path: Path) -> None:
    person = OLENA if variant.switches.get("norskdel", True) else FILMON
    assert verb("fill", rows(tmp_path, person), "-o", tmp_path, "--variant", variant.id) == ExitCode.OK
    path = tmp_path / f"{person['id']}_{ID}.pdf"
    validation = vera.validate(path)
    assert validation.failures == {}
    assert validation.checks > vera.validate(FORM / variant.file).checks
    if shutil.which("qpdf"):
        assert subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False).returncode == 0


def test_pdfium_shows_every_word_inside_its_box(filled: Path) -> None:
    for path in filled.iterdir():
        data = path.read_bytes()
        texts = filled_texts(read_form(data))
        seen = visible_text(data, [(page, rect) for _, page, rect in texts])
        for (field, _, _), text in zip(texts, seen, strict=True):
            assert text.split() == str(field.value).split(), (path.name, field.name)


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler's pdftotext is not installed")
def test_poppler_shows_every_word_inside_its_box(filled: Path) -> None:
    for path in filled.iterdir():
        words = poppler_words(path)
        for field, page, rect in filled_texts(read_form(path.read_bytes())):
            inside = [text for text, box in words[page] if within(box, rect)]
            assert inside == str(field.value).split(), (path.name, field.name)


# ---- The verbs ----------------------------------------------------------------------------------------------------


def test_facts_choose_the_variant(tmp_path: Path, capsys: Any) -> None:
    assert verb("fill", rows(tmp_path), "-o", tmp_path / "ut", "--json") == ExitCode.OK
    items = json.loads(capsys.readouterr().out)["items"]
    assert {item["id"]: item["variant"] for item in items} == {"2026-0101": "standard", "2026-0102": "uten-norskdel"}


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json", ".jsonl"])
def test_what_is_read_is_what_was_filled_and_fills_to_the_same_bytes(filled: Path, suffix: str, tmp_path: Path) -> None:
    back = tmp_path / f"lest{suffix}"
    assert verb("read", filled, "-o", back) == ExitCode.OK
    if suffix == ".json":
        kind = load_pack(ID).plan_type
        unprinted = {"opplysninger", "skjemavariant"}
        read = [{k: v for k, v in tree.items() if k not in unprinted} for tree in json.loads(back.read_text("utf-8"))]
        sent = [{k: v for k, v in tree.items() if k not in unprinted} for tree in PEOPLE]
        assert [kind.model_validate(tree) for tree in read] == [kind.model_validate(tree) for tree in sent]
    assert verb("fill", back, "-o", tmp_path / "igjen") == ExitCode.OK
    assert sorted(path.name for path in filled.iterdir()) == [f"{person['id']}_{ID}.pdf" for person in PEOPLE]
    for path in filled.iterdir():
        assert (tmp_path / "igjen" / path.name).read_bytes() == path.read_bytes()


def test_what_people_write_is_understood(tmp_path: Path) -> None:
    """Words of the drop-downs, dates, numbers and ticks, as they are typed into the workbook."""
    book = workbook(tmp_path / "bevis.xlsx", {"Utfall": "Avbrutt", "Sluttmål nådd": "Delvis nådd"})
    sheet = openpyxl.load_workbook(book)
    sheet["Elementer"].append(["1", "Arbeidsrettede tiltak", "x", 12.5])
    sheet["Kurs"].append(["1", "Norsk", None, None, "feb 2026", 40, "Ja"])
    sheet.save(book)
    assert verb("fill", book, "-o", tmp_path / "ut") == ExitCode.OK
    stored = read_form((tmp_path / "ut" / f"1_{ID}.pdf").read_bytes()).values()
    expected = {
        "utfall": "Avbrutt",
        "sluttmaal.naadd": "Delvis",
        "deltaker.foedselsdato": "02.11.1979",
        "elementer.arbeid.deltatt": "Ja",
        "elementer.arbeid.timer": "12,5",
        "elementer.spraak.deltatt": "Off",
        "kurs.1.periode": "02.2026",
        "kurs.1.timer": "40",
        "kurs.1.fullfoert": "Ja",
    }
    assert {name: stored[name] for name in expected} == expected


ANDRII = {
    "ID": "1",
    "Navn": "Andrii Shevchuk",
    "Fødselsdato": "2.11.1979",
    "Kommune": "Fjellvik",
    "Startdato": "5.1.2026",
    "Sluttdato": "4.7.2026",
    "Utfall": "Fullført",
    "Sted": "Fjellvik",
    "Dato": "6.7.2026",
}


def workbook(path: Path, cells: dict[str, Any]) -> Path:
    """Return the empty workbook of the form with one person's row in it."""
    assert run(["sheet", ID, "-o", str(path)]) == ExitCode.OK
    book = openpyxl.load_workbook(path)
    main = book["Deltakere"]
    headers = [cell.value for cell in main[1]]
    assert set(ANDRII) <= set(headers)
    main.append([(ANDRII | cells).get(header) for header in headers])
    book.save(path)
    return path


def test_the_workbook_has_sheets_drop_downs_notes_and_a_guide(tmp_path: Path) -> None:
    assert run(["sheet", ID, "-o", str(tmp_path / "tom.xlsx")]) == ExitCode.OK
    book = openpyxl.load_workbook(tmp_path / "tom.xlsx")
    assert book.sheetnames == ["Deltakere", "Elementer", "Kurs", "Veiledning"]
    for name, count in (("Deltakere", 8), ("Elementer", 2), ("Kurs", 1)):
        lists = [check for check in book[name].data_validations.dataValidation if check.type == "list"]
        assert len(lists) == count
    checks = book["Deltakere"].data_validations.dataValidation
    assert '"Fullført,Avbrutt"' in [check.formula1 for check in checks]
    assert any("Ett nivå" in (check.prompt or "") for check in checks)
    assert "--form deltakerbevis" in " ".join(str(row[1]) for row in book["Veiledning"].values)
    assert verb("fill", tmp_path / "tom.xlsx", "-o", tmp_path / "ut") == ExitCode.OK
    assert list((tmp_path / "ut").iterdir()) == []


def test_bad_values_name_their_cell(tmp_path: Path, capsys: Any) -> None:
    book = workbook(tmp_path / "bevis.xlsx", {"Utfall": "Ferdig", "Startdato": "31.2.2026", "Norsk lese": "A1, A2"})
    sheet = openpyxl.load_workbook(book)
    sheet["Kurs"].append(["1", "Norsk", "i går", None, None, None, "kanskje"])
    sheet.save(book)
    capsys.readouterr()
    assert verb("check", book, "--json") == ExitCode.FINDINGS
    [item] = json.loads(capsys.readouterr().out)["items"]
    found = {(f["rule"], f["sheet"], f["row"], f["column"]) for f in item["findings"]}
    assert found == {
        ("R010", "Deltakere", 2, "Utfall"),
        ("R011", "Deltakere", 2, "Startdato"),
        ("R012", "Deltakere", 2, "Norsk lese"),
        ("R011", "Kurs", 2, "F.o.m."),
        ("R010", "Kurs", 2, "Fullført"),
    }
    assert "Fullført, Avbrutt" in " ".join(f["message"] for f in item["findings"])


def test_what_must_be_filled_in_is_asked_for(tmp_path: Path, capsys: Any) -> None:
    book = workbook(tmp_path / "bevis.xlsx", {"Utfall": None, "Sted": "  "})
    capsys.readouterr()
    assert verb("fill", book, "-o", tmp_path / "ut", "--json") == ExitCode.FINDINGS
    [item] = json.loads(capsys.readouterr().out)["items"]
    assert {(f["rule"], f["path"]) for f in item["findings"]} == {("R030", "utfall"), ("R030", "underskrift.sted")}
    assert list((tmp_path / "ut").iterdir()) == []
    assert verb("fill", book, "-o", tmp_path / "ut", "--draft") == ExitCode.FINDINGS
    assert len(list((tmp_path / "ut").iterdir())) == 1


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"norsk": {"lese": "A2"}, "opplysninger": {"norskopplaering": False}}, "F101"),
        ({"kurs": [{"navn": "Kurs"}] * 21}, "F102"),
        ({"skjemavariant": "kort"}, "F112"),
        ({"kontakt": {"telefon": "0" * 41}}, "F006"),
        ({"sluttmaal": {"beskrivelse": "Lønnet arbeid. " * 2000}}, "F111"),
    ],
)
def test_what_the_form_has_no_place_for_is_an_error(
    tmp_path: Path, capsys: Any, change: dict[str, Any], rule: str
) -> None:
    given = rows(tmp_path, OLENA | change)
    assert verb("fill", given, "-o", tmp_path / "ut", "--overflow", "error", "--json") == ExitCode.FINDINGS
    [item] = json.loads(capsys.readouterr().out)["items"]
    assert rule in {finding["rule"] for finding in item["findings"]}
    assert list((tmp_path / "ut").iterdir()) == []


def test_check_takes_rows_and_finished_certificates(filled: Path, tmp_path: Path, capsys: Any) -> None:
    report = tmp_path / "rapport.json"
    assert verb("check", rows(tmp_path)) == ExitCode.OK
    assert verb("check", filled, "--report", report) == ExitCode.OK
    items = json.loads(report.read_text("utf-8"))["items"]
    assert [(item["id"], item["findings"]) for item in items] == [("2026-0101", []), ("2026-0102", [])]
    capsys.readouterr()
    assert run(["check", str(filled)]) == ExitCode.FINDINGS
    assert "V011" in capsys.readouterr().err


def test_two_ticks_in_a_returned_certificate_are_seen(filled: Path, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / f"2026-0101_{ID}.pdf"
    with pikepdf.open(filled / path.name) as pdf:
        for box in next(field for field in pdf.Root.AcroForm.Fields if field.T == "utfall").Kids:
            box.AS = pikepdf.Name(next(str(name) for name in box.AP.N if name != "/Off"))
        pdf.save(path)
    assert verb("check", path, "--json") == ExitCode.OK
    [item] = json.loads(capsys.readouterr().out)["items"]
    found = [(finding["rule"], finding["path"]) for finding in item["findings"]]
    assert found == [("V026", "utfall"), ("V062", "utfall")]  # two are stored, and one more is seen than is stored


def test_the_form_is_listed_described_and_found_as_a_folder(capsys: Any) -> None:
    assert run(["forms", "--json"]) == ExitCode.OK
    listed = {form["id"]: form for form in json.loads(capsys.readouterr().out)}
    assert listed[ID]["variants"] == {variant.id: variant.sha256 for variant in VARIANTS}
    assert run(["forms"]) == ExitCode.OK
    assert "Deltakerbevis for introduksjonsprogrammet" in capsys.readouterr().out
    for name in (ID, str(FORM)):
        assert run(["fields", name, "--json"]) == ExitCode.OK
        fields = {field["name"]: field for field in json.loads(capsys.readouterr().out)}
        assert set(fields) == set(read_fields(FORM / "standard.pdf"))
        assert fields["elementer.arbeid.timer"]["tooltip"] == "Arbeidsrettede tiltak: Timer til sammen"


def test_the_json_schema_is_that_of_the_rows(capsys: Any) -> None:
    assert run(["forms", "--schema", ID]) == ExitCode.OK
    told = capsys.readouterr()
    assert told.err == ""
    schema = json.loads(told.out)
    assert set(schema["properties"]) == {*OLENA, "opplysninger", "skjemavariant"}
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["Valg_utfall"]["enum"] == ["fullfoert", "avbrutt"]
    assert set(schema["$defs"]["Plan_kurs"]["properties"]) == {"navn", "periode", "timer", "fullfoert"}
