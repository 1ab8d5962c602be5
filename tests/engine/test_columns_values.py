"""Cells become values."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from integplan_pdf.model.sheet import Cell, Unreadable
from tests.engine.columnsheets import read, sheet

DAY = dt.date(2026, 2, 1)


def value(header: str, cell: Cell) -> Any:
    (row,), findings = read(sheet("Deltakere", ("ID", header), ("1", cell)))
    assert not findings
    return {name: part for name, part in row.tree.items() if name != "id"}


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [
        ("Navn", " Anna\u00a0Li ", {"navn": " Anna\u00a0Li "}),
        ("Navn", "\u00a0", {}),
        ("Mål", DAY, {"maal": "01.02.2026"}),
        ("Mål", 37.5, {"maal": "37,5"}),
        ("Mål", True, {"maal": "Ja"}),
        ("Mål", 15, {"maal": "15"}),
        ("Start", dt.datetime(2026, 2, 1, 8, 30), {"start": DAY}),
        ("Start", "1.2.\u00a02026 ", {"start": "1.2. 2026"}),
        ("Start", 46054, {"start": 46054}),
        ("Har barn", "\u00a0ja ", {"barn": "ja"}),
        ("Har barn", True, {"barn": True}),
        ("Nivå", "a1/a2 ", {"nivaa": "A1_A2"}),
        ("Nivå", "A1_A2", {"nivaa": "A1_A2"}),
        ("Nivå", "C2", {"nivaa": "C2"}),
        ("Tiltak 1 periode", " vår\n2026", {"tiltak": [{"periode": {"tekst": "vår 2026"}}]}),
    ],
)
def test_cells_are_what_their_column_says(header: str, cell: Cell, expected: Any) -> None:
    assert value(header, cell) == expected


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (("Anna", "Bo", "Li"), "Anna Bo Li"),
        ((" Anna", None, "Li\u00a0"), "Anna Li"),
        ((None, None, "Li"), "Li"),
        ((None, " ", None), None),
    ],
)
def test_a_name_may_stand_in_several_columns_in_any_order(cells: tuple[Cell, ...], name: str | None) -> None:
    first, middle, last = cells
    header = ("Etternavn", "ID", "Fornavn", "Mellomnavn")
    (row,), _ = read(sheet("Deltakere", header, (last, "1", first, middle)))
    assert row.tree.get("navn") == name
    assert row.place("navn").column == "Fornavn + Mellomnavn + Etternavn"


def test_of_several_numbers_the_first_is_taken() -> None:
    header = ("ID", "DUF-nummer", "Fnr")
    rows, _ = read(sheet("Deltakere", header, ("1", "209900000103", "14838702016"), ("2", 209900000208, None)))
    assert [row.tree["nummer"] for row in rows] == ["14838702016", "209900000208"]


def test_a_part_without_a_result_makes_the_value_unreadable() -> None:
    (row,), findings = read(sheet("Deltakere", ("ID", "Fornavn", "Etternavn"), ("1", Unreadable.ERROR, "Li")))
    assert row.tree == {"id": "1"}
    assert [(finding.rule, finding.origin.column) for finding in findings] == [("R004", "Fornavn + Etternavn")]


@pytest.mark.parametrize("cell", [1810450173, 1810450173.0, "1810450173", "018104 5017".replace("0", "", 1) + "3"])
def test_a_number_that_lost_its_zero_gets_it_back_if_the_check_digits_hold(cell: Cell) -> None:
    (row,), (finding,) = read(sheet("Deltakere", ("ID", "Nummer"), ("1", cell)))
    assert row.tree["nummer"] == "01810450173"
    assert (finding.rule, finding.severity, finding.path) == ("R017", "warning", "nummer")
    assert finding.origin.describe() == "fil.xlsx, ark «Deltakere», rad 2, kolonne «Nummer» (1)"
    assert "1810450173" not in finding.nb + finding.en


@pytest.mark.parametrize("cell", ["1810450174", "14838702016", "209900000103", "AB 12345", "181045-017X", "810450173"])
def test_any_other_number_is_left_as_it_is(cell: str) -> None:
    assert value("Nummer", cell) == {"nummer": cell}


def test_the_mark_of_a_text_is_no_part_of_a_number() -> None:
    assert value("Nummer", "'209900000103") == {"nummer": "209900000103"}


@pytest.mark.parametrize("cell", ["1,48387E+10", "1.81E10", " 2E+11 "])
def test_a_number_that_the_spreadsheet_has_shortened_is_refused(cell: str) -> None:
    (row,), (finding,) = read(sheet("Deltakere", ("ID", "Fnr"), ("1", cell)))
    assert row.tree == {"id": "1"}
    assert (finding.rule, finding.severity) == ("R018", "error")
