"""A rule book: what a form's rules are, when they apply, and what came of judging by them.

A rule is a generator over its subject and a day: it yields a `Hit` for each place where the rule is broken, and an
`Unknown` where it cannot say for want of a fact. It reads neither clock nor file. Subjects are one plan, all plans of a
run, a plan and the one before it, or a list of people and their plans.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any, Generic, TypeVar

from integplan_pdf.model.change import NO_CORE, Core
from integplan_pdf.model.facts import Label
from integplan_pdf.model.finding import Finding, Severity, Source, Strength

P = TypeVar("P")
S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Hit:
    """The rule is broken here.

    Attributes:
        args: what the wording asks for: limits and names of columns, never values of the plan.
        severity, strength, source: where they differ from the rule's own.
        item: number of the plan from 0, in rules across plans; None when no one plan is meant.
    """

    path: str = ""
    args: Mapping[str, object] = field(default_factory=dict)
    severity: Severity | None = None
    strength: Strength | None = None
    source: Source | None = None
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Unknown:
    """The rule cannot be judged, for what `path` and `label` name is not known."""

    path: str
    label: Label


@dataclass(frozen=True, slots=True)
class Fact:
    """What must be known of a plan before a rule can be judged.

    Attributes:
        path: where the fact stands in the plan.
        read: returns it, or None when it is not known.
        among: the rule is only about plans where the fact is one of these; empty means any.
    """

    path: str
    label: Label
    read: Callable[[Any], Any]
    among: frozenset[Any] = frozenset()

    def is_(self, *values: Any) -> Fact:
        """Return the condition that the fact is one of `values`."""
        return replace(self, among=frozenset(values))


def fact(path: str, nb: str, en: str) -> Fact:
    """Return the fact that stands at `path`."""
    return Fact(path, Label(nb, en), attrgetter(path))


@dataclass(frozen=True, slots=True)
class Basis:
    """The day whose law a plan is judged by, and why it is that day."""

    day: dt.date
    why: Label


Outcome = Hit | Unknown
Judge = Callable[[S, dt.date], Iterator[Outcome]]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """All that is said of a rule; decorate the function that judges with it.

    Attributes:
        id: permanent, never reused.
        title, title_en: what the rule asks for.
        nb, en: the message when it is broken; `str.format` templates for the arguments of the hit.
        sources: texts it rests on; the rule is in force as long as one of them is. None means always.
        facts: what must be known; a fact that is known and not the one asked for ends the matter.
        transitional: the outcome depends on which law the plan follows; the function is given that law's day.
        only_if: what the plan must hold for the facts to matter at all; where it does not, the rule is kept.
        requires: ids of rules that must hold; this one is silent where they are broken.
        fails, passes: changes (plan path to value) that make an example plan break the rule, and keep it.
    """

    id: str
    title: str
    title_en: str
    nb: str
    en: str
    severity: Severity
    strength: Strength
    sources: tuple[Source, ...] = ()
    facts: tuple[Fact, ...] = ()
    transitional: bool = False
    only_if: Callable[[Any], bool] | None = None
    requires: tuple[str, ...] = ()
    fails: Mapping[str, Any] = field(default_factory=dict)
    passes: Mapping[str, Any] = field(default_factory=dict)

    def __call__(self, judge: Judge[S]) -> BookRule[S]:
        """Return the rule that `judge` judges by."""
        return BookRule(self, judge)

    def source_on(self, day: dt.date) -> Source | None:
        """Return the text that the rule rests on on `day`, or None when none is in force."""
        return next((source for source in self.sources if source.in_force(day)), None)


@dataclass(frozen=True, slots=True)
class BookRule(Generic[S]):
    """A rule: what is said of it, and how it is judged."""

    about: About
    judge: Judge[S]

    @property
    def id(self) -> str:
        return self.about.id

    def finding(self, outcome: Outcome, source: Source | None, why: Label | None) -> Finding:
        """Return an outcome as a finding; `why` says which law was used."""
        about = self.about
        if isinstance(outcome, Unknown):
            return Finding(
                rule=about.id,
                severity=Severity.INFO,
                nb=f"Kan ikke vurderes, for vi mangler {outcome.label.nb}: {about.title}",
                en=f"Cannot be judged, for we lack {outcome.label.en}: {about.title_en}",
                path=outcome.path,
                source=source,
                strength=about.strength,
                unassessed=True,
            )
        return Finding(
            rule=about.id,
            severity=outcome.severity or about.severity,
            nb=_say(about.nb, outcome.args, why.nb if why else ""),
            en=_say(about.en, outcome.args, why.en if why else ""),
            path=outcome.path,
            source=outcome.source or source,
            strength=outcome.strength or about.strength,
        )


def _say(wording: str, args: Mapping[str, object], why: str) -> str:
    return f"{wording.format(**args)} {why}".rstrip()


def rules_of(names: Mapping[str, Any]) -> list[BookRule[Any]]:
    """Return the rules among the names of a module, in the order they are written."""
    return [item for item in names.values() if isinstance(item, BookRule)]


@dataclass(frozen=True, slots=True)
class Change(Generic[P]):
    """A plan and the one before it."""

    before: P
    after: P


@dataclass(frozen=True, slots=True)
class Roster(Generic[P]):
    """Those who should have a plan, and the plans there are."""

    listed: Sequence[P]
    plans: Sequence[P]


class RuleBook(Generic[P]):
    """The rules of a form.

    Args:
        each: rules about one plan.
        across: rules about all plans of a run.
        between: rules about a plan and the one before it.
        listed: rules about who should have a plan.
        basis: returns the law a plan is judged by, or what must be known to tell.
        core: what of a plan is the decision itself.

    Raises:
        ValueError: two rules share an id, or one requires a rule that does not come before it.
    """

    def __init__(
        self,
        each: Iterable[BookRule[P]] = (),
        across: Iterable[BookRule[Sequence[P]]] = (),
        between: Iterable[BookRule[Change[P]]] = (),
        listed: Iterable[BookRule[Roster[P]]] = (),
        basis: Callable[[P, dt.date], Basis | Unknown] = lambda _plan, on: Basis(on, Label("", "")),
        core: Core = NO_CORE,
    ) -> None:
        self.core = core
        self._each, self._across, self._basis = tuple(each), tuple(across), basis
        self._between, self._listed = tuple(between), tuple(listed)
        self._by_id: dict[str, BookRule[Any]] = {}
        every: tuple[BookRule[Any], ...] = (*self._each, *self._across, *self._between, *self._listed)
        for rule in every:
            if rule.id in self._by_id or not self._by_id.keys() >= set(rule.about.requires):
                raise ValueError(f"{rule.id}: the id is taken, or a required rule does not come before it")
            self._by_id[rule.id] = rule

    def __iter__(self) -> Iterator[BookRule[Any]]:
        """Yield every rule in order of id."""
        return iter(sorted(self._by_id.values(), key=lambda rule: rule.id))

    def __getitem__(self, id: str) -> BookRule[Any]:
        """Return the rule with that id.

        Raises:
            KeyError: there is none.
        """
        return self._by_id[id]

    def check(self, plan: P, on: dt.date) -> Iterator[Finding]:
        """Yield what `plan` breaks by the law it is to be judged by on the day `on`, and what could not be judged."""
        return (finding for _, finding in _run(self._each, plan, on, self._basis(plan, on)))

    def check_all(self, plans: Sequence[P], on: dt.date) -> Iterator[tuple[int | None, Finding]]:
        """Yield what holds across plans: number of the plan from 0, or None for the run, and the finding."""
        return _run(self._across, plans, on, None)

    def check_change(self, before: P, after: P, on: dt.date) -> Iterator[Finding]:
        """Yield what `after` must not have changed since `before` without more ado."""
        return (finding for _, finding in _run(self._between, Change(before, after), on, None))

    def check_list(self, listed: Sequence[P], plans: Sequence[P], on: dt.date) -> Iterator[tuple[int | None, Finding]]:
        """Yield who of `listed` (numbers from 0) has no plan among `plans`."""
        return _run(self._listed, Roster(listed, plans), on, None)


def _run(
    rules: Iterable[BookRule[S]], subject: S, on: dt.date, basis: Basis | Unknown | None
) -> Iterator[tuple[int | None, Finding]]:
    law = basis if isinstance(basis, Basis) else None
    broken: set[str] = set()
    for rule in rules:
        about = rule.about
        if about.requires and not broken.isdisjoint(about.requires):
            continue
        source = about.source_on(law.day if law else on) or (None if about.transitional else about.source_on(on))
        if about.sources and source is None:
            continue
        day = law.day if law and about.transitional else on
        why = law.why if law and about.transitional else None
        for outcome in _judge(rule, subject, day, basis):
            if isinstance(outcome, Hit):
                broken.add(rule.id)
            yield outcome.item if isinstance(outcome, Hit) else None, rule.finding(outcome, source, why)


def _judge(rule: BookRule[S], subject: S, day: dt.date, basis: Basis | Unknown | None) -> Iterator[Outcome]:
    """Yield the outcomes, or which facts are missing; nothing when a known fact says that the rule is not about it.

    What would be information at most is passed over in silence when a fact is missing.
    """
    about = rule.about
    if about.only_if is not None and not about.only_if(subject):
        return
    missing: list[Unknown] = []
    for needed in about.facts:
        value = needed.read(subject)
        if value is None:
            missing.append(Unknown(needed.path, needed.label))
        elif needed.among and value not in needed.among:
            return
    if about.transitional and isinstance(basis, Unknown):
        missing.append(basis)
    if not missing:
        yield from rule.judge(subject, day)
    elif about.severity is not Severity.INFO:
        nb, en = (" og ".join(item.label.nb for item in missing), " and ".join(item.label.en for item in missing))
        yield Unknown(missing[0].path, Label(nb, en))
