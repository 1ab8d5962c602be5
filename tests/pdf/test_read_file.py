"""Whole files: no form, XFA, updates, encryption, damage, and files built to hang a reader."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integplan_pdf.errors import ExitCode, InputError
from integplan_pdf.model.stored import StoredForm
from integplan_pdf.pdf.read import read_form
from integplan_pdf.pdf.read.parser import Budget, TooMuchWorkError, inflate
from tests.pdf.reading import box, form, hexed, pdf, stream, text, updated, widget

SMALL = form(text(b"(x)"), box(b"/V/Yes/AS/Yes", name=b"b"), text(hexed("\ufeffÅ".encode("utf-16-be")), b"c"))
VALUES = {"a": "x", "b": "Yes", "c": "Å"}


def rules(data: bytes) -> list[str]:
    return [finding.rule for finding in read_form(data).findings]


def refused(data: bytes, password: str = "") -> str:
    with pytest.raises(InputError) as error:
        read_form(data, password=password)
    assert error.value.exit_code is ExitCode.INPUT
    assert error.value.nb != error.value.en
    return error.value.en


def saved(data: bytes, **options: object) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(target, static_id=True, **options)  # type: ignore[arg-type]
    return target.getvalue()


def test_information_and_pages() -> None:
    stored = read_form(
        form(text(b"(x)"), objects={9: b"<</Producer(P\xe6re)/Skjema(a)/Trapped/False>>"}, trailer=b"/Info 9 0 R")
    )
    assert (stored.producer, dict(stored.info), stored.page_count) == ("Pære", {"Producer": "Pære", "Skjema": "a"}, 1)


@pytest.mark.parametrize("acroform", [b"", b"/AcroForm<<>>", b"/AcroForm 7", b"/AcroForm<</Fields[]>>"])
def test_no_fields(acroform: bytes) -> None:
    data = form(objects={1: b"<</Type/Catalog/Pages 2 0 R%b>>" % acroform})
    assert read_form(data) == StoredForm((), 1, {}, read_form(data).findings)
    assert rules(data) == ["V020"]


def test_fields_on_the_page_without_a_form() -> None:
    data = form(text(b"(x)"), objects={1: b"<</Type/Catalog/Pages 2 0 R>>"})
    assert read_form(data).values() == {"a": "x"}
    assert rules(data) == ["V024"]


def test_xfa_beside_the_fields() -> None:
    data = form(text(b"(x)"), acroform=b"/XFA 20 0 R", objects={20: stream(b"<xdp/>")})
    assert read_form(data).values() == {"a": "x"}
    assert rules(data) == ["V023"]


def test_xfa_alone() -> None:
    assert "XFA" in refused(form(acroform=b"/XFA 20 0 R", objects={20: stream(b"<xdp/>")}))


def test_the_newest_of_several_updates_counts() -> None:
    data = updated(updated(SMALL, {10: text(b"(y)")}), {10: text(b"(z)"), 11: box(b"/V/Off/AS/Off", name=b"b")})
    assert read_form(data).values() == VALUES | {"a": "z", "b": "Off"}
    assert rules(data) == []


def test_trailer_that_an_object_follows() -> None:
    """A hybrid file may put its cross-reference stream between the table and `startxref`."""
    data = updated(SMALL, {10: text(b"(y)")})
    where = data.rindex(b"startxref")
    data = data[:where] + b"98 0 obj\n<<>>\nendobj\n" + data[where:]
    assert read_form(data).values() == VALUES | {"a": "y"}
    assert rules(data) == []


@pytest.mark.parametrize("linearize", [False, True])
def test_object_streams(linearize: bool) -> None:
    data = saved(SMALL, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=linearize)
    assert b"/ObjStm" in data
    assert read_form(data).values() == VALUES
    assert rules(data) == []


@pytest.mark.parametrize("version", [2, 3, 4, 6])
@pytest.mark.parametrize("password", ["", "bruker", "eier"])
def test_encrypted(version: int, password: str) -> None:
    user = "bruker" if password else ""
    lock = pikepdf.Encryption(user=user, owner="eier", R=version, aes=version >= 4, metadata=version >= 4)  # type: ignore[arg-type]
    data = saved(SMALL, encryption=lock)
    assert read_form(data, password=password).values() == VALUES
    assert rules(data) == [] if not user else "encrypted" in refused(data)
    assert "encrypted" in refused(data, "feil") if user else read_form(data, password="feil").values() == VALUES


def test_password_with_norwegian_and_other_letters() -> None:
    data = saved(SMALL, encryption=pikepdf.Encryption(user="blåbærøl Олена", owner="x"))
    assert read_form(data, password="blåbærøl Олена").values() == VALUES
    assert "encrypted" in refused(data, "Олена")


def test_password_no_old_encryption_can_have() -> None:
    data = saved(SMALL, encryption=pikepdf.Encryption(user="a", owner="b", R=3, aes=False, metadata=False))
    assert "encrypted" in refused(data, "Олена")


def test_unknown_encryption() -> None:
    data = form(text(b"(x)"), objects={20: b"<</Filter/Ukjent/V 9>>"}, trailer=b"/Encrypt 20 0 R/ID[(a)(a)]")
    assert "encrypted in a way" in refused(data)


@pytest.mark.parametrize("data", [b"", b"<html>", b"%PDF", b"PK\x03\x04" * 99])
def test_no_pdf(data: bytes) -> None:
    assert "not a PDF" in refused(data)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.7\ntrailer<</Root 1 0 R>>", SMALL[:60]])
def test_too_damaged(data: bytes) -> None:
    assert "too damaged" in refused(data)


START = SMALL.rindex(b"startxref")


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(SMALL[: SMALL.rindex(b"xref\n0 ")], id="table and trailer cut off"),
        pytest.param(SMALL[:START], id="no startxref"),
        pytest.param(SMALL[:START] + b"startxref\n17\n%%EOF", id="startxref into an object"),
        pytest.param(SMALL[:START] + b"startxref\n99999999\n%%EOF", id="startxref beyond the end"),
        pytest.param(SMALL[:START] + b"startxref\n" + b"9" * 5000, id="startxref of 5000 digits"),
        pytest.param(SMALL.replace(b"<</Type/Page/", b"<<       /Type/Page/"), id="all places moved"),
        pytest.param(SMALL.replace(b"\n", b"\r\n"), id="line ends changed"),
        pytest.param(SMALL.replace(b" 00000 n", b" 00000 x"), id="table of unknown entries"),
        pytest.param(
            SMALL[:START] + b"xref\n0 0\ntrailer<</Root 3 0 R/Prev %d>>\nstartxref\n%d\n" % (START, START),
            id="ring of tables",
        ),
    ],
)
def test_damage_is_repaired_and_reported(data: bytes) -> None:
    assert read_form(data).values() == VALUES
    assert rules(data) == ["V021"]


def test_repair_takes_the_newest_objects_and_those_in_object_streams() -> None:
    packed = saved(SMALL, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    assert read_form(packed[: packed.rindex(b"startxref")]).values() == VALUES
    assert read_form(updated(SMALL, {10: text(b"(ny)")}).replace(b"startxref", b"startfil")).values()["a"] == "ny"


def test_repair_of_an_encrypted_file() -> None:
    data = saved(SMALL, encryption=pikepdf.Encryption(owner="eier", user=""))
    assert read_form(data[: data.rindex(b"startxref")]).values() == VALUES


def test_bytes_before_the_header() -> None:
    assert read_form(b"HTTP/1.1 200 OK\r\n\r\n" + SMALL).values() == VALUES
    assert rules(b"junk\n" + SMALL) == []


@pytest.mark.parametrize("length", [b"2", b"99999", b"-1", b"(x)", b"77 0 R"])
def test_wrong_length_of_a_stream(length: bytes) -> None:
    value = stream(b"hele teksten").replace(b"/Length 12", b"/Length " + length)
    data = form(text(b"20 0 R"), text(b"(b)", b"b"), objects={20: value})
    assert read_form(data).values() == {"a": "hele teksten", "b": "b"}
    assert rules(data) == []


def test_stream_that_is_its_own_length() -> None:
    value = stream(b"x").replace(b"/Length 1", b"/Length 20 0 R")
    data = form(text(b"20 0 R"), objects={20: value})
    assert (read_form(data).values(), rules(data)) == ({"a": "x"}, ["V022"])


def test_value_that_cannot_be_read_makes_the_reading_unsound() -> None:
    data = form(text(b"(x)"), text(b"20 0 R", b"b"), objects={20: b"<</a>>"})
    assert read_form(data).values() == {"a": "x"}
    assert rules(data) == ["V022"]
    assert not read_form(data).sound


def test_hybrid_references_need_no_recursion() -> None:
    data = SMALL
    for _ in range(1500):
        data = updated(data, {})
    assert read_form(data).values() == VALUES


def test_inflating_stops_at_the_budget() -> None:
    with pytest.raises(TooMuchWorkError):
        inflate(zlib.compress(bytes(10 << 20)), Budget(read=0, inflate=1 << 20))


MANY = range(100, 3000)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b"(" * 300, id="strings without end"),
        pytest.param(b"[" * 300, id="arrays without end"),
        pytest.param(b"%" + b"x" * 300, id="comments without end"),
        pytest.param(b"<</Length 99999999>>stream\n" + b"x" * 300, id="streams without end"),
    ],
)
def test_files_built_to_take_for_ever_are_given_up(body: bytes) -> None:
    objects = b" ".join(b"%d 0 obj%b" % (number, body) for number in MANY)
    fields = b" ".join(b"%d 0 R" % number for number in MANY)
    root = b"1 0 obj<</Type/Catalog/Pages 1 0 R/AcroForm<</Fields[%b]>>>>endobj\n" % fields
    assert "too damaged" in refused(b"%PDF-1.7\n" + root + objects + b"\ntrailer<</Root 1 0 R>>")


def test_packed_object_stream_without_measure_is_given_up() -> None:
    bomb = zlib.compress(b" " * (200 << 20))
    inner = stream(bomb, b"/Type/ObjStm/N 1/First 209715190/Filter/FlateDecode")
    data = pdf({2: b"<</Type/Pages/Kids[]>>", 5: inner}).replace(b"/Root 1 0 R", b"/Root 9 0 R")
    assert "too damaged" in refused(data)


def test_long_string_full_of_escapes_is_read_at_once() -> None:
    assert read_form(form(text(b"(%b)" % (rb"\(" * 1_000_000)))).values() == {"a": "(" * 1_000_000}


@settings(max_examples=300, derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SMALL) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_changed_bytes_give_a_form_or_a_refusal(changes: list[tuple[int, int]]) -> None:
    data = bytearray(SMALL)
    for place, byte in changes:
        data[place] = byte
    _form_or_refusal(bytes(data))


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.integers(0, len(SMALL)), st.integers(0, len(SMALL)), st.binary(max_size=20))
def test_missing_and_added_bytes_give_a_form_or_a_refusal(start: int, end: int, added: bytes) -> None:
    _form_or_refusal(SMALL[:start] + added + SMALL[end:])


@settings(max_examples=150, derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=8), st.booleans())
def test_changed_bytes_in_packed_files(changes: list[tuple[int, int]], cut: bool) -> None:
    data = bytearray(PACKED)
    for place, byte in changes:
        data[place % len(data)] = byte
    _form_or_refusal(bytes(data[: changes[0][0] % len(data)] if cut else data))


def _form_or_refusal(data: bytes) -> None:
    try:
        stored = read_form(data)
    except InputError:
        return
    assert stored == read_form(data)
    assert all(isinstance(value, str | tuple) for value in stored.values().values())


PACKED = saved(SMALL, object_stream_mode=pikepdf.ObjectStreamMode.generate)


@pytest.mark.parametrize(
    "name", [b"/Root", b"/Pages", b"/Kids", b"/Fields", b"/AcroForm", b"/Annots", b"/T(", b"/V", b"/Type"]
)
def test_each_entry_may_be_missing(name: bytes) -> None:
    _form_or_refusal(SMALL.replace(name, name[:1] + b"x" * (len(name) - 2) + name[-1:]))


@pytest.mark.parametrize("junk", [b"null", b"7", b"/Navn", b"(tekst)", b"[]", b"<<>>", b"[[[[]]]]", b"2 0 R", b"true"])
@pytest.mark.parametrize("number", [1, 2, 3, 4, 10])
def test_each_object_may_be_something_else(number: int, junk: bytes) -> None:
    _form_or_refusal(form(text(b"(x)"), box(b"", name=b"b"), objects={number: junk}))


@pytest.mark.parametrize(
    "junk", [b"null", b"7", b"/Navn", b"(tekst)", b"[7 [] null]", b"<</N 7>>", b"10 0 R", b"5 0 R"]
)
@pytest.mark.parametrize(
    "key", [b"FT", b"Ff", b"T", b"TU", b"V", b"RV", b"Opt", b"Kids", b"Parent", b"AP", b"AS", b"MK", b"F"]
)
@pytest.mark.parametrize("kind", [b"/Tx", b"/Ch", b"/Btn", b"/Sig"])
def test_each_entry_of_a_field_may_be_anything(kind: bytes, key: bytes, junk: bytes) -> None:
    usual = {b"FT": kind, b"T": b"(a)", b"V": b"/Yes", b"AP": b"<</N<</Yes 5 0 R>>>>"} | {key: junk}
    _form_or_refusal(form(widget(b"".join(b"/%b %b" % entry for entry in usual.items()))))
