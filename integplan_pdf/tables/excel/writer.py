"""Excel workbooks out: headers, drop-downs, input notes, and cells that stay what they are (openpyxl)."""

from __future__ import annotations

import datetime as dt
import math
import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from integplan_pdf.engine.cells import as_text
from integplan_pdf.errors import MappingError, UsageError
from integplan_pdf.model.sheet import Cell, ColumnSpec, SheetSpec
from integplan_pdf.openxml import saved
from integplan_pdf.tables.excel.ooxml import escape

GUIDE_SHEET = "Veiledning"

_HEADER, _REQUIRED, _TEXT, _DATE, _NUMBER = (
    f"integplan {part}" for part in ("overskrift", "overskrift, må fylles ut", "tekst", "dato", "tall")
)
_LEGEND = (
    "Overskriftene",
    "Mørk overskrift: kolonnen må fylles ut. Lys overskrift: fyll ut når det passer. Overskriftene må ikke endres.",
)
_TOP = Alignment(vertical="top", wrap_text=True)
_DATE_FORMAT = "dd.mm.yyyy"
_FIRST_YEAR = 1901  # Excel counts a 29th of February 1900, and nothing before that year
_EXACT = 10**15  # Excel keeps 15 digits
CELL_LIMIT, _LIST_LIMIT, _NOTE_LIMIT, _TITLE_LIMIT = 32_767, 255, 255, 32
_LAST_ROW = 1_048_576


def write_workbook(sheets: Sequence[SheetSpec], guide: Sequence[tuple[str, str]] = ()) -> bytes:
    """Return an .xlsx file with `sheets`, and last a sheet that says how to use it; same input, same bytes.

    Text, choice and Ja/Nei columns hold text, also for dates and numbers, so that leading zeros stay. No text is
    ever a formula. Unreadable cells are left blank.

    Args:
        sheets: at least one.
        guide: (heading, text) pairs; none gives no such sheet.

    Raises:
        MappingError: the choices of a column cannot be a drop-down.
        UsageError: a text is longer than a cell can be.
    """
    book = Workbook(write_only=True)
    for style in _styles():
        book.add_named_style(style)
    for spec in sheets:
        _check(spec)
    for spec in sheets:
        _add_sheet(book, spec)
    if guide:
        _add_guide(book, [*guide, _LEGEND])
    return saved(book)


def fits_cell(text: str) -> bool:
    """Return whether a text is short enough for a cell."""
    return len(text) <= CELL_LIMIT // len("_x000D_") or len(escape(text)) <= CELL_LIMIT


def _styles() -> Iterator[NamedStyle]:
    head = Alignment(vertical="center", wrap_text=True)
    edge = Border(bottom=Side(style="thin", color="8EA3B8"))
    light, dark = (PatternFill("solid", start_color=colour) for colour in ("E4EBF2", "2F4A66"))
    ink, white = (Font(name="Calibri", size=11, bold=True, color=colour) for colour in ("1F2F40", "FFFFFF"))
    yield NamedStyle(_HEADER, font=ink, fill=light, alignment=head, border=edge, number_format="@")
    yield NamedStyle(_REQUIRED, font=white, fill=dark, alignment=head, border=edge, number_format="@")
    body = Font(name="Calibri", size=11)
    yield NamedStyle(_TEXT, font=body, alignment=_TOP, number_format="@")
    yield NamedStyle(_DATE, font=body, alignment=_TOP, number_format=_DATE_FORMAT)
    yield NamedStyle(_NUMBER, font=body, alignment=_TOP)


def _check(spec: SheetSpec) -> None:
    """Refuse what cannot be written before a sheet is begun: openpyxl cannot leave one half way."""
    for column in spec.columns:
        _validation(column)
    for row in spec.rows:
        if len(row) != len(spec.columns):
            raise ValueError(f"{spec.name}: {len(row)} cells in {len(spec.columns)} columns")
        for text in map(as_text, row):
            if not fits_cell(text):
                raise UsageError(
                    f"En tekst i arket «{spec.name}» er lengre enn en Excel-celle kan være ({CELL_LIMIT} tegn). "
                    "Skriv til .json i stedet.",
                    f"A text in the sheet “{spec.name}” is longer than an Excel cell can be ({CELL_LIMIT} "
                    "characters). Write to .json instead.",
                )


def _add_sheet(book: Workbook, spec: SheetSpec) -> None:
    worksheet = book.create_sheet(spec.name)
    worksheet.freeze_panes = "B2"  # the headers and the key column
    last = get_column_letter(len(spec.columns))
    worksheet.auto_filter.ref = f"A1:{last}{len(spec.rows) + 1}"
    for index, column in enumerate(spec.columns, 1):
        letter = get_column_letter(index)
        _format_column(worksheet, letter, _format_of(column), column.width or max(12, len(column.header) + 4))
        if validation := _validation(column):
            validation.add(f"{letter}2:{letter}{_LAST_ROW}")
            worksheet.data_validations.append(validation)
    headers = (_text_cell(worksheet, column.header, _header_style(column)) for column in spec.columns)
    worksheet.append(list(headers))
    for row in spec.rows:
        cells = zip(row, spec.columns, strict=True)
        worksheet.append([_data_cell(worksheet, cell, column) for cell, column in cells])


def _add_guide(book: Workbook, guide: Sequence[tuple[str, str]]) -> None:
    worksheet = book.create_sheet(GUIDE_SHEET)
    for letter, width in (("A", 28), ("B", 96)):
        _format_column(worksheet, letter, "@", width)
    for heading, text in guide:
        worksheet.append([_text_cell(worksheet, heading, _HEADER), _text_cell(worksheet, text, _TEXT)])


def _format_column(worksheet: Any, letter: str, number_format: str, width: int) -> None:
    """Format the cells that people will fill in: so they keep their zeros, and wrap."""
    dimension = worksheet.column_dimensions[letter]
    dimension.width = width
    dimension.number_format = number_format
    dimension.alignment = _TOP


def _header_style(column: ColumnSpec) -> str:
    return _REQUIRED if column.required else _HEADER


def _format_of(column: ColumnSpec) -> str:
    return {"date": _DATE_FORMAT, "number": "General"}.get(column.kind, "@")


def _data_cell(worksheet: Any, cell: Cell, column: ColumnSpec) -> Any:
    if column.kind == "date" and isinstance(cell, dt.date) and cell.year >= _FIRST_YEAR:
        return _plain_cell(worksheet, cell, _DATE)
    if column.kind == "number" and _is_exact_number(cell):
        return _plain_cell(worksheet, cell, _NUMBER)
    text = as_text(cell)
    return _text_cell(worksheet, text, _TEXT) if text else None


def _is_exact_number(cell: Cell) -> bool:
    if isinstance(cell, float):
        return math.isfinite(cell)
    return isinstance(cell, int) and not isinstance(cell, bool) and abs(cell) < _EXACT


def _plain_cell(worksheet: Any, value: Any, style: str) -> Any:
    made = WriteOnlyCell(worksheet)
    made.style = style
    made.value = value
    return made


def _text_cell(worksheet: Any, text: str, style: str) -> Any:
    """Return a cell that holds `text` as text, whatever it looks like; quotePrefix keeps it so when edited."""
    made = _plain_cell(worksheet, escape(text), style)
    made.data_type = "s"
    if text and (text[0] in "=+-@'" or text[0] < " "):
        made.quotePrefix = True
    return made


def _validation(column: ColumnSpec) -> DataValidation | None:
    match column.kind:
        case "choice" | "bool":
            choices = column.choices or ("Ja", "Nei")
            check = {"type": "list", "formula1": _listed(column.header, choices), "error": "Velg fra listen."}
        case "date":
            check = {"type": "date", "operator": "greaterThanOrEqual", "formula1": "1"}
            check["error"] = "Skriv datoen slik: dd.mm.åååå."
        case _ if not column.note:
            return None
        case _:
            check = {}
    note = textwrap.shorten(column.note, _NOTE_LIMIT, placeholder=" …")
    return DataValidation(
        **check,
        allowBlank=True,
        showErrorMessage=bool(check),
        errorTitle=column.header[:_TITLE_LIMIT] if check else None,
        showInputMessage=bool(note),
        promptTitle=column.header[:_TITLE_LIMIT] if note else None,
        prompt=note or None,
    )


def _listed(header: str, choices: Sequence[str]) -> str:
    """Return the choices as Excel writes them in a validation: quoted, separated by commas."""
    listed = f'"{",".join(choices)}"'
    if len(listed) > _LIST_LIMIT or any(set(choice) & set(',"') for choice in choices):
        raise MappingError(
            f"Valgene for kolonnen «{header}» kan ikke bli en nedtrekksliste: til sammen høyst {_LIST_LIMIT} tegn, "
            "uten komma og anførselstegn.",
            f"The choices of column “{header}” cannot be a drop-down: at most {_LIST_LIMIT} characters in all, "
            "without commas and quotation marks.",
        )
    return listed
