"""Any workbook, row by row: openpyxl for strings, number formats and sheets, our own stream for the rows."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterator
from typing import Any, BinaryIO

from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.utils.datetime import from_ISO8601

from integplan_pdf.errors import InputError
from integplan_pdf.model.sheet import Area, Cell, Sheet, SheetRow, Unreadable
from integplan_pdf.tables.cells import filled_down, filled_rows
from integplan_pdf.tables.excel.formats import Maker, maker
from integplan_pdf.tables.excel.ooxml import unescape
from integplan_pdf.tables.excel.package import damaged, merged_areas, open_package
from integplan_pdf.tables.excel.stream import read_rows
from integplan_pdf.tables.opened import Open

_FIRST_CUSTOM_FORMAT = 164


def read_carefully(opened: Open, name: str) -> list[Sheet]:
    """Return the worksheets of a workbook; their rows are read from the file each time they are gone through.

    Raises:
        InputError: the workbook is damaged; also while rows are gone through.
    """
    try:
        with opened() as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of extensions that we do not need
            return list(_sheets(file, opened, name))
    except (InputError, MemoryError):
        raise
    except Exception:  # openpyxl raises almost anything on damaged files, with cell values in the text
        raise damaged(name) from None


def _sheets(file: BinaryIO, opened: Open, name: str) -> Iterator[Sheet]:
    reader = ExcelReader(file, read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_strings()
    reader.read_workbook()
    apply_stylesheet(reader.archive, reader.wb)
    values = _Values(reader.shared_strings, reader.wb)
    for sheet, relation in reader.parser.find_sheets():
        if relation.target in reader.valid_files and relation.Type.endswith("/worksheet"):
            with reader.archive.open(relation.target) as part:
                merged = merged_areas(part)
            rows = _StoredRows(opened, name, relation.target, values, merged)
            yield Sheet(sheet.name, rows, merged, hidden=sheet.state != "visible")


class _StoredRows:
    """The rows of a worksheet part, read anew each time they are gone through."""

    def __init__(self, opened: Open, name: str, part: str, values: _Values, merged: tuple[Area, ...]) -> None:
        self._opened, self._name, self._part = opened, name, part
        self._values, self._merged = values, merged

    def __iter__(self) -> Iterator[SheetRow]:
        with self._opened() as file, open_package(file, self._name) as archive, archive.open(self._part) as part:
            try:
                yield from filled_down(filled_rows(read_rows(part, self._values.value)), self._merged)
            except MemoryError:
                raise
            except Exception:  # what a damaged part raises names its contents
                raise damaged(self._name) from None


class _Values:
    """The shared strings and number formats of a workbook, which cells point into."""

    def __init__(self, strings: list[str], book: Any) -> None:
        self._strings = strings
        self._makers: list[Maker] = [maker(code, book.epoch) for code in _number_formats(book)]

    def value(self, cell: dict[str, str], text: str, formula: bool) -> Cell:
        """Return what a cell holds (ECMA-376 part 1, 18.18.11)."""
        kind = cell.get("t", "n")
        if not text:
            # A formula that gives an empty text has the type `str`: it was calculated.
            return Unreadable.NO_CACHED_VALUE if formula and kind != "str" else None
        match kind:
            case "inlineStr" | "str":
                return unescape(text)
            case "s":
                return unescape(self._strings[int(text)]) or None
            case "n":
                return self._number(text, int(cell.get("s", 0)))
            case "b":
                return text.strip() in ("1", "true")
            case "e":
                return Unreadable.ERROR
            case "d":
                return _moment(text)
            case _:
                return unescape(text)

    def _number(self, text: str, style: int) -> Cell:
        try:
            number = float(text)
        except ValueError:
            return unescape(text)
        return self._makers[style](number)


def _moment(text: str) -> Cell:
    moment: dt.datetime = from_ISO8601(text)
    return moment.date() if moment.time() == moment.min.time() else moment


def _number_formats(book: Any) -> Iterator[str]:
    """Yield the number format of each cell format."""
    for style in book._cell_styles:
        number = style.numFmtId
        own = number >= _FIRST_CUSTOM_FORMAT
        yield book._number_formats[number - _FIRST_CUSTOM_FORMAT] if own else BUILTIN_FORMATS.get(number, "General")
