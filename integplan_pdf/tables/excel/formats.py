"""What number formats make of the numbers in cells (ECMA-376 part 1, 18.8.30)."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable
from functools import lru_cache, partial

from openpyxl.styles.numbers import is_date_format, is_timedelta_format
from openpyxl.utils.datetime import from_excel

from integplan_pdf.model.sheet import Cell, Unreadable
from integplan_pdf.tables.excel.ooxml import plain_number, zero_padded

Maker = Callable[[float], Cell]
"""Makes a cell of a number."""

_KEPT_DAYS = 4096
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


def maker(number_format: str, epoch: dt.datetime) -> Maker:
    """Return what makes cells of numbers with a format; `epoch` is day 0 of the workbook's date system.

    Days are dates, or moments if they have a time; months without a day are text (`02.2026`), as are times of day,
    durations, percentages (`60 %`) and zero-padded numbers. What cannot be the day it is formatted as is unreadable.
    """
    shown = _LITERAL.sub("", number_format.partition(";")[0]).casefold()
    if is_timedelta_format(number_format):
        return _duration
    if is_date_format(number_format):
        only_month = "y" in shown and "m" in shown and not set(shown) & set("dhs")
        # The same days come again and again, and openpyxl takes its time to work one out.
        return lru_cache(_KEPT_DAYS)(partial(_moment, epoch=epoch, only_month=only_month))
    if "%" in shown:
        return _percentage
    return lambda number: _number(number, number_format)


def _number(number: float, number_format: str) -> Cell:
    cell = plain_number(number)
    return (zero_padded(cell, number_format) or cell) if isinstance(cell, int) else cell


def _percentage(number: float) -> Cell:
    cell = plain_number(round(number * 100, 8)) if math.isfinite(number) else Unreadable.ERROR
    return cell if isinstance(cell, Unreadable) else f"{cell} %".replace(".", ",")


def _duration(number: float) -> Cell:
    if not math.isfinite(number):
        return Unreadable.ERROR
    minutes = round(number * 24 * 60)
    return f"{minutes // 60}:{minutes % 60:02}"


def _moment(number: float, *, epoch: dt.datetime, only_month: bool) -> Cell:
    moment: dt.datetime | dt.time
    try:
        moment = from_excel(number, epoch)
    except (OverflowError, ValueError):
        return Unreadable.ERROR
    if isinstance(moment, dt.time):
        return f"{moment:%H:%M}" if number else Unreadable.ERROR
    if moment.year < 1900:
        return Unreadable.ERROR
    if only_month:
        return f"{moment:%m.%Y}"
    return moment if moment.time() != dt.time() else moment.date()
