"""The goals, and why the old rules apply (IP2xx)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from integplan_pdf.engine.rules import About, Hit
from integplan_pdf.model.finding import Severity, Strength
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Plan, Sluttmaalstype, Utdanning
from integplan_pdf.packs.integreringsplan.rules.fakta import (
    FOEDSELSDATO,
    SLUTTMAALSTYPE,
    TILBUD,
    UTDANNING,
    UTEN_VGS,
    er_ny,
)
from integplan_pdf.packs.integreringsplan.rules.tid import alder

_MINIMUM = tuple(LAW.source(name) for name in ("il-15-3", "il-37c-7", "il-37c-6"))
_BEGRUNNELSE = (LAW.source("fvl-24"),)
_MALEN = (LAW.source("malen"),)
_SKOLEMAAL = {Sluttmaalstype.DELER_AV_GRUNNSKOLE_VGO, Sluttmaalstype.FULLFOERT_VGO}
_STUDIEMAAL = {Sluttmaalstype.HOEYERE_UTDANNING, Sluttmaalstype.FAGSKOLE}


@About(
    id="IP201",
    title="Planen har et sluttmål",
    title_en="The plan has a sluttmål",
    nb="Sluttmålet mangler. Skriv hva deltakeren skal oppnå i løpet av programmet.",
    en="The sluttmål is missing. Write what the participant is to reach within the programme.",
    severity=Severity.ERROR,
    strength=Strength.LAW,
    sources=_MINIMUM,
    fails={"maal.sluttmaal.beskrivelse": ""},
    passes={"maal.sluttmaal.beskrivelse": "Lønnet arbeid som kokk på hotell eller institusjon."},
)
def sluttmaal(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Minimum content of the plan."""
    if not plan.maal.sluttmaal.beskrivelse:
        yield Hit("maal.sluttmaal.beskrivelse")


@About(
    id="IP204",
    title="Sluttmålet er begrunnet",
    title_en="Reasons are given for the sluttmål",
    nb="Begrunnelsen for sluttmålet mangler. Skriv hvorfor dette målet er valgt for deltakeren.",
    en="The reasons for the sluttmål are missing. Write why this goal was chosen for the participant.",
    severity=Severity.ERROR,
    strength=Strength.TEMPLATE,
    sources=_BEGRUNNELSE,
    fails={"maal.sluttmaal.begrunnelse": ""},
    passes={},
)
def begrunnelse(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """The reasons may also stand in the letter of decision: an office that does so may lower this to a warning."""
    if not plan.maal.sluttmaal.begrunnelse:
        yield Hit("maal.sluttmaal.begrunnelse")


@About(
    id="IP205",
    title="Planen har et langsiktig mål",
    title_en="The plan has a long-term goal",
    nb="Det langsiktige målet mangler. Skriv hva deltakeren vil på lengre sikt.",
    en="The long-term goal is missing. Write what the participant wants in the longer run.",
    severity=Severity.WARNING,
    strength=Strength.TEMPLATE,
    sources=_MALEN,
    fails={"maal.langsiktig": ""},
    passes={"maal.langsiktig": "Eget autorisert regnskapskontor."},
)
def langsiktig(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """The template has a field for it; since 01.01.2026 it is minimum content for those who follow the new rules."""
    if not plan.maal.langsiktig:
        lov = er_ny(plan, on)
        yield Hit(
            "maal.langsiktig",
            severity=Severity.ERROR if lov else None,
            strength=Strength.LAW if lov else None,
            source=LAW.source("il-15-3") if lov else None,
        )


@About(
    id="IP216",
    title="Sluttmål for deltakere under 25 år uten videregående",
    title_en="Sluttmål of participants under 25 without upper secondary education",
    nb="Deltakeren er under {grense} år og har ikke videregående fra før; begrunn hvorfor sluttmålet er et annet enn "
    "fullført videregående.",
    en="The participant is under {grense} and lacks upper secondary education; give the reasons for a sluttmål other "
    "than completing it.",
    severity=Severity.INFO,
    strength=Strength.LAW,
    sources=(LAW.source("il-14-3"), LAW.source("il-13-3-foer-2026")),
    facts=(UTEN_VGS, SLUTTMAALSTYPE, FOEDSELSDATO),
    transitional=True,
    only_if=lambda plan: plan.opplysninger.sluttmaal_type is not Sluttmaalstype.FULLFOERT_VGO,
    requires=("IP201",),
    fails={"opplysninger.utdanning": "grunnskole", "opplysninger.foedselsdato": "2004-01-01"},
    passes={
        "opplysninger.utdanning": "grunnskole",
        "opplysninger.foedselsdato": "2004-01-01",
        "opplysninger.sluttmaal_type": "fullfoert_vgo",
    },
)
def under_25(plan: Plan, day: dt.date) -> Iterator[Hit]:
    """Age is counted on the first day of the programme."""
    foedt, start = plan.opplysninger.foedselsdato, plan.varighet.startdato
    grense = LAW.get("alder_vgo", day)
    if foedt and start and alder(foedt, start) < grense:
        yield Hit("maal.sluttmaal.beskrivelse", {"grense": grense})


@About(
    id="IP217",
    title="Sluttmålet hører til utdanningen deltakeren har",
    title_en="The sluttmål belongs to the education that the participant has",
    nb="Loven åpner ikke for denne typen sluttmål med den utdanningen deltakeren har fra før. Kontroller begge deler.",
    en="The law does not provide for this kind of sluttmål with the participant's earlier education. Check both.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=tuple(LAW.source(name) for name in ("il-13-og-14", "il-37c-2-og-3")),
    facts=(UTDANNING, SLUTTMAALSTYPE),
    fails={"opplysninger.sluttmaal_type": "fullfoert_vgo"},
    passes={"opplysninger.sluttmaal_type": "hoeyere_utdanning"},
)
def riktig_type(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """With upper secondary: work or studies beyond it. Without: work or school."""
    vgs = plan.opplysninger.utdanning is Utdanning.VGS_ELLER_HOEYERE
    if plan.opplysninger.sluttmaal_type in (_SKOLEMAAL if vgs else _STUDIEMAAL):
        yield Hit("opplysninger.sluttmaal_type")


@About(
    id="IP218",
    title="Planen sier hvorfor reglene før 01.01.2026 gjelder",
    title_en="The plan says why the rules before 01.01.2026 apply",
    nb="Planen sier ikke hvorfor deltakeren følger reglene før 01.01.2026. Skriv det, for eksempel at tilbudet om "
    "oppstart ble gitt før den dagen.",
    en="The plan does not say why the participant follows the rules before 01.01.2026. Write it, for example that the "
    "offer to start was made before that day.",
    severity=Severity.ERROR,
    strength=Strength.TEMPLATE,
    sources=_MALEN,
    fails={"regelverk.begrunnelse": ""},
    passes={"regelverk.begrunnelse": "Du fikk tilbudet 20. november 2025, jf. integreringsforskriften § 75."},
)
def gammelt_regelverk(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """This edition of the form is for the old rules, and asks why; who is known to follow the new has no reason."""
    if not plan.regelverk.begrunnelse and not er_ny(plan, on):
        yield Hit("regelverk.begrunnelse")


def _kan_vaere_ny(plan: Plan) -> bool:
    """Return whether the programme begins so late that the offer can have come after the transition."""
    start, ny_lov = plan.varighet.startdato, LAW.source("if-75").since
    return start is None or ny_lov is None or start >= ny_lov


@About(
    id="IP219",
    title="Utgaven av skjemaet passer med dagen for tilbudet",
    title_en="The edition of the form fits the day of the offer",
    nb="Tilbudet om oppstart er gitt 01.01.2026 eller senere, så deltakeren følger trolig de nye reglene. Kontroller "
    "om dette er riktig utgave av planen.",
    en="The offer to start was made on 01.01.2026 or later, so the participant probably follows the new rules. Check "
    "whether this is the right edition of the plan.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=(LAW.source("if-75"),),
    facts=(TILBUD,),
    only_if=_kan_vaere_ny,
    fails={"opplysninger.tilbud_dato": "2026-01-01"},
    passes={"opplysninger.tilbud_dato": "2025-12-31"},
)
def utgave(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """The text says `after 1 January 2026`; the day itself is doubtful, and is reported too."""
    overgang = LAW.at("overgang_2026", on)
    tilbud = plan.opplysninger.tilbud_dato
    if overgang and tilbud and tilbud >= overgang.value:
        yield Hit("regelverk.begrunnelse")


@About(
    id="IP220",
    title="Begrunnelsen for sluttmålet sier nok",
    title_en="The reasons for the sluttmål say enough",
    nb="Begrunnelsen for sluttmålet er kortere enn {grense} tegn. Skriv hvilke forhold ved deltakeren som ble "
    "avgjørende.",
    en="The reasons for the sluttmål are shorter than {grense} characters. Write what decided the matter for this "
    "participant.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    sources=_BEGRUNNELSE,
    requires=("IP204",),
    fails={"maal.sluttmaal.begrunnelse": "Deltakeren ønsker arbeid."},
    passes={},
)
def kort_begrunnelse(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """Reasons name the facts and the considerations that decided (forvaltningsloven § 25)."""
    grense = LAW.get("begrunnelse_kort", on)
    if len(plan.maal.sluttmaal.begrunnelse) < grense:
        yield Hit("maal.sluttmaal.begrunnelse", {"grense": grense})


@About(
    id="IP221",
    title="Sluttmålet er konkret",
    title_en="The sluttmål is concrete",
    nb="Sluttmålet er så allment at det passer for alle. Skriv hvilket yrke, hvilken utdanning eller hvilke fag det "
    "gjelder.",
    en="The sluttmål is so general that it fits anyone. Write which occupation, education or subjects it is about.",
    severity=Severity.WARNING,
    strength=Strength.ADVICE,
    sources=(LAW.source("tilsyn"),),
    requires=("IP201",),
    fails={"maal.sluttmaal.beskrivelse": "Lønnet arbeid"},
    passes={"maal.sluttmaal.beskrivelse": "Lønnet arbeid som sveiser"},
)
def konkret(plan: Plan, on: dt.date) -> Iterator[Hit]:
    """The goal is to be as concrete as possible."""
    words = re.findall(r"\w+", plan.maal.sluttmaal.beskrivelse.casefold())
    if set(words) <= set(LAW.get("ord_sluttmaal", on)):
        yield Hit("maal.sluttmaal.beskrivelse")
