"""Who the plan belongs to (IP1xx)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from integplan_pdf.model.finding import Finding, Rule, Severity, Source
from integplan_pdf.packs.integreringsplan.idnumbers import Kind, recognise
from integplan_pdf.packs.integreringsplan.plan import Plan

NAVN = Rule(
    "IP101",
    Severity.ERROR,
    nb="Planen mangler deltakerens navn.",
    en="The plan lacks the participant's name.",
    source=Source("integreringsloven", "§ 37 c"),
)
NUMMER_MANGLER = Rule(
    "IP102",
    Severity.ERROR,
    nb="Fødselsnummer eller DUF-nummer mangler.",
    en="The fødselsnummer or DUF number is missing.",
    source=Source("integreringsforskriften", "§ 46"),
)
NUMMER_UKJENT = Rule(
    "IP103",
    Severity.WARNING,
    nb="Nummeret er verken fødselsnummer, D-nummer eller DUF-nummer. Kontroller at det er riktig.",
    en="The number is neither a fødselsnummer, a D number nor a DUF number. Check that it is right.",
    source=Source("integreringsforskriften", "§ 46"),
)
KONTROLLSIFFER = Rule(
    "IP104",
    Severity.ERROR,
    nb="Nummeret er ikke et gyldig {kind}: datoen eller kontrollsifrene stemmer ikke.",
    en="The number is not a valid {kind}: its date or check digits are wrong.",
    source=Source("folkeregisterforskriften", "§§ 2-2-1 og 2-2-2"),
)
KONTROLLSIFFER_DUF = Rule(
    "IP105",
    Severity.WARNING,
    nb="Kontrollsifrene i DUF-nummeret stemmer ikke. Kontroller nummeret.",
    en="The check digits of the DUF number are wrong. Check the number.",
)

_NUMMER = "deltaker.fnr_eller_duf"


def check(plan: Plan, on: dt.date) -> Iterator[Finding]:
    """Yield what is wrong with name and number."""
    if not any(char.isalpha() for char in plan.deltaker.navn):
        yield NAVN.finding(path="deltaker.navn")
    text = plan.deltaker.fnr_eller_duf
    if not text:
        yield NUMMER_MANGLER.finding(path=_NUMMER)
        return
    number = recognise(text, on)
    if number.kind is Kind.OTHER:
        yield NUMMER_UKJENT.finding(path=_NUMMER)
    elif not number.valid and number.kind is Kind.DUF:
        yield KONTROLLSIFFER_DUF.finding(path=_NUMMER)
    elif not number.valid:
        yield KONTROLLSIFFER.finding(path=_NUMMER, kind=number.kind.value)
