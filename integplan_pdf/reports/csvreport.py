"""Findings and changes as CSV: UTF-8 with byte order mark and `;`, as Norwegian spreadsheet programs open it."""

from __future__ import annotations

import csv
import io

from integplan_pdf.reports.view.language import Language
from integplan_pdf.reports.view.shapes import Cell, Table, View

_ACTS = ("=", "+", "-", "@", "'")


def render(view: View) -> bytes:
    """Return one line per change and one per finding; columns that only one of them has are empty in the other.

    A text that a spreadsheet program would run as a formula gets an apostrophe in front.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    table = _together(view)
    writer.writerow([column.title for column in table.columns])
    for row in table.rows:
        writer.writerow([_text(cell, Language(view.lang)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _together(view: View) -> Table:
    """Return the findings, after the changes if there are any."""
    changes, findings = view.changes, view.findings
    if not changes.rows:
        return findings
    lead = changes.lead
    columns = (*changes.columns, *findings.columns[lead:])
    before, after = ("",) * (len(findings.columns) - lead), ("",) * (len(changes.columns) - lead)
    rows = [(*row, *before) for row in changes.rows]
    rows += [(*row[:lead], *after, *row[lead:]) for row in findings.rows]
    return Table(findings.title, columns, tuple(rows))


def _text(cell: Cell, language: Language) -> str:
    text = language.cell(cell)
    return f"'{text}" if text.startswith(_ACTS) else text
