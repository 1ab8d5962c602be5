"""What may not be left in any text, and periods (IP6xx)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from integplan_pdf.engine.dates import Period
from integplan_pdf.engine.paths import leaves
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.packs.integreringsplan.plan import Plan

REST = Rule(
    "IP601",
    Severity.ERROR,
    nb="Her står det igjen tekst fra malen som skulle vært byttet ut eller fjernet.",
    en="Text of the template that should have been replaced or removed is left here.",
)
PERIODE_UKJENT = Rule(
    "IP602",
    Severity.INFO,
    nb="Perioden er ikke skrevet som datoer, så den kan ikke kontrolleres. Skriv dd.mm.åååå–dd.mm.åååå.",
    en="The period is not written as dates, so it cannot be checked. Write dd.mm.yyyy–dd.mm.yyyy.",
)
PERIODE_REKKEFOELGE = Rule(
    "IP603",
    Severity.WARNING,
    nb="Perioden slutter før den begynner.",
    en="The period ends before it begins.",
)

_REST = re.compile(
    r"\bxx\.(?:xx\.)?20xx\b|<\s*beskriv|skal fjernes før deltakeren får planen|automatisk generert beskrivelse",
    re.IGNORECASE,
)


def check(plan: Plan, on: dt.date) -> Iterator[Finding]:
    """Yield leftovers of the template, and periods that cannot be read or run backwards."""
    for path, value in leaves(plan):
        text = value.text if isinstance(value, Period) else value
        if isinstance(text, str) and _REST.search(text):
            yield REST.finding(path=path)
        elif isinstance(value, Period):
            yield from _period(value, path)


def _period(period: Period, path: str) -> Iterator[Finding]:
    if period and not (period.start or period.end):
        yield PERIODE_UKJENT.finding(path=path)
    elif period.start and period.end and period.end < period.start:
        yield PERIODE_REKKEFOELGE.finding(path=path)
