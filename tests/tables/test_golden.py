"""Golden messy files: what people send, and the clean plans and findings that it gives."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from tests.tables.excel.test_choice import both
from tests.tables.golden.make import FOLDER
from tests.tables.golden.reading import outcome
from tests.tables.golden.texts import TEXTS
from tests.tables.golden.workbooks import WORKBOOKS

NAMES = [*WORKBOOKS, *TEXTS]


def expected(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((FOLDER / f"{name}.expected.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_messy_file_gives_clean_plans_and_findings(name: str) -> None:
    assert outcome(FOLDER / name) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_the_files_are_what_their_makers_make(name: str) -> None:
    made = WORKBOOKS[name]() if name in WORKBOOKS else TEXTS[name]
    assert (FOLDER / name).read_bytes() == made


def test_every_file_has_a_maker_and_an_expectation() -> None:
    there = {path.name for path in FOLDER.iterdir() if path.suffix != ".py" and path.is_file()}
    assert there == {*NAMES, *(f"{name}.expected.json" for name in NAMES)}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_both_readers_read_them_alike(name: str) -> None:
    careful, fast = both((FOLDER / name).read_bytes())
    assert fast in (None, careful)


@pytest.mark.parametrize("name", NAMES)
def test_the_command_line_says_the_same(name: str, capsys: Any) -> None:
    code = run(["check", str(FOLDER / name), "--on", "01.03.2026", "--json"])
    said, wanted = capsys.readouterr(), expected(name)
    if "nb" in wanted:
        assert code == wanted["exit_code"]
        assert said.err.strip() == wanted["nb"]
        return
    assert code in (ExitCode.OK, ExitCode.FINDINGS)
    report = json.loads(said.out)
    assert [item["id"] for item in report["items"]] == [plan["id"] for plan in wanted["plans"]]
    rules = {finding["rule"] for part in (report, *report["items"]) for finding in part["findings"]}
    assert {line.split()[0] for line in wanted["findings"]} <= rules


def test_rows_come_from_standard_input_too(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("planer.json", "linjer.jsonl", "kostra.csv", "dager.xlsx"):
        with (FOLDER / name).open("rb") as file:
            monkeypatch.setattr("sys.stdin", type("Stdin", (), {"buffer": file}))
            found = outcome(Path("-"))
        wanted = expected(name)
        assert found["plans"] == wanted["plans"]
        assert len(found["findings"]) == len(wanted["findings"])
