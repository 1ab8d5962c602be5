"""What the person at the terminal sees."""

from __future__ import annotations

from dataclasses import replace

import pytest

from integplan_pdf.model.finding import Finding
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.model.row import Origin
from integplan_pdf.reports import console
from tests.reports.made import INFO, NUMBER, PLAIN, WARNING


def at(finding: Finding, row: int, **parts: str) -> Finding:
    return replace(finding, origin=Origin("rader.xlsx", row=row, key=f"2026-{row:04}", **parts))


def shown(capsys: pytest.CaptureFixture[str], *findings: Finding, lang: str = "nb") -> list[str]:
    item = Item("2026-0001", Origin("rader.xlsx"), Status.CHECKED, findings=findings)
    console.show(Report("check", (item,)), lang)
    return capsys.readouterr().err.splitlines()


def test_the_worst_stands_last_next_to_the_summary(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, PLAIN, INFO, WARNING)
    assert [line.split()[0] for line in lines[:3]] == ["INFO", "ADVARSEL", "FEIL"]
    assert lines[3] == "1 kontrollert. Feil: 1, advarsler: 1."


def test_a_warning_on_many_plans_is_one_line_and_names_the_first(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, *(at(WARNING, row) for row in range(1, 8)))
    assert len(lines) == 2
    assert "7 planer (2026-0001, 2026-0002, 2026-0003, 2026-0004, 2026-0005, …): E-posten er feil." in lines[0]
    assert lines[1].endswith("advarsler: 7.")


def test_an_error_has_a_line_for_each_plan(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, at(PLAIN, 1), at(PLAIN, 2))
    assert [("2026-0001" in line, "2026-0002" in line) for line in lines[:2]] == [(True, False), (False, True)]


def test_places_in_one_plan_stand_together(capsys: pytest.CaptureFixture[str]) -> None:
    one = at(PLAIN, 1, column="Sluttmål")
    lines = shown(capsys, one, at(PLAIN, 1, column="Delmål"), one, at(replace(PLAIN, path="maal.a"), 1))
    assert len(lines) == 2
    assert all(f"{place}" in lines[0] for place in ("kolonne «Sluttmål»", "kolonne «Delmål»", "maal.a"))
    assert lines[0].count("Sluttmål»") == 1


def test_what_looks_like_an_identification_number_is_covered(capsys: pytest.CaptureFixture[str]) -> None:
    origin = Origin("rader.xlsx", row=1, key=NUMBER)
    alone = shown(capsys, replace(WARNING, origin=origin))
    many = shown(capsys, replace(WARNING, origin=origin), at(WARNING, 2))
    assert NUMBER not in "".join([*alone, *many])


def test_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    lines = shown(capsys, at(WARNING, 1), at(WARNING, 2), lang="en")
    assert "WARNING" in lines[0] and "2 plans (2026-0001, 2026-0002): The e-mail is wrong." in lines[0]
