from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, ObjectStreamMode, Stream, String

from integplan_pdf.errors import TemplateError
from integplan_pdf.model.finding import Severity
from integplan_pdf.model.template import FieldValue
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.write import Filled, fill
from tests.builders import COMBO, MULTI_SELECT, MULTILINE, RADIO, UNISON, FormBuilder
from tests.paths import ROOT
from tests.renderers import ink, text_in

RECT = (50.0, 700.0, 250.0, 716.0)
BOX = (50.0, 600.0, 62.0, 612.0)
KINDS = {
    "table": {"object_stream_mode": ObjectStreamMode.disable},
    "stream": {"object_stream_mode": ObjectStreamMode.generate},
    "linearized": {"linearize": True, "object_stream_mode": ObjectStreamMode.generate},
}


def opened(result: Filled) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(result.data))


def simple_form() -> FormBuilder:
    form = FormBuilder()
    form.text("navn", RECT)
    form.check("ja", BOX, "Ja")
    return form


def run(form: FormBuilder, values: dict[str, FieldValue], **options: Any) -> Filled:
    return fill(compile_template(form.data(**options)), values)


def rules(result: Filled) -> list[str]:
    return [finding.rule for finding in result.findings]


@pytest.mark.parametrize("kind", KINDS)
def test_an_update_follows_the_form(kind: str) -> None:
    data = simple_form().data(**KINDS[kind])
    result = fill(compile_template(data), {"navn": "Åse", "ja": True})
    assert result.head == data
    assert result.data == data + result.update
    assert (b"/XRef" in result.update) == (kind != "table")
    with opened(result) as pdf:
        assert pdf.check_pdf_syntax() == []
        assert str(pdf.Root.AcroForm.Fields[0].V) == "Åse"
        assert Name.Ja == pdf.Root.AcroForm.Fields[1].V


def test_a_filled_form_can_be_filled_again() -> None:
    once = run(simple_form(), {"navn": "Åse", "ja": True}).data
    twice = fill(compile_template(once), {"navn": "Olena"})
    with opened(twice) as pdf:
        assert str(pdf.Root.AcroForm.Fields[0].V) == "Olena"
        assert Name.Ja == pdf.Root.AcroForm.Fields[1].V
        assert pdf.check_pdf_syntax() == []


def test_nothing_to_write_leaves_the_file_as_it_is() -> None:
    assert run(simple_form(), {}).update == b""


def test_objects_with_generations_keep_them() -> None:
    data = simple_form().data(object_stream_mode=ObjectStreamMode.disable)
    with pikepdf.open(BytesIO(data)) as pdf:
        number = pdf.Root.AcroForm.Fields[0].objgen[0]
    data = data.replace(b"\n%d 0 obj" % number, b"\n%d 3 obj" % number).replace(
        b" %d 0 R" % number, b" %d 3 R" % number
    )
    lines = data.split(b"\n")
    start = next(at for at, line in enumerate(lines) if line.startswith(b"0 ") and lines[at - 1] == b"xref")
    lines[start + 1 + number] = lines[start + 1 + number].replace(b" 00000 n", b" 00003 n")
    result = fill(compile_template(b"\n".join(lines)), {"navn": "Åse"})
    assert result.head == b"\n".join(lines)
    assert b"\n%d 3 obj" % number in result.update
    with opened(result) as pdf:
        assert str(pdf.Root.AcroForm.Fields[0].V) == "Åse"


@pytest.mark.parametrize("name", ["På", "1", "Ja/Nei #2", "æ ø å", "(x)"])
def test_any_on_state(name: str) -> None:
    form = FormBuilder()
    form.check("ja", BOX, name)
    result = run(form, {"ja": name})
    with opened(result) as pdf:
        assert str(pdf.Root.AcroForm.Fields[0].AS) == f"/{name}"
    assert ink(result.data, BOX, "pdfium") > 50


def test_states_with_bytes_that_are_no_utf8_are_kept() -> None:
    form = FormBuilder()
    form.check("ja", BOX, Name("/PX")).AP.N = form.pdf.make_indirect(form.states(Name("/PX")).N)
    data = form.data(object_stream_mode=ObjectStreamMode.disable).replace(b"/PX ", b"/P#E5 ")
    result = fill(compile_template(data), {"ja": "På"})
    assert b"/AS/P#E5" in result.update and b"/V/P#E5" in result.update
    assert ink(result.data, BOX, "poppler") > 50


@pytest.mark.parametrize(
    ("value", "stored"), [(True, "/Ja"), (False, "/Off"), ("Off", "/Off"), ("", "/Off"), ("Ja", "/Ja")]
)
def test_check_box_values(value: FieldValue, stored: str) -> None:
    with opened(run(simple_form(), {"ja": value})) as pdf:
        field = pdf.Root.AcroForm.Fields[1]
        assert (str(field.V), str(field.AS)) == (stored, stored)


def group(flags: int = 0, **entries: Any) -> FormBuilder:
    form = FormBuilder()
    form.boxes("valg", {"A": (50, 600, 62, 612), "B": (80, 600, 92, 612)}, flags, **entries)
    return form


def test_true_for_several_states_ticks_the_first_and_says_so() -> None:
    result = run(group(), {"valg": True})
    assert rules(result) == ["F008"]
    with opened(result) as pdf:
        assert pdf.Root.AcroForm.Fields[0].V == Name.A


def test_true_is_no_choice_of_a_radio_group() -> None:
    assert rules(run(group(RADIO), {"valg": True})) == ["F002"]


def test_a_radio_group_can_be_cleared() -> None:
    form = group(RADIO)
    form.form.Fields[0].V = Name.A
    form.form.Fields[0].Kids[0].AS = Name.A
    with opened(run(form, {"valg": False})) as pdf:
        assert Name.Off == pdf.Root.AcroForm.Fields[0].V
        assert [str(kid.AS) for kid in pdf.Root.AcroForm.Fields[0].Kids] == ["/Off", "/Off"]


@pytest.mark.parametrize(("flags", "on"), [(0, 2), (RADIO, 1), (RADIO | UNISON, 2)])
def test_boxes_of_one_state_are_on_together_but_for_plain_radio_buttons(flags: int, on: int) -> None:
    form = FormBuilder()
    kids = [form.widget((50 + n * 20, 600, 62 + n * 20, 612), AP=form.states("A"), AS=Name.Off) for n in (0, 1)]
    form.group("valg", kids, FT=Name.Btn, Ff=flags)
    with opened(run(form, {"valg": "A"})) as pdf:
        assert [str(kid.AS) for kid in pdf.Root.AcroForm.Fields[0].Kids].count("/A") == on


def test_display_texts_of_boxes() -> None:
    texts = Array([String("Arbeid"), String("Utdanning")])
    with opened(run(group(Opt=texts), {"valg": "Utdanning"})) as pdf:
        assert pdf.Root.AcroForm.Fields[0].V == Name.B


def test_boxes_that_are_two_fields_of_one_name() -> None:
    form = FormBuilder()
    form.check("valg", (50, 600, 62, 612), "ja")
    form.check("valg", (80, 600, 92, 612), "nei")
    result = run(form, {"valg": "nei"})
    assert result.findings == ()
    with opened(result) as pdf:
        assert [str(field.AS) for field in pdf.Root.AcroForm.Fields] == ["/Off", "/nei"]


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("navm", "x", "F001"),
        ("ja", "Kanskje", "F002"),
        ("ja", ["Ja"], "F003"),
        ("navn", True, "F003"),
        ("navn", ["x"], "F003"),
        ("liste", "d", "F002"),
        ("liste", ["a", "b"], "F002"),
        ("liste", True, "F003"),
        ("liste", [True], "F003"),
        ("sign", "x", "F007"),
        ("kort", "for lang", "F006"),
    ],
)
def test_wrong_values_are_errors_and_the_others_are_written(name: str, value: Any, rule: str) -> None:
    form = simple_form()
    form.choice("liste", (50, 500, 150, 550), ["a", "b", "c"])
    form.add(form.widget((50, 400, 150, 450), FT=Name.Sig, T=String("sign")))
    form.text("kort", (50, 300, 150, 316), MaxLen=4)
    form.text("annet", (50, 200, 150, 216))
    result = run(form, {name: value, "annet": "skrevet"})
    [finding] = result.findings
    assert (finding.rule, finding.field, finding.severity) == (rule, name, Severity.ERROR)
    with opened(result) as pdf:
        assert str(pdf.Root.AcroForm.Fields[5].V) == "skrevet"


def test_an_unknown_field_comes_with_the_nearest_name() -> None:
    [finding] = run(simple_form(), {"navm": "x"}).findings
    assert "«navn»" in finding.nb


def test_findings_never_carry_values() -> None:
    values: dict[str, FieldValue] = {"navm": "hemmelig", "ja": "hemmelig", "navn": "hemmelig" * 40}
    found = run(simple_form(), values).findings
    assert len(found) == 3
    assert not any("hemmelig" in finding.nb + finding.en for finding in found)


def test_several_choices() -> None:
    form = FormBuilder()
    form.choice("liste", (50, 500, 150, 550), [("1", "rød"), ("2", "blå"), ("3", "gul")], MULTI_SELECT)
    with opened(run(form, {"liste": ["rød", "3"]})) as pdf:
        assert [str(value) for value in pdf.Root.AcroForm.Fields[0].V] == ["1", "3"]


def test_a_choice_is_cleared() -> None:
    form = FormBuilder()
    form.choice("liste", RECT, ["a", "b"], COMBO, V=String("a"), I=Array([0]))
    with opened(run(form, {"liste": ""})) as pdf:
        assert "/V" not in pdf.Root.AcroForm.Fields[0]


def test_a_text_is_cleared() -> None:
    form = FormBuilder()
    form.text("navn", RECT, V=String("gammel"))
    result = run(form, {"navn": ""})
    assert text_in(result.data, RECT) == ""
    with opened(result) as pdf:
        assert str(pdf.Root.AcroForm.Fields[0].V) == ""


def test_xfa_and_needappearances_and_usage_rights_are_removed() -> None:
    form = simple_form()
    form.form.XFA = Stream(form.pdf, b"<xdp/>")
    form.form.NeedAppearances = True
    rights = form.pdf.make_indirect(Dictionary(Type=Name.Sig))
    form.pdf.Root.Perms = Dictionary(UR3=rights)
    form.pdf.Root.NeedsRendering = True
    compiled = compile_template(form.data())
    assert [finding.rule for finding in compiled.findings] == ["T102", "T103"]
    with opened(fill(compiled, {"navn": "Åse"})) as pdf:
        assert "/XFA" not in pdf.Root.AcroForm and "/NeedAppearances" not in pdf.Root.AcroForm
        assert "/Perms" not in pdf.Root and "/NeedsRendering" not in pdf.Root
        assert pdf.check_pdf_syntax() == []


def test_a_form_dictionary_within_the_catalog() -> None:
    form = simple_form()
    form.form.NeedAppearances = True
    form.pdf.Root.AcroForm = Dictionary(form.form)
    with opened(run(form, {"navn": "Åse"})) as pdf:
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        assert str(pdf.Root.AcroForm.Fields[0].V) == "Åse"


def test_what_viewers_were_to_draw_is_drawn() -> None:
    form = FormBuilder(NeedAppearances=True)
    form.text("forvalg", RECT, V=String("står der"))
    border = Dictionary(BC=Array([0]))
    form.text("tom", (50, 650, 250, 666), MK=border)
    form.check("krysset", BOX, AP=Dictionary(), V=Name.Yes, AS=Name.Yes)
    form.choice("umulig", (50, 500, 150, 516), ["a"], COMBO, V=String("b"))
    look = Dictionary(CA=String("Skriv ut"), BC=Array([0]))
    form.add(form.widget((50, 400, 150, 420), FT=Name.Btn, Ff=1 << 16, T=String("knapp"), MK=look))
    form.text("navn", (50, 300, 250, 316), V=String("gammel"))
    result = run(form, {"navn": "ny"})
    assert result.findings == ()
    assert text_in(result.data, RECT) == "står der"
    assert ink(result.data, (49, 649, 251, 667), "poppler") > 300
    assert ink(result.data, BOX, "poppler") > 30
    assert text_in(result.data, (50, 400, 150, 420)) == "Skriv ut"
    assert text_in(result.data, (50, 300, 250, 316)) == "ny"


def test_fields_within_other_objects_are_given_numbers() -> None:
    form = simple_form()
    form.form.Fields.append(Dictionary(FT=Name.Tx, T=String("inni"), Kids=Array([Dictionary(form.widget(RECT))])))
    compiled = compile_template(form.data())
    assert [finding.rule for finding in compiled.findings] == ["T101"]
    result = fill(compiled, {"inni": "Åse"})
    with opened(result) as pdf:
        assert str(pdf.Root.AcroForm.Fields[2].V) == "Åse"


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data.replace(b"startxref\n", b"startxref\n9"),
        lambda data: data[: data.rindex(b"startxref")],
        lambda data: b"junk\n" * 5 + data,
        lambda data: data.replace(b"%PDF-", b"%PDF-1.4\n\n\n\n\n%PDF-", 1),
        lambda data: data.replace(b"\n0000000", b"\n0000009", 3),
    ],
)
def test_damaged_files_are_repaired(damage: Any) -> None:
    data = damage(simple_form().data(object_stream_mode=ObjectStreamMode.disable))
    compiled = compile_template(data)
    assert "T101" in [finding.rule for finding in compiled.findings]
    result = fill(compiled, {"navn": "Åse", "ja": True})
    with opened(result) as pdf:
        assert str(pdf.Root.AcroForm.Fields[0].V) == "Åse"
        assert pdf.check_pdf_syntax() == []
    assert text_in(result.data, RECT) == "Åse"


def test_document_information_is_added_and_replaced() -> None:
    form = simple_form()
    form.pdf.docinfo["/Title"] = "Søknad"
    compiled = compile_template(form.data())
    result = fill(compiled, {"navn": "x"}, info={"Nøkkel": "2026-å1", "Title": "Ny"})
    with opened(result) as pdf:
        assert dict(pdf.docinfo) == {"/Title": "Ny", "/Nøkkel": "2026-å1"}


def test_document_information_where_there_is_none() -> None:
    form = simple_form()
    assert "/Info" not in form.pdf.trailer
    with opened(fill(compile_template(form.data()), {}, info={"Nøkkel": "1"})) as pdf:
        assert str(pdf.docinfo["/Nøkkel"]) == "1"
        assert pdf.check_pdf_syntax() == []


def test_the_file_keeps_its_identity_and_gets_a_version() -> None:
    compiled = compile_template(simple_form().data())
    ids = []
    for name in ("a", "b"):
        with opened(fill(compiled, {"navn": name})) as pdf:
            ids.append([bytes(part) for part in pdf.trailer.ID])
    assert ids[0][0] == ids[1][0]
    assert ids[0][1] != ids[1][1]


def test_structure_and_pages_are_not_touched() -> None:
    form = simple_form()
    form.pdf.Root.StructTreeRoot = form.pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    form.form.Fields[0].StructParent = 3
    data = form.data(object_stream_mode=ObjectStreamMode.disable)
    update = fill(compile_template(data), {"navn": "Åse"}).update
    assert b"/StructTreeRoot" not in update and b"/Type/Page" not in update.replace(b" ", b"")
    assert b"/StructParent 3" in update


def test_calculated_fields_are_named() -> None:
    form = simple_form()
    form.form.CO = Array([form.form.Fields[0]])
    compiled = compile_template(form.data())
    assert [(finding.rule, finding.severity) for finding in compiled.findings] == [("T104", "info")]
    assert rules(fill(compiled, {"navn": "1"})) == ["F011"]


def test_a_compiled_form_can_be_pickled() -> None:
    compiled = compile_template(simple_form().data())
    first = fill(compiled, {"navn": "Åse Олена", "ja": True})
    again = pickle.loads(pickle.dumps(compiled))  # noqa: S301
    assert fill(again, {"navn": "Åse Олена", "ja": True}).data == first.data


def test_a_compiled_form_in_fonts_of_ours_can_be_pickled() -> None:
    form = FormBuilder()
    form.pdf.Root.Metadata = Stream(form.pdf, b"<x pdfuaid:part='1'/>")
    form.text("navn", RECT)
    compiled = compile_template(form.data())
    again = pickle.loads(pickle.dumps(compiled))  # noqa: S301
    for text in ("Åse", "Åse Олена Łukasz"):
        assert fill(again, {"navn": text}).data == fill(compiled, {"navn": text}).data


def test_the_order_of_values_does_not_matter() -> None:
    compiled = compile_template(simple_form().data())
    values: dict[str, FieldValue] = {"navn": "Åse", "ja": True}
    backwards = dict(reversed(values.items()))
    assert fill(compiled, values).data == fill(compiled, backwards).data


def test_earlier_documents_leave_no_trace() -> None:
    compiled = compile_template(simple_form().data())
    expected = fill(compiled, {"navn": "Олена ☃ Åse"})
    for text in ("Åse", "Шевченко", "Żółć", "☃"):
        fill(compiled, {"navn": text})
    again = fill(compiled, {"navn": "Олена ☃ Åse"})
    assert (again.data, again.findings) == (expected.data, expected.findings)


_SCRIPT = """
import hashlib, json, sys
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.write import fill
data = sys.stdin.buffer.read()
result = fill(compile_template(data), json.loads(sys.argv[1]), info={"Key": "1"})
print(hashlib.sha256(result.data).hexdigest())
"""


def test_same_input_same_bytes_whatever_the_environment() -> None:
    form = simple_form()
    form.text("tekst", (50, 400, 250, 500), Ff=MULTILINE)
    form.choice("valg", (50, 350, 250, 366), ["a", "b"], COMBO)
    values = {"navn": "Łukasz Żółć Олена", "tekst": "Γιώργος\nÆrlig", "ja": True, "valg": "b"}
    found = set()
    for seed, zone, lang in (("1", "UTC", "C"), ("2", "Asia/Tokyo", "nb_NO.UTF-8")):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LANG": lang, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", _SCRIPT, json.dumps(values)]
        done = subprocess.run(command, input=form.data(), capture_output=True, check=True, env=environment)
        found.add(done.stdout)
    assert len(found) == 1


def encrypted(form: FormBuilder, version: int, user: str) -> bytes:
    allow = pikepdf.Permissions(extract=False, modify_other=False)
    aes = version >= 4
    return form.data(
        static_id=False,
        encryption=pikepdf.Encryption(owner="eier", user=user, R=version, allow=allow, aes=aes, metadata=aes),
    )


@pytest.mark.parametrize("version", [2, 3, 4, 6])
@pytest.mark.parametrize("user", ["", "passord"])
def test_encryption_is_kept(version: int, user: str) -> None:
    form = simple_form()
    form.form.NeedAppearances = True
    form.text("tekst", (50, 500, 250, 516), TU=String("Hjelp (å)"))
    data = encrypted(form, version, user)
    compiled = compile_template(data, password=user)
    result = fill(compiled, {"navn": "Åse Олена", "ja": True, "tekst": "x"}, info={"Key": "å"})
    assert (
        result.data
        == fill(
            compile_template(data, password=user), {"navn": "Åse Олена", "ja": True, "tekst": "x"}, info={"Key": "å"}
        ).data
    )
    assert b"Hjelp" not in result.update and b"/Helv 10 Tf" not in result.update
    with pikepdf.open(BytesIO(result.data), password=user) as pdf:
        assert pdf.is_encrypted and not pdf.allow.extract and not pdf.allow.modify_other
        fields = pdf.Root.AcroForm.Fields
        assert [str(fields[0].V), str(fields[2].V), str(fields[2].TU)] == ["Åse Олена", "x", "Hjelp (å)"]
        assert b"Tj" in fields[0].AP.N.read_bytes()
        assert str(pdf.docinfo["/Key"]) == "å"
        assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize(("allowed", "rules"), [(True, []), (False, ["T106"])])
def test_permissions_that_speak_against_filling_are_told(allowed: bool, rules: list[str]) -> None:
    allow = pikepdf.Permissions(modify_form=allowed, modify_annotation=allowed)
    encryption = pikepdf.Encryption(owner="eier", user="", allow=allow)
    compiled = compile_template(simple_form().data(static_id=False, encryption=encryption))
    assert [finding.rule for finding in compiled.findings] == rules


@pytest.mark.parametrize("password", ["", "feil"])
def test_a_wrong_password_is_told(password: str) -> None:
    with pytest.raises(TemplateError, match="passord"):
        compile_template(encrypted(simple_form(), 6, "passord"), password=password)


@settings(max_examples=60, derandomize=True, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_characters="\x1b"), max_size=200),
    st.sampled_from([0, MULTILINE]),
    st.sampled_from(["/Helv 10 Tf", "/Helv 0 Tf"]),
)
def test_any_text_is_stored_exactly(text: str, flags: int, da: str) -> None:
    form = FormBuilder()
    form.text("felt", RECT, da, Ff=flags)
    result = run(form, {"felt": text})
    with opened(result) as pdf:
        assert str(pdf.Root.AcroForm.Fields[0].V) == text
        pikepdf.parse_content_stream(pdf.Root.AcroForm.Fields[0].AP.N)
