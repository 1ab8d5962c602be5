"""Every legal example gives just the findings it says, by the rules and by the command line."""

from __future__ import annotations

import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.packs.integreringsplan.rules import BOOK
from integplan_pdf.packs.integreringsplan.rules.eksempler import tre
from tests.packs.integreringsplan.lawcases import Example, examples, split

EXAMPLES = examples()
THROUGH_THE_COMMAND_LINE = [example for example in EXAMPLES if example.alone]
ACROSS = {rule.id for rule in BOOK if rule.id.startswith("IP7")}
NEW_LAW = "ny: "


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_the_rules_say_what_the_example_expects(example: Example) -> None:
    broken, unassessed = split((finding.rule, finding.unassessed) for finding in example.findings())
    assert (broken, unassessed) == (sorted(example.data["expect"]), sorted(example.data.get("unassessed", [])))


def test_there_are_enough_examples_each_with_a_name_of_its_own() -> None:
    names = [example.name for example in EXAMPLES]
    assert len(names) == len(set(names)) >= 120


def test_every_rule_is_broken_by_one_example_and_kept_by_one_like_it() -> None:
    expected = [set(example.data["expect"]) | set(example.data.get("unassessed", [])) for example in EXAMPLES]
    for rule in BOOK:
        if rule.id != "IP106":
            assert any(rule.id in ids for ids in expected), rule.id
            assert any(rule.id not in ids for ids in expected), rule.id


def test_rules_that_depend_on_the_regime_have_examples_of_both() -> None:
    old = {id for example in EXAMPLES if not example.name.startswith(NEW_LAW) for id in example.data["expect"]}
    new = {id for example in EXAMPLES if example.name.startswith(NEW_LAW) for id in example.data["expect"]}
    for rule in BOOK:
        if rule.about.transitional:
            since_2026 = any(source.until is None for source in rule.about.sources)
            before = any(source.until is not None for source in rule.about.sources)
            assert (rule.id in new) == since_2026, rule.id
            assert not before or rule.id in old, rule.id


def test_findings_say_which_law_was_used_and_why() -> None:
    for example in EXAMPLES:
        for finding in example.findings():
            if not finding.unassessed and BOOK[finding.rule].about.transitional:
                used = "reglene fra 01.01.2026" if example.name.startswith(NEW_LAW) else "reglene før 01.01.2026"
                used = "reglene på vurderingsdagen" if example.on.year < 2026 else used
                assert used in finding.nb, example.name
                assert "Judged by the rules" in finding.en


def test_the_command_line_says_the_same(tmp_path: Path, capsys: Any) -> None:
    assert len(THROUGH_THE_COMMAND_LINE) >= 120
    by_day = sorted(THROUGH_THE_COMMAND_LINE, key=lambda example: example.on)
    for on, group in groupby(by_day, key=lambda example: example.on):
        chosen = list(group)
        rows = [tre(example.change) | {"id": str(number)} for number, example in enumerate(chosen)]
        path = tmp_path / f"{on}.json"
        path.write_text(json.dumps(rows, default=str))
        code = run(["check", str(path), "--on", on.isoformat(), "--ignore", "IP106=oppdiktede", "--json"])
        assert code in (0, 1)
        items = json.loads(capsys.readouterr().out)["items"]
        for example, item in zip(chosen, items, strict=True):
            found = [(f["rule"], f.get("unassessed", False)) for f in item["findings"] if f["rule"].startswith("IP")]
            broken, unassessed = split(finding for finding in found if not finding[0].startswith("IP7"))
            expected = sorted(example.data["expect"]), sorted(example.data.get("unassessed", []))
            assert (broken, unassessed) == expected, example.name


@pytest.mark.parametrize(
    "example", [one for one in EXAMPLES if {"plans", "listed"} & set(one.data)], ids=lambda example: example.name
)
def test_the_command_line_says_the_same_across_plans(example: Example, tmp_path: Path, capsys: Any) -> None:
    plans, participants = tmp_path / "planer.json", tmp_path / "deltakere.json"
    plans.write_text(json.dumps(_rows(example, "plans"), default=str))
    command = ["check", str(plans), "--on", example.on.isoformat(), "--ignore", "IP106=oppdiktede", "--json"]
    if "listed" in example.data:
        participants.write_text(json.dumps(_rows(example, "listed"), default=str))
        command += ["--participants", str(participants)]
    assert run(command) in (0, 1)
    report = json.loads(capsys.readouterr().out)
    told = [*report["findings"], *(finding for item in report["items"] for finding in item["findings"])]
    found = [(one["rule"], one.get("unassessed", False)) for one in told if one["rule"] in ACROSS]
    assert split(found) == (sorted(example.data["expect"]), sorted(example.data.get("unassessed", [])))


def _rows(example: Example, key: str) -> list[dict[str, Any]]:
    return [tre(example.change | changes) | {"id": str(number)} for number, changes in enumerate(example.data[key])]


@pytest.mark.parametrize("example", [one for one in EXAMPLES if "previous" in one.data], ids=lambda one: one.name)
def test_the_command_line_says_the_same_between_versions(example: Example, tmp_path: Path, capsys: Any) -> None:
    for name, changes in (("sendt", example.base | example.data["previous"]), ("kommet", example.change)):
        (tmp_path / f"{name}.json").write_text(json.dumps([tre(changes) | {"id": "1"}], default=str))
    sides = [str(tmp_path / "sendt.json"), str(tmp_path / "kommet.json")]
    command = ["compare", *sides, "--on", example.on.isoformat(), "--ignore", "IP106=oppdiktede", "--json"]
    assert run(command) in (0, 1)
    told = [finding for item in json.loads(capsys.readouterr().out)["items"] for finding in item["findings"]]
    found = [(one["rule"], one.get("unassessed", False)) for one in told if one["rule"].startswith("IP")]
    assert split(found) == (sorted(example.data["expect"]), sorted(example.data.get("unassessed", [])))
