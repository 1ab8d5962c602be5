"""Tables of cells, as read from a workbook or a text file, and as they are to be written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Literal, NamedTuple


class Unreadable(Enum):
    """Why a cell that is not blank has no value.

    Attributes:
        NO_CACHED_VALUE: a formula that no program has calculated yet.
        ERROR: an error value such as `#REF!`, or a number that cannot be the date it is formatted as.
    """

    NO_CACHED_VALUE = "formula"
    ERROR = "error"


Cell = str | int | float | bool | dt.date | dt.datetime | Unreadable | None
"""What one cell holds; None is a blank cell."""

ColumnKind = Literal["text", "date", "choice", "bool", "number"]


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row that is not blank.

    Attributes:
        number: 1-based row of the worksheet, or 1-based line of the text file where the row begins.
        cells: from the first column on; blank cells at the end are left out, so rows differ in length.
        hidden: the row was hidden, or filtered away.
    """

    number: int
    cells: tuple[Cell, ...]
    hidden: bool = False

    def cell(self, index: int) -> Cell:
        """Return the cell in column `index` (from 0); None beyond the last."""
        return self.cells[index] if index < len(self.cells) else None


class Area(NamedTuple):
    """Cells merged into one: first and last row (from 1), first and last column (from 0)."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet with its rows in order; blank rows are left out, the row numbers tell where.

    Attributes:
        rows: can be gone through any number of times, but not always indexed: those of a large file are read from
            it each time.
        merged: the merged areas. Their value stands in every row of their first column; their other cells are blank.
        hidden: the sheet is not shown.
    """

    name: str
    rows: Iterable[SheetRow]
    merged: tuple[Area, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """A column to be written.

    Attributes:
        header: the text of the header cell, exactly as it is to be read again.
        choices: the drop-down of a `choice` column.
        note: shown when a cell of the column is selected.
        width: in characters; 0 lets the header decide.
        required: marked as a column that must be filled in.
    """

    header: str
    kind: ColumnKind = "text"
    choices: tuple[str, ...] = ()
    note: str = ""
    width: int = 0
    required: bool = False


@dataclass(frozen=True, slots=True)
class SheetSpec:
    """A worksheet to be written: a header row, and `rows` with one cell per column."""

    name: str
    columns: tuple[ColumnSpec, ...]
    rows: tuple[tuple[Cell, ...], ...] = ()
