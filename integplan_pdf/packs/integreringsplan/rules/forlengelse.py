"""The extension of the programme (IP2xx)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from integplan_pdf.engine.law import Value
from integplan_pdf.engine.rules import About, Hit
from integplan_pdf.model.finding import Severity, Strength
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Plan, Sluttmaalstype, Utdanning
from integplan_pdf.packs.integreringsplan.rules.fakta import SLUTTMAALSTYPE, STUDIER, UTDANNING
from integplan_pdf.packs.integreringsplan.rules.tid import permisjon, senere, siste_dag

_FORLENGELSE = tuple(LAW.source(name) for name in ("il-13-3", "il-37c-2"))
_STAMME = 6
_EN_FORLENGELSE = {
    "varighet.forlengelse.fra": "2026-07-05",
    "varighet.forlengelse.til": "2026-12-31",
    "varighet.forlengelse.begrunnelse": "Deltakeren når trolig sluttmålet om arbeid med noen måneder til.",
}


def _finnes(plan: Plan) -> bool:
    forlengelse = plan.varighet.forlengelse
    return bool(forlengelse.fra or forlengelse.til or forlengelse.begrunnelse)


@About(
    id="IP206",
    title="Forlengelsen er begrunnet",
    title_en="Reasons are given for the extension",
    nb="Programmet er forlenget, men forlengelsen er ikke begrunnet. Skriv hvorfor det er grunn til å forvente at "
    "sluttmålet nås.",
    en="The programme is extended, but no reasons are given for the extension. Write why the sluttmål can be expected "
    "to be reached.",
    severity=Severity.ERROR,
    strength=Strength.TEMPLATE,
    sources=(LAW.source("fvl-24"),),
    only_if=_finnes,
    fails=_EN_FORLENGELSE | {"varighet.forlengelse.begrunnelse": ""},
    passes=_EN_FORLENGELSE,
)
def begrunnelse(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """An extension is a decision of its own."""
    if not plan.varighet.forlengelse.begrunnelse:
        yield Hit("varighet.forlengelse.begrunnelse")


@About(
    id="IP207",
    title="Forlengelsen har en første og en siste dag",
    title_en="The extension has a first and a last day",
    nb="Forlengelsen skal ha både f.o.m. og t.o.m., i den rekkefølgen. Fyll ut begge.",
    en="The extension should have both a first and a last day, in that order. Fill in both.",
    severity=Severity.WARNING,
    strength=Strength.TEMPLATE,
    sources=(LAW.source("malen"),),
    only_if=_finnes,
    fails=_EN_FORLENGELSE | {"varighet.forlengelse.til": None},
    passes=_EN_FORLENGELSE,
)
def periode(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Both ends, in order."""
    forlengelse = plan.varighet.forlengelse
    if not forlengelse.fra or not forlengelse.til or forlengelse.til <= forlengelse.fra:
        yield Hit("varighet.forlengelse.til")


@About(
    id="IP208",
    title="Forlengelsen følger rett etter programmet",
    title_en="The extension follows right after the programme",
    nb="Det er et opphold mellom sluttdatoen og forlengelsen. La forlengelsen begynne dagen etter sluttdatoen.",
    en="There is a gap between the end date and the extension. Let the extension begin the day after the end date.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    only_if=_finnes,
    requires=("IP202", "IP203", "IP207"),
    fails=_EN_FORLENGELSE | {"varighet.forlengelse.fra": "2026-08-01"},
    passes=_EN_FORLENGELSE,
)
def uten_opphold(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """The first day is at latest the day after the end date."""
    fra, slutt = plan.varighet.forlengelse.fra, plan.varighet.sluttdato
    if fra and slutt and fra > senere(slutt, days=1):
        yield Hit("varighet.forlengelse.fra")


@About(
    id="IP209",
    title="Begrunnelsen for forlengelsen nevner sluttmålet",
    title_en="The reasons for the extension mention the sluttmål",
    nb="Begrunnelsen for forlengelsen nevner ikke sluttmålet. Skriv hvorfor det er grunn til å forvente at det nås.",
    en="The reasons for the extension do not mention the sluttmål. Write why it can be expected to be reached.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    sources=(LAW.source("il-13-5-foer-2026"), LAW.source("il-14-4")),
    only_if=_finnes,
    requires=("IP201", "IP206"),
    fails=_EN_FORLENGELSE | {"varighet.forlengelse.begrunnelse": "Deltakeren trenger mer tid."},
    passes=_EN_FORLENGELSE,
)
def nevner_sluttmaalet(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """The word itself, or the beginning of one of the longer words of the goal."""
    said = plan.varighet.forlengelse.begrunnelse.casefold()
    words = re.findall(rf"\w{{{_STAMME},}}", plan.maal.sluttmaal.beskrivelse.casefold())
    if "sluttmål" not in said and not any(word[:_STAMME] in said for word in words):
        yield Hit("varighet.forlengelse.begrunnelse")


def _lang(plan: Plan) -> bool:
    """Return whether the extension is longer than the shortest that any participant can be granted."""
    fra, til = plan.varighet.forlengelse.fra, plan.varighet.forlengelse.til
    names = ("forlengelse_vgs", "forlengelse_arbeid", "forlengelse_skole")
    least = min(value.value for name in names for value in LAW.values[name] if value.value)
    return fra is not None and til is not None and til > siste_dag(fra, least)


@About(
    id="IP214",
    title="Forlengelsen er ikke for lang",
    title_en="The extension is not too long",
    nb="Forlengelsen er lengre enn {grense} måneder, som er det lengste for deltakeren; kort den ned, eller før opp "
    "godkjent permisjon.",
    en="The extension is longer than {grense} months, the most for this participant; shorten it, or enter approved "
    "leave.",
    severity=Severity.ERROR,
    strength=Strength.LAW,
    sources=_FORLENGELSE,
    facts=(UTDANNING, SLUTTMAALSTYPE),
    transitional=True,
    only_if=_lang,
    requires=("IP202", "IP203", "IP207"),
    fails=_EN_FORLENGELSE | {"varighet.forlengelse.til": "2027-02-28"},
    passes=_EN_FORLENGELSE | {"varighet.forlengelse.til": "2027-01-04"},
)
def lengst(plan: Plan, day: dt.date) -> Iterator[Hit]:
    """An error when education and leave are known to forbid it; without upper secondary education a warning."""
    fra, til, verdi = plan.varighet.forlengelse.fra, plan.varighet.forlengelse.til, _grense(plan, day)
    if fra and til and verdi and verdi.value and til > siste_dag(fra, verdi.value, permisjon(plan)):
        vgs = plan.opplysninger.utdanning is Utdanning.VGS_ELLER_HOEYERE
        mild = not vgs or plan.opplysninger.permisjon_dager is None
        yield Hit(
            "varighet.forlengelse.til",
            {"grense": verdi.value},
            Severity.WARNING if mild else None,
            source=verdi.source,
        )


@About(
    id="IP215",
    title="Programmet kan forlenges",
    title_en="The programme can be extended",
    nb="Loven åpner ikke for å forlenge dette programmet; ta bort forlengelsen, eller kontroller utdanning og "
    "sluttmål.",
    en="The law does not provide for extending this programme; remove the extension, or check education and sluttmål.",
    severity=Severity.ERROR,
    strength=Strength.LAW,
    sources=_FORLENGELSE,
    facts=(UTDANNING, SLUTTMAALSTYPE),
    transitional=True,
    only_if=_finnes,
    requires=("IP202", "IP203"),
    fails=_EN_FORLENGELSE | {"opplysninger.tilbud_dato": "2026-02-01"},
    passes=_EN_FORLENGELSE,
)
def kan_forlenges(plan: Plan, day: dt.date) -> Iterator[Hit]:
    """Not since 2026 with upper secondary education or a sluttmål of work, and never after a programme under § 43d."""
    verdi = _grense(plan, day)
    if _etter_43d(plan, day):
        yield Hit("varighet.forlengelse.fra", source=LAW.source("if-43d"))
    elif verdi and not verdi.value:
        yield Hit("varighet.forlengelse.fra", source=verdi.source)


def _grense(plan: Plan, day: dt.date) -> Value | None:
    """Return the longest extension in months, or None where the law has none for this goal and education."""
    facts = plan.opplysninger
    if facts.utdanning is Utdanning.VGS_ELLER_HOEYERE:
        return LAW.at("forlengelse_vgs", day)
    if STUDIER.read(plan) in STUDIER.among:
        return None
    return LAW.at("forlengelse_arbeid" if facts.sluttmaal_type is Sluttmaalstype.ARBEID else "forlengelse_skole", day)


def _etter_43d(plan: Plan, day: dt.date) -> bool:
    """Return whether the programme is so long that only § 43d allows it."""
    start, slutt = plan.varighet.startdato, plan.varighet.sluttdato
    vgs = LAW.at("varighet_vgs", day)
    return bool(
        start
        and slutt
        and vgs
        and LAW.at("varighet_43d", day)
        and plan.opplysninger.utdanning is Utdanning.VGS_ELLER_HOEYERE
        and STUDIER.read(plan) in STUDIER.among
        and slutt > siste_dag(start, vgs.value, permisjon(plan))
    )
