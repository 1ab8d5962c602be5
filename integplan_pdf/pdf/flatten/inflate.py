"""Decoding streams of unknown size: a few kilobytes can claim to be gigabytes."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Any

from pikepdf import Array, Object, PdfError

_MOST_GROWTH = 1400
"""No other filter of text makes more than this many bytes of one."""


def bounded(stream: Any, limit: int) -> bytes | None:
    """Return the decoded bytes of a pikepdf stream; None if it cannot be decoded or may hold more than `limit`."""
    try:
        return bytes(stream.read_bytes()) if _fits(stream, limit) else None
    except (PdfError, RuntimeError, NotImplementedError):
        return None


def _fits(stream: Any, limit: int) -> bool:
    data = bytes(stream.read_raw_bytes())
    for name in _filters(stream):
        data = _decoded(name, data, limit)
        if len(data) > limit:
            return False
    return True


def _decoded(name: bytes, data: bytes, limit: int) -> bytes:
    """Return what one filter makes of `data`, up to one byte more than `limit`."""
    try:
        if name in (b"/FlateDecode", b"/Fl"):
            return zlib.decompressobj().decompress(data, limit + 1)
        if name in (b"/ASCII85Decode", b"/A85"):
            return base64.a85decode(data.strip().removeprefix(b"<~").partition(b"~")[0])
        if name in (b"/ASCIIHexDecode", b"/AHx"):
            return binascii.unhexlify(b"".join(data.partition(b">")[0].split()))
    except (ValueError, zlib.error):  # damaged: the library makes of it what it can, no more than from sound data
        pass
    return data if len(data) * _MOST_GROWTH <= limit else bytes(limit + 1)


def _filters(stream: Any) -> list[bytes]:
    entry = stream.get("/Filter")
    entries = list(entry) if isinstance(entry, Array) else [] if entry is None else [entry]
    return [item.unparse() if isinstance(item, Object) else b"" for item in entries]
