"""Tables read from bytes in memory, whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from integplan_pdf.model.sheet import Sheet
from integplan_pdf.tables import delimited
from integplan_pdf.tables.excel import reader
from integplan_pdf.tables.jsonrows import JsonPlans
from integplan_pdf.tables.opened import in_memory


def whole(sheet: Sheet) -> Sheet:
    """Return the sheet with its rows in memory."""
    return replace(sheet, rows=tuple(sheet.rows))


def read_workbook(data: bytes, name: str = "a.xlsx") -> list[Any]:
    return [whole(sheet) for sheet in reader.read_workbook(in_memory(data), name)]


def read_csv(data: bytes, name: str = "a.csv") -> Any:
    return whole(delimited.read_csv(in_memory(data), name))


def read_json(data: bytes, name: str) -> list[tuple[int, Any]]:
    return list(JsonPlans(in_memory(data), name))
