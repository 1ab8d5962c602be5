"""Which text takes care: letters that join or carry marks, right-to-left scripts, scripts without spaces."""

from __future__ import annotations

import re
import unicodedata

JOINERS = "\u200c\u200d"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_RIGHT_TO_LEFT = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
_MARKS = "\u0300-\u036f\u0483-\u0489\u135d-\u135f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f"
_SOUTHERN = (
    "\u0900-\u109f\u1100-\u11ff\u1700-\u18af\u1900-\u1aaf\u1b00-\u1c4f\u1cd0-\u1cff\ua800-\ua82f\ua840-\uaaff"
    "\uabc0-\uabff\U00011000-\U00011fff"
)
_SIMPLE = "\u1200-\u135c\u1360-\u139f\u2d80-\u2ddf\uab00-\uab2f"
"""Ethiopic: one glyph after another, but words may be parted by signs, and the font is not the field's."""
_UNSPACED = (
    "\u200b\u2e80-\u2fff\u3001-\u3098\u309b-\ua4cf\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff01-\uffef"
    "\U0001f000-\U0001faff\U00020000-\U0003ffff"
)

SHAPED_CLASS = f"{_RIGHT_TO_LEFT}{_MARKS}{_SOUTHERN}"
"""As part of a regular expression: what has to be shaped."""
INVOLVED_CLASS = f"{SHAPED_CLASS}{_SIMPLE}{_UNSPACED}{_DIRECTIONS}{JOINERS}"
"""As part of a regular expression: what cannot be set glyph by glyph, word by word."""
DIRECTION_CLASS = _DIRECTIONS

SHAPED = re.compile(f"[{SHAPED_CLASS}]")
INVOLVED = re.compile(f"[{INVOLVED_CLASS}]")
RIGHT_TO_LEFT = re.compile(f"[{_RIGHT_TO_LEFT}]")
UNDRAWN = re.compile(f"[\u00ad\u200b{_DIRECTIONS}]")
"""What says where a line may break or which way it runs, and is not drawn itself."""
IGNORABLE = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
"""What no font needs a glyph for."""


def runs_right_to_left(text: str) -> bool:
    """Return whether the first strong character of a paragraph is of a right-to-left script (UAX #9, P2)."""
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False
