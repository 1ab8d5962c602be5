"""Excel workbooks in: every worksheet as rows of plain cells (openpyxl)."""

from __future__ import annotations

import datetime as dt
import math
import re
import warnings
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import repeat
from typing import Any

from openpyxl import load_workbook

from integplan_pdf.errors import InputError
from integplan_pdf.model.sheet import Cell, Sheet, Unreadable
from integplan_pdf.tables.cells import filled_rows
from integplan_pdf.tables.excel.ooxml import unescape, zero_padded

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_LAST_ROW = 1_048_576
_MOST_UNPACKED = 2**30  # bytes; a workbook that unpacks to more is no list of participants
_EXACT = 10**15  # Excel keeps 15 digits


def read_workbook(data: bytes, name: str) -> list[Sheet]:
    """Return the worksheets of an .xlsx or .xlsm file, hidden ones too, in their order.

    Whole numbers are ints; those with a zero-padded number format are text with their zeros. Dates without a
    time of day are dates, times of day and durations are text. Formulas give their cached value. Cells of
    merged areas but the first are blank.

    Args:
        data: the bytes of the file.
        name: its name, for messages.

    Raises:
        InputError: not a workbook, damaged, encrypted, or in a format older or other than .xlsx.
    """
    _refuse_other_formats(data, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells of drawings and extensions that we do not need
        try:
            sheets = list(_sheets(data))
        except Exception:  # openpyxl raises almost anything on damaged files, with cell values in the text
            raise _damaged(name) from None
    if not sheets:
        raise _damaged(name)
    return sheets


def _refuse_other_formats(data: bytes, name: str) -> None:
    if not data:
        raise _error(name, "er tom.", "is empty.")
    if data.startswith(_OLE):
        raise _locked(name) if "EncryptedPackage".encode("utf-16-le") in data else _other(name, ".xls")
    if not zipfile.is_zipfile(BytesIO(data)):
        raise _error(
            name,
            "er ikke en Excel-arbeidsbok. Lagre den som «Excel-arbeidsbok (*.xlsx)», eller bruk riktig filendelse.",
            "is not an Excel workbook. Save it as “Excel Workbook (*.xlsx)”, or give it its right suffix.",
        )
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {part.filename: part.file_size for part in archive.infolist()}
    if "content.xml" in parts:
        raise _other(name, ".ods")
    if "xl/workbook.bin" in parts:
        raise _other(name, ".xlsb")
    if sum(parts.values()) > _MOST_UNPACKED:
        raise _error(name, "er for stor til å leses. Del den opp.", "is too large to be read. Split it.")


def _sheets(data: bytes) -> Iterator[Sheet]:
    book = _open(data, data_only=True)
    formulas = _open(data, data_only=False).worksheets if _has_formulas(data) else repeat(None)
    for worksheet, twin in zip(book.worksheets, formulas, strict=False):
        yield Sheet(worksheet.title, tuple(filled_rows(_rows(worksheet, twin))))


def _open(data: bytes, *, data_only: bool) -> Any:
    book = load_workbook(BytesIO(data), read_only=True, data_only=data_only, keep_links=False)
    for worksheet in book.worksheets:
        worksheet.reset_dimensions()  # many programs write them wrong, and cells outside would be lost
    return book


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = (part for part in archive.namelist() if part.endswith(".xml"))
        return any(_FORMULA.search(archive.read(part)) for part in parts)


def _rows(worksheet: Any, twin: Any) -> Iterator[tuple[int, Iterator[Cell]]]:
    """Yield the numbered rows of `worksheet`; `twin` is the same sheet with formulas for cached values."""
    twin_rows = twin.iter_rows() if twin else repeat(repeat(None))
    for number, (cells, twins) in enumerate(zip(worksheet.iter_rows(), twin_rows, strict=False), 1):
        if number > _LAST_ROW:
            raise ValueError("row number out of range")
        yield number, map(_cell, cells, twins)


def _cell(cell: Any, twin: Any) -> Cell:
    if cell.data_type == "e":
        return Unreadable.ERROR
    if cell.value is None:
        # A formula that gives an empty text has the type `str`: it was calculated.
        uncalculated = twin is not None and twin.data_type == "f" and cell.data_type != "str"
        return Unreadable.NO_CACHED_VALUE if uncalculated else None
    return _value(cell.value, cell)


def _value(value: Any, cell: Any) -> Cell:
    match value:
        case str():
            return unescape(value) or None
        case bool():
            return value
        case int() | float():
            return _number(value, cell.number_format)
        case dt.datetime():
            return value if value.time() != dt.time() else value.date()
        case dt.date():
            return value
        case dt.time():
            return f"{value:%H:%M}"
        case dt.timedelta():
            minutes = round(value.total_seconds() / 60)
            return f"{minutes // 60}:{minutes % 60:02}"
    raise TypeError(type(value).__name__)


def _number(value: float, number_format: str) -> Cell:
    if not math.isfinite(value):
        return Unreadable.ERROR
    if isinstance(value, float):
        if not value.is_integer() or abs(value) >= _EXACT:
            return value
        value = int(value)
    return zero_padded(value, number_format) or value


def _error(name: str, nb: str, en: str) -> InputError:
    return InputError(f"«{name}» {nb}", f"“{name}” {en}")


def _damaged(name: str) -> InputError:
    return _error(
        name,
        "kan ikke leses: den er skadet, eller den mangler regneark. Åpne den i Excel og lagre den på nytt som "
        "«Excel-arbeidsbok (*.xlsx)».",
        "cannot be read: it is damaged, or holds no worksheet. Open it in Excel and save it again as "
        "“Excel Workbook (*.xlsx)”.",
    )


def _locked(name: str) -> InputError:
    return _error(
        name,
        "er beskyttet med passord. Åpne den i Excel, fjern passordet (Fil > Informasjon > Beskytt arbeidsbok) "
        "og lagre den på nytt.",
        "is protected by a password. Open it in Excel, remove the password (File > Info > Protect Workbook) "
        "and save it again.",
    )


def _other(name: str, suffix: str) -> InputError:
    return _error(
        name,
        f"er i formatet {suffix}, som ikke kan leses. Åpne den og lagre den som «Excel-arbeidsbok (*.xlsx)».",
        f"is in the format {suffix}, which cannot be read. Open it and save it as “Excel Workbook (*.xlsx)”.",
    )
