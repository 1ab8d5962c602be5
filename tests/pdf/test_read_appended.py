"""The fast way to read our own files says what the complete reader says, or nothing."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integplan_pdf.errors import InputError
from integplan_pdf.model.stored import StoredForm
from integplan_pdf.model.template import FieldKind, FieldValue
from integplan_pdf.pdf.compile import CompiledTemplate, compile_template
from integplan_pdf.pdf.read import read_form
from integplan_pdf.pdf.read.appended import KnownForm, known_form
from integplan_pdf.pdf.write import fill
from tests.paths import ROOT
from tests.pdf.reading import form

BLANKS = sorted((ROOT / "forms").glob("*/*.pdf"))
SAMPLES = sorted((ROOT / "samples" / "planer").glob("*.pdf"))
STANDARD = ROOT / "forms" / "integreringsplan" / "standard.pdf"
INFO = {"IntegplanKey": "2026-0001 (prøve)"}


@cache
def known(path: Path) -> KnownForm:
    found = known_form(path.read_bytes())
    assert found
    return found


@cache
def compiled(*, compact: bool = False) -> CompiledTemplate:
    return replace(compile_template(STANDARD.read_bytes()), compact=compact)


def blank_of(data: bytes) -> Path:
    return next(path for path in BLANKS if data.startswith(path.read_bytes()))


def some_values() -> dict[str, FieldValue]:
    """Return a value for every second field of the form."""
    values: dict[str, FieldValue] = {}
    for number, field in enumerate(compiled().template.fields[::2]):
        if field.kind is FieldKind.TEXT and not field.max_length:
            values[field.name] = f"Først (én) \\ {number}\nså to – «tre»"
        elif field.states:
            values[field.name] = field.states[-1]
    return values


@cache
def filled(*, compact: bool = False) -> bytes:
    made = fill(compiled(compact=compact), some_values(), info=INFO)
    assert not [found for found in made.findings if found.rule not in ("F010", "F011")]
    return made.data


def oracle(data: bytes) -> StoredForm | None:
    try:
        return read_form(data)
    except InputError:
        return None


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_the_samples_are_read_as_the_complete_reader_reads_them(path: Path) -> None:
    data = path.read_bytes()
    found = known(blank_of(data)).read(data)
    assert found is not None
    assert found == read_form(data)


@pytest.mark.parametrize("path", BLANKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_blank_form_can_be_known_and_is_no_copy_of_itself(path: Path) -> None:
    assert known(path).read(path.read_bytes()) is None


@pytest.mark.parametrize("compact", [False, True])
def test_what_fill_writes_is_read(compact: bool) -> None:
    data = filled(compact=compact)
    found = known(STANDARD).read(data)
    assert found is not None
    assert found == read_form(data)
    assert found.info["IntegplanKey"] == INFO["IntegplanKey"]
    stored = found.values()
    assert all(stored[name] == value for name, value in some_values().items())


def test_what_was_read_before_does_not_linger() -> None:
    fresh = known_form(STANDARD.read_bytes())
    assert fresh
    full, empty = filled(), fill(compiled(), {"deltaker.navn": "Ola"}, info=INFO).data
    for data in (full, empty, full):
        assert fresh.read(data) == read_form(data)


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x1b\r"), max_size=40)
FREE = [field.name for field in compiled().template.fields if field.kind is FieldKind.TEXT and not field.max_length]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.dictionaries(st.sampled_from(FREE), TEXT, max_size=4), st.booleans())
def test_whatever_is_filled_in_is_read_the_same_or_left_to_the_complete_reader(
    values: dict[str, str], compact: bool
) -> None:
    data = fill(compiled(compact=compact), values, info=INFO).data
    found = known(STANDARD).read(data)
    assert found is None or found == read_form(data)
    assert found is not None or any(not text.isascii() for text in values.values())


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_no_damage_makes_the_two_disagree(draw: st.DataObject) -> None:
    data, start = filled(), STANDARD.stat().st_size
    place = draw.draw(st.integers(start - 50, len(data) - 1))
    length = draw.draw(st.integers(0, 3))
    put = draw.draw(st.sampled_from([b"", b" ", b"\n", b"(", b")", b"<<", b">>", b"/V", b"\\", b"0", b"9", b"%", b"R"]))
    changed = data[:place] + put + data[place + length :]
    found = known(STANDARD).read(changed)
    assert found is None or found == oracle(changed)


SAME_LENGTH: dict[str, Callable[[bytes], bytes]] = {
    "another box": lambda body: body.replace(b"/Rect [210.05", b"/Rect [211.05"),
    "another name": lambda body: body.replace(b"/T (navn)", b"/T (navm)"),
    "another type": lambda body: body.replace(b"/FT /Tx", b"/FT /Ch"),
    "read-only": lambda body: body.replace(b"/Ff 2 ", b"/Ff 3 "),
    "hidden": lambda body: body.replace(b"/F 4 ", b"/F 2 "),
    "a name for a value": lambda body: re.sub(rb"/V\(([A-Za-z]{3,})\)", rb"/V/\1 ", body),
    "a value in the title": lambda body: body.replace(b"/Title (I", b"/Title <I"),
    "another catalog": lambda body: body.replace(b"/Root 67 0 R", b"/Root 66 0 R"),
    "other information": lambda body: body.replace(b"/Info 66 0 R", b"/Info 67 0 R"),
    "another file before": lambda body: body.replace(b"/Prev 1", b"/Prev 2"),
    "no end": lambda body: body.replace(b"%%EOF\n", b"%%EOF\0"),
    "encrypted": lambda body: body.replace(b"/ID[<", b"/Encrypt[<"),
}


@pytest.mark.parametrize("name", SAME_LENGTH)
def test_anything_unusual_is_left_to_the_complete_reader(name: str) -> None:
    data, start = filled_names(), STANDARD.stat().st_size
    changed = data[:start] + SAME_LENGTH[name](data[start:])
    assert changed != data
    assert known(STANDARD).read(data) is not None
    assert known(STANDARD).read(changed) is None


@cache
def filled_names() -> bytes:
    return fill(compiled(), {**some_values(), "deltaker.navn": "Kari"}, info=INFO).data


def test_what_is_added_after_is_not_overlooked() -> None:
    data = filled()
    assert known(STANDARD).read(data + b"\n") is None
    assert known(STANDARD).read(data + data[STANDARD.stat().st_size :]) is None


def test_a_template_changed_by_one_byte_is_not_the_template() -> None:
    data = bytearray(filled())
    data[1000] ^= 1
    assert known(STANDARD).read(bytes(data)) is None


def test_an_update_that_reaches_beyond_the_fields_is_left_alone() -> None:
    """An object of the form that is no field, such as a page, is never replaced by filling."""
    data, start = filled(), STANDARD.stat().st_size
    assert known(STANDARD).read(data)
    first = re.search(rb"\n(\d+) 0 obj\n<</DA", data[start:])
    assert first
    number = int(first[1])
    changed = renumbered(data, number, 63)
    assert changed != data
    assert known(STANDARD).read(changed) is None


def renumbered(data: bytes, number: int, other: int) -> bytes:
    """Return a filled file in which the update's object `number` is called `other`, of as many digits or more."""
    start = STANDARD.stat().st_size
    return data[:start] + data[start:].replace(b"\n%d 0 obj\n" % number, b"\n%d 0 obj\n" % other, 1)


def test_a_compact_update_with_damaged_objects_is_left_alone() -> None:
    data, start = filled(compact=True), STANDARD.stat().st_size
    match = re.search(rb"/Type/ObjStm.*?stream\n", data[start:], re.DOTALL)
    assert match
    place = start + match.end() + 40
    assert zlib.decompressobj().decompress(data[start + match.end() :])
    changed = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
    assert known(STANDARD).read(changed) is None


def test_a_form_with_anything_remarkable_is_not_known() -> None:
    remarkable = form(b"<</FT/Tx/T(a)/V 7/Subtype/Widget/Rect[0 0 9 9]>>")
    assert read_form(remarkable).findings
    assert known_form(remarkable) is None


def test_a_plain_form_is_known() -> None:
    assert known_form(form(b"<</FT/Tx/T(a)/Subtype/Widget/Rect[0 0 9 9]>>")) is not None
