"""The package of a workbook: what can be read at all, and what concerns it as a file."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from typing import IO, BinaryIO

from integplan_pdf.errors import InputError
from integplan_pdf.model.sheet import Area
from integplan_pdf.tables.excel.ooxml import column_index

DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, struct.error)
"""What Python's zip files raise; an encrypted part gives a RuntimeError, an unknown method NotImplementedError."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MOST_UNPACKED = 2**30  # bytes; a workbook that unpacks to more is no list of participants
_PIECE = 1 << 18
_END_OF_ROWS = re.compile(rb"</(?:\w+:)?sheetData>")
_LONGEST_END = 40
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')


def open_package(file: BinaryIO, name: str) -> zipfile.ZipFile:
    """Return the package of an .xlsx or .xlsm file.

    Raises:
        InputError: it is none, or encrypted, too large, or in a format older or other than .xlsx.
    """
    start = file.read(len(_OLE))
    if not start:
        raise _error(name, "er tom.", "is empty.")
    if start == _OLE:
        raise _locked(name) if "EncryptedPackage".encode("utf-16-le") in file.read() else _other(name, ".xls")
    if not zipfile.is_zipfile(file):
        raise _error(
            name,
            "er ikke en Excel-arbeidsbok. Lagre den som «Excel-arbeidsbok (*.xlsx)», eller bruk riktig filendelse.",
            "is not an Excel workbook. Save it as “Excel Workbook (*.xlsx)”, or give it its right suffix.",
        )
    try:
        archive = zipfile.ZipFile(file)
    except (*DAMAGE, OSError):
        raise damaged(name) from None
    parts = {part.filename: part.file_size for part in archive.infolist()}
    if "content.xml" in parts:
        raise _other(name, ".ods")
    if "xl/workbook.bin" in parts:
        raise _other(name, ".xlsb")
    if sum(parts.values()) > _MOST_UNPACKED:
        raise _error(name, "er for stor til å leses. Del den opp.", "is too large to be read. Split it.")
    return archive


def brings_macros(archive: zipfile.ZipFile) -> bool:
    """Return whether a workbook brings a program of its own, which is never run."""
    return any(name.lower().endswith("vbaproject.bin") or "/macrosheets/" in name for name in archive.namelist())


def links_elsewhere(archive: zipfile.ZipFile) -> bool:
    """Return whether cells take values from other workbooks, which are never opened."""
    return any(name.startswith("xl/externalLinks/") for name in archive.namelist())


def merged_areas(part: IO[bytes]) -> tuple[Area, ...]:
    """Return the merged areas of a worksheet part, which stand behind its rows."""
    window = b""
    while piece := part.read(_PIECE):
        window = window[-_LONGEST_END:] + piece
        if end := _END_OF_ROWS.search(window):
            rest = window[end.end() :] + part.read()
            return tuple(_area(*(group.decode() for group in match.groups())) for match in _MERGED.finditer(rest))
    return ()


def _area(left: str, top: str, right: str, bottom: str) -> Area:
    return Area(int(top), column_index(left), int(bottom), column_index(right))


def damaged(name: str) -> InputError:
    """Return the error that a workbook cannot be read."""
    return _error(
        name,
        "kan ikke leses: den er skadet, eller den mangler regneark. Åpne den i Excel og lagre den på nytt som "
        "«Excel-arbeidsbok (*.xlsx)».",
        "cannot be read: it is damaged, or holds no worksheet. Open it in Excel and save it again as "
        "“Excel Workbook (*.xlsx)”.",
    )


def _error(name: str, nb: str, en: str) -> InputError:
    return InputError(f"«{name}» {nb}", f"“{name}” {en}")


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
