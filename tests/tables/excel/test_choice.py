"""Which reader a workbook is given to makes no difference to what is read."""

from __future__ import annotations

import datetime as dt
import io
import warnings
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import numbers

from integplan_pdf.tables.excel.careful import read_carefully
from integplan_pdf.tables.excel.fast import NotPlainError, read_plain
from integplan_pdf.tables.excel.plain import is_plain
from integplan_pdf.tables.opened import in_memory
from tests.paths import ROOT
from tests.tables.reading import read_workbook, whole

FORMATS = [
    "General",
    "0",
    "0.00",
    "#,##0",
    "@",
    "dd.mm.yyyy",
    "d/m/yy",
    "[$-414]dd.mm.yyyy;@",
    "mm-dd-yy",
    "yyyy-mm-dd",
]
CAREFUL_FORMATS = ["00000000000", "0%", "hh:mm", "[h]:mm", "mmm.yy", "d. mmmm yyyy", "General;[Red]-General"]
HOSTILE = st.one_of(st.sampled_from(" \t\n\r\u00a0&<>'\"=#;_x000D_æøåÅÆØ0123456789."), st.characters(codec="utf-8"))
TEXTS = st.text(HOSTILE, max_size=12).filter(lambda text: not ILLEGAL_CHARACTERS_RE.search(text))
NUMBERS = st.one_of(
    st.integers(-3_000_000, 3_000_000),
    st.integers(-(10**16), 10**16),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.5, -0.0, 59, 60, 61, 366, 46054, 46054.25, 2_958_465, 2_958_466, 1_810_450_173]),
)
VALUES = st.one_of(
    st.none(),
    TEXTS,
    NUMBERS,
    st.booleans(),
    st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)),
    st.sampled_from(["=1+1", "#REF!", "#N/A"]),
)
CELLS = st.tuples(VALUES, st.sampled_from(FORMATS + CAREFUL_FORMATS))
PLAIN_VALUES = st.one_of(st.none(), TEXTS, st.integers(-1000, 99_999), st.booleans())
PLAIN_CELLS = st.tuples(PLAIN_VALUES, st.sampled_from(FORMATS))
USUAL_CELLS = st.tuples(VALUES, st.sampled_from(["General", "dd.mm.yyyy", "@"]))


def workbook(rows: list[list[tuple[Any, str]]], first: tuple[int, int], merged: bool, hidden: int) -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for number, row in enumerate(rows, first[0]):
        for column, (value, number_format) in enumerate(row, first[1]):
            sheet.cell(number, column, value).number_format = number_format
    if merged:
        sheet.merge_cells(start_row=first[0], start_column=first[1], end_row=first[0] + 1, end_column=first[1])
        sheet.merge_cells(start_row=first[0], start_column=first[1] + 1, end_row=first[0], end_column=first[1] + 2)
    if hidden:
        sheet.row_dimensions[hidden].hidden = True
    other = book.create_sheet("Skjult")
    other.sheet_state = "hidden"
    other["B2"] = "x"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def both(data: bytes) -> tuple[list[Any], list[Any] | None]:
    """Return what the careful reader says, and what the fast one does if it takes the workbook."""
    careful = [whole(sheet) for sheet in read_carefully(in_memory(data), "a.xlsx")]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        if not is_plain(archive):
            return careful, None
    try:
        return careful, [whole(sheet) for sheet in read_plain(in_memory(data))]
    except NotPlainError:
        return careful, None


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    st.lists(st.lists(CELLS, min_size=1, max_size=4), min_size=1, max_size=4),
    st.tuples(st.integers(1, 3), st.integers(1, 3)),
    st.booleans(),
    st.integers(0, 4),
)
def test_any_workbook_is_read_alike(rows: Any, first: tuple[int, int], merged: bool, hidden: int) -> None:
    data = workbook(rows, first, merged, hidden)
    careful, fast = both(data)
    assert fast in (None, careful)
    assert read_workbook(data) == careful


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.lists(st.lists(PLAIN_CELLS, min_size=1, max_size=4), min_size=1, max_size=4), st.booleans())
def test_plain_workbooks_are_read_fast(rows: Any, merged: bool) -> None:
    texts = [value for row in rows for value, _ in row if isinstance(value, str)]
    assume(not any(text.strip(" \t\r\n") != text or "\r" in text or "='" in text for text in texts))
    assume(not any("_x" in text or ":row" in text or text.startswith(("=", "#")) for text in texts))
    assume(not any(isinstance(value, int) and value < 367 and "d" in code for row in rows for value, code in row))
    careful, fast = both(workbook(rows, (1, 1), merged, 0))
    assert fast == careful


@settings(derandomize=True, max_examples=80, deadline=None)
@given(st.lists(st.lists(USUAL_CELLS, min_size=1, max_size=4), max_size=3))
def test_we_read_what_openpyxl_reads(rows: Any) -> None:
    data = workbook(rows, (1, 1), merged=False, hidden=0)
    ours = read_carefully(in_memory(data), "a.xlsx")[0]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # days out of range
        theirs = openpyxl.load_workbook(io.BytesIO(data), data_only=True).worksheets[0]
    for row in ours.rows:
        for index, cell in enumerate(row.cells):
            expected = theirs.cell(row.number, index + 1).value
            if isinstance(expected, dt.datetime) and expected.year > 1900:
                assert cell in (expected, expected.date())
            elif (isinstance(expected, str) and not expected.startswith("#") and "_x" not in expected) or (
                isinstance(expected, int) and abs(expected) < 10**15
            ):
                assert cell == expected


@pytest.mark.parametrize("name", ["deltakere.xlsx"])
def test_the_samples_are_plain(name: str) -> None:
    careful, fast = both((ROOT / "samples" / name).read_bytes())
    assert fast == careful


def test_formats_of_days_and_plain_numbers_are_plain_and_others_are_not() -> None:
    for code in FORMATS:
        assert both(workbook([[(1, code)]], (1, 1), merged=False, hidden=0))[1] is not None or "d" in code, code
    for code in [*CAREFUL_FORMATS, numbers.FORMAT_DATE_TIME4, numbers.FORMAT_CURRENCY_USD_SIMPLE]:
        assert both(workbook([[(1, code)]], (1, 1), merged=False, hidden=0))[1] is None, code
