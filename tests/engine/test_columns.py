"""Sheets joined into rows."""

from __future__ import annotations

import datetime as dt
import pickle
import random

import pytest

from integplan_pdf.engine import columns
from integplan_pdf.errors import ExitCode, InputError
from integplan_pdf.model.sheet import Cell, Sheet, SheetRow, Unreadable
from tests.engine.columnsheets import MAPPING, read, sheet, trees


def test_detail_rows_are_joined_on_the_key() -> None:
    rows, findings = read(
        sheet("Deltakere", ("ID", "Navn"), ("1", "Anna"), (2, "Bo")),
        sheet("Tiltak", ("ID", "Navn"), ("2", "praksis"), ("1", "kurs"), (2.0, "jobb")),
        sheet("Prøver", ("ID", "Delprøve", "Nivå"), ("1", "lese", "A1/A2")),
    )
    assert not findings
    assert [row.tree for row in rows] == [
        {"id": "1", "navn": "Anna", "tiltak": [{"navn": "kurs"}], "proever": {"lese": {"nivaa": "A1/A2"}}},
        {"id": "2", "navn": "Bo", "tiltak": [{"navn": "praksis"}, {"navn": "jobb"}]},
    ]
    assert rows[1].place("tiltak.2.navn").describe() == "fil.xlsx, ark «Tiltak», rad 4, kolonne «Navn» (2)"


def test_a_place_is_the_column_it_stands_in_or_would() -> None:
    (row,), _ = read(
        sheet("Deltakere", ("ID", "Navn"), ("1",)),
        sheet("Tiltak", ("ID", "Navn", "F.o.m.", "Periode"), ("1", "x", None, "vår")),
    )
    assert row.place("navn").describe() == "fil.xlsx, ark «Deltakere», rad 2, kolonne «Navn» (1)"
    assert row.place("tiltak.1.periode").column == "F.o.m., Periode"
    assert row.place("tiltak.1.begrunnelse").describe() == "fil.xlsx, ark «Tiltak», rad 2 (1)"
    assert row.place("ukjent.sted").describe() == "fil.xlsx, ark «Deltakere», rad 2 (1)"
    assert row.place("tiltak.1.navn") == pickle.loads(pickle.dumps(row)).place("tiltak.1.navn")  # noqa: S301
    assert set(row.cells) == {"navn", "tiltak.1.navn", "tiltak.1.periode", "tiltak.1.periode.fra"}
    assert len(row.cells) == 4


def test_one_wide_sheet_says_the_same() -> None:
    wide = sheet(
        "Ark1",
        ("saksnr", "FULLT  NAVN:", "Tiltak 1 navn", "tiltak 2 NAVN", "Prøve Lytte nivå", "# eget notat"),
        ("1", "Anna", "kurs", "jobb", "A1/A2", "leses ikke"),
    )
    assert trees(wide) == [
        {
            "id": "1",
            "navn": "Anna",
            "tiltak": [{"navn": "kurs"}, {"navn": "jobb"}],
            "proever": {"lytte": {"nivaa": "A1/A2"}},
        }
    ]


def test_detail_rows_come_behind_the_wide_ones() -> None:
    main = sheet("Deltakere", ("ID", "Tiltak 1"), ("1", "kurs"))
    assert trees(main, sheet("Tiltak", ("ID", "Navn"), ("1", "jobb"))) == [
        {"id": "1", "tiltak": [{"navn": "kurs"}, {"navn": "jobb"}]}
    ]


def test_a_period_stands_as_two_days_or_as_text() -> None:
    day = dt.datetime(2026, 2, 1)
    (tree,) = trees(
        sheet("Deltakere", ("ID",), ("1",)),
        sheet("Tiltak", ("ID", "F.o.m.", "Periode"), ("1", day, None), ("1", None, "02.2026")),
    )
    assert tree["tiltak"] == [{"periode": {"fra": day.date()}}, {"periode": {"tekst": "02.2026"}}]


def test_rows_without_a_key_or_with_a_doubled_one_are_reported_and_the_rest_goes_on() -> None:
    rows, findings = read(
        sheet("Deltakere", ("ID", "Navn"), ("1", "Anna"), (None, "Bo"), ("3", "C"), ("3", "D"), ("4", "E")),
        sheet("Tiltak", ("ID", "Navn"), ("9", "praksis"), (None, "kurs"), ("3", "x")),
    )
    assert [row.key for row in rows] == ["1", "4"]
    assert [(finding.rule, finding.origin.sheet, finding.origin.row) for finding in findings] == [
        ("R001", "Deltakere", 3),
        ("R002", "Deltakere", 4),
        ("R003", "Tiltak", 2),
        ("R001", "Tiltak", 3),
    ]
    assert "(4, 5)" in findings[1].nb


def test_a_cell_without_a_result_and_an_unknown_test_are_reported_on_their_row() -> None:
    rows, findings = columns.rows(
        [
            sheet("Deltakere", ("ID", "Navn"), ("1", Unreadable.ERROR), (Unreadable.NO_CACHED_VALUE, "Bo")),
            sheet("Prøver", ("ID", "Delprøve", "Nivå"), ("1", "Synge", "A1"), ("1", "Lese", "A1"), ("1", "Lese", "B1")),
        ],
        MAPPING,
        "fil.xlsx",
    )
    (row,) = rows
    assert [(finding.rule, finding.origin.row, finding.origin.column) for finding in findings] == [("R004", 3, "ID")]
    assert [finding.rule for finding in row.findings] == ["R004", "R005", "R006"]
    assert row.findings[0].path == "navn"
    assert row.tree == {"id": "1", "proever": {"lese": {"nivaa": "A1"}}}


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ([sheet("Deltakere", ("Navn",), ("Anna",))], ["fil.xlsx", "Deltakere", "rad 1", "«ID»"]),
        ([sheet("Deltakere", ("ID", "Navvn"), ("1", "A"))], ["fil.xlsx", "Deltakere", "«Navvn»", "«Navn»"]),
        ([sheet("Deltakere", ("ID", "Navn", "Fullt navn"), ("1", "A", "A"))], ["To kolonner", "Fullt navn"]),
        ([sheet("Deltakere", ("ID", "Fornavn"), ("1", "A"))], ["«Etternavn» mangler", "«Fornavn»"]),
        (
            [sheet("Deltakere", ("ID",), ("1",)), sheet("Prøver", ("ID", "Nivå"), ("1", "A1"))],
            ["Prøver", "«Delprøve»", "mangler"],
        ),
    ],
)
def test_what_concerns_a_whole_column_stops_the_run(sheets: list[Sheet], words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        columns.rows(sheets, MAPPING, "fil.xlsx")
    assert caught.value.exit_code is ExitCode.INPUT
    assert all(word in caught.value.nb for word in words), caught.value.nb


def test_unknown_and_doubled_columns_without_content_do_not() -> None:
    header = ("ID", "Navn", "Fullt navn", "Kolonne1", None, "Kolonne1")
    assert trees(sheet("Deltakere", header, ("1", "Anna", None, " "))) == [{"id": "1", "navn": "Anna"}]


def test_totals_and_repeated_headers_are_not_participants() -> None:
    rows, findings = read(
        sheet(
            "Deltakere",
            ("ID", "Navn"),
            ("1", "Anna"),
            ("ID", "Navn"),
            ("Summer", "Bo"),
            (None, "Antall: 2", 2),
            ("SUM", Unreadable.NO_CACHED_VALUE),
        )
    )
    assert [row.key for row in rows] == ["1", "Summer"]
    assert [(finding.rule, finding.severity, finding.origin.row) for finding in findings] == [
        ("R008", "info", 3),
        ("R008", "info", 5),
        ("R008", "info", 6),
    ]


def test_hidden_rows_are_read_and_said_to_be() -> None:
    given = [SheetRow(1, ("ID",)), *(SheetRow(number, (str(number),), number in (3, 4, 7)) for number in range(2, 9))]
    rows, findings = read(Sheet("Deltakere", tuple(given)))
    assert len(rows) == 7
    assert [(finding.rule, finding.severity) for finding in findings] == [("R016", "info")]
    assert "(rad 3–4, 7)" in findings[0].nb


def test_content_without_a_header_is_said_not_to_be_read() -> None:
    rows, findings = read(sheet("Deltakere", ("ID", None, "Navn"), ("1",), ("2", "x", "Bo"), ("3", "y", "C", "z")))
    assert [row.tree.get("navn") for row in rows] == [None, "Bo", "C"]
    assert [(finding.rule, finding.origin.row) for finding in findings] == [("R019", 3), ("R019", 4)]
    assert ["Kolonne B" in findings[0].nb, "Kolonne D" in findings[1].nb] == [True, True]


def test_rows_can_be_gone_through_again_and_details_in_any_order() -> None:
    keys = [str(number) for number in range(40)]
    details: list[tuple[Cell, ...]] = [(key, f"{key}-{part}") for key in keys for part in range(3)]
    random.Random(1).shuffle(details)  # noqa: S311
    rows, findings = columns.rows(
        [sheet("Deltakere", ("ID",), *((key,) for key in keys)), sheet("Tiltak", ("ID", "Navn"), *details)],
        MAPPING,
        "fil.xlsx",
    )
    first = list(rows)
    assert not findings
    assert [row.key for row in first] == keys
    for row in first:
        assert [tiltak["navn"] for tiltak in row.tree["tiltak"]] == [name for key, name in details if key == row.key]
    assert [row.tree for row in rows] == [row.tree for row in first]
