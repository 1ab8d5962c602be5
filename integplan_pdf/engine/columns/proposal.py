"""A first file of an office's own columns, proposed from the headers of one of their files."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from integplan_pdf.engine.cells import is_blank
from integplan_pdf.engine.columns.header import Lines, find_lines
from integplan_pdf.engine.columns.names import Names, fold
from integplan_pdf.engine.columns.own import UNCONFIRMED
from integplan_pdf.engine.columns.selection import filled
from integplan_pdf.engine.toml import COMMENT, write_toml
from integplan_pdf.model.mapping import ColumnMapping, SheetColumns
from integplan_pdf.model.sheet import Sheet

_WIDTH = 110
_HELP = """\
Overskriftene i «{file}», og hva de er. Se over hver linje.

same_as  hvilken kolonne det er, se listene under. Et spørsmålstegn betyr at det må avklares:
         ta det bort når forslaget stemmer, eller skriv det som er riktig.
ignore   skriv ignore = true i stedet for same_as når kolonnen ikke skal leses.

Bruk filen slik: integplan fill {file} --columns DENNE_FILEN -o planer
"""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A file of columns, how many of its columns are known, and how many are open questions."""

    toml: str
    known: int
    open: int


def propose(sheets: Sequence[Sheet], columns: ColumnMapping, file: str) -> Proposal:
    """Return what the columns of a file are, as far as their headers tell; the rest is marked as open."""
    there = filled(sheets, columns)
    named = {sheet.name: _named(sheet, columns) for sheet in there}
    if len(there) == 1:
        named = {there[0].name: columns.sheet[0]}
    chosen = {sheet.name: named[sheet.name] or _likely(sheet, columns) for sheet in there}
    entries = [entry for sheet in there if (spec := chosen[sheet.name]) for entry in _columns(sheet, spec, columns)]
    unsure = sum(entry["same_as"].startswith(UNCONFIRMED) for entry in entries)
    used = [spec for spec in columns.sheet if spec in chosen.values()]
    lists = "".join(f"\n{_listed(spec.name, Names(spec, columns))}\n" for spec in used)
    data: dict[str, Any] = {COMMENT: _HELP.format(file=file) + lists, "form": columns.form}
    strangers = {name: spec for name, spec in chosen.items() if named[name] is None}
    data["sheet"] = [
        {"name": name, "same_as": UNCONFIRMED + (spec.name if spec else "")} for name, spec in strangers.items()
    ]
    data["column"] = entries
    return Proposal(write_toml({key: value for key, value in data.items() if value}), len(entries) - unsure, unsure)


def _listed(name: str, names: Names) -> str:
    return textwrap.fill(f"{name}: {' · '.join(names.shown())}", _WIDTH, subsequent_indent="    ")


def _named(sheet: Sheet, columns: ColumnMapping) -> SheetColumns | None:
    """Return the sheet of the mapping that has this one's name."""
    specs = (spec for spec in columns.sheet for name in (spec.name, *spec.aliases) if fold(name) == fold(sheet.name))
    return next(specs, None)


def _likely(sheet: Sheet, columns: ColumnMapping) -> SheetColumns | None:
    """Return the sheet of the mapping whose columns this one has."""
    ranks = [(find_lines(sheet, Names(spec, columns)).rank()[:2], spec) for spec in columns.sheet]
    rank, spec = max(ranks, key=lambda item: item[0])
    return spec if rank >= (True, 2) else None


def _columns(sheet: Sheet, spec: SheetColumns, columns: ColumnMapping) -> Iterator[dict[str, str]]:
    """Yield the entries of the columns that are known or have content."""
    names = Names(spec, columns)
    lines = find_lines(sheet, names)
    content = _with_content(sheet, lines)
    where = {"sheet": spec.name} if spec is not columns.sheet[0] else {}
    for index, text in sorted(lines.texts.items()):
        if index in lines.targets:
            yield {"header": text, "same_as": names.official(text)} | where
        elif index in content and not text.startswith("#"):
            near = names.nearest(text)
            yield {"header": text, "same_as": UNCONFIRMED + (names.official(near) if near else "")} | where


def _with_content(sheet: Sheet, lines: Lines) -> set[int]:
    below = (row for row in sheet.rows if row.number > lines.row)
    return {index for row in below for index, cell in enumerate(row.cells) if not is_blank(cell)}
