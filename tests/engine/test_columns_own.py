"""An office's own names for its columns."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from integplan_pdf.engine import sheets
from integplan_pdf.engine.columns.own import with_own
from integplan_pdf.engine.columns.proposal import propose
from integplan_pdf.errors import MappingError
from integplan_pdf.model.mapping import OwnColumns
from tests.engine.columnsheets import MAPPING, read, sheet, trees


def own(*columns: dict[str, Any], sheet: tuple[dict[str, Any], ...] = (), form: str = "prøve") -> OwnColumns:
    return OwnColumns.model_validate({"form": form, "column": columns, "sheet": sheet})


MAPPED = with_own(
    MAPPING,
    own(
        {"header": "Arkivref.", "same_as": "ID"},
        {"header": "Hvem", "same_as": "Navn"},
        {"header": "Praksis", "same_as": "Tiltak 1 navn"},
        {"header": "Pnr", "same_as": "Fødselsnummer"},
        {"header": "Mål", "ignore": True},
        {"header": "Hva", "same_as": "Navn", "sheet": "Aktiviteter"},
        sheet=({"name": "Aktiviteter", "same_as": "Tiltak"}, {"name": "Tall", "ignore": True}),
    ),
)


def test_own_headers_and_sheets_are_read() -> None:
    rows, findings = read(
        sheet("Deltakere", ("Arkivref.", "Hvem", "Praksis", "Pnr", "Mål"), ("1", "Anna", "kurs", "14838702016", "x")),
        sheet("Aktiviteter", ("ID", "Hva"), ("1", "jobb")),
        sheet("Tall", ("ID", "Sum"), ("9", 1)),
        mapping=MAPPED,
    )
    assert [row.tree for row in rows] == [
        {"id": "1", "navn": "Anna", "nummer": "14838702016", "tiltak": [{"navn": "kurs"}, {"navn": "jobb"}]}
    ]
    assert [(finding.rule, finding.nb.rpartition(" ")[2]) for finding in findings] == [("R009", "Mål.")]


def test_the_official_headers_are_read_as_before_and_own_ones_are_written() -> None:
    assert trees(sheet("Deltakere", ("ID", "Navn"), ("1", "Anna")), mapping=MAPPED) == [{"id": "1", "navn": "Anna"}]
    written = sheets.workbook(MAPPED, [{"id": "1", "navn": "Anna"}])
    assert [column.header for column in written[0].columns][:3] == ["Arkivref.", "Hvem", "Nummer"]
    assert [column.header for column in written[1].columns][:2] == ["Arkivref.", "Hva"]


def test_an_own_header_counts_before_an_official_one() -> None:
    mapping = with_own(MAPPING, own({"header": "Mål", "same_as": "Navn"}))
    assert trees(sheet("Deltakere", ("ID", "Mål"), ("1", "Anna")), mapping=mapping) == [{"id": "1", "navn": "Anna"}]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (own(form="annet"), ["annet", "prøve"]),
        (own({"header": "Hvem", "same_as": "Navnn"}), ["«Navnn»", "Mente du «Navn»"]),
        (own({"header": "Hvem", "same_as": "Navn", "sheet": "Titak"}), ["«Titak»", "Mente du «Tiltak»"]),
        (own(sheet=({"name": "A", "same_as": "Titak"},)), ["«Titak»", "Mente du «Tiltak»"]),
        (own({"header": "Hvem", "same_as": "?Navn"}, {"header": "Hva"}), ["«Hvem», «Hva»", "spørsmålstegnet"]),
        (own(sheet=({"name": "A", "same_as": "?"},)), ["«A»"]),
    ],
)
def test_a_file_that_cannot_be_used_says_why(given: OwnColumns, words: list[str]) -> None:
    with pytest.raises(MappingError) as caught:
        with_own(MAPPING, given)
    assert all(word in caught.value.nb for word in words), caught.value.nb


THEIRS = (
    sheet(
        "Høst 2026",
        ("Deltakere i programmet",),
        ("Saksnr", "Fullt navn", "Startt", "Tiltak 2", "Telefon", "Tomt", "# eget"),
        ("1", "hemmelig", "01.02.2026", "kurs", "hemmelig", None, "x"),
    ),
    sheet("Tiltak", ("ID", "Navn"), ("1", "kurs")),
    sheet("Statistikk", ("Antall",), (3,)),
)


def test_a_proposal_names_every_column_with_content_and_marks_what_is_open() -> None:
    proposal = propose(THEIRS, MAPPING, "liste.xlsx")
    found = tomllib.loads(proposal.toml)
    assert found["form"] == "prøve"
    assert found["sheet"] == [
        {"name": "Høst 2026", "same_as": "?Deltakere"},
        {"name": "Statistikk", "same_as": "?"},
    ]
    assert found["column"] == [
        {"header": "Saksnr", "same_as": "ID"},
        {"header": "Fullt navn", "same_as": "Navn"},
        {"header": "Startt", "same_as": "?Start"},
        {"header": "Tiltak 2", "same_as": "Tiltak 2"},
        {"header": "Telefon", "same_as": "?"},
        {"header": "ID", "same_as": "ID", "sheet": "Tiltak"},
        {"header": "Navn", "same_as": "Navn", "sheet": "Tiltak"},
    ]
    assert (proposal.known, proposal.open) == (5, 2)
    assert "hemmelig" not in proposal.toml
    assert "# Deltakere: ID · Navn · Nummer · Start" in proposal.toml
    with pytest.raises(MappingError, match="ikke ferdig"):
        with_own(MAPPING, OwnColumns.model_validate(found))


def test_a_proposal_that_was_settled_can_be_used() -> None:
    found = tomllib.loads(propose(THEIRS, MAPPING, "liste.xlsx").toml)
    found["sheet"][0]["same_as"] = "Deltakere"
    found["sheet"][1] = {"name": "Statistikk", "ignore": True}
    found["column"][2]["same_as"] = "Start"
    found["column"][4] = {"header": "Telefon", "ignore": True}
    rows, findings = read(*THEIRS, mapping=with_own(MAPPING, OwnColumns.model_validate(found)))
    assert rows[0].tree == {
        "id": "1",
        "navn": "hemmelig",
        "start": "01.02.2026",
        "tiltak": [None, {"navn": "kurs"}, {"navn": "kurs"}],
    }
    assert [finding.rule for finding in findings] == ["R009"]


def test_a_file_that_is_known_through_and_through_has_no_open_questions() -> None:
    proposal = propose([sheet("Ark", ("ID", "Navn"), ("1", "Anna"))], MAPPING, "a.csv")
    assert (proposal.known, proposal.open) == (2, 0)
    with_own(MAPPING, OwnColumns.model_validate(tomllib.loads(proposal.toml)))
