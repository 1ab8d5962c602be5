"""An office's own headers: proposed, reviewed, filled from, and written back to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from tests.paths import ROOT

SAMPLES = ROOT / "samples"
OWN = {"ID": "Arkivreferanse", "Navn": "Hvem", "Sluttmål": "Målet vårt", "Startdato": "Startdatoen"}


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    """The samples with headers of an office's own, and a column of its own."""
    book = openpyxl.load_workbook(SAMPLES / "deltakere.xlsx")
    sheet = book["Deltakere"]
    for cell in sheet[1]:
        cell.value = OWN.get(cell.value, cell.value)
    sheet.cell(1, sheet.max_column + 1, "Kommentarer")
    sheet.cell(2, sheet.max_column, "ringt")
    path = tmp_path / "liste.xlsx"
    book.save(path)
    return path


def reviewed(path: Path) -> None:
    """Settle the open questions of a proposal as a person would."""
    settled = []
    for line in path.read_text("utf-8").splitlines():
        header = settled[-1].removeprefix("header = ").strip('"') if settled else ""
        official = {own: name for name, own in OWN.items()}.get(header)
        if line.startswith("same_as") and official:
            settled.append(f'same_as = "{official}"')
        else:
            settled.append("ignore = true" if line.startswith('same_as = "?') else line)
    path.write_text("\n".join(settled), "utf-8")


def fill(rows: Path, out: Path, *more: str) -> int:
    return run(["fill", str(rows), "-o", str(out), "--on", "01.03.2026", *more])


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.pdf")}


def test_from_their_headers_to_plans_and_back(theirs: Path, tmp_path: Path, capsys: Any) -> None:
    own = tmp_path / "egne-kolonner.toml"
    assert fill(theirs, tmp_path / "ut") == ExitCode.INPUT
    assert "integplan sheet" in capsys.readouterr().err

    assert run(["sheet", "integreringsplan", "--from", str(theirs), "-o", str(own)]) == ExitCode.OK
    assert "5 må avklares" in capsys.readouterr().err
    assert "ringt" not in own.read_text("utf-8")
    assert fill(theirs, tmp_path / "ut", "--columns", str(own)) == ExitCode.MAPPING
    assert "«Arkivreferanse», «Hvem»" in capsys.readouterr().err

    reviewed(own)
    assert fill(theirs, tmp_path / "ut", "--columns", str(own)) == ExitCode.OK
    assert fill(SAMPLES / "deltakere.xlsx", tmp_path / "fasit") == ExitCode.OK
    assert contents(tmp_path / "ut") == contents(tmp_path / "fasit")

    back = tmp_path / "tilbake.xlsx"
    assert run(["read", str(tmp_path / "ut"), "-o", str(back), "--columns", str(own)]) == ExitCode.OK
    headers = [cell.value for cell in openpyxl.load_workbook(back)["Deltakere"][1]]
    assert set(OWN.values()) <= set(headers)
    assert fill(back, tmp_path / "igjen", "--columns", str(own)) == ExitCode.OK
    assert contents(tmp_path / "igjen") == contents(tmp_path / "fasit")
    capsys.readouterr()
    run(["check", str(theirs), "--on", "01.03.2026", "--columns", str(own), "--json"])
    assert len(json.loads(capsys.readouterr().out)["items"]) == len(contents(tmp_path / "fasit"))


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--from", "deltakere.json", "-o", "ut.toml"], ExitCode.USAGE, "ingen overskrifter"),
        (["--from", "deltakere.xlsx", "-o", "ut.xlsx"], ExitCode.USAGE, "på .toml"),
        (["--from", "borte.xlsx", "-o", "ut.toml"], ExitCode.INPUT, "finnes ikke"),
        (["-o", "ut.xlsx", "--columns", "borte.toml"], ExitCode.MAPPING, "finnes ikke"),
        (["-o", "ut.toml"], ExitCode.USAGE, "rader kan stå i"),
    ],
)
def test_what_cannot_be(arguments: list[str], code: ExitCode, words: str, tmp_path: Path, capsys: Any) -> None:
    given = [str(tmp_path / arg) if arg.startswith("ut.") else arg for arg in arguments]
    given = [str(SAMPLES / arg) if arg.endswith((".json", ".xlsx")) and "/" not in arg else arg for arg in given]
    assert run(["sheet", "integreringsplan", *given]) == code
    assert words in capsys.readouterr().err


def test_a_key_that_a_file_of_columns_cannot_have_is_named(tmp_path: Path, capsys: Any) -> None:
    own = tmp_path / "egne.toml"
    own.write_text('form = "integreringsplan"\n[[column]]\nheader = "Hvem"\nsameas = "Navn"\n')
    assert fill(SAMPLES / "deltakere.xlsx", tmp_path / "ut", "--columns", str(own)) == ExitCode.MAPPING
    assert "«same_as»" in capsys.readouterr().err
