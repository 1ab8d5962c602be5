"""Rows from and to files: Excel, CSV, JSON and JSONL, chosen by suffix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from integplan_pdf.bulk.limits import Died, Limits
from integplan_pdf.bulk.process import Worker
from integplan_pdf.engine import columns, sheets, trees
from integplan_pdf.engine.paths import leaves
from integplan_pdf.errors import InputError
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.mapping import ColumnMapping
from integplan_pdf.model.row import Origin, Row, Tree
from integplan_pdf.model.sheet import ColumnSpec, Sheet, SheetSpec
from integplan_pdf.workflow.guard import DEFAULT, failure
from integplan_pdf.workflow.sources import Kind, Source, kind_of, source
from integplan_pdf.workflow.store import write_file

MACROS = Rule(
    "R040",
    Severity.INFO,
    nb="Arbeidsboken har makroer. De er ikke kjørt; bare cellene er lest.",
    en="The workbook has macros. They were not run; only the cells were read.",
)
LINKS = Rule(
    "R041",
    Severity.INFO,
    nb="Arbeidsboken henter verdier fra andre arbeidsbøker. De er ikke åpnet; verdiene er de som sist ble lagret.",
    en="The workbook takes values from other workbooks. They were not opened; the values are those last saved.",
)

_CHUNK = 64
_BYTES_PER_SECOND = 1 << 19
"""How slowly an honest large file may be read: that much longer is waited than for a small one."""


class Rows(Protocol):
    """The rows of a file: made one at a time, each time they are gone through, so that memory does not grow."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Row]: ...


def load(path: Path, mapping: ColumnMapping, limits: Limits = DEFAULT) -> tuple[Rows, list[Finding]]:
    """Return the rows of a file, and what was wrong with those that cannot be used. `-` is standard input.

    The file is read by a guarded worker, and so is each row as it is gone through. What is wrong with the cells of a
    row stands on the row.

    Raises:
        InputError: the file cannot be read as what its suffix says, its columns cannot be matched, or it had to be
            given up; also while the rows are gone through.
        UsageError: the suffix is unknown.
    """
    rows = _GuardedRows(source(path), mapping, limits)
    return rows, rows.findings


class _GuardedRows:
    """The rows of a file as a worker reads them, a chunk ahead; gone through again, the file is read again."""

    def __init__(self, given: Source, mapping: ColumnMapping, limits: Limits) -> None:
        self._given, self._mapping = given, mapping
        self._limits = replace(limits, seconds=limits.seconds + given.size() / _BYTES_PER_SECOND)
        self._begun: Iterator[Any] | None
        first, self._begun = self._begin()
        self._count: int = first[0]
        self.findings: list[Finding] = first[1]

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Row]:
        parts, self._begun = self._begun, None
        if parts is None:
            _, parts = self._begin()
        for chunk in parts:
            yield from self._sound(chunk)

    def _begin(self) -> tuple[Any, Iterator[Any]]:
        parts = Worker(self._limits).parts(load_parts, (self._given, self._mapping))
        return self._sound(next(parts)), parts

    def _sound(self, part: Any) -> Any:
        if isinstance(part, Died):
            raise failure(part, self._limits, self._given.name)
        return part


def load_parts(task: tuple[Source, ColumnMapping]) -> Iterator[Any]:
    """Yield how many rows a file has and what is wrong with others, then the rows in chunks."""
    given, mapping = task
    rows, findings = read_rows(given, mapping)
    yield len(rows), findings
    every = iter(rows)
    while chunk := list(islice(every, _CHUNK)):
        yield chunk


def read_rows(given: Source, mapping: ColumnMapping) -> tuple[Rows, list[Finding]]:
    """Return the rows of a file as `load` does, in this process.

    Raises:
        InputError: as `load`.
    """
    if given.kind is Kind.JSON:
        from integplan_pdf.tables.jsonrows import JsonPlans

        return trees.rows(JsonPlans(given.opened, given.name), mapping.key_path, given.name)
    rows, findings = columns.rows(read_sheets(given), mapping, given.name)
    return rows, [*_left_alone(given), *findings]


def _left_alone(given: Source) -> Iterator[Finding]:
    """Yield what a workbook brings that is neither run nor opened."""
    if given.kind is Kind.WORKBOOK:
        from integplan_pdf.tables.excel.package import brings_macros, links_elsewhere, open_package

        with given.opened() as file, open_package(file, given.name) as archive:
            if brings_macros(archive):
                yield MACROS.finding(origin=Origin(given.name))
            if links_elsewhere(archive):
                yield LINKS.finding(origin=Origin(given.name))


def read_sheets(given: Source) -> list[Sheet]:
    """Return the sheets of a workbook, or the one of a text table.

    Raises:
        InputError: it cannot be read as such.
    """
    if given.kind is Kind.WORKBOOK:
        from integplan_pdf.tables.excel.reader import read_workbook

        return read_workbook(given.opened, given.name)
    from integplan_pdf.tables.delimited import read_csv

    return [read_csv(given.opened, given.name)]


def too_long(path: Path, tree: Tree) -> list[str]:
    """Return the paths of the texts of a plan that are longer than a file of the kind of `path` can hold.

    Raises:
        UsageError: the suffix is unknown.
    """
    if kind_of(path) is not Kind.WORKBOOK:
        return []
    from integplan_pdf.tables.excel.writer import fits_cell

    return [where for where, value in leaves(tree) if isinstance(value, str) and not fits_cell(value)]


def dump(path: Path, plans: Sequence[Tree], mapping: ColumnMapping, notes: Sequence[Mapping[str, str]] = ()) -> bytes:
    """Return `plans` (raw values by plan path) as a file of the kind that the suffix of `path` says.

    Args:
        path: of the file that is to be.
        plans: one for each row.
        mapping: its columns.
        notes: header → text, the same headers for each plan: columns of a table that are never read, for their headers
            begin with `#`. JSON has none.

    Raises:
        UsageError: the suffix is unknown.
    """
    match kind_of(path):
        case Kind.WORKBOOK:
            from integplan_pdf.tables.excel.writer import write_workbook

            return write_workbook(_noted(sheets.workbook(mapping, plans), notes), list(mapping.guide.items()))
        case Kind.TEXT_TABLE:
            from integplan_pdf.tables.delimited import write_csv

            return write_csv(*_noted([sheets.one_sheet(mapping, plans)], notes))
        case Kind.JSON:
            from integplan_pdf.tables.jsonrows import write_json, write_jsonl

            return write_json(plans) if path.suffix.lower() == ".json" else write_jsonl(plans)


def _noted(made: list[SheetSpec], notes: Sequence[Mapping[str, str]]) -> list[SheetSpec]:
    """Return the sheets, the first with the notes behind its own columns."""
    if not notes:
        return made
    main, *details = made
    heads = (*main.columns, *(ColumnSpec(header) for header in notes[0]))
    rows = tuple((*row, *note.values()) for row, note in zip(main.rows, notes, strict=True))
    return [replace(main, columns=heads, rows=rows), *details]


def save(path: Path, data: bytes) -> None:
    """Write a file of rows.

    Raises:
        InputError: it cannot be written.
    """
    try:
        write_file(path, data)
    except OSError as error:
        raise InputError(
            nb=f"«{path}» kan ikke skrives ({error.strerror}). Er den åpen i et annet program?",
            en=f"“{path}” cannot be written ({error.strerror}). Is it open in another program?",
        ) from error
