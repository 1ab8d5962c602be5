"""Where the headers of a sheet stand, and what its columns are.

Above the headers there may be titles. A header may stand on two lines, the upper one over several columns
(«Tiltak 1» over «Navn» and «Timer»).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from integplan_pdf.engine import paths
from integplan_pdf.engine.cells import on_one_line
from integplan_pdf.engine.columns import complaints
from integplan_pdf.engine.columns.names import Names, Role, Target, fold
from integplan_pdf.errors import InputError
from integplan_pdf.model.mapping import Column, Join
from integplan_pdf.model.row import Tree
from integplan_pdf.model.sheet import Sheet, SheetRow

_LOOKED_AT = 30
"""Rows among which the headers are looked for."""


@dataclass(frozen=True, slots=True)
class Place:
    """A value of a row: the cells it stands in, and its plan path.

    Attributes:
        indices: of its column, or of the columns that are joined.
        header: the text of the header, or headers.
        above: the steps of the path but the last, which is `name`.
        numbered: rows are counted in the path.
    """

    indices: tuple[int, ...]
    header: str
    path: str
    above: tuple[str, ...]
    name: str
    numbered: bool
    column: Column
    join: Join | None

    def put(self, tree: Tree, value: Any) -> None:
        """Set the value in a row's tree."""
        if self.numbered:
            paths.put(tree, self.path, value)
            return
        for step in self.above:
            tree = tree.setdefault(step, {})
        tree[self.name] = value


@dataclass(frozen=True, slots=True)
class Header:
    """What the columns of a sheet are.

    Attributes:
        row: the last row of the headers; the data begins below.
        key: column of the key; `named_by` of the name of a named row.
        places: the values, in the order of their columns.
        unread: headers of known columns that are not read.
        refused: column → why it cannot be read, which matters if it has content.
        settled: columns that are taken care of; the others have neither a header nor, one hopes, content.
    """

    row: int
    key: int
    named_by: int | None
    places: tuple[Place, ...]
    unread: tuple[str, ...]
    refused: Mapping[int, InputError]
    settled: frozenset[int]


@dataclass(frozen=True, slots=True)
class Lines:
    """One or two rows read as headers: column → text, and column → what it is where that is known.

    Attributes:
        row: the last of the rows.
        filled: how many cells they have.
    """

    row: int
    filled: int
    texts: Mapping[int, str]
    targets: Mapping[int, Target]

    def rank(self) -> tuple[bool, int, int]:
        """Return how well the rows do as headers: with the key, how many columns are known, how much is made use of."""
        different = {(target.role, target.path, target.part) for target in self.targets.values()}
        has_key = any(role is Role.KEY for role, _, _ in different)
        return has_key, len(different), self.filled

    def is_whole(self) -> bool:
        """Return whether nothing better can be found."""
        return self.rank()[0] and all(text.startswith("#") or i in self.targets for i, text in self.texts.items())

    def having(self, role: Role) -> list[int]:
        """Return the columns of a role, those whose header counts most first."""
        return sorted((i for i, target in self.targets.items() if target.role is role), key=self._weight)

    def _weight(self, index: int) -> tuple[int, int]:
        return self.targets[index].part, index


def find_lines(sheet: Sheet, names: Names) -> Lines:
    """Return those of the first rows of a sheet, one or two, that do best as its headers."""
    found: list[Lines] = []
    for lines in _candidates(sheet, names):
        found.append(lines)
        if len(found) % 2 == 0 and (best := max(found[-2:], key=Lines.rank)).is_whole():
            return best
    return max(found, key=Lines.rank)


def _candidates(sheet: Sheet, names: Names) -> Iterator[Lines]:
    """Yield each of the first rows, alone and together with the next."""
    top = list(islice(sheet.rows, _LOOKED_AT))
    for upper, lower in zip(top, [*top[1:], SheetRow(0, ())], strict=True):
        above, below = _texts(upper), _texts(lower)
        yield _lines(upper.number, above, names, len(above))
        together = _joined(upper, lower, sheet, names) if lower.number == upper.number + 1 else {}
        yield _lines(lower.number, together, names, len(above) + len(below))


def find_header(sheet: Sheet, names: Names, file: str) -> Header:
    """Return what the columns of a sheet are.

    Raises:
        InputError: the key column, the one that names the rows, or a part of a joined value is missing.
    """
    lines = find_lines(sheet, names)
    at = complaints.At(file, sheet.name, lines.row)
    keys, named_by, ignored = (lines.having(role) for role in (Role.KEY, Role.NAMED_BY, Role.IGNORED))
    if not keys:
        raise complaints.no_column(names.key, at)
    if names.spec.named_by and not named_by:
        raise complaints.no_column(names.spec.named_by, at)
    sorted_out = _Sorted(lines, at)
    doubled = {i: complaints.double_column(lines.texts[i], at) for i in [*sorted_out.doubled, *named_by[1:]]}
    unknown = [i for i, text in lines.texts.items() if i not in lines.targets and not text.startswith("#")]
    refused = doubled | {i: complaints.unknown_column(lines.texts[i], names, at) for i in unknown}
    return Header(
        row=lines.row,
        key=keys[0],
        named_by=named_by[0] if named_by else None,
        places=tuple(sorted_out.places),
        unread=tuple(lines.texts[i] for i in sorted([*sorted_out.unused, *ignored, *keys[1:]])),
        refused=refused,
        settled=frozenset(lines.texts) - frozenset(refused),
    )


class _Sorted:
    """The value columns, sorted out.

    Attributes:
        places: what is read, in the order of the columns.
        doubled: columns that mean the same as another.
        unused: parts of a value that also has a column of its own.
    """

    def __init__(self, lines: Lines, at: complaints.At) -> None:
        self._lines, self._at = lines, at
        self.places: list[Place] = []
        self.doubled: list[int] = []
        self.unused: list[int] = []
        by_path: dict[str, list[int]] = {}
        for index in sorted(lines.having(Role.VALUE)):
            by_path.setdefault(lines.targets[index].path, []).append(index)
        for indices in by_path.values():
            self._sort(indices)

    def _sort(self, indices: list[int]) -> None:
        """Sort out the columns of one value."""
        parts = [index for index in indices if self._lines.targets[index].join]
        whole = [index for index in indices if index not in parts]
        if whole:
            self.unused += parts
            self.doubled += whole[1:]
            self._place(whole[:1])
            return
        by_part: dict[int, int] = {}
        for index in parts:
            if by_part.setdefault(self._lines.targets[index].part, index) != index:
                self.doubled.append(index)
        self._refuse_missing(by_part, self._lines.targets[parts[0]].join)
        self._place([by_part[part] for part in sorted(by_part)])

    def _place(self, indices: list[int]) -> None:
        target = self._lines.targets[indices[0]]
        if target.column is not None:
            mark = " / " if target.join and target.join.take == "first" else " + "
            header = mark.join(self._lines.texts[index] for index in indices)
            self.places.append(_place(tuple(indices), header, target.path, target.column, target.join))

    def _refuse_missing(self, by_part: Mapping[int, int], join: Join | None) -> None:
        for number, part in enumerate(join.part if join and join.take == "all" else ()):
            if number not in by_part and not part.optional:
                there = self._lines.texts[next(iter(by_part.values()))]
                raise complaints.no_part(part.header, there, self._at)


def _place(indices: tuple[int, ...], header: str, path: str, column: Column, join: Join | None) -> Place:
    *above, name = path.split(".")
    numbered = any(step.isdecimal() for step in (*above, name))
    return Place(indices, header, path, tuple(above), name, numbered, column, join)


def _lines(row: int, texts: dict[int, str], names: Names, filled: int) -> Lines:
    found = {index: names.find(text) for index, text in texts.items() if not text.startswith("#")}
    return Lines(row, filled, texts, {index: target for index, target in found.items() if target})


def _texts(row: SheetRow) -> dict[int, str]:
    texts = {index: on_one_line(cell) for index, cell in enumerate(row.cells)}
    return {index: text for index, text in texts.items() if text}


def _joined(upper: SheetRow, lower: SheetRow, sheet: Sheet, names: Names) -> dict[int, str]:
    """Return the headers of two rows read as one; an upper heading reaches as far as it is merged, or the next one."""
    above, below = _texts(upper), _texts(lower)
    merged = {area.left: area.right for area in sheet.merged if area.top <= upper.number <= area.bottom}
    joined, heading, reach = {}, "", 0
    for index in sorted(above.keys() | below.keys()):
        if index in above:
            heading = above[index] if index in below else ""
            reach = merged.get(index, len(lower.cells))
        over = heading if index <= reach else ""
        joined[index] = _both(over, below[index], names) if index in below else above[index]
    return joined


def _both(over: str, header: str, names: Names) -> str:
    """Return a header with the heading over it, unless the heading says nothing more."""
    if not over or fold(over) == fold(header):
        return header
    both = f"{over} {header}"
    return header if fold(over) in names.groups and names.find(both) is None else both
