"""A PDF written from its first byte to its last, of which little is kept in memory.

Objects that are no streams go together into compressed object streams (ISO 32000-2 §7.5.7), and where everything lies
is told by one cross-reference stream (§7.5.8).
"""

from __future__ import annotations

import hashlib
import struct
import zlib
from array import array
from itertools import accumulate
from typing import BinaryIO

from integplan_pdf.pdf import syntax
from integplan_pdf.pdf.deflate import FILTER, deflated

_HEADER = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_MOST_TOGETHER = 500
_IN_FILE, _IN_STREAM = 1, 2  # §7.5.8.3, table 18
_PLACE = struct.Struct(">BQH")


class Output:
    """Objects on their way into a file, which need not be one that can be read again or sought in."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._length = 0
        self._digest = hashlib.sha256()
        self._kinds = array("B", [0])
        self._places = array("Q", [0])
        self._indexes = array("H", [0xFFFF])
        self._waiting: list[tuple[int, bytes]] = []
        self._put(_HEADER)

    def reserve(self) -> int:
        """Return a new object number, under which something must be written."""
        self._kinds.append(0)
        self._places.append(0)
        self._indexes.append(0)
        return len(self._kinds) - 1

    def write(self, number: int, body: bytes) -> None:
        """Write an object that is no stream."""
        self._waiting.append((number, body))
        if len(self._waiting) == _MOST_TOGETHER:
            self._flush()

    def add(self, body: bytes) -> int:
        """Write an object that is no stream under a new number."""
        number = self.reserve()
        self.write(number, body)
        return number

    def write_stream(self, number: int, entries: bytes, data: bytes) -> None:
        """Write a stream; `entries` are those of its dictionary but /Length, and are true of `data`."""
        self._place(number, _IN_FILE, self._length)
        self._put(b"%d 0 obj\n%b\nendobj\n" % (number, syntax.stream(entries, data)))

    def finish(self, trailer: bytes) -> None:
        """Write what ends the file; `trailer` has /Root and what else there is."""
        self._flush()
        number, at = self.reserve(), self._length
        self._place(number, _IN_FILE, at)
        version = self._digest.hexdigest()[:32].encode()
        entries = b"/Type/XRef/W[1 8 2]/Size %d%b/ID[<%b><%b>]" % (number + 1, trailer, version, version)
        entries += FILTER + b"/DecodeParms<</Predictor 12/Columns %d>>" % _PLACE.size
        self.write_stream(number, entries, self._table())
        self._put(b"startxref\n%d\n%%%%EOF\n" % at)

    def _flush(self) -> None:
        if not self._waiting:
            return
        numbers, bodies = zip(*self._waiting, strict=True)
        number = self.reserve()
        for index, one in enumerate(numbers):
            self._place(one, _IN_STREAM, number, index)
        offsets = accumulate((len(body) + 1 for body in bodies), initial=0)
        head = b" ".join(b"%d %d" % pair for pair in zip(numbers, offsets, strict=False)) + b"\n"
        entries, data = deflated(b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(head)), head + b"\n".join(bodies))
        self.write_stream(number, entries, data)
        self._waiting.clear()

    def _place(self, number: int, kind: int, place: int, index: int = 0) -> None:
        self._kinds[number], self._places[number], self._indexes[number] = kind, place, index

    def _table(self) -> bytes:
        """Return the packed rows of the cross-reference stream, each as what differs from the one above (§7.4.4.4)."""
        packer, packed, above = zlib.compressobj(), bytearray(), bytes(_PLACE.size)
        for row in map(_PLACE.pack, self._kinds, self._places, self._indexes):
            packed += packer.compress(bytes([2, *((new - old) & 0xFF for new, old in zip(row, above, strict=True))]))
            above = row
        return bytes(packed + packer.flush())

    def _put(self, data: bytes) -> None:
        self._out.write(data)
        self._digest.update(data)
        self._length += len(data)
