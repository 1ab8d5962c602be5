"""Findings one by one, counted by rule, and plans by outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from integplan_pdf.model.facts import Label
from integplan_pdf.model.finding import Finding, Severity
from integplan_pdf.model.report import Status
from integplan_pdf.reports.view.entries import (
    OUTCOME,
    SEVERITY,
    STATUS,
    Entry,
    Outcome,
    lead_cells,
    safe,
    severity_tag,
)
from integplan_pdf.reports.view.language import Language
from integplan_pdf.reports.view.shapes import Cell, Chart, Column, Figure, Panel, Point, Series, Table, Tone

_BARS = 12
"""Rules that get a bar of their own in the picture."""

_PLANS = Label("Planer etter resultat", "Plans by outcome")
_PLANS_NOTE = Label(
    "En plan må rettes når minst ett funn er en feil.",
    "A plan is to be corrected when at least one finding is an error.",
)
_OUTCOME = Label("Resultat", "Outcome")
_RULES = Label("Funn etter regel", "Findings by rule")
_RULES_NOTE = Label(
    "Feil først, så etter hvor mange funn det er.", "Errors come first, then by the number of findings."
)
_OTHERS = Label("Andre regler ({count})", "Other rules ({count})")
_FINDINGS = Label("Funn", "Findings")
_FINDINGS_NOTE = Label("Plan for plan, det viktigste først.", "Plan by plan, what matters most first.")

_RULE, _MESSAGE, _SOURCE = (
    Label("Regel", "Rule"),
    Label("Hva det gjelder", "What it is about"),
    Label("Kilde", "Source"),
)
_SEVERITY, _COUNT = Label("Alvor", "Severity"), Label("Antall funn", "Findings")
_PLANS_HIT, _PLACE = Label("Antall planer", "Plans"), Label("Sted", "Place")


@dataclass(frozen=True, slots=True)
class Tally:
    """One rule at one severity, and how often it was broken."""

    example: Finding
    findings: int
    plans: int

    @property
    def tone(self) -> Tone:
        return Tone(self.example.severity.value)


def figures(entries: Sequence[Entry], language: Language) -> Iterator[Figure]:
    """Yield how many plans came out how."""
    counts = Counter(entry.outcome for entry in entries)
    for outcome in Outcome:
        yield Figure(language.say(OUTCOME[outcome]), counts[outcome], Tone(outcome.value))


def outcome_chart(entries: Sequence[Entry], language: Language) -> Chart:
    """Return plans by outcome; with a bar for each status when they ended differently."""
    series = tuple(Series(language.say(OUTCOME[outcome]), Tone(outcome.value)) for outcome in Outcome)
    statuses = [status for status in Status if any(entry.item and entry.item.status is status for entry in entries)]
    if len(statuses) > 1:
        points = [_status_point(status, entries, language) for status in statuses]
    else:
        counts = Counter(entry.outcome for entry in entries)
        points = [
            Point(language.say(OUTCOME[outcome]), tuple(counts[outcome] * (outcome is other) for other in Outcome))
            for outcome in Outcome
        ]
    texts = language.say(_PLANS), language.say(_PLANS_NOTE), language.say(_OUTCOME)
    return Chart("resultat", *texts, "bars", series, (Panel(tuple(points)),))


def _status_point(status: Status, entries: Iterable[Entry], language: Language) -> Point:
    counts = Counter(entry.outcome for entry in entries if entry.item and entry.item.status is status)
    return Point(language.say(STATUS[status]), tuple(counts[outcome] for outcome in Outcome))


def tallies(entries: Iterable[Entry]) -> list[Tally]:
    """Return each rule that was broken, errors first, then by how often."""
    found: dict[tuple[str, Severity], list[tuple[int, Finding]]] = {}
    for number, entry in enumerate(entries):
        for finding in entry.findings:
            found.setdefault((finding.rule, finding.severity), []).append((number, finding))
    made = [Tally(same[0][1], len(same), len({number for number, _ in same})) for same in found.values()]
    order = list(Severity)
    return sorted(made, key=lambda tally: (order.index(tally.example.severity), -tally.findings, tally.example.rule))


def rule_chart(tallied: Sequence[Tally], language: Language) -> Chart:
    """Return findings by rule; the rules after the first dozen share a bar."""
    series = tuple(Series(language.say(SEVERITY[severity]), Tone(severity.value)) for severity in Severity)
    points = [
        Point(f"{safe(tally.example.rule)}  {_message(tally.example, language)}", _by_severity([tally]))
        for tally in tallied[:_BARS]
    ]
    if rest := tallied[_BARS:]:
        points.append(Point(language.say(_OTHERS, count=len(rest)), _by_severity(rest)))
    texts = language.say(_RULES), language.say(_RULES_NOTE), language.say(_RULE)
    return Chart("regler", *texts, "bars", series, (Panel(tuple(points)),))


def _by_severity(tallied: Iterable[Tally]) -> tuple[int, ...]:
    counts: Counter[Severity] = Counter()
    for tally in tallied:
        counts[tally.example.severity] += tally.findings
    return tuple(counts[severity] for severity in Severity)


def rule_table(tallied: Iterable[Tally], language: Language) -> Table:
    """Return findings counted by rule."""
    columns = (
        Column(language.say(_RULE), "code", 9),
        Column(language.say(_SEVERITY), "tag"),
        Column(language.say(_MESSAGE), width=70),
        Column(language.say(_SOURCE), width=34),
        Column(language.say(_COUNT), "number", 12),
        Column(language.say(_PLANS_HIT), "number", 14),
    )
    rows = tuple(
        (
            safe(tally.example.rule),
            severity_tag(tally.example.severity, language),
            _message(tally.example, language),
            _source(tally.example),
            tally.findings,
            tally.plans,
        )
        for tally in tallied
    )
    return Table(language.say(_RULES), columns, rows, language.say(_RULES_NOTE))


def finding_table(entries: Iterable[Entry], lead: tuple[Column, ...], language: Language) -> Table:
    """Return every finding, grouped by plan."""
    columns = (
        *lead,
        Column(language.say(_SEVERITY), "tag"),
        Column(language.say(_RULE), "code", 9),
        Column(language.say(_MESSAGE), width=70),
        Column(language.say(_PLACE), width=34),
        Column(language.say(_SOURCE), width=34, detail=True),
    )
    rows = tuple((*lead_cells(entry), *_cells(finding, language)) for entry in entries for finding in entry.findings)
    note = language.say(_FINDINGS_NOTE)
    return Table(language.say(_FINDINGS), columns, rows, note, lead=len(lead))


def _cells(finding: Finding, language: Language) -> tuple[Cell, ...]:
    return (
        severity_tag(finding.severity, language),
        safe(finding.rule),
        _message(finding, language),
        _place(finding, language),
        _source(finding),
    )


def _message(finding: Finding, language: Language) -> str:
    return safe(finding.message(language.lang))


def _place(finding: Finding, language: Language) -> str:
    """Return the place within the plan or file: a cell, else a path, else a field."""
    place = finding.origin.at(file="", key="").describe(language.lang)
    within = "" if finding.origin.column else finding.path or finding.field
    return safe(", ".join(part for part in (place, within) if part))


def _source(finding: Finding) -> str:
    return safe(str(finding.source)) if finding.source else ""
