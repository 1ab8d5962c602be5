"""Cells of a report's workbook: a few named styles, and texts that stay texts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side

from integplan_pdf.reports.view.shapes import Cell, Link, Marked, Tag

_LONGEST = 32_767  # characters that a cell holds
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")  # ECMA-376 part 1, 22.9.2.19
_ACTS = ("=", "+", "-", "@", "'")


class Style(StrEnum):
    """Names of the styles, as the workbook's own list shows them."""

    TITLE = "integplan tittel"
    HEADING = "integplan overskrift"
    HEADER = "integplan kolonne"
    NOTE = "integplan merknad"
    TEXT = "integplan tekst"
    DATE = "integplan dato"
    NUMBER = "integplan tall"


def styles() -> Iterator[NamedStyle]:
    """Yield every style."""
    top, ink = Alignment(vertical="top", wrap_text=True), _font("1B2430")
    line = Border(bottom=Side(style="thin", color="C5D0DB"))
    band = PatternFill("solid", start_color="0B3A66")
    middle = Alignment(vertical="center", wrap_text=True)
    left, right = (Alignment(horizontal=side, vertical="top", indent=n) for side, n in (("left", 0), ("right", 1)))
    yield NamedStyle(Style.TITLE, font=_font("0B3A66", 20, bold=True))
    yield NamedStyle(Style.HEADING, font=_font("0B3A66", 14, bold=True))
    yield NamedStyle(Style.HEADER, font=_font("FFFFFF", bold=True), fill=band, alignment=middle)
    yield NamedStyle(Style.NOTE, font=_font("4A5866"))
    yield NamedStyle(Style.TEXT, font=ink, alignment=top, border=line, number_format="@")
    yield NamedStyle(Style.DATE, font=ink, alignment=left, border=line, number_format="dd.mm.yyyy")
    yield NamedStyle(Style.NUMBER, font=ink, alignment=right, border=line, number_format="#,##0")


def _font(color: str, size: int = 11, *, bold: bool = False) -> Font:
    return Font(name="Calibri", size=size, bold=bold, color=color)


def text_cell(sheet: Any, text: str, style: Style = Style.TEXT) -> Any:
    """Return a cell that holds `text` as text, whatever it looks like; quotePrefix keeps it so when edited."""
    made = _made(sheet, _ESCAPE.sub("_x005F_", text)[:_LONGEST], style)
    made.data_type = "s"
    if text.startswith(_ACTS):
        made.quotePrefix = True
    return made


def table_cell(sheet: Any, cell: Cell) -> Any:
    """Return a cell of a table."""
    match cell:
        case Tag() | Link() | Marked():
            return text_cell(sheet, cell.text)
        case dt.date():
            return _made(sheet, cell, Style.DATE)
        case int():
            return _made(sheet, cell, Style.NUMBER)
        case str():
            return text_cell(sheet, cell) if cell else _made(sheet, None, Style.TEXT)


def _made(sheet: Any, value: object, style: Style) -> Any:
    made = WriteOnlyCell(sheet)
    made.style = style.value
    made.value = value
    return made
