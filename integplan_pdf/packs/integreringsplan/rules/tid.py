"""Days and months as the rules count them."""

from __future__ import annotations

import datetime as dt

from integplan_pdf.engine.dates import Period, add_months
from integplan_pdf.packs.integreringsplan.plan import Plan


def senere(day: dt.date, months: int = 0, days: int = 0) -> dt.date:
    """Return the day so many months and days after `day`, or the last day there is."""
    try:
        return add_months(day, months) + dt.timedelta(days=days)
    except (OverflowError, ValueError):
        return dt.date.max


def tidligere(day: dt.date, days: int) -> dt.date:
    """Return the day so many days before `day`, or the first day there is."""
    try:
        return day - dt.timedelta(days=days)
    except OverflowError:
        return dt.date.min


def siste_dag(start: dt.date, months: int, permisjon: int = 0) -> dt.date:
    """Return the last day of a programme of `months`, with one day of tolerance and approved leave added."""
    return senere(start, months, permisjon)


def permisjon(plan: Plan) -> int:
    """Return the days of approved leave, 0 when they are not known."""
    return plan.opplysninger.permisjon_dager or 0


def programslutt(plan: Plan) -> dt.date | None:
    """Return the last day of the programme, extension included."""
    slutt, til = plan.varighet.sluttdato, plan.varighet.forlengelse.til
    return max(slutt, til) if slutt and til else slutt


def alder(foedt: dt.date, day: dt.date) -> int:
    """Return the age in whole years on `day`."""
    return day.year - foedt.year - ((day.month, day.day) < (foedt.month, foedt.day))


def utenfor(period: Period, start: dt.date, slutt: dt.date) -> bool:
    """Return whether a period reaches outside the months of a programme; open ends do not."""
    foerste, siste = start.replace(day=1), senere(slutt.replace(day=1), 1, -1)
    return bool((period.start and period.start < foerste) or (period.end and period.end > siste))
