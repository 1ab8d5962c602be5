"""Objects out of object streams (ISO 32000-2 §7.5.7), each when it is asked for.

pypdf reads all objects of a stream with the first of them, character by character; that is most of what it takes to
open a form. Here usual syntax is read at once. What is unusual in any way is left to pypdf, so that both always agree.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
    create_string_object,
)

_TOKEN = re.compile(
    rb"""[\x00\t\n\f\r ]*(?:
    (\d+)[ \r\n]+(\d+)[ \r\n]+R(?=[\x00\t\n\f\r /<>\[\]()]|$)
    |([+-]?\d+)(?=[\x00\t\n\f\r /<>\[\]()]|$)
    |([+-]?(?:\d+\.\d*|\.\d+))(?=[\x00\t\n\f\r /<>\[\]()]|$)
    |(/[!"$&'*-.0-;=?-Z\\^-z|~]*)
    |\(((?:[^()\\\r]|\\[nrtbf()\\]|\\[0-3][0-7]{2})*)\)
    |<((?:[0-9A-Fa-f]{2})*)>
    |(<<|>>|\[|\]|true|false|null)
    )""",
    re.VERBOSE,
)
_ESCAPED = re.compile(rb"\\(\d{3}|.)", re.DOTALL)
_MEANT = dict(zip(b"nrtbf()\\", b"\n\r\t\b\f()\\", strict=True))


class _UnusualError(Exception):
    """Something that pypdf is to judge."""


class Reader(PdfReader):
    """pypdf's reader, quicker with object streams."""

    def __init__(self, file: BytesIO) -> None:
        self._object_streams: dict[int, tuple[bytes, dict[int, int]]] = {}
        super().__init__(file)

    def get_object(self, indirect_reference: int | IndirectObject) -> PdfObject | None:
        """Return an object; at once if it has been read before."""
        if isinstance(indirect_reference, IndirectObject):
            known = self.resolved_objects.get((indirect_reference.generation, indirect_reference.idnum))
            if known is not None:
                return known
        return super().get_object(indirect_reference)

    def _get_object_from_stream(self, indirect_reference: IndirectObject) -> PdfObject:
        number = indirect_reference.idnum
        try:
            data, places = self._stream(self.xref_objStm[number][0])
            found = _parsed(data, places[number], self)
        except (_UnusualError, KeyError):
            return super()._get_object_from_stream(indirect_reference)
        self.cache_indirect_object(0, number, found)
        return found

    def _stream(self, number: int) -> tuple[bytes, dict[int, int]]:
        """Return what an object stream holds, and the place of each object in it."""
        if number not in self._object_streams:
            if number in self.xref_objStm:
                raise _UnusualError
            self._object_streams[number] = _places(IndirectObject(number, 0, self).get_object())
        return self._object_streams[number]


def _places(stream: Any) -> tuple[bytes, dict[int, int]]:
    first, count = (stream.get(key) if isinstance(stream, StreamObject) else None for key in ("/First", "/N"))
    if not isinstance(first, NumberObject) or not isinstance(count, NumberObject) or stream.get("/Type") != "/ObjStm":
        raise _UnusualError
    data = stream.get_data()
    numbers = data[: max(first, 0)].split()
    if len(numbers) != 2 * count or not all(map(bytes.isdigit, numbers)):
        raise _UnusualError
    offsets = [first + int(number) for number in numbers[1::2]]
    if sorted(set(offsets)) != offsets or len({*numbers[::2]}) != count:
        raise _UnusualError
    return data, dict(zip(map(int, numbers[::2]), offsets, strict=True))


def _parsed(data: bytes, at: int, reader: PdfReader) -> PdfObject:
    """Return the object that begins at a place; the groups of a token tell what it is."""
    above: list[list[Any]] = []
    items: list[Any] = []
    while True:
        token = _TOKEN.match(data, at)
        if token is None:
            raise _UnusualError
        at = token.end()
        mark = token[8]
        if mark in (b"<<", b"["):
            above.append(items)
            items = [mark]
            continue
        value: Any
        if mark in (b">>", b"]"):
            value = _collected(mark, items)
            items = above.pop()
        else:
            value = _simple(token, reader)
        if not above:
            return value  # type: ignore[no-any-return]
        items.append(value)


def _simple(token: re.Match[bytes], reader: PdfReader) -> Any:
    match token.lastindex:
        case 2:
            return IndirectObject(int(token[1]), int(token[2]), reader)
        case 3:
            return NumberObject(token[3])
        case 4:
            return FloatObject(token[4])
        case 5:
            return NameObject(token[5].decode("ascii"))
        case 6:
            return create_string_object(_ESCAPED.sub(_meant, token[6]) if b"\\" in token[6] else token[6])
        case 7:
            return create_string_object(bytes.fromhex(token[7].decode("ascii")))
    return NullObject() if token[8] == b"null" else BooleanObject(token[8] == b"true")


def _meant(escaped: re.Match[bytes]) -> bytes:
    """Return the byte that an escape sequence stands for (§7.3.4.2, table 3)."""
    sequence = escaped[1]
    return bytes([int(sequence, 8) if len(sequence) == 3 else _MEANT[sequence[0]]])


def _collected(mark: bytes, items: list[Any]) -> PdfObject:
    """Return the array or dictionary of `items`, of which the first is the mark that opened it."""
    opening, *values = items or [b""]
    if mark == b"]" and opening == b"[":
        return ArrayObject(values)
    keys = values[::2]
    if opening != b"<<" or len(values) % 2 or not all(isinstance(key, NameObject) for key in keys):
        raise _UnusualError
    if len(set(keys)) != len(keys):
        raise _UnusualError
    made = DictionaryObject()
    dict.update(made, zip(keys, values[1::2], strict=True))
    return made
