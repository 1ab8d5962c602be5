"""Two texts compared word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

_TOKEN = re.compile(r"\s+|\w+(?:[-.:/@'’]\w+)*|[^\w\s]")  # dates, numbers and addresses stay whole
_MOST_PAIRS = 4_000_000


class PieceKind(StrEnum):
    """Which of the two texts a piece stands in."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words that stands in both texts, or in one of them."""

    kind: PieceKind
    text: str


def compare_words(before: str, after: str) -> list[Piece]:
    """Return the two texts as pieces in order: those that are not ADDED make up `before`, not REMOVED `after`.

    Texts of so many words that they cannot be compared in reasonable time are one piece each.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) * len(new) > _MOST_PAIRS:
        return [Piece(PieceKind.REMOVED, before), Piece(PieceKind.ADDED, after)]
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    steps = ((tag == "equal", "".join(old[a:b]), "".join(new[c:d])) for tag, a, b, c, d in found)
    return list(_pieces(_without_islands(list(steps))))


def _without_islands(steps: list[tuple[bool, str, str]]) -> Iterator[tuple[bool, str, str]]:
    """Yield the steps, blanks between two changed stretches taken as changed too."""
    gone = come = ""
    for number, (same, old, new) in enumerate(steps):
        last = number in (0, len(steps) - 1)
        if same and (last or not old.isspace()):
            if gone or come:
                yield False, gone, come
            gone = come = ""
            yield True, old, new
        else:
            gone, come = gone + old, come + new
    if gone or come:
        yield False, gone, come


def _pieces(steps: Iterable[tuple[bool, str, str]]) -> Iterator[Piece]:
    for same, old, new in steps:
        if same:
            yield Piece(PieceKind.SAME, new)
            continue
        if old:
            yield Piece(PieceKind.REMOVED, old)
        if new:
            yield Piece(PieceKind.ADDED, new)
