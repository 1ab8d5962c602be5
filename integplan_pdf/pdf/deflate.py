"""Streams made smaller (ISO 32000-2 §7.4.4)."""

from __future__ import annotations

import zlib

FILTER = b"/Filter/FlateDecode"
QUICK, WELL = 1, 6
"""How hard to try: three times the time makes a filled plan's objects a tenth smaller."""
_NOT_WORTH_IT = 400
"""Shorter streams, of which a plan has a hundred, take half of the time and save a tenth of the bytes."""


def deflated(entries: bytes, data: bytes, level: int = WELL) -> tuple[bytes, bytes]:
    """Return the entries and data of a stream, compressed if it is not yet and that pays."""
    if len(data) > _NOT_WORTH_IT and b"/Filter" not in entries:
        smaller = zlib.compress(data, level)
        if len(smaller) + len(FILTER) < len(data):
            return entries + FILTER, smaller
    return entries, data
