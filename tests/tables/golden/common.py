"""What the messy files have in common: invented people with synthetic numbers, and workbooks without a clock."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

NBSP = "\u00a0"
PEOPLE = [
    ("2026-0101", "Olena Kovalenko", "14838702016"),
    ("2026-0102", "Andrii Shevchuk", "02917902391"),
    ("2026-0103", "Filmon Gebremedhin", "01810450173"),
    ("2026-0104", "Åse-Lill Ødegård", "209900000208"),
]
KEYS = [key for key, _, _ in PEOPLE]
NAMES = [name for _, name, _ in PEOPLE]
NUMBERS = [number for _, _, number in PEOPLE]
HEAD = ("ID", "Navn", "Fødselsnummer/DUF-nummer")

Row = Sequence[Any]


def book(*sheets: tuple[str, Sequence[Row]]) -> Any:
    """Return a workbook with the rows of each sheet, from A1 on."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return made


def people(*more: Row) -> list[Row]:
    """Return a header and the people; `more` are further columns, header first."""
    columns = list(zip(*[HEAD, *PEOPLE], strict=True)) + [tuple(column) for column in more]
    return [tuple(column[row] if row < len(column) else None for column in columns) for row in range(len(PEOPLE) + 1)]


def saved(made: Any, *patches: tuple[str, str, str]) -> bytes:
    """Return the workbook as bytes without a clock, texts of its parts replaced (part, old, new)."""
    raw, out = io.BytesIO(), io.BytesIO()
    made.properties.created = made.properties.modified = dt.datetime(2026, 1, 1)
    made.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            text = source.read(name)
            if name == "docProps/core.xml":
                text = text[: text.index(b"<dcterms:modified")] + b"</cp:coreProperties>"
            for part, old, new in patches:
                if part == name:
                    assert old.encode() in text, old
                    text = text.replace(old.encode(), new.encode())
            target.writestr(zipfile.ZipInfo(name), text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_format(sheet: Worksheet, cells: str, number_format: str) -> None:
    for row in sheet[cells]:
        for cell in row:
            cell.number_format = number_format
