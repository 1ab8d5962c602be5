"""How workbooks (ECMA-376) write texts and numbers, where openpyxl hands them over as they are.

Limitation: openpyxl undoes one layer of `_x005F_` in shared strings by itself, so a text that spells out an
escape (`_x000D_`) is read as that character from workbooks that keep it there. Ours keep texts in the cells.
"""

from __future__ import annotations

import math
import re

from integplan_pdf.model.sheet import Cell, Unreadable

_FORBIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EXACT = 10**15  # Excel keeps 15 digits
_LAST_COLUMN = 16_384
_LITERAL = re.compile(r'\\.|"[^"]*"|[ \u00a0-]')


def escape(text: str) -> str:
    r"""Return `text` with what XML 1.0 cannot hold written `_xHHHH_` (ECMA-376 part 1, 22.9.2.19)."""
    return _FORBIDDEN.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def unescape(text: str) -> str:
    r"""Return the text that `escape` was given; halves of surrogate pairs stay escaped."""
    return _ESCAPED.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)


def column_index(letters: str) -> int:
    """Return the number of a column, from 0.

    Raises:
        ValueError: there is no such column.
    """
    number = 0
    for letter in letters:
        if not "A" <= letter <= "Z":
            raise ValueError("not a cell reference")
        number = number * 26 + ord(letter) - ord("A") + 1
    if not 1 <= number <= _LAST_COLUMN:
        raise ValueError("column out of range")
    return number - 1


def plain_number(number: float) -> Cell:
    """Return a number as an int where it is one and exact; what is none is unreadable."""
    if not math.isfinite(number):
        return Unreadable.ERROR
    return int(number) if number.is_integer() and abs(number) < _EXACT else number


def zero_padded(number: int, number_format: str) -> str | None:
    r"""Return the digits that a number format such as `00000000000` or `000000\ 00000` shows, else None.

    Separators in the format are left out; decimals, thousands and single `0` are no padding.
    """
    mask = _LITERAL.sub("", number_format.partition(";")[0])
    if number < 0 or len(mask) < 2 or mask.strip("0"):
        return None
    return f"{number:0{len(mask)}d}"
