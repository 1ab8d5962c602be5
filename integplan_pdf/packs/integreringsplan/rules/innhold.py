"""The content of the programme (IP3xx)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from integplan_pdf.model.finding import Finding, Rule, Severity, Source
from integplan_pdf.packs.integreringsplan.plan import Plan

_INNHOLD = Source("integreringsloven", "§ 37 c fjerde og syvende ledd")

TILTAK = Rule(
    "IP301",
    Severity.ERROR,
    nb="Planen har ikke noe arbeids- eller utdanningsrettet tiltak.",
    en="The plan has no measure with a work or education purpose.",
    source=_INNHOLD,
)
SPRAAKTILBUD = Rule(
    "IP302",
    Severity.ERROR,
    nb="Planen har ikke noe språktilbud. Fyll ut kurs i norsk, eller beskriv det andre språktilbudet.",
    en="The plan has no language offer. Fill in a course in Norwegian, or describe the other offer.",
    source=_INNHOLD,
)
TILTAK_BEGRUNNELSE = Rule(
    "IP303",
    Severity.ERROR,
    nb="Tiltaket er ikke begrunnet.",
    en="No reasons are given for the measure.",
    source=Source("forvaltningsloven", "§ 25"),
)
TILTAK_NAVN = Rule(
    "IP304",
    Severity.ERROR,
    nb="Raden er fylt ut, men sier ikke hva tiltaket er.",
    en="The row is filled in, but does not say what the measure is.",
    source=_INNHOLD,
)
ANNET_BEGRUNNELSE = Rule(
    "IP305",
    Severity.WARNING,
    nb="Det andre innholdet er ikke begrunnet.",
    en="No reasons are given for the other content.",
)


def check(plan: Plan, on: dt.date) -> Iterator[Finding]:
    """Yield what is wrong with the content."""
    if not any(tiltak.navn for tiltak in plan.tiltak):
        yield TILTAK.finding(path="tiltak")
    if not any(kurs.navn for kurs in plan.spraaktilbud.kurs) and plan.spraaktilbud.annet.er_tom():
        yield SPRAAKTILBUD.finding(path="spraaktilbud")
    for number, tiltak in enumerate(plan.tiltak, 1):
        if tiltak.navn and not tiltak.begrunnelse:
            yield TILTAK_BEGRUNNELSE.finding(path=f"tiltak.{number}.begrunnelse")
        if not tiltak.navn and not tiltak.er_tom():
            yield TILTAK_NAVN.finding(path=f"tiltak.{number}.navn")
    for number, annet in enumerate(plan.annet, 1):
        if annet.beskrivelse and not annet.begrunnelse:
            yield ANNET_BEGRUNNELSE.finding(path=f"annet.{number}.begrunnelse")
