"""What an integreringsplan must satisfy, one module per part of the plan.

To add a rule: write a generator in the module it belongs to and decorate it with `About`, which holds all that is said
of it. Numbers of the law stand in `law/`, and are asked for by the day whose law applies. The order below is the order
in which rules are judged; what a rule requires comes before it.
"""

from __future__ import annotations

from itertools import chain
from types import ModuleType
from typing import Any

from integplan_pdf.engine.rules import BookRule, RuleBook, rules_of
from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.packs.integreringsplan.rules import (
    deltaker,
    foreldre,
    forlengelse,
    innhold,
    liste,
    maal,
    norsk,
    perioder,
    revidering,
    tekst,
    timer,
    tvers,
    varighet,
    vedtak,
    versjoner,
)
from integplan_pdf.packs.integreringsplan.rules.fakta import grunnlag


def _rules(*modules: ModuleType) -> list[BookRule[Any]]:
    return list(chain.from_iterable(rules_of(vars(module)) for module in modules))


BOOK: RuleBook[Plan] = RuleBook(
    each=_rules(
        deltaker, maal, varighet, forlengelse, innhold, timer, foreldre, norsk, vedtak, revidering, tekst, perioder
    ),
    across=_rules(tvers),
    between=_rules(versjoner),
    listed=_rules(liste),
    basis=grunnlag,
    core=versjoner.KJERNE,
)
"""Every rule of the form."""
