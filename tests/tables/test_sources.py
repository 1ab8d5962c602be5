from __future__ import annotations

import os
from pathlib import Path

import pytest

from integplan_pdf.errors import InputError, UsageError
from integplan_pdf.workflow.rows import load
from integplan_pdf.workflow.sources import Kind, kind_of, source
from tests.tables.golden.reading import PACK


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.XLSX", Kind.WORKBOOK), ("a.xlsm", Kind.WORKBOOK), ("a.tsv", Kind.TEXT_TABLE), ("a.jsonl", Kind.JSON)],
)
def test_the_suffix_says_what_a_file_is(name: str, kind: Kind) -> None:
    assert kind_of(Path(name)) is kind


def test_other_suffixes_are_refused() -> None:
    with pytest.raises(UsageError, match=r"«a\.docx».*\.xlsx"):
        source(Path("a.docx"))


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"borte\.csv.*finnes ikke"):
        source(tmp_path / "borte.csv")
    (tmp_path / "mappe.csv").mkdir()
    with pytest.raises(InputError, match="kan ikke leses"):
        source(tmp_path / "mappe.csv")


def test_a_file_that_changes_while_it_is_read_is_not_read_on(tmp_path: Path) -> None:
    path = tmp_path / "rader.csv"
    path.write_text("ID;Navn\n1;Anna\n")
    rows, _ = load(path, PACK.columns)
    assert [row.key for row in rows] == ["1"]
    path.write_text("ID;Navn\n2;Bo\n")
    os.utime(path, ns=(0, 0))
    with pytest.raises(InputError, match="ble endret mens den ble lest"):
        list(rows)
