"""Check boxes, one-of boxes and radio buttons: the state stored, the state shown, and names of any letters."""

from __future__ import annotations

import pytest

from integplan_pdf.model.stored import StoredField
from integplan_pdf.model.template import FieldKind, Option
from integplan_pdf.pdf.read import read_form
from tests.pdf.reading import box, choice, form, hexed, states, widget

RADIO = b"/FT/Btn/Ff 32768"


def only(data: bytes) -> tuple[StoredField, list[str]]:
    stored = read_form(data)
    assert len(stored.fields) == 1
    return stored.fields[0], [finding.rule for finding in stored.findings]


@pytest.mark.parametrize(
    ("entries", "value", "raw", "rules"),
    [
        pytest.param(b"/V/Yes/AS/Yes", "Yes", True, [], id="on"),
        pytest.param(b"/V/Off/AS/Off", "Off", False, [], id="off"),
        pytest.param(b"", "Off", False, [], id="nothing stored"),
        pytest.param(b"/AS/Off", "Off", False, [], id="nothing stored, off shown"),
        pytest.param(b"/AS/Yes", "Yes", True, ["V036"], id="only shown"),
        pytest.param(b"/V/Yes", "Yes", True, ["V026"], id="only stored"),
        pytest.param(b"/V/Yes/AS/Off", "Yes", True, ["V026"], id="stored on, shown off"),
        pytest.param(b"/V/Off/AS/Yes", "Off", False, ["V026"], id="stored off, shown on"),
        pytest.param(b"/V/On/AS/On", "On", "On", ["V027"], id="state it does not have"),
        pytest.param(b"/V(Yes)/AS/Yes", "Yes", True, ["V029"], id="a string for a name"),
        pytest.param(b"/V()/AS/Off", "Off", False, [], id="empty string"),
        pytest.param(b"/V/ /AS/Off", "Off", False, [], id="empty name"),
        pytest.param(b"/V 7/AS/Off", "Off", False, ["V029"], id="a number"),
    ],
)
def test_plain_box(entries: bytes, value: str, raw: object, rules: list[str]) -> None:
    field, found = only(form(box(entries)))
    assert (field.kind, field.value, field.raw, found) == (FieldKind.CHECK, value, raw, rules)


@pytest.mark.parametrize("on", [b"P#E5", b"P#C3#A5"])
def test_states_in_latin_1_and_utf_8(on: bytes) -> None:
    field, found = only(form(box(b"/V/%b/AS/%b" % (on, on), on=on)))
    assert (field.states, field.value, field.raw, found) == (("På",), "På", True, [])


def test_states_named_by_number_and_with_a_hash() -> None:
    field, _ = only(form(box(b"/V/A#231/AS/A#231", on=b"A#231")))
    assert field.value == "A#1"


def test_box_without_any_appearance() -> None:
    field, found = only(form(widget(b"/FT/Btn/T(a)/V/Yes/AS/Yes")))
    assert (field.value, field.raw, found) == ("Yes", True, [])


def test_box_with_a_down_appearance_only() -> None:
    field, found = only(form(widget(b"/FT/Btn/T(a)/AP<</D<</Yes 5 0 R>>>>/V/Yes/AS/Yes")))
    assert (field.states, field.value, found) == (("Yes",), "Yes", [])


def group(value: bytes, *shown: bytes, flags: bytes = RADIO, kid: bytes = b"") -> bytes:
    kids = [
        widget(b"/Parent 20 0 R/AS/%b%b%b" % (state, states(b"%d" % number), kid)) for number, state in enumerate(shown)
    ]
    numbers = b" ".join(b"%d 0 R" % (10 + number) for number in range(len(shown)))
    parent = b"<<%b/T(a)/Kids[%b]%b>>" % (flags, numbers, value)
    return form(*kids, listed=[20], objects={20: parent})


@pytest.mark.parametrize(
    ("data", "value", "rules"),
    [
        (group(b"/V/1", b"Off", b"1", b"Off"), "1", []),
        (group(b"/V/Off", b"Off", b"Off"), "Off", []),
        (group(b"", b"Off", b"1"), "1", ["V036"]),
        (group(b"/V/0", b"Off", b"1"), "0", ["V026"]),
        (group(b"/V/0", b"0", b"1"), "0", ["V026"]),
        (group(b"/V/9", b"Off", b"Off"), "9", ["V027"]),
        (group(b"", b"Off", b"1", kid=b"/V/1"), "1", []),
        (group(b"/V/1", b"Off", b"1", kid=b"/V/0"), "1", ["V039"]),
    ],
)
def test_radio_buttons(data: bytes, value: str, rules: list[str]) -> None:
    field, found = only(data)
    assert (field.kind, field.value, field.raw, found) == (FieldKind.RADIO, value, value, rules)


def test_one_of_boxes_are_told_by_their_state() -> None:
    field, found = only(group(b"/V/1", b"Off", b"1", flags=b"/FT/Btn"))
    assert (field.kind, field.states, field.raw, found) == (FieldKind.CHECK, ("0", "1"), "1", [])


def test_one_box_on_two_pages_is_one_box() -> None:
    kids = [widget(b"/Parent 20 0 R/AS/Yes" + states(b"Yes"))] * 2
    field, found = only(form(*kids, listed=[20], objects={20: b"<</FT/Btn/T(a)/V/Yes/Kids[10 0 R 11 0 R]>>"}))
    assert (field.raw, len(field.widgets), found) == (True, 2, [])


def test_what_the_states_of_radio_buttons_stand_for() -> None:
    field, _ = only(group(b"/V/1/Opt[(Eple)(%b)]" % b"P\xe6re", b"Off", b"1"))
    assert field.options == (Option("0", "Eple"), Option("1", "Pære"))


@pytest.mark.parametrize(
    ("stored", "value", "rules"),
    [
        (b"(no)", "no", []),
        (b"(Norsk)", "no", ["V037"]),
        (b"(Polsk)", "Polsk", ["V032"]),
        (b"()", "", []),
        (b"null", None, []),
        (b"[(en)]", "en", []),
        (hexed(b"\xfe\xff" + "en".encode("utf-16-be")), "en", []),
        (b"/no", "no", ["V029"]),
    ],
)
def test_drop_down(stored: bytes, value: str | None, rules: list[str]) -> None:
    field, found = only(form(choice(stored)))
    assert (field.kind, field.value, field.raw, found) == (FieldKind.CHOICE, value, value, rules)


def test_editable_drop_down_takes_other_text() -> None:
    field, found = only(form(choice(b"(Polsk)", flags=1 << 17 | 1 << 18)))
    assert (field.value, found) == ("Polsk", [])


@pytest.mark.parametrize(
    ("stored", "value", "raw"),
    [(b"[(no)(Engelsk)]", ("no", "en"), ["no", "en"]), (b"(no)", "no", ["no"]), (b"[]", (), []), (b"null", None, None)],
)
def test_list_with_several_choices(stored: bytes, value: object, raw: object) -> None:
    field, _ = only(form(choice(stored, flags=1 << 21)))
    assert (field.value, field.raw) == (value, raw)


def test_options_without_export_values() -> None:
    field, found = only(form(widget(b"/FT/Ch/T(a)/V(b)/Opt[(a)(b)]")))
    assert (field.options, field.value, found) == ((Option("a", "a"), Option("b", "b")), "b", [])


def test_display_text_that_two_options_share_is_left_as_it_is() -> None:
    field, found = only(form(widget(b"/FT/Ch/T(a)/V(x)/Opt[[(1)(x)][(2)(x)]]")))
    assert (field.value, found) == ("x", ["V032"])


def test_push_buttons_and_signatures_have_no_value() -> None:
    signature = widget(b"/FT/Sig/T(s)/V<</Type/Sig/Filter/Adobe.PPKLite>>")
    stored = read_form(form(widget(b"/FT/Btn/Ff 65536/T(p)/V/Yes"), signature, widget(b"/FT/Sig/T(u)")))
    assert [(field.kind, field.value, field.signed) for field in stored.fields] == [
        (FieldKind.PUSH, None, False),
        (FieldKind.SIGNATURE, None, True),
        (FieldKind.SIGNATURE, None, False),
    ]
    assert stored.raw() == stored.values() == {}
