"""How many hours the programme has (IP3xx)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from integplan_pdf.engine.law import Value
from integplan_pdf.engine.rules import About, Hit, Outcome, Unknown
from integplan_pdf.model.facts import Label
from integplan_pdf.model.finding import Severity, Strength
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Plan, Utdanning
from integplan_pdf.packs.integreringsplan.rules.fakta import ARBEID, UTDANNING, UTEN_VGS
from integplan_pdf.packs.integreringsplan.rules.tid import programslutt, senere
from integplan_pdf.packs.integreringsplan.rules.timetall import Snitt, les_timer, snitt

_FERIEDAGER_I_UKE = 5
_RUNDT = 0.05
_TIMEKRAV = tuple(LAW.source(name) for name in ("il-14a-3", "if-43h"))
_FAA_TIMER = {"tiltak.1.timer": "6 t/uke", "tiltak.2.timer": "4 t/uke"}
_TIMETALL = Label("timer per uke og periode for alle tiltak", "hours a week and period of all measures")


def _kan_vaere_for_faa(plan: Plan) -> bool:
    """Return whether the hours are fewer than the most that any participant must have."""
    most = max(value.value for value in LAW.values["timer_arbeid"])
    for name in ("timer_etter_vgs", "timer_etter_uten_vgs"):
        etter = LAW.values[name][-1]
        funnet = _snitt(plan, etter.value, etter.source.since or dt.date.max)
        if funnet is not None and funnet.timer < most - _RUNDT:
            return True
    return False


@About(
    id="IP307",
    title="Programmet har nok arbeidsrettede timer",
    title_en="The programme has enough hours of work-related content",
    nb="Tiltakene gir i snitt færre enn {grense} timer i uken etter de {maaneder} første månedene; øk timene, eller "
    "rett timer og perioder.",
    en="The measures come to fewer than {grense} hours a week on average after the first {maaneder} months; add "
    "hours, or correct hours and periods.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=_TIMEKRAV,
    facts=(ARBEID, UTDANNING),
    transitional=True,
    only_if=_kan_vaere_for_faa,
    requires=("IP202", "IP203", "IP301"),
    fails=_FAA_TIMER,
    passes={"tiltak.1.timer": "6 t/uke", "tiltak.2.timer": "15 t/uke"},
)
def arbeidsrettet(plan: Plan, day: dt.date) -> Iterator[Outcome]:
    """All measures count as work-related; extension included; up to five weeks of holiday a year left out."""
    etter, grense = _etter(plan, day), _grense(plan, day)
    if etter is None or grense is None or not _omfattet(plan, day):
        return
    funnet = _snitt(plan, etter.value, day)
    if funnet is None or funnet.timer >= grense.value - _RUNDT:
        return
    if funnet.uklare:
        yield Unknown(f"tiltak.{funnet.uklare[0]}.timer", _TIMETALL)
    else:
        yield Hit("tiltak", {"grense": grense.value, "maaneder": etter.value}, source=grense.source)


@About(
    id="IP308",
    title="Timetallene har enhet",
    title_en="The hours have a unit",
    nb="Timetallet sier ikke om det er per uke eller i alt. Skriv for eksempel «15 t/uke» eller «40 timer i alt».",
    en="The hours do not say whether they are per week or in all. Write for example “15 t/uke” or “40 timer i alt”.",
    severity=Severity.INFO,
    strength=Strength.ADVICE,
    fails={"tiltak.1.timer": "15"},
    passes={"tiltak.1.timer": "15 t/uke"},
)
def enhet(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Without a unit the hours cannot be added up."""
    for number, tiltak in enumerate(plan.tiltak, 1):
        if tiltak.timer and not les_timer(tiltak.timer).kjent:
            yield Hit(f"tiltak.{number}.timer")


@About(
    id="IP309",
    title="Tiltakene er ikke mer enn fulltid",
    title_en="The measures are not more than full time",
    nb="Tiltakene er i snitt mer enn {grense} timer i uken, som er fulltid. Se etter timer som gjelder hele perioden.",
    en="The measures come to more than {grense_en} hours a week on average, which is full time. Look for hours that "
    "are for the whole period.",
    severity=Severity.INFO,
    strength=Strength.ADVICE,
    requires=("IP202", "IP203"),
    fails={"tiltak.1.timer": "40 t/uke", "tiltak.2.timer": "40 t/uke"},
    passes={"tiltak.2.timer": "30 t/uke"},
)
def over_fulltid(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Hours of language courses do not stand on the form, so less than full time cannot be told."""
    grense = LAW.get("timer_fulltid", on)
    funnet = _snitt(plan, 0, on)
    if funnet and funnet.timer > grense + _RUNDT:
        yield Hit("tiltak", {"grense": f"{grense}".replace(".", ","), "grense_en": grense})


@About(
    id="IP318",
    title="Timekravet i malen, uten videregående fra før",
    title_en="The template's hours, without upper secondary education",
    nb="Malen sier minst {grense} timer i uken når sluttmålet er arbeid, men forskriften krever det bare av deltakere "
    "med videregående fra før; vurder om timene er nok.",
    en="The template says at least {grense} hours a week when the sluttmål is work, but the regulation asks that only "
    "of participants with upper secondary education; consider whether the hours are enough.",
    severity=Severity.INFO,
    strength=Strength.TEMPLATE,
    sources=(LAW.source("if-43h"),),
    facts=(ARBEID, UTEN_VGS),
    transitional=True,
    requires=("IP202", "IP203", "IP301"),
    fails=_FAA_TIMER | {"opplysninger.utdanning": "grunnskole"},
    passes={"tiltak.2.timer": "15 t/uke", "opplysninger.utdanning": "grunnskole"},
)
def malens_timer(plan: Plan, day: dt.date) -> Iterator[Hit]:
    """Template and law differ here."""
    grense, etter = LAW.at("timer_arbeid", day), LAW.at("timer_etter_vgs", day)
    funnet = _snitt(plan, etter.value, day) if etter else None
    if grense and funnet and not funnet.uklare and funnet.timer < grense.value - _RUNDT:
        yield Hit("tiltak", {"grense": grense.value})


def _etter(plan: Plan, day: dt.date) -> Value | None:
    """Return the months after which the law counts hours, or None where it does not count them."""
    vgs = plan.opplysninger.utdanning is Utdanning.VGS_ELLER_HOEYERE
    return LAW.at("timer_etter_vgs" if vgs else "timer_etter_uten_vgs", day)


def _grense(plan: Plan, day: dt.date) -> Value | None:
    """Return the hours a week that the law asks for."""
    deltid, grense = plan.opplysninger.deltid_prosent, LAW.at("timer_deltid_grense", day)
    lav = grense is not None and deltid is not None and deltid <= grense.value
    return LAW.at("timer_arbeid_deltid" if lav else "timer_arbeid", day)


def _omfattet(plan: Plan, day: dt.date) -> bool:
    """Return whether the programme began when hours had begun to be counted."""
    fra, start = LAW.at("timer_fra_start", day), plan.varighet.startdato
    return fra is None or (start is not None and start >= fra.value)


def _snitt(plan: Plan, months: int, day: dt.date) -> Snitt | None:
    """Return the average after the first `months` of the programme, or None when it is not that long."""
    start, slutt = plan.varighet.startdato, programslutt(plan)
    if start is None or slutt is None:
        return None
    fra = senere(start, months)
    ferie, years = LAW.at("ferie", day), (slutt - start).days // 365 + 1
    fri = ferie.value // _FERIEDAGER_I_UKE * 7 * years if ferie and months else 0
    return snitt(plan.tiltak, fra, slutt, fri) if fra <= slutt else None
