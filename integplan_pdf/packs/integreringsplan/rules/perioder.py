"""Periods and what is ticked off (IP6xx)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from integplan_pdf.engine.dates import Period, parse_period
from integplan_pdf.engine.rules import About, Hit
from integplan_pdf.model.finding import Severity, Strength
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.packs.integreringsplan.rules.maltekst import er_rest
from integplan_pdf.packs.integreringsplan.rules.norsk import FERDIGHETER
from integplan_pdf.packs.integreringsplan.rules.tid import programslutt, tidligere, utenfor

_MALEN = (LAW.source("malen"),)


@dataclass(frozen=True, slots=True)
class Punkt:
    """Something of the plan with a period and a box to tick."""

    path: str
    periode: Period
    kryss: str
    gjort: bool


def punkter(plan: Plan) -> Iterator[Punkt]:
    """Yield delmål, courses, tests and measures in order."""
    for number, delmaal in enumerate(plan.delmaal, 1):
        path = f"delmaal.{number}"
        yield Punkt(f"{path}.periode", delmaal.periode, f"{path}.oppnaadd", delmaal.oppnaadd)
    for number, kurs in enumerate(plan.spraaktilbud.kurs, 1):
        path = f"spraaktilbud.kurs.{number}"
        yield Punkt(f"{path}.periode", kurs.periode, f"{path}.gjennomfoert", kurs.gjennomfoert)
    for ferdighet in FERDIGHETER:
        proeve, path = getattr(plan.proever, ferdighet), f"proever.{ferdighet}"
        periode = parse_period(proeve.tidspunkt) if proeve.tidspunkt else Period()
        yield Punkt(f"{path}.tidspunkt", periode, f"{path}.gjennomfoert", proeve.gjennomfoert)
    for number, tiltak in enumerate(plan.tiltak, 1):
        path = f"tiltak.{number}"
        yield Punkt(f"{path}.periode", tiltak.periode, f"{path}.gjennomfoert", tiltak.gjennomfoert)


@About(
    id="IP602",
    title="Perioder er skrevet som datoer",
    title_en="Periods are written as dates",
    nb="Perioden er ikke skrevet som datoer, så den kan ikke kontrolleres. Skriv dd.mm.åååå–dd.mm.åååå.",
    en="The period is not written as dates, so it cannot be checked. Write dd.mm.yyyy–dd.mm.yyyy.",
    severity=Severity.INFO,
    strength=Strength.TEMPLATE,
    sources=_MALEN,
    fails={"tiltak.1.periode": "våren"},
    passes={"tiltak.1.periode": "02.2026–06.2026"},
)
def ukjent(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """A placeholder of the template is reported as such."""
    for punkt in punkter(plan):
        periode = punkt.periode
        if periode and not (periode.start or periode.end) and not er_rest(periode.text):
            yield Hit(punkt.path)


@About(
    id="IP603",
    title="Perioder slutter etter at de begynner",
    title_en="Periods end after they begin",
    nb="Perioden slutter før den begynner. Kontroller datoene.",
    en="The period ends before it begins. Check the dates.",
    severity=Severity.WARNING,
    strength=Strength.TEMPLATE,
    sources=_MALEN,
    fails={"tiltak.1.periode": "01.06.2026–01.02.2026"},
    passes={"tiltak.1.periode": "01.02.2026–01.06.2026"},
)
def baklengs(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """First day at latest on the last."""
    for punkt in punkter(plan):
        if punkt.periode.start and punkt.periode.end and punkt.periode.end < punkt.periode.start:
            yield Hit(punkt.path)


@About(
    id="IP604",
    title="Perioder ligger innenfor programmet",
    title_en="Periods lie within the programme",
    nb="Perioden går utenfor programmet. Kontroller datoene, eller skriv hvorfor.",
    en="The period reaches outside the programme. Check the dates, or write why.",
    severity=Severity.WARNING,
    strength=Strength.TEMPLATE,
    sources=_MALEN,
    requires=("IP202", "IP203", "IP603"),
    fails={"tiltak.1.periode": "01.02.2026–31.08.2026"},
    passes={"tiltak.1.periode": "01.02.2026–04.07.2026"},
)
def innenfor(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Counted by whole months, extension included."""
    start, slutt = plan.varighet.startdato, programslutt(plan)
    for punkt in punkter(plan):
        if start and slutt and utenfor(punkt.periode, start, slutt):
            yield Hit(punkt.path)


@About(
    id="IP605",
    title="Bare det som er begynt er krysset av",
    title_en="Only what has begun is ticked",
    nb="Her er det krysset av, men perioden har ikke begynt. Kontroller krysset og datoene.",
    en="This is ticked, but its period has not begun. Check the tick and the dates.",
    severity=Severity.INFO,
    strength=Strength.ADVICE,
    fails={"tiltak.2.gjennomfoert": True},
    passes={"tiltak.1.gjennomfoert": True},
)
def for_tidlig(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Seen from the day judged by."""
    for punkt in punkter(plan):
        if punkt.gjort and punkt.periode.start and punkt.periode.start > on:
            yield Hit(punkt.kryss)


@About(
    id="IP606",
    title="Det som er over er krysset av",
    title_en="What is over is ticked",
    nb="Perioden var over for mer enn {grense} dager siden, men det er ikke krysset av. Kryss av, eller sett en ny "
    "periode.",
    en="The period was over more than {grense} days ago, but is not ticked. Tick it, or set a new period.",
    severity=Severity.INFO,
    strength=Strength.ADVICE,
    fails={"tiltak.1.periode": "01.12.2025–30.12.2025"},
    passes={"tiltak.1.periode": "01.12.2025–30.12.2025", "tiltak.1.gjennomfoert": True},
)
def for_sent(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """What was not reached deserves a new period, or a word about why."""
    grense = LAW.get("uavkrysset", on)
    for punkt in punkter(plan):
        if not punkt.gjort and punkt.periode.end and punkt.periode.end < tidligere(on, grense):
            yield Hit(punkt.kryss, {"grense": grense})
