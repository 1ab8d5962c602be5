"""Cells as people read them: as text, and blank ones."""

from __future__ import annotations

import datetime as dt

from integplan_pdf.engine.dates import format_date
from integplan_pdf.model.sheet import Cell, Unreadable


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


def on_one_line(cell: Cell) -> str:
    """Return the cell as text, each run of white space (also non-breaking) one space, none at either end."""
    return " ".join((cell if isinstance(cell, str) else as_text(cell)).split())


def is_blank(cell: Cell) -> bool:
    """Return whether the cell shows nothing: no value, or only white space."""
    return cell is None or (isinstance(cell, str) and (not cell or cell.isspace()))
