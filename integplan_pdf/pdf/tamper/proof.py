"""Files that are still as `fill` wrote them, proven by the digest that each of them carries.

It is no protection against people who mean harm: whoever knows the digest can make it again. Where that matters, the
file is to be held against its form.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from integplan_pdf.pdf.seal import is_sealed

_END = re.compile(rb"%%EOF(?:\r\n|\n|\r)?")
_ID = re.compile(rb"/ID ?\[ ?<([0-9a-fA-F]*)> ?<([0-9a-fA-F]{32})> ?\]")
_START = b"startxref"


def as_written(data: bytes) -> bool:
    """Return whether a file is one that `fill` wrote, unchanged since."""
    return is_sealed(data) or _bears_its_digest(data)


def written_part(data: bytes) -> bytes | None:
    """Return the part of a file that `fill` wrote, where others have only added to its end; None if there is none."""
    ends = [match.end() for match in _END.finditer(data)]
    return next((data[:end] for end in reversed(ends) if as_written(data[:end])), None)


def _bears_its_digest(data: bytes) -> bool:
    """Whether the newest /ID is the digest of the newest update, as `pdf.update` makes it."""
    identifiers = list(_ID.finditer(data))
    place = data.rfind(_START)
    number = data[place + len(_START) :].split(maxsplit=1)[:1] if place >= 0 else []
    if not identifiers or not number or not number[0].isdigit():
        return False
    start, newest = int(number[0]), identifiers[-1]
    if not start < newest.start():
        return False
    first = bytes.fromhex(newest[1].decode()) if len(newest[1]) % 2 == 0 else b""
    return any(hashlib.sha256(first + part).hexdigest()[:32].encode() == newest[2] for part in _updates(data, start))


def _updates(data: bytes, start: int) -> Iterator[bytes]:
    """Yield what may be the objects of the newest update: all between an end of file and its cross-references."""
    for match in _END.finditer(data, 0, start):
        for end in {match.end(), match.start() + len(b"%%EOF")}:
            yield data[end:start]
