"""Goals and duration (IP2xx)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from integplan_pdf.model.finding import Finding, Rule, Severity, Source
from integplan_pdf.packs.integreringsplan.plan import Plan

_MINIMUM = Source("integreringsloven", "§ 37 c syvende ledd")
_BEGRUNNELSE = Source("forvaltningsloven", "§§ 24 og 25")

SLUTTMAAL = Rule(
    "IP201",
    Severity.ERROR,
    nb="Sluttmålet mangler. Skriv hva deltakeren skal oppnå i løpet av programmet.",
    en="The sluttmål is missing. Write what the participant is to reach within the programme.",
    source=_MINIMUM,
)
VARIGHET = Rule(
    "IP202",
    Severity.ERROR,
    nb="Startdato eller sluttdato mangler, så planen sier ikke hvor lenge programmet varer.",
    en="The start or end date is missing, so the plan does not say how long the programme lasts.",
    source=_MINIMUM,
)
REKKEFOELGE = Rule(
    "IP203",
    Severity.ERROR,
    nb="Sluttdatoen er ikke etter startdatoen.",
    en="The end date is not after the start date.",
    source=_MINIMUM,
)
BEGRUNNELSE = Rule(
    "IP204",
    Severity.ERROR,
    nb="Begrunnelsen for sluttmålet mangler.",
    en="The reasons for the sluttmål are missing.",
    source=_BEGRUNNELSE,
)
LANGSIKTIG = Rule(
    "IP205",
    Severity.WARNING,
    nb="Det langsiktige målet mangler. Malen har et eget felt for det.",
    en="The long-term goal is missing. The template has a field for it.",
)
FORLENGELSE_BEGRUNNELSE = Rule(
    "IP206",
    Severity.ERROR,
    nb="Programmet er forlenget, men forlengelsen er ikke begrunnet.",
    en="The programme is extended, but no reasons are given for the extension.",
    source=_BEGRUNNELSE,
)
FORLENGELSE_PERIODE = Rule(
    "IP207",
    Severity.WARNING,
    nb="Forlengelsen skal ha både f.o.m. og t.o.m., i den rekkefølgen.",
    en="The extension should have both a first and a last day, in that order.",
)


def check(plan: Plan, on: dt.date) -> Iterator[Finding]:
    """Yield what is wrong with goals and duration."""
    sluttmaal = plan.maal.sluttmaal
    if not sluttmaal.beskrivelse:
        yield SLUTTMAAL.finding(path="maal.sluttmaal.beskrivelse")
    if not sluttmaal.begrunnelse:
        yield BEGRUNNELSE.finding(path="maal.sluttmaal.begrunnelse")
    if not plan.maal.langsiktig:
        yield LANGSIKTIG.finding(path="maal.langsiktig")
    yield from _varighet(plan)
    yield from _forlengelse(plan)


def _varighet(plan: Plan) -> Iterator[Finding]:
    start, slutt = plan.varighet.startdato, plan.varighet.sluttdato
    if start is None or slutt is None:
        yield VARIGHET.finding(path="varighet.startdato" if start is None else "varighet.sluttdato")
    elif slutt <= start:
        yield REKKEFOELGE.finding(path="varighet.sluttdato")


def _forlengelse(plan: Plan) -> Iterator[Finding]:
    forlengelse = plan.varighet.forlengelse
    if forlengelse.er_tom():
        return
    if not forlengelse.begrunnelse:
        yield FORLENGELSE_BEGRUNNELSE.finding(path="varighet.forlengelse.begrunnelse")
    if not forlengelse.fra or not forlengelse.til or forlengelse.til <= forlengelse.fra:
        yield FORLENGELSE_PERIODE.finding(path="varighet.forlengelse.til")
