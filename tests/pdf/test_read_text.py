"""Text values: every encoding, type and place in which writers store them."""

from __future__ import annotations

import zlib

import pytest

from integplan_pdf.model.finding import Severity
from integplan_pdf.model.template import FieldKind
from integplan_pdf.pdf.read import read_form
from integplan_pdf.pdf.read.text import decode_text
from tests.pdf.reading import box, form, hexed, stream, text, widget

AASE = "Åse €"


def value(data: bytes) -> object:
    return read_form(data).fields[0].value


def rules(data: bytes) -> list[str]:
    return [finding.rule for finding in read_form(data).findings]


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        pytest.param(hexed(b"\xfe\xff" + AASE.encode("utf-16-be")), AASE, id="UTF-16BE"),
        pytest.param(hexed(b"\xff\xfe" + AASE.encode("utf-16-le")), AASE, id="UTF-16LE"),
        pytest.param(hexed(b"\xef\xbb\xbf" + AASE.encode()), AASE, id="UTF-8"),
        pytest.param(b"<C5736520A0208F>", "Åse € ‘", id="PDFDocEncoding"),
        pytest.param(hexed(b"\xfe\xff" + "𝄞 Олена".encode("utf-16-be")), "𝄞 Олена", id="beyond the basic plane"),
        pytest.param(hexed(b"\xfe\xff" + "\x1bnb-NO\x1bÅse".encode("utf-16-be")), "Åse", id="language nb-NO"),
        pytest.param(hexed(b"\xfe\xff" + "\x1bnb\x1bÅ\x1benUS\x1bB".encode("utf-16-be")), "ÅB", id="two languages"),
        pytest.param(hexed(b"\xef\xbb\xbf" + b"\x1ben\x1bA"), "A", id="language in UTF-8"),
        pytest.param(hexed(b"\xfe\xff" + "\x1b ikke språk".encode("utf-16-be")), "\x1b ikke språk", id="bare escape"),
        pytest.param(b"(a\\r\\nb\\rc\\nd)", "a\nb\nc\nd", id="line ends"),
        pytest.param(b"(a\rb\r\nc)", "a\nb\nc", id="raw line ends"),
        pytest.param(b"(a\\\r\nb\\\nc)", "abc", id="continued lines"),
        pytest.param(b"(a(b)\\)c\\\\)", "a(b))c\\", id="parentheses"),
        pytest.param(b"(\\101\\7\\1012\\501)", "A\x07A2A", id="octal, the last one too high"),
        pytest.param(b"(\\q)", "q", id="unknown escape"),
        pytest.param(b"<41 4>", "A@", id="odd hex digits"),
        pytest.param(b"()", "", id="empty"),
        pytest.param(b"<FEFF>", "", id="empty UTF-16"),
        pytest.param(b"null", None, id="null"),
        pytest.param(b"77 0 R", None, id="dangling reference"),
    ],
)
def test_strings(stored: bytes, expected: str | None) -> None:
    assert value(form(text(stored))) == expected


def test_no_value_and_empty_value_are_told_apart() -> None:
    stored = read_form(form(widget(b"/FT/Tx/T(a)"), text(b"()", b"b")))
    assert [field.value for field in stored.fields] == [None, ""]
    assert stored.values() == {"b": ""}
    assert stored.raw() == {"a": None, "b": ""}


def test_value_in_a_stream() -> None:
    assert value(form(text(b"20 0 R"), objects={20: stream(b"fra str\xf8m")})) == "fra strøm"


def test_value_in_a_packed_stream() -> None:
    packed = stream(zlib.compress(b"\xfe\xff" + "lang tekst\r\n".encode("utf-16-be") * 99), b"/Filter/FlateDecode")
    assert value(form(text(b"20 0 R"), objects={20: packed})) == "lang tekst\n" * 99


def test_packed_stream_with_a_wrong_checksum_is_read() -> None:
    packed = stream(zlib.compress(b"hel")[:-4] + b"\0\0\0\0", b"/Filter/FlateDecode")
    assert value(form(text(b"20 0 R"), objects={20: packed})) == "hel"


def test_value_stream_with_an_unknown_filter_is_reported() -> None:
    data = form(text(b"20 0 R"), objects={20: stream(b"x", b"/Filter/Ukjent")})
    assert value(data) is None
    assert rules(data) == ["V034"]
    assert not read_form(data).sound


def test_value_stream_beyond_reason_is_reported_and_the_rest_read() -> None:
    bomb = zlib.compress(bytes(200 << 20))
    data = form(text(b"20 0 R"), text(b"(b)", b"b"), objects={20: stream(bomb, b"/Filter/FlateDecode")})
    stored = read_form(data)
    assert stored.values() == {"b": "b"}
    assert rules(data) == ["V034"]


@pytest.mark.parametrize(
    ("stored", "expected", "severity"),
    [
        (b"42", "42", Severity.WARNING),
        (b"true", "True", Severity.WARNING),
        (b"/Ja", "Ja", Severity.WARNING),
        (b"[(a)(b)]", ("a", "b"), Severity.WARNING),
        (b"<</a 1>>", None, Severity.ERROR),
    ],
)
def test_value_of_the_wrong_type(stored: bytes, expected: object, severity: Severity) -> None:
    found = read_form(form(text(stored)))
    assert found.fields[0].value == expected
    assert [(finding.rule, finding.severity) for finding in found.findings] == [("V029", severity)]


def test_unmarked_utf8_is_read_by_the_standard_and_reported() -> None:
    data = form(text(hexed("Åse".encode())))
    assert value(data) == "Ã–se"
    assert rules(data) == ["V031"]


@pytest.mark.parametrize("raw", [b"\x9f", b"\xfe\xff\xd8\x00", b"\xef\xbb\xbf\xff", b"\xfe\xff\x00"])
def test_undecodable_bytes_are_reported(raw: bytes) -> None:
    data = form(text(hexed(raw)))
    assert value(data) == "\ufffd"
    assert rules(data) == ["V030"]


def test_pdfdoc_table() -> None:
    assert decode_text(bytes(range(0x18, 0x20))) == "˘ˇˆ˙˝˛˚˜"
    assert decode_text(bytes(range(0x80, 0xA1))) == "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\ufffd€"
    assert decode_text(b"\xe6\xf8\xe5\xff") == "æøåÿ"


RICH = b"(<?xml version='1.0'?><body><p>A &amp; <b>B</b></p><p>C</p></body>)"


@pytest.mark.parametrize(("plain", "found"), [(b"(A & B\\rC)", []), (b"(A & B)", ["V028"]), (b"()", ["V028"])])
def test_rich_text_is_held_against_the_plain(plain: bytes, found: list[str]) -> None:
    assert rules(form(text(plain, entries=b"/RV" + RICH))) == found


def test_rich_text_in_a_stream() -> None:
    assert rules(form(text(b"(x)", entries=b"/RV 20 0 R"), objects={20: stream(b"<p>y</p>")})) == ["V028"]


def test_names_of_fields_are_text_strings() -> None:
    name = hexed(b"\xfe\xff" + "fødselsnr".encode("utf-16-be"))
    assert list(read_form(form(widget(b"/FT/Tx/V(x)/T" + name))).values()) == ["fødselsnr"]


def test_tooltip_kind_and_flags() -> None:
    field = read_form(form(text(b"(x)", entries=b"/TU(Fornavn)/Ff 4096"))).fields[0]
    assert (field.tooltip, field.kind, field.flags) == ("Fornavn", FieldKind.TEXT, 4096)


def test_the_same_bytes_give_the_same_form() -> None:
    data = form(text(b"(x)"), text(b"42", b"b"), box(b"/V/Yes", name=b"c"))
    assert read_form(data) == read_form(data)
