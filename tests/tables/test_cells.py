from __future__ import annotations

import datetime as dt

import pytest

from integplan_pdf.model.sheet import Cell, SheetRow, Unreadable
from integplan_pdf.tables.cells import as_text, filled_rows, is_blank


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (Unreadable.ERROR, ""),
        (True, "Ja"),
        (False, "Nei"),
        (0, "0"),
        (7.0, "7"),
        (37.5, "37,5"),
        (dt.date(2026, 2, 1), "01.02.2026"),
        (dt.datetime.fromisoformat("2026-02-01"), "01.02.2026"),
        (dt.datetime.fromisoformat("2026-02-01T08:30"), "01.02.2026 08:30:00"),
        (" 0301 ", " 0301 "),
    ],
)
def test_cells_become_the_text_a_norwegian_writes(cell: Cell, text: str) -> None:
    assert as_text(cell) == text


@pytest.mark.parametrize(("cell", "blank"), [(None, True), ("\u00a0 \n", True), (0, False), (Unreadable.ERROR, False)])
def test_blank_is_what_shows_nothing(cell: Cell, blank: bool) -> None:
    assert is_blank(cell) is blank


def test_blank_rows_are_left_out_and_the_others_keep_their_numbers() -> None:
    given: list[tuple[int, list[Cell]]] = [(1, [None, "A", None]), (2, ["", " "]), (3, []), (5, [0, None])]
    assert list(filled_rows(given)) == [SheetRow(1, (None, "A")), SheetRow(5, (0,))]


def test_a_row_has_blank_cells_beyond_its_last() -> None:
    row = SheetRow(1, ("A",))
    assert (row.cell(0), row.cell(1)) == ("A", None)
