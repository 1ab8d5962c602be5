"""Boxes that answer one question, and rows that make a table."""

from __future__ import annotations

from itertools import count

from integplan_pdf.engine.drafting.oneof import questions
from integplan_pdf.engine.drafting.subject import Subject
from integplan_pdf.engine.drafting.tables import tables
from integplan_pdf.model.template import Field, FieldKind, Rect, Widget

NUMBERS = count(1)


def box(name: str, state: str, label: str, x: float, y: float, *, question: str = "", help: str = "") -> Subject:
    rect: Rect = (x, y, x + 10, y + 10)
    field = Field(name, FieldKind.CHECK, states=(state,), tooltip=help, widgets=(Widget(1, rect, states=(state,)),))
    return Subject(field, next(NUMBERS), (label,), question, (1, rect))


def cell(name: str, x: float, y: float, kind: FieldKind = FieldKind.TEXT, page: int = 1) -> Subject:
    rect: Rect = (x, y, x + 80, y + 14)
    return Subject(Field(name, kind, widgets=(Widget(page, rect),)), next(NUMBERS), (), "", (page, rect))


def found(*cells: Subject) -> list[tuple[str, list[str], int]]:
    return [(one.name, [column.pattern for column in one.columns], len(one.columns[0].cells)) for one in tables(cells)]


def test_siblings_with_states_of_their_own() -> None:
    (one,) = questions(
        [
            box(f"form[0].Status[0].c1_1[{n}]", str(n + 1), label, 50, 700 - 20 * n)
            for n, label in enumerate(["Gift", "Ugift", "Separert"])
        ]
    )
    assert (one.answers, one.path, one.sure) == (("Gift", "Ugift", "Separert"), "status", "sikkert")


def test_siblings_that_share_a_state_may_all_be_ticked() -> None:
    assert questions([box(f"form[0].c1[{n}]", "1", label, 50, 700 - 20 * n) for n, label in enumerate("ABC")]) == []


def test_yes_and_no_on_one_line() -> None:
    asked = "Trenger du tolk?"
    (one,) = questions([box("tolk_ja", "1", "Ja", 50, 700, question=asked), box("tolk_nei", "1", "Nei", 90, 700)])
    assert (one.answers, one.heading, one.path) == (("Ja", "Nei"), asked, "tolk")


def test_yes_and_no_on_two_lines_are_no_pair() -> None:
    assert questions([box("a1", "1", "Ja", 50, 700), box("a2", "1", "Nei", 50, 680)]) == []


def test_each_pair_of_many() -> None:
    boxes = [box(f"b{n}{x}", "1", label, x, 700 - 20 * n) for n in range(3) for x, label in ((50, "Ja"), (90, "Nei"))]
    assert [[one.field.name for one in pair.boxes] for pair in questions(boxes)] == [
        [f"b{n}50", f"b{n}90"] for n in range(3)
    ]


def test_rows_by_dotted_numbers() -> None:
    assert found(*(cell(f"tiltak.{n}.{what}", 50, 700) for n in (1, 2, 3) for what in ("navn", "tid"))) == [
        ("tiltak", ["tiltak.{i}.navn", "tiltak.{i}.tid"], 3)
    ]


def test_rows_by_a_word_and_a_number() -> None:
    cells = [cell(f"rad{n}_{what}", x, 700 - 20 * n) for n in (1, 2) for x, what in ((50, "navn"), (150, "tid"))]
    assert [table[1:] for table in found(*cells)] == [(["rad{i}_navn", "rad{i}_tid"], 2)]


def test_rows_by_a_number_at_the_end() -> None:
    cells = [cell(f"{what}Row{n}", x, 700 - 20 * n) for n in (1, 2, 3) for x, what in ((50, "Navn"), (150, "Tid"))]
    assert [table[1:] for table in found(*cells)] == [(["NavnRow{i}", "TidRow{i}"], 3)]


def test_people_side_by_side() -> None:
    cells = [cell(f"{what}_{n}", 100 * n, y) for n in (1, 2) for y, what in ((700, "navn"), (680, "adresse"))]
    assert [table[1:] for table in found(*cells)] == [(["navn_{i}", "adresse_{i}"], 2)]


def test_no_table_of_one_column() -> None:
    assert found(*(cell(f"adresse_{n}", 50, 700 - 20 * n) for n in (1, 2, 3))) == []


def test_no_table_of_names_that_only_count() -> None:
    names = [(f"Text{n}", 50) for n in (1, 2, 3)] + [(f"Check Box{n}", 150) for n in (1, 2, 3)]
    assert found(*(cell(name, x, 700 - 20 * int(name[-1])) for name, x in names)) == []


def test_no_table_over_pages() -> None:
    places = [(what, page) for page in (1, 2) for what in ("navn", "dato")]
    assert found(*(cell(f"form1[0].Page{page}[0].{what}[0]", 50, 700, page=page) for what, page in places)) == []


def test_no_table_where_rows_lie_in_each_other() -> None:
    cells = [cell("navn_1", 50, 700), cell("navn_2", 50, 600), cell("dato_1", 50, 620), cell("dato_2", 50, 720)]
    assert found(*cells) == []


def test_no_table_where_a_number_is_left_out_or_a_kind_differs() -> None:
    assert found(*(cell(f"t.{n}.{what}", 50, 700) for n in (1, 3) for what in "ab")) == []
    mixed = [cell("t.1.navn", 50, 700), cell("t.2.navn", 50, 680, FieldKind.CHECK)]
    assert found(*mixed, cell("t.1.dato", 150, 700), cell("t.2.dato", 150, 680)) == []


def test_a_field_is_in_one_table_only() -> None:
    cells = [cell(f"a{n}_b{m}_svar", 50 + 100 * m, 700 - 20 * n) for n in (1, 2) for m in (1, 2)]
    used = [number for table in tables(cells) for number in table.cells]
    assert used
    assert len(used) == len(set(used))
