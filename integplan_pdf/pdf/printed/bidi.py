"""Text as it stands on paper, from left to right, put into the order it is read in.

Limits: a simple inverse of the bidirectional algorithm (Unicode UAX #9): one level of numbers and foreign words within
a line from right to left, no explicit controls.
"""

from __future__ import annotations

import re
import unicodedata

_RIGHT = ("R", "AL")
_FIRST = "\u0590"
"""Before this no letter is written from right to left."""

_PRESENTED = re.compile("[\ufb1d-\ufdff\ufe70-\ufeff]")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def has_right_to_left(text: str) -> bool:
    """Whether any letter is written from right to left."""
    return max(text, default="") >= _FIRST and any(unicodedata.bidirectional(char) in _RIGHT for char in text)


def logical(text: str) -> str:
    """Return a line in reading order."""
    if not has_right_to_left(text):
        return text
    plain = _PRESENTED.sub(lambda match: unicodedata.normalize("NFKC", match[0])[::-1], text)
    strong = [kind for kind in map(unicodedata.bidirectional, plain) if kind in ("L", *_RIGHT)]
    return _reversed(plain) if strong[-1] in _RIGHT else _within(plain)


def _reversed(text: str) -> str:
    """Turn a line that runs from right to left, and turn numbers and foreign words in it back."""
    return "".join(part if _runs_left(part) else part[::-1].translate(_MIRRORED) for part in reversed(_parts(text)))


def _within(text: str) -> str:
    """Turn the parts of a line that run from right to left; neighbours with only a space between belong together."""
    return re.sub(r"[\u0590-\u08ff](?:[\u0590-\u08ff\s.,]*[\u0590-\u08ff])?", lambda match: match[0][::-1], text)


def _parts(text: str) -> list[str]:
    return re.findall(r"[^\W\d_\u0590-\u08ff]+(?:[\s.,:/-]*[^\W_\u0590-\u08ff]+)*|\d+(?:[.,:/-]\d+)*|.", text)


def _runs_left(part: str) -> bool:
    return part[0].isdigit() or unicodedata.bidirectional(part[0]) == "L"
