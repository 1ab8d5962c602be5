"""Norwegian: goals and tests (IP4xx)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from integplan_pdf.engine.rules import About, Hit
from integplan_pdf.model.finding import Severity, Strength
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Nivaa, Plan
from integplan_pdf.packs.integreringsplan.rules.fakta import UTDANNING, er_ny

FERDIGHETER = ("muntlig", "lese", "lytte", "skrive")
"""In the order of the law's values."""

_HOEYDE = {nivaa: hoeyde for hoeyde, nivaa in enumerate(Nivaa)}
_MED_NIVAA = ("skrive", "muntlig")
_UTEN_NIVAA = ("lytte", "lese")
_ENGELSK = {"spraaktilbud.kurs": [], "spraaktilbud.annet.beskrivelse": "Engelsk på arbeidsplassen.", "norskmaal": {}}
_TOMT = {f"norskmaal.{ferdighet}": None for ferdighet in FERDIGHETER}


def steg(fra: Nivaa, til: Nivaa) -> int:
    """Return how many levels there are from one to the other, less than 0 when it goes down."""
    return _HOEYDE[til] - _HOEYDE[fra]


def nivaaer(plan: Plan) -> dict[str, Nivaa | None]:
    """Return the goal in each skill."""
    return {ferdighet: getattr(plan.norskmaal, ferdighet) for ferdighet in FERDIGHETER}


def veiledende(plan: Plan, on: dt.date) -> dict[str, Nivaa]:
    """Return the least level in each skill that § 28 advises, or nothing when it cannot be told or does not apply."""
    utdanning, karakter = plan.opplysninger.utdanning, plan.norskmaal.standpunktkarakter
    if utdanning is None or karakter.vov:
        return {}
    verdi = LAW.at("nivaa_fov" if karakter.fov else f"nivaa_{utdanning.value}", on)
    return dict(zip(FERDIGHETER, map(Nivaa, verdi.value), strict=True)) if verdi else {}


def har_norskmaal(plan: Plan) -> bool:
    """Return whether any level or grade is set."""
    karakter = plan.norskmaal.standpunktkarakter
    return karakter.fov or karakter.vov or any(nivaaer(plan).values())


def _har_kurs(plan: Plan) -> bool:
    return any(kurs.navn for kurs in plan.spraaktilbud.kurs)


def _faar_norsk(plan: Plan) -> bool:
    """Return whether the courses are in Norwegian: they are, unless another offer is described."""
    return _har_kurs(plan) and plan.spraaktilbud.annet.er_tom()


def _faar_annet(plan: Plan) -> bool:
    return not _har_kurs(plan) and not plan.spraaktilbud.annet.er_tom()


def _under(plan: Plan, minst: Mapping[str, Nivaa]) -> list[str]:
    """Return the skills whose goal is lower than `minst`."""
    satt = nivaaer(plan)
    return [name for name, nivaa in minst.items() if (goal := satt[name]) and steg(goal, nivaa) > 0]


def _kan_vaere_under(plan: Plan) -> bool:
    """Return whether any goal is lower than what the most schooled are advised."""
    hoeyest = LAW.values["nivaa_vgs_eller_hoeyere"][0].value
    vov = plan.norskmaal.standpunktkarakter.vov
    return not vov and bool(_under(plan, dict(zip(FERDIGHETER, map(Nivaa, hoeyest), strict=True))))


@About(
    id="IP401",
    title="Bare én standpunktkarakter er valgt",
    title_en="Only one kind of grade is chosen",
    nb="Både FOV og VOV er krysset av. Behold den skolen deltakeren får norskopplæringen i.",
    en="Both FOV and VOV are ticked. Keep the school where the participant is taught Norwegian.",
    severity=Severity.WARNING,
    strength=Strength.TEMPLATE,
    sources=(LAW.source("if-28-5"),),
    fails={"norskmaal.standpunktkarakter.fov": True, "norskmaal.standpunktkarakter.vov": True},
    passes={"norskmaal.standpunktkarakter.fov": True},
)
def en_skole(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Two levels in one row of the grid cannot be entered: they are stopped when rows and forms are read."""
    karakter = plan.norskmaal.standpunktkarakter
    if karakter.fov and karakter.vov:
        yield Hit("norskmaal.standpunktkarakter.vov")


@About(
    id="IP402",
    title="Deltakere med norskopplæring har et norskmål",
    title_en="Participants who are taught Norwegian have a norskmål",
    nb="Deltakeren får norskopplæring, men norskmålet er ikke satt for alle fire ferdigheter. Sett nivåene, eller "
    "kryss av for standpunktkarakter.",
    en="The participant is taught Norwegian, but the norskmål is not set for all four skills. Set the levels, or tick "
    "a grade.",
    severity=Severity.WARNING,
    strength=Strength.TEMPLATE,
    sources=(LAW.source("il-37d-3"), LAW.source("malen")),
    only_if=_faar_norsk,
    fails={"norskmaal.lytte": None},
    passes=_TOMT | {"norskmaal.standpunktkarakter.vov": True},
)
def norskmaal(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """For those who follow the new rules the goal is minimum content of the plan."""
    karakter = plan.norskmaal.standpunktkarakter
    if karakter.fov or karakter.vov:
        return
    for ferdighet, nivaa in nivaaer(plan).items():
        if nivaa is None:
            lov = er_ny(plan, on)
            yield Hit(
                f"norskmaal.{ferdighet}",
                severity=Severity.ERROR if lov else None,
                strength=Strength.LAW if lov else None,
                source=LAW.source("il-15-3") if lov else None,
            )


@About(
    id="IP403",
    title="Bare norskopplæring har norskmål",
    title_en="Only teaching in Norwegian has a norskmål",
    nb="Språktilbudet er et annet enn norskopplæring, men norskmål er satt. Fjern norskmålet, eller før opp "
    "norskkurset.",
    en="The language offer is another than teaching in Norwegian, but a norskmål is set. Remove it, or enter the "
    "course.",
    severity=Severity.WARNING,
    strength=Strength.TEMPLATE,
    sources=(LAW.source("malen"),),
    only_if=_faar_annet,
    fails={"spraaktilbud.kurs": [], "spraaktilbud.annet.beskrivelse": "Engelsk på arbeidsplassen."},
    passes=_ENGELSK,
)
def annet_tilbud(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """The template says to remove the boxes then."""
    if har_norskmaal(plan):
        yield Hit("norskmaal")


@About(
    id="IP404",
    title="Norskmålet er ikke under det veiledende nivået",
    title_en="The norskmål is not below the level advised",
    nb="Norskmålet er lavere enn det veiledende nivået, {grense}. Sett det høyere, eller skriv i merknaden hvorfor "
    "det er justert ned.",
    en="The norskmål is lower than the level advised, {grense}. Raise it, or write in the remark why it was lowered.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    sources=(LAW.source("if-28"), LAW.source("if-27-1")),
    facts=(UTDANNING,),
    only_if=_kan_vaere_under,
    fails={"norskmaal.muntlig": "B1"},
    passes={"norskmaal.muntlig": "B2"},
)
def veiledende_nivaa(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Levels follow earlier education; with a remark it is information only (§ 27 tredje ledd)."""
    minst = veiledende(plan, on)
    mild = Severity.INFO if plan.norskmaal.merknad else None
    for ferdighet in _under(plan, minst):
        yield Hit(f"norskmaal.{ferdighet}", {"grense": minst[ferdighet].value}, mild)


@About(
    id="IP405",
    title="Prøvene kan vise at norskmålet er nådd",
    title_en="The tests can show that the norskmål is reached",
    nb="Prøven er på et lavere nivå enn norskmålet, så den kan ikke vise at målet er nådd. Velg prøven for {grense}.",
    en="The test is at a lower level than the norskmål, so it cannot show that the goal is reached. Choose the test "
    "for {grense}.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    sources=(LAW.source("if-41"),),
    fails={"proever.muntlig.nivaa": "A2_B1"},
    passes={"proever.muntlig.nivaa": "B1_B2"},
)
def proeve_for_lav(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """A test gives one of two results; C1 is a test of its own that the form has no box for."""
    satt = nivaaer(plan)
    for ferdighet in _MED_NIVAA:
        nivaa, proeve = satt[ferdighet], getattr(plan.proever, ferdighet).nivaa
        if nivaa and proeve and steg(nivaa, Nivaa(proeve.value.split("_")[1])) < 0:
            yield Hit(f"proever.{ferdighet}.nivaa", {"grense": nivaa.value})


@About(
    id="IP406",
    title="Lytte- og leseprøven har ikke nivå",
    title_en="The tests of listening and reading have no level",
    nb="Lytte- og leseprøven er den samme for alle nivåer, så nivået kan stå tomt.",
    en="The tests of listening and reading are the same for all levels, so the level may be left empty.",
    severity=Severity.INFO,
    strength=Strength.ADVICE,
    sources=(LAW.source("hkdir"),),
    fails={"proever.lytte.nivaa": "A2_B1"},
    passes={"proever.lytte.nivaa": None},
)
def uten_nivaa(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """The boxes of the form are out of date; it does no harm to tick them."""
    for ferdighet in _UTEN_NIVAA:
        if getattr(plan.proever, ferdighet).nivaa:
            yield Hit(f"proever.{ferdighet}.nivaa")


@About(
    id="IP407",
    title="Språktilbudet er opplæring i norsk",
    title_en="The language offer is teaching in Norwegian",
    nb="Programmet skal ha opplæring i norsk, men språktilbudet er et annet; før opp norskkurset, eller kontroller "
    "hvilke regler deltakeren følger.",
    en="The programme must have teaching in Norwegian, but the language offer is another; enter the course, or check "
    "which rules the participant follows.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=(LAW.source("il-14a-1"),),
    transitional=True,
    only_if=_faar_annet,
    fails=_ENGELSK | {"opplysninger.tilbud_dato": "2026-02-01"},
    passes=_ENGELSK,
)
def norsk_kreves(plan: Plan, day: dt.date) -> Iterator[Hit]:
    """Under the old rules the offer could be in another language."""
    yield Hit("spraaktilbud.annet.beskrivelse")
