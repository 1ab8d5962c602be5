"""An ordinary file: its objects, each found and parsed when it is first asked for."""

from __future__ import annotations

import re
from typing import Any

from pdfminer.pdftypes import PDFStream

from integplan_pdf.pdf.read.parser import Budget, Stream
from integplan_pdf.pdf.read.quick.kept import entries
from integplan_pdf.pdf.read.quick.streams import OrdinaryStream, length_of, stream_at, unpacked
from integplan_pdf.pdf.read.quick.syntax import SPACE, Dictionary, Reference, UnusualError, dictionary, value
from integplan_pdf.pdf.read.quick.xref import ClassicTable, StreamTable, Table

_START = b"startxref"
_NUMBER = re.compile(rb"\s*+(\d{1,12}+)(?!\d)")
_HEADER = re.compile(
    SPACE + rb"*+(\d{1,10}+)" + SPACE + rb"++\d{1,5}+" + SPACE + rb"++obj(?=[<\[(/]|" + SPACE + rb")" + SPACE + rb"*+"
)
_END = b"endobj"
_BEFORE_END, _AFTER_END = frozenset(b" \t\r\n\f>])"), frozenset([b" ", b"\t", b"\r", b"\n", b"\f", b""])
_MOST_TABLES = 100
_TOKENS = 9
"""What the complete reader's budget loses at most for a byte: one for itself, eight for the token that it may be."""

_UNKNOWN, _UNDER_WAY = object(), object()
"""What stands for an object before and while it is read: neither a length nor a stream, so none leads to itself."""


class QuickFile:
    """An ordinary file as `PdfFile` would give it; what it cannot answer is unusual.

    Args:
        data: the bytes from `%PDF-` on.

    Raises:
        UnusualError, TooMuchWorkError: the complete reader is to judge; any later call may raise them too.
    """

    def __init__(self, data: bytes) -> None:
        self.damaged: frozenset[int] = frozenset()
        self._data = data
        self.budget = Budget.of(len(data))
        self._content_left = self.budget.inflate
        self._found: dict[int, Any] = {}
        self._packed: dict[int, tuple[bytes, dict[int, tuple[int, int]]]] = {}
        self._tables: list[Table] = []
        self._read_tables()
        trailer = self._tables[0].trailer
        if "Root" not in trailer or any("Encrypt" in table.trailer for table in self._tables):
            raise UnusualError
        self.info = [self._dictionary(trailer["Info"])] if "Info" in trailer else []
        self.root = self._dictionary(trailer["Root"])

    @property
    def usable(self) -> bool:
        """Whether the catalog leads to pages or a form."""
        return any(isinstance(self.resolve(self.root.get(key)), dict) for key in ("Pages", "AcroForm"))

    def resolve(self, value: object) -> Any:
        """Return `value`, or what it refers to; None where that is nothing."""
        if type(value) is not Reference:
            return value
        found = self._found.get(value.number, _UNKNOWN)
        if found is _UNKNOWN:
            self._found[value.number] = _UNDER_WAY
            found = self._found[value.number] = self._object(value.number)
        return found

    def content(self, stream: PDFStream, limit: int) -> bytes | None:
        """Return the unpacked bytes of a stream, None if they are more than `limit`."""
        if not isinstance(stream, OrdinaryStream):
            raise UnusualError
        if stream.found is None:
            budget = Budget(read=0, inflate=min(limit, self._content_left))
            self._content_left -= limit
            stream.found = self._decoded(stream, budget)
        return stream.found if len(stream.found) <= limit else None

    def _decoded(self, stream: OrdinaryStream, budget: Budget) -> bytes:
        attributes = dictionary(stream.head)
        if any(isinstance(item, Reference | list | dict) for item in attributes.values()):
            raise UnusualError
        try:
            return bytes(Stream(attributes, self._data[stream.start : stream.end], None, budget).get_data())
        except Exception as error:  # pdfminer raises whatever its parts raise
            raise UnusualError from error

    def _dictionary(self, value: object) -> Dictionary:
        found = self.resolve(value)
        return found if isinstance(found, dict) else {}

    # -- cross-reference

    def _read_tables(self) -> None:
        place = self._data.rfind(_START)
        digits = _NUMBER.match(self._data, place + len(_START)) if place >= 0 else None
        if digits is None:
            raise UnusualError
        waiting, seen = [int(digits[1])], {int(digits[1])}
        while waiting:
            table = self._table(waiting.pop())
            self._tables.append(table)
            places = [table.trailer[key] for key in ("Prev", "XRefStm") if key in table.trailer]
            if len(self._tables) > _MOST_TABLES or any(type(place) is not int for place in places):
                raise UnusualError
            waiting += [place for place in places if place not in seen]
            seen.update(places)

    def _table(self, place: int) -> Table:
        header = _HEADER.match(self._data, place)
        if header is None:
            table = ClassicTable(self._data, place)
            self.budget.spend_read(table.end - place)
            return table
        stream = self._body(header.end())
        if not isinstance(stream, OrdinaryStream):
            raise UnusualError
        return StreamTable(*self._unpacked(stream))

    # -- objects

    def _object(self, number: int) -> Any:
        for table in self._tables:
            place = table.find(number)
            if place is not None:
                return self._packed_object(place[0], number) if place[0] else self._plain_object(place[1], number)
        return None

    def _plain_object(self, place: int, number: int) -> Any:
        header = _HEADER.match(self._data, place)
        if header is None or int(header[1]) != number:
            raise UnusualError
        return self._body(header.end())

    def _body(self, start: int) -> Any:
        """Return the object whose bytes begin at `start` and end before the next `endobj`."""
        data = self._data
        end = data.find(_END, start)
        if end < 0 or data[end - 1] not in _BEFORE_END or data[end + 6 : end + 7] not in _AFTER_END:
            raise UnusualError
        keyword = data.find(b"stream", start, end)
        if keyword >= 0:
            head = data[start:keyword].rstrip()
            if head.endswith(b">>"):
                return self._stream(head, keyword)
        return self._value(data[start:end].rstrip())

    def _stream(self, head: bytes, keyword: int) -> OrdinaryStream:
        length = self.resolve(length_of(head))
        if type(length) is not int:
            raise UnusualError
        self.budget.spend_read(_TOKENS * len(head) + length)
        return stream_at(self._data, head, keyword, length)

    def _value(self, raw: bytes) -> Any:
        self.budget.spend_read(_TOKENS * len(raw))
        if raw.startswith(b"<<"):
            found = entries(raw)
            if isinstance(found.get("Parent"), dict):
                raise UnusualError
            return found
        simple = value(raw)
        if isinstance(simple, Reference):
            raise UnusualError
        return simple

    # -- object streams

    def _packed_object(self, stream: int, number: int) -> Any:
        if stream not in self._packed:
            self._packed[stream] = self._contents(stream)
        content, places = self._packed[stream]
        if number not in places:
            raise UnusualError
        start, end = places[number]
        return self._value(content[start:end].strip())

    def _contents(self, number: int) -> tuple[bytes, dict[int, tuple[int, int]]]:
        """Return what an object stream unpacks to, and where in it each object starts and ends (§7.5.7)."""
        stream = self.resolve(Reference(number))
        if not isinstance(stream, OrdinaryStream):
            raise UnusualError
        attributes, content = self._unpacked(stream)
        first, count = attributes.get("First"), attributes.get("N")
        if type(first) is not int or type(count) is not int or first < 0:
            raise UnusualError
        words = content[:first].split()
        if len(words) != 2 * count or not all(word.isdigit() and len(word) <= 10 for word in words):
            raise UnusualError
        starts = [first + int(word) for word in words[1::2]]
        ends = [*starts[1:], len(content)]
        places = dict(zip(map(int, words[::2]), zip(starts, ends, strict=False), strict=True))
        if len(places) != count or any(start >= end for start, end in places.values()):
            raise UnusualError
        return content, places

    def _unpacked(self, stream: OrdinaryStream) -> tuple[Dictionary, bytes]:
        attributes = dictionary(stream.head)
        raw = self._data[stream.start : stream.end]
        return attributes, unpacked(attributes, raw, self.budget)
