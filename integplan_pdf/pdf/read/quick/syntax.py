"""Objects in usual syntax (ISO 32000-2 §7.3), a dictionary at a time instead of a token at a time.

One pattern knows a whole value, so `re` finds the entries of a dictionary with everything below them in one call. All
repetition in it is possessive: nothing is ever tried twice. Comments, null bytes, keywords in odd places, doubled keys
and the like are unusual.

The returned files of one form have much in common: what short values mean is remembered by their bytes. Nothing that
is returned may be changed.
"""

from __future__ import annotations

import re
from typing import Any

from pdfminer.psparser import LIT

from integplan_pdf.pdf.read.parser import decode_name, unescape

Dictionary = dict[str, Any]

SPACE = rb"[ \t\r\n\f]"
_END = rb"(?=[ \t\r\n\f/<>\[\]()]|\Z)"
_NAME = rb"[^\x00-\x20()<>\[\]{}/%\x7f]++"
_ESCAPED = rb"[^()\\]++|\\."
_STRING = rb"\((?:" + _ESCAPED + rb"|\((?:" + _ESCAPED + rb"|\((?:" + _ESCAPED + rb")*+\))*+\))*+\)"
_HEX = rb"<[0-9A-Fa-f \t\r\n\f]*+>"
_REFERENCE = rb"\d{1,10}+" + SPACE + rb"++\d{1,5}+" + SPACE + rb"++R" + _END
_NUMBER = rb"[+-]?+(?:\d{1,18}+(?:\.\d{0,40}+)?+|\.\d{1,40}+)" + _END
_SIMPLE = b"|".join((_REFERENCE, _NUMBER, rb"/" + _NAME, _STRING, _HEX, rb"(?:true|false|null)" + _END))
_DEEPEST = 6


def _value(depth: int) -> bytes:
    """Return the pattern of a value; whether brackets below match is seen when they are parsed themselves."""
    if not depth:
        return rb"(?:" + _SIMPLE + rb")"
    return rb"(?:" + _SIMPLE + rb"|(?:\[|<<)" + SPACE + rb"*+(?:" + _value(depth - 1) + SPACE + rb"*+)*+(?:\]|>>))"


_ANY = _value(_DEEPEST)
_ENTRY = re.compile(rb"/(" + _NAME + rb")" + SPACE + rb"*+(" + _ANY + rb")" + SPACE + rb"*+|(.++)", re.DOTALL)
_ITEM = re.compile(rb"(" + _ANY + rb")" + SPACE + rb"*+|(.++)", re.DOTALL)
_SPACES = b" \t\r\n\f"

_LONGEST_KEPT = 128
_MOST_KEPT = 1 << 15


class UnusualError(Exception):
    """Something that the complete reader is to judge."""


class Reference:
    """A reference to an object; its generation says nothing in a file that is not encrypted."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number


class _Names(dict[bytes, str]):
    """Names as text, by their bytes."""

    def __missing__(self, raw: bytes) -> str:
        name = decode_name(raw)
        if len(raw) <= _LONGEST_KEPT:
            _make_room(self)
            self[raw] = name
        return name


class _Values(dict[bytes, Any]):
    """Values by their bytes, if short; no lists of dictionaries, since these may be fields or widgets."""

    def __missing__(self, raw: bytes) -> Any:
        found = string(raw) if raw[:1] == b"(" else _parsed(raw)
        if len(raw) <= _LONGEST_KEPT and not (b"[" in raw and b"<<" in raw):
            _make_room(self)
            self[raw] = found
        return found


_names = _Names()
_values = _Values()


def _make_room(known: dict[bytes, Any]) -> None:
    if len(known) >= _MOST_KEPT:
        known.clear()


def value(raw: bytes) -> Any:
    """Return the object that `raw` is, as pdfminer's parser gives it but for `Reference`.

    Raises:
        UnusualError: it is not one object in usual syntax.
    """
    found = _ITEM.findall(raw.strip(_SPACES))
    if len(found) != 1 or found[0][1]:
        raise UnusualError
    return _values[found[0][0]]


def dictionary(raw: bytes) -> Dictionary:
    """Return the dictionary that `raw` is, from `<<` to `>>`.

    Raises:
        UnusualError: it is none in usual syntax.
    """
    if raw[:2] != b"<<" or raw[-2:] != b">>" or len(raw) < 4:
        raise UnusualError
    found = _ENTRY.findall(raw[2:-2].strip(_SPACES))
    if found and found[-1][2]:
        raise UnusualError
    entries = {_names[key]: _values[item] for key, item, _ in found}
    if len(entries) != len(found):
        raise UnusualError
    if b"null" in raw:
        return {key: item for key, item in entries.items() if item is not None}
    return entries


def meaning(raw: bytes) -> Any:
    """Return the object that `raw` is, which must be known to be one in usual syntax."""
    return _values[raw]


def dictionary_at(data: bytes, place: int) -> Dictionary:
    """Return the dictionary that begins at `place`, whatever follows it.

    Raises:
        UnusualError: none begins there.
    """
    found = _ITEM.match(data, place)
    if found is None or found[1] is None:
        raise UnusualError
    return dictionary(found[1])


def _parsed(raw: bytes) -> Any:
    first = raw[:1]
    if first == b"/":
        return LIT(_names[raw[1:]])
    if first == b"<":
        return dictionary(raw) if raw[:2] == b"<<" else string(raw)
    if first == b"[":
        return _array(raw)
    return _number_or_keyword(raw)


def _number_or_keyword(raw: bytes) -> Any:
    if raw[-1:] == b"R":
        return Reference(int(raw.split(maxsplit=1)[0]))
    if raw[-1:].isalpha():
        return {b"true": True, b"false": False, b"null": None}[raw]
    return float(raw) if b"." in raw else int(raw)


def _array(raw: bytes) -> list[Any]:
    if raw[-1:] != b"]":
        raise UnusualError
    found = _ITEM.findall(raw[1:-1].strip(_SPACES))
    if found and found[-1][1]:
        raise UnusualError
    if b"<<" in raw:
        return [_parsed(item) if item[:2] == b"<<" else _values[item] for item, _ in found]
    return [_values[item] for item, _ in found]


def string(raw: bytes) -> bytes:
    """Return the string that `raw` is, in parentheses or hexadecimal; it must be known to be one."""
    if raw[:1] == b"(":
        return unescape(raw[1:-1])
    digits = b"".join(raw[1:-1].split()).decode("ascii")
    return bytes.fromhex(digits + "0" * (len(digits) % 2))
