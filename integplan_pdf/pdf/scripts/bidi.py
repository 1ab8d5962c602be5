"""In which order the characters of a paragraph stand on its lines (UAX #9), by the library python-bidi."""

from __future__ import annotations

from bidi import get_display
from bidi.mirror import MIRRORED

from integplan_pdf.pdf.scripts.line import Place

_FIRST, _BASE = 0xE0020, 96
"""Tag characters: boundary neutrals, which take the direction of what they follow and change nothing."""
_STRONG = ("a", "\u05d0")


def visual_order(text: str, *, rtl: bool) -> list[Place]:
    """Return the characters of a paragraph from left to right, as if it were one line.

    The order within a part of the paragraph is the order on a line that holds that part (rule L2: what lies
    between two characters alone decides which of them comes first).

    Each character is followed by its number in tag characters, so that what the library gives back says where
    it came from, and on which side its number stands says which way it runs.
    """
    digits = _digits(len(text))
    marked = "".join([character + _number(index, digits) for index, character in enumerate(text)])
    shown = get_display(marked + _STRONG[rtl], base_dir="R" if rtl else "L")
    shown = shown[1:] if rtl else shown[:-1]
    step = digits + 1
    return [_place(shown[start : start + step]) for start in range(0, len(shown), step)]


def mirrored(character: str) -> str:
    """Return what a character looks like in text that runs from right to left (rule L4)."""
    return str(MIRRORED.get(character, character))


def _digits(count: int) -> int:
    digits = 1
    while _BASE**digits < count:
        digits += 1
    return digits


def _number(index: int, digits: int) -> str:
    return "".join([chr(_FIRST + index // _BASE**place % _BASE) for place in range(digits)])


def _place(cell: str) -> Place:
    rtl = _FIRST <= ord(cell[0]) < _FIRST + _BASE
    number = cell[-2::-1] if rtl else cell[1:]
    return Place(sum((ord(digit) - _FIRST) * _BASE**place for place, digit in enumerate(number)), rtl)
