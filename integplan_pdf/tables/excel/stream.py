"""The rows of a worksheet part, read bit by bit (ECMA-376 part 1, 18.3.1).

openpyxl makes an object of every element and every cell. Here only values are made, and a row is given away before
the next begins: several times as fast, and in memory that does not grow with the sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from typing import IO
from xml.parsers import expat

from integplan_pdf.model.sheet import Cell
from integplan_pdf.tables.cells import RawRow
from integplan_pdf.tables.excel.ooxml import column_index

_PIECE = 1 << 16
_LAST_ROW = 1_048_576

Value = Callable[[dict[str, str], str, bool], Cell]
"""(attributes of the cell, text of its value, whether it has a formula) → what it holds."""


def read_rows(part: IO[bytes], value: Value) -> Iterator[RawRow]:
    """Yield the rows of a worksheet part in their order there; `value` makes the cells.

    Raises:
        expat.ExpatError, ValueError: the part is damaged.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    rows = _Rows(parser, value)
    while piece := part.read(_PIECE):
        parser.Parse(piece, False)
        yield from rows.taken()
    parser.Parse(b"", True)
    yield from rows.taken()


class _Rows:
    """What the parser tells, row by row. Elements may have a prefix, which the root element shows."""

    def __init__(self, parser: expat.XMLParserType, value: Value) -> None:
        self._parser, self._value = parser, value
        self._done: list[RawRow] = []
        self._number, self._hidden = 0, False
        self._cells: list[Cell] = []
        self._texts: list[str] = []
        self._formula = False
        parser.StartElementHandler = self._root

    def taken(self) -> list[RawRow]:
        """Return the rows finished since the last time."""
        done, self._done = self._done, []
        return done

    def _root(self, name: str, _attributes: dict[str, str]) -> None:
        self._listen(name.removesuffix("worksheet"))

    def _listen(self, prefix: str) -> None:
        """Set the handlers. Every cell comes through `start` and `end` several times, so these do little."""
        c, texts, value = f"{prefix}c", self._texts, self._value
        starts = {f"{prefix}row": self._begin_row, f"{prefix}f": self._begin_formula, f"{prefix}rPh": self._deaf}
        ends = {f"{prefix}row": self._end_row, f"{prefix}f": texts.clear, f"{prefix}rPh": self._hear}
        attributes: dict[str, str] = {}

        def start(name: str, given: dict[str, str]) -> None:
            nonlocal attributes
            if name == c:
                attributes, self._formula = given, False
                texts.clear()
            elif name in starts:
                starts[name](given)

        def end(name: str) -> None:
            if name == c:
                if texts or self._formula:
                    self._put(attributes.get("r"), value(attributes, "".join(texts), self._formula))
            elif name in ends:
                ends[name]()

        self._parser.StartElementHandler, self._parser.EndElementHandler = start, end
        self._hear()

    def _begin_formula(self, _attributes: dict[str, str]) -> None:
        self._formula = True

    def _deaf(self, _attributes: dict[str, str]) -> None:
        """Do not listen to the reading aids of a text."""
        self._parser.CharacterDataHandler = None

    def _hear(self) -> None:
        self._parser.CharacterDataHandler = self._texts.append

    def _end_row(self) -> None:
        self._done.append((self._number, self._cells, self._hidden))

    def _begin_row(self, attributes: dict[str, str]) -> None:
        self._number = int(attributes.get("r") or self._number + 1)
        if self._number > _LAST_ROW:
            raise ValueError("row number out of range")
        self._hidden = attributes.get("hidden") in ("1", "true")
        self._cells = []

    def _put(self, reference: str | None, cell: Cell) -> None:
        cells = self._cells
        there = len(cells)
        column = _column(reference.rstrip("0123456789")) if reference else there
        if column == there:
            cells.append(cell)
            return
        if column > there:
            cells.extend([None] * (column + 1 - there))
        cells[column] = cell


_column = cache(column_index)
