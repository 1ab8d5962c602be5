"""Plan ↔ field values, through a mapping bound to one variant of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from pydantic import BaseModel

from integplan_pdf.engine import kinds, paths
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.mapping import FormMapping, Leaf, OneOfBinding, TableBinding
from integplan_pdf.model.row import Row, Tree
from integplan_pdf.model.template import FieldValue

NO_PLACE = Rule(
    "F101",
    Severity.ERROR,
    nb="«{path}» er fylt ut, men denne varianten av skjemaet har ikke noe felt for det. Velg en annen variant, "
    "eller ta bort innholdet.",
    en="“{path}” is filled in, but this variant of the form has no field for it. Choose another variant, or remove "
    "the content.",
)
NO_ROW = Rule(
    "F102",
    Severity.ERROR,
    nb="Planen har {given} rader i «{path}», men skjemaet har plass til {room}.",
    en="The plan has {given} rows in “{path}”, but the form has room for {room}.",
)
NO_BOX = Rule(
    "F103",
    Severity.ERROR,
    nb="Verdien i «{path}» har ingen avkryssingsboks på skjemaet.",
    en="The value of “{path}” has no box on the form.",
)


@dataclass(frozen=True, slots=True)
class Place:
    """One plan path and the binding, with concrete field names, that it is written by."""

    path: str
    binding: Leaf


@dataclass(frozen=True, slots=True)
class BoundMapping:
    """A mapping worked out for one variant of a form.

    Attributes:
        places: every path that has a place on the form.
        rows: path of each table to the number of its rows on the form.
        absent: paths that the mapping knows, but this variant has no fields for.
    """

    places: tuple[Place, ...]
    rows: Mapping[str, int]
    absent: tuple[str, ...]


def holds(when: str, switches: Mapping[str, bool]) -> bool:
    """Return whether a `when` condition (`norskmaal`, `!norskmaal` or empty) holds for a variant's switches."""
    return not when or switches.get(when.removeprefix("!"), False) != when.startswith("!")


def bind(mapping: FormMapping, names: frozenset[str], switches: Mapping[str, bool]) -> BoundMapping:
    """Work a mapping out for a variant with these field names and switches."""
    places: list[Place] = []
    absent: list[str] = []
    rows: dict[str, int] = {}
    for binding in mapping.bind:
        if not holds(binding.when, switches):
            absent.append(binding.path)
        elif isinstance(binding, TableBinding):
            rows[binding.path] = table_rows(binding, names)
            for number in range(1, rows[binding.path] + 1):
                places += _table_row(binding, number)
        else:
            places.append(Place(binding.path, binding))
    return BoundMapping(tuple(places), rows, tuple(absent))


def table_rows(table: TableBinding, names: frozenset[str]) -> int:
    """Return how many rows of `table` the form has: the first number for which no column's field exists, less one."""
    templates = [field for column in table.column for field in kinds.fields(column)]
    return next(n - 1 for n in count(1) if not any(at(field, n) in names for field in templates))


def at(template: str, number: int) -> str:
    """Return a column's field name in row `number`."""
    return template.replace("{i}", str(number))


def _table_row(table: TableBinding, number: int) -> Iterator[Place]:
    for column in table.column:
        if isinstance(column, OneOfBinding) and column.fields:
            own: dict[str, Any] = {"fields": {value: at(field, number) for value, field in column.fields.items()}}
        else:
            own = {"field": at(column.field, number)}
        yield Place(f"{table.path}.{number}.{column.path}", column.model_copy(update=own))


def encode(bound: BoundMapping, plan: BaseModel, row: Row) -> tuple[dict[str, FieldValue], list[Finding]]:
    """Return what the form's fields are to hold, and what of the plan has no place on the form."""
    values: dict[str, FieldValue] = {}
    findings = list(_without_place(bound, plan, row))
    for place in bound.places:
        try:
            values |= kinds.encode(place.binding, paths.get(plan, place.path))
        except KeyError:
            findings.append(NO_BOX.finding(origin=row.place(place.path), path=place.path))
    return values, findings


def _without_place(bound: BoundMapping, plan: BaseModel, row: Row) -> Iterator[Finding]:
    for path in bound.absent:
        if _filled(paths.get(plan, path)):
            yield NO_PLACE.finding(origin=row.place(path), path=path)
    for path, room in bound.rows.items():
        given = len(paths.get(plan, path) or ())
        if given > room:
            yield NO_ROW.finding(origin=row.place(f"{path}.{room + 1}"), path=path, given=given, room=room)


def _filled(value: Any) -> bool:
    return any(bool(leaf) for _, leaf in paths.leaves(value))


def decode(bound: BoundMapping, stored: kinds.Stored) -> Tree:
    """Return the plan's raw values out of what the form's fields hold; what is empty is left out."""
    tree: Tree = {}
    for place in bound.places:
        value = kinds.decode(place.binding, stored)
        if value is not None:
            paths.put(tree, place.path, value)
    return tree


def path_of_field(bound: BoundMapping) -> dict[str, str]:
    """Return field name → plan path."""
    return {field: place.path for place in bound.places for field in kinds.fields(place.binding)}


def switches_for(mapping: FormMapping, plan: BaseModel, default: Mapping[str, bool]) -> dict[str, bool]:
    """Return the switches that follow from the plan's facts."""
    switches = dict(default)
    for rule in mapping.off_when:
        fact = paths.get(plan, rule.path)
        if (rule.filled and _filled(fact)) or (rule.equals is not None and fact == rule.equals):
            switches[rule.switch] = False
    return switches
