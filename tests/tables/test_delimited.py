from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from integplan_pdf.errors import ExitCode, InputError
from integplan_pdf.model.sheet import Cell, ColumnSpec, Sheet, SheetRow, SheetSpec
from integplan_pdf.tables import delimited
from integplan_pdf.tables.delimited import write_csv
from tests.tables.reading import read_csv

PLAIN = Sheet("", (SheetRow(1, ("ID", "Navn")), SheetRow(2, ("0001", "Åse, Ø."))))


@pytest.mark.parametrize(
    "data",
    [
        "ID;Navn\r\n0001;Åse, Ø.\r\n".encode(),
        "ID;Navn\n0001;Åse, Ø.".encode("utf-8-sig"),
        "ID;Navn\r\n0001;Åse, Ø.\r\n".encode("cp1252"),
        "ID\tNavn\r\n0001\tÅse, Ø.\r\n".encode("utf-16"),
        'ID,Navn\r\n0001,"Åse, Ø."\r\n\r\n;;\r\n'.replace(";;", ",").encode(),
        '"ID";"Navn"\r\n"0001";"Åse, Ø."\r\n'.encode(),
    ],
)
def test_encodings_and_delimiters_are_found(data: bytes) -> None:
    assert read_csv(data, "a.csv") == PLAIN


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("ID;Navn, etternavn først, så fornavn\n1;Berg, Kari\n2;Dal, Ola\n", 2),
        ("ID,Merknad (kort; helst)\n1,a\n2,b; c; d\n", 2),
        ("ID\tA;B\n1\t2\n", 2),
        ("ID\n1\n", 1),
        ("Deltakere i vår\nID;Navn;Start\n1;A;2\n", 3),
    ],
)
def test_the_delimiter_splits_rows_evenly(text: str, width: int) -> None:
    assert len(read_csv(text.encode(), "a.csv").rows[-1].cells) == width


def test_the_separator_line_is_obeyed_and_not_a_row() -> None:
    sheet = read_csv(b"sep=,\r\nID,A;B;C\r\n1,2;3;4\r\n", "a.csv")
    assert sheet.rows == (SheetRow(2, ("ID", "A;B;C")), SheetRow(3, ("1", "2;3;4")))


def test_rows_are_numbered_by_the_line_they_begin_on() -> None:
    sheet = read_csv(b'ID;Tekst\n1;"to\nlinjer"\n\n2;"x""y"\n', "a.csv")
    assert sheet.rows == (
        SheetRow(1, ("ID", "Tekst")),
        SheetRow(2, ("1", "to\nlinjer")),
        SheetRow(5, ("2", 'x"y')),
    )


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "er tom"),
        (b"PK\x03\x04\0\0", "ikke en tekstfil"),
        (b"ID;Navn\n1;\x81\n", "ikke en tekstfil"),
        ("ID;Navn\n1;Åse\n".encode() + b"2;\xc5se\n", "ikke en tekstfil"),
        (b"\xff\xfeI\0D", "ikke en tekstfil"),
        (b'ID;Navn\n1;a\n2;"b\n3;c\n', "fra linje 3"),
        (b'ID;Navn\n1;"a\nb"\n2;"b"c\n', "fra linje 4"),
    ],
)
def test_what_is_no_usable_text_file_is_an_input_error(data: bytes, words: str) -> None:
    with pytest.raises(InputError, match=words) as caught:
        read_csv(data, "deltakere.csv")
    assert caught.value.exit_code is ExitCode.INPUT
    assert "deltakere.csv" in caught.value.en


def test_written_rows() -> None:
    columns = (
        ColumnSpec("ID"),
        ColumnSpec("Start", "date"),
        ColumnSpec("Ja?", "bool"),
        ColumnSpec("Tall", "number"),
    )
    rows: tuple[tuple[Cell, ...], ...] = (
        ("0001", dt.date(2026, 2, 1), True, 37.5),
        ("=1", None, False, -3),
        ("'+", "", None, 7.0),
    )
    written = write_csv(SheetSpec("Deltakere", columns, rows))
    assert written == (b"\xef\xbb\xbfID;Start;Ja?;Tall\r\n0001;01.02.2026;Ja;37,5\r\n'=1;;Nei;-3\r\n''+;;;7\r\n")


HOSTILE = st.text(
    alphabet=st.one_of(st.sampled_from("=+-@'\"\t\n\r;, æøå\u00a0\u2028\ufeff😀"), st.characters(codec="utf-8")),
    min_size=1,
    max_size=40,
).filter(lambda text: "\0" not in text)


@settings(derandomize=True, max_examples=300)
@given(st.lists(st.tuples(HOSTILE, HOSTILE), max_size=5))
@example([("'", "'="), ("''=", "\r"), ("\t", "sep=;")])
def test_hostile_texts_come_back_unchanged(pairs: list[tuple[str, str]]) -> None:
    rows = tuple(("x", *pair) for pair in pairs)
    written = write_csv(SheetSpec("", (ColumnSpec("ID"), ColumnSpec("A"), ColumnSpec("B")), rows))
    assert tuple(row.cells for row in read_csv(written, "a.csv").rows[1:]) == rows


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ('ID;Nr\n1;="01810450173"\n', ("1", "01810450173")),
        ('ID;Nr\n1;"=""0301"""\n', ("1", "0301")),
        ('ID;Nr\n1;"=A1&""x"""\n', ("1", '=A1&"x"')),
        ("Liste, høst, 2026\n\nID;Tekst;Mer\n1;a, b, c, d;e\n2;f;g\n", ("2", "f", "g")),
    ],
)
def test_what_spreadsheets_put_into_text_files(text: str, cells: tuple[str, ...]) -> None:
    assert read_csv(text.encode()).rows[-1].cells == cells


@pytest.mark.parametrize("piece", [1, 2, 3, 5])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_is_found_however_the_file_is_cut(
    piece: int, encoding: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(delimited, "_PIECE", piece)
    assert read_csv("ID;Navn\n0001;Åse, Ø.\n".encode(encoding)) == PLAIN
    with pytest.raises(InputError, match="ikke en tekstfil"):
        read_csv("ID;Navn\n1;Åse\n".encode() + b"2;\xc5se\n")
