"""The names that programs may rely on."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from pathlib import Path

import pytest

import integplan_pdf
from tests.paths import ROOT


def test_there_are_few_and_each_is_what_it_says() -> None:
    assert len(integplan_pdf.__all__) <= 12
    for name in integplan_pdf.__all__:
        assert getattr(integplan_pdf, name).__name__ == name
    with pytest.raises(AttributeError):
        _ = integplan_pdf.nonsense


def test_importing_the_package_loads_no_library() -> None:
    code = (
        "import sys, integplan_pdf; print([m for m in ('pydantic', 'pypdf', 'typer', 'openpyxl') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_the_whole_circle_from_a_program(tmp_path: Path) -> None:
    rows = ROOT / "samples" / "deltakere.xlsx"
    pack, on = integplan_pdf.load_pack("integreringsplan"), dt.date(2026, 3, 1)
    made = integplan_pdf.fill(rows, pack, tmp_path / "planer", integplan_pdf.FillOptions(on))
    integplan_pdf.read([tmp_path / "planer"], pack, tmp_path / "lest.json")
    checked = integplan_pdf.check([tmp_path / "planer"], pack, integplan_pdf.FillOptions(on))
    same = integplan_pdf.compare(rows, tmp_path / "planer", pack, integplan_pdf.CompareOptions(on))
    read_back = json.loads((tmp_path / "lest.json").read_text("utf-8"))
    assert len(made.items) == len(checked.items) == len(same.items) == len(read_back) == 15
    assert not any(item.changes for item in same.items)
