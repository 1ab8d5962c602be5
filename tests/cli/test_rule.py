"""integplan rule, and what an office wants of the rules: --select, --ignore, --policy, --participants."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from tests.paths import ROOT

FAULTS = ROOT / "samples" / "feil.json"
PEOPLE: list[dict[str, Any]] = json.loads((ROOT / "samples" / "deltakere.json").read_text())


def check(capsys: Any, *more: str, rows: Path = FAULTS) -> tuple[int, dict[str, Any]]:
    code = run(["check", str(rows), "--on", "01.03.2026", "--json", *more])
    return code, json.loads(capsys.readouterr().out)


def rules(document: dict[str, Any]) -> set[str]:
    return {finding["rule"] for item in document["items"] for finding in item["findings"]}


def test_a_rule_is_explained(capsys: Any) -> None:
    assert run(["rule", "ip301"]) == ExitCode.OK
    said = capsys.readouterr().out
    assert "IP301" in said and "§ 37 c fjerde ledd" in said and "15.06.2022" in said and "lovdata.no" in said
    assert run(["--lang", "en", "rule", "IP301"]) == ExitCode.OK
    assert "in force" in capsys.readouterr().out


def test_all_rules_are_listed(capsys: Any) -> None:
    assert run(["rule"]) == ExitCode.OK
    assert len(capsys.readouterr().out.splitlines()) >= 80


def test_an_unknown_rule_comes_with_the_nearest(capsys: Any) -> None:
    assert run(["rule", "IP3O1"]) == ExitCode.USAGE
    assert "Mente du IP3" in capsys.readouterr().err


def test_a_form_without_rules_has_an_empty_book(tmp_path: Path, capsys: Any) -> None:
    import shutil

    shutil.copytree(ROOT / "forms" / "integreringsplan", tmp_path / "annet")
    for name in ("pdf.toml", "columns.toml"):
        shutil.copy(ROOT / "mappings" / "integreringsplan" / name, tmp_path / "annet")
    for file in ("form.toml", "pdf.toml", "columns.toml"):
        path = tmp_path / "annet" / file
        path.write_text(path.read_text().replace('"integreringsplan"', '"annet-skjema"', 1))
    assert run(["rule", "--form", str(tmp_path / "annet")]) == ExitCode.OK
    assert capsys.readouterr().out == ""


def test_what_is_set_aside_is_gone_and_told(capsys: Any) -> None:
    _, before = check(capsys)
    _, after = check(capsys, "--ignore", "IP106=oppdiktede deltakere", "--ignore", "IP601=prøve")
    assert rules(before) - rules(after) == {"IP106", "IP601"}
    notices = [finding["message"] for finding in after["findings"] if finding["rule"] == "P001"]
    assert len(notices) == 2 and any("oppdiktede deltakere" in notice for notice in notices)


def test_setting_a_rule_aside_needs_a_reason(capsys: Any) -> None:
    for option in ("IP106", "IP106=", "IP106= "):
        assert run(["check", str(FAULTS), "--ignore", option]) == ExitCode.USAGE
        assert "Skriv hvorfor IP106" in capsys.readouterr().err


def test_only_some_rules_may_be_used(capsys: Any) -> None:
    code, document = check(capsys, "--select", "IP5", "--select", "IP104")
    assert rules(document) == {"IP104", "IP501", "IP504", "IP505"}
    assert "P003" in {finding["rule"] for finding in document["findings"]}
    assert code == ExitCode.FINDINGS
    assert run(["check", str(FAULTS), "--select", "IP9"]) == ExitCode.USAGE


def test_a_policy_file_takes_the_template_lightly_and_says_so(tmp_path: Path, capsys: Any) -> None:
    policy = tmp_path / "kontor.toml"
    policy.write_text(
        '[ignore]\nIP106 = "oppdiktede"\n'
        '[severity]\nIP204 = { level = "warning", reason = "Begrunnelsen står i vedtaksbrevet." }\n'
    )
    _, document = check(capsys, "--policy", str(policy))
    levels = {f["severity"] for item in document["items"] for f in item["findings"] if f["rule"] == "IP204"}
    assert levels == {"warning"}
    assert "IP106" not in rules(document)
    assert {"P001", "P002"} <= {finding["rule"] for finding in document["findings"]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[severity]\nIP201 = { level = "warning", reason = "vi vil ikke" }', "følger av loven"),
        ('[severity]\nIP204 = "warning"', "IP204"),
        ('[severity]\nIP204 = { level = "verst", reason = "x" }', "IP204"),
        ('[ignore]\nIP204 = ""', "Skriv hvorfor IP204"),
        ("[ignore]\nIP204 = 3", "grunn"),
        ("ignore = 3", "[ignore]"),
        ("[ignorer]\n", "[ignore]"),
        ("[ignore", "TOML"),
    ],
)
def test_a_policy_that_cannot_be_is_a_usage_error(text: str, words: str, tmp_path: Path, capsys: Any) -> None:
    policy = tmp_path / "kontor.toml"
    policy.write_text(text)
    assert run(["check", str(FAULTS), "--policy", str(policy)]) == ExitCode.USAGE
    said = capsys.readouterr().err
    assert words in said and "Traceback" not in said


def test_a_missing_policy_file_is_an_input_error(tmp_path: Path) -> None:
    assert run(["check", str(FAULTS), "--policy", str(tmp_path / "ingen.toml")]) == ExitCode.INPUT


def test_fill_follows_the_policy_too(tmp_path: Path, capsys: Any) -> None:
    rows = tmp_path / "en.json"
    person = json.loads(json.dumps(PEOPLE[0]))
    person["maal"]["sluttmaal"]["begrunnelse"] = ""
    rows.write_text(json.dumps([person]))
    policy = tmp_path / "kontor.toml"
    policy.write_text('[severity]\nIP204 = { level = "warning", reason = "Står i vedtaksbrevet." }\n')
    fill = ["fill", str(rows), "-o", str(tmp_path / "ut"), "--on", "01.03.2026"]
    assert run(fill) == ExitCode.FINDINGS
    assert list((tmp_path / "ut").iterdir()) == []
    assert run([*fill, "--policy", str(policy)]) == ExitCode.OK
    assert len(list((tmp_path / "ut").iterdir())) == 1
    assert "vedtaksbrevet" in capsys.readouterr().err


def test_who_of_a_list_has_no_plan(tmp_path: Path, capsys: Any) -> None:
    plans, people = tmp_path / "planer.json", tmp_path / "deltakere.json"
    plans.write_text(json.dumps(PEOPLE[:2]))
    people.write_text(json.dumps(PEOPLE[:3]))
    _, document = check(capsys, "--participants", str(people), rows=plans)
    (missing,) = [finding for finding in document["findings"] if finding["rule"] == "IP704"]
    assert (missing["id"], missing["file"]) == (PEOPLE[2]["id"], "deltakere.json")


def test_plans_are_held_against_each_other(tmp_path: Path, capsys: Any) -> None:
    rows = tmp_path / "fire.json"
    four = [json.loads(json.dumps(PEOPLE[0])) | {"id": f"2026-{number}"} for number in range(4)]
    rows.write_text(json.dumps(four))
    _, document = check(capsys, rows=rows)
    for item in document["items"]:
        assert {"IP701", "IP703"} <= {finding["rule"] for finding in item["findings"]}
        assert all(finding["id"] == item["id"] for finding in item["findings"])
