"""A report for the person at the terminal, on stderr."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from rich.console import Console
from rich.text import Text

from integplan_pdf.engine.words import PieceKind
from integplan_pdf.model.change import Change
from integplan_pdf.model.facts import Label
from integplan_pdf.model.finding import Finding, Severity
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.model.room import Fitting
from integplan_pdf.reports.view.changes import KIND, words
from integplan_pdf.reports.view.entries import safe
from integplan_pdf.reports.view.language import Language
from integplan_pdf.reports.view.shapes import MARKS

_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
_NAME = {
    "nb": {Severity.ERROR: "FEIL", Severity.WARNING: "ADVARSEL", Severity.INFO: "INFO"},
    "en": {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"},
}
_ORDER = (Severity.INFO, Severity.WARNING, Severity.ERROR)
_PLANS = {"nb": "planer", "en": "plans"}
_SHOWN = 5
"""How many plans are named in one line."""

_STATUS = {
    "nb": {
        Status.WRITTEN: "skrevet",
        Status.UNCHANGED: "uendret",
        Status.REFUSED: "ikke behandlet på grunn av feil",
        Status.READ: "lest",
        Status.CHECKED: "kontrollert",
        Status.CHANGED: "endret",
        Status.MISSING: "ikke kommet tilbake",
        Status.NEW: "ikke sendt",
    },
    "en": {
        Status.WRITTEN: "written",
        Status.UNCHANGED: "unchanged",
        Status.REFUSED: "left out because of errors",
        Status.READ: "read",
        Status.CHECKED: "checked",
        Status.CHANGED: "changed",
        Status.MISSING: "not returned",
        Status.NEW: "not sent",
    },
}


_PIECE = {PieceKind.SAME: "", PieceKind.REMOVED: "red strike", PieceKind.ADDED: "green underline"}
_CHARACTERS = Label("tegn", "characters")
_ROOM_TITLE = Label("Plass (planer)", "Room (plans)")
_ROOM = {
    Fitting.SHRUNK: Label("mindre skrift", "smaller type"),
    Fitting.ELASTIC: Label("skjemaet har vokst", "the form has grown"),
    Fitting.CONTINUED: Label("fortsetter i vedlegg", "continued on a sheet"),
    Fitting.TOO_LONG: Label("får ikke plass", "does not fit"),
}
_DECISION = Label("krever nytt vedtak", "needs a new decision")


def show(report: Report, lang: str, *, show_values: bool = False) -> None:
    """Print the changes, the findings, worst last, then how many plans ended how.

    An error has a line for each plan; a warning or a notice that says the same of many plans has one line.
    """
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    for item in report.items:
        for change in item.changes:
            console.print(change_line(item, change, lang, show_values=show_values))
    for alike in grouped(report.all_findings()):
        console.print(line(*alike, lang=lang))
    if room := room_line(report, lang):
        console.print(Text(room, style="dim"))
    console.print(Text(summary(report, lang), style="bold"))


def room_line(report: Report, lang: str) -> str:
    """Return in how many plans something did not fit the form as it is, and what was done; empty if all fits."""
    language = Language(lang)
    found = {kind: sum(any(fit.fitting is kind for fit in item.fits) for item in report.items) for kind in _ROOM}
    told = [f"{language.say(_ROOM[kind])}: {count}" for kind, count in found.items() if count]
    return f"{language.say(_ROOM_TITLE)} – {', '.join(told)}." if told else ""


def grouped(findings: Iterable[Finding]) -> list[list[Finding]]:
    """Return the findings, worst last, those together that can be told in one line."""
    groups: dict[Hashable, list[Finding]] = {}
    for finding in sorted(findings, key=lambda finding: _ORDER.index(finding.severity)):
        groups.setdefault(_said(finding), []).append(finding)
    return list(groups.values())


def _said(finding: Finding) -> Hashable:
    said = finding.severity, finding.rule, finding.nb, finding.source
    return (*said, finding.origin.at(column="")) if finding.severity is Severity.ERROR else said


def line(*alike: Finding, lang: str) -> Text:
    """Return findings that say the same as one line: severity, rule, places, message, source."""
    first = alike[0]
    text = Text()
    text.append(f"{_NAME[lang][first.severity]:<8} ", style=_STYLE[first.severity])
    text.append(f"{first.rule}  ", style="bold")
    where = _places(alike, lang)
    text.append(f"{where}: " if where else "", style="cyan")
    text.append(first.message(lang))
    if first.source:
        text.append(f" [{first.source}]", style="dim")
    return text


def _places(alike: Sequence[Finding], lang: str) -> str:
    """Return where the findings are: all places in one row, or the keys of the first few rows."""
    rows = {finding.origin.at(column="", sheet="") for finding in alike}
    if len(rows) == 1:
        return ", ".join(dict.fromkeys(part for finding in alike for part in _place(finding, lang)))
    keys = list(dict.fromkeys(safe(finding.origin.key or finding.origin.describe(lang)) for finding in alike))
    shown = ", ".join([*keys[:_SHOWN], *(["…"] if len(keys) > _SHOWN else [])])
    return f"{len(keys)} {_PLANS[lang]} ({shown})"


def _place(finding: Finding, lang: str) -> list[str]:
    path = "" if finding.origin.column else finding.path
    return [part for part in (safe(finding.origin.describe(lang)), path) if part]


def change_line(item: Item, change: Change, lang: str, *, show_values: bool) -> Text:
    """Return one change as a line: what happened, where, and how long the text was and is, or what was changed."""
    language = Language(lang)
    text = Text()
    text.append(f"{language.say(KIND[change.kind]).upper():<10} ", style="bold")
    text.append(f"{safe(item.key)}, {safe(change.place)}: ", style="cyan")
    if not show_values:
        text.append(f"{len(change.before)} → {len(change.after)} {language.say(_CHARACTERS)}")
    for piece in words(change).pieces if show_values else ():
        start, end = MARKS[piece.kind]
        text.append(f"{start}{piece.text}{end}", style=_PIECE[piece.kind])
    if change.decision:
        text.append(f" [{language.say(_DECISION)}: {change.decision}]", style="bold yellow")
    return text


def summary(report: Report, lang: str) -> str:
    """Return the outcome in one line: `12 skrevet, 1 ikke behandlet på grunn av feil. Feil: 3, advarsler: 2.`."""
    done = [f"{count} {name}" for status, name in _STATUS[lang].items() if (count := report.count(status))]
    found = {severity: sum(f.severity is severity for f in report.all_findings()) for severity in Severity}
    errors, warnings = found[Severity.ERROR], found[Severity.WARNING]
    if lang == "en":
        return f"{', '.join(done) or 'Nothing done'}. Errors: {errors}, warnings: {warnings}."
    return f"{', '.join(done) or 'Ingenting gjort'}. Feil: {errors}, advarsler: {warnings}."
