from __future__ import annotations

from integplan_pdf.model.sheet import Area, SheetRow
from integplan_pdf.tables.cells import RawRow, filled_down, filled_rows


def test_blank_rows_are_left_out_and_the_others_keep_their_numbers() -> None:
    given: list[RawRow] = [(1, [None, "A", None], False), (2, ["", " "], False), (3, [], False), (5, [0, None], True)]
    assert list(filled_rows(given)) == [SheetRow(1, (None, "A")), SheetRow(5, (0,), hidden=True)]


def test_a_row_has_blank_cells_beyond_its_last() -> None:
    row = SheetRow(1, ("A",))
    assert (row.cell(0), row.cell(1)) == ("A", None)


def test_the_value_of_merged_rows_stands_in_each_that_has_content() -> None:
    rows = [SheetRow(1, ("x", "y")), SheetRow(2, (None, "z")), SheetRow(4, (None, None, "w")), SheetRow(5, (None, "v"))]
    assert list(filled_down(rows, [Area(1, 0, 4, 0), Area(2, 1, 4, 2)])) == [
        SheetRow(1, ("x", "y")),
        SheetRow(2, ("x", "z")),
        SheetRow(4, ("x", "z", "w")),
        SheetRow(5, (None, "v")),
    ]


def test_rows_without_tall_merged_areas_are_left_as_they_are() -> None:
    rows = [SheetRow(1, ("x",)), SheetRow(2, ("y",))]
    assert list(filled_down(rows, [Area(1, 0, 1, 3)])) == rows
