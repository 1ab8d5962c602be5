from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from integplan_pdf.errors import ExitCode, InputError
from integplan_pdf.model.sheet import Cell, Sheet, SheetRow, Unreadable
from integplan_pdf.tables.excel import package
from tests.tables.reading import read_workbook

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def saved(fill: Callable[[Worksheet], None]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    assert isinstance(book.active, Worksheet)
    fill(book.active)
    book.save(out)
    return out.getvalue()


def patched(data: bytes, part: str, *changes: tuple[str, str]) -> bytes:
    """Return the package with texts in one part replaced; each must be there."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            for old, new in changes if name == part else ():
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
    return out.getvalue()


def packed(parts: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def first_cell(value: object, number_format: str = "General") -> Cell:
    def fill(worksheet: Worksheet) -> None:
        worksheet["A1"] = value
        worksheet["A1"].number_format = number_format
        worksheet["B1"] = "end"

    return read_workbook(saved(fill))[0].rows[0].cells[0]


@pytest.mark.parametrize(
    ("value", "number_format", "cell"),
    [
        ("01810450173", "@", "01810450173"),
        (1810450173, "00000000000", "01810450173"),
        (1810450173, r"000000\ 00000", "01810450173"),
        (1810450173, "General", 1810450173),
        (1810450173.0, "0", 1810450173),
        (37.5, "0.00", 37.5),
        (True, "General", True),
        (dt.date(2026, 2, 1), "dd.mm.yyyy", dt.date(2026, 2, 1)),
        (46054, "dd/mm/yy", dt.date(2026, 2, 1)),
        (
            dt.datetime.fromisoformat("2026-02-01T08:30"),
            "dd.mm.yyyy hh:mm",
            dt.datetime.fromisoformat("2026-02-01T08:30"),
        ),
        (dt.time(8, 30), "hh:mm", "08:30"),
        (dt.timedelta(hours=37, minutes=30), "[h]:mm", "37:30"),
        (dt.date(2026, 2, 1), "mmm.yy", "02.2026"),
        (dt.date(2026, 2, 1), "mm/yyyy", "02.2026"),
        (dt.date(2026, 2, 1), "[$-414]d. mmmm yyyy", dt.date(2026, 2, 1)),
        (0.6, "0%", "60 %"),
        (0.375, "0.0%", "37,5 %"),
        (0, "dd.mm.yyyy", Unreadable.ERROR),
        (-1, "dd.mm.yyyy", Unreadable.ERROR),
        (99_999_999, "dd.mm.yyyy", Unreadable.ERROR),
        ("#REF!", "General", Unreadable.ERROR),
        ("=1+1", "General", Unreadable.NO_CACHED_VALUE),
        (" \u00a0beholdt ", "General", " \u00a0beholdt "),
        ("a_x000D_\nb", "General", "a\r\nb"),
    ],
)
def test_cell_values(value: object, number_format: str, cell: Cell) -> None:
    read = first_cell(value, number_format)
    assert (read, type(read)) == (cell, type(cell))


@pytest.mark.parametrize(
    ("cached", "cell"),
    [
        ('<c r="A1"><f>1+1</f><v>2</v></c>', 2),
        ('<c r="A1" t="str"><f>1+1</f><v>to</v></c>', "to"),
        ('<c r="A1" t="str"><f>1+1</f><v></v></c>', None),
        ('<c r="A1" t="e"><f>1+1</f><v>#DIV/0!</v></c>', Unreadable.ERROR),
        ('<c r="A1"><f t="shared" si="0"/></c>', Unreadable.NO_CACHED_VALUE),
    ],
)
def test_formulas_give_their_cached_value(cached: str, cell: Cell) -> None:
    def fill(worksheet: Worksheet) -> None:
        worksheet["A1"], worksheet["B1"] = "=1+1", "end"

    written = saved(fill)
    data = patched(written, "xl/worksheets/sheet1.xml", ('<c r="A1"><f>1+1</f><v></v></c>', cached))
    assert read_workbook(data)[0].rows[0].cells[0] == cell


def test_sheets_keep_their_order_and_rows_their_numbers() -> None:
    book, out = Workbook(), io.BytesIO()
    assert isinstance(book.active, Worksheet)
    book.active.title = "Deltakere"
    book.active["B3"] = "Navn"
    book.active["A5"] = "0001"
    book.active["A9"] = " "
    book.create_sheet("Delmål")["A1"] = "ID"
    book.create_sheet("Skjult").sheet_state = "hidden"
    book.save(out)
    assert read_workbook(out.getvalue(), "a.xlsx") == [
        Sheet("Deltakere", (SheetRow(3, (None, "Navn")), SheetRow(5, ("0001",)))),
        Sheet("Delmål", (SheetRow(1, ("ID",)),)),
        Sheet("Skjult", (), hidden=True),
    ]


def test_cells_outside_a_wrong_dimension_are_read() -> None:
    def fill(worksheet: Worksheet) -> None:
        worksheet["A1"], worksheet["C4"] = "first", "last"

    data = patched(saved(fill), "xl/worksheets/sheet1.xml", ('ref="A1:C4"', 'ref="A1"'))
    assert read_workbook(data)[0].rows[-1] == SheetRow(4, (None, None, "last"))


def test_the_1904_date_system() -> None:
    def fill(worksheet: Worksheet) -> None:
        worksheet["A1"] = dt.date(2026, 2, 1)

    data = patched(saved(fill), "xl/workbook.xml", ("<workbookPr/>", '<workbookPr date1904="1"/>'))
    assert read_workbook(data)[0].rows[0].cells == (dt.date(2030, 2, 2),)


GOOD = saved(lambda worksheet: worksheet.append(["ID", "hemmelig verdi"]))
TEXT = 't="inlineStr"><is><t>hemmelig verdi</t></is>'
UNUSABLE = {
    "empty": (b"", "er tom"),
    "text": (b"ID;Navn\r\n1;A\r\n", "er ikke en Excel-arbeidsbok"),
    "cut short": (GOOD[: len(GOOD) // 2], "er ikke en Excel-arbeidsbok"),
    "xls": (OLE + bytes(512), "formatet .xls"),
    "encrypted": (OLE + bytes(512) + "EncryptedPackage".encode("utf-16-le"), "beskyttet med passord"),
    "ods": (packed({"mimetype": "", "content.xml": ""}), "formatet .ods"),
    "xlsb": (packed({"[Content_Types].xml": "", "xl/workbook.bin": ""}), "formatet .xlsb"),
    "another zip": (packed({"a.txt": ""}), "er skadet"),
    "broken XML": (patched(GOOD, "xl/worksheets/sheet1.xml", ("</row>", "")), "er skadet"),
    "no such string": (patched(GOOD, "xl/worksheets/sheet1.xml", (TEXT, 't="s"><v>9</v>')), "er skadet"),
    "far column": (patched(GOOD, "xl/worksheets/sheet1.xml", ('r="A1"', 'r="ZZZ1"')), "er skadet"),
    "far row": (
        patched(GOOD, "xl/worksheets/sheet1.xml", ('<row r="1">', '<row r="9999999999">')),
        "er skadet",
    ),
}


@pytest.mark.parametrize("case", UNUSABLE)
def test_what_is_no_usable_workbook_is_an_input_error(case: str) -> None:
    data, words = UNUSABLE[case]
    with pytest.raises(InputError, match=words) as caught:
        read_workbook(data, "deltakere.xlsx")
    assert caught.value.exit_code is ExitCode.INPUT
    for text in (caught.value.nb, caught.value.en):
        assert "deltakere.xlsx" in text
        assert "hemmelig" not in text
    assert caught.value.__cause__ is None


def test_a_package_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "_MOST_UNPACKED", 1000)
    with pytest.raises(InputError, match="for stor"):
        read_workbook(GOOD, "a.xlsx")
