"""The invented people as filled plans, with one more who writes in four languages."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.workflow.fill import fill
from integplan_pdf.workflow.prepare import FillOptions
from tests.paths import ROOT

LANGUAGES = {
    "deltaker": {"navn": "Władysława Żółć-Öztürk"},
    "regelverk": {
        "begrunnelse": "Mówi po polsku: zażółć gęślą jaźń. Türkçe: pijamalı hasta yağız şoföre çabucak güvendi."
    },
    "maal": {
        "langsiktig": "Українська: хочу працювати бухгалтером у Норвегії, щоб забезпечити родину; її мета.",
        "sluttmaal": {
            "beskrivelse": "Ærlig Øyvind på Ålesund: blåbærsyltetøy – «ja» … 100 %",
            "begrunnelse": "Ώρα καλή ğ ı İ ş",
        },
    },
}


@pytest.fixture(scope="session")
def plans(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    people = json.loads((ROOT / "samples" / "deltakere.json").read_text(encoding="utf-8"))
    people.append(people[0] | {"id": "spraak"} | LANGUAGES)
    folder = tmp_path_factory.mktemp("planer")
    (folder / "rader.json").write_text(json.dumps(people))
    options = FillOptions(dt.date(2026, 3, 1), draft=True)
    report = fill(folder / "rader.json", load_pack("integreringsplan"), folder / "ut", options, lambda *_: None)
    written = sorted((folder / "ut").glob("*.pdf"))
    assert len(written) == len(people), report
    return written
