"""Fødselsnummer, D-nummer and DUF-nummer: what a number is, and whether its check digits hold.

Sources: folkeregisterforskriften §§ 2-2-1, 2-2-2; Skatteetaten on synthetic numbers (month + 80) and on the numbers of
2032 (first check digit relaxed); SSB KOSTRA kontrollprogram for DUF.

>>> recognise("148387 02016")
Number(kind=<Kind.FNR: 'fødselsnummer'>, valid=True, synthetic=True)
>>> recognise("2099 000001 03").kind
<Kind.DUF: 'DUF-nummer'>
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

_K1 = (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)
_K2 = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_DUF = (4, 6, 3, 2, 4, 6, 3, 2, 7, 5)
_SYNTHETIC_MONTHS = (80, 65, 40)  # Tenor; SyntPop; NAV Dolly, shared with the health services' H-nummer
_SEPARATORS = re.compile(r"[\s.\-:/]")
_YEAR_2032 = dt.date(2032, 1, 1)


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
        valid: its check digits hold (always True for `OTHER`, which has none).
        synthetic: a test number, which never belongs to a real person.
    """

    kind: Kind
    valid: bool = True
    synthetic: bool = False


def recognise(text: str, on: dt.date | None = None) -> Number:
    """Return what kind of number `text` is; separators are passed over.

    Judged by the day `on`: from 01.01.2032 the first check digit may leave a remainder of 0 to 3.
    """
    digits = _SEPARATORS.sub("", text)
    if not (digits.isascii() and digits.isdecimal()):
        return Number(Kind.OTHER)
    if len(digits) == 12:
        return Number(Kind.DUF, _valid_duf(digits), digits.startswith("2099"))
    if len(digits) != 11:
        return Number(Kind.OTHER)
    if digits[0] in "89":
        return Number(Kind.FH, _checked(digits, on))
    kind = Kind.DNR if digits[0] in "4567" else Kind.FNR
    month, synthetic = _month(int(digits[2:4]))
    day = int(digits[:2]) - (40 if kind is Kind.DNR else 0)
    return Number(kind, _checked(digits, on) and _is_day(day, month, int(digits[4:6])), synthetic)


def _month(coded: int) -> tuple[int, bool]:
    for shift in _SYNTHETIC_MONTHS:
        if 1 <= coded - shift <= 12:
            return coded - shift, True
    return coded, False


def _is_day(day: int, month: int, two_digit_year: int) -> bool:
    """Return whether the day exists; 29 February is let through, for the century is coded elsewhere."""
    leap = two_digit_year % 4 == 0
    return 1 <= month <= 12 and 1 <= day <= (29 if month == 2 and leap else calendar.monthrange(2001, month)[1])


def _checked(digits: str, on: dt.date | None) -> bool:
    relaxed = on is not None and on >= _YEAR_2032
    first = _weighted(digits[:10], _K1) % 11
    return first in (range(4) if relaxed else (0,)) and _weighted(digits, _K2) % 11 == 0


def _valid_duf(digits: str) -> bool:
    return _weighted(digits[:10], _DUF) % 11 == int(digits[10:])


def _weighted(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))
