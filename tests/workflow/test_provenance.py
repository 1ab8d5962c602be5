"""What a table of rows says of where they came from."""

from __future__ import annotations

from pathlib import Path

from integplan_pdf.model.got import How, Provenance
from integplan_pdf.model.recognized import Basis, Recognized
from integplan_pdf.model.report import Item, Status
from integplan_pdf.model.row import Origin
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.workflow.provenance import notes
from integplan_pdf.workflow.rows import dump, read_rows
from integplan_pdf.workflow.sources import Kind, Memory, Source
from tests.paths import ROOT


def item(**provenance: Provenance) -> Item:
    known = Recognized("f", "2026.1", "standard", Basis.INFO, 1.0, "den sier det selv", "it says so")
    return Item("1", Origin("a.pdf"), Status.READ, "b/a.pdf", recognized=known, provenance=provenance)


def test_the_least_sure_value_and_the_unsure_paths_are_named() -> None:
    told = notes(item(navn=Provenance(How.STORED, 1.0), dato=Provenance(How.PRINTED, 0.456)))
    assert list(told.values()) == [
        "b/a.pdf",
        "f 2026.1 standard",
        "den sier det selv",
        "felt, trykt tekst",
        "46 %",
        "dato",
    ]


def test_columns_of_where_rows_came_from_are_never_read() -> None:
    columns = load_pack("integreringsplan").columns
    given = Source("a.json", Kind.JSON, Memory((ROOT / "samples" / "deltakere.json").read_bytes()))
    trees = [row.tree for row in read_rows(given, columns)[0]]
    beside = [notes(item(navn=Provenance(How.INK, 0.5)))] * len(trees)
    for name, kind in (("a.xlsx", Kind.WORKBOOK), ("a.csv", Kind.TEXT_TABLE)):
        plain, noted = (dump(Path(name), trees, columns, found) for found in ((), beside))
        assert plain != noted
        first, second = (read_rows(Source(name, kind, Memory(data)), columns) for data in (plain, noted))
        assert [row.tree for row in first[0]] == [row.tree for row in second[0]]
        assert first[1] == second[1]
