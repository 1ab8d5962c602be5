"""Spreadsheet sheets become rows: headers are matched to plan paths, detail sheets joined on the key column."""

from __future__ import annotations

from collections.abc import Sequence

from integplan_pdf.engine.columns.joining import Rows, count_details, find_keys
from integplan_pdf.engine.columns.names import fold
from integplan_pdf.engine.columns.rules import DOUBLE_KEY, NO_KEY
from integplan_pdf.engine.columns.selection import select
from integplan_pdf.engine.columns.table import Table
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.mapping import ColumnMapping
from integplan_pdf.model.sheet import Sheet

__all__ = ["DOUBLE_KEY", "NO_KEY", "Rows", "fold", "rows"]


def rows(sheets: Sequence[Sheet], columns: ColumnMapping, file: str) -> tuple[Rows, list[Finding]]:
    """Join the sheets of one file into one row per participant, in the order of the main sheet.

    Returns:
        The rows that have a key of their own, which can be gone through again and again, and what was wrong with
        the others. What is wrong with single cells stands on the rows.

    Raises:
        InputError: no main sheet, no key column, an unknown sheet, or an unknown or doubled column with content.
    """
    found, findings = select(sheets, columns, file)
    tables = [Table(found[spec.name], spec, columns, file) for spec in columns.sheet if spec.name in found]
    main, *details = tables
    who, wrong = find_keys(main)
    findings += wrong
    counted = []
    for table in details:
        counts, wrong = count_details(table, who)
        counted.append((table, counts))
        findings += wrong
    return Rows(main, who, counted), findings
