"""One row of input: its key, where it came from, and its raw values as a tree of plan paths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from integplan_pdf.model.finding import Finding

Tree = dict[str, Any]
"""Nested raw values: dicts by plan attribute, lists for repeated rows, JSON scalars and dates as leaves."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A place in the input, as a person would point at it. Empty parts are unknown.

    Attributes:
        file: file name without folders.
        sheet: name of the worksheet.
        row: 1-based row of the sheet, line of a text file, or number of the plan in a JSON list.
        column: the header text of the column.
        key: the row key.
    """

    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    key: str = ""

    def __reduce__(self) -> tuple[type[Origin], tuple[str, str, int, str, str]]:
        return Origin, (self.file, self.sheet, self.row, self.column, self.key)  # many go between processes

    def at(self, **parts: Any) -> Origin:
        """Return the same place with some parts replaced."""
        return replace(self, **parts)

    def describe(self, lang: str = "nb") -> str:
        """Return e.g. `deltakere.xlsx, ark «Delmål», rad 7, kolonne «T.o.m.» (2026-0003)`."""
        sheet, row, column = ("sheet", "row", "column") if lang == "en" else ("ark", "rad", "kolonne")
        parts = [self.file]
        parts += [f"{sheet} «{self.sheet}»"] if self.sheet else []
        parts += [f"{row} {self.row}"] if self.row else []
        parts += [f"{column} «{self.column}»"] if self.column else []
        place = ", ".join(part for part in parts if part)
        return f"{place} ({self.key})".strip() if self.key else place

    def __str__(self) -> str:
        return self.describe()


@dataclass(frozen=True, slots=True)
class Row:
    """One participant's raw values.

    Attributes:
        key: the row key (column `ID`), which names the output file.
        origin: where the row itself stands.
        tree: raw values by plan path.
        cells: plan path (`delmaal.2.periode`, rows counted from 1) to the cell it came from.
        findings: what was wrong with its cells, before anything was known of the plan.
    """

    key: str
    origin: Origin
    tree: Tree
    cells: Mapping[str, Origin] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def place(self, path: str) -> Origin:
        """Return the cell that `path` came from, else the nearest part above it, else the row."""
        while path:
            if path in self.cells:
                return self.cells[path]
            path = path.rpartition(".")[0]
        return self.origin
