"""Hours as people write them (`18 t/uke`, `40 timer i alt`), and their average over a stretch of time."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from integplan_pdf.packs.integreringsplan.plan import Tiltak

_NUMBER = re.compile(r"(\d{1,4}(?:[.,]\d{1,2})?)")
_PER_WEEK = re.compile(r"(?:/|\bper\b|\bpr\b\.?|\bi\b|\bhver\b)\s*uk(?:e|a|en)\b|\bukentlig", re.IGNORECASE)
_PER_DAY = re.compile(r"(?:/|\bper\b|\bpr\b\.?|\bi\b|\bhver\b)\s*dag(?:en)?\b|\bdaglig", re.IGNORECASE)
_IN_ALL = re.compile(r"\bi alt\b|\btotalt?\b|\btil sammen\b|\bsamlet\b", re.IGNORECASE)
_DAYS_A_WEEK = 5


@dataclass(frozen=True, slots=True)
class Timetall:
    """Hours per week, or in all; None where the text says neither."""

    per_uke: float | None = None
    i_alt: float | None = None

    @property
    def kjent(self) -> bool:
        return self.per_uke is not None or self.i_alt is not None


def les_timer(text: str) -> Timetall:
    """Return the hours that `text` says; of several numbers (`15–18 t/uke`) the least."""
    numbers = [float(number.replace(",", ".")) for number in _NUMBER.findall(text)]
    if not numbers:
        return Timetall()
    if _PER_WEEK.search(text):
        return Timetall(per_uke=min(numbers))
    if _PER_DAY.search(text):
        return Timetall(per_uke=min(numbers) * _DAYS_A_WEEK)
    return Timetall(i_alt=min(numbers)) if _IN_ALL.search(text) else Timetall()


@dataclass(frozen=True, slots=True)
class Snitt:
    """The average hours a week between two days.

    Attributes:
        timer: what the measures with known hours and period come to.
        uklare: numbers from 1 of the measures whose hours or period cannot be read.
    """

    timer: float
    uklare: tuple[int, ...]


def snitt(alle: Iterable[Tiltak], start: dt.date, slutt: dt.date, ferie_dager: int = 0) -> Snitt:
    """Return the average from `start` to `slutt`, both included.

    Up to `ferie_dager` days without measures are left out. A measure counts on the days of its period that lie in
    between; hours in all are spread over its own period.
    """
    days = (slutt - start).days + 1
    covered = bytearray(days)
    timer, uklare = 0.0, []
    for number, tiltak in enumerate(alle, 1):
        if tiltak.er_tom():
            continue
        fra, til = tiltak.periode.start, tiltak.periode.end
        timetall = les_timer(tiltak.timer)
        if not fra or not til or til < fra or not timetall.kjent:
            uklare.append(number)
            continue
        first, last = max(0, (fra - start).days), min(days, (til - start).days + 1)
        if last > first:
            covered[first:last] = b"\x01" * (last - first)
            timer += _timer(timetall, last - first, (til - fra).days + 1)
    counted = days - min(ferie_dager, covered.count(0))
    return Snitt(timer / max(counted, 1) * 7, tuple(uklare))


def _timer(timetall: Timetall, days: int, length: int) -> float:
    """Return the hours of `days` days out of a period of `length` days."""
    if timetall.per_uke is not None:
        return timetall.per_uke * days / 7
    return (timetall.i_alt or 0) * days / length
