"""The decision, the appeal and the contacts (IP5xx)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from integplan_pdf.model.finding import Finding, Rule, Severity, Source
from integplan_pdf.packs.integreringsplan.plan import Person, Plan

KLAGE = Rule(
    "IP501",
    Severity.ERROR,
    nb="Planen sier ikke hvor klagen skal sendes. Fyll ut kontor, og enten adresse eller elektronisk innsending.",
    en="The plan does not say where to send an appeal. Fill in the office, and an address or an electronic way.",
    source=Source("integreringsloven § 37 c syvende ledd og forvaltningsloven", "§ 27"),
)
POSTNUMMER = Rule(
    "IP502",
    Severity.WARNING,
    nb="Postnummer og sted skal begynne med fire siffer.",
    en="Postal code and place should begin with four digits.",
)
KONTAKT = Rule(
    "IP503",
    Severity.WARNING,
    nb="Programrådgiveren mangler navn, eller både telefon og e-post.",
    en="The adviser lacks a name, or both telephone and e-mail.",
)
EPOST = Rule(
    "IP504",
    Severity.WARNING,
    nb="E-postadressen er ikke skrevet riktig.",
    en="The e-mail address is not written correctly.",
)
TELEFON = Rule(
    "IP505",
    Severity.WARNING,
    nb="Telefonnummeret skal ha åtte siffer (eller fem), eventuelt med +47 foran.",
    en="The telephone number should have eight digits (or five), possibly after +47.",
)

_EPOST = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_TELEFON = re.compile(r"(?:\+47|0047)?(?:[2-9]\d{7}|0\d{4})")


def check(plan: Plan, on: dt.date) -> Iterator[Finding]:
    """Yield what is wrong with the appeal block and the contacts."""
    klage = plan.klage
    if not klage.kontor or not (klage.elektronisk or (klage.adresse and klage.postnr_sted)):
        yield KLAGE.finding(path="klage.kontor")
    if klage.postnr_sted and not re.match(r"\d{4}\b", klage.postnr_sted):
        yield POSTNUMMER.finding(path="klage.postnr_sted")
    raadgiver = plan.kontakt.programraadgiver
    if not raadgiver.navn or not (raadgiver.telefon or raadgiver.epost):
        yield KONTAKT.finding(path="kontakt.programraadgiver.navn")
    yield from _person(raadgiver, "kontakt.programraadgiver")
    yield from _person(plan.kontakt.laerer, "kontakt.laerer")


def _person(person: Person, path: str) -> Iterator[Finding]:
    if person.epost and not _EPOST.fullmatch(person.epost):
        yield EPOST.finding(path=f"{path}.epost")
    if person.telefon and not _TELEFON.fullmatch(re.sub(r"\s", "", person.telefon)):
        yield TELEFON.finding(path=f"{path}.telefon")
