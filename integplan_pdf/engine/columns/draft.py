"""A row under way: cells put into its tree, and where each value stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from integplan_pdf.engine import paths
from integplan_pdf.engine.cells import on_one_line
from integplan_pdf.engine.columns import rules
from integplan_pdf.engine.columns.header import Place
from integplan_pdf.engine.columns.names import fold
from integplan_pdf.engine.columns.table import Table
from integplan_pdf.engine.columns.values import restored, value_of
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.row import Origin, Row, Tree
from integplan_pdf.model.sheet import Cell, SheetRow, Unreadable


class Piece(NamedTuple):
    """A row of a sheet within a participant's row: what its plan paths begin with, and the headers by path."""

    prefix: str
    origin: Origin
    headers: Mapping[str, str]


class Cells(Mapping[str, Origin]):
    """Plan path → cell, looked up when somebody asks."""

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self._pieces = pieces

    def __getitem__(self, path: str) -> Origin:
        for piece in reversed(self._pieces):
            if path == piece.prefix[:-1] and path:
                return piece.origin
            header = piece.headers.get(path[len(piece.prefix) :]) if path.startswith(piece.prefix) else None
            if header:
                return piece.origin.at(column=header)
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        return (piece.prefix + path for piece in self._pieces for path in piece.headers)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Draft:
    """One participant's row under way."""

    def __init__(self, main: Table, key: str, row: SheetRow) -> None:
        self._key = key
        self._tree: Tree = {main.columns.key_path: key}
        self._pieces: list[Piece] = []
        self._findings: list[Finding] = []
        self._fill(self._tree, main, row, "")

    def row(self) -> Row:
        """Return the row."""
        return Row(self._key, self._pieces[0].origin, self._tree, Cells(tuple(self._pieces)), tuple(self._findings))

    def add(self, table: Table, row: SheetRow) -> None:
        """Add a row of a detail sheet: one more, or the one it names."""
        name = (
            self._name(table, row) if table.spec.names else str(len(paths.get(self._tree, table.spec.table) or ()) + 1)
        )
        if name:
            node: Tree = {}
            paths.put(self._tree, f"{table.spec.table}.{name}", node)
            self._fill(node, table, row, f"{table.spec.table}.{name}.")

    def _name(self, table: Table, row: SheetRow) -> str:
        """Return what a named row stands for; an empty string, with a finding, if nothing or something taken."""
        spec = table.spec
        by_name = {fold(shown): name for shown, name in spec.names.items()}
        index = table.header.named_by
        name = by_name.get(fold(on_one_line(row.cell(index)))) if index is not None else None
        place = table.at(row, spec.named_by)
        if name is None:
            self._findings.append(
                rules.UNKNOWN_NAME.finding(origin=place, path=spec.table, names=", ".join(spec.names))
            )
        elif paths.get(self._tree, f"{spec.table}.{name}") is not None:
            self._findings.append(rules.TWICE_NAMED.finding(origin=place, path=f"{spec.table}.{name}"))
        else:
            return name
        return ""

    def _fill(self, node: Tree, table: Table, row: SheetRow, prefix: str) -> None:
        """Put the values of a row into `node`, which stands at `prefix` in the tree."""
        origin = Origin(table.origin.file, table.sheet.name, row.number, key=self._key)
        self._pieces.append(Piece(prefix, origin, table.headers))
        for place in table.header.places:
            value = value_of(place, row)
            if value is None:
                continue
            if place.column.digits or isinstance(value, Unreadable):
                value = self._examined(value, place, prefix, origin)
            if value is not None:
                place.put(node, value)

    def _examined(self, value: Cell, place: Place, prefix: str, origin: Origin) -> Cell:
        """Return a value that may be unreadable, or lack zeros, as far as it can be used."""
        cell, path = origin.at(column=place.header), prefix + place.path
        if isinstance(value, Unreadable):
            self._findings.append(rules.UNREADABLE_CELL.finding(origin=cell, path=path))
            return None
        if place.column.digits:
            value, found = restored(value, place.column.digits, path, cell)
            self._findings += found
        return value
