"""What a report looks like before it has a format: figures, charts and tables of safe, worded values."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Literal

from integplan_pdf.engine.words import Piece, PieceKind


class Tone(StrEnum):
    """How something is to look. The words always say the same, so that no meaning hangs on colour."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    UNKNOWN = "unknown"
    OK = "ok"
    A = "a"
    B = "b"
    C = "c"
    D = "d"
    E = "e"


KINDS = (Tone.A, Tone.B, Tone.C, Tone.D, Tone.E)
"""Tones that tell kinds apart and judge nothing."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A word with a tone: a severity, an outcome."""

    text: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Link:
    """A text that says where it can be read; the address begins with https."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with what was taken out of it and what was put in."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The text with marks around the pieces: `i [−mars−][+april+] 2026`."""
        return "".join(f"{MARKS[piece.kind][0]}{piece.text}{MARKS[piece.kind][1]}" for piece in self.pieces)


MARKS = {PieceKind.SAME: ("", ""), PieceKind.REMOVED: ("[−", "−]"), PieceKind.ADDED: ("[+", "+]")}
"""What stands around a piece, so that no meaning hangs on colour or line."""

Cell = str | int | dt.date | Tag | Link | Marked
"""A cell of a table; an empty string is a blank."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        kind: what stands in its cells; a `code` is never broken over lines.
        width: in characters, where a format needs one.
        detail: for those who work with the data; left out where people read.
    """

    title: str
    kind: Literal["text", "code", "number", "date", "tag"] = "text"
    width: int = 16
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns.

    Attributes:
        note: a sentence under the heading, or empty.
        lead: how many columns from the left say which group a row belongs to; 0 when there are no groups.
        total: how many rows there are in all, when not all are here.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    lead: int = 0
    total: int = 0

    def without_blanks(self) -> Table:
        """Return the table without columns that are blank in every row; all of them when there are no rows."""
        return self._with(
            [i for i in range(len(self.columns)) if not self.rows or any(row[i] != "" for row in self.rows)]
        )

    def for_reading(self) -> Table:
        """Return the table without details, and without columns that are blank in every row."""
        plain = self._with([i for i, column in enumerate(self.columns) if not column.detail])
        return plain.without_blanks()

    def _with(self, kept: list[int]) -> Table:
        columns = tuple(self.columns[i] for i in kept)
        rows = tuple(tuple(row[i] for i in kept) for row in self.rows)
        return replace(self, columns=columns, rows=rows, lead=sum(i < self.lead for i in kept))

    def first(self, limit: int) -> Table:
        """Return the table with at most `limit` rows."""
        total = self.total or len(self.rows)
        return replace(self, rows=self.rows[:limit], total=total) if len(self.rows) > limit else self


@dataclass(frozen=True, slots=True)
class Figure:
    """One large number with its name."""

    label: str
    value: int
    tone: Tone


@dataclass(frozen=True, slots=True)
class Series:
    """One part of every bar of a chart."""

    name: str
    tone: Tone


@dataclass(frozen=True, slots=True)
class Point:
    """One bar: its label, and a value per series."""

    label: str
    values: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.values)

    def only(self, kept: list[int]) -> Point:
        """Return the bar with the parts of these numbers."""
        return replace(self, values=tuple(self.values[i] for i in kept))


@dataclass(frozen=True, slots=True)
class Panel:
    """The bars that stand together; a chart of one panel needs no title for it."""

    points: tuple[Point, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Stacked bars, lying (`bars`) or standing (`columns`).

    Attributes:
        id: unique in the report; letters and digits.
        note: what the picture shows, in a sentence.
        axis: what the labels of the bars are.
    """

    id: str
    title: str
    note: str
    axis: str
    shape: Literal["bars", "columns"]
    series: tuple[Series, ...]
    panels: tuple[Panel, ...]

    def without_empty_series(self) -> Chart:
        """Return the chart without the parts that no bar has."""
        points = [point for panel in self.panels for point in panel.points]
        kept = [i for i in range(len(self.series)) if any(point.values[i] for point in points)]
        panels = tuple(
            replace(panel, points=tuple(point.only(kept) for point in panel.points)) for panel in self.panels
        )
        return replace(self, series=tuple(self.series[i] for i in kept), panels=panels)

    def table(self) -> Table:
        """Return the numbers of the chart, one row per bar."""
        columns = (Column(self.axis, width=40), *(Column(series.name, "number") for series in self.series))
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (f"{panel.title} {point.label}".strip(), *point.values) for panel in self.panels for point in panel.points
        )
        return Table(self.title, columns, rows)


@dataclass(frozen=True, slots=True)
class View:
    """A whole report, worded in one language, free of names unless they were asked for.

    Attributes:
        form: title of the form, or empty.
        summary: the outcome in a few sentences.
        sources: names of the files that the items came from.
        about: how the report is to be read.
        rules: findings counted by rule.
        urgent: errors and warnings one by one. `findings`: all of them.
        unassessed: what could not be judged, by the fact that is missing.
        deadlines: all of them. `near`: those that are overdue or close.
        people: one row per adviser. `plans`: one row per plan.
        changes: what differs from the version before, plan by plan.
        room: what does not fit the form as it is, plan by plan.
    """

    lang: str
    title: str
    form: str
    summary: str
    sources: tuple[str, ...]
    about: tuple[str, ...]
    figures: tuple[Figure, ...]
    charts: tuple[Chart, ...]
    rules: Table
    urgent: Table
    unassessed: Table
    findings: Table
    deadlines: Table
    near: Table
    people: Table
    plans: Table
    changes: Table
    room: Table
