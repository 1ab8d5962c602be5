"""The letters in one box as the text that was typed there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.printed.bidi import has_right_to_left, logical
from integplan_pdf.pdf.recognize.letters import UNKNOWN, Letter

_GAP = 0.16
"""The gap that parts two words where no space was drawn, as a share of the letters' size."""

_SPACE = 0.26
"""About how wide a space is, as a share of the letters' size."""

_SAME_LINE = 0.45
"""How far apart in height letters of one line may stand, as a share of their size."""

_BLANK_LINE = 1.7
"""From so many times the usual distance between lines a line was left empty."""

_CLOSE_CALL = 0.25
"""How nearly a word may fit on the line before for nobody to tell why that ended, as a share of its size."""

_ITEM = re.compile(r"^([-–•*]|\d+[.)]) ", re.MULTILINE)
"""The beginning of an item of a list."""

_ENDS = (".", "!", "?", ":", ";", "…")
_ABBREVIATION = 5
"""The most letters that an abbreviation has, its stop among them."""

_CONJUNCTIONS = frozenset(("og", "eller", "samt", "and", "or", "til"))
_LIGATURES = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB07)}
_DASHES = {"\u00ad": "-", "\ufffe": "-", "\x02": "-"}
_TABLE = str.maketrans(_LIGATURES | _DASHES)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of letters, from left to right, spaces among them.

    Attributes:
        text: what it says, in reading order.
        left, right: where its ink begins and ends; y: the middle of its letters.
    """

    letters: tuple[Letter, ...]
    text: str
    left: float
    right: float
    y: float
    size: float


def lines(letters: Iterable[Letter]) -> list[Line]:
    """Return upright letters as lines from the top down."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda one: -one.y):
        if rows and rows[-1][0].y - letter.y <= _SAME_LINE * max(letter.size, rows[-1][0].size):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return [_line(row) for row in rows if any(not letter.text.isspace() for letter in row)]


def _line(row: Sequence[Letter]) -> Line:
    ordered = sorted(row, key=_start)
    inked = [place for place, letter in enumerate(ordered) if not letter.text.isspace()]
    first, last = inked[0], inked[-1]
    right = max([ordered[place].x + ordered[place].width / 2 for place in inked])
    size = max([ordered[place].size for place in inked])
    letters = tuple(ordered[first : last + 1])
    return Line(letters, logical("".join(_spaced(letters))), _start(letters[0]), right, letters[0].y, size)


def _start(letter: Letter) -> float:
    return letter.x - letter.width / 2


def _spaced(letters: Iterable[Letter]) -> Iterator[str]:
    """Yield the letters with a space where none was drawn but a gap left."""
    was_blank, end, size_before = True, 0.0, 0.0
    for text, x, _, width, size, _, _ in letters:
        half, is_blank = width / 2, text.isspace()
        if not (was_blank or is_blank) and (x - half) - end > _GAP * max(size_before, size):
            yield " "
        yield " " if is_blank else text
        was_blank, end, size_before = is_blank, x + half, size


def joined(found: Sequence[Line], box: Rect, *, multiline: bool) -> tuple[str, float]:
    """Return the lines of a box as the text that was typed, and how sure that is.

    A line that ends though the next word had room was ended by the writer; otherwise by the width of the box.
    """
    if not found:
        return "", 1.0
    text, sure = found[0].text, 1.0
    pitch = _pitch(found)
    for before, line in pairwise(found):
        if not multiline:
            text += " " + line.text
            continue
        text, certain = _continued(text, before, line, box, pitch)
        sure = min(sure, certain)
    return clean(text), _doubt(text, sure)


def _continued(text: str, before: Line, line: Line, box: Rect, pitch: float) -> tuple[str, float]:
    """Return `text`, which ends with the line `before`, with the next line added."""
    after = line.text
    if before.y - line.y > _BLANK_LINE * pitch:
        return f"{text}\n\n{after}", 1.0
    room = _room(before, box)
    word = _first_word(line)
    spare = room - word - _SPACE * before.size
    if spare > _CLOSE_CALL * before.size:
        return f"{text}\n{after}", 1.0
    sure = 0.95 if spare < -_CLOSE_CALL * before.size else 0.8
    last = before.text
    if _cut_within(last, after) and room < line.letters[0].width:
        return f"{text}{after}", 0.6
    if (_ITEM.match(after) and _ITEM.search(text)) or _sentence_ends(last, after):
        return f"{text}\n{after}", 0.6
    return f"{text} {after}", min(sure, _sure_of_one(last, after))


def _cut_within(last: str, after: str) -> bool:
    """Whether a full line that holds no space may end within a word too long for its box, by how the next begins."""
    first = after.split(maxsplit=1)[0]
    return " " not in last and first not in _CONJUNCTIONS and (len(first) > 1 or first.isalnum())


def _sentence_ends(last: str, after: str) -> bool:
    """Whether a small letter follows a full stop that no abbreviation has: only a new line explains it."""
    word = last.rsplit(maxsplit=1)[-1]
    return word.endswith(".") and "." not in word[:-1] and len(word) > _ABBREVIATION and after[:1].islower()


def _sure_of_one(last: str, after: str) -> float:
    """Return how sure it is that two lines, the first of them full, were one: a full stop or a hyphen says little."""
    if last.endswith("-") and last[-2:-1].isalpha():
        return 1.0 if after.split(maxsplit=1)[0].rstrip(",.;:") in _CONJUNCTIONS else 0.6
    return 0.8 if last.endswith(_ENDS) or _ITEM.match(after) else 1.0


def _room(line: Line, box: Rect) -> float:
    """Return how much of the box's width a line leaves, its margins taken off."""
    margin = min(max(line.left - box[0], 1.0), 5.0)
    return box[2] - box[0] - 2 * margin - (line.right - line.left)


def _first_word(line: Line) -> float:
    """Return how wide the first word is; of a line from right to left the last on paper."""
    letters = line.letters[::-1] if has_right_to_left(line.text) else line.letters
    width = 0.0
    for before, letter in pairwise((letters[0], *letters)):
        gap = abs(letter.x - before.x) - (letter.width + before.width) / 2
        if letter.text.isspace() or gap > _GAP * letter.size:
            break
        width += letter.width
    return width


def _pitch(found: Sequence[Line]) -> float:
    """Return the least distance between two lines that is no accident."""
    steps = [before.y - line.y for before, line in pairwise(found)]
    usual = [step for step in steps if step > 0.8 * found[0].size]
    return min(usual, default=1.35 * found[0].size)


def _doubt(text: str, sure: float) -> float:
    if UNKNOWN in text:
        return 0.0
    return min(sure, 0.8) if has_right_to_left(text) else sure


def comb(letters: Sequence[Letter], box: Rect, cells: int) -> str:
    """Return what stands in the cells of a comb field; an empty cell between two is a space."""
    wide = (box[2] - box[0]) / cells
    at: dict[int, str] = {}
    for letter in sorted(letters, key=_start):
        if not letter.text.isspace():
            cell = min(cells - 1, max(0, int((letter.x - box[0]) / wide)))
            at[cell] = at.get(cell, "") + letter.text
    last = max(at, default=-1)
    return clean("".join(at.get(cell, " ") for cell in range(last + 1)))


def clean(text: str) -> str:
    """Return text in composed form, ligatures resolved, soft hyphens drawn at a line's end as hyphens."""
    plain = unicodedata.normalize("NFC", text.translate(_TABLE))
    return "\n".join(line.strip() for line in plain.split("\n")).strip()
