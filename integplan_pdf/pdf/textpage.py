"""The characters of a PDFium text page, asked for in bulk, and what of them stands in a box."""

from __future__ import annotations

import ctypes
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise, repeat
from typing import Any

import pypdfium2.raw as pdfium_c

from integplan_pdf.model.template import Rect

Mark = tuple[str, float, float]
"""What stays the same of a letter when the page is changed around it."""

_LINE_END_HYPHENS = "\ufffe\x02"
"""What PDFium makes of a hyphen at the end of a line."""

_NOT_PLAIN = re.compile("[\0\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\uffff]")
"""Where PDFium's text may not be its characters one by one: what it joins, takes apart, turns round or leaves out."""

_LINE_END = re.compile("[\r\n]")
_BLANK = re.compile(" ")

_BOX = 16
"""Bytes of a box as PDFium has it: left, top, right, bottom, as floats."""


@dataclass(frozen=True, slots=True)
class Letter:
    """One character that is drawn: its place in PDFium's text, and the middle of its box."""

    index: int
    char: str
    x: float
    y: float
    height: float

    @property
    def mark(self) -> Mark:
        return self.char, round(self.x, 1), round(self.y, 1)


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page.

    Attributes:
        text: all of them, hyphens at line ends as such.
        indexes: the places in `text` of those that are drawn.
        left, top, right, bottom: the sides of their boxes.
        breaks: by its place in `text` each blank or line end that PDFium puts between them.
    """

    text: str
    indexes: Sequence[int]
    left: Sequence[float]
    top: Sequence[float]
    right: Sequence[float]
    bottom: Sequence[float]
    breaks: Mapping[int, str]

    def letters(self) -> list[Letter]:
        """Return those that are drawn, one by one."""
        return [
            Letter(index, self.text[index], (left + right) / 2, (bottom + top) / 2, abs(top - bottom))
            for index, left, top, right, bottom in zip(
                self.indexes, self.left, self.top, self.right, self.bottom, strict=True
            )
        ]

    def without(self, marks: Collection[Mark]) -> Characters:
        """Return the letters that have none of these marks."""
        kept = [letter.mark not in marks for letter in self.letters()]
        columns = (self.left, self.top, self.right, self.bottom)
        left, top, right, bottom = (list(compress(column, kept)) for column in columns)
        return Characters(self.text, list(compress(self.indexes, kept)), left, top, right, bottom, self.breaks)

    def texts(self, rects: Sequence[Rect]) -> list[str]:
        """Return what stands in each rectangle; a letter stands where the middle of its box does."""
        heights = [(bottom + top) / 2 for bottom, top in zip(self.bottom, self.top, strict=True)]
        rising = sorted(range(len(heights)), key=heights.__getitem__)
        levels = [heights[place] for place in rising]
        found: list[str] = []
        for x0, y0, x1, y1 in rects:
            level = rising[bisect_left(levels, y0) : bisect_right(levels, y1)]
            within = [place for place in level if x0 <= (self.left[place] + self.right[place]) / 2 <= x1]
            found.append(self._joined(sorted(within), heights))
        return found

    def _joined(self, places: Sequence[int], heights: Sequence[float]) -> str:
        if not places:
            return ""
        parts = [self.text[self.indexes[places[0]]]]
        for before, place in pairwise(places):
            index = self.indexes[place]
            if index != self.indexes[before] + 1:
                apart = abs(heights[before] - heights[place]) > abs(self.top[before] - self.bottom[before]) / 2
                parts.append("\n" if apart or self._breaks(before, place) else " ")
            parts.append(self.text[index])
        return "\n".join(line.strip() for line in "".join(parts).split("\n")).strip()

    def _breaks(self, before: int, place: int) -> bool:
        """Whether a line ends between two letters."""
        return any(self.breaks.get(index) == "\n" for index in range(self.indexes[before] + 1, self.indexes[place]))


def characters(text: Any) -> Characters:
    """Return the characters of a text page of pypdfium2."""
    handle = ctypes.cast(text.raw, ctypes.c_void_p).value
    count = max(0, pdfium_c.FPDFText_CountChars(text))
    chars = _chars(text.raw, handle, count)
    breaks = {found.start(): "\n" for found in _LINE_END.finditer(chars)}
    blanks = [found.start() for found in _BLANK.finditer(chars)]
    generated = map(_is_generated, repeat(handle), blanks)
    breaks |= {index: " " for index, made in zip(blanks, generated, strict=True) if made == 1}
    return _with_boxes(handle, [index for index in range(count) if index not in breaks], chars, breaks)


def _chars(raw: Any, handle: int | None, count: int) -> str:
    """Return every character; where all are plain, PDFium's text is just that."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium_c.FPDFText_GetText(raw, 0, count, buffer) if count else 1
    text = bytes(buffer)[: 2 * count].decode("utf-16-le", errors="surrogatepass")
    if written == count + 1 and not _NOT_PLAIN.search(text):
        return text
    return "".join(map(chr, map(_unicode, repeat(handle), range(count))))


def _with_boxes(handle: int | None, indexes: list[int], chars: str, breaks: dict[int, str]) -> Characters:
    buffer = array("f", bytes(_BOX * len(indexes)))
    start = buffer.buffer_info()[0]
    places = range(start, start + _BOX * len(indexes), _BOX)
    there = list(map(_loose_box, repeat(handle), indexes, places))
    if not all(there):
        return _with_boxes(handle, list(compress(indexes, there)), chars, breaks)
    left, top, right, bottom = (buffer[side::4] for side in range(4))
    for hyphen in _LINE_END_HYPHENS:
        chars = chars.replace(hyphen, "-")
    return Characters(chars, indexes, left, top, right, bottom, breaks)


def _in_bulk(function: Any, result: Any, *arguments: Any) -> Callable[..., int]:
    """Return a function of PDFium that takes addresses as numbers, so that `map` can call it."""
    found: Callable[..., int] = type(function)(ctypes.cast(function, ctypes.c_void_p).value)
    found.restype, found.argtypes = result, arguments  # type: ignore[attr-defined]
    return found


_unicode = _in_bulk(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_is_generated = _in_bulk(pdfium_c.FPDFText_IsGenerated, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_loose_box = _in_bulk(pdfium_c.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
