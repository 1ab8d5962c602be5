"""Each way in which input can be wrong has its exit code and a message that says where."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from tests.paths import ROOT

WORKBOOK = ROOT / "samples" / "deltakere.xlsx"


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A copy of the integreringsplan's files in a folder of their own."""
    folder = tmp_path / "skjema"
    shutil.copytree(ROOT / "forms" / "integreringsplan", folder)
    for name in ("pdf.toml", "columns.toml"):
        shutil.copy(ROOT / "mappings" / "integreringsplan" / name, folder)
    return folder


def workbook(tmp_path: Path, change: Callable[[Any], None]) -> Path:
    book = openpyxl.load_workbook(WORKBOOK)
    change(book)
    path = tmp_path / "endret.xlsx"
    book.save(path)
    return path


def cell(sheet: Any, header: str, row: int) -> Any:
    column = next(cell.column for cell in sheet[1] if cell.value and cell.value.rstrip(" *") == header)
    return sheet.cell(row=row, column=column)


def fill(rows: Path, tmp_path: Path, *more: str) -> int:
    return run(["fill", str(rows), "-o", str(tmp_path / "ut"), "--on", "01.03.2026", *more])


def written(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "ut").glob("*")) if (tmp_path / "ut").exists() else []


def check_stopped(code: int, expected: ExitCode, words: list[str], tmp_path: Path, capsys: Any) -> None:
    message = capsys.readouterr().err
    assert code == expected
    assert all(word in message for word in words), message
    assert "Traceback" not in message
    assert written(tmp_path) == []


def test_a_missing_file(tmp_path: Path, capsys: Any) -> None:
    code = fill(tmp_path / "borte.xlsx", tmp_path)
    check_stopped(code, ExitCode.INPUT, ["borte.xlsx", "finnes ikke"], tmp_path, capsys)


@pytest.mark.parametrize("content", [b"", b"hei", b"PK\x03\x04 ikke en arbeidsbok"])
def test_not_a_workbook(content: bytes, tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "falsk.xlsx").write_bytes(content)
    code = fill(tmp_path / "falsk.xlsx", tmp_path)
    check_stopped(code, ExitCode.INPUT, ["falsk.xlsx"], tmp_path, capsys)


def test_bad_json_names_line_and_column(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "feil.json").write_text('[\n {"id": }\n]')
    code = fill(tmp_path / "feil.json", tmp_path)
    check_stopped(code, ExitCode.INPUT, ["feil.json", "2"], tmp_path, capsys)


def test_an_unknown_suffix(tmp_path: Path, capsys: Any) -> None:
    (tmp_path / "rader.docx").write_bytes(b"x")
    code = fill(tmp_path / "rader.docx", tmp_path)
    check_stopped(code, ExitCode.USAGE, ["rader.docx", ".xlsx"], tmp_path, capsys)


def test_no_key_column(tmp_path: Path, capsys: Any) -> None:
    path = workbook(tmp_path, lambda book: book["Delmål"].delete_cols(1))
    code = fill(path, tmp_path)
    check_stopped(code, ExitCode.INPUT, ["endret.xlsx", "«Delmål»", "rad 1", "«ID»"], tmp_path, capsys)


def test_an_unknown_column_comes_with_the_nearest_known_one(tmp_path: Path, capsys: Any) -> None:
    def change(book: Any) -> None:
        cell(book["Deltakere"], "Sluttmål", 1).value = "Slutmål"

    code = fill(workbook(tmp_path, change), tmp_path)
    words = ["endret.xlsx", "«Deltakere»", "«Slutmål»", "Mente du «Sluttmål»"]
    check_stopped(code, ExitCode.INPUT, words, tmp_path, capsys)


def test_a_mapping_that_names_a_field_the_pdf_lacks(pack: Path, tmp_path: Path, capsys: Any) -> None:
    mapping = pack / "pdf.toml"
    mapping.write_text(mapping.read_text().replace('field = "deltaker.navn"', 'field = "deltaker.nvan"'))
    code = fill(WORKBOOK, tmp_path, "--form", str(pack))
    words = ["T001", "«deltaker.nvan»", "Mente du «deltaker.navn»", "T002"]
    check_stopped(code, ExitCode.MAPPING, words, tmp_path, capsys)


def test_an_unknown_key_in_a_mapping(pack: Path, tmp_path: Path, capsys: Any) -> None:
    mapping = pack / "columns.toml"
    mapping.write_text(mapping.read_text().replace("required = true", "requierd = true", 1))
    code = fill(WORKBOOK, tmp_path, "--form", str(pack))
    words = ["columns.toml", "«sheet.1.column.1.requierd»", "«required»"]
    check_stopped(code, ExitCode.MAPPING, words, tmp_path, capsys)


def test_a_pdf_that_is_not_the_mappings(pack: Path, tmp_path: Path, capsys: Any) -> None:
    with (pack / "standard.pdf").open("ab") as file:
        file.write(b"\n")
    code = fill(WORKBOOK, tmp_path, "--form", str(pack))
    check_stopped(code, ExitCode.TEMPLATE, ["standard.pdf", "sha256"], tmp_path, capsys)


def test_an_unknown_form_and_an_unknown_variant(tmp_path: Path, capsys: Any) -> None:
    code = fill(WORKBOOK, tmp_path, "--form", "integreringsplann")
    check_stopped(code, ExitCode.USAGE, ["«integreringsplann»", "Mente du «integreringsplan»"], tmp_path, capsys)
    code = fill(WORKBOOK, tmp_path, "--variant", "standrad")
    check_stopped(code, ExitCode.TEMPLATE, ["«standrad»", "«standard»"], tmp_path, capsys)


def test_english_is_one_option_away(tmp_path: Path, capsys: Any) -> None:
    code = run(["--lang", "en", "fill", str(tmp_path / "borte.xlsx"), "-o", str(tmp_path / "ut")])
    check_stopped(code, ExitCode.INPUT, ["does not exist"], tmp_path, capsys)


BAD_ROWS: list[tuple[str, str, str, str, Any, list[str]]] = [
    ("a bad date", "Deltakere", "Startdato", "R011", "31.02.2026", ["rad 3", "kolonne «Startdato»"]),
    ("two levels", "Deltakere", "Norskmål muntlig", "R012", "A2/B1", ["rad 3", "kolonne «Norskmål muntlig»"]),
    ("a doubled key", "Deltakere", "ID", "R002", "2026-0001", ["rad 2", "2, 3"]),
    ("no participant", "Delmål", "ID", "R003", "2026-9999", ["«Delmål»", "rad 3"]),
    ("no key", "Deltakere", "ID", "R001", None, ["«Deltakere»", "rad 3"]),
    ("an unknown choice", "Deltakere", "Utdanning", "R010", "doktorgrad", ["rad 3", "kolonne «Utdanning»"]),
    ("a text too long for its box", "Deltakere", "Langsiktig mål", "F111", "Lang tekst. " * 200, ["rad 3"]),
    ("a text longer than the form allows", "Deltakere", "Navn", "F006", "N" * 200, ["rad 3"]),
    ("an unknown variant", "Deltakere", "Skjemavariant", "F112", "standrad", ["rad 3", "«standard»"]),
    ("a character no font has", "Deltakere", "Navn", "F005", "Anna \U00016fe1", ["rad 3", "U+16FE1"]),
]


@pytest.mark.parametrize(
    ("what", "sheet", "header", "rule", "value", "words"), BAD_ROWS, ids=[row[0] for row in BAD_ROWS]
)
def test_one_bad_row_never_stops_the_others(
    what: str, sheet: str, header: str, rule: str, value: Any, words: list[str], tmp_path: Path, capsys: Any
) -> None:
    def change(book: Any) -> None:
        cell(book[sheet], header, 3).value = value

    everyone = len(json.loads((ROOT / "samples" / "deltakere.json").read_text()))
    code = fill(workbook(tmp_path, change), tmp_path, "--overflow", "error")
    message = capsys.readouterr().err
    assert code == ExitCode.FINDINGS
    assert all(word in message for word in ["endret.xlsx", rule, *words]), message
    assert everyone - 2 <= len(written(tmp_path)) <= everyone
    assert all(name.endswith("_integreringsplan.pdf") for name in written(tmp_path))


def test_messages_hold_no_values_from_the_rows(tmp_path: Path, capsys: Any) -> None:
    def change(book: Any) -> None:
        sheet = book["Deltakere"]
        for header in ("Startdato", "Norskmål muntlig", "Utdanning", "Har barn under 18", "Permisjon (dager)"):
            cell(sheet, header, 3).value = "Hemmelighet"

    assert fill(workbook(tmp_path, change), tmp_path, "--report", str(tmp_path / "rapport.json")) == ExitCode.FINDINGS
    said = capsys.readouterr().err + (tmp_path / "rapport.json").read_text()
    names = [plan["deltaker"]["navn"] for plan in json.loads((ROOT / "samples" / "deltakere.json").read_text())]
    assert said.count("R01") >= 5
    assert not any(secret in said for secret in ["Hemmelighet", *names])
