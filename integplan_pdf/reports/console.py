"""A report for the person at the terminal, on stderr."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from integplan_pdf.model.finding import Finding, Severity
from integplan_pdf.model.report import Report, Status
from integplan_pdf.reports.view.entries import safe

_STYLE = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}
_NAME = {
    "nb": {Severity.ERROR: "FEIL", Severity.WARNING: "ADVARSEL", Severity.INFO: "INFO"},
    "en": {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"},
}
_STATUS = {
    "nb": {
        Status.WRITTEN: "skrevet",
        Status.UNCHANGED: "uendret",
        Status.REFUSED: "ikke behandlet på grunn av feil",
        Status.READ: "lest",
        Status.CHECKED: "kontrollert",
    },
    "en": {
        Status.WRITTEN: "written",
        Status.UNCHANGED: "unchanged",
        Status.REFUSED: "left out because of errors",
        Status.READ: "read",
        Status.CHECKED: "checked",
    },
}


def show(report: Report, lang: str) -> None:
    """Print every finding with its place, then how many plans ended how."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    for finding in report.all_findings():
        console.print(line(finding, lang))
    console.print(Text(summary(report, lang), style="bold"))


def line(finding: Finding, lang: str) -> Text:
    """Return one finding as a line: severity, rule, place, message, source."""
    text = Text()
    text.append(f"{_NAME[lang][finding.severity]:<8} ", style=_STYLE[finding.severity])
    text.append(f"{finding.rule}  ", style="bold")
    place = safe(finding.origin.describe(lang))
    what = finding.path if finding.path and not finding.origin.column else ""
    where = ", ".join(part for part in (place, what) if part)
    text.append(f"{where}: " if where else "", style="cyan")
    text.append(finding.message(lang))
    if finding.source:
        text.append(f" [{finding.source}]", style="dim")
    return text


def summary(report: Report, lang: str) -> str:
    """Return the outcome in one line: `12 skrevet, 1 ikke behandlet på grunn av feil. Feil: 3, advarsler: 2.`."""
    done = [f"{count} {name}" for status, name in _STATUS[lang].items() if (count := report.count(status))]
    found = {severity: sum(f.severity is severity for f in report.all_findings()) for severity in Severity}
    errors, warnings = found[Severity.ERROR], found[Severity.WARNING]
    if lang == "en":
        return f"{', '.join(done) or 'Nothing done'}. Errors: {errors}, warnings: {warnings}."
    return f"{', '.join(done) or 'Ingenting gjort'}. Feil: {errors}, advarsler: {warnings}."
