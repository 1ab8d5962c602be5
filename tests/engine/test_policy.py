from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest

from integplan_pdf.engine.policy import Lighter, Policy, check_policy
from integplan_pdf.engine.rules import About, BookRule, Hit, RuleBook
from integplan_pdf.errors import UsageError
from integplan_pdf.model.finding import Finding, Severity, Strength


def always(_plan: object, _on: dt.date) -> Iterator[Hit]:
    """Broken."""
    yield Hit()


def rule(id: str, strength: Strength) -> BookRule[object]:
    words = {"title": "Tittel", "title_en": "Title", "nb": "Feil.", "en": "Wrong."}
    return About(id=id, severity=Severity.ERROR, strength=strength, **words)(always)


BOOK: RuleBook[object] = RuleBook(
    each=[rule("X101", Strength.LAW), rule("X102", Strength.TEMPLATE), rule("X201", Strength.ADVICE)]
)


def left(policy: Policy) -> dict[str, Severity]:
    found = policy.apply(BOOK.check(None, dt.date(2026, 1, 1)))
    return {finding.rule: finding.severity for finding in found}


def test_an_empty_policy_changes_nothing() -> None:
    assert set(left(Policy())) == {"X101", "X102", "X201"}
    assert list(Policy().notices(BOOK)) == []


def test_selecting_takes_ids_and_families() -> None:
    assert set(left(Policy(select=("X1",)))) == {"X101", "X102"}
    assert set(left(Policy(select=("X102", "X201")))) == {"X102", "X201"}
    assert [notice.rule for notice in Policy(select=("X1",)).notices(BOOK)] == ["P003"]


def test_what_is_set_aside_is_told_with_its_reason_and_the_law_with_a_warning() -> None:
    policy = Policy(ignore={"X101": "prøveordning", "X201": "gjelder ikke oss"})
    assert set(left(policy)) == {"X102"}
    law, advice = policy.notices(BOOK)
    assert (law.rule, law.severity, advice.severity) == ("P001", Severity.WARNING, Severity.INFO)
    assert "X101" in law.nb and "prøveordning" in law.nb and "Tittel" in law.nb
    assert "Title" in law.en and "prøveordning" in law.en


def test_a_rule_may_be_taken_lightly_but_never_made_worse() -> None:
    lighter = {"X102": Lighter(Severity.WARNING, "står i vedtaksbrevet"), "X201": Lighter(Severity.INFO, "råd")}
    assert left(Policy(lighter=lighter)) == {
        "X101": Severity.ERROR,
        "X102": Severity.WARNING,
        "X201": Severity.INFO,
    }
    mild = Finding("X102", Severity.INFO, "a", "b", strength=Strength.TEMPLATE)
    assert [found.severity for found in Policy(lighter=lighter).apply([mild])] == [Severity.INFO]
    notice = next(Policy(lighter=lighter).notices(BOOK))
    assert notice.rule == "P002"
    assert "advarsel" in notice.nb and "warning" in notice.en and "vedtaksbrevet" in notice.nb


def test_a_finding_that_rests_on_the_law_keeps_its_severity() -> None:
    found = Finding("X102", Severity.ERROR, "a", "b", strength=Strength.LAW)
    policy = Policy(lighter={"X102": Lighter(Severity.INFO, "grunn")})
    assert [kept.severity for kept in policy.apply([found])] == [Severity.ERROR]


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        (Policy(ignore={"X999": "grunn"}), "X999"),
        (Policy(select=("Y",)), "«Y»"),
        (Policy(ignore={"X201": " "}), "X201"),
        (Policy(lighter={"X102": Lighter(Severity.INFO, "")}), "X102"),
        (Policy(lighter={"X101": Lighter(Severity.WARNING, "grunn")}), "loven"),
    ],
)
def test_a_policy_that_cannot_be_is_refused(policy: Policy, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        check_policy(policy, BOOK)


def test_the_nearest_rule_is_named() -> None:
    with pytest.raises(UsageError, match=r"Mente du X10\d"):
        check_policy(Policy(ignore={"X10l": "grunn"}), BOOK)
