"""What a report counts across plans: deadlines, the adviser, and the norskmål against what § 28 advises.

Deadlines are revisions, delmål, tests, the norskmål's date and the end of the programme. Measures and courses are left
out: their ends follow from the delmål, and would drown them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from integplan_pdf.engine.dates import parse_period
from integplan_pdf.model.facts import Deadline, Facts, Label, Mark, Scale
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Nivaa, Plan, Proeve

REVIDERING = Label("Revidering", "Revision")
DELMAAL = Label("Delmål", "Interim goal")
PROEVE = Label("Norskprøve", "Norwegian test")
NORSKMAAL = Label("Frist for norskmål", "Date for the norskmål")
SLUTT = Label("Programmet slutter", "The programme ends")

NIVAAER = Scale(
    Label("Norskmål etter nivå", "Norskmål by level"),
    tuple(level.value for level in Nivaa),
    Label("de veiledende nivåene i integreringsforskriften § 28", "the advised levels of integreringsforskriften § 28"),
)
FERDIGHETER = {
    "muntlig": Label("Muntlig", "Speaking"),
    "lese": Label("Lese", "Reading"),
    "lytte": Label("Lytte", "Listening"),
    "skrive": Label("Skrive", "Writing"),
}
"""The four skills, in the order of the form and of the levels in the law's values."""


def facts(plan: Plan, on: dt.date) -> Facts:
    """Return what `plan` says that is counted, judged on the day `on`."""
    return Facts(
        subject=plan.deltaker.navn,
        number=plan.deltaker.fnr_eller_duf,
        responsible=plan.kontakt.programraadgiver.navn,
        deadlines=tuple(_deadlines(plan, on)),
        marks=tuple(_marks(plan, on)),
    )


def _deadlines(plan: Plan, on: dt.date) -> Iterator[Deadline]:
    for revision in plan.revidering:
        if revision.planlagt_dato:
            yield Deadline(revision.planlagt_dato, REVIDERING, revision.dato_gjennomfoert is not None)
    for goal in plan.delmaal:
        if goal.periode.end:
            yield Deadline(goal.periode.end, DELMAAL, goal.oppnaadd)
    yield from _tests(plan)
    if end := plan.varighet.forlengelse.til or plan.varighet.sluttdato:
        yield Deadline(end, SLUTT, end < on)


def _tests(plan: Plan) -> Iterator[Deadline]:
    """Yield one deadline for all tests of one day or month, and the date by which the goals are to be reached."""
    tests = plan.proever.lytte, plan.proever.lese, plan.proever.skrive, plan.proever.muntlig
    by_day: dict[dt.date, list[Proeve]] = {}
    for test in tests:
        if day := parse_period(test.tidspunkt).end:
            by_day.setdefault(day, []).append(test)
    for day, same in by_day.items():
        yield Deadline(day, PROEVE, all(test.gjennomfoert for test in same))
    if plan.norskmaal.frist:
        yield Deadline(plan.norskmaal.frist, NORSKMAAL, all(test.gjennomfoert for test in tests))


def _marks(plan: Plan, on: dt.date) -> Iterator[Mark]:
    norm = _norm(plan, on)
    for skill, label in FERDIGHETER.items():
        if level := getattr(plan.norskmaal, skill):
            yield Mark(NIVAAER, label, level.value, norm.get(skill, ""))


def _norm(plan: Plan, on: dt.date) -> Mapping[str, str]:
    """Return the level that § 28 advises in each skill; nothing when the earlier education is not known."""
    education = plan.opplysninger.utdanning
    basis = "fov" if plan.norskmaal.standpunktkarakter.fov else education.value if education else ""
    levels = LAW.at(f"nivaa_{basis}", on) if basis else None
    return dict(zip(FERDIGHETER, levels.value, strict=True)) if levels else {}
