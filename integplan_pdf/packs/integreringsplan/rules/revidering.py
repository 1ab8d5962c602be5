"""Revisions of the plan (IP5xx)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from integplan_pdf.engine.rules import About, Hit
from integplan_pdf.model.finding import Severity, Strength
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.packs.integreringsplan.rules.tid import programslutt, senere

_JEVNLIG = (LAW.source("il-15-6"), LAW.source("malen"))
_EN = {"revidering.1.planlagt_dato": "2026-04-07", "revidering.1.dato_gjennomfoert": None}
_INGEN: dict[str, object] = {"revidering": []}


@About(
    id="IP506",
    title="Planen har en planlagt revidering",
    title_en="The plan has a planned revision",
    nb="Det er ikke planlagt noen revidering. Sett en dato for når dere går gjennom planen sammen.",
    en="No revision is planned. Set a date for going through the plan together.",
    severity=Severity.WARNING,
    strength=Strength.TEMPLATE,
    sources=_JEVNLIG,
    fails=_INGEN,
    passes=_EN,
)
def planlagt(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Information only for programmes of half a year or less; the old law has no interval."""
    if any(item.planlagt_dato or item.dato_gjennomfoert for item in plan.revidering):
        return
    start, slutt = plan.varighet.startdato, programslutt(plan)
    kort = start and slutt and slutt <= senere(start, LAW.get("revidering_uten", on))
    yield Hit("revidering", severity=Severity.INFO if kort else None)


@About(
    id="IP507",
    title="Planlagte revideringer er gjennomført",
    title_en="Planned revisions have been held",
    nb="Den planlagte revideringen er ikke ført som gjennomført. Hold den, eller før opp datoen.",
    en="The planned revision is not entered as held. Hold it, or enter the date.",
    severity=Severity.WARNING,
    strength=Strength.TEMPLATE,
    sources=_JEVNLIG,
    fails=_EN | {"revidering.1.planlagt_dato": "2026-02-27"},
    passes=_EN | {"revidering.1.planlagt_dato": "2026-03-01"},
)
def forfalt(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Overdue from the day after."""
    for number, item in enumerate(plan.revidering, 1):
        if item.planlagt_dato and item.planlagt_dato < on and not item.dato_gjennomfoert:
            yield Hit(f"revidering.{number}.dato_gjennomfoert")


@About(
    id="IP508",
    title="Planen går gjennom før programmet slutter",
    title_en="The plan is gone through before the programme ends",
    nb="Programmet slutter om mindre enn {grense} uker, og ingen revidering er planlagt før det. Avtal hva som skal "
    "skje etterpå.",
    en="The programme ends in less than {grense} weeks, and no revision is planned before that. Agree on what comes "
    "after.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    requires=("IP202", "IP203"),
    fails=_INGEN | {"varighet.sluttdato": "2026-04-05"},
    passes=_EN | {"revidering.1.planlagt_dato": "2026-03-20", "varighet.sluttdato": "2026-04-05"},
)
def foer_slutt(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Extension included."""
    slutt, grense = programslutt(plan), LAW.get("slutt_naer", on)
    if slutt is None or not on <= slutt < senere(on, days=7 * grense):
        return
    venter = [item.planlagt_dato for item in plan.revidering if item.planlagt_dato and not item.dato_gjennomfoert]
    if not any(on <= planlagt <= slutt for planlagt in venter):
        yield Hit("revidering", {"grense": grense})
