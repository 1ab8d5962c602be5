"""Streams made smaller (ISO 32000-2 §7.4.4)."""

from __future__ import annotations

import zlib
from typing import NamedTuple


class Effort(NamedTuple):
    """How hard to try: zlib's level, and what it looks for."""

    level: int
    strategy: int = zlib.Z_DEFAULT_STRATEGY


FILTER = b"/Filter/FlateDecode"
QUICK, WELL = Effort(1), Effort(6)
"""Three times the time makes a filled plan's objects a tenth smaller."""
LETTERS = Effort(1, zlib.Z_HUFFMAN_ONLY)
"""For a few lines of text, which hardly repeat themselves: two thirds of the time, a twentieth more bytes."""
_NOT_WORTH_IT = 400
"""Shorter streams, of which a plan has a hundred, take half of the time and save a tenth of the bytes."""


def deflated(entries: bytes, data: bytes, effort: Effort = WELL) -> tuple[bytes, bytes]:
    """Return the entries and data of a stream, compressed if it is not yet and that pays."""
    if len(data) > _NOT_WORTH_IT and b"/Filter" not in entries:
        packer = zlib.compressobj(effort.level, strategy=effort.strategy)
        smaller = packer.compress(data) + packer.flush()
        if len(smaller) + len(FILTER) < len(data):
            return entries + FILTER, smaller
    return entries, data
