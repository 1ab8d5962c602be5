"""What keeps a report safe to pass on: no names or numbers unless asked for, no characters that act.

A row key or file name can hold an identification number against all advice; it is covered. Advisers are people: without
leave they are numbered, `Rådgiver 1` being whoever comes first in the input.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"(?<!\d)\d{6}[ .\u00a0-]?\d{5,6}(?!\d)")  # fødselsnummer, D-number, DUF number
_ACTING: dict[int, int | str] = {
    **{code: 0x2400 + code for code in range(0x20)},  # control characters become pictures of themselves
    0x7F: 0x2421,
    **dict.fromkeys((*range(0x80, 0xA0), 0xFFFE, 0xFFFF), 0xFFFD),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)), 0xFFFD),  # they turn the text around them
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),
    **dict.fromkeys((0x09, 0x0A, 0x0D, 0x2028, 0x2029), " "),
}


def printable(text: str) -> str:
    """Return `text` on one line, with nothing in it that acts instead of being seen."""
    return text.translate(_ACTING)


def covered(text: str) -> str:
    """Return `text` with every digit of what may be an identification number covered."""
    return _NUMBER.sub(lambda match: "•" * len(match[0]), text)


def numbered(names: Iterable[str]) -> dict[str, int]:
    """Return a number from 1 for each name in order of first appearance; case and spacing make no difference."""
    numbers: dict[str, int] = {}
    for name in names:
        if name.strip():
            numbers.setdefault(same(name), len(numbers) + 1)
    return numbers


def same(name: str) -> str:
    """Return what two spellings of one name have in common."""
    return " ".join(name.casefold().split())
