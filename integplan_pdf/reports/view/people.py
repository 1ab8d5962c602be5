"""Plans by who is responsible for them, and one row per plan."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from integplan_pdf.model.facts import Label
from integplan_pdf.reports.view.deadlines import SOON, Due, dues
from integplan_pdf.reports.view.entries import (
    ADVISER,
    OUTCOME,
    STATUS,
    WEIGHT,
    Entry,
    Outcome,
    Weight,
    lead_cells,
    outcome_tag,
    safe,
)
from integplan_pdf.reports.view.language import Language
from integplan_pdf.reports.view.marks import mark_cells, mark_topics
from integplan_pdf.reports.view.shapes import Cell, Column, Table

_PEOPLE = Label("Per rådgiver", "By adviser")
_PEOPLE_NOTE = Label(
    "Én rad per programrådgiver, i den rekkefølgen de kommer i planene.",
    "One row per adviser, in the order they come in the plans.",
)
_PLANS, _FINDINGS = Label("Planer", "Plans"), Label("Funn", "Findings")
_LATE, _SOON = (
    Label("Passerte frister", "Overdue deadlines"),
    Label("Frister neste {days} dager", "Due within {days} days"),
)
_EVERY_PLAN, _EVERY_PLAN_NOTE = Label("Data", "Data"), Label("Én rad per plan.", "One row per plan.")
_NUMBER, _VARIANT, _STATUS, _OUTCOME, _NEXT = (
    Label("Nummer", "Number"),
    Label("Variant", "Variant"),
    Label("Status", "Status"),
    Label("Resultat", "Outcome"),
    Label("Neste frist", "Next deadline"),
)


def people_table(entries: Iterable[Entry], on: dt.date | None, language: Language) -> Table:
    """Return one row per adviser; none when nothing is known of the plans."""
    grouped: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.adviser:
            grouped.setdefault(entry.adviser, []).append(entry)
    columns = (
        Column(language.say(ADVISER), width=28),
        Column(language.say(_PLANS), "number"),
        *(Column(language.say(OUTCOME[outcome]), "number") for outcome in Outcome),
        Column(language.say(_FINDINGS), "number"),
        Column(language.say(_LATE), "number"),
        Column(language.say(_SOON, days=SOON), "number"),
    )
    rows = tuple(_person(name, plans, on) for name, plans in grouped.items())
    return Table(language.say(_PEOPLE), columns, rows, language.say(_PEOPLE_NOTE))


def _person(name: str, plans: Sequence[Entry], on: dt.date | None) -> tuple[Cell, ...]:
    deadlines = dues(plans, on)
    return (
        name,
        len(plans),
        *(sum(plan.outcome is outcome for plan in plans) for outcome in Outcome),
        sum(len(plan.findings) - plan.count(Weight.UNKNOWN) for plan in plans),
        sum(item.overdue for item in deadlines),
        sum(item.soon for item in deadlines),
    )


def plan_table(entries: Sequence[Entry], on: dt.date | None, lead: tuple[Column, ...], language: Language) -> Table:
    """Return one row per plan, for those who count for themselves."""
    topics = mark_topics(entries)
    columns = (
        *lead,
        Column(language.say(_NUMBER)),
        Column(language.say(_OUTCOME), "tag"),
        Column(language.say(_STATUS)),
        Column(language.say(_VARIANT), width=24),
        *(Column(language.say(WEIGHT[kind]), "number") for kind in Weight),
        Column(language.say(_LATE), "number"),
        Column(language.say(_NEXT), "date"),
        *(Column(language.say(topic), width=10) for _, topic in topics),
    )
    rows = tuple((*_plan(entry, dues([entry], on), language), *mark_cells(entry, topics)) for entry in entries)
    return Table(language.say(_EVERY_PLAN), columns, rows, language.say(_EVERY_PLAN_NOTE))


def _plan(entry: Entry, deadlines: Sequence[Due], language: Language) -> tuple[Cell, ...]:
    coming = [item.deadline.day for item in deadlines if item.open and not item.overdue]
    return (
        *lead_cells(entry),
        entry.number,
        outcome_tag(entry.outcome, language),
        language.say(STATUS[entry.item.status]) if entry.item else "",
        safe(entry.item.variant) if entry.item else "",
        *(entry.count(kind) for kind in Weight),
        sum(item.overdue for item in deadlines),
        coming[0] if coming else "",
    )
