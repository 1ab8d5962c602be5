"""A report's way from the plans: facts, form and day."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.workflow.check import check
from integplan_pdf.workflow.guard import Opening
from integplan_pdf.workflow.prepare import FillOptions
from tests.paths import ROOT

SAMPLES = ROOT / "samples" / "deltakere.json"
PEOPLE: list[dict[str, Any]] = json.loads(SAMPLES.read_text())
ON = dt.date(2026, 11, 23)


def test_checked_plans_carry_their_facts() -> None:
    report = check([SAMPLES], load_pack("integreringsplan"), FillOptions(ON), Opening(), lambda done, total: None)
    assert report.on == ON
    assert report.form
    assert [item.facts.subject if item.facts else "" for item in report.items] == [
        p["deltaker"]["navn"] for p in PEOPLE
    ]


def test_names_are_shown_only_with_show_values(tmp_path: Path, capsys: Any) -> None:
    closed, opened = tmp_path / "a.html", tmp_path / "b.html"
    name = PEOPLE[0]["deltaker"]["navn"]
    for target, *more in ((closed,), (opened, "--show-values")):
        assert run(["check", str(SAMPLES), "--on", "23.11.2026", "--report", str(target), *more]) == ExitCode.OK
    assert name not in capsys.readouterr().err
    assert name not in closed.read_text(encoding="utf-8")
    assert name not in opened.read_text(encoding="utf-8").partition("<main")[0]
    assert "Rådgiver 1" in closed.read_text(encoding="utf-8")
    assert PEOPLE[0]["kontakt"]["programraadgiver"]["navn"] in opened.read_text(encoding="utf-8")
