"""Incremental updates: the section that a changed PDF gets at its end (ISO 32000-2 §7.5.6)."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from integplan_pdf.pdf.objects import Reference


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


def assemble(base: Base, objects: Sequence[tuple[Reference, bytes]], trailer: bytes, size: int) -> bytes:
    """Return the update that holds `objects`.

    Args:
        base: the file before.
        objects: object number and generation, and the object as `indirect_object` gives it.
        trailer: entries beside those of `base`.
        size: one more than the highest object number in use.
    """
    refs, chunks = zip(*objects, strict=True)
    *offsets, end = accumulate(map(len, chunks), initial=base.length + 1)
    content = b"\n" + b"".join(chunks)
    section = _stream_section if base.stream else _table_section
    places = dict(zip(refs, offsets, strict=True))
    return content + section(base, places, trailer + _identifier(base, content), end, size)


def _identifier(base: Base, content: bytes) -> bytes:
    """Return /ID: its first part names the file for ever, its second this version (§14.4)."""
    if base.identifier is None:
        return b""
    version = hashlib.sha256(base.identifier + content).hexdigest()[:32]
    return b"/ID[<%b><%b>]" % (base.identifier.hex().encode(), version.encode())


def _table_section(base: Base, places: dict[Reference, int], trailer: bytes, at: int, size: int) -> bytes:
    parts = [b"xref\n0 1\n0000000000 65535 f \n"]
    entries = sorted(places.items())
    for first, count in _subsections([number for (number, _), _ in entries]):
        parts.append(b"%d %d\n" % (first, count))
        taken, entries = entries[:count], entries[count:]
        parts += [b"%010d %05d n \n" % (offset, generation) for (_, generation), offset in taken]
    parts.append(
        b"trailer\n<</Size %d/Prev %d%b%b>>\nstartxref\n%d\n%%%%EOF\n"
        % (size, base.startxref, base.trailer, trailer, at)
    )
    return b"".join(parts)


def _stream_section(base: Base, places: dict[Reference, int], trailer: bytes, at: int, size: int) -> bytes:
    places[size, 0] = at
    entries = sorted(places.items())
    index = _subsections([number for (number, _), _ in entries])
    data = struct.pack(
        f">{len(entries)}Q", *[1 << 56 | offset << 16 | generation for (_, generation), offset in entries]
    )
    pairs = b" ".join(b"%d %d" % pair for pair in index)
    return (
        b"%d 0 obj\n<</Type/XRef/W[1 5 2]/Index[%b]/Size %d/Prev %d%b%b/Length %d>>stream\n%b\nendstream\nendobj\n"
        b"startxref\n%d\n%%%%EOF\n"
        % (size, pairs, size + 1, base.startxref, base.trailer, trailer, len(data), data, at)
    )


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
