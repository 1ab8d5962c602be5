"""Real forms filled in, then flattened or printed by other programs: what was asked of them is what is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from integplan_pdf.cli.app import run
from tests.paths import SHARED

CORPUS = SHARED / "corpus"
pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the collection of real forms is not here")


def truth() -> dict[str, Any]:
    known: dict[str, Any] = json.loads((CORPUS / "truth.json").read_text("utf-8")) if CORPUS.is_dir() else {}
    return known


def asked(entry: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = entry["asked"] | entry["differs"]
    return values


def read(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    run(["raw", "read", *words, "--json"])
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


@pytest.mark.parametrize("name", [name for name, entry in truth().items() if "asked" in entry])
def test_stored_values_are_those_asked_for(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    if not (CORPUS / name).exists():
        pytest.skip("not in the collection any more")
    fields = read(capsys, str(CORPUS / name))["fields"]
    wanted = asked(truth()[name])
    assert {field: fields.get(field) for field in wanted} == wanted


def test_flattened_text_is_that_of_the_fields(capsys: pytest.CaptureFixture[str]) -> None:
    results = list(flattened(capsys))
    wrong = [(file, field, told) for file, field, right, told in results if not right]
    assert len(results) > 200
    assert len(wrong) <= 0.01 * len(results), wrong
    assert all(told for *_, told in wrong), "what was not read is told"


def flattened(capsys: pytest.CaptureFixture[str]) -> Iterator[tuple[str, str, bool, bool]]:
    """Yield file, field, whether it was read right, and whether a finding names it."""
    known = truth()
    for name, entry in known.items():
        if "flattened_by" not in entry or not (CORPUS / name).exists():
            continue
        source = known[entry["source"]]
        document = read(capsys, str(CORPUS / name), "--form", str(CORPUS / source["template"]))
        told = {finding.get("field") for finding in document["findings"]}
        for field, value in asked(source).items():
            yield Path(name).stem, field, document["fields"].get(field) == value, field in told


SCANS = {
    "gen_scan200_gray_w9": "us_irs_fw9_2024_designer65",
    "gen_scan200_bw_beratungshilfe": "de_beratungshilfe_pstill",
}


@pytest.mark.parametrize(("scan", "blank"), SCANS.items())
def test_a_scan_is_said_to_be_one(scan: str, blank: str, capsys: pytest.CaptureFixture[str]) -> None:
    document = read(capsys, str(CORPUS / "scanned" / f"{scan}.pdf"), "--form", str(CORPUS / "blank" / f"{blank}.pdf"))
    assert {value for value in document["fields"].values() if value is not None} == set()
    assert "V052" in {finding["rule"] for finding in document["findings"]}
