from __future__ import annotations

from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, String

from integplan_pdf.errors import TemplateError
from integplan_pdf.model.template import Field, FieldKind, Option
from integplan_pdf.pdf.inspect import inspect_template
from tests.builders import COMB, COMBO, EDIT, MULTILINE, PUSH, RADIO, FormBuilder
from tests.pdf.reading import form as raw_form

RECT = (50.0, 700.0, 250.0, 716.0)


def fields(form: FormBuilder) -> dict[str, Field]:
    return inspect_template(form.data()).by_name()


def test_the_document() -> None:
    form = FormBuilder(2)
    form.text("felt", RECT)
    form.pdf.Root.Lang = String("nb-NO")
    form.pdf.docinfo["/Title"] = "Søknad"
    form.pdf.docinfo["/Utgave"] = "1"
    template = inspect_template(form.data())
    assert (template.page_count, template.language, template.title) == (2, "nb-NO", "Søknad")
    assert dict(template.info)["Utgave"] == "1"
    assert len(template.sha256) == 64


@pytest.mark.parametrize(
    ("type_", "flags", "kind"),
    [
        (Name.Tx, 0, FieldKind.TEXT),
        (Name.Btn, 0, FieldKind.CHECK),
        (Name.Btn, RADIO, FieldKind.RADIO),
        (Name.Btn, PUSH, FieldKind.PUSH),
        (Name.Btn, PUSH | RADIO, FieldKind.PUSH),
        (Name.Ch, COMBO, FieldKind.CHOICE),
        (Name.Sig, 0, FieldKind.SIGNATURE),
        (Name.Odd, 0, FieldKind.UNKNOWN),
    ],
)
def test_kinds(type_: Name, flags: int, kind: FieldKind) -> None:
    form = FormBuilder()
    form.add(form.widget(RECT, FT=type_, Ff=flags, T=String("felt")))
    assert fields(form)["felt"].kind is kind


def test_everything_is_inherited() -> None:
    form = FormBuilder()
    inner = form.pdf.make_indirect(Dictionary(T=String("b"), Kids=Array()))
    form.adopt(inner, form.widget(RECT, T=String("c"), TU=String("Hjelp")))
    form.group("a", [inner], FT=Name.Tx, Ff=COMB, MaxLen=5, V=String("abc"), DV=String("d"))
    field = fields(form)["a.b.c"]
    assert (field.kind, field.comb, field.max_length, field.value, field.default, field.tooltip) == (
        FieldKind.TEXT, True, 5, "abc", "d", "Hjelp",
    )  # fmt: skip


def test_type_that_stands_on_the_widget_alone() -> None:
    form = FormBuilder()
    form.group("felt", [form.widget(RECT, FT=Name.Tx, Ff=MULTILINE)])
    assert fields(form)["felt"].multiline


def test_several_widgets() -> None:
    form = FormBuilder(2)
    form.group("felt", [form.widget(RECT), form.widget((10, 30, 0, 20), 2, MK=Dictionary(R=90), F=2)], FT=Name.Tx)
    first, second = fields(form)["felt"].widgets
    assert (first.page, first.rect, first.rotation, first.hidden) == (1, RECT, 0, False)
    assert (second.page, second.rect, second.rotation, second.hidden) == (2, (0, 20, 10, 30), 90, True)


def test_states_of_all_widgets_once_each() -> None:
    form = FormBuilder()
    form.boxes("felt", {"A1": (0, 0, 12, 12), "På": (20, 0, 32, 12)})
    form.check("latin1", (40, 0, 52, 12), on=Name("/X"))
    data = form.data().replace(b"/X ", b"/#E5 ")
    found = inspect_template(data).by_name()
    assert found["felt"].states == ("A1", "På")
    assert found["latin1"].states == ("å",)
    assert found["felt"].value == "Off"


def test_options() -> None:
    form = FormBuilder()
    form.choice("felt", RECT, ["rød", ("1", "én"), ("2",)], COMBO | EDIT)
    field = fields(form)["felt"]
    assert field.options == (Option("rød", "rød"), Option("1", "én"), Option("2", "2"))
    assert field.editable


@pytest.mark.parametrize(
    "raw",
    [
        b"\xc5se",
        b"\xfe\xff" + "Åse".encode("utf-16-be"),
        b"\xff\xfe" + "Åse".encode("utf-16-le"),
        b"\xef\xbb\xbf" + "Åse".encode(),
        b"\xfe\xff" + "\x1bnb-NO\x1bÅse".encode("utf-16-be"),
    ],
)
def test_names_and_values_in_any_encoding(raw: bytes) -> None:
    data = raw_form(b"<</FT/Tx/T<%b>/V<%b>/Subtype/Widget/Rect[0 0 9 9]>>" % (raw.hex().encode(), raw.hex().encode()))
    [field] = inspect_template(data).fields
    assert (field.name, field.value) == ("Åse", "Åse")


def test_calculated() -> None:
    form = FormBuilder()
    form.form.CO = Array([form.text("a", RECT)])
    form.text("b", RECT, AA=Dictionary(C=Dictionary(S=Name.JavaScript, JS=String("x"))))
    form.text("c", RECT)
    assert [field.calculated for field in inspect_template(form.data()).fields] == [True, True, False]


def test_fields_on_pages_alone_come_last() -> None:
    form = FormBuilder()
    form.widget(RECT, FT=Name.Tx, T=String("løs"))
    parent = form.pdf.make_indirect(Dictionary(T=String("far"), FT=Name.Tx))
    form.widget(RECT, Parent=parent, T=String("barn"))
    form.widget(RECT, Parent=parent)
    known = form.text("kjent", RECT)
    form.widget(RECT, Parent=known)
    template = inspect_template(form.data())
    assert [field.name for field in template.fields] == ["kjent", "løs", "far.barn", "far"]
    assert len(template.by_name()["kjent"].widgets) == 2


def test_doubled_names_are_both_there() -> None:
    form = FormBuilder()
    form.text("felt", RECT)
    form.text("felt", RECT)
    assert [field.name for field in inspect_template(form.data()).fields] == ["felt", "felt"]


def nested(depth: int) -> FormBuilder:
    form = FormBuilder()
    node: Any = form.widget(RECT, FT=Name.Tx, T=String("x"))
    for _ in range(depth):
        above = form.pdf.make_indirect(Dictionary(T=String("x"), Kids=Array([node])))
        node.Parent = above
        node = above
    form.add(node)
    form.text("felt", RECT)
    return form


@pytest.mark.parametrize(
    "spoil",
    [
        lambda form, felt: form.group("ring", [felt]).Kids.append(form.form.Fields[1]),
        lambda form, felt: felt.__setattr__("Parent", felt),
        lambda form, felt: form.form.Fields.append(form.form.Fields[0]),
        lambda form, felt: form.form.Fields.extend([1, String("x"), Name.Y, Array([felt]), Dictionary()]),
        lambda form, felt: felt.__setattr__("Kids", Array([felt])),
        lambda form, felt: felt.__setattr__("Kids", 7),
        lambda form, felt: felt.__setattr__("Ff", String("x")),
        lambda form, felt: felt.__setattr__("MaxLen", Name.X),
        lambda form, felt: felt.__setattr__("Rect", Array([1, 2])),
        lambda form, felt: felt.__setattr__("AP", 3),
        lambda form, felt: felt.__setattr__("MK", Array([1])),
        lambda form, felt: felt.__setattr__("Opt", 3),
    ],
)
def test_nonsense_does_no_harm(spoil: Any) -> None:
    form = FormBuilder()
    spoil(form, form.text("felt", RECT))
    assert "felt" in fields(form)


def test_a_name_that_is_a_number() -> None:
    form = FormBuilder()
    form.text("felt", RECT).T = 42
    assert "42" in fields(form)


def test_depth_has_an_end() -> None:
    assert "felt" in fields(nested(300))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "ikke en lesbar PDF"),
        (b"<html></html>", "ikke en lesbar PDF"),
        (b"%PDF-1.7\nrubbish", "ikke en lesbar PDF"),
        (FormBuilder().data(), "ingen skjemafelt"),
        (FormBuilder(XFA=String("<x/>")).data(), "XFA"),
    ],
)
def test_what_is_no_form(data: bytes, words: str) -> None:
    with pytest.raises(TemplateError, match=words):
        inspect_template(data)
