"""The verbs, from end to end, on the invented samples."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from integplan_pdf.packs.integreringsplan.plan import Plan
from tests.paths import ROOT

SAMPLES = ROOT / "samples"
PEOPLE: list[dict[str, Any]] = json.loads((SAMPLES / "deltakere.json").read_text())


def fill(rows: Path, out: Path, *more: str) -> int:
    return run(["fill", str(rows), "-o", str(out), "--on", "01.03.2026", *more])


def on_the_form(tree: dict[str, Any]) -> Plan:
    """Return the plan without the facts that do not stand on the form."""
    return Plan.model_validate(
        {name: value for name, value in tree.items() if name not in ("opplysninger", "skjemavariant")}
    )


def serious(item: dict[str, Any]) -> list[str]:
    """Return the rules broken; what only facts that do not stand on the form can tell is information at most."""
    return sorted(finding["rule"] for finding in item["findings"] if finding["severity"] != "info")


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("planer")
    assert fill(SAMPLES / "deltakere.xlsx", out) == ExitCode.OK
    return out


def test_one_pdf_per_row_named_by_its_key(plans: Path) -> None:
    assert sorted(path.name for path in plans.iterdir()) == [f"{p['id']}_integreringsplan.pdf" for p in PEOPLE]


@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json", ".jsonl"])
def test_what_is_read_is_what_was_filled_and_fills_to_the_same_bytes(plans: Path, suffix: str, tmp_path: Path) -> None:
    rows = tmp_path / f"lest{suffix}"
    assert run(["read", str(plans), "-o", str(rows)]) == ExitCode.OK
    if suffix == ".json":
        assert [on_the_form(tree) for tree in json.loads(rows.read_text())] == [on_the_form(tree) for tree in PEOPLE]
    assert fill(rows, tmp_path / "igjen") == ExitCode.OK
    for path in plans.iterdir():
        assert (tmp_path / "igjen" / path.name).read_bytes() == path.read_bytes()


def test_the_workbook_and_the_json_of_the_samples_give_the_same_plans(plans: Path, tmp_path: Path) -> None:
    assert fill(SAMPLES / "deltakere.json", tmp_path) == ExitCode.OK
    for path in plans.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_facts_choose_the_variant(plans: Path, tmp_path: Path, capsys: Any) -> None:
    assert fill(SAMPLES / "deltakere.json", tmp_path, "--json") == ExitCode.OK
    variants = {item["id"]: item["variant"] for item in json.loads(capsys.readouterr().out)["items"]}
    for person in PEOPLE:
        childless = person["opplysninger"].get("har_barn") is False
        other_offer = bool(person.get("spraaktilbud", {}).get("annet", {}).get("beskrivelse"))
        parts = ["uten-foreldreveiledning"] * childless + ["uten-norskmaal"] * other_offer
        assert variants[person["id"]] == (".".join(parts) or "standard")
    assert len(set(variants.values())) >= 3


def test_a_variant_may_be_chosen_for_all(tmp_path: Path, capsys: Any) -> None:
    rows = tmp_path / "en.json"
    rows.write_text(json.dumps([next(p for p in PEOPLE if not p["spraaktilbud"].get("annet"))]))
    assert fill(rows, tmp_path / "ut", "--variant", "med-veiledning", "--json") == ExitCode.OK
    assert json.loads(capsys.readouterr().out)["items"][0]["variant"] == "med-veiledning"


def test_content_that_the_variant_has_no_place_for_is_an_error(tmp_path: Path, capsys: Any) -> None:
    person = json.loads(json.dumps(PEOPLE[0]))
    person["opplysninger"]["har_barn"] = False
    person["foreldreveiledning"] = [{"gis_av": "Helsestasjonen"}]
    (tmp_path / "en.json").write_text(json.dumps([person]))
    assert fill(tmp_path / "en.json", tmp_path / "ut") == ExitCode.FINDINGS
    assert "F101" in capsys.readouterr().err
    assert list((tmp_path / "ut").iterdir()) == []


def test_more_rows_than_the_form_has_make_it_grow_or_are_an_error(tmp_path: Path, capsys: Any) -> None:
    person = json.loads(json.dumps(PEOPLE[0]))
    person["delmaal"] = [{"beskrivelse": f"delmål {n}"} for n in range(9)]
    (tmp_path / "en.json").write_text(json.dumps([person]))
    assert fill(tmp_path / "en.json", tmp_path / "ut", "--overflow", "error") == ExitCode.FINDINGS
    assert "F102" in capsys.readouterr().err
    assert list((tmp_path / "ut").iterdir()) == []
    assert fill(tmp_path / "en.json", tmp_path / "ut") == ExitCode.OK
    assert run(["read", str(tmp_path / "ut"), "-o", str(tmp_path / "lest.json")]) == ExitCode.OK
    assert [row["beskrivelse"] for row in json.loads((tmp_path / "lest.json").read_text())[0]["delmaal"]] == [
        f"delmål {n}" for n in range(9)
    ]


def test_a_second_run_changes_nothing_and_a_changed_file_is_left_alone(
    plans: Path, tmp_path: Path, capsys: Any
) -> None:
    assert fill(SAMPLES / "deltakere.json", tmp_path) == ExitCode.OK
    assert fill(SAMPLES / "deltakere.json", tmp_path, "--json") == ExitCode.OK
    assert {item["status"] for item in json.loads(capsys.readouterr().out)["items"]} == {"unchanged"}
    path = tmp_path / f"{PEOPLE[0]['id']}_integreringsplan.pdf"
    signed = path.read_bytes() + b"\n% somebody's work\nstartxref\n0\n%%EOF\n"
    path.write_bytes(signed)
    assert fill(SAMPLES / "deltakere.json", tmp_path) == ExitCode.FINDINGS
    assert "F113" in capsys.readouterr().err
    assert path.read_bytes() == signed
    assert fill(SAMPLES / "deltakere.json", tmp_path, "--overwrite") == ExitCode.OK
    assert path.read_bytes() != signed


def test_a_corrected_row_replaces_our_own_file(tmp_path: Path) -> None:
    rows = tmp_path / "en.json"
    rows.write_text(json.dumps(PEOPLE[:1]))
    assert fill(rows, tmp_path / "ut") == ExitCode.OK
    rows.write_text(json.dumps([PEOPLE[0] | {"deltaker": PEOPLE[0]["deltaker"] | {"navn": "Nytt Navn"}}]))
    assert fill(rows, tmp_path / "ut") == ExitCode.OK
    assert run(["read", str(tmp_path / "ut"), "-o", str(tmp_path / "lest.json")]) == ExitCode.OK
    assert json.loads((tmp_path / "lest.json").read_text())[0]["deltaker"]["navn"] == "Nytt Navn"


def test_plans_with_faults_are_refused_but_written_as_drafts(tmp_path: Path, capsys: Any) -> None:
    assert fill(SAMPLES / "feil.json", tmp_path / "ut", "--json") == ExitCode.FINDINGS
    items = json.loads(capsys.readouterr().out)["items"]
    broken = {item["id"] for item in items if any(f["severity"] == "error" for f in item["findings"])}
    assert {item["id"] for item in items if item["status"] == "refused"} == broken
    assert fill(SAMPLES / "feil.json", tmp_path / "utkast", "--draft") == ExitCode.FINDINGS
    assert len(list((tmp_path / "utkast").iterdir())) == len(items)
    assert run(["check", str(tmp_path / "utkast"), "--on", "01.03.2026", "--json"]) == ExitCode.FINDINGS
    checked = json.loads(capsys.readouterr().out)["items"]
    rules = {item["id"]: serious(item) for item in checked}
    assert rules == {item["id"]: serious(item) for item in items}
    assert all(rules.values())


def test_a_renamed_pdf_keeps_its_key(plans: Path, tmp_path: Path) -> None:
    first = min(plans.iterdir())
    (tmp_path / "plan (kopi).pdf").write_bytes(first.read_bytes())
    assert run(["read", str(tmp_path / "plan (kopi).pdf"), "-o", str(tmp_path / "lest.json")]) == ExitCode.OK
    assert json.loads((tmp_path / "lest.json").read_text())[0]["id"] == PEOPLE[0]["id"]


def test_a_pdf_that_cannot_be_read_never_stops_the_others(plans: Path, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "a.pdf").write_bytes(b"ikke en PDF")
    (tmp_path / "b.pdf").write_bytes(min(plans.iterdir()).read_bytes())
    assert run(["read", str(tmp_path), "-o", str(tmp_path / "lest.json")]) == ExitCode.FINDINGS
    assert "a.pdf" in capsys.readouterr().err
    assert len(json.loads((tmp_path / "lest.json").read_text())) == 1


def test_a_text_that_no_cell_can_hold_leaves_only_its_plan_out_of_the_workbook(tmp_path: Path, capsys: Any) -> None:
    text = ("Et langt mål. " * 2400).strip()
    long = {**PEOPLE[0], "maal": {**PEOPLE[0]["maal"], "langsiktig": text}}
    (tmp_path / "rader.json").write_text(json.dumps([long, PEOPLE[1]]))
    assert fill(tmp_path / "rader.json", tmp_path / "ut", "--overflow", "continue") == ExitCode.OK
    capsys.readouterr()
    assert run(["read", str(tmp_path / "ut"), "-o", str(tmp_path / "lest.xlsx")]) == ExitCode.FINDINGS
    told = capsys.readouterr().err
    assert "V014" in told and "«maal.langsiktig»" in told and PEOPLE[0]["id"] in told
    sheet = openpyxl.load_workbook(tmp_path / "lest.xlsx").worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [PEOPLE[1]["id"]]
    assert run(["read", str(tmp_path / "ut"), "-o", str(tmp_path / "lest.json")]) == ExitCode.OK
    assert json.loads((tmp_path / "lest.json").read_text())[0]["maal"]["langsiktig"] == text


def test_rows_that_cost_too_much_to_read_are_given_up(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "rader.json").write_text('[{"id": "1", "x": [' + "0," * 40_000_000 + "0]}]")
    assert fill(tmp_path / "rader.json", tmp_path / "ut", "--limit-memory", "192MiB") == ExitCode.INPUT
    assert "rader.json" in capsys.readouterr().err and not (tmp_path / "ut").exists()


def test_the_empty_workbook_can_be_filled_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "tom.xlsx"
    assert run(["sheet", "integreringsplan", "-o", str(path)]) == ExitCode.OK
    assert run(["sheet", "integreringsplan", "-o", str(path)]) == ExitCode.USAGE
    book = openpyxl.load_workbook(path)
    names = ["Deltakere", "Delmål", "Tiltak", "Kurs", "Prøver", "Annet", "Revidering"]
    assert [name for name in book.sheetnames if name != "Veiledning"] == names
    assert "Veiledning" in book.sheetnames
    assert all(book[name].freeze_panes for name in names)
    assert book["Deltakere"].data_validations.dataValidation
    assert fill(path, tmp_path / "ut") == ExitCode.OK
    assert list((tmp_path / "ut").iterdir()) == []


def test_a_leading_zero_survives_the_workbook(tmp_path: Path) -> None:
    number = "07869502019"
    person = json.loads(json.dumps(PEOPLE[0])) | {"deltaker": {"navn": "Layla Al-Masri", "fnr_eller_duf": number}}
    (tmp_path / "en.json").write_text(json.dumps([person]))
    assert fill(tmp_path / "en.json", tmp_path / "ut") == ExitCode.OK
    assert run(["read", str(tmp_path / "ut"), "-o", str(tmp_path / "lest.xlsx")]) == ExitCode.OK
    sheet = openpyxl.load_workbook(tmp_path / "lest.xlsx")["Deltakere"]
    values = {cell.value: cell.number_format for cell in sheet[2]}
    assert values[number] == "@"


def test_forms_and_schema(capsys: Any) -> None:
    assert run(["forms", "--json"]) == ExitCode.OK
    listed = json.loads(capsys.readouterr().out)
    assert "integreringsplan" in [form["id"] for form in listed]
    assert run(["forms", "--schema", "integreringsplan"]) == ExitCode.OK
    schema = json.loads(capsys.readouterr().out)
    assert schema["type"] == "object"
    assert {"deltaker", "maal", "tiltak", "opplysninger"} <= set(schema["properties"])


def test_fields_lists_the_form(capsys: Any) -> None:
    assert run(["fields", "integreringsplan", "--json"]) == ExitCode.OK
    fields = json.loads(capsys.readouterr().out)
    assert {"name", "kind", "tooltip"} <= set(fields[0])
    assert run(["fields", str(ROOT / "forms" / "integreringsplan" / "standard.pdf")]) == ExitCode.OK
    assert "deltaker.navn" in capsys.readouterr().out


def test_usage_errors_and_help(capsys: Any) -> None:
    assert run(["fill"]) == ExitCode.USAGE
    assert run(["--help"]) == ExitCode.OK
    assert run(["fill", "x.xlsx", "-o", "ut", "--on", "snart"]) == ExitCode.USAGE
    assert run(["check", "x.xlsx", "--report", "rapport.docx"]) == ExitCode.USAGE
    assert "Traceback" not in capsys.readouterr().err


def test_the_demo_ends_by_saying_what_lies_where(tmp_path: Path, capsys: Any) -> None:
    out = tmp_path / "demo"
    assert run(["demo", "-o", str(out)]) == ExitCode.OK
    said = capsys.readouterr().out
    assert "byte for byte like: ja" in said
    for name in (
        "tom.xlsx",
        "deltakere.xlsx",
        "planer",
        "lest.xlsx",
        "planer-med-feil",
        "feil.html",
        "feil.xlsx",
        "feil.json",
    ):
        assert (out / name).exists()
        assert name in said
    assert run(["demo", "-o", str(out)]) == ExitCode.OK
