"""What an integreringsplan must satisfy, one module per part of the plan.

A rule reads the plan and the day to judge by, never the clock, and yields findings with the plan path they are about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from integplan_pdf.model.finding import Finding
from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.packs.integreringsplan.rules import deltaker, innhold, maal, tekst, vedtak

_FAMILIES = (deltaker.check, maal.check, innhold.check, vedtak.check, tekst.check)


def check(plan: Plan, on: dt.date) -> Iterator[Finding]:
    """Yield every rule that `plan` breaks, judged by the law of the day `on`."""
    for family in _FAMILIES:
        yield from family(plan, on)
