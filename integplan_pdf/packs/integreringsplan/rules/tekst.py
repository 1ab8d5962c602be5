"""What may not stand in any text (IP6xx)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from integplan_pdf.engine.dates import Period
from integplan_pdf.engine.paths import leaves
from integplan_pdf.engine.rules import About, Hit
from integplan_pdf.model.finding import Severity, Strength
from integplan_pdf.packs.integreringsplan.idnumbers import Kind, recognise
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.packs.integreringsplan.rules.maltekst import REST

_REST_TEGN = ("20xx", "<", "skal fjernes før", "automatisk generert")
_TALL = re.compile(r"\d{6}(?<!\d{7})[ .-]?\d{5,6}(?!\d)")
_EGNE_DELER = {"id", "deltaker"}
_SAMTYKKE = (LAW.source("if-52"), LAW.source("pvf-9"))


@dataclass(frozen=True, slots=True)
class _Leting:
    """What to look for.

    Attributes:
        tegn: in lower case; every match holds one of these, so that few texts need more than a quick look.
    """

    pattern: re.Pattern[str]
    tegn: tuple[str, ...]

    def funn(self, plan: Plan) -> Iterator[str]:
        """Yield the path of every text with a match."""
        alt = plan.model_dump_json().lower()
        sett = [tegn for tegn in self.tegn if tegn in alt]
        for path, value in leaves(plan) if sett else ():
            text = value.text if isinstance(value, Period) else value
            if isinstance(text, str) and any(tegn in text.lower() for tegn in sett) and self.pattern.search(text):
                yield path


@lru_cache(maxsize=4)
def _ord(words: Sequence[str]) -> _Leting:
    """Look for words by their beginnings; one that ends in a space is a whole word."""
    parts = (re.escape(word.strip()) + (r"\b" if word.endswith(" ") else "") for word in words)
    pattern = re.compile(rf"\b(?:{'|'.join(parts)})", re.IGNORECASE)
    return _Leting(pattern, tuple(word.strip() for word in words))


_REST = _Leting(REST, _REST_TEGN)


@About(
    id="IP601",
    title="Ingen tekst fra malen står igjen",
    title_en="No text of the template is left",
    nb="Her står det igjen tekst fra malen. Bytt den ut, eller ta den bort.",
    en="Text of the template is left here. Replace it, or remove it.",
    severity=Severity.ERROR,
    strength=Strength.TEMPLATE,
    sources=(LAW.source("malen"),),
    fails={"maal.langsiktig": "Ferdig xx.xx.20xx"},
    passes={"maal.langsiktig": "Ferdig 01.08.2027"},
)
def rest(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Placeholders, and the guidance that must be removed before the participant is given the plan."""
    yield from map(Hit, _REST.funn(plan))


@About(
    id="IP607",
    title="Planen røper ikke helse, religion eller straff",
    title_en="The plan does not give away health, religion or criminal record",
    nb="Teksten ser ut til å nevne helse, religion eller straff. Ta det bort hvis det ikke er nødvendig i planen.",
    en="The text seems to mention health, religion or a criminal record. Remove it unless the plan needs it.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    sources=_SAMTYKKE,
    fails={"maal.langsiktig": "Bli frisk av depresjon og finne arbeid."},
    passes={"maal.langsiktig": "Arbeide som helsefagarbeider."},
)
def foelsomt(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Judged by a list of words; a person must decide."""
    yield from map(Hit, _ord(tuple(LAW.get("ord_foelsomme", on))).funn(plan))


@About(
    id="IP608",
    title="Trening og fysioterapi røper ikke helse",
    title_en="Training and physiotherapy do not give away health",
    nb="Malen nevner trening og fysioterapi som eksempler, men det kan røpe noe om helsen. Skriv ikke hvorfor "
    "deltakeren trenger det.",
    en="The template names training and physiotherapy as examples, but they may give away something about health. Do "
    "not write why the participant needs them.",
    severity=Severity.INFO,
    strength=Strength.ADVICE,
    sources=(LAW.source("malen"),),
    fails={"annet.1.beskrivelse": "Fysioterapi hver uke", "annet.1.begrunnelse": "Avtalt med deg."},
    passes={"annet.1.beskrivelse": "Språktrening på kafé", "annet.1.begrunnelse": "Avtalt med deg."},
)
def trening(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """What the template itself suggests is never a warning; looked for in other content only."""
    pattern = _ord(tuple(LAW.get("ord_trening", on))).pattern
    for number, annet in enumerate(plan.annet, 1):
        if pattern.search(annet.beskrivelse) or pattern.search(annet.begrunnelse):
            yield Hit(f"annet.{number}.beskrivelse")


@About(
    id="IP609",
    title="Ingen tekst har et fødselsnummer",
    title_en="No text holds a fødselsnummer",
    nb="Teksten inneholder det som ser ut som et fødselsnummer eller DUF-nummer. Ta det bort.",
    en="The text holds what looks like a fødselsnummer or DUF number. Remove it.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=(LAW.source("pol-12"),),
    fails={"maal.langsiktig": "Som avtalt med 148387 02016."},
    passes={"maal.langsiktig": "Kontonummer 12345678901 er ikke et fødselsnummer."},
)
def nummer_i_tekst(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Numbers with valid check digits, the participant's own too; it has a field of its own."""
    if not _TALL.search(plan.model_dump_json(exclude=_EGNE_DELER)):
        return
    for path, value in leaves(plan):
        andre = isinstance(value, str) and path.partition(".")[0] not in _EGNE_DELER
        if andre and any(_er_nummer(match[0], on) for match in _TALL.finditer(value)):
            yield Hit(path)


def _er_nummer(text: str, on: dt.date) -> bool:
    number = recognise(text, on)
    return number.kind is not Kind.OTHER and number.valid
