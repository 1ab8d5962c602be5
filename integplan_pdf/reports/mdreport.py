"""A report as Markdown (GitHub's flavour), for a merge request, a chat or a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterator

from integplan_pdf.model.facts import Label
from integplan_pdf.reports.view.language import Language
from integplan_pdf.reports.view.shapes import Cell, Column, Link, Table, View

LIMIT = 500
"""Rows of one table."""

_SHOWN = Label("Viser de første {shown} av {total}.", "The first {shown} of {total} are shown.")
_NONE = Label("Ingen.", "None.")
_ABOUT = Label("Om rapporten", "About this report")
_ACTS = re.compile(r"[\\`*_\[\]<>|~&#!()]")
_STARTS = re.compile(r"^(\d+)([.)])|^([-+=])")


def render(view: View) -> bytes:
    """Return the report as UTF-8; tables are cut at `LIMIT` rows, and say so."""
    return "\n".join([*_lines(view), ""]).encode()


def _lines(view: View) -> Iterator[str]:
    language = Language(view.lang)
    yield f"# {_plain(view.title)}"
    for text in (view.form, view.summary):
        yield from ["", _plain(text)] if text else []
    for table in (view.changes, view.rules, view.urgent, view.unassessed, view.room, view.near, view.people):
        if table.rows or table is view.rules:
            yield from _table(table, language)
    yield from ["", f"## {language.say(_ABOUT)}"]
    for text in view.about:
        yield from ["", _plain(text)]


def _table(table: Table, language: Language) -> Iterator[str]:
    yield from ["", f"## {_plain(table.title)}", ""]
    if not table.rows:
        yield language.say(_NONE)
        return
    cut = table.first(LIMIT).for_reading()
    yield from [_plain(cut.note), ""] if cut.note else []
    yield _line([_plain(column.title) for column in cut.columns])
    yield _line([_rule(column) for column in cut.columns])
    for row in cut.rows:
        yield _line([_cell(cell, language) for cell in row])
    if cut.total:
        shown, total = language.number(len(cut.rows)), language.number(cut.total)
        yield from ["", language.say(_SHOWN, shown=shown, total=total)]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(column: Column) -> str:
    return "--:" if column.kind == "number" else "---"


def _cell(cell: Cell, language: Language) -> str:
    text = _plain(language.cell(cell))
    return f"[{text}](<{cell.url}>)" if isinstance(cell, Link) else text


def _plain(text: str) -> str:
    """Return `text` with what Markdown or HTML would act on escaped."""
    escaped = _ACTS.sub(lambda match: f"\\{match[0]}", text).replace("://", ":&#8203;//")
    return _STARTS.sub(lambda match: f"{match[1]}\\{match[2]}" if match[1] else f"\\{match[3]}", escaped)
