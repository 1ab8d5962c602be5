"""How much one untrusted file may cost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from integplan_pdf.errors import UsageError

_SIZE = re.compile(r"(\d{1,9})\s*(?:([kmgt])(?:i?b)?|b)?", re.IGNORECASE)
_POWER = {"": 0, "k": 10, "m": 20, "g": 30, "t": 40}
_LEAST_MEMORY = 192 << 20
"""Bytes; the program itself needs some two thirds of it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a worker process may use for one file, or for each part of one that comes in parts.

    Attributes:
        seconds: by the wall clock; the processor's time is held to the same.
        memory: bytes that the process holds in all.
        output: bytes that it gives back.
    """

    seconds: float = 60.0
    memory: int = 1 << 30
    output: int = 256 << 20


class Reason(StrEnum):
    """Why a worker gave no answer."""

    TIME = "time"
    MEMORY = "memory"
    OUTPUT = "output"
    DEPTH = "depth"
    CRASH = "crash"
    BUG = "bug"


@dataclass(frozen=True, slots=True)
class Died:
    """There is no answer; `place` is where the program failed, if that is known."""

    reason: Reason
    place: str = ""


def parse_size(text: str) -> int:
    """Return the bytes that `1GiB`, `512MiB` or `536870912` stand for; k, M and G are powers of 1024.

    Raises:
        UsageError: the text is no size, or less than the program itself needs.
    """
    found = _SIZE.fullmatch(text.strip())
    size = int(found[1]) << _POWER[(found[2] or "").lower()] if found else 0
    if size < _LEAST_MEMORY:
        least = f"{_LEAST_MEMORY >> 20}MiB"
        raise UsageError(
            nb=f"--limit-memory: skriv en størrelse på minst {least}, for eksempel 512MiB eller 2GiB.",
            en=f"--limit-memory: write a size of at least {least}, for example 512MiB or 2GiB.",
        )
    return size
