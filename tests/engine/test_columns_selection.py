"""Sheets find themselves."""

from __future__ import annotations

import pytest

from integplan_pdf.errors import InputError
from integplan_pdf.model.sheet import Sheet
from tests.engine.columnsheets import MAPPING, read, sheet, trees

MAIN = sheet("Deltakere", ("ID", "Navn"), ("1", "Anna"))
LIKE_MAIN = ("Saksnr", "Navn", "Start"), ("1", "Anna")


def test_the_guide_and_sheets_of_ones_own_are_passed_over() -> None:
    guide, own = sheet("Veiledning", ("Les dette",)), sheet("#notater", ("x",))
    assert trees(guide, own, sheet("Tom"), MAIN) == [{"id": "1", "navn": "Anna"}]
    mapping = MAPPING.model_copy(update={"ignore_sheets": ("Fjorårets tall",)})
    assert trees(sheet("fjorårets  tall", ("ID",), ("1",)), MAIN, mapping=mapping) == [{"id": "1", "navn": "Anna"}]


@pytest.mark.parametrize("name", ["Liste", "LISTE ", "Høst 2026", "Ark1"])
def test_a_sheet_alone_is_the_main_sheet_whatever_its_name(name: str) -> None:
    assert trees(sheet(name, *LIKE_MAIN)) == [{"id": "1", "navn": "Anna"}]


def test_the_main_sheet_is_known_by_its_columns() -> None:
    tiltak = sheet("Tiltak", ("ID", "Navn"), ("1", "kurs"))
    assert trees(sheet("Høst 2026", *LIKE_MAIN), tiltak)[0]["tiltak"] == [{"navn": "kurs"}]


def test_sheets_without_keys_are_said_not_to_be_read() -> None:
    rows, findings = read(MAIN, sheet("Statistikk", ("Antall", 1)), sheet("Valg", ("Ja",), ("Nei",), hidden=True))
    assert len(rows) == 1
    assert [(finding.rule, finding.origin.sheet, finding.severity) for finding in findings] == [
        ("R020", "Statistikk", "warning"),
        ("R020", "Valg", "info"),
    ]


def test_a_hidden_sheet_with_a_known_name_is_read_and_said_to_be() -> None:
    rows, findings = read(MAIN, sheet("Tiltak", ("ID", "Navn"), ("1", "kurs"), hidden=True))
    assert rows[0].tree["tiltak"] == [{"navn": "kurs"}]
    assert [(finding.rule, finding.origin.sheet) for finding in findings] == [("R021", "Tiltak")]


@pytest.mark.parametrize(
    ("sheets", "words"),
    [
        ([MAIN, sheet("Titak", ("ID",), ("1",))], ["«Titak»", "«Tiltak»"]),
        ([MAIN, sheet("Avsluttet", ("ID", "Navn"), ("2", "Bo"))], ["«Avsluttet» er ukjent", "#"]),
        ([sheet("Tiltak", ("ID",), ("1",)), sheet("Prøver", ("ID",), ("1",))], ["«Deltakere»", "mangler"]),
        ([sheet("Vår", *LIKE_MAIN), sheet("Høst", *LIKE_MAIN)], ["Flere ark", "«Vår», «Høst»"]),
        ([MAIN, sheet("Liste", *LIKE_MAIN)], ["Flere ark", "«Deltakere», «Liste»"]),
        ([sheet("Tom")], ["«Deltakere»", "mangler eller er tomt"]),
        ([], ["«Deltakere»", "mangler eller er tomt"]),
    ],
)
def test_what_nobody_can_know_stops_the_run(sheets: list[Sheet], words: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        read(*sheets)
    assert all(word in caught.value.nb for word in words), caught.value.nb
