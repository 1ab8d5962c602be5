"""What a form must grow to for a plan to have room: as many rows as the plan has, and boxes as tall as its texts.

Both follow from form and plan alone, so the same plan always gets the same form. Heights are taken from a short row of
steps, so that many plans share one form.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping

from pydantic import BaseModel

from integplan_pdf.engine import kinds, paths
from integplan_pdf.engine.bind import BoundMapping, at
from integplan_pdf.model.mapping import FormMapping, TableBinding
from integplan_pdf.model.template import FieldValue

HEIGHTS = (12.0, 20.0, 32.0, 50.0, 80.0, 125.0, 200.0)
"""The heights in millimetres that boxes grow to, each some 1.6 times the one before (ISO 3, series R 5)."""

_MM = 72 / 25.4


def missing_rows(bound: BoundMapping, plan: BaseModel) -> dict[str, int]:
    """Return path → number of the plan's rows, for the tables in which the form has fewer."""
    given = {path: len(paths.get(plan, path) or ()) for path in bound.rows}
    return {path: count for path, count in given.items() if count > bound.rows[path]}


def new_fields(mapping: FormMapping, room: Mapping[str, int], rows: Mapping[str, int]) -> dict[str, str]:
    """Return the fields of the rows that tables are to get, each with the field of its column in the first row.

    Args:
        mapping: of the form.
        room: path of each table → rows that it has; `rows` → rows that it is to have.
        rows: for the tables that grow.
    """
    return {
        at(field, number): at(field, 1)
        for table in mapping.bind
        if isinstance(table, TableBinding) and table.path in rows
        for field in table_fields(table)
        for number in range(room[table.path] + 1, rows[table.path] + 1)
    }


def table_fields(table: TableBinding) -> Iterator[str]:
    """Yield the field names of a table's columns, with `{i}` for the number of the row."""
    for column in table.column:
        yield from kinds.fields(column)


def heights(
    values: Mapping[str, FieldValue], needed: Callable[[str, str], float], limits: Mapping[str, float]
) -> dict[str, float]:
    """Return field → height in millimetres, for the boxes that must be taller.

    Args:
        values: what the fields are to hold.
        needed: height in points that a field's box must have for a text; 0 if it has room.
        limits: the greatest height in millimetres of each box that can grow.
    """
    taller = {
        name: needed(name, value)
        for name, value in values.items()
        if name in limits and isinstance(value, str) and value
    }
    return {name: step(points / _MM, limits[name]) for name, points in taller.items() if points}


def step(height: float, limit: float) -> float:
    """Return the lowest of `HEIGHTS` that is not below `height`, but not more than `limit`."""
    above = bisect_left(HEIGHTS, height)
    return min(HEIGHTS[above], limit) if above < len(HEIGHTS) else limit
