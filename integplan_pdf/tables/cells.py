"""What the readers and writers of tables share: cells as text, and blank cells."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from integplan_pdf.engine.dates import format_date
from integplan_pdf.model.sheet import Cell, SheetRow, Unreadable


def as_text(cell: Cell) -> str:
    """Return the cell as a Norwegian reader writes it: `dd.mm.åååå`, decimal comma, `Ja` or `Nei`.

    Blank and unreadable cells give an empty string.
    """
    match cell:
        case None | Unreadable():
            return ""
        case bool():
            return "Ja" if cell else "Nei"
        case dt.datetime():
            return f"{format_date(cell)} {cell:%H:%M:%S}" if cell.time() != dt.time() else format_date(cell)
        case dt.date():
            return format_date(cell)
        case float():
            return f"{int(cell)}" if cell.is_integer() else repr(cell).replace(".", ",")
        case _:
            return str(cell)


def is_blank(cell: Cell) -> bool:
    """Return whether the cell shows nothing: no value, or only white space."""
    return cell is None or (isinstance(cell, str) and not cell.strip())


def filled_rows(rows: Iterable[tuple[int, Iterable[Cell]]]) -> Iterator[SheetRow]:
    """Yield the numbered rows that are not blank, without the empty cells at their ends."""
    for number, given in rows:
        cells = list(given)
        while cells and cells[-1] is None:
            cells.pop()
        if not all(is_blank(cell) for cell in cells):
            yield SheetRow(number, tuple(cells))
