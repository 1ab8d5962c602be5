"""Fødselsnummer, D-nummer, DUF-nummer and their kin: what a number is, and whether its check digits hold.

Sources: folkeregisterforskriften §§ 2-2-1, 2-2-2; Skatteetaten on synthetic numbers (month + 80) and on the numbers of
2032 (first check digit relaxed); NHN on SyntPop (month + 65); SSB KOSTRA kontrollprogram for DUF.

Limits: month + 40 is used both for help numbers of the health services (H-nummer) and for NAV's test persons, and
nothing in the number tells which. Sex and century cannot be read from numbers given out from 2032.

>>> recognise("148387 02016")
Number(kind=<Kind.FNR: 'fødselsnummer'>, valid=True, synthetic=True, help=False, relaxed=False)
>>> recognise("2099 000001 03").kind
<Kind.DUF: 'DUF-nummer'>
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from integplan_pdf.packs.integreringsplan.law import LAW

_K1 = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_K2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_DUF = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)
_SYNTHETIC_MONTHS = (80, 65)  # Tenor; SyntPop
_HELP_MONTH = 40  # H-nummer of the health services, and NAV's test persons
_SEPARATORS = re.compile(r"[\s.\-:/]")
_TODAY = dt.date(2026, 1, 1)


class Kind(StrEnum):
    """What kind of number it is."""

    FNR = "fødselsnummer"
    DNR = "D-nummer"
    FH = "FH-nummer"
    DUF = "DUF-nummer"
    OTHER = "annet"


@dataclass(frozen=True, slots=True)
class Number:
    """What a number was recognised as.

    Attributes:
        valid: its date exists and its check digits hold (always True for `OTHER`, which has none).
        synthetic: a test number, which never belongs to a real person.
        help: a help number (FH, or H, which looks like a test number of NAV), not one of Folkeregisteret.
        relaxed: its check digits hold only by the rule of 2032.
    """

    kind: Kind
    valid: bool = True
    synthetic: bool = False
    help: bool = False
    relaxed: bool = False


def compact(text: str) -> str:
    """Return the number without the separators that people write."""
    return _SEPARATORS.sub("", text)


def recognise(text: str, on: dt.date = _TODAY) -> Number:
    """Return what kind of number `text` is; separators are passed over.

    Judged by the day `on`: from 2032 the first check digit may leave a remainder of 0 to 3.
    """
    digits = compact(text)
    if not (digits.isascii() and digits.isdecimal()):
        return Number(Kind.OTHER)
    if len(digits) == 12:
        return Number(Kind.DUF, _valid_duf(digits), int(digits[:4]) == LAW.get("duf_testaar", on))
    if len(digits) != 11:
        return Number(Kind.OTHER)
    strict, relaxed = _checked(digits, range(1)), _checked(digits, range(4))
    valid = relaxed if on >= LAW.get("nummer_2032", on) else strict
    if digits[0] in "89":
        return Number(Kind.FH, valid, help=True, relaxed=relaxed and not strict)
    kind = Kind.DNR if digits[0] in "4567" else Kind.FNR
    month, shift = _month(int(digits[2:4]))
    exists = _is_day(int(digits[:2]) - (40 if kind is Kind.DNR else 0), month, int(digits[4:6]))
    return Number(
        kind,
        valid and exists,
        synthetic=shift in _SYNTHETIC_MONTHS,
        help=shift == _HELP_MONTH,
        relaxed=relaxed and exists and not strict,
    )


def duf_year(text: str) -> int:
    """Return the year that a DUF number begins with."""
    return int(compact(text)[:4])


def _month(coded: int) -> tuple[int, int]:
    """Return the month, and what was added to it."""
    for shift in (*_SYNTHETIC_MONTHS, _HELP_MONTH):
        if 1 <= coded - shift <= 12:
            return coded - shift, shift
    return coded, 0


def _is_day(day: int, month: int, two_digit_year: int) -> bool:
    """Return whether the day exists; 29 February is let through, for the century is coded elsewhere."""
    leap = two_digit_year % 4 == 0
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 and leap else calendar.monthrange(2001, month)[1])


def _checked(digits: str, rests: range) -> bool:
    return _weighted(digits[:10], _K1) % 11 in rests and _weighted(digits, _K2) % 11 == 0


def _valid_duf(digits: str) -> bool:
    return _weighted(digits[:10], _DUF) % 11 == int(digits[10:])


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
