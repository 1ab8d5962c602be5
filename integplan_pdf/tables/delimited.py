"""Delimited text in and out: CSV as Norwegian spreadsheet programs write and open it.

Limitation: a text file has no types, so everything read is text.
"""

from __future__ import annotations

import contextlib
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from integplan_pdf.errors import InputError
from integplan_pdf.model.sheet import Cell, Sheet, SheetSpec
from integplan_pdf.tables.cells import as_text, filled_rows

_DELIMITERS = ";\t,"
_SAMPLE = 20  # rows looked at to find the delimiter
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_LETTERS = re.compile(rb"\xc3[\x85\x86\x98\xa5\xa6\xb8]")  # ÅÆØåæø
_SEPARATOR_LINE = re.compile(r"sep=([;,\t|])\r?\n", re.IGNORECASE)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def read_csv(data: bytes, name: str) -> Sheet:
    r"""Return the records of a text file separated by `;`, `,` or tab as text cells; the sheet has no name.

    UTF-8, with or without byte order mark, UTF-16 with one, else Windows-1252. A line `sep=;` is obeyed. One
    apostrophe before `=`, `+`, `-` or `@` at the start of a cell is taken away (see `write_csv`).

    Args:
        data: the bytes of the file.
        name: its name, for messages.

    Raises:
        InputError: not text, of mixed encodings, or quotation marks that do not match, with the line.
    """
    text = _decoded(data, name)
    declared = _SEPARATOR_LINE.match(text)
    records = _records(text, declared[1] if declared else _delimiter(text), name)
    rows = tuple(filled_rows((number, map(_cell, record)) for number, record in records))
    return Sheet("", rows[1:] if declared else rows)


def write_csv(spec: SheetSpec) -> bytes:
    r"""Return the sheet as UTF-8 with byte order mark, `;` between cells and CRLF between rows.

    Dates are written `dd.mm.åååå`, yes and no `Ja` and `Nei`. Spreadsheet programs would run a text that begins
    with `=`, `+`, `-`, `@`, tab or return as a formula: it gets an apostrophe in front, which `read_csv` takes
    away again.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([_guarded(column.header) for column in spec.columns])
    for row in spec.rows:
        writer.writerow([_guarded(cell) if isinstance(cell, str) else as_text(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig", errors="backslashreplace")


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _cell(text: str) -> Cell:
    return (text[1:] if _GUARDED.match(text) else text) or None


def _decoded(data: bytes, name: str) -> str:
    if not data:
        raise InputError(f"«{name}» er tom.", f"“{name}” is empty.")
    utf16 = data.startswith(_UTF16)
    try:
        if utf16:
            return data.decode("utf-16")
        if b"\0" not in data:
            return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        if not utf16 and not _UTF8_LETTERS.search(data):
            return _decoded_windows(data, name)
    raise _not_text(name)


def _decoded_windows(data: bytes, name: str) -> str:
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        raise _not_text(name) from None


def _records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the 1-based line it begins on."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1
    except csv.Error:
        raise _broken_quotes(name, line) from None


def _delimiter(text: str) -> str:
    """Return the delimiter that splits the first rows into equally many cells, and into the most."""
    return max(_DELIMITERS, key=lambda delimiter: _evenness(text, delimiter))


def _evenness(text: str, delimiter: str) -> tuple[bool, int]:
    widths = [len(record) for _, record in _sound_records(text, delimiter) if record]
    return len(set(widths)) == 1 and widths[0] > 1, max(widths, default=0)


def _sound_records(text: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the first records, up to one whose quotation marks do not match."""
    with contextlib.suppress(InputError):
        yield from islice(_records(text, delimiter, ""), _SAMPLE)


def _broken_quotes(name: str, line: int) -> InputError:
    return InputError(
        f"«{name}» kan ikke leses fra linje {line}: anførselstegn passer ikke sammen, eller en celle er svært lang. "
        "Rett linjen, eller lagre filen på nytt fra regnearket.",
        f"“{name}” cannot be read from line {line}: quotation marks do not match, or a cell is very long. "
        "Mend the line, or save the file again from the spreadsheet.",
    )


def _not_text(name: str) -> InputError:
    return InputError(
        f"«{name}» er ikke en tekstfil i UTF-8 eller Windows-1252. Lagre den som «CSV UTF-8» eller .xlsx.",
        f"“{name}” is not a text file in UTF-8 or Windows-1252. Save it as “CSV UTF-8” or .xlsx.",
    )
