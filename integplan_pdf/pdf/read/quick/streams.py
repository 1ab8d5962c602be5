"""Streams (ISO 32000-2 §7.3.8): where one ends, and what those that hold the structure of a file unpack to."""

from __future__ import annotations

import re
import sys
import zlib
from array import array
from functools import lru_cache
from itertools import accumulate
from typing import Any

from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT
from pdfminer.utils import apply_png_predictor

from integplan_pdf.pdf.read.parser import Budget
from integplan_pdf.pdf.read.quick.syntax import SPACE, Dictionary, Reference, UnusualError, dictionary

_LENGTH = re.compile(
    rb"/Length" + SPACE + rb"++(\d{1,10}+)(" + SPACE + rb"++\d{1,5}+" + SPACE + rb"++R)?+(?=[ \t\r\n\f/>])"
)
_OPENING = re.compile(rb"stream(?:\r\n|\n|\r)")
_CLOSING = re.compile(SPACE + rb"{0,4}endstream" + SPACE + rb"++endobj(?=" + SPACE + rb"|\Z)")
_FLATE = (LIT("FlateDecode"), [LIT("FlateDecode")])
_OTHER_FILTERS = frozenset({"F", "DP", "FDecodeParms"})
_LONGEST_HEAD = 4096
_LONGEST_REMEMBERED = 1 << 16
_PNG, _UP, _LAST = 10, 2, 4
_LONGEST_ROW = 64
_LOW = 0 if sys.byteorder == "little" else 7
"""Which of the eight bytes of a number in memory is its lowest."""

_MOST_UNPREDICTED = 1 << 16
"""Bytes given to pdfminer's own way back from a predictor, which goes byte by byte."""


class OrdinaryStream(PDFStream):
    """A stream that ends where its dictionary says, looked into only when it is asked for.

    Attributes:
        head: its dictionary as it stands.
        start, end: of its bytes in the file.
        found: what it unpacks to, once that is known.
    """

    def __init__(self, head: bytes, start: int, end: int) -> None:
        self.head, self.start, self.end = head, start, end
        self.found: bytes | None = None


def length_of(head: bytes) -> int | Reference:
    """Return /Length of a stream's dictionary.

    Raises:
        UnusualError: it is missing or indirect in more ways than one, or the dictionary is not usual.
    """
    found = _LENGTH.search(head) if len(head) <= _LONGEST_HEAD else None
    if found is None or not _is_all_but_length(head[: found.start()], head[found.end() :]):
        raise UnusualError
    return Reference(int(found[1])) if found[2] else int(found[1])


@lru_cache(4096)
def _is_all_but_length(before: bytes, after: bytes) -> bool:
    """Whether both are parts of one dictionary, not of one in it, and neither has a /Length."""
    return "Length" not in dictionary(before + b">>").keys() | dictionary(b"<<" + after).keys()


def stream_at(data: bytes, head: bytes, keyword: int, length: int) -> OrdinaryStream:
    """Return the stream with dictionary `head` whose keyword stands at `keyword`.

    Raises:
        UnusualError: `endstream` and `endobj` do not follow its bytes.
    """
    opening = _OPENING.match(data, keyword)
    if opening is None or not _CLOSING.match(data, opening.end() + length):
        raise UnusualError
    return OrdinaryStream(head, opening.end(), opening.end() + length)


def unpacked(attributes: Dictionary, raw: bytes, budget: Budget) -> bytes:
    """Return what a stream of structure unpacks to.

    Raises:
        UnusualError: it is packed otherwise than by Flate, or damaged.
        TooMuchWorkError: it is more than the budget allows.
    """
    if _OTHER_FILTERS & attributes.keys():
        raise UnusualError
    if "Filter" not in attributes:
        return raw
    if attributes["Filter"] not in _FLATE:
        raise UnusualError
    return _unpredicted(_inflated(raw, budget), attributes.get("DecodeParms"))


def _inflated(raw: bytes, budget: Budget) -> bytes:
    machine = zlib.decompressobj()
    try:
        data = machine.decompress(raw, budget.inflate + 1)
    except zlib.error as error:
        raise UnusualError from error
    budget.spend_inflate(len(data))
    if not machine.eof:
        raise UnusualError
    return data


def _unpredicted(data: bytes, parameters: Any) -> bytes:
    found = parameters[0] if isinstance(parameters, list) and len(parameters) == 1 else parameters
    if found is None:
        return data
    if not isinstance(found, dict):
        raise UnusualError
    predictor, colors, columns, bits = (
        found.get(key, usual)
        for key, usual in (("Predictor", 1), ("Colors", 1), ("Columns", 1), ("BitsPerComponent", 8))
    )
    if type(predictor) is not int or type(columns) is not int or (colors, bits) != (1, 8):
        raise UnusualError
    if predictor < _PNG:
        return data
    row = columns + 1
    if not 1 < row <= _LONGEST_ROW or len(data) % row:
        raise UnusualError
    if data[::row].count(_UP) == len(data) // row:
        return (_remembered_up if len(data) <= _LONGEST_REMEMBERED else _undone_up)(data, row)
    if len(data) > _MOST_UNPREDICTED or max(data[::row], default=0) > _LAST:
        raise UnusualError
    return bytes(apply_png_predictor(predictor, colors, columns, bits, data))


def _undone_up(data: bytes, row: int) -> bytes:
    """Return rows of which each byte was stored as its difference to the one above, column by column."""
    found = bytearray(len(data) // row * (row - 1))
    for column in range(row - 1):
        totals = array("Q", accumulate(data[column + 1 :: row]))
        found[column :: row - 1] = totals.tobytes()[_LOW :: totals.itemsize]
    return bytes(found)


_remembered_up = lru_cache(8)(_undone_up)
"""Filled copies of a form often begin with its cross-reference stream."""
