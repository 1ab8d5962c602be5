"""Whether what is seen in a box says the same as what is stored for it.

Letters are compared, not blanks: where a line is broken or a word parted is the box's affair. Scripts that run from
right to left, or draw their letters in another order than they are written, are compared by which letters there are.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from enum import StrEnum

_IGNORED = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff"}
_ALIKE = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u2019": "'", "\u2018": "'", "\u0640": ""})
_NEARLY_ALL = 0.8
"""How large a share of a shaped script's letters must be found: vowel signs are often drawn as parts of others."""


class Agreement(StrEnum):
    """How what is seen stands to what is stored.

    Attributes:
        PART: only one part is seen, as when a text runs out of its box.
        UNKNOWN: letters are seen that cannot be told.
    """

    SAME = "same"
    PART = "part"
    DIFFERENT = "different"
    UNKNOWN = "unknown"


def agreement(stored: str, seen: str) -> Agreement:
    """Return how the text seen in a box stands to the text stored for it."""
    kept, shown = letters(stored), letters(seen)
    if kept == shown:
        return Agreement.SAME
    if _could_say(shown, kept):
        return Agreement.UNKNOWN
    if _is_shaped(kept) and _share(kept, shown) >= _NEARLY_ALL:
        return Agreement.SAME
    if shown and shown in kept:
        return Agreement.PART
    return Agreement.DIFFERENT


def letters(text: str) -> str:
    """Return a text without blanks and marks that are not seen, its ligatures taken apart."""
    plain = unicodedata.normalize("NFKC", text.translate(_ALIKE))
    return "".join(char for char in plain if not char.isspace() and char not in _IGNORED and _is_drawn(char))


def _is_drawn(char: str) -> bool:
    return unicodedata.category(char) != "Cc"


def _is_known(char: str) -> bool:
    return char != "\ufffd" and unicodedata.category(char) not in ("Co", "Cn", "Cs")


def _could_say(shown: str, kept: str) -> bool:
    """Whether letters of `shown` cannot be told, and all others stand in `kept` in their order."""
    if all(map(_is_known, shown)):
        return False
    known = "".join(char if _is_known(char) else " " for char in shown)
    return re.fullmatch(".*".join(map(re.escape, known.split(" "))), kept) is not None


def _is_shaped(text: str) -> bool:
    """Whether a text has letters that join, turn or change places when they are drawn."""
    return any(unicodedata.bidirectional(char) in ("R", "AL") or unicodedata.combining(char) for char in text) or any(
        unicodedata.category(char) in ("Mn", "Mc") for char in text
    )


def _share(stored: str, seen: str) -> float:
    """Return which share of the letters of two texts they have in common; 0 where one is much longer."""
    common = (Counter(stored) & Counter(seen)).total()
    return 2 * common / max(1, len(stored) + len(seen))
