"""Where a line may break (UAX #14) and what must stay together (UAX #29), by the library unicode-segmentation-rs.

Scripts that write no spaces and need a dictionary (Thai, Lao, Khmer, Myanmar) may break between any two
syllables' letters, but not before or after what never begins or ends one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from itertools import accumulate

from unicode_segmentation_rs import graphemes, line_break_units

_DICTIONARY = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ede\u1000-\u104f\u1780-\u17d3]")
_LEADING = re.compile("[\u0e40-\u0e44\u0ec0-\u0ec4]$")
_TRAILING = re.compile("[\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eaf\u0eb0\u0eb2\u0eb3\u0ec6\u17d2]|[^\\w]")

_FEW, _BEYOND = 16, 40
"""How many characters are tried first, and how many after a line's end say whether it may break there."""


def break_units(word: str) -> list[str]:
    """Return the parts of a word without spaces, between which a line may break."""
    units = line_break_units(word)
    if _DICTIONARY.search(word):
        return [part for unit in units for part in _syllables(unit)]
    return units


def _syllables(unit: str) -> list[str]:
    if not _DICTIONARY.search(unit):
        return [unit]
    parts: list[str] = []
    for cluster in graphemes(unit, is_extended=True):
        joined = parts and (_LEADING.search(parts[-1]) or _TRAILING.match(cluster) or parts[-1].endswith("\u17d2"))
        if joined or (parts and not _DICTIONARY.search(parts[-1] + cluster)):
            parts[-1] += cluster
        else:
            parts.append(cluster)
    return parts


def clusters(text: str) -> list[str]:
    """Return what readers take for single characters, marks with their letters."""
    return graphemes(text, is_extended=True)


def fitting(text: str, fits: Callable[[str], bool]) -> int:
    """Return how many characters from the start of `text` fit, without looking far beyond them."""
    end = _FEW
    while end < len(text) and fits(text[:end]):
        end *= 2
    return bisect_left(range(min(end, len(text))), True, key=lambda last: not fits(text[: last + 1]))


def cut(word: str, most: int) -> tuple[str, str]:
    """Cut a word that no line holds: where a line may break, else between two of its characters.

    Args:
        word: what is to be cut.
        most: how many characters have room; the first part has at least one all the same.
    """
    word, after = word[: most + _BEYOND], word[most + _BEYOND :]
    ends = list(accumulate(map(len, clusters(word))))
    allowed = [place for place in accumulate(map(len, break_units(word))) if place <= most]
    end = max([place for place in (allowed or ends) if place <= most], default=ends[0])
    return word[:end], word[end:] + after
