from __future__ import annotations

import datetime as dt

import pytest

from integplan_pdf.engine import columns
from integplan_pdf.errors import ExitCode, InputError
from integplan_pdf.model.mapping import ColumnMapping
from integplan_pdf.model.sheet import Cell, Sheet, SheetRow, Unreadable

MAPPING = ColumnMapping.model_validate(
    {
        "form": "prøve",
        "key": "ID",
        "key_aliases": ["Saksnr"],
        "sheet": [
            {
                "name": "Deltakere",
                "column": [
                    {"header": "Navn", "path": "navn", "aliases": ["Fullt navn"]},
                    {"header": "Start", "path": "start", "kind": "date"},
                ],
            },
            {
                "name": "Tiltak",
                "table": "tiltak",
                "wide": "Tiltak {i}",
                "column": [
                    {"header": "Navn", "path": "navn"},
                    {"header": "F.o.m.", "path": "periode.fra", "kind": "date"},
                    {"header": "T.o.m.", "path": "periode.til", "kind": "date"},
                    {"header": "Periode", "path": "periode", "kind": "period"},
                ],
            },
            {
                "name": "Prøver",
                "table": "proever",
                "wide": "Prøve {i}",
                "named_by": "Delprøve",
                "names": {"Lytte": "lytte", "Lese": "lese"},
                "column": [{"header": "Nivå", "path": "nivaa"}],
            },
        ],
    }
)


def sheet(name: str, *rows: tuple[Cell, ...]) -> Sheet:
    return Sheet(name, tuple(SheetRow(number, row) for number, row in enumerate(rows, 1)))


def test_detail_rows_are_joined_on_the_key() -> None:
    rows, findings = columns.rows(
        [
            sheet("Deltakere", ("ID", "Navn"), ("1", "Anna"), (2, "Bo")),
            sheet("Tiltak", ("ID", "Navn"), ("2", "praksis"), ("1", "kurs"), (2.0, "jobb")),
            sheet("Prøver", ("ID", "Delprøve", "Nivå"), ("1", "lese", "A1/A2")),
        ],
        MAPPING,
        "fil.xlsx",
    )
    assert not findings
    assert [row.tree for row in rows] == [
        {"id": "1", "navn": "Anna", "tiltak": [{"navn": "kurs"}], "proever": {"lese": {"nivaa": "A1/A2"}}},
        {"id": "2", "navn": "Bo", "tiltak": [{"navn": "praksis"}, {"navn": "jobb"}]},
    ]
    assert rows[1].place("tiltak.2.navn").describe() == "fil.xlsx, ark «Tiltak», rad 4, kolonne «Navn» (2)"


def test_one_wide_sheet_says_the_same() -> None:
    wide = sheet(
        "Ark1",
        ("saksnr", "FULLT  NAVN:", "Tiltak 1 navn", "tiltak 2 NAVN", "Prøve Lytte nivå", "# eget notat"),
        ("1", "Anna", "kurs", "jobb", "A1/A2", "leses ikke"),
    )
    rows, findings = columns.rows([wide], MAPPING, "fil.csv")
    assert not findings
    assert rows[0].tree == {
        "id": "1",
        "navn": "Anna",
        "tiltak": [{"navn": "kurs"}, {"navn": "jobb"}],
        "proever": {"lytte": {"nivaa": "A1/A2"}},
    }


def test_a_period_stands_as_two_days_or_as_text() -> None:
    day = dt.datetime(2026, 2, 1)
    rows, _ = columns.rows(
        [
            sheet("Deltakere", ("ID",), ("1",)),
            sheet("Tiltak", ("ID", "F.o.m.", "Periode"), ("1", day, None), ("1", None, "02.2026")),
        ],
        MAPPING,
        "fil.xlsx",
    )
    assert rows[0].tree["tiltak"] == [{"periode": {"fra": day.date()}}, {"periode": {"tekst": "02.2026"}}]


def test_rows_without_a_key_or_with_a_doubled_one_are_reported_and_the_rest_goes_on() -> None:
    rows, findings = columns.rows(
        [
            sheet("Deltakere", ("ID", "Navn"), ("1", "Anna"), (None, "Bo"), ("3", "C"), ("3", "D"), ("4", "E")),
            sheet("Tiltak", ("ID", "Navn"), ("9", "praksis"), (None, "kurs"), ("3", "x")),
        ],
        MAPPING,
        "fil.xlsx",
    )
    assert [row.key for row in rows] == ["1", "4"]
    assert [(finding.rule, finding.origin.sheet, finding.origin.row) for finding in findings] == [
        ("R001", "Deltakere", 3),
        ("R002", "Deltakere", 4),
        ("R003", "Tiltak", 2),
        ("R001", "Tiltak", 3),
    ]


def test_a_cell_without_a_result_and_an_unknown_test_are_reported() -> None:
    rows, findings = columns.rows(
        [
            sheet("Deltakere", ("ID", "Navn"), ("1", Unreadable.ERROR)),
            sheet("Prøver", ("ID", "Delprøve", "Nivå"), ("1", "Synge", "A1"), ("1", "Lese", "A1"), ("1", "Lese", "B1")),
        ],
        MAPPING,
        "fil.xlsx",
    )
    assert [finding.rule for finding in findings] == ["R004", "R005", "R006"]
    assert rows[0].tree["proever"] == {"lese": {"nivaa": "A1"}}


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ([sheet("Deltakere", ("Navn",), ("Anna",))], ["fil.xlsx", "Deltakere", "rad 1", "«ID»"]),
        ([sheet("Deltakere", ("ID", "Navvn"), ("1", "A"))], ["fil.xlsx", "Deltakere", "«Navvn»", "«Navn»"]),
        ([sheet("Deltakere", ("ID", "Navn", "Fullt navn"), ("1", "A"))], ["To kolonner", "Fullt navn"]),
        ([sheet("Deltakere", ("ID",), ("1",)), sheet("Titak", ("ID",), ("1",))], ["«Titak»", "«Tiltak»"]),
        ([sheet("Tiltak", ("ID",), ("1",)), sheet("Prøver", ("ID",), ("1",))], ["«Deltakere»", "mangler"]),
        (
            [sheet("Deltakere", ("ID",), ("1",)), sheet("Prøver", ("ID", "Nivå"), ("1", "A1"))],
            ["Prøver", "«Delprøve»", "mangler"],
        ),
    ],
)
def test_what_concerns_a_whole_column_or_sheet_stops_the_run(sheets: list[Sheet], words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        columns.rows(sheets, MAPPING, "fil.xlsx")
    assert caught.value.exit_code is ExitCode.INPUT
    assert all(word in caught.value.nb for word in words), caught.value.nb


def test_the_guide_and_sheets_of_ones_own_are_passed_over() -> None:
    rows, findings = columns.rows(
        [sheet("Veiledning", ("Les dette",)), sheet("#notater", ("x",)), sheet("Deltakere", ("ID",), ("1",))],
        MAPPING,
        "fil.xlsx",
    )
    assert [row.key for row in rows] == ["1"]
    assert not findings
