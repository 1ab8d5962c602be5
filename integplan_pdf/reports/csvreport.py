"""Findings as CSV: UTF-8 with byte order mark and `;`, as Norwegian spreadsheet programs open it."""

from __future__ import annotations

import csv
import io

from integplan_pdf.reports.view.language import Language
from integplan_pdf.reports.view.shapes import Cell, View

_ACTS = ("=", "+", "-", "@", "'")


def render(view: View) -> bytes:
    """Return one line per finding.

    A text that a spreadsheet program would run as a formula gets an apostrophe in front.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([column.title for column in view.findings.columns])
    for row in view.findings.rows:
        writer.writerow([_text(cell, Language(view.lang)) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _text(cell: Cell, language: Language) -> str:
    text = language.cell(cell)
    return f"'{text}" if text.startswith(_ACTS) else text
