"""A report on 400 plans, made by the real workflow from the samples."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from pathlib import Path
from typing import Any

import pytest

from integplan_pdf.model.report import Report
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.workflow.check import check
from integplan_pdf.workflow.guard import Opening
from integplan_pdf.workflow.prepare import FillOptions
from tests.paths import ROOT

ON = dt.date(2026, 11, 23)


def many_rows(count: int) -> list[dict[str, Any]]:
    """Return the samples, with and without faults, over and over under new ids."""
    samples = ROOT / "samples"
    trees = [tree for name in ("deltakere", "feil") for tree in json.loads((samples / f"{name}.json").read_text())]
    return [tree | {"id": f"2026-{number:04}"} for number, tree in zip(range(1, count + 1), itertools.cycle(trees))]


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Report:
    path: Path = tmp_path_factory.mktemp("rapport") / "deltakere.json"
    path.write_text(json.dumps(many_rows(400)))
    return check([path], load_pack("integreringsplan"), FillOptions(ON), Opening(), lambda done, total: None)
