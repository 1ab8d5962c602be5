"""The cells of a row as values of a plan, as far as the columns say what they hold."""

from __future__ import annotations

import datetime as dt
import re

from integplan_pdf.engine.cells import as_text, is_blank, on_one_line
from integplan_pdf.engine.columns.header import Place
from integplan_pdf.engine.columns.rules import DIGITS_LOST, ZEROS_FILLED
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.mapping import Column, Digits
from integplan_pdf.model.row import Origin
from integplan_pdf.model.sheet import Cell, SheetRow, Unreadable

_SEPARATORS = re.compile(r"[\s.-]")
_MARKED = re.compile(r"'(?=[\d\s.-]+$)")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)


def value_of(place: Place, row: SheetRow) -> Cell:
    """Return what stands at a place: a cell as its column wants it, or the parts of a value put together."""
    if place.join is None:
        cell = row.cell(place.indices[0])
        return None if cell is None else _wanted(cell, place.column)
    filled = [cell for cell in map(row.cell, place.indices) if not is_blank(cell)]
    for cell in filled:
        if isinstance(cell, Unreadable):
            return cell
    if place.join.take == "first" or len(filled) < 2:
        return _wanted(filled[0], place.column) if filled else None
    return place.join.between.join(map(on_one_line, filled))


def _wanted(cell: Cell, column: Column) -> Cell:
    """Return a cell as the kind of its column asks for; what does not fit is left to the plan to refuse."""
    if isinstance(cell, str):
        if not cell or cell.isspace():
            return None
        if column.kind == "text":
            return cell
    match column.kind:
        case _ if isinstance(cell, Unreadable):
            return cell
        case "text":
            return as_text(cell)
        case "choice":
            shown = on_one_line(cell).casefold()
            return next((value for name, value in column.choices.items() if name.casefold() == shown), cell)
        case "date" if isinstance(cell, dt.datetime):
            return cell.date()
        case _:
            return on_one_line(cell) if isinstance(cell, str) else cell


def restored(value: Cell, digits: Digits, path: str, place: Origin) -> tuple[Cell, list[Finding]]:
    """Return a number with the leading zeros it has lost, where its check digits prove them, and what to say of it."""
    text = _MARKED.sub("", as_text(value))  # an apostrophe marks text in spreadsheets, and comes along in CSV
    if _SHORTENED.fullmatch(text.strip()):
        return None, [DIGITS_LOST.finding(origin=place, path=path)]
    plain = _SEPARATORS.sub("", text)
    filled = plain.zfill(digits.length)
    if not plain.isdecimal() or len(plain) >= digits.length or not _checks(filled, digits):
        return text, []
    return filled, [ZEROS_FILLED.finding(origin=place, path=path, length=digits.length)]


def _checks(number: str, digits: Digits) -> bool:
    sums = (sum(int(d) * weight for d, weight in zip(number, row, strict=False)) for row in digits.weights)
    return all(total % 11 == 0 for total in sums)
