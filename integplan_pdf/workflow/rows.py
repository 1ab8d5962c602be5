"""Rows from and to files: Excel, CSV, JSON and JSONL, chosen by suffix."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from integplan_pdf.engine import columns, sheets
from integplan_pdf.engine.columns import DOUBLE_KEY, NO_KEY
from integplan_pdf.errors import InputError, UsageError
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.mapping import ColumnMapping
from integplan_pdf.model.row import Origin, Row, Tree
from integplan_pdf.workflow.store import read_file, write_file

WORKBOOKS = (".xlsx", ".xlsm")
TEXT_TABLES = (".csv", ".tsv", ".txt")
JSON = (".json", ".jsonl")


def load(path: Path, mapping: ColumnMapping) -> tuple[list[Row], list[Finding]]:
    """Return the rows of a file, and what was wrong with those that cannot be used. `-` is standard input (JSON).

    Raises:
        InputError: the file cannot be read as what its suffix says, or its columns cannot be matched.
        UsageError: the suffix is unknown.
    """
    suffix = path.suffix.lower()
    data = sys.stdin.buffer.read() if str(path) == "-" else read_file(path)
    if suffix in WORKBOOKS:
        from integplan_pdf.tables.excel import read_workbook

        return columns.rows(read_workbook(data, path.name), mapping, path.name)
    if suffix in TEXT_TABLES:
        from integplan_pdf.tables.delimited import read_csv

        return columns.rows([read_csv(data, path.name)], mapping, path.name)
    if suffix in JSON or str(path) == "-":
        from integplan_pdf.tables.jsonrows import read_json

        return _from_trees(read_json(data, path.name), mapping, path.name)
    raise _unknown_suffix(path)


def _from_trees(
    numbered: Sequence[tuple[int, Tree]], mapping: ColumnMapping, file: str
) -> tuple[list[Row], list[Finding]]:
    by_key: dict[str, list[Row]] = {}
    findings: list[Finding] = []
    for number, tree in numbered:
        key = str(tree.get(mapping.key_path) or "").strip()
        origin = Origin(file=file, row=number, key=key)
        if key:
            by_key.setdefault(key, []).append(Row(key, origin, tree))
        else:
            findings.append(NO_KEY.finding(origin=origin, key=mapping.key_path))
    for same in by_key.values():
        if len(same) > 1:
            numbers = ", ".join(str(row.origin.row) for row in same)
            findings.append(DOUBLE_KEY.finding(origin=same[0].origin, key=mapping.key_path, rows=numbers))
    return [same[0] for same in by_key.values() if len(same) == 1], findings


def dump(path: Path, trees: Sequence[Tree], mapping: ColumnMapping) -> bytes:
    """Return `trees` as a file of the kind that the suffix of `path` says.

    Raises:
        UsageError: the suffix is unknown.
    """
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        from integplan_pdf.tables.excel import write_workbook

        return write_workbook(sheets.workbook(mapping, trees), list(mapping.guide.items()))
    if suffix in TEXT_TABLES:
        from integplan_pdf.tables.delimited import write_csv

        return write_csv(sheets.one_sheet(mapping, trees))
    if suffix in JSON:
        from integplan_pdf.tables.jsonrows import write_json, write_jsonl

        return write_json(trees) if suffix == ".json" else write_jsonl(trees)
    raise _unknown_suffix(path)


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


def _unknown_suffix(path: Path) -> UsageError:
    known = ", ".join((*WORKBOOKS, *TEXT_TABLES, *JSON))
    return UsageError(
        nb=f"«{path.name}»: rader kan stå i {known}.",
        en=f"“{path.name}”: rows can stand in {known}.",
    )
