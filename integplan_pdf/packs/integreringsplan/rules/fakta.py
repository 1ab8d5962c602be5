"""Facts that rules ask for, and the law that a plan follows: as it was before 01.01.2026, or as it is now."""

from __future__ import annotations

import datetime as dt

from integplan_pdf.engine.rules import Basis, Fact, Unknown, fact
from integplan_pdf.model.facts import Label
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Plan, Sluttmaalstype, Utdanning
from integplan_pdf.packs.integreringsplan.rules.maltekst import er_rest

UTDANNING = fact("opplysninger.utdanning", "utdanning fra før", "earlier education")
VGS = UTDANNING.is_(Utdanning.VGS_ELLER_HOEYERE)
UTEN_VGS = UTDANNING.is_(Utdanning.UNDER_GRUNNSKOLE, Utdanning.GRUNNSKOLE)

SLUTTMAALSTYPE = fact("opplysninger.sluttmaal_type", "type sluttmål", "kind of sluttmål")
ARBEID = SLUTTMAALSTYPE.is_(Sluttmaalstype.ARBEID)
STUDIER = SLUTTMAALSTYPE.is_(Sluttmaalstype.HOEYERE_UTDANNING, Sluttmaalstype.FAGSKOLE)
SKOLE = SLUTTMAALSTYPE.is_(Sluttmaalstype.DELER_AV_GRUNNSKOLE_VGO, Sluttmaalstype.FULLFOERT_VGO)

TILBUD = fact("opplysninger.tilbud_dato", "dagen for tilbudet om oppstart", "the day of the offer to start")
VEDTAKSDATO = fact("opplysninger.vedtak_dato", "vedtaksdatoen", "the day of the decision")
HAR_BARN = fact("opplysninger.har_barn", "om deltakeren har barn under 18 år", "whether there are children under 18")
FOEDSELSDATO = fact("opplysninger.foedselsdato", "fødselsdatoen", "the date of birth")


def _bosatt_eller_krav(plan: Plan) -> dt.date | None:
    known = [day for day in (plan.opplysninger.bosatt_dato, plan.opplysninger.krav_dato) if day]
    return max(known, default=None)


BOSATT_ELLER_KRAV = Fact(
    "opplysninger.krav_dato",
    Label("dagen for bosetting eller krav om program", "the day of settlement or of the request"),
    _bosatt_eller_krav,
)

_FOER = "Vurdert etter reglene før 01.01.2026, fordi"
_FOER_EN = "Judged by the rules before 01.01.2026, because"
_TILBUD_FOER = Label(
    f"{_FOER} tilbudet om oppstart ikke ble gitt etter den dagen.",
    f"{_FOER_EN} the offer to start was not made after that day.",
)
_START_FOER = Label(f"{_FOER} programmet begynte før den dagen.", f"{_FOER_EN} the programme began before that day.")
_PLANEN_SIER = Label(
    f"{_FOER} planen sier at deltakeren følger dem.", f"{_FOER_EN} the plan says that the participant follows them."
)
_NYE = Label(
    "Vurdert etter reglene fra 01.01.2026, fordi tilbudet om oppstart ble gitt etter den dagen.",
    "Judged by the rules from 01.01.2026, because the offer to start was made after that day.",
)
_DEN_GANG = Label(
    "Vurdert etter reglene på vurderingsdagen, som er før lovendringen 01.01.2026.",
    "Judged by the rules of the day judged by, which is before the change of 01.01.2026.",
)


def grunnlag(plan: Plan, on: dt.date) -> Basis | Unknown:
    """Return the day whose law `plan` follows, and why (integreringsforskriften §§ 75 og 76).

    An offer on the last day of the transition counts as not after it, as the words say. Without the day of the offer,
    a programme that has begun before the change, or a plan that gives the reason for the old rules, follows those.
    """
    overgang = LAW.at("overgang_2026", on)
    if overgang is None or overgang.source.since is None:
        return Basis(on, _DEN_GANG)
    gammel = overgang.source.since - dt.timedelta(days=1)
    tilbud, start = plan.opplysninger.tilbud_dato, plan.varighet.startdato
    if tilbud is not None:
        return Basis(gammel, _TILBUD_FOER) if tilbud <= overgang.value else Basis(on, _NYE)
    if start is not None and start <= gammel:
        return Basis(gammel, _START_FOER)
    begrunnelse = plan.regelverk.begrunnelse
    if begrunnelse and not er_rest(begrunnelse):
        return Basis(gammel, _PLANEN_SIER)
    return Unknown(TILBUD.path, TILBUD.label)


def er_ny(plan: Plan, on: dt.date) -> bool:
    """Return whether `plan` is known to follow the rules from 01.01.2026."""
    basis = grunnlag(plan, on)
    return isinstance(basis, Basis) and basis.why is _NYE
