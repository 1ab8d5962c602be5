"""The items of a report, made safe to show: keys covered where needed, names only if asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from integplan_pdf.model.evidence import Evidence
from integplan_pdf.model.facts import Facts, Label
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.reports.view.language import Language
from integplan_pdf.reports.view.privacy import covered, numbered, printable, same
from integplan_pdf.reports.view.shapes import Cell, Column, Tag, Tone

_ADVISER = Label("Rådgiver {number}", "Adviser {number}")
_NO_ADVISER = Label("Ingen oppgitt", "None given")
_KEY, _FILE, _NAME = Label("Plan", "Plan"), Label("Fil", "File"), Label("Navn", "Name")
ADVISER = Label("Rådgiver", "Adviser")
_HIDDEN_KEY = Label("Plan nr. {number} (ID vises ikke)", "Plan no. {number} (ID not shown)")
_WHOLE_RUN = Label("Hele kjøringen", "The whole run")


class Weight(StrEnum):
    """How much a finding matters, most first; what could not be judged stands last."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    UNKNOWN = "unknown"


class Outcome(StrEnum):
    """What is left to do with a plan, worst first."""

    ERROR = "error"
    WARNING = "warning"
    UNKNOWN = "unknown"
    OK = "ok"


WEIGHT = {
    Weight.ERROR: Label("Feil", "Error"),
    Weight.WARNING: Label("Advarsel", "Warning"),
    Weight.INFO: Label("Til orientering", "For information"),
    Weight.UNKNOWN: Label("Kan ikke vurderes", "Cannot be judged"),
}
OUTCOME = {
    Outcome.ERROR: Label("Må rettes", "To be corrected"),
    Outcome.WARNING: Label("Bør ses på", "To be looked at"),
    Outcome.UNKNOWN: Label("Ikke alt er vurdert", "Not all judged"),
    Outcome.OK: Label("I orden", "In order"),
}
STATUS = {
    Status.WRITTEN: Label("Skrevet", "Written"),
    Status.UNCHANGED: Label("Uendret", "Unchanged"),
    Status.REFUSED: Label("Ikke behandlet", "Left out"),
    Status.READ: Label("Lest", "Read"),
    Status.CHECKED: Label("Kontrollert", "Checked"),
    Status.CHANGED: Label("Endret", "Changed"),
    Status.MISSING: Label("Ikke kommet tilbake", "Not returned"),
    Status.NEW: Label("Ikke sendt", "Not sent"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One item, or the run itself, as it may be shown.

    Attributes:
        key, file: never blank both.
        name, number: blank unless asked for.
        adviser: name or number of the adviser; blank when nothing is known of the plan.
        findings: worst first.
        evidence: the values that some of them rest on; none unless asked for.
    """

    key: str
    file: str
    name: str
    number: str
    adviser: str
    findings: tuple[Finding, ...]
    item: Item | None
    evidence: Mapping[Finding, Evidence] = field(default_factory=dict)

    @property
    def facts(self) -> Facts:
        return self.item.facts or Facts() if self.item else Facts()

    @property
    def outcome(self) -> Outcome:
        weights = {weight(finding).value for finding in self.findings}
        return next((outcome for outcome in Outcome if outcome.value in weights), Outcome.OK)

    def count(self, kind: Weight) -> int:
        """Return how many findings of that weight there are."""
        return sum(weight(finding) is kind for finding in self.findings)


def weight(finding: Finding) -> Weight:
    """Return how much a finding matters."""
    return Weight.UNKNOWN if finding.unassessed else Weight(finding.severity.value)


def safe(text: str) -> str:
    """Return `text` as it may be shown in a report without names and numbers."""
    return covered(printable(text))


def entries(report: Report, language: Language, show_values: bool) -> list[Entry]:
    """Return the items in their order."""
    adviser = _advisers(report.items, language, show_values)
    made = []
    for number, item in enumerate(report.items, 1):
        hidden = "" if show_values or covered(item.key) == item.key else language.say(_HIDDEN_KEY, number=number)
        made.append(_entry(item, hidden, adviser(item), show_values))
    return made


def whole_run(report: Report, language: Language) -> Iterator[Entry]:
    """Yield an entry for what was found in no single item, if anything was."""
    if report.findings:
        yield Entry(language.say(_WHOLE_RUN), "", "", "", "", _sorted(report.findings), None)


def files_of(entries: Iterable[Entry]) -> tuple[str, ...]:
    """Return the names of the files that the entries came from."""
    return tuple(dict.fromkeys(entry.file for entry in entries if entry.file))


def lead_columns(entries: Iterable[Entry], language: Language) -> tuple[Column, ...]:
    """Return the columns that say which plan a row is about; `lead_cells` are theirs.

    A file that all have in common is only a detail.
    """
    return (
        Column(language.say(_KEY), "code", 14),
        Column(language.say(_FILE), width=30, detail=len(files_of(entries)) == 1),
        Column(language.say(_NAME), width=24),
        Column(language.say(ADVISER), width=24),
    )


def lead_cells(entry: Entry) -> tuple[Cell, ...]:
    """Return which plan a row is about; the name is blank unless it was asked for."""
    return entry.key, entry.file, entry.name, entry.adviser


def weight_tag(kind: Weight, language: Language) -> Tag:
    """Return a weight as a cell."""
    return Tag(language.say(WEIGHT[kind]), Tone(kind.value))


def outcome_tag(outcome: Outcome, language: Language) -> Tag:
    """Return an outcome as a cell."""
    return Tag(language.say(OUTCOME[outcome]), Tone(outcome.value))


def _entry(item: Item, key: str, adviser: str, show_values: bool) -> Entry:
    show = printable if show_values else safe
    facts = item.facts if show_values and item.facts else Facts()
    return Entry(
        key=key or printable(item.key),
        file=show(item.file or item.origin.file),
        name=printable(facts.subject),
        number=printable(facts.number),
        adviser=adviser,
        findings=_sorted(item.findings),
        item=item,
        evidence={one.finding: one for one in item.evidence} if show_values else {},
    )


def _sorted(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    order = list(Weight)
    return tuple(sorted(findings, key=lambda finding: order.index(weight(finding))))


def _advisers(items: Iterable[Item], language: Language, show_values: bool) -> Callable[[Item], str]:
    """Return what to call the adviser of an item: the first spelling of the name, or a number."""
    names = [item.facts.responsible for item in items if item.facts]
    numbers = numbered(names)
    spelling = {same(name): printable(name) for name in reversed(names)}

    def adviser(item: Item) -> str:
        if item.facts is None:
            return ""
        if not item.facts.responsible.strip():
            return language.say(_NO_ADVISER)
        key = same(item.facts.responsible)
        return spelling[key] if show_values else language.say(_ADVISER, number=numbers[key])

    return adviser
