"""The decision, the appeal and the contacts (IP5xx)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from integplan_pdf.engine.rules import About, Hit
from integplan_pdf.model.finding import Severity, Strength
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Person, Plan
from integplan_pdf.packs.integreringsplan.rules.fakta import VEDTAKSDATO

_EPOST = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")
_TELEFON = re.compile(r"(?:\+47|0047)?(?:[2-9]\d{7}|0\d{4})")
_KLAGE = tuple(LAW.source(name) for name in ("il-15-3", "il-37c-7", "il-37c-6", "fvl-27"))
_SAMTIDIG = tuple(LAW.source(name) for name in ("il-15-1", "il-37c-7", "il-37c-6"))
_MALEN = (LAW.source("malen"),)
_FELT = ("sted", "dato", "navn_blokkbokstaver")


@About(
    id="IP501",
    title="Planen sier hvor klagen sendes",
    title_en="The plan says where to send an appeal",
    nb="Planen sier ikke hvor klagen skal sendes. Fyll ut kontor, og enten adresse eller elektronisk innsending.",
    en="The plan does not say where to send an appeal. Fill in the office, and an address or an electronic way.",
    severity=Severity.ERROR,
    strength=Strength.LAW,
    sources=_KLAGE,
    fails={"klage.adresse": "", "klage.elektronisk": ""},
    passes={"klage.adresse": "", "klage.elektronisk": "eDialog"},
)
def klage(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """How to appeal is minimum content (and forvaltningsloven § 27)."""
    klage = plan.klage
    if not klage.kontor or not (klage.elektronisk or (klage.adresse and klage.postnr_sted)):
        yield Hit("klage.kontor")


@About(
    id="IP502",
    title="Postnummeret har fire siffer",
    title_en="The postal code has four digits",
    nb="Postnummer og sted skal begynne med fire siffer. Rett postnummeret.",
    en="Postal code and place should begin with four digits. Correct the postal code.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    fails={"klage.postnr_sted": "Oslo"},
    passes={"klage.postnr_sted": "0001 Oslo"},
)
def postnummer(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Whether the code exists is not checked: no list comes with the program."""
    if plan.klage.postnr_sted and not re.match(r"[0-9]{4}\b", plan.klage.postnr_sted):
        yield Hit("klage.postnr_sted")


@About(
    id="IP503",
    title="Programrådgiveren kan nås",
    title_en="The adviser can be reached",
    nb="Programrådgiveren mangler navn, eller både telefon og e-post. Fyll ut navn og en av de to.",
    en="The adviser lacks a name, or both telephone and e-mail. Fill in the name and one of the two.",
    severity=Severity.WARNING,
    strength=Strength.TEMPLATE,
    sources=_MALEN,
    fails={"kontakt.programraadgiver.navn": ""},
    passes={"kontakt.programraadgiver.epost": ""},
)
def kontakt(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """A name, and a way to reach it."""
    raadgiver = plan.kontakt.programraadgiver
    if not raadgiver.navn or not (raadgiver.telefon or raadgiver.epost):
        yield Hit("kontakt.programraadgiver.navn")


@About(
    id="IP504",
    title="E-postadressen er skrevet riktig",
    title_en="The e-mail address is written correctly",
    nb="E-postadressen er ikke skrevet riktig. Se etter @ og punktum.",
    en="The e-mail address is not written correctly. Look for the @ and the full stop.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    fails={"kontakt.laerer.epost": "laerer(at)example.no"},
    passes={"kontakt.laerer.epost": "lærer@blåbær.example.no"},
)
def epost(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Syntax only."""
    for path, person in _personer(plan):
        if person.epost and not _EPOST.fullmatch(person.epost):
            yield Hit(f"{path}.epost")


@About(
    id="IP505",
    title="Telefonnummeret har riktig lengde",
    title_en="The telephone number has the right length",
    nb="Telefonnummeret skal ha åtte siffer (eller fem), eventuelt med +47 foran. Rett nummeret.",
    en="The telephone number should have eight digits (or five), possibly after +47. Correct the number.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    fails={"kontakt.laerer.telefon": "123456"},
    passes={"kontakt.laerer.telefon": "+47 40 00 00 02"},
)
def telefon(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Norwegian numbers."""
    for path, person in _personer(plan):
        if person.telefon and not _TELEFON.fullmatch(re.sub(r"\s", "", person.telefon)):
            yield Hit(f"{path}.telefon")


@About(
    id="IP509",
    title="Vedtaket har sted, dato og navn",
    title_en="The decision has place, date and name",
    nb="Sted, dato eller navnet til den som har vedtaksmyndighet er ikke fylt ut. Det kan fylles ut når planen "
    "signeres.",
    en="Place, date or the name of who decides is not filled in. It can be filled in when the plan is signed.",
    severity=Severity.INFO,
    strength=Strength.TEMPLATE,
    sources=(LAW.source("fvl-23"),),
    fails={"vedtak.sted": ""},
    passes={"vedtak.sted": "Fjellvik"},
)
def vedtak_fylt_ut(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """A plan that comes back without them is another matter: see the rules between versions."""
    for felt in _FELT:
        if not getattr(plan.vedtak, felt):
            yield Hit(f"vedtak.{felt}")
            return


@About(
    id="IP510",
    title="Deltakeren har ikke vedtatt sin egen plan",
    title_en="The participant did not decide the plan",
    nb="Navnet under vedtaket er deltakerens eget. Her skal navnet til den som har vedtaksmyndighet stå.",
    en="The name under the decision is the participant's own. The name of who decides belongs here.",
    severity=Severity.WARNING,
    strength=Strength.TEMPLATE,
    sources=_MALEN,
    requires=("IP101",),
    fails={"vedtak.navn_blokkbokstaver": "OLENA KOVALENKO"},
    passes={"vedtak.navn_blokkbokstaver": "INGRID SKISSEVIK"},
)
def riktig_navn(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Compared without regard to case and spacing."""
    if plan.vedtak.navn_blokkbokstaver and _navn(plan.vedtak.navn_blokkbokstaver) == _navn(plan.deltaker.navn):
        yield Hit("vedtak.navn_blokkbokstaver")


@About(
    id="IP511",
    title="Planen er vedtatt før programmet begynner",
    title_en="The plan is decided before the programme begins",
    nb="Planen er datert etter at programmet begynte, og er verken revidert eller forlenget. Planen lages samtidig "
    "med vedtaket; kontroller datoene.",
    en="The plan is dated after the programme began, and was neither revised nor extended. The plan is made together "
    "with the decision; check the dates.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=_SAMTIDIG,
    requires=("IP202",),
    fails={"vedtak.dato": "2026-02-01"},
    passes={"vedtak.dato": "2026-01-05", "opplysninger.vedtak_dato": "2026-01-05"},
)
def vedtatt_i_tide(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """A revised or extended plan carries the day of its last decision."""
    dato, start = plan.vedtak.dato, plan.varighet.startdato
    senere = any(item.dato_gjennomfoert for item in plan.revidering) or not plan.varighet.forlengelse.er_tom()
    if dato and start and dato > start and not senere:
        yield Hit("vedtak.dato")


@About(
    id="IP512",
    title="Planen har samme dato som vedtaket",
    title_en="The plan has the same date as the decision",
    nb="Datoen på planen er en annen enn vedtaksdatoen. Planen lages samtidig med vedtaket; kontroller begge datoene.",
    en="The date of the plan differs from that of the decision. The plan is made together with the decision; check "
    "both.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=_SAMTIDIG,
    facts=(VEDTAKSDATO,),
    only_if=lambda plan: plan.vedtak.dato is not None,
    fails={"opplysninger.vedtak_dato": "2025-12-01"},
    passes={"opplysninger.vedtak_dato": "2025-12-15", "vedtak.dato": "2025-12-15"},
)
def samme_dato(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """The plan is drawn up at the same time as the decision is made."""
    if plan.vedtak.dato != plan.opplysninger.vedtak_dato:
        yield Hit("vedtak.dato")


def _personer(plan: Plan) -> Iterator[tuple[str, Person]]:
    yield "kontakt.programraadgiver", plan.kontakt.programraadgiver
    yield "kontakt.laerer", plan.kontakt.laerer


def _navn(text: str) -> str:
    return " ".join(text.casefold().split())
