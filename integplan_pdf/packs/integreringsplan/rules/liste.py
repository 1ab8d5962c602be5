"""Who should have a plan, and who has one (IP7xx)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from integplan_pdf.engine.rules import About, Hit, Roster
from integplan_pdf.model.finding import Severity, Strength
from integplan_pdf.packs.integreringsplan.law import LAW
from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.packs.integreringsplan.rules.tvers import etter, nummer


@About(
    id="IP704",
    title="Alle deltakere har en plan",
    title_en="All participants have a plan",
    nb="Deltakeren står på listen, men har ingen plan her. Lag en plan, eller finn den som mangler.",
    en="The participant is on the list, but has no plan here. Make a plan, or find the one that is missing.",
    severity=Severity.WARNING,
    strength=Strength.LAW,
    sources=tuple(LAW.source(name) for name in ("il-15-1", "il-37c-7", "il-37c-6")),
    fails={"liste": [{}, {"id": "2", "deltaker.fnr_eller_duf": "209900000208"}], "planer": [{}]},
    passes={"liste": [{}], "planer": [{"id": "2"}]},
)
def uten_plan(roster: Roster[Plan], on: dt.date) -> Iterator[Hit]:
    """Known by key, or by number."""
    keys, numbers = etter(roster.plans, _key), etter(roster.plans, nummer)
    for item, listed in enumerate(roster.listed):
        if _key(listed) not in keys and nummer(listed) not in numbers:
            yield Hit("deltaker.fnr_eller_duf", item=item)


def _key(plan: Plan) -> str:
    return plan.id
