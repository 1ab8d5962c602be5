"""Delimited text in and out: CSV as Norwegian spreadsheet programs write and open it.

Limitation: a text file has no types, so everything read is text.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice

from integplan_pdf.engine.cells import as_text
from integplan_pdf.errors import InputError
from integplan_pdf.model.sheet import Cell, Sheet, SheetRow, SheetSpec
from integplan_pdf.tables.cells import filled_rows
from integplan_pdf.tables.opened import Open

_DELIMITERS = ";\t,"
_SAMPLE = 20  # rows looked at to find the delimiter
_PIECE = 1 << 18
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_UTF8_LETTERS = re.compile(rb"\xc3[\x85\x86\x98\xa5\xa6\xb8]")  # ÅÆØåæø
_SEPARATOR_LINE = re.compile(r"sep=([;,\t|])\r?\n?", re.IGNORECASE)
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")
_QUOTED = re.compile(r'="([^"]*)"')


def read_csv(opened: Open, name: str) -> Sheet:
    r"""Return the records of a text file separated by `;`, `,` or tab as text cells; the sheet has no name.

    UTF-8, with or without byte order mark, UTF-16 with one, else Windows-1252. A line `sep=;` is obeyed. One
    apostrophe before `=`, `+`, `-` or `@` at the start of a cell is taken away (see `write_csv`), and so is the
    `="…"` by which numbers keep their zeros. Rows are read from the file each time they are gone through.

    Args:
        opened: opens the file.
        name: its name, for messages.

    Raises:
        InputError: not text, or of mixed encodings; while rows are gone through: quotation marks that do not
            match, with the line.
    """
    encoding = _encoding(opened, name)
    with _text(opened, encoding) as text:
        declared = _SEPARATOR_LINE.match(text.readline())
    delimiter = declared[1] if declared else max(_DELIMITERS, key=lambda one: _evenness(opened, encoding, one))
    return Sheet("", _Records(opened, encoding, delimiter, name, skip=1 if declared else 0))


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


class _Records:
    """The rows of a text file, read anew each time they are gone through."""

    def __init__(self, opened: Open, encoding: str, delimiter: str, name: str, skip: int) -> None:
        self._opened, self._encoding, self._delimiter = opened, encoding, delimiter
        self._name, self._skip = name, skip

    def __iter__(self) -> Iterator[SheetRow]:
        with _text(self._opened, self._encoding) as text:
            records = islice(_records(text, self._delimiter, self._name), self._skip, None)
            yield from filled_rows((line, [_cell(value) for value in record], False) for line, record in records)


def _cell(text: str) -> Cell:
    if quoted := _QUOTED.fullmatch(text):
        return quoted[1] or None
    return (text[1:] if _GUARDED.match(text) else text) or None


def _text(opened: Open, encoding: str) -> io.TextIOWrapper:
    return io.TextIOWrapper(opened(), encoding, newline="")


def _encoding(opened: Open, name: str) -> str:
    """Return the encoding of the whole file.

    Raises:
        InputError: it is empty, or in none that we read.
    """
    with opened() as file:
        start = file.read(2)
    if not start:
        raise InputError(f"«{name}» er tom.", f"“{name}” is empty.")
    possible = ["utf-16"] if start in _UTF16 else ["utf-8-sig", "cp1252"]
    decoders = {encoding: codecs.getincrementaldecoder(encoding)() for encoding in possible}
    last = b""
    for piece in chain(_pieces(opened), [b""]):
        decoders = {encoding: decoder for encoding, decoder in decoders.items() if _takes(decoder, piece)}
        if b"\0" in piece and "utf-16" not in decoders:
            decoders = {}
        elif _UTF8_LETTERS.search(last + piece):
            decoders.pop("cp1252", None)
        last = piece[-1:]
    if not decoders:
        raise _not_text(name)
    return next(iter(decoders))


def _takes(decoder: codecs.IncrementalDecoder, piece: bytes) -> bool:
    try:
        decoder.decode(piece, final=not piece)
    except UnicodeDecodeError:
        return False
    return True


def _pieces(opened: Open) -> Iterator[bytes]:
    with opened() as file:
        while piece := file.read(_PIECE):
            yield piece


def _records(text: io.TextIOBase, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record with the 1-based line it begins on."""
    reader = csv.reader(text, delimiter=delimiter, strict=True)
    line = 1
    try:
        for record in reader:
            yield line, record
            line = reader.line_num + 1
    except csv.Error:
        raise _broken_quotes(name, line) from None


def _evenness(opened: Open, encoding: str, delimiter: str) -> tuple[int, int]:
    """Return how many of the first rows have the same number of cells when split so, and how many cells."""
    with _text(opened, encoding) as text, contextlib.suppress(InputError):
        widths: Counter[int] = Counter()
        for _, record in islice(_records(text, delimiter, ""), _SAMPLE):
            widths[len(record)] += len(record) > 1
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


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
