"""Which workbooks are given to calamine, and what happens when it gives up."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest

from integplan_pdf.model.sheet import Area
from integplan_pdf.tables.excel import fast, package, plain
from tests.tables.reading import read_workbook


def workbook(*cells: tuple[str, Any], hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet["A1"] = "ID"
    for place, value in cells:
        sheet[place] = value
    if hidden:
        sheet.row_dimensions[int(hidden)].hidden = True
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def replaced(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return the package with a text replaced in every part."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name).replace(old, new))
    return out.getvalue()


def is_plain(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return plain.is_plain(archive)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (workbook(("A2", "Åse & Bø")), True),
        (workbook(("A2", 46054)), True),
        (workbook(("A2", " Åse")), True),  # openpyxl says that the space is to be preserved
        (workbook(("A2", "=1+1")), False),
        (workbook(("A2", "#REF!")), False),
        (workbook(("A2", "_x000D_")), False),
        (workbook(("A2", 209900000103)), False),
        (workbook(("A2", 1e300)), False),
        (workbook(("A2", "x"), hidden="2"), False),
        (workbook(("A10000", "x")), True),
        (workbook(("A10001", "x")), False),
        (workbook(("AAA1", "x")), False),
    ],
)
def test_what_is_plain(data: bytes, expected: bool) -> None:
    assert is_plain(data) is expected


def test_large_workbooks_are_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plain, "_MOST_UNPACKED", 1000)
    assert not is_plain(workbook())


def test_spaces_that_calamine_would_take_away_are_not() -> None:
    data = workbook(("A2", " Åse"))
    assert not is_plain(replaced(data, b' xml:space="preserve"', b""))


def test_broken_xml_is_not() -> None:
    assert not is_plain(replaced(workbook(), b"</row>", b""))


class Panic(BaseException):
    """What a panic of calamine looks like: no Exception."""


@pytest.mark.parametrize("failure", [Panic(), ValueError()])
def test_what_calamine_gives_up_is_read_carefully(failure: BaseException, monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(_file: Any) -> Any:
        raise failure

    data = workbook(("A2", "x"))
    expected = read_workbook(data)
    monkeypatch.setattr(fast, "_sheets", give_up)
    assert read_workbook(data) == expected


def test_being_interrupted_is_no_giving_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_book: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(fast, "_sheets", interrupt)
    with pytest.raises(KeyboardInterrupt):
        read_workbook(workbook())


@pytest.mark.parametrize("piece", [1, 7, 64, 1 << 20])
def test_merged_areas_are_found_however_the_part_is_cut(piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_PIECE", piece)
    part = (
        b'<x:worksheet><x:sheetData><x:row r="1"/></x:sheetData><x:mergeCells count="2"><x:mergeCell ref="A1:C1"/>'
        b'<x:mergeCell ref="AB2:AB10"/></x:mergeCells></x:worksheet>'
    )
    assert package.merged_areas(io.BytesIO(part)) == (Area(1, 0, 1, 2), Area(2, 27, 10, 27))
    assert package.merged_areas(io.BytesIO(b"<worksheet><sheetData/></worksheet>")) == ()
