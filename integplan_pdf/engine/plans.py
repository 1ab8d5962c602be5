"""Rows become typed plans; what cannot be understood becomes findings on the cell it stands in."""

from __future__ import annotations

import copy
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from integplan_pdf.engine import paths
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.row import Row, Tree

UNUSABLE = Rule("R010", Severity.ERROR, nb="{nb}", en="{en}")
BAD_DATE = Rule("R011", Severity.ERROR, nb="{nb}", en="{en}")
SEVERAL = Rule("R012", Severity.ERROR, nb="{nb}", en="{en}")
UNKNOWN_NAME = Rule(
    "R013",
    Severity.ERROR,
    nb="Planen har ikke noe som heter «{path}».{hint}",
    en="The plan has nothing called “{path}”.{hint_en}",
)
TOO_MANY_ROWS = Rule(
    "R014",
    Severity.ERROR,
    nb="Her er det flere rader enn planen kan ha ({limit}).",
    en="There are more rows here than the plan can have ({limit}).",
)
WRONG_SHAPE = Rule(
    "R015",
    Severity.ERROR,
    nb="Verdien har feil form (for eksempel en liste der det skal stå én verdi).",
    en="The value has the wrong shape (for example a list where one value is expected).",
)

_BY_KIND = {"date": BAD_DATE, "several": SEVERAL}


def to_plan(row: Row, plan_type: type[BaseModel]) -> tuple[BaseModel | None, list[Finding]]:
    """Return the row as a plan, and what was wrong with it, what was found on its cells included.

    Values that cannot be used are left out of the plan so that the rest can still be checked; each has a finding
    of severity error, so such a plan is never written. None when nothing of the row can be used.
    """
    try:
        return plan_type.model_validate(row.tree), list(row.findings)
    except ValidationError as error:
        problems = error.errors(include_url=False, include_input=False)
    findings = [*row.findings, *(_finding(problem, row, plan_type) for problem in problems)]
    rest = copy.deepcopy(row.tree)
    for problem in problems:
        _drop(rest, problem["loc"])
    try:
        return plan_type.model_validate(rest), findings
    except ValidationError:
        return None, findings


def _finding(problem: ErrorDetails, row: Row, plan_type: type[BaseModel]) -> Finding:
    context: dict[str, Any] = problem.get("ctx", {})
    path = ".".join(filter(None, [paths.of_location(problem["loc"]), context.get("part")]))
    place = row.place(path)
    match problem["type"]:
        case "bad_value":
            rule = _BY_KIND.get(context["kind"], UNUSABLE)
            return rule.finding(origin=place, path=path, nb=context["nb"], en=context["en"])
        case "extra_forbidden":
            known = sorted({step for known in field_paths(plan_type) for step in known.split(".")})
            near = paths.nearest(path.rpartition(".")[2], known)
            hint, hint_en = (f" Mente du «{near}»?", f" Did you mean “{near}”?") if near else ("", "")
            return UNKNOWN_NAME.finding(origin=place, path=path, hint=hint, hint_en=hint_en)
        case "too_long":
            return TOO_MANY_ROWS.finding(origin=place, path=path, limit=context["max_length"])
        case _:
            return WRONG_SHAPE.finding(origin=place, path=path)


def _drop(tree: Tree, location: tuple[int | str, ...]) -> None:
    """Empty the value at a pydantic error location."""
    node: Any = tree
    for step in location[:-1]:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            return
    if isinstance(node, dict):
        node.pop(location[-1], None)
    elif isinstance(node, list) and isinstance(location[-1], int) and location[-1] < len(node):
        node[location[-1]] = {}


def field_paths(plan_type: type[BaseModel], prefix: str = "") -> list[str]:
    """Return every path of a plan type, repeated rows written `{i}` (`delmaal.{i}.periode`)."""
    found = []
    for name, info in plan_type.model_fields.items():
        part, repeated = _model_in(info.annotation)
        path = f"{prefix}{name}" + (".{i}" if repeated else "")
        found += field_paths(part, f"{path}.") if part else [path]
    return found


def _model_in(annotation: Any) -> tuple[type[BaseModel] | None, bool]:
    """Return the model an annotation holds, if any, and whether it is repeated."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation, False
    arguments = getattr(annotation, "__args__", ())
    inner = next((item for item in arguments if isinstance(item, type) and issubclass(item, BaseModel)), None)
    return inner, inner is not None and getattr(annotation, "__origin__", None) in (tuple, list)
