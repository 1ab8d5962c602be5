"""The examples of the rules: a plan that breaks none, changed so that it breaks one, or keeps it."""

from __future__ import annotations

import copy
import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from integplan_pdf.engine import paths
from integplan_pdf.model.finding import Finding
from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.packs.integreringsplan.rules import BOOK

DAG = dt.date(2026, 3, 1)
"""The day that the examples are judged by."""


@cache
def _grunnplan() -> dict[str, Any]:
    return tomllib.loads((files(__package__) / "eksempelplan.toml").read_text(encoding="utf-8"))


def tre(endringer: Mapping[str, Any]) -> dict[str, Any]:
    """Return the example plan as raw values, changed at some plan paths."""
    tree = copy.deepcopy(_grunnplan())
    for path, value in endringer.items():
        paths.put(tree, path, copy.deepcopy(value))
    return tree


def plan(endringer: Mapping[str, Any]) -> Plan:
    """Return the example plan, changed at some plan paths."""
    return Plan.model_validate(tre(endringer))


def planer(alle: Sequence[Mapping[str, Any]]) -> list[Plan]:
    """Return one changed example plan for each mapping."""
    return [plan(endringer) for endringer in alle]


def funn(id: str, eksempel: Mapping[str, Any], on: dt.date = DAG) -> list[Finding]:
    """Return what the rule `id` finds in an example.

    An example changes the one plan. Of rules across plans it holds `planer`, a list of such changes, and of rules
    about a list also `liste`; of rules between versions it is what was changed since the example plan.
    """
    return [finding for finding in _alle(id, eksempel, on) if finding.rule == id]


def _alle(id: str, eksempel: Mapping[str, Any], on: dt.date) -> Iterator[Finding]:
    if "liste" in eksempel:
        listed = BOOK.check_list(planer(eksempel["liste"]), planer(eksempel["planer"]), on)
        return (finding for _, finding in listed)
    if "planer" in eksempel:
        return (finding for _, finding in BOOK.check_all(planer(eksempel["planer"]), on))
    if id.startswith("IP8"):
        return BOOK.check_change(plan({}), plan(eksempel), on)
    return BOOK.check(plan(eksempel), on)
