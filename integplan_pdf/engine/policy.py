"""What an office wants of a rule book: which rules to use, which to set aside and why, which to take more lightly."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from integplan_pdf.engine.paths import nearest
from integplan_pdf.engine.rules import RuleBook
from integplan_pdf.errors import UsageError
from integplan_pdf.model.finding import Finding, Rule, Severity, Strength

SET_ASIDE = Rule(
    "P001",
    Severity.INFO,
    nb="Regelen {id} er satt til side i denne kjøringen ({title}). Grunn: {reason}",
    en="The rule {id} was set aside in this run ({title_en}). Reason: {reason}",
)
TAKEN_LIGHTLY = Rule(
    "P002",
    Severity.INFO,
    nb="Regelen {id} teller høyst som {level} i denne kjøringen ({title}). Grunn: {reason}",
    en="The rule {id} counts as {level_en} at most in this run ({title_en}). Reason: {reason}",
)
ONLY_SOME = Rule(
    "P003",
    Severity.INFO,
    nb="Bare disse av skjemaets regler er brukt i denne kjøringen: {rules}.",
    en="Only these of the form's rules were used in this run: {rules}.",
)

_ORDER = [Severity.INFO, Severity.WARNING, Severity.ERROR]
_LEVEL = {Severity.ERROR: "feil", Severity.WARNING: "advarsel", Severity.INFO: "opplysning"}


@dataclass(frozen=True, slots=True)
class Lighter:
    """A lower severity for a rule, and why."""

    severity: Severity
    reason: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What to make of findings; with nothing in it, they stand as they are.

    Only the form's own rules are touched, never what is wrong with files, cells or PDFs.

    Attributes:
        select: ids, or their beginnings (`IP2`); only these rules are used. Empty means all.
        ignore: reason by id of the rule that is set aside.
        lighter: severity and reason by id.
    """

    select: tuple[str, ...] = ()
    ignore: Mapping[str, str] = field(default_factory=dict)
    lighter: Mapping[str, Lighter] = field(default_factory=dict)

    def apply(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Yield the findings of form rules that are left, some of them less severe.

        A finding that rests on the law keeps its severity, even where the rule as a whole does not rest on it.
        """
        for finding in findings:
            if finding.rule in self.ignore or (self.select and not finding.rule.startswith(self.select)):
                continue
            lighter = self.lighter.get(finding.rule)
            if lighter is None or finding.strength is Strength.LAW:
                yield finding
            else:
                yield replace(finding, severity=min(finding.severity, lighter.severity, key=_ORDER.index))

    def notices(self, book: RuleBook[Any]) -> Iterator[Finding]:
        """Yield what the report must say of the policy itself; setting aside a rule of law is a warning."""
        if self.select:
            yield ONLY_SOME.finding(rules=", ".join(self.select))
        for id, reason in self.ignore.items():
            serious = Severity.WARNING if book[id].about.strength is Strength.LAW else None
            yield SET_ASIDE.finding(severity=serious, **_names(book, id), reason=reason)
        for id, lighter in self.lighter.items():
            level = _LEVEL[lighter.severity]
            names = _names(book, id)
            yield TAKEN_LIGHTLY.finding(**names, level=level, level_en=lighter.severity.value, reason=lighter.reason)


def check_policy(policy: Policy, book: RuleBook[Any]) -> None:
    """Raise UsageError when the policy names a rule there is not, gives no reason, or takes the law lightly."""
    known = [rule.id for rule in book]
    for id in (*policy.ignore, *policy.lighter):
        if id not in known:
            raise unknown_rule(id, book)
    for id in policy.select:
        if not any(rule.startswith(id) for rule in known):
            raise unknown_rule(id, book)
    reasons = {**{id: lighter.reason for id, lighter in policy.lighter.items()}, **policy.ignore}
    for id, reason in reasons.items():
        if not reason.strip():
            raise UsageError(
                nb=f'Skriv hvorfor {id} skal settes til side eller telle mindre: --ignore {id}="grunnen".',
                en=f'Write why {id} is to be set aside or to count for less: --ignore {id}="the reason".',
            )
    for id in policy.lighter:
        if book[id].about.strength is Strength.LAW:
            raise UsageError(
                nb=f"{id} følger av loven, og kan ikke gjøres mindre alvorlig. Ta den ut av [severity].",
                en=f"{id} follows from the law, and cannot be made less severe. Remove it from [severity].",
            )


def unknown_rule(id: str, book: RuleBook[Any]) -> UsageError:
    """Return the error that there is no such rule, with the nearest there is."""
    near = nearest(id, [rule.id for rule in book])
    hint, hint_en = (f" Mente du {near}?", f" Did you mean {near}?") if near else ("", "")
    return UsageError(
        nb=f"Det finnes ingen regel som heter «{id}».{hint} Kjør «integplan rule» for å se alle.",
        en=f"There is no rule called “{id}”.{hint_en} Run “integplan rule” to see all.",
    )


def _names(book: RuleBook[Any], id: str) -> dict[str, Any]:
    about = book[id].about
    return {"id": id, "title": about.title, "title_en": about.title_en}
