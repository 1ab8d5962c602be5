"""Field trees: names, inheritance, what stands outside the tree, and trees that lead nowhere."""

from __future__ import annotations

import pytest

from integplan_pdf.model.template import FieldKind
from integplan_pdf.pdf.read import read_form
from tests.pdf.reading import FIRST, box, form, text, widget


def rules(data: bytes) -> list[str]:
    return [finding.rule for finding in read_form(data).findings]


def test_full_names_and_inheritance_from_any_ancestor() -> None:
    leaf = widget(b"/T(navn)/Parent 21 0 R")
    top = b"<</T(deltaker)/FT/Tx/Ff 4096/V(arv)/Kids[21 0 R]>>"
    data = form(leaf, listed=[20], objects={20: top, 21: b"<</T(1)/Parent 20 0 R/Kids[10 0 R]>>"})
    field = read_form(data).fields[0]
    assert (field.name, field.kind, field.flags, field.value) == ("deltaker.1.navn", FieldKind.TEXT, 4096, "arv")
    assert rules(data) == []


def test_type_on_the_widgets_only() -> None:
    kids = [widget(b"/FT/Tx/Parent 20 0 R"), widget(b"/FT/Tx/Parent 20 0 R")]
    data = form(*kids, listed=[20], objects={20: b"<</T(a)/V(x)/Kids[10 0 R 11 0 R]>>"})
    assert read_form(data).fields[0].kind is FieldKind.TEXT


def test_type_missing_altogether() -> None:
    field = read_form(form(widget(b"/T(a)/V(x)"))).fields[0]
    assert (field.kind, field.value) == (FieldKind.UNKNOWN, "x")


def test_widgets_of_one_field_with_pages_and_rectangles() -> None:
    kids = [
        b"<</Subtype/Widget/Parent 20 0 R/Rect[50 60 10 20]/F 2/MK<</R 90>>>>",
        b"<</Subtype/Widget/Parent 20 0 R/Rect[1 2 nonsense]>>",
    ]
    second = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[11 0 R]>>"
    pages = {20: b"<</FT/Tx/T(a)/Kids[10 0 R 11 0 R]>>", 2: b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>", 6: second}
    field = read_form(form(*kids, listed=[20], shown=[10], objects=pages)).fields[0]
    first, last = field.widgets
    assert (first.page, first.rect, first.rotation, first.hidden) == (1, (10, 20, 50, 60), 90, True)
    assert (last.page, last.rect, last.rotation, last.hidden) == (2, (0, 0, 0, 0), 0, False)


def test_two_fields_with_one_name_and_different_values_are_both_kept() -> None:
    data = form(text(b"(1)"), text(b"(2)"))
    assert [field.value for field in read_form(data).fields] == ["1", "2"]
    assert read_form(data).values() == {"a": "1"}
    assert rules(data) == ["V025"]
    assert not read_form(data).sound


@pytest.mark.parametrize("values", [(b"(1)", b"(1)"), (b"()", b"null")])
def test_two_fields_with_one_name_and_one_value(values: tuple[bytes, bytes]) -> None:
    assert rules(form(*map(text, values))) == []


def test_the_empty_one_of_two_fields_with_one_name_yields_to_the_other() -> None:
    data = form(text(b"()"), text(b"(x)"))
    assert read_form(data).values() == {"a": "x"}
    assert rules(data) == ["V025"]


def test_widget_that_the_field_list_lacks() -> None:
    data = form(text(b"(x)"), text(b"(foreldreloes)", b"b"), listed=[10])
    assert read_form(data).values() == {"a": "x", "b": "foreldreloes"}
    assert [field.listed for field in read_form(data).fields] == [True, False]
    assert rules(data) == ["V024"]


def test_two_copies_as_quartz_leaves_them() -> None:
    """The field list leads to one set of fields, the page shows another, and the values differ."""
    data = form(text(b"(gammel)"), text(b"(ny)"), listed=[10], shown=[11])
    stored = read_form(data)
    assert stored.values() == {"a": "ny"}
    assert [(field.listed, field.placed) for field in stored.fields] == [(True, False), (False, True)]
    assert rules(data) == ["V024", "V025", "V038"]


def test_kid_that_its_field_does_not_know() -> None:
    data = form(widget(b"/Parent 20 0 R"), listed=[20], objects={20: b"<</FT/Tx/T(a)/V(x)>>"})
    stored = read_form(data)
    assert [(field.name, field.value, field.placed) for field in stored.fields] == [("a", "x", True)]
    assert rules(data) == []


def test_group_without_kids_whose_fields_stand_on_the_page() -> None:
    leaf = widget(b"/FT/Tx/T(navn)/V(x)/Parent 20 0 R")
    data = form(leaf, listed=[20], objects={20: b"<</T(deltaker)>>"})
    assert read_form(data).values() == {"deltaker.navn": "x"}


def test_field_list_that_names_widgets_instead_of_their_field() -> None:
    kids = [box(b"/AS/Off", on=b"0", name=b"x").replace(b"/T(x)", b"/Parent 20 0 R")]
    kids += [box(b"/AS/1", on=b"1", name=b"x").replace(b"/T(x)", b"/Parent 20 0 R")]
    data = form(*kids, objects={20: b"<</FT/Btn/Ff 32768/T(valg)/V/1>>"})
    stored = read_form(data)
    assert [(field.name, field.value, field.states) for field in stored.fields] == [("valg", "1", ("0", "1"))]
    assert rules(data) == []


def test_field_list_that_begins_below_the_top() -> None:
    data = form(text(b"(x)", b"navn", b"/Parent 20 0 R"), objects={20: b"<</T(deltaker)/Ff 1/Kids[10 0 R]>>"})
    field = read_form(data).fields[0]
    assert (field.name, field.value, field.flags) == ("deltaker.navn", "x", 1)


def test_kids_in_two_storeys_without_names() -> None:
    leaf = widget(b"/Parent 21 0 R")
    objects = {20: b"<</FT/Tx/T(a)/V(x)/Kids[21 0 R]>>", 21: b"<</Parent 20 0 R/Kids[10 0 R]>>"}
    field = read_form(form(leaf, listed=[20], objects=objects)).fields[0]
    assert (field.name, field.value, len(field.widgets)) == ("a", "x", 1)


def test_named_kid_beside_widgets() -> None:
    kids = [widget(b"/T(sub)/V(y)/Parent 20 0 R"), widget(b"/Parent 20 0 R"), widget(b"/Parent 20 0 R")]
    data = form(*kids, listed=[20], objects={20: b"<</FT/Tx/T(a)/V(x)/Kids[10 0 R 11 0 R 12 0 R]>>"})
    fields = read_form(data).fields
    assert [(field.name, field.value, len(field.widgets)) for field in fields] == [("a", "x", 2), ("a.sub", "y", 1)]
    assert rules(data) == []


def test_value_on_a_page_that_is_none() -> None:
    data = form(b"<</FT/Tx/T(a)/V(usynlig)>>", text(b"(x)", b"b"), shown=[11])
    assert read_form(data).values() == {"a": "usynlig", "b": "x"}
    assert rules(data) == ["V038"]


def test_field_without_a_name() -> None:
    data = form(widget(b"/FT/Tx/V(x)"), widget(b"/FT/Tx/T 7/V(y)"), text(b"(z)"))
    assert [field.value for field in read_form(data).fields] == ["x", "y", "z"]
    assert read_form(data).values() == {"a": "z"}
    assert rules(data) == ["V035"]


@pytest.mark.parametrize(
    ("listed", "objects"),
    [
        pytest.param([10, 10], {}, id="listed twice"),
        pytest.param([10, 20], {20: b"[1 2 3]"}, id="no dictionary"),
        pytest.param([10, 20], {20: b"null"}, id="null"),
        pytest.param([10, 20], {20: b"20 0 R"}, id="reference to itself"),
        pytest.param([10, 20], {20: b"<</T(b)/Kids[20 0 R]>>"}, id="its own kid"),
        pytest.param([10, 20], {20: b"<</T(b)/Kids[21 0 R]>>", 21: b"<</T(c)/Kids[20 0 R]>>"}, id="a ring"),
        pytest.param([20], {20: b"<</Kids[10 0 R 7]>>"}, id="a kid that is a number"),
        pytest.param([10, 20], {20: b"<</FT/Tx/T(b)/Kids[20 0 R]>>"}, id="its own widget"),
    ],
)
def test_broken_trees_are_walked_once_and_reported(listed: list[int], objects: dict[int, bytes]) -> None:
    data = form(text(b"(x)"), listed=listed, objects=objects)
    assert read_form(data).values() == {"a": "x"}
    assert rules(data) == ["V033"]


@pytest.mark.parametrize(
    "objects", [{20: b"<</Parent 20 0 R>>"}, {20: b"<</Parent 21 0 R>>", 21: b"<</Parent 20 0 R>>"}]
)
def test_ring_of_parents(objects: dict[int, bytes]) -> None:
    data = form(text(b"(x)", entries=b"/Parent 20 0 R"), listed=[], objects=objects)
    assert read_form(data).values() == {"a": "x"}


def test_field_list_that_is_no_list() -> None:
    data = form(text(b"(x)"), objects={4: b"<</Fields 7>>"})
    assert read_form(data).values() == {"a": "x"}
    assert rules(data) == ["V024"]


def test_deep_trees_are_walked() -> None:
    depth = 2000
    kids = {100 + n: b"<</T(n)/Kids[%d 0 R]>>" % (101 + n) for n in range(depth)}
    kids[100 + depth] = text(b"(bunn)", b"n")
    (field,) = read_form(form(listed=[100], shown=[100 + depth], objects=kids)).fields
    assert (field.name, field.value) == (".".join("n" * (depth + 1)), "bunn")


def test_ring_in_the_page_tree() -> None:
    pages = {2: b"<</Type/Pages/Kids[3 0 R 2 0 R 6 0 R 3 0 R]>>", 6: b"<</Type/Pages/Kids[2 0 R]>>"}
    stored = read_form(form(text(b"(x)"), objects=pages))
    assert (stored.page_count, stored.values()) == (1, {"a": "x"})


def test_fields_stand_in_the_order_of_the_list() -> None:
    data = form(*(text(b"(x)", name) for name in (b"c", b"a", b"b")), listed=[FIRST + 2, FIRST, FIRST + 1])
    assert list(read_form(data).values()) == ["b", "c", "a"]
