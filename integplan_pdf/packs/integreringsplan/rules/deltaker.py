"""Who the plan belongs to (IP1xx)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from integplan_pdf.engine.rules import About, Hit
from integplan_pdf.model.finding import Severity, Strength
from integplan_pdf.packs.integreringsplan.idnumbers import Kind, compact, duf_year, recognise
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Plan

_UTEN_NULL = 10
_NUMMER = "deltaker.fnr_eller_duf"
_PERSONOPPLYSNINGER = (LAW.source("if-46"),)
_FOLKEREGISTER = (LAW.source("fregf-2-2"),)


@About(
    id="IP101",
    title="Planen har deltakerens navn",
    title_en="The plan has the participant's name",
    nb="Planen mangler deltakerens navn. Skriv navnet slik det er registrert.",
    en="The plan lacks the participant's name. Write the name as it is registered.",
    severity=Severity.ERROR,
    strength=Strength.TEMPLATE,
    sources=_PERSONOPPLYSNINGER,
    fails={"deltaker.navn": "12345"},
    passes={"deltaker.navn": "Mar'iana Solov'iova"},
)
def navn(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """A name has at least one letter."""
    if not any(char.isalpha() for char in plan.deltaker.navn):
        yield Hit("deltaker.navn")


@About(
    id="IP102",
    title="Planen har deltakerens nummer",
    title_en="The plan has the participant's number",
    nb="Fødselsnummer eller DUF-nummer mangler. Fyll det ut.",
    en="The fødselsnummer or DUF number is missing. Fill it in.",
    severity=Severity.ERROR,
    strength=Strength.TEMPLATE,
    sources=_PERSONOPPLYSNINGER,
    fails={_NUMMER: ""},
    passes={_NUMMER: "209900000103"},
)
def nummer_mangler(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """There is a number of some kind."""
    if not plan.deltaker.fnr_eller_duf:
        yield Hit(_NUMMER)


@About(
    id="IP103",
    title="Nummeret er et fødselsnummer, D-nummer eller DUF-nummer",
    title_en="The number is a fødselsnummer, D number or DUF number",
    nb="Nummeret er verken fødselsnummer, D-nummer eller DUF-nummer. Kontroller at det er riktig.",
    en="The number is neither a fødselsnummer, a D number nor a DUF number. Check that it is right.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    sources=_PERSONOPPLYSNINGER,
    requires=("IP102",),
    fails={_NUMMER: "P1234567"},
    passes={_NUMMER: "54838702271"},
)
def nummer_ukjent(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """A passport or reception centre number is allowed, but rare."""
    text = plan.deltaker.fnr_eller_duf
    if recognise(text, on).kind is Kind.OTHER and not _uten_null(text, on):
        yield Hit(_NUMMER)


@About(
    id="IP104",
    title="Fødselsnummerets dato og kontrollsifre stemmer",
    title_en="The date and check digits of the fødselsnummer hold",
    nb="Nummeret er ikke et gyldig {kind}: datoen eller kontrollsifrene stemmer ikke. Se etter tastefeil.",
    en="The number is not a valid {kind}: its date or check digits are wrong. Look for a typing error.",
    severity=Severity.ERROR,
    strength=Strength.LAW,
    sources=_FOLKEREGISTER,
    fails={_NUMMER: "14838702017"},
    passes={_NUMMER: "29820050205"},
)
def kontrollsiffer(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Wrong by today's rule, and not a number of 2032 either."""
    number = recognise(plan.deltaker.fnr_eller_duf, on)
    if not number.valid and not number.relaxed and number.kind is not Kind.DUF:
        yield Hit(_NUMMER, {"kind": number.kind.value})


@About(
    id="IP105",
    title="DUF-nummerets kontrollsifre stemmer",
    title_en="The check digits of the DUF number hold",
    nb="Kontrollsifrene i DUF-nummeret stemmer ikke. Kontroller nummeret.",
    en="The check digits of the DUF number are wrong. Check the number.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    fails={_NUMMER: "209900000104"},
    passes={_NUMMER: "209900000103"},
)
def kontrollsiffer_duf(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """UDI publishes no rule for the check digits, so this is never an error."""
    number = recognise(plan.deltaker.fnr_eller_duf, on)
    if number.kind is Kind.DUF and not number.valid:
        yield Hit(_NUMMER)


@About(
    id="IP106",
    title="Nummeret er ikke et testnummer",
    title_en="The number is not a test number",
    nb="Nummeret er et testnummer og kan ikke tilhøre en virkelig person. Bruk deltakerens eget nummer.",
    en="The number is a test number and can belong to no real person. Use the participant's own number.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    fails={_NUMMER: "14838702016"},
    passes={_NUMMER: "P1234567"},
)
def testnummer(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Tenor (month + 80), SyntPop (month + 65), and DUF numbers of the year 2099."""
    if recognise(plan.deltaker.fnr_eller_duf, on).synthetic:
        yield Hit(_NUMMER)


@About(
    id="IP107",
    title="Fødselsnummeret gjelder alt nå",
    title_en="The fødselsnummer is valid already",
    nb="Kontrollsifrene stemmer bare etter regelen som gjelder fra 2032. Se etter tastefeil.",
    en="The check digits hold only by the rule in force from 2032. Look for a typing error.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=_FOLKEREGISTER,
    fails={_NUMMER: "14838702024"},
    passes={_NUMMER: "14838702016"},
)
def nummer_2032(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Two wrong digits in a hundred pairs give such a number by chance."""
    number = recognise(plan.deltaker.fnr_eller_duf, on)
    if number.relaxed and not number.valid:
        yield Hit(_NUMMER)


@About(
    id="IP108",
    title="Nummeret har beholdt nullen foran",
    title_en="The number has kept its leading zero",
    nb="Nummeret har ti siffer, men er gyldig med en null foran. Rett cellen, og la den være tekst.",
    en="The number has ten digits, but is valid with a zero in front. Correct the cell, and let it be text.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    fails={_NUMMER: "7869502019"},
    passes={_NUMMER: "07869502019"},
)
def mistet_null(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """A spreadsheet drops the zero of a number that is not text."""
    if _uten_null(plan.deltaker.fnr_eller_duf, on):
        yield Hit(_NUMMER)


@About(
    id="IP109",
    title="Nummeret er ikke et hjelpenummer",
    title_en="The number is not a help number",
    nb="Nummeret er et hjelpenummer fra helsetjenesten eller et testnummer fra NAV. Bruk fødselsnummer, D-nummer "
    "eller DUF-nummer.",
    en="The number is a help number of the health services, or a test number of NAV. Use a fødselsnummer, D number or "
    "DUF number.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    sources=_PERSONOPPLYSNINGER,
    fails={_NUMMER: "14438702033"},
    passes={_NUMMER: "14838702016"},
)
def hjelpenummer(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """H-nummer (month + 40) and FH-nummer (800000000 and up)."""
    if recognise(plan.deltaker.fnr_eller_duf, on).help:
        yield Hit(_NUMMER)


@About(
    id="IP110",
    title="DUF-nummeret begynner med et årstall",
    title_en="The DUF number begins with a year",
    nb="DUF-nummeret begynner ikke med et årstall det kan være fra. Kontroller nummeret.",
    en="The DUF number does not begin with a year that it can be from. Check the number.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    fails={_NUMMER: "198900000106"},
    passes={_NUMMER: "209900000103"},
)
def duf_aar(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """From 1990 to the year judged in; test numbers have a rule of their own."""
    text = plan.deltaker.fnr_eller_duf
    number = recognise(text, on)
    if number.kind is Kind.DUF and not number.synthetic:
        year = duf_year(text)
        if not LAW.get("duf_foerste_aar", on) <= year <= on.year:
            yield Hit(_NUMMER)


def _uten_null(text: str, on: dt.date) -> bool:
    digits = compact(text)
    number = recognise(f"0{digits}", on)
    return len(digits) == _UTEN_NULL and number.kind is Kind.FNR and number.valid
