"""Plain workbooks in one go (calamine): several times as fast, and openpyxl need not be loaded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import python_calamine as calamine

from integplan_pdf.model.sheet import Area, Cell, Sheet
from integplan_pdf.tables.cells import RawRow, filled_down, filled_rows
from integplan_pdf.tables.excel.ooxml import plain_number
from integplan_pdf.tables.opened import Open

_LAST_DAY = 2_958_465  # 31.12.9999; a later one comes as a number, though it is formatted as a day
_LEAP_YEAR_BUG = 1900  # has a 29th of February in Excel, around which days are counted differently


class NotPlainError(Exception):
    """A cell turned out not to be read as we read it."""


def read_plain(opened: Open) -> list[Sheet]:
    """Return the worksheets of a plain workbook.

    Raises:
        NotPlainError: calamine refuses it, or may be wrong about a cell.
    """
    try:
        with opened() as file:
            return list(_sheets(calamine.CalamineWorkbook.from_filelike(file)))
    except (NotPlainError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # a panic of Rust is no Exception
        raise NotPlainError from error


def _sheets(book: calamine.CalamineWorkbook) -> Iterator[Sheet]:
    for known in book.sheets_metadata:
        if known.typ is calamine.SheetTypeEnum.WorkSheet:
            sheet = book.get_sheet_by_name(known.name)
            merged = tuple(
                Area(top + 1, left, bottom + 1, right)
                for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
            )
            rows = filled_down(filled_rows(_rows(sheet)), merged)
            yield Sheet(known.name, tuple(rows), merged, known.visible is not calamine.SheetVisibleEnum.Visible)


def _rows(sheet: calamine.CalamineSheet) -> Iterator[RawRow]:
    before = [None] * sheet.start[1] if sheet.start else []
    for number, row in enumerate(sheet.iter_rows(), 1):
        yield number, [*before, *map(_cell, row)], False


def _cell(value: Any) -> Cell:
    match value:
        case str():
            return value or None
        case bool():
            return value
        case float() if value <= _LAST_DAY:
            return plain_number(value)
        case dt.date() if type(value) is dt.date and value.year > _LEAP_YEAR_BUG:
            return value
    raise NotPlainError
