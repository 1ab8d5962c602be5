"""The update at the end of a file that `fill` wrote, taken apart without reading the file before it.

For that one way of writing only: a cross-reference stream with rows of eight bytes, objects end to end, nothing between
them, new objects and replaced ones but none removed. Of any other update nothing is said.
"""

from __future__ import annotations

import re
import struct
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, repeat

_TRAILER = re.compile(
    rb"(\d{1,8}) 0 obj\n<</Type/XRef/W\[1 5 2\]/Index\[(\d{1,8} \d{1,8}(?: \d{1,8} \d{1,8})*)\]/Size (\d{1,8})"
    rb"/Prev (\d{1,12})/Root (\d{1,8}) 0 R/Info (\d{1,8}) 0 R(?:/ID\[<[0-9a-f]{0,64}><[0-9a-f]{32}>\])?"
    rb"/Length (\d{1,8})>>stream\n"
)
_START = re.compile(rb"startxref\n(\d{1,12})\n%%EOF\n\Z")
_END = b"\nendobj\n"
_ROWS_END = b"\nendstream\nendobj\n"
_TOGETHER = re.compile(rb"<</Type/ObjStm/N (\d{1,6})/First (\d{1,8})(/Filter/FlateDecode)?/Length (\d{1,9})>>stream\n")
_IN_FILE, _IN_STREAM = 1 << 8, 2 << 8
"""What a row begins with: its kind, and the first of five bytes that tell where, which is 0 in files below 4 GiB."""

_Row = tuple[int, int, int, int]
"""Kind, place or object stream, generation or index in that stream, object number."""

_MOST_INFLATED = 16 << 20
_LONGEST_END = 40
"""`startxref`, its number and `%%EOF`."""


@dataclass(frozen=True, slots=True)
class Update:
    """One update.

    Attributes:
        bodies: object number → what stands between `obj` and `endobj`, without the line ends.
        previous: where the cross-references before begin.
        root, info: the objects that the trailer calls so.
    """

    bodies: Mapping[int, bytes]
    previous: int
    root: int
    info: int


def read_update(data: bytes, start: int) -> Update | None:
    """Return the update that is all of `data` from `start` on; None if it is not one as `fill` writes them."""
    end = _START.search(data, max(start, len(data) - _LONGEST_END))
    place = int(end[1]) if end else 0
    head = _TRAILER.match(data, place) if start < place else None
    if end is None or head is None:
        return None
    number, size, previous, root, info, length = (int(head[group]) for group in (1, 3, 4, 5, 6, 7))
    rows = data[head.end() : head.end() + length]
    numbers = _numbers(head[2], length // 8)
    sound = numbers and len(rows) == length == 8 * len(numbers) and numbers[-1] == number == size - 1
    if not sound or data[head.end() + length : end.start()] != _ROWS_END:
        return None
    parts = struct.unpack(">" + len(numbers) * "HIH", rows)
    if parts[-3:] != (_IN_FILE, place, 0):
        return None
    bodies = _bodies(data, start, place, sorted(zip(parts[:-3:3], parts[1:-3:3], parts[2:-3:3], numbers, strict=False)))
    return None if bodies is None else Update(bodies, previous, root, info)


def _numbers(index: bytes, count: int) -> list[int]:
    """Return the object numbers of /Index, which must ascend and be so many; none if they do not."""
    parts = list(map(int, index.split()))
    firsts, counts = parts[::2], parts[1::2]
    ends = [first + some for first, some in zip(firsts, counts, strict=True)]
    if sum(counts) != count or any(end > first for end, first in zip(ends, firsts[1:], strict=False)):
        return []
    return [number for first, end in zip(firsts, ends, strict=True) for number in range(first, end)]


def _bodies(data: bytes, start: int, end: int, rows: Sequence[_Row]) -> dict[int, bytes] | None:
    """Return the objects, which must fill all of the update up to its cross-references."""
    outside = rows[: bisect_left(rows, (_IN_STREAM,))]
    kinds, starts, generations, numbers = zip(*outside, strict=True) if outside else ((),) * 4
    ends = (*starts[1:], end)
    if data[start : start + 1] != b"\n" or starts[:1] != (start + 1,) or any(generations) or set(kinds) != {_IN_FILE}:
        return None
    heads, sizes = _heads(numbers)
    if not all(map(data.startswith, heads, starts)) or not all(map(data.endswith, repeat(_END), starts, ends)):
        return None
    found = {
        number: data[first + size : last - len(_END)]
        for number, first, size, last in zip(numbers, starts, sizes, ends, strict=True)
    }
    return _with_packed(found, rows[len(outside) :]) if len(outside) < len(rows) else found


@lru_cache(16)
def _heads(numbers: Sequence[int]) -> tuple[list[bytes], list[int]]:
    """Return how the objects of these numbers begin, and how long that is; many plans replace the same ones."""
    heads = [b"%d 0 obj\n" % number for number in numbers]
    return heads, list(map(len, heads))


def _with_packed(found: dict[int, bytes], rows: Sequence[_Row]) -> dict[int, bytes] | None:
    """Return the objects with those of the one object stream that the others are in (§7.5.7)."""
    kinds, containers, indexes, numbers = zip(*rows, strict=True)
    one = {*kinds} == {_IN_STREAM} and len({*containers}) == 1
    packed = dict(_packed(found.get(containers[0], b""))) if one else {}
    if numbers != tuple(packed) or indexes != tuple(range(len(packed))) or found.keys() & packed.keys():
        return None
    return found | packed


def _packed(body: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the objects of an object stream; none if it is not as `fill` writes them."""
    head = _TOGETHER.match(body)
    if head is None or body[head.end() + int(head[4]) :] != b"\nendstream":
        return
    content = body[head.end() : head.end() + int(head[4])]
    if head[3]:
        machine = zlib.decompressobj()
        try:
            content = machine.decompress(content, _MOST_INFLATED)
        except zlib.error:
            return
        if not machine.eof or machine.unused_data:
            return
    count, first = int(head[1]), int(head[2])
    parts = content[:first].split()
    if len(parts) != 2 * count or not all(map(bytes.isdigit, parts)) or not content[:first].endswith(b"\n"):
        return
    starts = [int(part) for part in parts[1::2]]
    if starts[:1] != [0] or any(one >= other for one, other in pairwise(starts)):
        return
    for number, (start, end) in zip(parts[::2], pairwise([*starts, len(content) - first + 1]), strict=True):
        if content[first + end - 1 : first + end] not in (b"\n", b""):
            return
        yield int(number), content[first + start : first + end - 1]
