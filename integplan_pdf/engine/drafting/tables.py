"""Fields that are the same in every row: `tiltak.1.navn tiltak.2.navn`, `rad1_navn rad2_navn`, `NavnRow1 NavnRow2`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from integplan_pdf.engine.drafting import wording
from integplan_pdf.engine.drafting.subject import Subject
from integplan_pdf.model.template import Rect

MARK = "{i}"
_NUMBER = re.compile(r"(?<![\d\[])[1-9]\d*(?![\d\]])")
_PAGE = re.compile(r"(page|pagina|side|seite|pg|form|subform)$", re.IGNORECASE)
_ROW_WORDS = frozenset({"row", "rad", "linje", "line", "zeile", "ligne", "fila"})
_ROW_ONE = re.compile(r"[\s_]*\b(row|rad|linje|line|nr\.?|no\.?)?:?[\s_]*1\b\.?\s*(column:)?\s*", re.IGNORECASE)
_SLACK = 2.0
"""Points by which two rows may reach into each other."""


@dataclass(frozen=True, slots=True)
class Column:
    """One field of every row: the name with `{i}` for the number, and the fields from row 1 on."""

    pattern: str
    cells: tuple[Subject, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Repeated rows, with at least two columns.

    Attributes:
        name: the part of the names that all columns share; may be empty.
    """

    name: str
    columns: tuple[Column, ...]

    @property
    def cells(self) -> frozenset[int]:
        """The numbers of its fields."""
        return frozenset(cell.number for column in self.columns for cell in column.cells)

    @property
    def first(self) -> int:
        """The number of the field that stands first in reading order."""
        return self.columns[0].cells[0].number


def tables(subjects: Sequence[Subject]) -> list[Table]:
    """Return the tables that the fields' names and places show; each field is in one at most."""
    taken: set[int] = set()
    found = []
    for (name, _), columns in _families(subjects).items():
        for group in _in_rows(columns, trusted=name.endswith(f".{MARK}")):
            if len(group) > 1 and not any(cell.number in taken for column in group for cell in column.cells):
                taken |= {cell.number for column in group for cell in column.cells}
                shared = name if wording.telling(name) else _common_word(group)
                found.append(Table(shared.replace(MARK, "").strip(" ._-"), tuple(group)))
    return found


def _common_word(columns: Sequence[Column]) -> str:
    """Return the word with which all the columns' names begin, if it says something."""
    first = {(wording.telling(column.pattern.rpartition(".")[2]) or [""])[0] for column in columns}
    return first.pop() if len(first) == 1 else ""


def _families(subjects: Sequence[Subject]) -> dict[tuple[str, int], list[Column]]:
    """Return (what the names share, number of rows) → columns; names that share more come first."""
    families: dict[tuple[str, int], list[Column]] = {}
    for column in _columns(subjects):
        families.setdefault((_shared(column.pattern), len(column.cells)), []).append(column)
    return dict(sorted(families.items(), key=lambda item: (not item[0][0].endswith(f".{MARK}"), not item[0][0])))


def _columns(subjects: Sequence[Subject]) -> Iterator[Column]:
    rows: dict[str, dict[int, Subject]] = {}
    for subject in subjects:
        if MARK not in subject.field.name:
            for pattern, number in patterns(subject.field.name):
                rows.setdefault(pattern, {})[number] = subject
    for pattern, cells in rows.items():
        if len(cells) < 2 or set(cells) != set(range(1, len(cells) + 1)) or _PAGE.search(pattern.partition(MARK)[0]):
            continue
        ordered = tuple(cells[number] for number in sorted(cells))
        if _alike(ordered) and _speaks_of_rows(pattern):
            yield Column(pattern, ordered)


def _speaks_of_rows(pattern: str) -> bool:
    """Return whether the number counts rows, not fields: `NavnRow{i}`, `tiltak.{i}.a`, `navn_{i}`, but not `f1_{i}`."""
    start = pattern.partition(MARK)[0]
    return bool(_row_word(start)) or start.endswith(".") or bool(wording.telling(pattern.rpartition(".")[2]))


def _row_word(start: str) -> str:
    last = (wording.words(start) or [""])[-1]
    return last if last in _ROW_WORDS else ""


def patterns(name: str) -> dict[tuple[str, int], None]:
    """Return the name with one of its numbers replaced, or with all numbers that are equal."""
    found: dict[tuple[str, int], None] = {}
    numbers = list(_NUMBER.finditer(name))
    for number in numbers:
        found[f"{name[: number.start()]}{MARK}{name[number.end() :]}", int(number[0])] = None
    for digits in {number[0]: None for number in numbers}:
        same = re.sub(rf"(?<![\d\[]){digits}(?![\d\]])", MARK, name)
        found[same, int(digits)] = None
    return found


def _alike(cells: Sequence[Subject]) -> bool:
    first = cells[0].field
    return all(
        (cell.field.kind, cell.field.states, cell.field.options, len(cell.field.widgets))
        == (first.kind, first.states, first.options, len(first.widgets))
        for cell in cells
    )


def _shared(pattern: str) -> str:
    """Return what the columns of a table have in common: the part up to the number, or the word for a row before it."""
    start, _, rest = pattern.partition(MARK)
    if re.search(r"[^\W_]", re.sub(r"\[\d+\]", "", rest)):
        return start + MARK
    return _row_word(start)


def _in_rows(columns: Sequence[Column], *, trusted: bool) -> list[list[Column]]:
    """Return the columns in groups whose rows lie apart on paper; `trusted` names need not show it."""
    groups: list[list[Column]] = []
    for column in columns:
        fits = (group for group in groups if not _meet(group, column) and (trusted or _rows_apart([*group, column])))
        group = next(fits, None)
        if group is not None:
            group.append(column)
        elif trusted or _rows_apart([column]):
            groups.append([column])
    return groups


def _meet(columns: Sequence[Column], other: Column) -> bool:
    cells = {cell.number for column in columns for cell in column.cells}
    return any(cell.number in cells for cell in other.cells)


def _rows_apart(columns: Sequence[Column]) -> bool:
    """Return whether the rows follow each other down the page, or the persons across it."""
    rows = [_around([column.cells[row] for column in columns]) for row in range(len(columns[0].cells))]
    if any(row is None for row in rows):
        return False
    places = [row for row in rows if row is not None]
    return _follow(places, down=True) or _follow(places, down=False)


def _around(cells: Sequence[Subject]) -> tuple[int, Rect] | None:
    pages = {cell.place[0] for cell in cells}
    if len(pages) != 1 or 0 in pages:
        return None
    rects = [cell.place[1] for cell in cells]
    left, low = min(rect[0] for rect in rects), min(rect[1] for rect in rects)
    right, high = max(rect[2] for rect in rects), max(rect[3] for rect in rects)
    return pages.pop(), (left, low, right, high)


def _follow(places: Sequence[tuple[int, Rect]], *, down: bool) -> bool:
    for (page, rect), (next_page, following) in pairwise(places):
        if page != next_page:
            if not down or page > next_page:
                return False
        elif (down and following[3] > rect[1] + _SLACK) or (not down and following[0] < rect[2] - _SLACK):
            return False
    return True


def column_texts(column: Column) -> tuple[str, str]:
    """Return what a column is called, and the word that its names give for the plan path, if any."""
    return _without_row(column.cells[0].heading()), _step(column.pattern)


def _without_row(text: str) -> str:
    """Return a heading of the first row without the number of the row."""
    return wording.heading(_ROW_ONE.sub(" ", text))


def _step(pattern: str) -> str:
    start, _, rest = pattern.partition(MARK)
    own = rest.replace(MARK, "") if wording.telling(rest) else start
    return wording.identifier(" ".join(wording.telling(own.strip(" ._-").rpartition(".")[2])))
