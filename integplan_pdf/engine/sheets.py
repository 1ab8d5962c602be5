"""Plans become spreadsheet sheets: the empty workbook, and rows that `columns` reads back unchanged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from integplan_pdf.engine import paths
from integplan_pdf.engine.dates import parse_date, parse_period, period_of
from integplan_pdf.model.mapping import Column, ColumnMapping, SheetColumns
from integplan_pdf.model.row import Tree
from integplan_pdf.model.sheet import Cell, ColumnSpec, SheetSpec


def workbook(columns: ColumnMapping, trees: Sequence[Tree]) -> list[SheetSpec]:
    """Return the sheets of a workbook that holds `trees` (raw values by plan path); none gives the empty workbook."""
    return [_sheet(spec, columns, trees) for spec in columns.sheet]


def one_sheet(columns: ColumnMapping, trees: Sequence[Tree]) -> SheetSpec:
    """Return one wide sheet with a column per repeated value (`Tiltak 1 navn`), as many as the fullest plan needs."""
    main, *details = columns.sheet
    shown = [(_spec(column), column.path, column) for column in main.column]
    for sheet in details:
        rows = max((len(paths.get(tree, sheet.table) or ()) for tree in trees), default=0)
        for mark, step in sheet.names.items() or [(str(n), str(n)) for n in range(1, rows + 1)]:
            start, prefix = sheet.wide.replace("{i}", mark), f"{sheet.table}.{step}."
            shown += [(_spec(column, start), prefix + column.path, column) for column in sheet.column]
    cells = tuple(
        (str(tree.get(columns.key_path, "")), *(_cell(tree, path, column) for _, path, column in shown))
        for tree in trees
    )
    return SheetSpec(main.name, (_key_column(columns), *(spec for spec, _, _ in shown)), cells)


def _sheet(spec: SheetColumns, columns: ColumnMapping, trees: Sequence[Tree]) -> SheetSpec:
    named = (ColumnSpec(spec.named_by, "choice", tuple(spec.names), width=14, required=True),) if spec.named_by else ()
    heads = (_key_column(columns), *named, *(_spec(column) for column in spec.column))
    return SheetSpec(spec.name, heads, tuple(_rows(spec, columns, trees)))


def _rows(spec: SheetColumns, columns: ColumnMapping, trees: Sequence[Tree]) -> Iterator[tuple[Cell, ...]]:
    for tree in trees:
        key = str(tree.get(columns.key_path, ""))
        if not spec.table:
            yield (key, *(_cell(tree, column.path, column) for column in spec.column))
        elif spec.names:
            part = paths.get(tree, spec.table) or {}
            for shown, name in spec.names.items():
                if part.get(name):
                    yield (key, shown, *(_cell(part[name], column.path, column) for column in spec.column))
        else:
            for row in paths.get(tree, spec.table) or ():
                yield (key, *(_cell(row or {}, column.path, column) for column in spec.column))


def _key_column(columns: ColumnMapping) -> ColumnSpec:
    return ColumnSpec(columns.key, width=14, required=True)


def _spec(column: Column, start: str = "") -> ColumnSpec:
    header = f"{start} {column.header[0].lower()}{column.header[1:]}" if start else column.header
    kind = "text" if column.kind == "period" else column.kind
    return ColumnSpec(header, kind, tuple(column.choices), column.note, column.width, column.required)


def _cell(tree: Any, path: str, column: Column) -> Cell:
    """Return what a column shows of a plan's raw values."""
    value = paths.get(tree, path)
    if value is None:
        return _end_of_period(tree, path)
    if isinstance(value, bool):
        return "Ja" if value else "Nei"
    match column.kind:
        case "choice":
            return next((shown for shown, stored in column.choices.items() if stored == value), str(value))
        case "date":
            return value if isinstance(value, dt.date) else parse_date(str(value)) or str(value)
        case "number":
            return value if isinstance(value, int | float) else str(value)
        case "period":
            return None if _whole_days(str(value)) else str(value)
        case _:
            return str(value)


def _end_of_period(tree: Any, path: str) -> Cell:
    """Return the first or last day of a period of whole days, whose two ends have columns of their own."""
    above, _, end = path.rpartition(".")
    text = paths.get(tree, above) if above and end in ("fra", "til") else None
    if not isinstance(text, str) or not _whole_days(text):
        return None
    period = parse_period(text)
    return period.start if end == "fra" else period.end


def _whole_days(text: str) -> bool:
    """Return whether a period is two whole days, so that two date cells say the same."""
    period = parse_period(text)
    return bool(period.start and period.end and period == period_of(period.start, period.end))
