"""Columns find themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from integplan_pdf.engine.columns.names import Names, Role, fold, spelled
from integplan_pdf.engine.columns.table import column_letter
from integplan_pdf.errors import InputError, MappingError
from integplan_pdf.model.mapping import ColumnMapping
from integplan_pdf.model.sheet import Area, Cell
from integplan_pdf.packs.catalogue import read_mapping
from tests.engine.columnsheets import MAPPING, read, sheet, trees
from tests.paths import ROOT

NAMES = Names(MAPPING.sheet[0], MAPPING)


@pytest.mark.parametrize(
    ("header", "folded"),
    [
        ("  F.o.m. ", "fom"),
        ("Fødselsnummer/DUF-nummer *", "fødselsnummerdufnummer"),
        ("PERSON_FODSELSNR", "personfodselsnr"),
        ("Må\u00adl\u00a0\ufeff", "mål"),
        ("Ma\u030al", "mål"),
        ("Café ÉÈ", "cafeee"),
        ("ÆØÅ", "æøå"),
    ],
)
def test_headers_are_compared_without_case_space_and_accents(header: str, folded: str) -> None:
    assert fold(header) == folded


@pytest.mark.parametrize(
    ("header", "path"),
    [
        ("MÅL", "maal"),
        ("maal", "maal"),
        ("mal", ""),
        ("Nivaa", "nivaa"),
        ("Niva", ""),
        ("Foedselsnummer", "nummer"),
        ("Tiltak 1", "tiltak.1.navn"),
        ("tiltak_12_navn", "tiltak.12.navn"),
        ("Tiltak 0 navn", ""),
        ("Tiltak 1000 navn", ""),
        ("Proeve lytte", "proever.lytte.nivaa"),
        ("x" * 200, ""),
    ],
)
def test_what_a_header_is(header: str, path: str) -> None:
    target = NAMES.find(header)
    assert (target.path if target else "") == path


def test_a_spelling_that_fits_two_columns_is_none() -> None:
    columns = [{"header": "Mål", "path": "a"}, {"header": "Maal", "path": "b"}, {"header": "Bål", "path": "c"}]
    mapping = ColumnMapping.model_validate(
        {"form": "x", "key": "ID", "sheet": [{"name": "A", "column": [*columns, {"header": "Bæl", "path": "d"}]}]}
    )
    names = Names(mapping.sheet[0], mapping)
    found = {header: target.path for header in ("mål", "maal", "baal", "bael") if (target := names.find(header))}
    assert found == {"mål": "a", "maal": "b", "baal": "c", "bael": "d"}
    assert spelled("måløæ") == "maaloeae"


HEADER: tuple[Cell, ...] = ("ID", "Navn", "Start")


@pytest.mark.parametrize(
    "above",
    [
        [("Deltakere i programmet",)],
        [("Oversikt", None, None), (None,), ("Sist endret", "01.02.2026")],
        [("ID-nummer og navn finnes i arkivet",), ("Kommune", "Eksempel")],
    ],
)
def test_titles_may_stand_above_the_headers(above: list[tuple[Cell, ...]]) -> None:
    assert trees(sheet("Deltakere", *above, HEADER, ("1", "Anna"))) == [{"id": "1", "navn": "Anna"}]


@pytest.mark.parametrize(
    ("upper", "lower", "merged"),
    [
        (("ID", "Navn", "Tiltak 1", None, "Tiltak 2"), (None, None, "Navn", "Periode", "Navn"), ()),
        (("ID", "Navn", "Tiltak 1", None, "Tiltak 2"), ("ID", "Navn", "Navn", "Periode", "Navn"), ()),
        (("Personalia", None, "Tiltak 1", None, "Tiltak 2"), ("ID", "Navn", "Navn", "Periode", "Navn"), ()),
        (
            ("Personalia", None, "Tiltak 1", None, None),
            ("ID", "Navn", "Navn", "Periode", "Tiltak 2"),
            (Area(1, 0, 1, 1), Area(1, 2, 1, 3)),
        ),
    ],
)
def test_headers_may_stand_on_two_lines(
    upper: tuple[Cell, ...], lower: tuple[Cell, ...], merged: tuple[Area, ...]
) -> None:
    given = sheet("Deltakere", upper, lower, ("1", "Anna", "kurs", "vår", "jobb"), merged=merged)
    assert trees(given) == [
        {"id": "1", "navn": "Anna", "tiltak": [{"navn": "kurs", "periode": {"tekst": "vår"}}, {"navn": "jobb"}]}
    ]


def test_a_heading_is_a_part_of_the_header_below_it() -> None:
    header = ("ID", "Kontakt", "Tiltak 1"), (None, "Navn", "Periode")
    with pytest.raises(InputError, match="rad 2: Kolonnen «Kontakt Navn» er ukjent"):
        read(sheet("Deltakere", *header, ("1", "Anna", "vår")))


def test_known_columns_that_are_not_read_are_named() -> None:
    header = ("ID", "Saksnr", "Kjønn", "Navn", "Fornavn", "Etternavn")
    rows, findings = read(sheet("Deltakere", header, ("1", "2", "K", "Anna Li", "Anna", "Li")))
    assert [row.tree for row in rows] == [{"id": "1", "navn": "Anna Li"}]
    assert [finding.rule for finding in findings] == ["R009"]
    assert "Saksnr, Kjønn, Fornavn, Etternavn" in findings[0].nb


def test_the_header_of_the_mapping_that_is_missing_is_said_where_headers_were_looked_for() -> None:
    with pytest.raises(InputError, match="ark «Deltakere», rad 2: Kolonnen «ID» mangler"):
        read(sheet("Deltakere", ("Liste",), ("Navn", "Start"), ("Anna", "01.02.2026")))


def test_letters_of_columns() -> None:
    assert [column_letter(index) for index in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_a_header_that_stands_for_nothing_is_an_error_of_the_mapping() -> None:
    spec = MAPPING.sheet[0].model_copy(update={"also": {"Deltakerens navn": "Navnn"}})
    with pytest.raises(MappingError, match=r"«Navnn».*«Navn»"):
        Names(spec, MAPPING.model_copy(update={"sheet": (spec, *MAPPING.sheet[1:])}))


@pytest.mark.parametrize("path", sorted((ROOT / "mappings").glob("*/columns.toml")), ids=lambda path: path.parent.name)
def test_no_header_of_a_form_means_two_things(path: Path) -> None:
    mapping = read_mapping(path, ColumnMapping)
    for spec in mapping.sheet:
        names = Names(spec, mapping)
        for column in spec.column:
            for header in (column.header, *column.aliases):
                target = names.find(header)
                assert target is not None
                assert target.column == column, header
        for join in spec.join:
            for number, part in enumerate(join.part):
                for header in (part.header, *part.aliases):
                    target = names.find(header)
                    assert target is not None
                    assert (target.path, target.part) == (join.path, number), header
        for header in spec.ignore:
            assert spec.column
            assert names.find(header) is not None
            assert names.find(header).role is Role.IGNORED  # type: ignore[union-attr]
