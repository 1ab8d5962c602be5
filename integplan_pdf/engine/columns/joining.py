"""Rows put together from a main sheet and its detail sheets, one participant at a time.

Every sheet is gone through twice: once for its keys and for what concerns it as a whole, and once, all sheets side
by side, for the rows. So memory holds the keys, and detail rows only while their participant has not come yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from integplan_pdf.engine.columns import rules
from integplan_pdf.engine.columns.draft import Draft
from integplan_pdf.engine.columns.table import Table, noticing
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.row import Row
from integplan_pdf.model.sheet import SheetRow, Unreadable


@dataclass(frozen=True, slots=True)
class Participants:
    """The keys of the main sheet, in order; those that stand on several rows are unusable."""

    keys: frozenset[str]
    unusable: frozenset[str]


def find_keys(main: Table) -> tuple[Participants, list[Finding]]:
    """Return who is on the main sheet, and what is wrong there."""
    numbers: dict[str, int] = {}
    doubled: dict[str, list[int]] = {}
    findings: list[Finding] = []
    rows, notes = noticing(main)
    for row in rows:
        key = main.key(row)
        if not key:
            findings.append(_without_key(main, row))
        elif numbers.setdefault(key, row.number) != row.number:
            doubled.setdefault(key, [numbers[key]]).append(row.number)
    for key, same in doubled.items():
        origin = main.origin.at(row=same[0], key=key)
        findings.append(rules.DOUBLE_KEY.finding(origin=origin, key=main.columns.key, rows=", ".join(map(str, same))))
    found = Participants(frozenset(numbers.keys() - doubled.keys()), frozenset(doubled))
    return found, [*notes.findings(), *findings]


def count_details(table: Table, who: Participants) -> tuple[Counter[str], list[Finding]]:
    """Return how many rows of a detail sheet each participant has, and what is wrong there."""
    counts: Counter[str] = Counter()
    findings: list[Finding] = []
    main = table.columns.sheet[0].name
    rows, notes = noticing(table)
    for row in rows:
        key = table.key(row)
        if key in who.keys:
            counts[key] += 1
        elif not key:
            findings.append(_without_key(table, row))
        elif key not in who.unusable:
            findings.append(rules.NO_PARTICIPANT.finding(origin=table.at(row), key=table.columns.key, main=main))
    return counts, [*notes.findings(), *findings]


def _without_key(table: Table, row: SheetRow) -> Finding:
    place = table.at(row)
    if isinstance(row.cell(table.header.key), Unreadable):
        return rules.UNREADABLE_CELL.finding(origin=place.at(column=table.columns.key))
    return rules.NO_KEY.finding(origin=place, key=table.columns.key)


class Rows:
    """The rows of a file, put together anew each time they are gone through; `len` says how many."""

    def __init__(self, main: Table, who: Participants, details: Sequence[tuple[Table, Counter[str]]]) -> None:
        self._main, self._who, self._details = main, who, details

    def __len__(self) -> int:
        return len(self._who.keys)

    def __iter__(self) -> Iterator[Row]:
        details = [_Details(table, counts) for table, counts in self._details]
        for row in self._main:
            key = self._main.key(row)
            if key in self._who.keys:
                draft = Draft(self._main, key, row)
                for detail in details:
                    for more in detail.of(key):
                        draft.add(detail.table, more)
                yield draft.row()


class _Details:
    """A detail sheet, read on as far as each participant needs; rows of later ones wait."""

    def __init__(self, table: Table, counts: Counter[str]) -> None:
        self.table, self._counts = table, counts
        self._rows = iter(table)
        self._waiting: dict[str, list[SheetRow]] = {}

    def of(self, key: str) -> list[SheetRow]:
        """Return the rows of a participant."""
        found = self._waiting.pop(key, [])
        while len(found) < self._counts[key]:
            row = next(self._rows)
            whose = self.table.key(row)
            if whose == key:
                found.append(row)
            elif whose in self._counts:
                self._waiting.setdefault(whose, []).append(row)
        return found
