"""The content of the programme (IP3xx)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from integplan_pdf.engine.rules import About, Hit
from integplan_pdf.model.finding import Severity, Strength
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.packs.integreringsplan.rules.fakta import er_ny

_INNHOLD = tuple(LAW.source(name) for name in ("il-14a-1", "il-37c-4"))
_MALEN = (LAW.source("malen"),)
_OM_NORSK = re.compile(r"norsk|språk|muntlig|skriftlig|lese|lytte|\b[abc][12]\b", re.IGNORECASE)
_NY = {"opplysninger.tilbud_dato": "2026-02-01"}


@About(
    id="IP301",
    title="Planen har et arbeids- eller utdanningsrettet tiltak",
    title_en="The plan has a measure with a work or education purpose",
    nb="Planen har ikke noe arbeids- eller utdanningsrettet tiltak. Fyll ut minst ett.",
    en="The plan has no measure with a work or education purpose. Fill in at least one.",
    severity=Severity.ERROR,
    strength=Strength.LAW,
    sources=_INNHOLD,
    fails={"tiltak": []},
    passes={"tiltak.1.navn": "Arbeidspraksis på regnskapskontor"},
)
def tiltak(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Minimum content of the programme."""
    if not any(tiltak.navn for tiltak in plan.tiltak):
        yield Hit("tiltak")


@About(
    id="IP302",
    title="Planen har et språktilbud",
    title_en="The plan has a language offer",
    nb="Planen har ikke noe språktilbud. Fyll ut kurs i norsk, eller beskriv det andre språktilbudet.",
    en="The plan has no language offer. Fill in a course in Norwegian, or describe the other offer.",
    severity=Severity.ERROR,
    strength=Strength.LAW,
    sources=_INNHOLD,
    fails={"spraaktilbud.kurs": []},
    passes={"spraaktilbud.kurs": [], "spraaktilbud.annet.beskrivelse": "Engelsk på arbeidsplassen.", "norskmaal": {}},
)
def spraaktilbud(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Minimum content of the programme."""
    if not any(kurs.navn for kurs in plan.spraaktilbud.kurs) and plan.spraaktilbud.annet.er_tom():
        yield Hit("spraaktilbud")


@About(
    id="IP303",
    title="Hvert tiltak er begrunnet",
    title_en="Reasons are given for each measure",
    nb="Tiltaket er ikke begrunnet. Skriv hvordan det styrker muligheten for arbeid og støtter norskmålet.",
    en="No reasons are given for the measure. Write how it improves the chance of work and supports the norskmål.",
    severity=Severity.ERROR,
    strength=Strength.TEMPLATE,
    sources=(LAW.source("fvl-24"),),
    fails={"tiltak.1.begrunnelse": ""},
    passes={},
)
def tiltak_begrunnelse(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """For those who follow the new rules, the reasons must stand in the plan itself."""
    for number, tiltak in enumerate(plan.tiltak, 1):
        if tiltak.navn and not tiltak.begrunnelse:
            lov = er_ny(plan, on)
            yield Hit(
                f"tiltak.{number}.begrunnelse",
                strength=Strength.LAW if lov else None,
                source=LAW.source("il-15-4") if lov else None,
            )


@About(
    id="IP304",
    title="Hvert tiltak har et navn",
    title_en="Each measure has a name",
    nb="Raden er fylt ut, men sier ikke hva tiltaket er. Skriv navnet, eller tøm raden.",
    en="The row is filled in, but does not say what the measure is. Write its name, or clear the row.",
    severity=Severity.ERROR,
    strength=Strength.LAW,
    sources=_INNHOLD,
    fails={"tiltak.3.timer": "15 t/uke"},
    passes={"tiltak.3.navn": "Jobbsøkerkurs"},
)
def tiltak_navn(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """The elements of the programme are minimum content."""
    for number, tiltak in enumerate(plan.tiltak, 1):
        if not tiltak.navn and not tiltak.er_tom():
            yield Hit(f"tiltak.{number}.navn")


@About(
    id="IP305",
    title="Annet innhold er begrunnet",
    title_en="Reasons are given for other content",
    nb="Det andre innholdet er ikke begrunnet. Skriv hvorfor deltakeren trenger det.",
    en="No reasons are given for the other content. Write why the participant needs it.",
    severity=Severity.WARNING,
    strength=Strength.TEMPLATE,
    sources=_MALEN,
    fails={"annet.1.beskrivelse": "Turgruppe", "annet.1.begrunnelse": ""},
    passes={"annet.1.beskrivelse": "Turgruppe", "annet.1.begrunnelse": "Du vil bli kjent med flere."},
)
def annet_begrunnelse(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """The template has a box for it."""
    for number, annet in enumerate(plan.annet, 1):
        if annet.beskrivelse and not annet.begrunnelse:
            yield Hit(f"annet.{number}.begrunnelse")


@About(
    id="IP306",
    title="Tiltakene er begrunnet hver for seg",
    title_en="Each measure has reasons of its own",
    nb="Alle tiltakene har samme begrunnelse. Skriv hva hvert av dem gir denne deltakeren.",
    en="All measures have the same reasons. Write what each of them gives this participant.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    sources=(LAW.source("fvl-24"),),
    requires=("IP303",),
    fails={"tiltak.1.begrunnelse": "Gir arbeidserfaring.", "tiltak.2.begrunnelse": "Gir  arbeidserfaring."},
    passes={"tiltak.1.begrunnelse": "Gir arbeidserfaring.", "tiltak.2.begrunnelse": "Gir truckførerbevis."},
)
def like_begrunnelser(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Reasons that fit every measure say nothing about any of them."""
    said = [" ".join(tiltak.begrunnelse.casefold().split()) for tiltak in plan.tiltak if tiltak.navn]
    if len(said) > 1 and len(set(said)) == 1:
        yield Hit("tiltak")


def _uten_livsmestring(plan: Plan) -> bool:
    said = [tiltak.navn for tiltak in plan.tiltak] + [annet.beskrivelse for annet in plan.annet]
    return not any("livsmestring" in text.casefold() for text in said)


def _uten_norsk(plan: Plan) -> list[int]:
    """Return the numbers from 1 of the measures whose reasons do not speak of language."""
    said = [tiltak.begrunnelse for tiltak in plan.tiltak]
    return [number for number, text in enumerate(said, 1) if text and not _OM_NORSK.search(text)]


@About(
    id="IP312",
    title="Programmet har kurs i livsmestring",
    title_en="The programme has a course in life skills",
    nb="Planen nevner ikke kurs i livsmestring, som programmet skal ha; før det opp under tiltak eller annet innhold.",
    en="The plan does not mention a course in life skills, which the programme must have; enter it under measures or "
    "other content.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=(LAW.source("il-14a-1"),),
    transitional=True,
    only_if=_uten_livsmestring,
    fails=_NY,
    passes=_NY | {"annet.1.beskrivelse": "Kurs i livsmestring", "annet.1.begrunnelse": "Krav i loven."},
)
def livsmestring(plan: Plan, day: dt.date) -> Iterator[Hit]:
    """The form has no place of its own for it."""
    yield Hit("annet")


@About(
    id="IP313",
    title="Samfunnskunnskap er frivillig",
    title_en="Social studies are voluntary",
    nb="Deltakere med kollektiv beskyttelse har verken rett eller plikt til opplæring i samfunnskunnskap. Er tilbudet "
    "avtalt med deltakeren, kan det stå.",
    en="Participants with collective protection have neither right nor duty to social studies. If the participant "
    "agreed to the offer, it may stay.",
    severity=Severity.INFO,
    strength=Strength.LAW,
    sources=(LAW.source("il-37d-1"), LAW.source("il-37c-2026")),
    fails={"spraaktilbud.kurs.1.navn": "Norsk og samfunnskunnskap"},
    passes={"spraaktilbud.kurs.1.navn": "Norsk på dagtid"},
)
def samfunnskunnskap(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """The same before and after 01.01.2026; what is part of school subjects is not meant."""
    for number, kurs in enumerate(plan.spraaktilbud.kurs, 1):
        if "samfunnskunnskap" in kurs.navn.casefold():
            yield Hit(f"spraaktilbud.kurs.{number}.navn")


@About(
    id="IP314",
    title="Begrunnelsen for tiltaket viser til norskmålet",
    title_en="The reasons for the measure refer to the norskmål",
    nb="Begrunnelsen sier ikke hvordan tiltaket hjelper deltakeren å nå norskmålet; det skal stå i planen.",
    en="The reasons do not say how the measure helps the participant reach the norskmål; the plan must say it.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=(LAW.source("il-15-4"),),
    transitional=True,
    only_if=lambda plan: bool(_uten_norsk(plan)),
    requires=("IP303",),
    fails=_NY | {"tiltak.1.begrunnelse": "Gir arbeidserfaring."},
    passes=_NY | {"tiltak.1.begrunnelse": "Gir arbeidserfaring og øving i muntlig norsk."},
)
def begrunnet_med_norsk(plan: Plan, day: dt.date) -> Iterator[Hit]:
    """Judged by words about language; the template asks for the same."""
    yield from (Hit(f"tiltak.{number}.begrunnelse") for number in _uten_norsk(plan))


@About(
    id="IP317",
    title="Programmet er på fulltid",
    title_en="The programme is full time",
    nb="Programmet er på deltid; det kan det bare være når loven åpner for det, så skriv hvorfor i planen.",
    en="The programme is part time; the law allows that only in some cases, so write why in the plan.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=tuple(LAW.source(name) for name in ("il-13-3", "if-43i")),
    transitional=True,
    only_if=lambda plan: plan.opplysninger.deltid_prosent is not None,
    fails={"opplysninger.deltid_prosent": 60},
    passes={"opplysninger.deltid_prosent": 100},
)
def fulltid(plan: Plan, day: dt.date) -> Iterator[Hit]:
    """Under the old rules only for want of capacity, so it is information there; under the new a warning."""
    if (plan.opplysninger.deltid_prosent or 0) < 100:
        gammel = LAW.source("if-43i").in_force(day)
        yield Hit("opplysninger.deltid_prosent", severity=Severity.INFO if gammel else None)
