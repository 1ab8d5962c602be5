from __future__ import annotations

from typing import Any

from integplan_pdf.engine.drafting import Proposal, draft, propose
from integplan_pdf.engine.editions import Change, Status
from integplan_pdf.model.mapping import FormMapping
from integplan_pdf.model.template import Field, FieldKind, Template, Widget

MAPPING = FormMapping.model_validate(
    {
        "form": "f",
        "edition": "1",
        "sha256": {"standard": "gammel", "annen": "annen"},
        "bind": [
            {"kind": "text", "path": "navn", "field": "navn"},
            {"kind": "one_of", "path": "tolk", "fields": {"Ja": "ja", "Nei": "nei"}},
            {
                "kind": "table",
                "path": "kurs",
                "column": [
                    {"kind": "text", "path": "navn", "field": "kurs.{i}.navn"},
                    {"kind": "text", "path": "tid", "field": "kurs.{i}.tid"},
                ],
            },
        ],
        "ignore": [{"field": "knapp", "why": "Knapp."}],
    }
)
NAMES = frozenset({"navn", "ja", "nei", "knapp", *(f"kurs.{n}.{what}" for n in (1, 2) for what in ("navn", "tid"))})


def renamed(**names: str) -> list[Change]:
    return [Change(Status.RENAMED, old, new, 0.9) for old, new in names.items()]


def carried(changes: list[Change], *added: str) -> Proposal:
    fields = tuple(Field(name, FieldKind.TEXT, widgets=(Widget(1, (0, 0, 9, 9)),)) for name in added)
    return propose(MAPPING, NAMES, changes, draft(Template("", 1, fields), (), "f", "1"), ("standard", "ny"))


def bindings(proposal: Proposal) -> list[dict[str, Any]]:
    return [one.model_dump(exclude_defaults=True) for one in proposal.mapping.bind]


def test_nothing_changed_but_the_digest() -> None:
    proposal = carried([Change(Status.SAME, name, name) for name in sorted(NAMES)])
    assert proposal.mapping == MAPPING.model_copy(update={"sha256": {"standard": "ny", "annen": "annen"}})
    assert (proposal.notes, proposal.dropped) == ({}, ())


def test_renamed_fields_follow_with_a_note() -> None:
    proposal = carried(renamed(navn="soeker", nei="no", knapp="skriv ut"))
    first, second, _ = bindings(proposal)
    assert first["field"] == "soeker"
    assert second["fields"] == {"Ja": "ja", "Nei": "no"}
    assert proposal.mapping.ignore[0].field == "skriv ut"
    assert proposal.notes["navn"] == "FORESLÅTT (trolig, 0.90): het «navn»"


def test_a_table_renamed_alike_in_all_rows_follows() -> None:
    rows = {f"kurs.{n}.tid": f"kurs.{n}.varighet" for n in (1, 2)}
    proposal = carried(renamed(**rows))
    assert bindings(proposal)[2]["column"][1]["field"] == "kurs.{i}.varighet"


def test_a_column_renamed_differently_in_each_row_is_dropped_and_told() -> None:
    proposal = carried(renamed(**{"kurs.1.tid": "a", "kurs.2.tid": "b"}))
    assert [column["path"] for column in bindings(proposal)[2]["column"]] == ["navn"]
    assert proposal.dropped == ("kurs.{i}.tid",)


def test_what_is_gone_is_dropped_and_told() -> None:
    proposal = carried([Change(Status.GONE, name, "") for name in ("navn", "nei", "knapp")])
    first, _ = bindings(proposal)
    assert first["fields"] == {"Ja": "ja"}
    assert proposal.dropped == ("navn", "tolk (Nei)")
    assert proposal.mapping.ignore == ()


def test_what_came_is_drafted() -> None:
    proposal = carried([Change(Status.ADDED, "", "epost")], "epost")
    assert bindings(proposal)[-1] == {"kind": "text", "path": "epost", "field": "epost"}
    assert proposal.notes["epost"].startswith("NYTT FELT")


def test_doubt_and_change_are_noted() -> None:
    proposal = carried([Change(Status.DOUBTFUL, "navn", "navn")])
    assert proposal.notes == {"navn": "KONTROLLER: «navn» står nå ved en annen tekst"}
    assert bindings(proposal)[0]["field"] == "navn"
