"""A sheet whose headers are understood: its rows, and what is noticed on the way through them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, groupby

from integplan_pdf.engine.cells import is_blank, on_one_line
from integplan_pdf.engine.columns import rules
from integplan_pdf.engine.columns.header import Header, Place, find_header
from integplan_pdf.engine.columns.names import Names, fold
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.mapping import ColumnMapping, SheetColumns
from integplan_pdf.model.row import Origin
from integplan_pdf.model.sheet import Sheet, SheetRow, Unreadable

_DIGITS = re.compile(r"\d+")
_MOST_LISTED = 10
_MOST_NAMED = 3
"""Headers named for a value that stands in several columns; of more, none is."""


class Table:
    """The rows below the headers of a sheet.

    Attributes:
        headers: plan path → header, for messages.

    Raises:
        InputError: a column that is needed is missing.
    """

    def __init__(self, sheet: Sheet, spec: SheetColumns, columns: ColumnMapping, file: str) -> None:
        self.sheet, self.spec, self.columns = sheet, spec, columns
        self.names = Names(spec, columns)
        self.header: Header = find_header(sheet, self.names, file)
        self.headers = _by_path(self.header.places)
        self.origin = Origin(file=file, sheet=sheet.name)
        self._totals = {fold(word) for word in columns.totals}
        self._key_headers = {fold(header) for header in (columns.key, *columns.key_aliases)}

    def __iter__(self) -> Iterator[SheetRow]:
        """Yield the rows of data that have content; totals and repeated headers are passed over."""
        return (row for row in self.below() if self.has_content(row) and not self.is_aside(row))

    def below(self) -> Iterator[SheetRow]:
        """Yield all rows below the headers."""
        return (row for row in self.sheet.rows if row.number > self.header.row)

    def key(self, row: SheetRow) -> str:
        """Return the row key; empty where there is none or it cannot be read."""
        return on_one_line(row.cell(self.header.key))

    def at(self, row: SheetRow, column: str = "") -> Origin:
        """Return where a row, or a cell of it, stands."""
        return self.origin.at(row=row.number, column=column, key=self.key(row))

    def has_content(self, row: SheetRow) -> bool:
        """Return whether anything stands in the columns that are read."""
        if not is_blank(row.cell(self.header.key)):
            return True
        return any(not is_blank(row.cell(index)) for place in self.header.places for index in place.indices)

    def is_aside(self, row: SheetRow) -> bool:
        """Return whether a row is a total or a repeated header: its first text says so."""
        key = row.cell(self.header.key)
        if isinstance(key, int | float | Unreadable) or (isinstance(key, str) and key[:1].isdecimal()):
            return False
        first = next((cell for cell in row.cells if not is_blank(cell)), None)
        word = _DIGITS.sub("", fold(on_one_line(first)))
        return word in self._totals or fold(on_one_line(key)) in self._key_headers


def _by_path(places: Iterable[Place]) -> dict[str, str]:
    """Return plan path → header for each value, and for what values are parts of: all their headers."""
    found: dict[str, list[str]] = {}
    for place in places:
        path = place.path.removesuffix(".tekst")
        while path:
            found.setdefault(path, []).append(place.header)
            path = path.rpartition(".")[0]
    return {path: ", ".join(headers) for path, headers in found.items() if len(headers) <= _MOST_NAMED}


@dataclass(slots=True)
class Notes:
    """What is noticed on the way through a table, besides its data."""

    table: Table
    aside: list[SheetRow]
    hidden: list[int]
    loose: dict[int, SheetRow]

    def findings(self) -> Iterator[Finding]:
        """Yield them."""
        table = self.table
        if table.sheet.hidden:
            yield rules.HIDDEN_SHEET.finding(origin=table.origin)
        if table.header.unread:
            yield rules.COLUMNS_NOT_READ.finding(origin=table.origin, names=", ".join(table.header.unread))
        for index, row in sorted(self.loose.items()):
            place = table.origin.at(row=row.number)
            yield rules.NO_HEADER.finding(origin=place, letter=column_letter(index))
        for row in self.aside:
            yield rules.NOT_A_PARTICIPANT.finding(origin=table.origin.at(row=row.number))
        if self.hidden:
            yield rules.HIDDEN_ROWS.finding(origin=table.origin, rows=listed(self.hidden))


def noticing(table: Table) -> tuple[Iterator[SheetRow], Notes]:
    """Return the rows of a table, and the notes that are complete when they have been gone through.

    Raises:
        InputError: while they are gone through: a column that is refused has content.
    """
    notes = Notes(table, [], [], {})
    return _noticed(table, notes), notes


def _noticed(table: Table, notes: Notes) -> Iterator[SheetRow]:
    settled, refused = table.header.settled, table.header.refused
    first = next(index for index in count() if index not in settled)
    for row in table.below():
        if table.is_aside(row):
            notes.aside.append(row)
            continue
        for index in range(first, len(row.cells)):
            if index not in settled and not is_blank(row.cells[index]):
                if index in refused:
                    raise refused[index]
                notes.loose.setdefault(index, row)
        if table.has_content(row):
            if row.hidden:
                notes.hidden.append(row.number)
            yield row


def listed(numbers: Iterable[int]) -> str:
    """Return row numbers as people write them, in order: `3, 7–9`, and `…` after the first ten."""
    runs = []
    for _, run in groupby(enumerate(numbers), key=lambda item: item[1] - item[0]):
        same = [number for _, number in run]
        runs.append(f"{same[0]}–{same[-1]}" if len(same) > 1 else f"{same[0]}")
    return ", ".join(runs[:_MOST_LISTED] + ["…"] * (len(runs) > _MOST_LISTED))


def column_letter(index: int) -> str:
    """Return the letters of a column, counted from 0: `A`, `Z`, `AA`."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
