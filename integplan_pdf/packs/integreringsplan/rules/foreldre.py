"""Parental guidance (IP3xx)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from integplan_pdf.engine.rules import About, Hit, Outcome, Unknown
from integplan_pdf.model.facts import Label
from integplan_pdf.model.finding import Severity, Strength
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.packs.integreringsplan.rules.fakta import HAR_BARN

_TEMAER = 5
_INNHOLD = tuple(LAW.source(name) for name in ("il-14a-2", "il-37c-4"))
_TALLORD = {
    "en": 1,
    "to": 2,
    "tre": 3,
    "fire": 4,
    "fem": 5,
    "seks": 6,
    "sju": 7,
    "syv": 7,
    "åtte": 8,
    "ni": 9,
    "ti": 10,
}
_TALLORD |= {"elleve": 11, "tolv": 12, "tretten": 13, "fjorten": 14, "femten": 15}
_ANTALL = re.compile(
    rf"\b(\d{{1,2}}|{'|'.join(_TALLORD)})\s+(?:\w+\s+)?(veiledningsmøter|møter|veiledningssamtaler|samtaler)\b",
    re.IGNORECASE,
)
_ALLE = {f"foreldreveiledning.{number}.gis_av": "Helsestasjonen, gruppe" for number in range(1, _TEMAER + 1)}
_OMFANG = Label("antall møter eller samtaler", "the number of meetings or talks")


def _alle_med(text: str) -> dict[str, str]:
    return dict.fromkeys(_ALLE, text)


def _mangler_tema(plan: Plan) -> bool:
    gitt = [tema for tema in plan.foreldreveiledning if tema.gis_av]
    return len(gitt) < _TEMAER


def _har_tema(plan: Plan) -> bool:
    return any(not tema.er_tom() for tema in plan.foreldreveiledning)


@About(
    id="IP310",
    title="Foreldre får veiledning i alle fem temaene",
    title_en="Parents are given guidance in all five themes",
    nb="Deltakeren har barn, men det står ikke hvem som gir foreldreveiledning i temaet. Fyll ut «Gis av» for alle "
    "fem.",
    en="The participant has children, but the plan does not say who gives the guidance. Fill in “Gis av” for all five.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=(*_INNHOLD, LAW.source("if-3-3")),
    facts=(HAR_BARN.is_(True),),
    only_if=_mangler_tema,
    fails=_ALLE | {"foreldreveiledning.4.gis_av": ""},
    passes=_ALLE,
)
def alle_temaer(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """One finding for each theme that lacks a giver."""
    gitt = [tema.gis_av for tema in plan.foreldreveiledning]
    for number in range(_TEMAER):
        if number >= len(gitt) or not gitt[number]:
            yield Hit(f"foreldreveiledning.{number + 1}.gis_av")


@About(
    id="IP311",
    title="Barnløse får ikke foreldreveiledning",
    title_en="Those without children are given no parental guidance",
    nb="Foreldreveiledning er fylt ut, men deltakeren har ikke barn under 18 år. Kontroller hva som er riktig.",
    en="Parental guidance is filled in, but the participant has no children under 18. Check which is right.",
    severity=Severity.WARNING,
    strength=Strength.TEMPLATE,
    sources=_INNHOLD,
    facts=(HAR_BARN.is_(False),),
    only_if=_har_tema,
    fails=_ALLE | {"opplysninger.har_barn": False},
    passes={"opplysninger.har_barn": False, "foreldreveiledning": []},
)
def barnloes(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """The template says to remove the section then; a child may also be born during the programme."""
    yield Hit("foreldreveiledning")


@dataclass(frozen=True, slots=True)
class _Omfang:
    antall: int
    gruppe: bool
    unntak: bool


@About(
    id="IP315",
    title="Foreldreveiledningen er ikke under det laveste loven tillater",
    title_en="Parental guidance is not below the least that the law allows",
    nb="Foreldreveiledningen har færre enn {grense} {slag}, som er det laveste selv når kapasiteten er liten. Øk "
    "antallet.",
    en="Parental guidance has fewer than {grense} {slag_en}, the least even when capacity is short. Raise the number.",
    severity=Severity.ERROR,
    strength=Strength.LAW,
    sources=(LAW.source("if-3-6"),),
    only_if=_har_tema,
    fails=_alle_med("Helsestasjonen, gruppe, tre møter"),
    passes=_alle_med("Helsestasjonen, gruppe, 4 møter fordi kapasiteten er liten"),
)
def for_faa(plan: Plan, on: dt.date) -> Iterator[Outcome]:
    """Judged by the number in “Gis av”, when it is the same in all themes; no other field of the form holds it."""
    omfang = _omfang(plan)
    if omfang is None:
        yield Unknown("foreldreveiledning.1.gis_av", _OMFANG)
        return
    grense = LAW.get("foreldre_gruppe_unntak" if omfang.gruppe else "foreldre_individuelt_unntak", on)
    if omfang.antall < grense:
        yield Hit("foreldreveiledning.1.gis_av", {"grense": grense, **_slag(omfang)})


@About(
    id="IP316",
    title="Foreldreveiledningen har det antallet møter eller samtaler som loven sier",
    title_en="Parental guidance has the number of meetings or talks that the law says",
    nb="Foreldreveiledningen skal ha {minst} til {mest} {slag}. Rett antallet, eller skriv at kapasiteten gjør unntak "
    "nødvendig.",
    en="Parental guidance is to have {minst} to {mest} {slag_en}. Correct the number, or write that capacity makes an "
    "exception necessary.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=(LAW.source("if-3-4"),),
    only_if=_har_tema,
    requires=("IP315",),
    fails=_alle_med("Familieteamet, individuelt, fire samtaler"),
    passes=_alle_med("Familieteamet, individuelt, fem samtaler med tolk"),
)
def antall(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Fewer is allowed for want of capacity, and the plan should say so; more is not provided for."""
    omfang = _omfang(plan)
    if omfang is None:
        return
    minst, mest = LAW.get("foreldre_gruppe" if omfang.gruppe else "foreldre_individuelt", on)
    if omfang.antall > mest or (omfang.antall < minst and not omfang.unntak):
        yield Hit("foreldreveiledning.1.gis_av", {"minst": minst, "mest": mest, **_slag(omfang)})


def _omfang(plan: Plan) -> _Omfang | None:
    """Return how much guidance there is, or None when the plan does not say it alike in all themes."""
    said = {tema.gis_av for tema in plan.foreldreveiledning if tema.gis_av}
    text = said.pop() if len(said) == 1 else ""
    match = _ANTALL.search(text)
    if not match:
        return None
    word = match[1].casefold()
    number = int(word) if word.isdecimal() else _TALLORD[word]
    return _Omfang(number, "møte" in match[2].casefold(), "kapasitet" in text.casefold())


def _slag(omfang: _Omfang) -> dict[str, object]:
    if omfang.gruppe:
        return {"slag": "veiledningsmøter i gruppe", "slag_en": "group meetings"}
    return {"slag": "veiledningssamtaler", "slag_en": "individual talks"}
