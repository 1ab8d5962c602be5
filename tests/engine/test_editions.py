from __future__ import annotations

from dataclasses import replace
from typing import Any

from integplan_pdf.engine.editions import Change, Status, What, compare
from integplan_pdf.model.template import Field, FieldKind, Option, Rect, Template, Widget

Entry = tuple[Field, str]


def entry(
    name: str, y: float, label: str = "", *, kind: FieldKind = FieldKind.TEXT, page: int = 1, **more: Any
) -> Entry:
    rect: Rect = (100, y, 300, y + 14)
    return Field(name, kind, widgets=(Widget(page, rect),), **more), label


def changes(old: list[Entry], new: list[Entry]) -> list[Change]:
    before, after = (Template("", 1, tuple(field for field, _ in entries)) for entries in (old, new))
    return compare(before, after, [label for _, label in old], [label for _, label in new])


def told(old: list[Entry], new: list[Entry]) -> list[tuple[str, str, str]]:
    return [(one.status.value, one.old, one.new) for one in changes(old, new)]


FORM = [entry("navn", 700, "Fullt navn"), entry("adresse", 680, "Gateadresse"), entry("sted", 660, "Poststed")]


def test_the_same_form() -> None:
    assert told(FORM, FORM) == [("same", name, name) for name in ("navn", "adresse", "sted")]


def test_a_shift_of_a_point_is_no_move() -> None:
    assert told(FORM, [entry("navn", 701, "Fullt navn"), *FORM[1:]])[0] == ("same", "navn", "navn")


def test_moved_down_the_page_and_to_another() -> None:
    (moved, *_) = changes(FORM, [entry("navn", 640, "Fullt navn"), *FORM[1:]])
    assert (moved.status, [one.what for one in moved.differences]) == (Status.MOVED, [What.PLACE])
    assert (moved.differences[0].before, moved.differences[0].after) == ("100, 714", "100, 654")
    (moved, *_) = changes(FORM, [entry("navn", 700, "Fullt navn", page=2), *FORM[1:]])
    assert (moved.status, [one.what for one in moved.differences]) == (Status.MOVED, [What.PAGE])


def test_renamed_by_place_and_words() -> None:
    (change, *rest) = changes(FORM, [entry("soeker_navn", 696, "Fullt navn"), *FORM[1:]])
    assert (change.status, change.old, change.new) == (Status.RENAMED, "navn", "soeker_navn")
    assert change.sure
    assert [one.status for one in rest] == [Status.SAME, Status.SAME]


def test_renamed_by_place_alone_is_less_sure() -> None:
    (change,) = changes([entry("Text1", 700)], [entry("Felt9", 700)])
    assert change.status is Status.RENAMED
    assert not change.sure


def test_another_kind_is_no_renaming() -> None:
    assert told([entry("a", 700, "Tolk")], [entry("b", 700, "Tolk", kind=FieldKind.CHECK)]) == [
        ("gone", "a", ""),
        ("added", "", "b"),
    ]


def test_each_field_is_renamed_once_the_likest_first() -> None:
    old = [entry("a", 700, "Fullt navn"), entry("b", 680, "Fullt navn")]
    assert told(old, [entry("c", 681, "Fullt navn")]) == [("gone", "a", ""), ("renamed", "b", "c")]


def test_added_and_gone() -> None:
    assert told(FORM, [*FORM[1:], entry("epost", 100, "E-post")]) == [
        ("gone", "navn", ""),
        ("same", "adresse", "adresse"),
        ("same", "sted", "sted"),
        ("added", "", "epost"),
    ]


def test_numbered_names_given_to_other_boxes_are_found_by_their_words() -> None:
    """A box put in at the top gives every name to the next box: the worst that can happen to a mapping by name."""
    labels = ["Fullt navn", "Gateadresse", "Poststed", "Telefon"]
    old = [entry(f"f1_{n}", 700 - 40 * n, label) for n, label in enumerate(labels[:3], 1)]
    new = [entry(f"f1_{n}", 700 - 40 * n, label) for n, label in enumerate(["Saksnummer", *labels[:3]], 1)]
    assert told(old, new) == [
        ("renamed", "f1_1", "f1_2"),
        ("renamed", "f1_2", "f1_3"),
        ("renamed", "f1_3", "f1_4"),
        ("added", "", "f1_1"),
    ]


def test_the_same_name_beside_other_words_is_doubtful() -> None:
    assert told([entry("f1", 700, "Inntekt")], [entry("f1", 700, "Formue")]) == [("doubtful", "f1", "f1")]


def test_the_same_help_text_settles_the_doubt() -> None:
    old, new = entry("f1", 700, "Inntekt", tooltip="Lønn i fjor"), entry("f1", 500, "Kroner", tooltip="Lønn i fjor")
    assert told([old], [new]) == [("moved", "f1", "f1")]


def test_changed_in_what_can_be_written() -> None:
    options = (Option("a", "A"), Option("b", "B"))
    old = [
        entry("tekst", 700, max_length=20),
        entry("valg", 680, kind=FieldKind.CHOICE, options=options),
        entry("boks", 660, kind=FieldKind.CHECK, states=("Ja",)),
        entry("fritt", 640),
    ]
    new = [
        entry("tekst", 700, max_length=10),
        entry("valg", 680, kind=FieldKind.CHOICE, options=options[:1]),
        entry("boks", 660, kind=FieldKind.CHECK, states=("1",)),
        entry("fritt", 640, flags=1),
    ]
    found = changes(old, new)
    assert {one.status for one in found} == {Status.CHANGED}
    assert [(d.what.value, d.before, d.after) for one in found for d in one.differences] == [
        ("max_length", "20", "10"),
        ("options", "a, b", "a"),
        ("states", "Ja", "1"),
        ("read_only", "false", "true"),
    ]


def test_more_widgets_are_a_difference() -> None:
    field, label = entry("navn", 700, "Fullt navn")
    twice = replace(field, widgets=field.widgets * 2)
    (change,) = changes([(field, label)], [(twice, label)])
    assert [one.what for one in change.differences] == [What.WIDGETS]
