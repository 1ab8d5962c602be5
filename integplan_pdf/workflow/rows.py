"""Rows from and to files: Excel, CSV, JSON and JSONL, chosen by suffix."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol

from integplan_pdf.engine import columns, sheets, trees
from integplan_pdf.errors import InputError
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.mapping import ColumnMapping
from integplan_pdf.model.row import Row, Tree
from integplan_pdf.model.sheet import Sheet
from integplan_pdf.workflow.sources import Kind, Source, kind_of, source
from integplan_pdf.workflow.store import write_file


class Rows(Protocol):
    """The rows of a file: made one at a time, each time they are gone through, so that memory does not grow."""

    def __len__(self) -> int: ...

    def __iter__(self) -> Iterator[Row]: ...


def load(path: Path, mapping: ColumnMapping) -> tuple[Rows, list[Finding]]:
    """Return the rows of a file, and what was wrong with those that cannot be used. `-` is standard input.

    What is wrong with the cells of a row stands on the row.

    Raises:
        InputError: the file cannot be read as what its suffix says, or its columns cannot be matched.
        UsageError: the suffix is unknown.
    """
    given = source(path)
    if given.kind is Kind.JSON:
        from integplan_pdf.tables.jsonrows import JsonPlans

        return trees.rows(JsonPlans(given.opened, given.name), mapping.key_path, given.name)
    return columns.rows(read_sheets(given), mapping, given.name)


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


def dump(path: Path, plans: Sequence[Tree], mapping: ColumnMapping) -> bytes:
    """Return `plans` (raw values by plan path) as a file of the kind that the suffix of `path` says.

    Raises:
        UsageError: the suffix is unknown.
    """
    match kind_of(path):
        case Kind.WORKBOOK:
            from integplan_pdf.tables.excel.writer import write_workbook

            return write_workbook(sheets.workbook(mapping, plans), list(mapping.guide.items()))
        case Kind.TEXT_TABLE:
            from integplan_pdf.tables.delimited import write_csv

            return write_csv(sheets.one_sheet(mapping, plans))
        case Kind.JSON:
            from integplan_pdf.tables.jsonrows import write_json, write_jsonl

            return write_json(plans) if path.suffix.lower() == ".json" else write_jsonl(plans)


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
