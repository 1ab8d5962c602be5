"""Findings one by one, counted by rule, and what could not be judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from integplan_pdf.model.facts import Label
from integplan_pdf.model.finding import Finding, Strength
from integplan_pdf.reports.view.entries import WEIGHT, Entry, Weight, lead_cells, safe, weight, weight_tag
from integplan_pdf.reports.view.language import Language
from integplan_pdf.reports.view.privacy import printable
from integplan_pdf.reports.view.shapes import Cell, Chart, Column, Link, Panel, Point, Series, Table, Tone

_BARS = 12
"""Rules that get a bar of their own in the picture."""

_STORED, _SEEN = Label("Lagret", "Stored"), Label("Vises", "Seen")
_RULES = Label("Funn etter regel", "Findings by rule")
_RULES_NOTE = Label(
    "Feil først, så etter hvor mange funn det er.", "Errors come first, then by the number of findings."
)
_OTHERS = Label("Andre regler ({count})", "Other rules ({count})")
_FINDINGS = Label("Funn", "Findings")
_FINDINGS_NOTE = Label("Plan for plan, det viktigste først.", "Plan by plan, what matters most first.")
_URGENT_NOTE = Label(
    "Feil og advarsler, plan for plan. Det som bare er til orientering, står samlet over og i Excel-rapporten.",
    "Errors and warnings, plan by plan. What is only for information is summed up above, and in the Excel report.",
)
_UNASSESSED = Label("Kan ikke vurderes", "Cannot be judged")
_UNASSESSED_NOTE = Label(
    "Dette er verken godkjent eller feil. Fyll ut opplysningen, så blir reglene vurdert neste gang.",
    "This is neither approved nor wrong. Fill in the fact, and the rules will be judged next time.",
)

_RULE, _MESSAGE, _SOURCE = (
    Label("Regel", "Rule"),
    Label("Hva det gjelder", "What it is about"),
    Label("Kilde", "Source"),
)
_WEIGHT, _STRENGTH, _COUNT = (
    Label("Alvor", "Severity"),
    Label("Bygger på", "Rests on"),
    Label("Antall funn", "Findings"),
)
_PLANS, _PLACE, _MISSING = Label("Antall planer", "Plans"), Label("Sted", "Place"), Label("Mangler", "Missing")
_VARIES = Label("{message} (Ordlyden varierer.)", "{message} (The wording varies.)")
_ELSE = Label("Annet", "Other")
_STRENGTHS = {
    Strength.LAW: Label("Lov", "Law"),
    Strength.TEMPLATE: Label("Mal", "Template"),
    Strength.ADVICE: Label("Råd", "Advice"),
}


@dataclass(frozen=True, slots=True)
class Tally:
    """Findings of one kind: one of them, how many there are, and in how many plans.

    Attributes:
        varies: not all of them are worded the same.
    """

    example: Finding
    findings: int
    plans: int
    varies: bool

    def message(self, language: Language) -> str:
        """Return the message, and say so when it is not the same for all."""
        message = _message(self.example, language)
        return language.say(_VARIES, message=message) if self.varies else message


def by_rule(entries: Iterable[Entry]) -> list[Tally]:
    """Return each rule that was broken, errors first, then by how often."""
    order = list(Weight)
    tallied = _tallies((entry, finding) for entry, finding in _each(entries) if not finding.unassessed)
    return sorted(tallied, key=lambda one: (order.index(weight(one.example)), -one.findings, one.example.rule))


def _by_missing(entries: Iterable[Entry]) -> list[Tally]:
    """Return each rule that could not be judged, by the fact that is missing."""
    tallied = _tallies((entry, finding) for entry, finding in _each(entries) if finding.unassessed)
    return sorted(tallied, key=lambda one: (not one.example.path, one.example.path, one.example.rule))


def _each(entries: Iterable[Entry]) -> Iterable[tuple[int, Finding]]:
    return ((number, finding) for number, entry in enumerate(entries) for finding in entry.findings)


def _tallies(found: Iterable[tuple[int, Finding]]) -> list[Tally]:
    """Return the findings counted by rule and weight; by fact as well when they could not be judged."""
    kinds: dict[tuple[str, Weight, str], list[tuple[int, Finding]]] = {}
    for number, finding in found:
        fact = finding.path if finding.unassessed else ""
        kinds.setdefault((finding.rule, weight(finding), fact), []).append((number, finding))
    return [_tally([finding for _, finding in same], len({number for number, _ in same})) for same in kinds.values()]


def _tally(same: Sequence[Finding], plans: int) -> Tally:
    return Tally(same[0], len(same), plans, varies=len({finding.nb for finding in same}) > 1)


def rule_chart(tallied: Sequence[Tally], language: Language) -> Chart:
    """Return findings by rule; the rules after the first dozen share a bar."""
    series = tuple(Series(language.say(WEIGHT[kind]), Tone(kind.value)) for kind in Weight)
    points = [
        Point(f"{safe(one.example.rule)}  {_message(one.example, language)}", _by_weight([one]))
        for one in tallied[:_BARS]
    ]
    if rest := tallied[_BARS:]:
        points.append(Point(language.say(_OTHERS, count=len(rest)), _by_weight(rest)))
    texts = language.say(_RULES), language.say(_RULES_NOTE), language.say(_RULE)
    return Chart("regler", *texts, "bars", series, (Panel(tuple(points)),))


def _by_weight(tallied: Iterable[Tally]) -> tuple[int, ...]:
    counts: Counter[Weight] = Counter()
    for one in tallied:
        counts[weight(one.example)] += one.findings
    return tuple(counts[kind] for kind in Weight)


def rule_table(tallied: Iterable[Tally], language: Language) -> Table:
    """Return findings counted by rule."""
    columns = (
        Column(language.say(_RULE), "code", 9),
        Column(language.say(_WEIGHT), "tag"),
        Column(language.say(_MESSAGE), width=70),
        Column(language.say(_STRENGTH), width=12),
        Column(language.say(_SOURCE), width=34),
        Column(language.say(_COUNT), "number", 12),
        Column(language.say(_PLANS), "number", 14),
    )
    rows = tuple(
        (
            safe(one.example.rule),
            weight_tag(weight(one.example), language),
            one.message(language),
            _strength(one.example, language),
            _source(one.example),
            one.findings,
            one.plans,
        )
        for one in tallied
    )
    return Table(language.say(_RULES), columns, rows, language.say(_RULES_NOTE))


def unassessed_table(entries: Iterable[Entry], language: Language) -> Table:
    """Return what could not be judged, grouped by the missing fact."""
    columns = (
        Column(language.say(_MISSING), width=34),
        Column(language.say(_RULE), "code", 9),
        Column(language.say(_MESSAGE), width=70),
        Column(language.say(_PLANS), "number", 14),
    )
    rows = tuple(
        (
            safe(one.example.path) or language.say(_ELSE),
            safe(one.example.rule),
            one.message(language),
            one.plans,
        )
        for one in _by_missing(entries)
    )
    return Table(language.say(_UNASSESSED), columns, rows, language.say(_UNASSESSED_NOTE), lead=1)


def finding_table(
    entries: Iterable[Entry],
    lead: tuple[Column, ...],
    language: Language,
    weights: Collection[Weight] = tuple(Weight),
) -> Table:
    """Return the findings of these weights, grouped by plan."""
    entries = list(entries)
    with_values = any(entry.evidence for entry in entries)
    columns = (
        *lead,
        Column(language.say(_WEIGHT), "tag"),
        Column(language.say(_RULE), "code", 9),
        Column(language.say(_MESSAGE), width=70),
        Column(language.say(_STRENGTH), width=12),
        Column(language.say(_PLACE), width=34),
        Column(language.say(_SOURCE), width=34, detail=True),
        *((Column(language.say(_STORED), width=40), Column(language.say(_SEEN), width=40)) if with_values else ()),
    )
    rows = tuple(
        (*lead_cells(entry), *_cells(finding, language), *(_values(entry, finding) if with_values else ()))
        for entry in entries
        for finding in entry.findings
        if weight(finding) in weights
    )
    return Table(language.say(_FINDINGS), columns, rows, language.say(_FINDINGS_NOTE), lead=len(lead))


def urgent_table(entries: Iterable[Entry], lead: tuple[Column, ...], language: Language) -> Table:
    """Return errors and warnings, grouped by plan."""
    table = finding_table(entries, lead, language, weights=(Weight.ERROR, Weight.WARNING))
    return replace(table, note=language.say(_URGENT_NOTE))


def _values(entry: Entry, finding: Finding) -> tuple[Cell, Cell]:
    """Return what is stored and what is seen, of a finding that rests on them."""
    found = entry.evidence.get(finding)
    return (printable(found.stored), printable(found.seen)) if found else ("", "")


def _cells(finding: Finding, language: Language) -> tuple[Cell, ...]:
    return (
        weight_tag(weight(finding), language),
        safe(finding.rule),
        _message(finding, language),
        _strength(finding, language),
        _place(finding, language),
        _source(finding),
    )


def _message(finding: Finding, language: Language) -> str:
    return safe(finding.message(language.lang))


def _strength(finding: Finding, language: Language) -> str:
    return language.say(_STRENGTHS[finding.strength]) if finding.strength else ""


def _place(finding: Finding, language: Language) -> str:
    """Return the place within the plan or file: a cell, else a path, else a field."""
    place = finding.origin.at(file="", key="").describe(language.lang)
    within = "" if finding.origin.column else finding.path or finding.field
    return safe(", ".join(part for part in (place, within) if part))


def _source(finding: Finding) -> Cell:
    if finding.source is None:
        return ""
    text = safe(str(finding.source))
    return Link(text, finding.source.url) if finding.source.url.startswith("https://") else text
