"""A small column mapping, and sheets in memory."""

from __future__ import annotations

from typing import Any

from integplan_pdf.engine import columns
from integplan_pdf.model.mapping import ColumnMapping
from integplan_pdf.model.row import Row
from integplan_pdf.model.sheet import Area, Cell, Sheet, SheetRow

MAPPING = ColumnMapping.model_validate(
    {
        "form": "prøve",
        "key": "ID",
        "key_aliases": ["Saksnr"],
        "totals": ["Sum", "Antall"],
        "groups": ["Personalia"],
        "sheet": [
            {
                "name": "Deltakere",
                "aliases": ["Liste"],
                "ignore": ["Kjønn"],
                "join": [
                    {
                        "path": "navn",
                        "part": [
                            {"header": "Fornavn"},
                            {"header": "Mellomnavn", "optional": True},
                            {"header": "Etternavn"},
                        ],
                    },
                    {
                        "path": "nummer",
                        "take": "first",
                        "part": [{"header": "Fødselsnummer", "aliases": ["Fnr"]}, {"header": "DUF-nummer"}],
                    },
                ],
                "column": [
                    {"header": "Navn", "path": "navn", "aliases": ["Fullt navn"]},
                    {
                        "header": "Nummer",
                        "path": "nummer",
                        "digits": {
                            "length": 11,
                            "weights": [[3, 7, 6, 1, 8, 9, 4, 5, 2, 1], [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]],
                        },
                    },
                    {"header": "Start", "path": "start", "kind": "date"},
                    {"header": "Mål", "path": "maal"},
                    {"header": "Har barn", "path": "barn", "kind": "bool"},
                    {"header": "Nivå", "path": "nivaa", "kind": "choice", "choices": {"A1/A2": "A1_A2", "B1": "B1"}},
                ],
            },
            {
                "name": "Tiltak",
                "table": "tiltak",
                "wide": "Tiltak {i}",
                "column": [
                    {"header": "Navn", "path": "navn"},
                    {"header": "F.o.m.", "path": "periode.fra", "kind": "date"},
                    {"header": "T.o.m.", "path": "periode.til", "kind": "date"},
                    {"header": "Periode", "path": "periode", "kind": "period"},
                ],
            },
            {
                "name": "Prøver",
                "table": "proever",
                "wide": "Prøve {i}",
                "named_by": "Delprøve",
                "names": {"Lytte": "lytte", "Lese": "lese"},
                "column": [{"header": "Nivå", "path": "nivaa"}],
            },
        ],
    }
)


def sheet(name: str, *rows: tuple[Cell, ...], merged: tuple[Area, ...] = (), hidden: bool = False) -> Sheet:
    return Sheet(name, tuple(SheetRow(number, row) for number, row in enumerate(rows, 1)), merged, hidden)


def read(*sheets: Sheet, mapping: ColumnMapping = MAPPING) -> tuple[list[Row], list[Any]]:
    """Return the rows, and the findings of the file and of its rows."""
    rows, findings = columns.rows(sheets, mapping, "fil.xlsx")
    made = list(rows)
    assert len(made) == len(rows)
    return made, findings + [finding for row in made for finding in row.findings]


def trees(*sheets: Sheet, mapping: ColumnMapping = MAPPING) -> list[dict[str, Any]]:
    """Return the trees of rows in which nothing is wrong."""
    rows, findings = read(*sheets, mapping=mapping)
    assert not findings
    return [row.tree for row in rows]
