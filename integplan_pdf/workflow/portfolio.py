"""What holds across the plans of a run, and who of a list has none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import BaseModel

from integplan_pdf.engine.plans import to_plan
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.report import Item
from integplan_pdf.model.row import Origin
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.workflow import rows as row_files
from integplan_pdf.workflow.prepare import FillOptions


@dataclass(frozen=True, slots=True)
class Checked:
    """One plan that was judged by itself.

    Attributes:
        plan: None when there was none to judge.
        place: returns where a plan path came from.
    """

    item: Item
    plan: BaseModel | None
    place: Callable[[str], Origin]


def across(checked: Sequence[Checked], pack: Pack, options: FillOptions) -> tuple[tuple[Item, ...], list[Finding]]:
    """Return the items with their facts and what holds across plans added, and what concerns the run."""
    there = [number for number, one in enumerate(checked) if one.plan is not None]
    items = [
        one.item if one.plan is None else replace(one.item, facts=pack.facts(one.plan, options.on)) for one in checked
    ]
    run: list[Finding] = []
    for number, found in pack.rules.check_all([checked[at].plan for at in there], options.on):
        for finding in options.policy.apply([found]):
            if number is None:
                run.append(finding)
            else:
                at = there[number]
                placed = replace(finding, origin=checked[at].place(finding.path))
                items[at] = replace(items[at], findings=(*items[at].findings, placed))
    return tuple(items), run


def without_plan(listed: Path, checked: Sequence[Checked], pack: Pack, options: FillOptions) -> list[Finding]:
    """Return a finding for each row of the file `listed` that has no plan among those checked.

    Raises:
        InputError, UsageError: the list cannot be read.
    """
    rows, findings = row_files.load(listed, pack.columns)
    people = [(row, plan) for row in rows if (plan := to_plan(row, pack.plan_type)[0]) is not None]
    plans = [one.plan for one in checked if one.plan is not None]
    for number, found in pack.rules.check_list([plan for _, plan in people], plans, options.on):
        for finding in options.policy.apply([found]):
            origin = people[number][0].place(finding.path) if number is not None else Origin(listed.name)
            findings.append(replace(finding, origin=origin))
    return findings
