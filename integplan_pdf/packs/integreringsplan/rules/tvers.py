"""Across plans (IP7xx)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

from integplan_pdf.engine.likeness import alike, words
from integplan_pdf.engine.rules import About, Hit, Outcome, Unknown
from integplan_pdf.model.facts import Label
from integplan_pdf.model.finding import Severity, Strength
from integplan_pdf.packs.integreringsplan.idnumbers import compact
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Plan

_INDIVIDUELT = (LAW.source("fvl-24"),)
_BEGRUNNELSE = "maal.sluttmaal.begrunnelse"
_SAMME = "Jobbsøkerkurset viser deg hvordan du søker på stillinger i Norge, og du øver på å snakke om deg selv."
_NY_LOV = Label(
    "om den nye forvaltningsloven har trådt i kraft", "whether the new Public Administration Act is in force"
)
_NORSK = "norsk på arbeidsplassen "


def begrunnelser(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of the reasons that are to be the participant's own."""
    yield _BEGRUNNELSE, plan.maal.sluttmaal.begrunnelse
    for number, tiltak in enumerate(plan.tiltak, 1):
        yield f"tiltak.{number}.begrunnelse", tiltak.begrunnelse
    for number, annet in enumerate(plan.annet, 1):
        yield f"annet.{number}.begrunnelse", annet.begrunnelse


def tekster(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of all free text about the participant."""
    yield from begrunnelser(plan)
    yield "maal.langsiktig", plan.maal.langsiktig
    yield "maal.sluttmaal.beskrivelse", plan.maal.sluttmaal.beskrivelse
    yield "regelverk.begrunnelse", plan.regelverk.begrunnelse
    yield "varighet.forlengelse.begrunnelse", plan.varighet.forlengelse.begrunnelse
    yield "norskmaal.merknad", plan.norskmaal.merknad
    yield "spraaktilbud.annet.beskrivelse", plan.spraaktilbud.annet.beskrivelse
    for number, delmaal in enumerate(plan.delmaal, 1):
        yield f"delmaal.{number}.beskrivelse", delmaal.beskrivelse
    for number, annet in enumerate(plan.annet, 1):
        yield f"annet.{number}.beskrivelse", annet.beskrivelse


class _Tekster:
    """The reasons of all plans, each wording once, with the places (number of the plan, path) where it stands."""

    def __init__(self, plans: Sequence[Plan], on: dt.date) -> None:
        self.grense: int = LAW.get("lik_tekst", on)
        kort = LAW.get("begrunnelse_kort", on)
        self.steder: dict[tuple[str, ...], list[tuple[int, str]]] = {}
        for item, plan in enumerate(plans):
            for path, text in begrunnelser(plan):
                if len(text) >= kort:
                    self.steder.setdefault(tuple(words(text)), []).append((item, path))

    def mange(self, steder: Sequence[tuple[int, str]]) -> int:
        """Return in how many plans the places are, or 0 when they are too few to speak of."""
        plans = len({item for item, _ in steder})
        return plans if plans >= self.grense else 0


@About(
    id="IP701",
    title="Begrunnelsen er deltakerens egen",
    title_en="The reasons are the participant's own",
    nb="Den samme begrunnelsen står i {antall} planer. Skriv den om, så den gjelder denne deltakeren.",
    en="The same reasons stand in {antall} plans. Rewrite them, so that they are about this participant.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    sources=_INDIVIDUELT,
    fails={"planer": [{"tiltak.1.begrunnelse": _SAMME}] * 3},
    passes={"planer": [{"tiltak.1.begrunnelse": _SAMME}] * 2},
)
def lik_tekst(plans: Sequence[Plan], on: dt.date) -> Iterator[Hit]:
    """Word for word, numbers and punctuation apart; short texts are not compared."""
    tekster = _Tekster(plans, on)
    for steder in tekster.steder.values():
        if antall := tekster.mange(steder):
            yield from (Hit(path, {"antall": antall}, item=item) for item, path in steder)


@About(
    id="IP702",
    title="Begrunnelsen er ikke nesten lik andres",
    title_en="The reasons are not nearly the same as others'",
    nb="Nesten den samme begrunnelsen står i {antall} planer. Skriv den om, så den gjelder denne deltakeren.",
    en="Nearly the same reasons stand in {antall} plans. Rewrite them, so that they are about this participant.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    sources=_INDIVIDUELT,
    fails={
        "planer": [{"tiltak.1.begrunnelse": f"{_SAMME} {_NORSK * 9}{navn}."} for navn in ("Olena", "Andrii", "Yusuf")]
    },
    passes={"planer": [{"tiltak.1.begrunnelse": f"{_SAMME} {_NORSK * 9}{navn}."} for navn in ("Olena", "Andrii")]},
)
def nesten_lik(plans: Sequence[Plan], on: dt.date) -> Iterator[Hit]:
    """Found by runs of words in common; what is word for word the same in many plans is reported as that."""
    tekster = _Tekster(plans, on)
    ulike = [ord for ord, steder in tekster.steder.items() if not tekster.mange(steder)]
    for group in alike(ulike, LAW.get("nesten_lik", on)):
        steder = [sted for number in group for sted in tekster.steder[ulike[number]]]
        if antall := tekster.mange(steder):
            yield from (Hit(path, {"antall": antall}, item=item) for item, path in steder)


@About(
    id="IP703",
    title="Én plan per deltaker",
    title_en="One plan per participant",
    nb="Deltakeren har {antall} planer her. Behold den som gjelder; en deltaker skal ha én plan.",
    en="The participant has {antall} plans here. Keep the one that counts; a participant is to have one plan.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    fails={"planer": [{"id": "1"}, {"id": "2"}]},
    passes={"planer": [{"id": "1"}, {"id": "2", "deltaker.fnr_eller_duf": "209900000208"}]},
)
def en_plan(plans: Sequence[Plan], on: dt.date) -> Iterator[Hit]:
    """Known by the number."""
    for items in etter(plans, nummer).values():
        if len(items) > 1:
            yield from (Hit("deltaker.fnr_eller_duf", {"antall": len(items)}, item=item) for item in items)


@About(
    id="IP705",
    title="Ingen tekst nevner en annen deltaker",
    title_en="No text mentions another participant",
    nb="Teksten nevner en annen deltaker ved navn. Se etter tekst som er kopiert fra en annen plan.",
    en="The text mentions another participant by name. Look for text copied from another plan.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    fails={"planer": [{}, {"deltaker.navn": "Filmon Test", "maal.langsiktig": "Olena Kovalenko vil bli kokk."}]},
    passes={"planer": [{}, {"deltaker.navn": "Filmon Test", "maal.langsiktig": "Filmon Test vil bli kokk."}]},
)
def annens_navn(plans: Sequence[Plan], on: dt.date) -> Iterator[Hit]:
    """Full names of two words or more."""
    pairs: dict[tuple[str, str], set[str]] = {}
    for plan in plans:
        for pair in pairwise(words(plan.deltaker.navn)):
            pairs.setdefault(pair, set()).add(" ".join(words(plan.deltaker.navn)))
    for item, plan in enumerate(plans):
        own = " ".join(words(plan.deltaker.navn))
        for path, text in tekster(plan):
            said = words(text)
            names = {name for pair in pairs.keys() & set(pairwise(said)) for name in pairs[pair]} - {own}
            if names and any(f" {name} " in f" {' '.join(said)} " for name in names):
                yield Hit(path, item=item)


@About(
    id="IP706",
    title="Klagereglene i malen er de som gjelder",
    title_en="The rules of appeal in the template are those in force",
    nb="Malen viser til forvaltningsloven fra 1967.",
    en="The template refers to the Public Administration Act of 1967.",
    severity=Severity.INFO,
    strength=Strength.LAW,
    sources=(LAW.source("fvl-2025"),),
)
def ny_forvaltningslov(plans: Sequence[Plan], on: dt.date) -> Iterator[Outcome]:
    """The new act is adopted, without a day; after the day it was last looked up nobody here can know."""
    kontrollert = LAW.source("fvl-2025").checked
    if plans and kontrollert and on > kontrollert:
        yield Unknown("", _NY_LOV)


def nummer(plan: Plan) -> str:
    """Return the participant's number without separators."""
    return compact(plan.deltaker.fnr_eller_duf)


def etter(plans: Iterable[Plan], key: Callable[[Plan], str]) -> dict[str, list[int]]:
    """Return the numbers of the plans by what `key` says of them, blanks left out."""
    found: dict[str, list[int]] = {}
    for item, plan in enumerate(plans):
        if said := key(plan):
            found.setdefault(said, []).append(item)
    return found
