"""Good files made bad, the same way each time for the same seed."""

from __future__ import annotations

import io
import random
import re
import warnings
import zipfile
from collections.abc import Callable
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

Mutator = Callable[[random.Random, bytes], bytes]

_NUMBERS = (b"0", b"-1", b"1", b"65536", b"2147483648", b"-99999999999999999999", b"1e309", b".", b"16384", b"999999")
_XML_BITS = (
    b"<",
    b">",
    b"&",
    b"&#0;",
    b"&xxe;",
    b"\x00",
    b'"',
    b"<a>",
    b"</row>",
    b"<![CDATA[",
    b"\xff\xfe",
    b"_x0000_",
)
_OBJECT = re.compile(rb"(?m)^(\d+ \d+ obj\b)(.*?)(\bendobj\b)", re.DOTALL)
_NUMBER = re.compile(rb"(?<![\w.])\d+")


def flip(dice: random.Random, data: bytes) -> bytes:
    """Change a few bytes."""
    made = bytearray(data)
    for _ in range(dice.choice((1, 2, 4, 16, 64))):
        made[dice.randrange(len(made))] = dice.randrange(256)
    return bytes(made)


def cut(dice: random.Random, data: bytes) -> bytes:
    """Leave out the end, the beginning, or a part."""
    start, end = sorted((dice.randrange(len(data)), dice.randrange(len(data))))
    return dice.choice((data[:start], data[start:], data[:start] + data[end:])) or data[:1]


def double(dice: random.Random, data: bytes) -> bytes:
    """Put a part of the file in another place, too."""
    start = dice.randrange(len(data))
    part, place = data[start : start + dice.choice((8, 64, 1024))], dice.randrange(len(data))
    return data[:place] + part + data[place:]


def renumber(dice: random.Random, data: bytes) -> bytes:
    """Replace a few numbers by unlikely ones."""
    found = list(_NUMBER.finditer(data))
    for match in sorted(dice.sample(found, min(len(found), dice.choice((1, 2, 5)))), key=_start, reverse=True):
        data = data[: match.start()] + dice.choice(_NUMBERS) + data[match.end() :]
    return data


def swap_objects(dice: random.Random, data: bytes) -> bytes:
    """Exchange the contents of two objects."""
    found = list(_OBJECT.finditer(data))
    if len(found) < 2:
        return flip(dice, data)
    first, second = sorted(dice.sample(found, 2), key=_start)
    return b"".join(
        (
            data[: first.start(2)],
            second[2],
            data[first.end(2) : second.start(2)],
            first[2],
            data[second.end(2) :],
        )
    )


def _start(match: re.Match[bytes]) -> int:
    return match.start()


def change_objects(dice: random.Random, data: bytes) -> bytes:
    """Give entries of a few objects values of any kind, in a file that is sound otherwise."""
    target = io.BytesIO()
    try:
        with warnings.catch_warnings(), pikepdf.open(io.BytesIO(data)) as pdf:
            warnings.simplefilter("ignore")
            for _ in range(dice.choice((1, 1, 2, 4))):
                _change(dice, pdf)
            pdf.save(target, static_id=True, fix_metadata_version=False)
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError):
        return flip(dice, data)
    return target.getvalue()


def _change(dice: random.Random, pdf: pikepdf.Pdf) -> None:
    objects = [one for one in pdf.objects if isinstance(one, (Dictionary, pikepdf.Stream, Array))]
    one: Any = dice.choice(objects)
    if isinstance(one, Array):
        if len(one):
            one[dice.randrange(len(one))] = _anything(dice, pdf, objects)
        return
    keys = sorted(one.keys())
    key = dice.choice([*keys, "/Kids", "/Parent", "/V", "/AP", "/Opt"])
    if key in keys and key != "/Length" and dice.random() < 0.2:
        del one[key]
    elif key != "/Length":
        one[key] = _anything(dice, pdf, objects)


def _anything(dice: random.Random, pdf: pikepdf.Pdf, objects: list[Any]) -> Any:
    deep = Array()
    for _ in range(200):
        deep = Array([deep])
    plain = (0, -1, 2**31, 1.5, True, String(""), String("\ufeff\x00ø"), Name.Off, Name("/#00"), Array(), Dictionary())
    others = (deep, pdf.make_stream(b"\x00(", Filter=Name.FlateDecode), Array([dice.choice(objects)] * 3))
    return dice.choice((*plain, *others, *(dice.choice(objects) for _ in range(8))))


PDF_MUTATORS: tuple[Mutator, ...] = (flip, cut, double, renumber, swap_objects, change_objects, change_objects)


def mutated_pdf(dice: random.Random, data: bytes) -> bytes:
    """Return a PDF with something wrong."""
    return dice.choice(PDF_MUTATORS)(dice, data)


def mutated_workbook(dice: random.Random, data: bytes) -> bytes:
    """Return a workbook with something wrong in its package or in one of its parts."""
    if dice.random() < 0.15:
        return dice.choice((flip, cut, double))(dice, data)
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w") as made:
        warnings.simplefilter("ignore")  # of a part that is there twice
        chosen = dice.choice(source.namelist())
        for name in source.namelist():
            content = source.read(name)
            for part, new in _parts(dice, name, content) if name == chosen else [(name, content)]:
                made.writestr(zipfile.ZipInfo(part), new)
    return target.getvalue()


def _parts(dice: random.Random, name: str, content: bytes) -> list[tuple[str, bytes]]:
    broken = (name, _mutated_xml(dice, content))
    return dice.choice(([broken], [broken], [broken], [broken], [], [(f"x{name}", content)], [(name, content), broken]))


def _mutated_xml(dice: random.Random, content: bytes) -> bytes:
    return dice.choice((flip, cut, double, renumber, renumber, _insert, _double_element))(dice, content or b" ")


def _insert(dice: random.Random, content: bytes) -> bytes:
    place = dice.randrange(len(content))
    return content[:place] + dice.choice(_XML_BITS) + content[place:]


def _double_element(dice: random.Random, content: bytes) -> bytes:
    """Repeat an element, leave it out, or rename it."""
    found = list(re.finditer(rb"<(\w+)[^<>]*/?>", content))
    if not found:
        return _insert(dice, content)
    match = dice.choice(found)
    other = dice.choice(found)
    new = dice.choice((match[0] * dice.choice((2, 50)), b"", match[0].replace(match[1], other[1], 1)))
    return content[: match.start()] + new + content[match.end() :]


_TEXT_BITS = (b'"', b";", b"\t", b"\r", b"\n", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3", b"'", b"=", b"sep=|\n")


def mutated_table(dice: random.Random, data: bytes) -> bytes:
    """Return a text table or a file of JSON with something wrong."""
    if dice.random() < 0.5:
        place, bit = dice.randrange(len(data)), dice.choice((*_TEXT_BITS, b"[" * 5000, b"{", b"9" * 5000, b"\\ud800"))
        return data[:place] + bit + data[place:]
    return dice.choice((flip, cut, double, renumber))(dice, data)


_TOML_BITS = (
    b"[",
    b"]",
    b'"',
    b"=",
    b"\n[[bind]]\n",
    b"{}",
    b"[" * 2000,
    b"\x00",
    b"true",
    b"-1",
    b'""',
    b"1979-05-27",
)
_VALUE = re.compile(rb'(?<== )(?:"[^"\n]*"|\[[^\]\n]*\]|\d+|true|false)')


def mutated_toml(dice: random.Random, data: bytes) -> bytes:
    """Return a mapping with something wrong: a value of another kind, a line too many, too few, or broken."""
    lines, kind = data.splitlines(keepends=True), dice.randrange(5)
    line = dice.randrange(len(lines))
    if kind == 0:
        return b"".join([*lines[:line], *lines[line + 1 :]])
    if kind == 1:
        return b"".join([*lines[:line], dice.choice(lines), *lines[line:]])
    if kind == 2 and (found := list(_VALUE.finditer(data))):
        match, other = dice.choice(found), dice.choice((*(one[0] for one in found), *_TOML_BITS))
        return data[: match.start()] + other + data[match.end() :]
    return dice.choice((flip, cut, double))(dice, data)
