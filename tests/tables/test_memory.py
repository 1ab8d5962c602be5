"""Rows come and go: memory holds their keys, not their texts."""

from __future__ import annotations

import json
import tracemalloc
from pathlib import Path

import pytest

from integplan_pdf.model.sheet import ColumnSpec, SheetSpec
from integplan_pdf.tables.delimited import write_csv
from integplan_pdf.tables.excel import plain
from integplan_pdf.tables.excel.writer import write_workbook
from integplan_pdf.workflow.rows import load, read_rows
from integplan_pdf.workflow.sources import source
from tests.tables.golden.reading import PACK

FEW, MANY, TEXT = 400, 1600, "Sluttmålet er arbeid. " * 100
PER_ROW = 400
"""Bytes of memory that a row may keep; its text alone has 2 200."""


def spec(name: str, headers: tuple[str, ...], count: int, text: str) -> SheetSpec:
    rows = tuple((f"2026-{number:05}", f"{text}{number}") for number in range(count))
    return SheetSpec(name, tuple(ColumnSpec(header) for header in headers), rows)


def write(path: Path, count: int) -> None:
    main = spec("Deltakere", ("ID", "Sluttmål"), count, TEXT)
    if path.suffix == ".xlsx":
        path.write_bytes(write_workbook([main, spec("Delmål", ("ID", "Beskrivelse"), count, TEXT)]))
    elif path.suffix == ".csv":
        path.write_bytes(write_csv(main))
    else:
        plans = [{"id": key, "maal": {"langsiktig": text}} for key, text in main.rows]
        path.write_text(json.dumps(plans) if path.suffix == ".json" else "\n".join(map(json.dumps, plans)))


def peak(path: Path, *, guarded: bool) -> int:
    """Return the most memory that is taken here while the rows are read and gone through."""
    tracemalloc.start()
    rows, findings = load(path, PACK.columns) if guarded else read_rows(source(path), PACK.columns)
    assert not findings
    assert sum(1 for _ in rows) == len(rows)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


@pytest.mark.parametrize("guarded", [False, True])
@pytest.mark.parametrize("suffix", [".xlsx", ".csv", ".json", ".jsonl"])
def test_memory_does_not_grow_with_the_rows(
    suffix: str, guarded: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plain, "_MOST_UNPACKED", 0)  # as for a large workbook
    few, many = tmp_path / f"few{suffix}", tmp_path / f"many{suffix}"
    write(few, FEW)
    write(many, MANY)
    peak(few, guarded=guarded)  # what is imported on the way does not count
    assert peak(many, guarded=guarded) - peak(few, guarded=guarded) < PER_ROW * (MANY - FEW)
