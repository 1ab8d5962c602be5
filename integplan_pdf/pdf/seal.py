"""Telling a file that is as it was written from one that was changed since.

The second part of /ID names this version of a file (ISO 32000-2 §14.4). Here it is a digest of all other bytes, so
that whoever changes the file, by an update or by writing it anew, breaks the agreement. It is no protection against
people who mean harm.
"""

from __future__ import annotations

import hashlib
import re

_ID = re.compile(rb"/ID ?\[ ?<([0-9a-fA-F]*)> ?<([0-9a-fA-F]{32})> ?\]")


def seal(data: bytes) -> bytes:
    """Return a file, as qpdf writes it, with the digest in its newest /ID."""
    place = _place(data)
    return data[: place[0]] + _digest(data, place) + data[place[1] :] if place else data


def is_sealed(data: bytes) -> bool:
    """Return whether a file is one that `seal` returned, unchanged."""
    place = _place(data)
    return place is not None and data[slice(*place)] == _digest(data, place)


def _place(data: bytes) -> tuple[int, int] | None:
    """Return where the second part of the last /ID begins and ends."""
    found = [match.span(2) for match in _ID.finditer(data)]
    return found[-1] if found else None


def _digest(data: bytes, place: tuple[int, int]) -> bytes:
    start, end = place
    return hashlib.sha256(data[:start] + data[end:]).hexdigest()[:32].encode()
