"""What people call a place in the plan: the sheet, the number of the row and the header of the column."""

from __future__ import annotations

import re

from integplan_pdf.model.mapping import Column, ColumnMapping, SheetColumns

_NUMBER = re.compile(r"\.(\d+)(?=\.|$)")


def template_of(path: str) -> str:
    """Return `path` with its row number open: `tiltak.{i}.navn` for `tiltak.2.navn`."""
    return _NUMBER.sub(".{i}", path, count=1)


class Headers:
    """The names of plan paths by the mapping of columns."""

    def __init__(self, mapping: ColumnMapping) -> None:
        self._names = {
            path: (sheet, name, column)
            for sheet in mapping.sheet
            for column in sheet.column
            for path, name in _named(sheet, column)
        }
        self._tables = {sheet.table: sheet.name for sheet in mapping.sheet if sheet.table and not sheet.names}

    def repeats(self, path: str) -> bool:
        """Return whether `path` stands in a row of a table whose rows can come and go."""
        return path not in self._names and self.table_of(path) != ""

    def table_of(self, path: str) -> str:
        """Return the table that `path` lies in, or an empty string."""
        table, mark, _ = template_of(path).partition(".{i}")
        return table if mark and table in self._tables else ""

    def place(self, path: str) -> str:
        """Return e.g. `Sluttmål`, `Tiltak 2: Begrunnelse`, `Prøver, Lytte: Nivå`; else the path."""
        found = self._names.get(path) or self._names.get(template_of(path))
        if found is None:
            return path
        sheet, name, column = found
        if not sheet.table:
            return column.header
        number = _NUMBER.search(path)
        return f"{sheet.name}, {name}: {column.header}" if name else f"{sheet.name} {_digits(number)}: {column.header}"

    def header(self, path: str) -> str:
        """Return the header of the column alone."""
        found = self._names.get(path) or self._names.get(template_of(path))
        return found[2].header if found else path.rpartition(".")[2]

    def row(self, path: str) -> str:
        """Return e.g. `Tiltak 2` for a path in that row."""
        return f"{self._tables[self.table_of(path)]} {_digits(_NUMBER.search(path))}"

    def shown(self, path: str, stored: str) -> str:
        """Return what the drop-down of the column shows for a stored value."""
        found = self._names.get(path) or self._names.get(template_of(path))
        choices = found[2].choices if found else {}
        return next((text for text, value in choices.items() if value == stored), stored)


def _named(sheet: SheetColumns, column: Column) -> list[tuple[str, str]]:
    """Return the paths of a column, each with the name of its fixed row, if it has one."""
    return list(zip(sheet.paths(column), sheet.names or [""], strict=True))


def _digits(number: re.Match[str] | None) -> str:
    return number[1] if number else ""
