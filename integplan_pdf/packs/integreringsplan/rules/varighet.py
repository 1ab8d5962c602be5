"""How long the programme may last (IP2xx)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from integplan_pdf.engine.law import Value
from integplan_pdf.engine.rules import About, Hit
from integplan_pdf.model.finding import Severity, Strength
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Plan, Sluttmaalstype
from integplan_pdf.packs.integreringsplan.rules.fakta import (
    BOSATT_ELLER_KRAV,
    SKOLE,
    SLUTTMAALSTYPE,
    STUDIER,
    TILBUD,
    UTEN_VGS,
    VGS,
)
from integplan_pdf.packs.integreringsplan.rules.tid import permisjon, senere, siste_dag

_MINIMUM = tuple(LAW.source(name) for name in ("il-15-3", "il-37c-7", "il-37c-6"))
_UTEN_VGS = tuple(LAW.source(name) for name in ("il-14-1", "il-37c-3"))
_DATOER = ("IP202", "IP203")
_UTEN = {"opplysninger.utdanning": "grunnskole"}
_VARIGHET = {
    Sluttmaalstype.ARBEID: "varighet_arbeid",
    Sluttmaalstype.DELER_AV_GRUNNSKOLE_VGO: "varighet_deler",
    Sluttmaalstype.FULLFOERT_VGO: "varighet_vgo",
}


def _lengre_enn(*names: str) -> Callable[[Plan], bool]:
    """Return whether a programme is longer than the least that any of the values allows: else all of them are kept."""
    least = min(value.value for name in names for value in LAW.values[name])

    def lengre(plan: Plan) -> bool:
        start, slutt = plan.varighet.startdato, plan.varighet.sluttdato
        return start is not None and slutt is not None and slutt > siste_dag(start, least)

    return lengre


@About(
    id="IP202",
    title="Planen har startdato og sluttdato",
    title_en="The plan has a start date and an end date",
    nb="Startdato eller sluttdato mangler, så planen sier ikke hvor lenge programmet varer. Fyll ut begge.",
    en="The start or end date is missing, so the plan does not say how long the programme lasts. Fill in both.",
    severity=Severity.ERROR,
    strength=Strength.LAW,
    sources=_MINIMUM,
    fails={"varighet.sluttdato": None},
    passes={"varighet.sluttdato": "2026-06-30"},
)
def datoer(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Minimum content of the plan."""
    start, slutt = plan.varighet.startdato, plan.varighet.sluttdato
    if start is None or slutt is None:
        yield Hit("varighet.startdato" if start is None else "varighet.sluttdato")


@About(
    id="IP203",
    title="Sluttdatoen er etter startdatoen",
    title_en="The end date is after the start date",
    nb="Sluttdatoen er ikke etter startdatoen. Kontroller begge.",
    en="The end date is not after the start date. Check both.",
    severity=Severity.ERROR,
    strength=Strength.LAW,
    sources=_MINIMUM,
    requires=("IP202",),
    fails={"varighet.sluttdato": "2026-01-05"},
    passes={"varighet.sluttdato": "2026-06-30"},
)
def rekkefoelge(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """The programme has a length."""
    start, slutt = plan.varighet.startdato, plan.varighet.sluttdato
    if start and slutt and slutt <= start:
        yield Hit("varighet.sluttdato")


@About(
    id="IP210",
    title="Programmet er ikke for langt, med videregående eller mer fra før",
    title_en="The programme is not too long, with upper secondary education or more",
    nb="Programmet er lengre enn {grense} måneder, som er det lengste når deltakeren har videregående eller mer fra "
    "før; kort det ned, eller før opp godkjent permisjon.",
    en="The programme is longer than {grense} months, the most for participants with upper secondary education or "
    "more; shorten it, or enter approved leave.",
    severity=Severity.ERROR,
    strength=Strength.LAW,
    sources=tuple(LAW.source(name) for name in ("il-13-3", "il-37c-2")),
    facts=(VGS, SLUTTMAALSTYPE),
    transitional=True,
    only_if=_lengre_enn("varighet_vgs"),
    requires=_DATOER,
    fails={"varighet.sluttdato": "2026-07-20"},
    passes={"varighet.sluttdato": "2026-07-20", "opplysninger.permisjon_dager": 20},
)
def lengst_vgs(plan: Plan, day: dt.date) -> Iterator[Hit]:
    """A warning only, when it is not known whether leave was granted; § 43d gives those bound for studies more time."""
    studier = STUDIER.read(plan) in STUDIER.among
    verdi = (LAW.at("varighet_43d", day) if studier else None) or LAW.at("varighet_vgs", day)
    yield from _for_langt(plan, verdi)


@About(
    id="IP211",
    title="Program etter § 43 d",
    title_en="A programme under § 43 d",
    nb="Programmet er lengre enn {grense} måneder; det forutsetter at deltakeren har fullført videregående fra "
    "Ukraina uten ett års høyere utdanning i tillegg.",
    en="The programme is longer than {grense} months; that presupposes upper secondary education from Ukraine without "
    "a year of higher education.",
    severity=Severity.INFO,
    strength=Strength.LAW,
    sources=(LAW.source("if-43d"),),
    facts=(VGS, STUDIER),
    transitional=True,
    requires=(*_DATOER, "IP210"),
    fails={"opplysninger.sluttmaal_type": "hoeyere_utdanning", "varighet.sluttdato": "2026-12-31"},
    passes={"opplysninger.sluttmaal_type": "hoeyere_utdanning"},
)
def etter_43d(plan: Plan, day: dt.date) -> Iterator[Hit]:
    """Which education from Ukraine it is, is not among the facts of the plan."""
    yield from _for_langt(plan, LAW.at("varighet_vgs", day), Severity.INFO)


@About(
    id="IP212",
    title="Programmet er ikke for langt, uten videregående fra før",
    title_en="The programme is not too long, without upper secondary education",
    nb="Programmet er lengre enn {grense} måneder, som er det lengste med dette sluttmålet når deltakeren ikke har "
    "videregående fra før; kort det ned, eller kontroller sluttmålet.",
    en="The programme is longer than {grense} months, the most with this sluttmål for participants without upper "
    "secondary education; shorten it, or check the sluttmål.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=_UTEN_VGS,
    facts=(UTEN_VGS, SLUTTMAALSTYPE),
    transitional=True,
    only_if=_lengre_enn("varighet_arbeid", "varighet_deler", "varighet_vgo"),
    requires=_DATOER,
    fails=_UTEN | {"varighet.sluttdato": "2028-03-01"},
    passes=_UTEN | {"varighet.sluttdato": "2028-01-04"},
)
def lengst_uten_vgs(plan: Plan, day: dt.date) -> Iterator[Hit]:
    """Work, parts of school, or all of upper secondary school have each their limit."""
    yield from _for_langt(plan, _kanskje_76(plan, day) or _grense(plan, day), Severity.WARNING)


def _for_kort(plan: Plan) -> bool:
    start, slutt = plan.varighet.startdato, plan.varighet.sluttdato
    least = LAW.values["varighet_minst"][0].value
    return start is not None and slutt is not None and senere(slutt, days=2) < senere(start, least)


@About(
    id="IP213",
    title="Programmet er ikke for kort, uten videregående fra før",
    title_en="The programme is not too short, without upper secondary education",
    nb="Programmet er kortere enn {grense} måneder, som er det korteste når deltakeren ikke har videregående fra før; "
    "kontroller datoene.",
    en="The programme is shorter than {grense} months, the least for participants without upper secondary education; "
    "check the dates.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=(LAW.source("il-37c-3"),),
    facts=(UTEN_VGS,),
    transitional=True,
    only_if=_for_kort,
    requires=_DATOER,
    fails=_UTEN | {"varighet.sluttdato": "2026-03-20"},
    passes=_UTEN | {"varighet.sluttdato": "2026-04-04"},
)
def kortest(plan: Plan, day: dt.date) -> Iterator[Hit]:
    """The old § 13 had a least duration; the new § 14 has none."""
    if verdi := LAW.at("varighet_minst", day):
        yield Hit("varighet.sluttdato", {"grense": verdi.value}, source=verdi.source)


@About(
    id="IP222",
    title="Programmet begynner i tide",
    title_en="The programme begins in time",
    nb="Programmet begynner mer enn {grense} måneder etter bosetting eller krav. Kontroller datoene, og hva som "
    "forsinket oppstarten.",
    en="The programme begins more than {grense} months after settlement or request. Check the dates, and what delayed "
    "the start.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=(LAW.source("il-12-2"),),
    facts=(BOSATT_ELLER_KRAV,),
    requires=_DATOER,
    fails={"opplysninger.krav_dato": "2025-10-01", "opplysninger.bosatt_dato": "2025-09-15"},
    passes={"opplysninger.krav_dato": "2025-10-05", "opplysninger.bosatt_dato": None},
)
def i_tide(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Counted from the later of the two days."""
    fra, start = BOSATT_ELLER_KRAV.read(plan), plan.varighet.startdato
    grense = LAW.get("oppstart_frist", on)
    if start and start > senere(fra, grense):
        yield Hit("varighet.startdato", {"grense": grense})


@About(
    id="IP223",
    title="Lengre program etter overgangsregelen i § 76",
    title_en="A longer programme under the transitional rule of § 76",
    nb="Programmet er lengre enn {grense} måneder; det forutsetter at forskriften § 76 gir deltakeren de nye rammene "
    "for opplæring på videregående nivå.",
    en="The programme is longer than {grense} months; that presupposes that § 76 of the regulation gives the "
    "participant the new limits for upper secondary education.",
    severity=Severity.INFO,
    strength=Strength.LAW,
    sources=(LAW.source("il-37c-3"),),
    facts=(UTEN_VGS, SKOLE, TILBUD),
    transitional=True,
    requires=(*_DATOER, "IP212"),
    fails=_UTEN | {"opplysninger.sluttmaal_type": "fullfoert_vgo", "varighet.sluttdato": "2029-06-30"},
    passes=_UTEN | {"opplysninger.sluttmaal_type": "fullfoert_vgo", "varighet.sluttdato": "2029-01-04"},
)
def etter_76(plan: Plan, day: dt.date) -> Iterator[Hit]:
    """Whether § 76 reaches programmes under § 37 c is not settled."""
    if _kanskje_76(plan, day):
        for hit in _for_langt(plan, _grense(plan, day), Severity.INFO):
            yield Hit(hit.path, hit.args, hit.severity, source=LAW.source("if-76"))


def _for_langt(plan: Plan, verdi: Value | None, severity: Severity | None = None) -> Iterator[Hit]:
    """Yield a hit when the programme is longer than `verdi` months with leave added."""
    start, slutt = plan.varighet.startdato, plan.varighet.sluttdato
    if not (start and slutt and verdi) or slutt <= siste_dag(start, verdi.value, permisjon(plan)):
        return
    if severity is None and plan.opplysninger.permisjon_dager is None:
        severity = Severity.WARNING
    yield Hit("varighet.sluttdato", {"grense": verdi.value}, severity, source=verdi.source)


def _grense(plan: Plan, day: dt.date) -> Value | None:
    name = _VARIGHET.get(plan.opplysninger.sluttmaal_type) if plan.opplysninger.sluttmaal_type else None
    return LAW.at(name, day) if name else None


def _kanskje_76(plan: Plan, day: dt.date) -> Value | None:
    """Return the new limit where § 76 may give it to a plan that follows the old rules, else None."""
    name, tilbud = _VARIGHET.get(SLUTTMAALSTYPE.read(plan)), plan.opplysninger.tilbud_dato
    overgang = LAW.values["overgang_vgo"][0]
    ny_lov = overgang.source.since
    if SLUTTMAALSTYPE.read(plan) not in SKOLE.among or not (name and tilbud and ny_lov) or day >= ny_lov:
        return None
    return LAW.at(name, ny_lov) if tilbud > overgang.value else None
