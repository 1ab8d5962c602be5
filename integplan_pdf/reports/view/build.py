"""From a report to its view: once for all formats."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from integplan_pdf.model.facts import Label
from integplan_pdf.model.report import Report
from integplan_pdf.reports.view.changes import change_figures, change_table
from integplan_pdf.reports.view.deadlines import Due, all_deadlines, deadline_chart, dues, near_deadlines
from integplan_pdf.reports.view.entries import Entry, Outcome, entries, files_of, lead_columns, whole_run
from integplan_pdf.reports.view.findings import (
    Tally,
    by_rule,
    finding_table,
    rule_chart,
    rule_table,
    unassessed_table,
    urgent_table,
)
from integplan_pdf.reports.view.language import Language, Noun
from integplan_pdf.reports.view.marks import mark_charts
from integplan_pdf.reports.view.outcomes import figures, outcome_chart
from integplan_pdf.reports.view.people import people_table, plan_table
from integplan_pdf.reports.view.privacy import printable
from integplan_pdf.reports.view.room import room_table
from integplan_pdf.reports.view.shapes import Chart, View

_TITLE = {
    "fill": Label("Utfylling av planer", "Plans filled in"),
    "read": Label("Innlesing av planer", "Plans read back"),
    "check": Label("Kontroll av planer", "Plans checked"),
    "flatten": Label("Planer som sider uten felt", "Plans as pages without fields"),
    "compare": Label("Sammenligning av planer", "Plans compared"),
}
_DONE = {
    "fill": Label("{plans} er behandlet", "{plans} processed"),
    "read": Label("{plans} er lest", "{plans} read"),
    "check": Label("{plans} er kontrollert", "{plans} checked"),
    "compare": Label("{plans} er sammenlignet", "{plans} compared"),
}
_OTHER_VERB = Label("{plans} er behandlet", "{plans} processed")
_JUDGED = Label(" etter reglene per {on}", " by the rules as of {on}")
_OUTCOMES = {
    Outcome.ERROR: Label("{count} må rettes", "{count} must be corrected"),
    Outcome.WARNING: Label("{count} bør ses på", "{count} should be looked at"),
    Outcome.UNKNOWN: Label("{count} er ikke ferdig vurdert", "{count} not fully judged"),
    Outcome.OK: Label("{count} er i orden", "{count} in order"),
}
_PLANS = Noun(Label("plan", "plan"), Label("planer", "plans"))
_SEVERITIES = Label(
    "Feil: planen kan ikke brukes slik den er. Advarsel: et menneske bør se på den. Til orientering: greit å vite. "
    "Kan ikke vurderes: en opplysning mangler, så vi vet ikke om noe er galt.",
    "Error: the plan cannot be used as it is. Warning: a person should look at it. For information: good to know. "
    "Cannot be judged: a fact is missing, so it is not known whether anything is wrong.",
)
_STRENGTHS = Label(
    "Lov: kravet står i lov eller forskrift. Mal: skjemaet krever det. Råd: god praksis.",
    "Law: an act or regulation says so. Template: the form asks for it. Advice: good practice.",
)
_PRIVATE = Label(
    "Rapporten viser ikke navn eller identifikasjonsnummer. Planene kjennes igjen på ID og fil, og rådgiverne er "
    "nummerert i den rekkefølgen de kommer i planene. Med --show-values vises navn og nummer.",
    "The report shows no names or identification numbers. Plans are known by their ID and file, and advisers are "
    "numbered in the order they come in the plans. With --show-values, names and numbers are shown.",
)
_OPEN = Label(
    "Rapporten viser navn og identifikasjonsnummer. Del den bare med dem som skal se dem.",
    "The report shows names and identification numbers. Share it only with those who are to see them.",
)


def view(report: Report, lang: str, *, show_values: bool = False) -> View:
    """Return what the report shows, in `lang` (`nb` or `en`); names and numbers only with `show_values`."""
    language = Language(lang)
    plans = entries(report, language, show_values)
    everything = [*whole_run(report, language), *plans]
    found, tallied = dues(plans, report.on), by_rule(everything)
    lead = lead_columns(plans, language)
    return View(
        lang=lang,
        title=language.say(_TITLE[report.verb]) if report.verb in _TITLE else printable(report.verb),
        form=printable(report.form),
        summary=_summary(report, plans, language),
        sources=files_of(plans),
        about=tuple(language.say(text) for text in (_SEVERITIES, _STRENGTHS, _OPEN if show_values else _PRIVATE)),
        figures=tuple(change_figures(report, plans, language)) or tuple(figures(plans, language)),
        charts=tuple(chart.without_empty_series() for chart in _charts(plans, tallied, found, report.on, language)),
        rules=rule_table(tallied, language),
        urgent=urgent_table(everything, lead, language),
        unassessed=unassessed_table(everything, language),
        findings=finding_table(everything, lead, language),
        deadlines=all_deadlines(found, report.on, lead, language),
        near=near_deadlines(found, report.on, lead, language),
        people=people_table(plans, report.on, language),
        plans=plan_table(plans, report.on, lead, language),
        changes=change_table(plans, lead, language, show_values=show_values),
        room=room_table(plans, lead, language),
    )


def _summary(report: Report, plans: Sequence[Entry], language: Language) -> str:
    """Return e.g. `400 planer er kontrollert etter reglene per 23.11.2026. 139 må rettes og 261 er i orden.`."""
    done = language.say(_DONE.get(report.verb, _OTHER_VERB), plans=language.count(len(plans), _PLANS))
    judged = language.say(_JUDGED, on=language.date(report.on)) if report.on else ""
    counts = {outcome: sum(plan.outcome is outcome for plan in plans) for outcome in Outcome}
    parts = [language.say(_OUTCOMES[kind], count=language.number(count)) for kind, count in counts.items() if count]
    return f"{done}{judged}. {language.join(parts)}." if parts else f"{done}{judged}."


def _charts(
    plans: Sequence[Entry], tallied: Sequence[Tally], found: Sequence[Due], on: dt.date | None, language: Language
) -> Iterator[Chart]:
    if plans:
        yield outcome_chart(plans, language)
    if tallied:
        yield rule_chart(tallied, language)
    if on and any(due.open for due in found):
        yield deadline_chart(found, on, language)
    yield from mark_charts(plans, language)
