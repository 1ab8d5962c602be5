"""The sample plans are what the program makes of the sample rows today."""

from __future__ import annotations

from pathlib import Path

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from tests.paths import ROOT

SAMPLES = ROOT / "samples"


def test_the_sample_plans_are_made_from_the_sample_rows(tmp_path: Path) -> None:
    assert run(["fill", str(SAMPLES / "deltakere.xlsx"), "-o", str(tmp_path), "--on", "01.03.2026"]) == ExitCode.OK
    faulty = ["fill", str(SAMPLES / "feil.json"), "-o", str(tmp_path), "--on", "01.03.2026", "--draft"]
    assert run(faulty) == ExitCode.FINDINGS
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    kept = {path.name: path.read_bytes() for path in (SAMPLES / "planer").iterdir()}
    assert sorted(made) == sorted(kept)
    assert [name for name in made if made[name] != kept[name]] == []
