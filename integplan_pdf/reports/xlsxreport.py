"""A report as an Excel workbook: an overview with charts, and a sheet for each view, with filters and colours.

Every text is written as text, whatever it looks like: none can become a formula.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import CellIsRule, DataBarRule
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from integplan_pdf.model.facts import Label
from integplan_pdf.openxml import saved
from integplan_pdf.reports import xlsxcharts
from integplan_pdf.reports.view.language import Language, shortened
from integplan_pdf.reports.view.shapes import Cell, Chart, Column, Table, Tag, Tone, View
from integplan_pdf.reports.xlsxcells import Style, styles, table_cell, text_cell

_OVERVIEW = Label("Oversikt", "Overview")
_CUT = Label("Her står de første {shown} av {total} rader.", "These are the first {shown} of {total} rows.")
_ROWS = 1_000_000  # what a sheet holds, nearly
_LINE, _MOST_LINES, _LABEL = 15, 20, 50  # height of a line in points, lines of a row, characters of a chart's label
_HEADER = 2 * _LINE
_CHART_COLUMN = "H"

_TINTS = {
    Tone.ERROR: "F6DCDC",
    Tone.WARNING: "FBEBC8",
    Tone.INFO: "E4EBF2",
    Tone.UNKNOWN: "EBEDEF",
    Tone.OK: "D9E8F5",
}


def render(view: View) -> bytes:
    """Return the workbook; same view, same bytes."""
    book, language = Workbook(write_only=True), Language(view.lang)
    for style in styles():
        book.add_named_style(style)
    _overview(book, view, language)
    for table in _tables(view):
        _sheet(book, table, language, bars=table is view.people)
    book.properties.title = view.title
    return saved(book)


def _tables(view: View) -> list[Table]:
    """Return the tables that have a sheet each; the changes and the room only where there are any."""
    changes, room = ([table] if table.rows else [] for table in (view.changes, view.room))
    return [*changes, view.findings, view.deadlines, view.people, *room, view.plans]


def _overview(book: Any, view: View, language: Language) -> None:
    """Write the figures and the numbers of each chart, with the chart beside them."""
    sheet = _new_sheet(book, language.say(_OVERVIEW), [54, *[13] * 5, 3])
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "portrait", 1
    sheet.sheet_view.showGridLines = False
    sheet.append([text_cell(sheet, view.title, Style.TITLE)])
    for text in (view.form, view.summary):
        sheet.append([text_cell(sheet, text, Style.NOTE)])
    sheet.append([])
    for figure in view.figures:
        sheet.append([text_cell(sheet, figure.label), _tinted(sheet, figure.value, figure.tone)])
    top = 5 + len(view.figures)
    for chart in view.charts:
        top += _chart(sheet, chart, top)
    sheet.append([])
    for text in view.about:
        sheet.append([text_cell(sheet, text, Style.NOTE)])


def _chart(sheet: Any, chart: Chart, top: int) -> int:
    """Write a chart beside its numbers under row `top`, and return how many rows that took."""
    sheet.append([])
    sheet.append([text_cell(sheet, chart.title, Style.HEADING)])
    sheet.append([text_cell(sheet, chart.note, Style.NOTE)])
    sheet.row_dimensions[top + 3].height = _HEADER
    _numbers(sheet, chart)
    bars = sum(len(panel.points) for panel in chart.panels)
    spare = max(xlsxcharts.rows(chart) - bars - 1, 0)
    for _ in range(spare):
        sheet.append([])
    sheet.add_chart(xlsxcharts.draw(chart, sheet, top + 3), f"{_CHART_COLUMN}{top + 1}")
    return bars + spare + 4


def _sheet(book: Any, table: Table, language: Language, *, bars: bool) -> None:
    """Write one table with filters, its header repeated on every printed page."""
    cut = table.first(_ROWS).without_blanks()
    sheet = _new_sheet(book, table.title, [column.width for column in cut.columns])
    sheet.freeze_panes = "B2"
    sheet.print_title_rows = "1:1"
    sheet.row_dimensions[1].height = _HEADER
    _rows(sheet, cut)
    last, end = get_column_letter(len(cut.columns)), len(cut.rows) + 1
    sheet.auto_filter.ref = f"A1:{last}{end}"
    for index, column in enumerate(cut.columns):
        place = f"{get_column_letter(index + 1)}2:{get_column_letter(index + 1)}{max(end, 2)}"
        if column.kind == "tag":
            _colour(sheet, place, (row[index] for row in cut.rows))
        elif bars and column.kind == "number":
            sheet.conditional_formatting.add(place, DataBarRule("num", 0, "max", color="9DBEDC"))
    if cut.total:
        shown, total = language.number(len(cut.rows)), language.number(cut.total)
        sheet.append([text_cell(sheet, language.say(_CUT, shown=shown, total=total), Style.NOTE)])


def _new_sheet(book: Any, title: str, widths: Iterable[int]) -> Any:
    sheet = book.create_sheet(title)
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.oddFooter.right.text = "&P / &N"
    for index, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    return sheet


def _rows(sheet: Any, table: Table) -> None:
    sheet.append([text_cell(sheet, column.title, Style.HEADER) for column in table.columns])
    for number, row in enumerate(table.rows, 2):
        lines = max(_lines(cell, column) for cell, column in zip(row, table.columns, strict=True))
        if lines > 1:
            sheet.row_dimensions[number].height = _LINE * lines
        sheet.append([table_cell(sheet, cell) for cell in row])


def _lines(cell: Cell, column: Column) -> int:
    """Return how many lines a cell takes, nearly; not every program works out the height of a row."""
    return min(math.ceil(len(cell) / column.width), _MOST_LINES) if isinstance(cell, str) else 1


def _numbers(sheet: Any, chart: Chart) -> None:
    """Write the numbers of a chart, zeros left blank so that no bar is labelled with one."""
    table = chart.table()
    sheet.append([text_cell(sheet, column.title, Style.HEADER) for column in table.columns])
    for label, *values in table.rows:
        name = text_cell(sheet, shortened(str(label), _LABEL))
        sheet.append([name, *(table_cell(sheet, value) if value else None for value in values)])


def _tinted(sheet: Any, value: int, tone: Tone) -> Any:
    made = table_cell(sheet, value)
    made.fill = PatternFill("solid", start_color=_TINTS[tone])
    return made


def _colour(sheet: Any, place: str, cells: Iterable[Cell]) -> None:
    """Colour the words of a column by their tone, also when somebody changes or sorts them."""
    for tag in dict.fromkeys(cell for cell in cells if isinstance(cell, Tag)):
        fill = PatternFill(bgColor=_TINTS[tag.tone])
        quoted = tag.text.replace('"', '""')
        sheet.conditional_formatting.add(place, CellIsRule("equal", [f'"{quoted}"'], fill=fill))
