"""Cross-reference tables and streams (ISO 32000-2 §7.5.4, §7.5.8), asked for one object at a time."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import pairwise
from typing import Any, Protocol, TypeGuard

from pdfminer.psparser import LIT

from integplan_pdf.pdf.read.quick.syntax import SPACE, Dictionary, UnusualError, dictionary_at

_OPENING = re.compile(SPACE + rb"*+xref[ \t]*+(?:\r\n|\n|\r)")
_SECTION = re.compile(rb"(\d{1,10}+) (\d{1,7}+) ?+(?:\r\n|\n|\r)")
_ENTRIES = re.compile(rb"(?:\d{10} \d{5} [fn](?: \n|\r\n| \r))*+")
_TRAILER = re.compile(SPACE + rb"*+trailer" + SPACE + rb"*+")
_LINE = 20
_IN_USE = ord("n")
_MOST_SECTIONS = 5000
_WIDEST = 8
_PLAIN, _PACKED = 1, 2

Place = tuple[int, int]
"""Number of an object stream, or 0, and where the object stands in the file."""


class Table(Protocol):
    """One cross-reference section with its trailer."""

    trailer: Dictionary

    def find(self, number: int) -> Place | None:
        """Return where the object is; None if it is free or not in this section."""


class ClassicTable:
    """A table of lines with 20 bytes each."""

    def __init__(self, data: bytes, place: int) -> None:
        opening = _OPENING.match(data, place)
        if opening is None:
            raise UnusualError
        self._data = data
        self._sections: list[tuple[int, int]] = []
        self._places: list[int] = []
        end = opening.end()
        while section := _SECTION.match(data, end):
            first, count = int(section[1]), int(section[2])
            end = section.end() + _LINE * count
            entries = _ENTRIES.match(data, section.end(), end)
            if entries is None or entries.end() != end or len(self._places) > _MOST_SECTIONS:
                raise UnusualError
            self._sections.append((first, first + count))
            self._places.append(section.end())
        trailer = _TRAILER.match(data, end)
        if trailer is None:
            raise UnusualError
        self._starts = _starts(self._sections)
        self.trailer = dictionary_at(data, trailer.end())
        self.end = trailer.end()

    def find(self, number: int) -> Place | None:
        index = bisect_right(self._starts, number) - 1
        if index < 0 or number >= self._sections[index][1]:
            return None
        line = self._places[index] + _LINE * (number - self._sections[index][0])
        return (0, int(self._data[line : line + 10])) if self._data[line + 17] == _IN_USE else None


class StreamTable:
    """A cross-reference stream.

    Args:
        attributes: its dictionary.
        content: what it unpacks to.
    """

    def __init__(self, attributes: Dictionary, content: bytes) -> None:
        self.trailer = attributes
        size, widths = attributes.get("Size"), attributes.get("W")
        index = attributes.get("Index", [0, size])
        if attributes.get("Type") is not LIT("XRef") or type(size) is not int:
            raise UnusualError
        if not _are_numbers(widths) or not _are_numbers(index):
            raise UnusualError
        if len(widths) != 3 or len(index) % 2 or max(widths) > _WIDEST or len(index) > 2 * _MOST_SECTIONS:
            raise UnusualError
        self._content = content
        self._ends = widths[0], widths[0] + widths[1], sum(widths)
        self._sections = [(first, first + count) for first, count in zip(index[::2], index[1::2], strict=True)]
        self._rows = [0]
        for count in index[1::2]:
            self._rows.append(self._rows[-1] + count)
        if not self._ends[2] or self._rows[-1] * self._ends[2] > len(content):
            raise UnusualError
        self._starts = _starts(self._sections)

    def find(self, number: int) -> Place | None:
        index = bisect_right(self._starts, number) - 1
        if index < 0 or number >= self._sections[index][1]:
            return None
        kind_end, place_end, width = self._ends
        row = width * (self._rows[index] + number - self._starts[index])
        kind = int.from_bytes(self._content[row : row + kind_end], "big") if kind_end else _PLAIN
        place = int.from_bytes(self._content[row + kind_end : row + place_end], "big")
        if kind == _PLAIN:
            return 0, place
        return (place, 0) if kind == _PACKED else None


def _are_numbers(value: Any) -> TypeGuard[list[int]]:
    return isinstance(value, list) and all(type(item) is int and item >= 0 for item in value)


def _starts(sections: list[tuple[int, int]]) -> list[int]:
    """Return the first number of each section.

    Raises:
        UnusualError: sections overlap or are out of order.
    """
    if any(end > start for (_, end), (start, _) in pairwise(sections)):
        raise UnusualError
    return [start for start, _ in sections]
