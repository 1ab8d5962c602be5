"""What falls due: by month in a picture, one by one in a table."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from integplan_pdf.engine.dates import add_months
from integplan_pdf.model.facts import Deadline, Label
from integplan_pdf.reports.view.entries import Entry, lead_cells
from integplan_pdf.reports.view.language import Language
from integplan_pdf.reports.view.shapes import KINDS, Cell, Chart, Column, Panel, Point, Series, Table, Tag, Tone

SOON = 30
"""Days within which a deadline needs attention."""
_MONTHS = 9

_TITLE = Label("Frister", "Deadlines")
_BY_MONTH = Label("Frister per måned", "Deadlines by month")
_BY_MONTH_NOTE = Label(
    "Frister som ikke er ført som gjort. «Passert» er alle før {on}.",
    "Deadlines not marked as done. “Overdue” is all before {on}.",
)
_NEAR_NOTE = Label(
    "Passerte frister og de neste {days} dagene fra {on}. Alle {count} står i Excel- og JSON-rapporten.",
    "Overdue deadlines and those of the {days} days from {on}. All {count} are in the Excel and JSON reports.",
)
_ALL_NOTE = Label("Vurdert per {on}.", "As of {on}.")
_MONTH, _DAY, _WHAT, _STATE, _LEFT = (
    Label("Måned", "Month"),
    Label("Frist", "Deadline"),
    Label("Hva", "What"),
    Label("Status", "State"),
    Label("Dager igjen", "Days left"),
)
_OVERDUE, _SOON, _LATER, _DONE, _OTHER = (
    Label("Passert", "Overdue"),
    Label("Snart", "Soon"),
    Label("Senere", "Later"),
    Label("Gjort", "Done"),
    Label("Annet", "Other"),
)


@dataclass(frozen=True, slots=True)
class Due:
    """A deadline of a plan, and how many days there are to it."""

    entry: Entry
    deadline: Deadline
    left: int

    @property
    def open(self) -> bool:
        return not self.deadline.done

    @property
    def overdue(self) -> bool:
        return self.open and self.left < 0

    @property
    def soon(self) -> bool:
        return self.open and 0 <= self.left <= SOON


def dues(entries: Iterable[Entry], on: dt.date | None) -> list[Due]:
    """Return every deadline, open ones first, by day; none when it is not known which day to judge by."""
    if on is None:
        return []
    found = [Due(entry, item, (item.day - on).days) for entry in entries for item in entry.facts.deadlines]
    return sorted(found, key=lambda due: (due.deadline.done, due.deadline.day))


def deadline_chart(found: Sequence[Due], on: dt.date, language: Language) -> Chart:
    """Return open deadlines by month and kind: overdue, this month and the eight after it, and later."""
    kind_of = _few_kinds(found)
    kinds = list(dict.fromkeys(kind_of.values()))
    series = tuple(Series(language.say(kind), tone) for kind, tone in zip(kinds, KINDS, strict=False))
    months = [add_months(on.replace(day=1), number) for number in range(_MONTHS)]
    labels = [language.say(_OVERDUE), *(f"{language.month(month)} {month.year}" for month in months)]
    labels.append(language.say(_LATER))
    counts = Counter((_slot(due, on), kind_of[due.deadline.kind]) for due in found if due.open)
    points = tuple(Point(label, tuple(counts[slot, kind] for kind in kinds)) for slot, label in enumerate(labels))
    note = language.say(_BY_MONTH_NOTE, on=language.date(on))
    return Chart("frister", language.say(_BY_MONTH), note, language.say(_MONTH), "columns", series, (Panel(points),))


def _few_kinds(found: Iterable[Due]) -> dict[Label, Label]:
    """Return what to call each kind of deadline, with no more names than there are colours."""
    kinds = list(dict.fromkeys(due.deadline.kind for due in found if due.open))
    named = len(KINDS) if len(kinds) <= len(KINDS) else len(KINDS) - 1
    return {kind: kind if number < named else _OTHER for number, kind in enumerate(kinds)}


def _slot(due: Due, on: dt.date) -> int:
    """Return the number of the bar that a deadline belongs to: 0 overdue, then months, the last later."""
    if due.left < 0:
        return 0
    day = due.deadline.day
    return min((day.year - on.year) * 12 + day.month - on.month, _MONTHS) + 1


def all_deadlines(found: Iterable[Due], on: dt.date | None, lead: tuple[Column, ...], language: Language) -> Table:
    """Return every deadline, also what is done."""
    columns = (*_columns(language), *lead)
    rows = tuple((*_cells(due, language), *lead_cells(due.entry)) for due in found)
    note = language.say(_ALL_NOTE, on=language.date(on)) if on else ""
    return Table(language.say(_TITLE), columns, rows, note)


def near_deadlines(found: Sequence[Due], on: dt.date | None, lead: tuple[Column, ...], language: Language) -> Table:
    """Return what is overdue or near, grouped by month."""
    near = [due for due in found if due.open and due.left <= SOON]
    table = all_deadlines(near, on, lead, language)
    groups = (
        language.say(_OVERDUE) if due.overdue else f"{language.month(due.deadline.day)} {due.deadline.day.year}"
        for due in near
    )
    rows = tuple((group, *row) for group, row in zip(groups, table.rows, strict=True))
    count = language.number(len(found))
    note = language.say(_NEAR_NOTE, days=SOON, on=language.date(on), count=count) if on else ""
    columns = (Column(language.say(_MONTH)), *table.columns)
    return replace(table, columns=columns, rows=rows, note=note, lead=1)


def _columns(language: Language) -> tuple[Column, ...]:
    return (
        Column(language.say(_DAY), "date", 12),
        Column(language.say(_WHAT), width=26),
        Column(language.say(_STATE), "tag", 12),
        Column(language.say(_LEFT), "number", 12),
    )


def _cells(due: Due, language: Language) -> tuple[Cell, ...]:
    return due.deadline.day, language.say(due.deadline.kind), _state(due, language), due.left


def _state(due: Due, language: Language) -> Tag:
    if not due.open:
        return Tag(language.say(_DONE), Tone.OK)
    if due.overdue:
        return Tag(language.say(_OVERDUE), Tone.ERROR)
    return Tag(language.say(_SOON), Tone.WARNING) if due.soon else Tag(language.say(_LATER), Tone.INFO)
