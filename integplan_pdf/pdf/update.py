"""Incremental updates: the section that a changed PDF gets at its end (ISO 32000-2 §7.5.6)."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, count

from integplan_pdf.pdf import syntax
from integplan_pdf.pdf.deflate import QUICK, deflated
from integplan_pdf.pdf.objects import Reference

Object = tuple[Reference, bytes]

_END = b"\nendobj\n"
_STREAM_END = b"\nendstream" + _END
_IN_FILE, _IN_STREAM = 1 << 56, 2 << 56  # §7.5.8.3, table 18: the first byte of a row


@dataclass(frozen=True, slots=True)
class Base:
    """What an update has to know of the file that it is added to.

    Attributes:
        length: of the file in bytes.
        startxref: where its newest cross-reference section begins.
        stream: whether that is a cross-reference stream; the update's is of the same kind.
        size: the first free object number.
        trailer: the trailer entries that stay: /Root and /Encrypt.
        identifier: the first part of /ID, None if the file has none.
    """

    length: int
    startxref: int
    stream: bool
    size: int
    trailer: bytes
    identifier: bytes | None = None


def indirect_object(ref: Reference, body: bytes) -> bytes:
    """Return an object as it stands in a file (§7.3.10)."""
    return b"%d %d obj\n%b\nendobj\n" % (*ref, body)


def assemble(base: Base, objects: Sequence[Object], trailer: bytes, size: int, *, compact: bool = False) -> bytes:
    """Return the update that holds `objects`.

    Args:
        base: the file before.
        objects: object number and generation, and the object as `indirect_object` gives it.
        trailer: entries beside those of `base`.
        size: one more than the highest object number in use.
        compact: put the objects that are no streams into one compressed stream, if `base` can have such streams.
    """
    inside: dict[int, int] = {}
    if compact and base.stream and b"/Encrypt" not in base.trailer:
        objects, inside = _together(objects, size)
        size += 1
    refs, chunks = zip(*objects, strict=True)
    *offsets, end = accumulate(map(len, chunks), initial=base.length + 1)
    content = b"".join((b"\n", *chunks))
    trailer += _identifier(base, content)
    places = zip(refs, offsets, strict=True)
    if not base.stream:
        return content + _table_section(base, dict(places), trailer, end, size)
    rows = {number: _IN_FILE | offset << 16 | generation for (number, generation), offset in places}
    rows |= {**inside, size: _IN_FILE | end << 16}
    return content + _stream_section(base, rows, trailer, end, size)


def _together(objects: Sequence[Object], number: int) -> tuple[list[Object], dict[int, int]]:
    """Put what can stand in an object stream (§7.5.7) into one that has the number `number`.

    Returns:
        What stays outside, with that stream, and for each number inside its row of the cross-reference stream.
    """
    outside: list[Object] = []
    numbers: list[int] = []
    bodies: list[bytes] = []
    for ref, chunk in dict(objects).items():
        if ref[1] or chunk.endswith(_STREAM_END):
            outside.append((ref, chunk))
        else:
            numbers.append(ref[0])
            bodies.append(chunk[chunk.index(b"\n") + 1 : -len(_END)])
    offsets = accumulate((len(body) + 1 for body in bodies), initial=0)
    head = b" ".join([b"%d %d" % pair for pair in zip(numbers, offsets, strict=False)]) + b"\n"
    opening = b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(head))
    entries, data = deflated(opening, head + b"\n".join(bodies), QUICK)
    outside.append(((number, 0), indirect_object((number, 0), syntax.stream(entries, data))))
    rows = dict(zip(numbers, count(_IN_STREAM | number << 16), strict=False))
    return outside, rows


def _identifier(base: Base, content: bytes) -> bytes:
    """Return /ID: its first part names the file for ever, its second this version (§14.4)."""
    if base.identifier is None:
        return b""
    version = hashlib.sha256(base.identifier)
    version.update(content)
    return b"/ID[<%b><%b>]" % (base.identifier.hex().encode(), version.hexdigest()[:32].encode())


def _table_section(base: Base, places: dict[Reference, int], trailer: bytes, at: int, size: int) -> bytes:
    parts = [b"xref\n0 1\n0000000000 65535 f \n"]
    entries = sorted(places.items())
    for first, length in _subsections([number for (number, _), _ in entries]):
        parts.append(b"%d %d\n" % (first, length))
        taken, entries = entries[:length], entries[length:]
        parts += [b"%010d %05d n \n" % (offset, generation) for (_, generation), offset in taken]
    parts.append(
        b"trailer\n<</Size %d/Prev %d%b%b>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, base.startxref, base.trailer, trailer, at)
    )
    return b"".join(parts)


def _stream_section(base: Base, rows: dict[int, int], trailer: bytes, at: int, size: int) -> bytes:
    numbers = sorted(rows)
    index = b" ".join(b"%d %d" % pair for pair in _subsections(numbers))
    entries = b"/Type/XRef/W[1 5 2]/Index[%b]/Size %d/Prev %d%b%b" % (
        index,
        size + 1,
        base.startxref,
        base.trailer,
        trailer,
    )
    data = struct.pack(f">{len(numbers)}Q", *map(rows.__getitem__, numbers))
    section = indirect_object((size, 0), syntax.stream(entries, data))
    return section + b"startxref\n%d\n%%%%EOF\n" % at


def _subsections(numbers: list[int]) -> list[tuple[int, int]]:
    """Return first number and count of each stretch of consecutive ascending numbers."""
    found: list[tuple[int, int]] = []
    first = previous = -2
    for number in numbers:
        if number != previous + 1:
            if first >= 0:
                found.append((first, previous - first + 1))
            first = number
        previous = number
    return [*found, (first, previous - first + 1)] if first >= 0 else found
