"""Between a plan and the one before it (IP8xx)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from integplan_pdf.engine import paths
from integplan_pdf.engine.rules import About, Change, Hit
from integplan_pdf.model.change import Core
from integplan_pdf.model.finding import Severity, Strength
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.packs.integreringsplan.rules.norsk import nivaaer, steg

_NED = (LAW.source("if-27-3"),)
_VEDTAK = ("sted", "dato", "navn_blokkbokstaver")
_VESENTLIG = (
    "maal.sluttmaal.beskrivelse",
    "varighet.startdato",
    "varighet.sluttdato",
    "varighet.forlengelse.fra",
    "varighet.forlengelse.til",
    "spraaktilbud.annet.beskrivelse",
)
KJERNE = Core(frozenset({*_VESENTLIG, "tiltak.{i}.navn", "spraaktilbud.kurs.{i}.navn"}), (LAW.source("il-46"),))
"""What the decision is about: sluttmål, duration and elements (§ 37 c syvende ledd)."""


@About(
    id="IP801",
    title="Norskmålet senkes ett nivå om gangen",
    title_en="The norskmål is lowered one level at a time",
    nb="Norskmålet er senket mer enn ett nivå siden forrige plan. Senk det bare ett nivå om gangen.",
    en="The norskmål was lowered by more than one level since the last plan. Lower it one level at a time only.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    sources=_NED,
    fails={"norskmaal.muntlig": "A2"},
    passes={"norskmaal.muntlig": "B1"},
)
def ett_nivaa(change: Change[Plan], on: dt.date) -> Iterator[Hit]:
    """Per skill."""
    for ferdighet, ned in _senket(change):
        if ned > 1:
            yield Hit(f"norskmaal.{ferdighet}")


@About(
    id="IP802",
    title="Et senket norskmål har en merknad",
    title_en="A lowered norskmål has a remark",
    nb="Norskmålet er senket siden forrige plan, men merknaden sier ikke hvorfor. Skriv det i merknaden.",
    en="The norskmål was lowered since the last plan, but the remark does not say why. Write it in the remark.",
    severity=Severity.WARNING,
    strength=Strength.TEMPLATE,
    sources=_NED,
    fails={"norskmaal.muntlig": "B1", "norskmaal.merknad": ""},
    passes={"norskmaal.muntlig": "B1", "norskmaal.merknad": "Justert ned etter samtale med lærer."},
)
def merknad(change: Change[Plan], on: dt.date) -> Iterator[Hit]:
    """A remark that was there before says nothing of the change."""
    ny = change.after.norskmaal.merknad
    if any(_senket(change)) and (not ny or ny == change.before.norskmaal.merknad):
        yield Hit("norskmaal.merknad")


@About(
    id="IP803",
    title="En vesentlig endring er et nytt vedtak",
    title_en="A material change is a new decision",
    nb="Planen er endret vesentlig, men har samme vedtaksdato. Gjør et nytt vedtak, med en ny klagefrist på {uker} "
    "uker.",
    en="The plan was materially changed, but has the same date of decision. Make a new decision, with {uker} weeks to "
    "appeal.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=(LAW.source("il-46"),),
    fails={"varighet.sluttdato": "2026-06-30"},
    passes={"varighet.sluttdato": "2026-06-30", "vedtak.dato": "2026-03-01"},
)
def nytt_vedtak(change: Change[Plan], on: dt.date) -> Iterator[Hit]:
    """Sluttmål, duration and elements; other changes are for the office to weigh."""
    before, after = change.before, change.after
    if after.vedtak.dato != before.vedtak.dato:
        return
    frist = {"uker": LAW.get("klagefrist", on)}
    for path in _VESENTLIG:
        if _verdi(before, path) != _verdi(after, path):
            yield Hit(path, frist)
    if _elementer(before) != _elementer(after):
        yield Hit("tiltak", frist)


@About(
    id="IP804",
    title="Planen som kommer tilbake er vedtatt",
    title_en="The plan that comes back has been decided",
    nb="Planen er kommet tilbake uten sted, dato eller navnet til den som har vedtaksmyndighet. Fyll det ut og signer.",
    en="The plan came back without place, date or the name of who decides. Fill them in and sign.",
    severity=Severity.ERROR,
    strength=Strength.TEMPLATE,
    sources=(LAW.source("fvl-23"),),
    fails={"vedtak.dato": None},
    passes={"vedtak.dato": "2025-12-15"},
)
def vedtatt(change: Change[Plan], on: dt.date) -> Iterator[Hit]:
    """The signature itself is not judged here."""
    for felt in _VEDTAK:
        if not getattr(change.after.vedtak, felt):
            yield Hit(f"vedtak.{felt}")


def _senket(change: Change[Plan]) -> Iterator[tuple[str, int]]:
    """Yield each skill whose goal was lowered, and by how many levels; one taken away is another matter."""
    naa = nivaaer(change.after)
    for ferdighet, foer in nivaaer(change.before).items():
        ny = naa[ferdighet]
        if foer and ny and steg(foer, ny) < 0:
            yield ferdighet, -steg(foer, ny)


def _verdi(plan: Plan, path: str) -> Any:
    value = paths.get(plan, path)
    return " ".join(value.split()) if isinstance(value, str) else value


def _elementer(plan: Plan) -> list[str]:
    names = [tiltak.navn for tiltak in plan.tiltak] + [kurs.navn for kurs in plan.spraaktilbud.kurs]
    return sorted(" ".join(name.casefold().split()) for name in names if name)
