"""The rule book itself, on a form invented here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from integplan_pdf.engine.rules import About, Basis, BookRule, Change, Hit, Outcome, Roster, RuleBook, Unknown, fact
from integplan_pdf.model.facts import Label
from integplan_pdf.model.finding import Finding, Severity, Source, Strength

ON = dt.date(2026, 6, 1)
OLD = Source("loven", "§ 1", until=dt.date(2025, 12, 31))
NEW = Source("loven", "§ 2", since=dt.date(2026, 1, 1))


@dataclass(frozen=True)
class Ticket:
    age: int | None = 30
    kind: str | None = "adult"
    price: int = 10
    bought: dt.date | None = dt.date(2026, 5, 1)


AGE = fact("age", "alder", "age")
KIND = fact("kind", "slag", "kind")


def about(id: str = "X001", **changes: Any) -> About:
    given: dict[str, Any] = {
        "title": "Prisen er riktig",
        "title_en": "The price is right",
        "nb": "Prisen er over {grense}.",
        "en": "The price is above {grense}.",
        "severity": Severity.ERROR,
        "strength": Strength.LAW,
    }
    return About(id=id, **(given | changes))


def too_dear(ticket: Ticket, day: dt.date) -> Iterator[Hit]:
    """Above a price."""
    if ticket.price > 100:
        yield Hit("price", {"grense": 100})


def basis(ticket: Ticket, on: dt.date) -> Basis | Unknown:
    if ticket.bought is None:
        return Unknown("bought", Label("kjøpsdagen", "the day of purchase"))
    day = min(on, dt.date(2025, 12, 31)) if ticket.bought.year < 2026 else on
    return Basis(day, Label("Etter kjøpsdagen.", "By the day of purchase."))


def book(*rules: BookRule[Ticket]) -> RuleBook[Ticket]:
    return RuleBook(each=rules, basis=basis)


def judged(rules: RuleBook[Ticket], ticket: Ticket, on: dt.date = ON) -> list[Finding]:
    return list(rules.check(ticket, on))


def test_a_broken_rule_is_told_with_its_wording_and_strength() -> None:
    (found,) = judged(book(about()(too_dear)), Ticket(price=101))
    assert (found.rule, found.path, found.nb, found.en) == (
        "X001",
        "price",
        "Prisen er over 100.",
        "The price is above 100.",
    )
    assert (found.severity, found.strength, found.unassessed) == (Severity.ERROR, Strength.LAW, False)
    assert judged(book(about()(too_dear)), Ticket()) == []


def test_a_hit_may_be_milder_and_rest_on_another_text() -> None:
    def mild(ticket: Ticket, day: dt.date) -> Iterator[Hit]:
        yield Hit("price", {"grense": 1}, Severity.INFO, Strength.ADVICE, NEW)

    (found,) = judged(book(about()(mild)), Ticket())
    assert (found.severity, found.strength, found.source) == (Severity.INFO, Strength.ADVICE, NEW)


def test_missing_facts_are_named_together() -> None:
    rules = book(about(facts=(AGE, KIND))(too_dear))
    (found,) = judged(rules, Ticket(age=None, kind=None, price=500))
    assert found.unassessed and found.severity is Severity.INFO
    assert found.path == "age"
    assert "alder og slag" in found.nb and "age and kind" in found.en


def test_a_known_fact_that_is_another_ends_the_matter_though_others_are_missing() -> None:
    rules = book(about(facts=(AGE, KIND.is_("child")))(too_dear))
    assert judged(rules, Ticket(age=None, kind="adult", price=500)) == []
    assert [found.unassessed for found in judged(rules, Ticket(age=None, kind="child", price=500))] == [True]


def test_facts_do_not_matter_where_the_plan_settles_it() -> None:
    rules = book(about(facts=(AGE,), only_if=lambda ticket: ticket.price > 100)(too_dear))
    assert judged(rules, Ticket(age=None)) == []
    assert len(judged(rules, Ticket(age=None, price=500))) == 1


def test_what_would_be_information_at_most_is_silent_without_its_facts() -> None:
    rules = book(about(facts=(AGE,), severity=Severity.INFO)(too_dear))
    assert judged(rules, Ticket(age=None, price=500)) == []


def test_a_rule_is_silent_where_what_it_requires_is_broken() -> None:
    rules = book(about("X001")(too_dear), about("X002", requires=("X001",))(too_dear))
    assert [found.rule for found in judged(rules, Ticket(price=500))] == ["X001"]


def test_not_assessed_is_not_broken() -> None:
    rules = book(about("X001", facts=(AGE,))(too_dear), about("X002", requires=("X001",))(too_dear))
    assert [found.rule for found in judged(rules, Ticket(age=None, price=500))] == ["X001", "X002"]


def test_a_rule_is_judged_by_the_law_of_the_plan_and_says_so() -> None:
    days: list[dt.date] = []

    def seen(ticket: Ticket, day: dt.date) -> Iterator[Hit]:
        days.append(day)
        yield Hit("price", {"grense": 1})

    rules = book(about(sources=(NEW, OLD), transitional=True)(seen))
    (new,) = judged(rules, Ticket())
    (old,) = judged(rules, Ticket(bought=dt.date(2025, 5, 1)))
    assert days == [ON, dt.date(2025, 12, 31)]
    assert (new.source, old.source) == (NEW, OLD)
    assert new.nb == "Prisen er over 1. Etter kjøpsdagen." and new.en.endswith("By the day of purchase.")


def test_a_rule_that_hangs_on_the_regime_cannot_be_judged_without_it_and_another_can() -> None:
    rules = book(about("X001", transitional=True)(too_dear), about("X002")(too_dear))
    found = judged(rules, Ticket(bought=None, price=500))
    assert [(one.rule, one.unassessed, one.path) for one in found] == [
        ("X001", True, "bought"),
        ("X002", False, "price"),
    ]


def test_a_rule_out_of_force_is_silent() -> None:
    gone = book(about(sources=(OLD,), transitional=True)(too_dear))
    assert judged(gone, Ticket(price=500)) == []
    to_come = book(about(sources=(NEW,))(too_dear))
    assert judged(to_come, Ticket(price=500, bought=dt.date(2025, 1, 1)), dt.date(2025, 6, 1)) == []


def test_rules_across_between_and_about_a_list() -> None:
    def many(tickets: Sequence[Ticket], on: dt.date) -> Iterator[Outcome]:
        yield from (Hit("price", {"grense": 1}, item=number) for number, _ in enumerate(tickets))
        yield Unknown("", Label("dagen", "the day"))

    def dearer(change: Change[Ticket], on: dt.date) -> Iterator[Hit]:
        if change.after.price > change.before.price:
            yield Hit("price", {"grense": change.before.price})

    def without(roster: Roster[Ticket], on: dt.date) -> Iterator[Hit]:
        yield from (Hit(item=number) for number, one in enumerate(roster.listed) if one not in roster.plans)

    rules: RuleBook[Ticket] = RuleBook(
        across=[about("X701")(many)],
        between=[about("X801")(dearer)],
        listed=[about("X704", nb="Uten.", en="Without.")(without)],
    )
    assert [number for number, _ in rules.check_all([Ticket(), Ticket()], ON)] == [0, 1, None]
    assert [found.rule for found in rules.check_change(Ticket(), Ticket(price=11), ON)] == ["X801"]
    assert list(rules.check_change(Ticket(), Ticket(), ON)) == []
    assert [number for number, _ in rules.check_list([Ticket(), Ticket(price=1)], [Ticket()], ON)] == [1]
    assert [rule.id for rule in rules] == ["X701", "X704", "X801"]
    assert rules["X801"].about.id == "X801"


def test_a_book_refuses_ids_taken_twice_and_requirements_that_come_too_late() -> None:
    with pytest.raises(ValueError, match="X001"):
        book(about("X001")(too_dear), about("X001")(too_dear))
    with pytest.raises(ValueError, match="X001"):
        book(about("X001", requires=("X002",))(too_dear), about("X002")(too_dear))
