"""The one rule of a form that has none of its own: what the workbook says must be filled in, is.

Limitation: what stands on some variants only (`when`) is not asked for.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

from pydantic import BaseModel

from integplan_pdf.engine import paths
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.mapping import ColumnMapping, FormMapping

MISSING = Rule("R030", Severity.ERROR, nb="«{header}» må fylles ut.", en="“{header}” must be filled in.")


def required(mapping: FormMapping, columns: ColumnMapping) -> Callable[[BaseModel, dt.date], Iterator[Finding]]:
    """Return the check that the columns marked `required` are filled in, on a detail sheet for each row that is there.

    A tick cannot be missing: an empty box means no.
    """
    conditional = {binding.path for binding in mapping.bind if binding.when}
    wanted = [
        (path, column.header, bool(sheet.names))
        for sheet in columns.sheet
        for column in sheet.column
        if column.required and sheet.table not in conditional
        for path in sheet.paths(column)
        if path not in conditional
    ]

    def check(plan: BaseModel, _on: dt.date) -> Iterator[Finding]:
        for pattern, header, named in wanted:
            for path in _named(plan, pattern) if named else _places(plan, pattern):
                if not _filled(plan, path):
                    yield MISSING.finding(path=path, header=header)

    return check


def _named(plan: BaseModel, path: str) -> Iterator[str]:
    """Yield `path` if its row, which has a name instead of a number, holds anything."""
    row = paths.get(plan, path.rpartition(".")[0])
    if any(value for _, value in paths.leaves(row)):
        yield path


def _places(plan: BaseModel, pattern: str) -> Iterator[str]:
    """Yield the path in each row that the plan has, or the path itself outside of tables."""
    table, mark, rest = pattern.partition(".{i}.")
    if not mark:
        yield pattern
        return
    for number, _ in enumerate(paths.get(plan, table), 1):
        yield f"{table}.{number}.{rest}"


def _filled(plan: BaseModel, path: str) -> bool:
    above, _, end = path.rpartition(".")
    value = paths.get(plan, path)
    if value is None and above and end in ("fra", "til"):
        value = paths.get(plan, above)
    return value is False or bool(value)
