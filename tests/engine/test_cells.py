from __future__ import annotations

import datetime as dt

import pytest

from integplan_pdf.engine.cells import as_text, is_blank, on_one_line
from integplan_pdf.model.sheet import Cell, Unreadable


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


def test_a_text_on_one_line_has_single_spaces() -> None:
    assert on_one_line(" Tiltak\u00a01 \n navn\t") == "Tiltak 1 navn"


@pytest.mark.parametrize(
    ("cell", "blank"), [(None, True), ("", True), ("\u00a0 \n", True), (0, False), (Unreadable.ERROR, False)]
)
def test_blank_is_what_shows_nothing(cell: Cell, blank: bool) -> None:
    assert is_blank(cell) is blank
