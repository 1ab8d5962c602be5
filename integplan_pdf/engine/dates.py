"""Dates and periods as Norwegians write them, read into one canonical form.

Written form follows Språkrådet: `dd.mm.åååå`, a period with an en dash without spaces. Reading is lenient, but
never guesses: what cannot be read unambiguously is not a date.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache

_EXCEL_EPOCH = dt.date(1899, 12, 30)
_EXCEL_SERIALS = range(20_000, 80_000)  # 1954 to 2119: nothing a plan speaks of lies outside
_NORWEGIAN = re.compile(r"(\d{1,2})\s*[./]\s*(\d{1,2})\s*[./]\s*(\d{4}|\d{2})\.?")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_ISO_INSIDE = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_MONTH = re.compile(r"(\d{1,2})\s*[./]\s*(\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?")
_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
_NAMED = re.compile(
    r"\b(?:(\d{1,2})\.?\s*)?(jan(?:uar)?|feb(?:ruar)?|mars?|apr(?:il)?|mai|juni?|juli?|aug(?:ust)?|sept?(?:ember)?|"
    r"okt(?:ober)?|nov(?:ember)?|des(?:ember)?)\b\.?(?:\s+(\d{4})\b)?",
    re.IGNORECASE,
)
_DASH = re.compile(r"\s*[–—―‒-]\s*|\s+til(?:\s+og\s+med)?\s+|\s+t\.?o\.?m\.?\s+", re.IGNORECASE)
_FROM = re.compile(r"^(?:fra(?:\s+og\s+med)?|f\.?o\.?m\.?)\s+", re.IGNORECASE)
_REMEMBERED = 4096
"""A plan's dates are read by several rules, and the plans of a batch share many."""


@lru_cache(maxsize=_REMEMBERED)
def parse_date(text: str) -> dt.date | None:
    """Return the date that `text` says, or None.

    Understood are `dd.mm.åååå`, `d.m.åå`, `d/m/åååå`, `d. mars åååå`, ISO 8601 and an Excel serial.
    """
    text = _months_as_numbers(text.strip())
    if match := _ISO.fullmatch(text):
        return _date(int(match[1]), int(match[2]), int(match[3]))
    if match := _NORWEGIAN.fullmatch(text):
        return _date(_full_year(match[3]), int(match[2]), int(match[1]))
    if text.isdecimal() and int(text) in _EXCEL_SERIALS:
        return excel_date(int(text))
    return None


def excel_date(serial: float) -> dt.date | None:
    """Return the day of an Excel serial number (1900 date system), or None outside 1954–2119."""
    days = int(serial)
    return _EXCEL_EPOCH + dt.timedelta(days=days) if days in _EXCEL_SERIALS else None


def format_date(day: dt.date) -> str:
    """Return `dd.mm.åååå`."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def add_months(day: dt.date, months: int) -> dt.date:
    """Return the same day of the month `months` later, or that month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time as written in one box.

    Attributes:
        text: what stands in the box: canonical when it was understood, else as it was given.
        start: first day, or None when the text gives none.
        end: last day, or None.
    """

    text: str = ""
    start: dt.date | None = None
    end: dt.date | None = None

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=_REMEMBERED)
def parse_period(text: str) -> Period:
    """Read `01.02.2026–30.06.2026`, `1.2.–30.6.2026`, `02.2026–06.2026`, `01.02.2026–` or one date.

    Other text is kept as it is, without a start and an end.
    """
    text = text.strip()
    plain = _ISO_INSIDE.sub(r"\3.\2.\1", _months_as_numbers(_FROM.sub("", text)))
    start, *rest = _DASH.split(plain)
    if not rest:
        point = _point(start)
        return Period(point.text, point.first, point.last) if point else Period(text)
    if len(rest) == 1:
        return _between(start, rest[0]) or Period(text)
    return Period(text)


def _between(start: str, end: str) -> Period | None:
    """Return the period between two written ends, one of which may be open."""
    first, last = (_start_point(start, end) if start else None), (_point(end) if end else None)
    if (start and not first) or (end and not last) or not (first or last):
        return None
    text = f"{first.text if first else ''}–{last.text if last else ''}"
    return Period(text, first.first if first else None, last.last if last else None)


def period_of(start: dt.date | None, end: dt.date | None) -> Period:
    """Return the period from `start` to `end`, either of which may be open."""
    if start and end:
        return Period(f"{format_date(start)}–{format_date(end)}", start, end)
    if start:
        return Period(f"{format_date(start)}–", start, None)
    return Period(f"–{format_date(end)}", None, end) if end else Period()


@dataclass(frozen=True, slots=True)
class _Point:
    """One end of a period: a day, or a whole month."""

    text: str
    first: dt.date
    last: dt.date


def _point(text: str) -> _Point | None:
    if day := parse_date(text):
        return _Point(format_date(day), day, day)
    match = _MONTH.fullmatch(text.strip())
    first = _date(int(match[2]), int(match[1]), 1) if match else None
    if first is None:
        return None
    last = first.replace(day=calendar.monthrange(first.year, first.month)[1])
    return _Point(f"{first.month:02}.{first.year:04}", first, last)


def _start_point(text: str, end: str) -> _Point | None:
    """Read the first half of a period, which may leave its year to the second half."""
    if point := _point(text):
        return point
    match, last = _DAY_MONTH.fullmatch(text.strip()), _point(end)
    if not match or not last:
        return None
    return _point(f"{match[1]}.{match[2]}.{last.last.year}")


def _months_as_numbers(text: str) -> str:
    """Write `1. mars 2026` as `1.3.2026`, `mars 2026` as `3.2026` and `1. mars` as `1.3.`."""

    def number(match: re.Match[str]) -> str:
        day, name, year = match.groups()
        parts = (day, str(_MONTHS.index(name[:3].lower()) + 1), year)
        return ".".join(part or "" for part in parts).removeprefix(".") if day or year else match[0]

    return _NAMED.sub(number, text)


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None
