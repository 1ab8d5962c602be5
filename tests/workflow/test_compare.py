from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from integplan_pdf.errors import ExitCode, InputError
from integplan_pdf.model.change import ChangeKind
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.workflow.compare import CompareOptions, compare
from integplan_pdf.workflow.fill import fill
from integplan_pdf.workflow.prepare import FillOptions
from tests.paths import ROOT

SAMPLES = ROOT / "samples"
PACK = load_pack("integreringsplan")
ON = dt.date(2026, 3, 1)
Edit = Callable[[list[dict[str, Any]]], Any]


def quiet(done: int, total: int) -> None:
    pass


@pytest.fixture(scope="module")
def people() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((SAMPLES / "deltakere.json").read_text())
    return found[:4]


@pytest.fixture(scope="module")
def sent(people: list[dict[str, Any]], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sendt") / "sendt.json"
    path.write_text(json.dumps(people))
    return path


@pytest.fixture(scope="module")
def filled(sent: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("planer")
    fill(sent, PACK, out, FillOptions(ON, draft=True), quiet)
    return out


@pytest.fixture
def against(sent: Path, people: list[dict[str, Any]], tmp_path: Path) -> Callable[[Edit], Report]:
    """Compare what was sent with the same rows after an edit."""

    def run(edit: Edit) -> Report:
        rows = copy.deepcopy(people)
        edit(rows)
        path = tmp_path / "kom.json"
        path.write_text(json.dumps(rows))
        return compare(sent, path, PACK, CompareOptions(ON), quiet)

    return run


def rules(item: Item) -> set[str]:
    return {finding.rule for finding in item.findings}


def test_a_plan_filled_and_read_is_unchanged(sent: Path, filled: Path) -> None:
    for before, after in ((sent, filled), (filled, filled), (filled, sent), (SAMPLES / "deltakere.xlsx", filled)):
        report = compare(before, after, PACK, CompareOptions(ON), quiet)
        known = [item for item in report.items if item.status is not Status.MISSING]
        assert [item.status for item in known] == [Status.UNCHANGED] * 4
        assert not any(item.changes for item in known)


def test_one_pdf_against_one_pdf(filled: Path) -> None:
    first, second = sorted(filled.iterdir())[:2]
    assert compare(first, first, PACK, CompareOptions(ON), quiet).exit_code is ExitCode.OK
    report = compare(first, second, PACK, CompareOptions(ON), quiet)
    assert [item.status for item in report.items] == [Status.MISSING, Status.NEW]
    assert [rules(item) for item in report.items] == [{"V100"}, {"V101"}]


def test_facts_that_are_not_on_the_form_count_between_rows_only(
    against: Callable[[Edit], Report], sent: Path, filled: Path
) -> None:
    report = against(
        lambda rows: rows[0]["opplysninger"].update(har_barn="Nei" if rows[0]["opplysninger"].get("har_barn") else "Ja")
    )
    (change,) = report.items[0].changes
    assert change.path == "opplysninger.har_barn"
    assert compare(sent, filled, PACK, CompareOptions(ON), quiet).count(Status.CHANGED) == 0


def test_a_change_of_the_core_is_marked_and_judged(against: Callable[[Edit], Report]) -> None:
    report = against(lambda rows: rows[0]["maal"]["sluttmaal"].update(beskrivelse="Ta fagbrev som kokk."))
    item = report.items[0]
    (change,) = item.changes
    assert (item.status, change.kind, change.place) == (Status.CHANGED, ChangeKind.CHANGED, "Sluttmål")
    assert change.decision is not None
    assert str(change.decision) == "integreringsloven § 46 andre ledd"
    assert rules(item) == {"IP803"}
    (finding,) = item.findings
    assert (finding.origin.file, finding.origin.key) == ("kom.json", item.key)


def test_a_new_decision_still_shows_what_it_was_for(against: Callable[[Edit], Report]) -> None:
    def edit(rows: list[dict[str, Any]]) -> None:
        rows[0]["maal"]["sluttmaal"]["beskrivelse"] = "Ta fagbrev som kokk."
        rows[0]["vedtak"]["dato"] = "2026-02-20"

    item = against(edit).items[0]
    assert [bool(change.decision) for change in item.changes] == [True, False]
    assert rules(item) == set()


def test_a_lowered_norskmaal_is_judged(against: Callable[[Edit], Report]) -> None:
    item = against(lambda rows: rows[0]["norskmaal"].update(muntlig="A1", merknad="")).items[0]
    assert {"IP801", "IP802"} <= rules(item)


def test_a_renamed_plan_is_known_by_its_number(against: Callable[[Edit], Report]) -> None:
    report = against(lambda rows: rows[1].update(id="skann-17"))
    item = report.items[1]
    assert (item.key, item.status, rules(item)) == ("2026-0002", Status.UNCHANGED, {"V102"})
    assert len(report.items) == 4


def test_a_number_that_several_have_pairs_nobody(against: Callable[[Edit], Report]) -> None:
    def edit(rows: list[dict[str, Any]]) -> None:
        rows[1]["id"] = "skann-17"
        rows.append({**rows[1], "id": "skann-18"})

    report = against(edit)
    assert [report.count(status) for status in (Status.MISSING, Status.NEW)] == [1, 2]


def test_a_value_that_cannot_be_understood_is_changed_not_gone(against: Callable[[Edit], Report]) -> None:
    item = against(lambda rows: rows[0]["varighet"].update(startdato="over påske")).items[0]
    (change,) = item.changes
    assert (change.kind, change.after) == (ChangeKind.CHANGED, "over påske")
    assert "R011" in rules(item)


def test_a_period_given_in_parts_that_make_no_sense_is_still_told(against: Callable[[Edit], Report]) -> None:
    item = against(lambda rows: rows[0]["delmaal"][0].update(periode={"fra": "ukjent", "til": "2026-06-30"})).items[0]
    assert "delmaal.1.periode" in {change.path.removesuffix(".fra") for change in item.changes}
    assert not any(change.kind is ChangeKind.REMOVED for change in item.changes)


def test_what_cannot_be_read_is_refused_and_stops_nothing(filled: Path, tmp_path: Path) -> None:
    for path in filled.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    broken = min(tmp_path.iterdir())
    broken.write_bytes(b"%PDF-1.7 nonsense")
    for before, after, expected in ((filled, tmp_path, {"V010"}), (tmp_path, filled, {"V103"})):
        report = compare(before, after, PACK, CompareOptions(ON), quiet)
        assert report.count(Status.UNCHANGED) == 3
        assert expected == {finding.rule for finding in report.all_findings()}
        assert report.exit_code is ExitCode.FINDINGS


def test_a_side_that_is_not_there_stops_the_run(filled: Path) -> None:
    with pytest.raises(InputError):
        compare(filled / "borte.pdf", filled, PACK, CompareOptions(ON), quiet)
