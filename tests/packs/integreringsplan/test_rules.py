"""The rule book as a whole: what every rule says of itself is complete, and its examples break and keep it."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest

from integplan_pdf.engine.plans import field_paths
from integplan_pdf.engine.rules import BookRule
from integplan_pdf.model.finding import Finding, Severity, Strength
from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.packs.integreringsplan.rules import BOOK
from integplan_pdf.packs.integreringsplan.rules.eksempler import DAG, funn, plan
from integplan_pdf.workflow.rulebook import explain, markdown
from tests.packs.integreringsplan.lawcases import examples
from tests.paths import ROOT

RULES = list(BOOK)
CANNOT_KNOW = "IP706"
"""The one rule that never says more than that it cannot be judged."""
_ABBREVIATIONS = re.compile(r"f\.o\.m\.|t\.o\.m\.|jf\.|dd\.mm\.åååå|dd\.mm\.yyyy|\d{2}\.\d{2}\.\d{4}")


def ids(rule: BookRule[object]) -> str:
    return rule.id


def test_ids_are_permanent_unique_and_in_the_right_family() -> None:
    names = [rule.id for rule in RULES]
    assert len(names) == len(set(names)) >= 80
    assert all(re.fullmatch(r"IP[1-8]\d{2}", name) for name in names)
    before = {f"IP{number}" for number in (*range(101, 106), *range(201, 208), *range(301, 306), *range(501, 506))}
    assert before | {"IP601", "IP602", "IP603"} <= set(names)


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_the_failing_example_breaks_the_rule_and_the_passing_one_keeps_it(rule: BookRule[object]) -> None:
    if rule.id == CANNOT_KNOW:
        return
    assert [finding.rule for finding in funn(rule.id, rule.about.fails) if not finding.unassessed]
    assert funn(rule.id, rule.about.passes) == []
    assert rule.about.fails != rule.about.passes


@pytest.mark.parametrize("rule", RULES, ids=ids)
def test_a_rule_says_all_that_must_be_said_in_both_languages(rule: BookRule[object]) -> None:
    about = rule.about
    for nb, en in ((about.title, about.title_en), (about.nb, about.en)):
        assert nb and en and nb != en
        assert set(re.findall(r"{(\w+?)(?:_en)?}", nb)) == set(re.findall(r"{(\w+?)(?:_en)?}", en))
    assert not about.title.endswith(".") and not about.title_en.endswith(".")
    assert (rule.judge.__doc__ or "").strip()
    assert about.strength is not Strength.LAW or about.sources
    assert all(fact.path in field_paths(Plan) for fact in about.facts)


def everything_found() -> list[Finding]:
    found = [finding for example in examples() for finding in example.findings()]
    return found + [finding for rule in RULES for finding in funn(rule.id, rule.about.fails)]


def test_messages_are_two_sentences_at_most_and_hold_no_placeholder() -> None:
    for finding in everything_found():
        for text in (finding.nb, finding.en):
            assert not re.search(r"[{}]", text), text
            assert len(re.findall(r"[.!?](?=\s|$)", _ABBREVIATIONS.sub("", text))) <= 2, text


def test_messages_never_hold_what_the_plan_says() -> None:
    secrets = ("Kovalenko", "14838702016", "KOVALENKO", "209900000", "Fjellvik", "depresjon", "example.no")
    for finding in everything_found():
        assert not any(secret in finding.nb + finding.en for secret in secrets), finding.rule


def test_a_finding_carries_its_strength_and_the_text_in_force() -> None:
    for finding in everything_found():
        assert finding.strength is not None
        if finding.strength is Strength.LAW:
            assert finding.source is not None
    old = funn("IP210", BOOK["IP210"].about.fails)[0]
    assert str(old.source) == "integreringsloven § 37 c andre ledd"


def test_what_a_rule_requires_silences_it() -> None:
    broken = {finding.rule for finding in BOOK.check(plan({"varighet.sluttdato": None}), DAG)}
    assert "IP202" in broken
    assert not {rule.id for rule in RULES if "IP202" in rule.about.requires} & broken


def test_a_missing_fact_is_named_and_never_passes_for_kept() -> None:
    changes = {"varighet.sluttdato": "2026-12-31", "opplysninger.utdanning": ""}
    found = next(finding for finding in BOOK.check(plan(changes), DAG) if finding.rule == "IP210")
    assert found.unassessed
    assert (found.severity, found.path) == (Severity.INFO, "opplysninger.utdanning")
    assert "utdanning fra før" in found.nb and "earlier education" in found.en


def test_a_known_fact_that_settles_the_matter_needs_no_other() -> None:
    changes = {"varighet.sluttdato": "2026-12-31", "opplysninger.utdanning": "grunnskole"}
    changes |= {"opplysninger.sluttmaal_type": ""}
    assert not [finding for finding in BOOK.check(plan(changes), DAG) if finding.rule == "IP210"]


@pytest.mark.parametrize("on", [dt.date(2026, 3, 1), dt.date(2026, 11, 23)])
def test_the_samples_have_no_errors(on: dt.date) -> None:
    trees = json.loads((ROOT / "samples" / "deltakere.json").read_text(encoding="utf-8"))
    plans = [Plan.model_validate(tree) for tree in trees]
    found = [finding for one in plans for finding in BOOK.check(one, on)]
    found += [finding for _, finding in BOOK.check_all(plans, on)]
    assert not [finding for finding in found if finding.severity is Severity.ERROR]
    assert not [finding for finding in found if finding.rule.startswith("IP7") and not finding.unassessed]


def test_judging_twice_gives_the_same_in_the_same_order() -> None:
    changes = {"tiltak": [], "maal": {}, "klage": {}}
    assert list(BOOK.check(plan(changes), DAG)) == list(BOOK.check(plan(changes), DAG))


def test_the_published_rule_book_is_the_rule_book() -> None:
    published = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert published == markdown(BOOK), "run: integplan rule --markdown > docs/rules.md"


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_every_rule_can_be_explained(lang: str) -> None:
    for rule in RULES:
        text = "\n".join(explain(rule.about, lang))
        assert rule.id in text
        assert all(str(source) in text and source.text in text for source in rule.about.sources)
        assert "None" not in text
