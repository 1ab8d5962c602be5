"""What the readers of tables share: rows without blanks, and merged cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from integplan_pdf.engine.cells import is_blank
from integplan_pdf.model.sheet import Area, Cell, SheetRow

RawRow = tuple[int, Sequence[Cell], bool]
"""Number of a row, its cells, whether it is hidden."""


def filled_rows(rows: Iterable[RawRow]) -> Iterator[SheetRow]:
    """Yield the rows that are not blank, without the empty cells at their ends."""
    for number, cells, hidden in rows:
        end = len(cells)
        while end and cells[end - 1] is None:
            end -= 1
        if not all(map(is_blank, cells[:end])):
            yield SheetRow(number, tuple(cells[:end]), hidden)


def filled_down(rows: Iterable[SheetRow], merged: Sequence[Area]) -> Iterator[SheetRow]:
    """Yield the rows, a merged area's value in each row of its first column that has content of its own."""
    tall = {(area.top, area.left): area.bottom for area in merged if area.bottom > area.top}
    if not tall:
        yield from rows
        return
    lasting: dict[int, tuple[int, Cell]] = {}
    for row in rows:
        lasting = {column: (last, cell) for column, (last, cell) in lasting.items() if last >= row.number}
        yield _with(row, lasting) if lasting else row
        for column in range(len(row.cells)):
            if (row.number, column) in tall:
                lasting[column] = (tall[row.number, column], row.cells[column])


def _with(row: SheetRow, lasting: dict[int, tuple[int, Cell]]) -> SheetRow:
    cells = [*row.cells, *[None] * (max(lasting) + 1 - len(row.cells))]
    for column, (_, cell) in lasting.items():
        cells[column] = cell
    return SheetRow(row.number, tuple(cells), row.hidden)
