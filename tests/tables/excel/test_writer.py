from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
import warnings
import zipfile
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from integplan_pdf.errors import ExitCode, MappingError, UsageError
from integplan_pdf.model.sheet import Cell, ColumnSpec, SheetSpec, Unreadable
from integplan_pdf.tables.excel.writer import GUIDE_SHEET, write_workbook
from tests.paths import ROOT
from tests.tables.reading import read_workbook

KEY = ColumnSpec("ID", note="Navngir filen.", width=14, required=True)
NUMBER = ColumnSpec("Fødselsnummer/DUF-nummer")
DATE = ColumnSpec("Startdato", "date", note="dd.mm.åååå")
YES_NO = ColumnSpec("Har barn", "bool")
CHOICE = ColumnSpec("Nivå", "choice", ("A1/A2", "A2/B1", "B1/B2"))
DAYS = ColumnSpec("Permisjon, dager", "number")
TEXT = ColumnSpec("Begrunnelse", note="n" * 400, width=60)
COLUMNS = (KEY, NUMBER, DATE, YES_NO, CHOICE, DAYS, TEXT)
ROW: tuple[Cell, ...] = ("0001", "01810450173", dt.date(2026, 2, 1), True, "A2/B1", 14, "Tekst\n=2+2")
SPEC = SheetSpec("Deltakere", COLUMNS, (ROW,))
GUIDE = [("Slik gjør du", "Én rad per deltaker.")]


def opened(data: bytes) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return load_workbook(io.BytesIO(data))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_headers_values_and_guide_come_back() -> None:
    deltakere, veiledning = read_workbook(write_workbook([SPEC], GUIDE), "a.xlsx")
    assert deltakere.name == "Deltakere"
    assert [row.number for row in deltakere.rows] == [1, 2]
    assert deltakere.rows[0].cells == tuple(column.header for column in COLUMNS)
    assert deltakere.rows[1].cells == (*ROW[:3], "Ja", *ROW[4:])
    assert veiledning.name == GUIDE_SHEET
    assert veiledning.rows[0].cells == GUIDE[0]
    assert "Mørk overskrift" in str(veiledning.rows[1].cells[1])


def test_no_guide_no_sheet() -> None:
    assert [sheet.name for sheet in read_workbook(write_workbook([SPEC]), "a.xlsx")] == ["Deltakere"]


def test_the_first_row_stays_in_sight_and_filters() -> None:
    worksheet = opened(write_workbook([SPEC], GUIDE)).active
    assert (worksheet.title, worksheet.freeze_panes, worksheet.auto_filter.ref) == (
        "Deltakere",
        "B2",
        "A1:G2",
    )
    assert worksheet.column_dimensions["A"].width == 14
    assert worksheet["A1"].font.b
    assert worksheet["A1"].fill.fgColor.rgb != worksheet["B1"].fill.fgColor.rgb  # required, and not
    assert worksheet["G2"].alignment.wrap_text


def test_cells_still_to_be_filled_in_have_their_column_s_format() -> None:
    worksheet = opened(write_workbook([SheetSpec("Tom", COLUMNS)])).active
    formats = [worksheet.column_dimensions[letter].number_format for letter in "ABCDEFG"]
    assert formats == ["@", "@", "dd.mm.yyyy", "@", "@", "General", "@"]
    assert worksheet.column_dimensions["G"].alignment.wrap_text


def test_drop_downs_dates_and_notes() -> None:
    worksheet = opened(write_workbook([SPEC])).active
    found = {str(item.sqref): item for item in worksheet.data_validations.dataValidation}
    assert set(found) == {f"{letter}2:{letter}1048576" for letter in "ACDEG"}
    key, date, yes_no, choice, text = (found[f"{letter}2:{letter}1048576"] for letter in "ACDEG")
    assert (key.type, key.promptTitle, key.prompt) == (None, "ID", "Navngir filen.")
    assert (date.type, date.showErrorMessage, date.prompt) == ("date", True, "dd.mm.åååå")
    assert (yes_no.type, yes_no.formula1, yes_no.allowBlank) == ("list", '"Ja,Nei"', True)
    assert choice.formula1 == '"A1/A2,A2/B1,B1/B2"'
    assert len(text.prompt) <= 255
    assert not any(item.showDropDown for item in found.values())  # in this attribute true means hidden


@pytest.mark.parametrize("choices", [("a,b",), ('a"b',), tuple(f"valg nummer {n}" for n in range(20))])
def test_choices_that_cannot_be_a_drop_down_are_refused(choices: tuple[str, ...]) -> None:
    with pytest.raises(MappingError, match="Nivå") as caught:
        write_workbook([SheetSpec("A", (ColumnSpec("Nivå", "choice", choices),))])
    assert caught.value.exit_code is ExitCode.MAPPING


@pytest.mark.parametrize("text", ["=1+1", "+47 40 00 00 01", "-punkt", "@navn", "\tinnrykk", "'sitat", "#REF!", "TRUE"])
def test_no_text_is_a_formula_an_error_or_a_boolean(text: str) -> None:
    data = write_workbook([SheetSpec("A", (TEXT,), ((text,),))])
    cell = opened(data).active["A2"]
    assert cell.data_type == "s"
    assert cell.quotePrefix is (text[0] in "=+-@\t'")
    assert b"<f>" not in parts(data)["xl/worksheets/sheet1.xml"]
    assert read_workbook(data, "a.xlsx")[0].rows[1].cells == (text,)


@pytest.mark.parametrize(
    ("column", "cell", "back"),
    [
        (TEXT, 301, "301"),
        (TEXT, 37.5, "37,5"),
        (TEXT, dt.date(2026, 2, 1), "01.02.2026"),
        (TEXT, True, "Ja"),
        (YES_NO, False, "Nei"),
        (CHOICE, "noe annet", "noe annet"),
        (DATE, "våren 2026", "våren 2026"),
        (DATE, dt.date(1899, 12, 31), "31.12.1899"),
        (DATE, dt.datetime.fromisoformat("2026-02-01T08:30"), dt.datetime.fromisoformat("2026-02-01T08:30")),
        (DAYS, 2.5, 2.5),
        (DAYS, 10**15, "1000000000000000"),
        (DAYS, float("inf"), "inf"),
        (DAYS, True, "Ja"),
        (DAYS, "to uker", "to uker"),
    ],
)
def test_a_column_decides_how_a_cell_is_stored(column: ColumnSpec, cell: Cell, back: Cell) -> None:
    data = write_workbook([SheetSpec("A", (column,), ((cell,),))])
    assert read_workbook(data, "a.xlsx")[0].rows[1].cells == (back,)


def test_unreadable_and_blank_cells_are_left_blank() -> None:
    rows = (("1", Unreadable.ERROR, None), ("2", "", "x"))
    sheet = read_workbook(write_workbook([SheetSpec("A", (KEY, TEXT, NUMBER), rows)]), "a.xlsx")[0]
    assert [row.cells for row in sheet.rows[1:]] == [("1",), ("2", None, "x")]


def test_a_text_longer_than_a_cell_is_an_error_not_a_cut() -> None:
    longest = "å" * 32_767
    data = write_workbook([SheetSpec("A", (TEXT,), ((longest,),))])
    assert read_workbook(data, "a.xlsx")[0].rows[1].cells == (longest,)
    with pytest.raises(UsageError, match="32767"):
        write_workbook([SheetSpec("A", (TEXT,), ((longest + "å",),))])


def test_a_row_must_have_a_cell_per_column() -> None:
    with pytest.raises(ValueError, match="1 cells in 2 columns"):
        write_workbook([SheetSpec("A", (KEY, TEXT), (("1",),))])


HOSTILE = st.text(
    alphabet=st.one_of(
        st.sampled_from("=+-@'\"\t\n\r\x00\x0b\x1f\x7f\x85\u00a0\u00ad\u2028\ufeff\ufffe\uffff_x000D;,&<>æøåŁşıçїגܐ😀"),
        st.characters(codec="utf-8"),
    ),
    min_size=1,
    max_size=60,
)


@settings(derandomize=True, max_examples=150, deadline=None)
@given(st.lists(HOSTILE, min_size=1, max_size=6))
@example(["_x000D_", "_x005F_", "]]>", "&amp;", "\r\n", "=cmd|' /C calc'!A0"])
def test_hostile_texts_come_back_unchanged(texts: list[str]) -> None:
    rows = tuple((str(number), text) for number, text in enumerate(texts))
    sheet = read_workbook(write_workbook([SheetSpec("A", (KEY, TEXT), rows)]), "a.xlsx")[0]
    assert tuple(row.cells for row in sheet.rows[1:]) == rows


@settings(derandomize=True, max_examples=50, deadline=None)
@given(st.dates(min_value=dt.date(1901, 1, 1)), st.integers(-(10**15) + 1, 10**15 - 1))
def test_dates_and_numbers_come_back_unchanged(day: dt.date, number: int) -> None:
    sheet = read_workbook(write_workbook([SheetSpec("A", (DATE, DAYS), ((day, number),))]), "a.xlsx")[0]
    assert sheet.rows[1].cells == (day, number)


def test_half_a_surrogate_pair_does_not_stop_the_run() -> None:
    data = write_workbook([SheetSpec("A", (TEXT,), (("a\ud83d",),))])
    assert read_workbook(data, "a.xlsx")[0].rows[1].cells == ("a_xD83D_",)


def test_the_file_holds_no_clock_and_no_platform() -> None:
    data = write_workbook([SPEC], GUIDE)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {(info.date_time, info.create_system) for info in archive.infolist()} == {((1980, 1, 1, 0, 0, 0), 3)}
    properties = opened(data).properties
    assert properties.created == properties.modified == dt.datetime.fromisoformat("2000-01-01")


def test_same_input_same_bytes_in_another_process_and_time_zone() -> None:
    code = (
        "import hashlib; from integplan_pdf.tables.excel.writer import write_workbook;"
        "from tests.tables.excel.test_writer import GUIDE, SPEC;"
        "print(hashlib.sha256(write_workbook([SPEC], GUIDE)).hexdigest())"
    )
    settings_of = (
        {"PYTHONHASHSEED": "1", "TZ": "UTC"},
        {"PYTHONHASHSEED": "2", "TZ": "Asia/Kathmandu", "LANG": "C"},
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for environment in settings_of
    }
    assert len(digests) == 1
