"""One page of a file laid on its page of the form: what is written there that the blank form does not print."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.recognize.layout import PageLayout
from integplan_pdf.pdf.recognize.letters import Letter, PageText
from integplan_pdf.pdf.recognize.match import PageMatch
from integplan_pdf.pdf.recognize.similarity import Matrix
from integplan_pdf.pdf.recognize.words import offset

_SAME_SPOT = 2.0
"""How far a printed letter may have moved, in points of the form."""

_REACH, _CELL = _SAME_SPOT + 0.1, 2 * _SAME_SPOT + 0.5
_LEVEL = 4.0
"""Height of the levels in which boxes are looked up, in points."""

_UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_MARGIN = 0.6
"""How far outside its box a letter's middle may stand, in points."""

_LOOSE, _TIGHT = 0.9, 0.15
"""The gaps over which a text runs on past its box into no box, and into another one, as shares of the size."""


@dataclass(slots=True)
class BoxText:
    """The letters in one box.

    Attributes:
        letters: written there, upright, in points of the form turned as the writing is; in the order drawn.
        printed: letters in the box that the blank form prints too.
        box: the rectangle turned as the writing is.
        overhang: letters that run on past the edge; they are among `letters`.
    """

    box: Rect
    letters: list[Letter] = field(default_factory=list)
    printed: list[Letter] = field(default_factory=list)
    overhang: list[Letter] = field(default_factory=list)

    @property
    def hidden(self) -> bool:
        """Whether any of it is drawn invisibly."""
        return any(letter.hidden for letter in self.letters)


def box_texts(page: PageText, match: PageMatch, layout: PageLayout) -> list[BoxText]:
    """Return what is written in each box of the form's page, in the order of `layout.boxes`."""
    rects = [box.rect for box in layout.boxes]
    box_at = _Boxes(rects).at
    found = [BoxText(rect) for rect in rects]
    written, printed = _parted(_on_form(page.letters, match.matrix), _blank(layout))
    for letter in printed:
        if (index := box_at(letter.x, letter.y)) is not None:
            found[index].printed.append(letter)
    before: tuple[Letter, int] | None = None
    for letter in written:
        index = box_at(letter.x, letter.y)
        if before and index != before[1] and _runs_on(before[0], letter, _LOOSE if index is None else _TIGHT):
            index = before[1]
            found[index].overhang.append(letter)
        if index is not None:
            found[index].letters.append(letter)
        before = (letter, index) if index is not None else None
    return [_upright(one) for one in found]


def _on_form(letters: Sequence[Letter], matrix: Matrix) -> Sequence[Letter]:
    """Return a file's letters in points of the form's page."""
    if matrix == _UNMOVED:
        return letters
    a, b, c, d, e, f = matrix
    scale = math.hypot(a, b)
    det = a * d - b * c
    turned = round(math.degrees(math.atan2(b, a)) / 90) * 90
    return [
        Letter(
            text,
            (d * (x - e) - c * (y - f)) / det,
            (a * (y - f) - b * (x - e)) / det,
            width / scale,
            size / scale,
            (turn - turned) % 360,
            hidden,
        )
        for text, x, y, width, size, turn, hidden in letters
    ]


class _Blank:
    """The letters that a blank page prints, by what they say and where they stand; each in every cell near it."""

    def __init__(self, letters: Sequence[Letter]) -> None:
        self._letters = letters
        self._exact: dict[tuple[str, float, float], list[int]] = {}
        self._cells: dict[tuple[str, float, float], list[int]] = {}
        for index, letter in enumerate(letters):
            text, x, y = letter[:3]
            self._exact.setdefault((text, x, y), []).append(index)
            for column in {(x - _REACH) // _CELL, (x + _REACH) // _CELL}:
                for row in {(y - _REACH) // _CELL, (y + _REACH) // _CELL}:
                    self._cells.setdefault((text, column, row), []).append(index)

    def nearest(self, letter: Letter, taken: Collection[int]) -> int | None:
        """Return the place of the letter that stands nearest and says the same, none of `taken`."""
        text, x, y = letter[:3]
        for index in self._exact.get((text, x, y), ()):
            if index not in taken:
                return index
        near = [
            (abs(x - other.x) + abs(y - other.y), index)
            for index in self._cells.get((text, x // _CELL, y // _CELL), ())
            if abs((other := self._letters[index]).x - x) <= _SAME_SPOT
            and abs(other.y - y) <= _SAME_SPOT
            and index not in taken
        ]
        return min(near)[1] if near else None


@lru_cache(256)
def _blank(layout: PageLayout) -> _Blank:
    return _Blank(layout.text.letters)


def _parted(letters: Iterable[Letter], blank: _Blank) -> tuple[list[Letter], list[Letter]]:
    """Return the letters that were written, and those that the blank form prints; each of those counts once."""
    taken: set[int] = set()
    written: list[Letter] = []
    printed: list[Letter] = []
    for letter in letters:
        index = blank.nearest(letter, taken)
        if index is None:
            written.append(letter)
        else:
            taken.add(index)
            printed.append(letter)
    return written, printed


class _Boxes:
    """Rectangles by the level at which they stand."""

    def __init__(self, rects: Sequence[Rect]) -> None:
        self._rects = sorted(
            ((x1 - x0) * (y1 - y0), index, x0 - _MARGIN, y0 - _MARGIN, x1 + _MARGIN, y1 + _MARGIN)
            for index, (x0, y0, x1, y1) in enumerate(rects)
        )
        self._levels: dict[float, list[tuple[float, float, float, float, int]]] = {}

    def at(self, x: float, y: float) -> int | None:
        """Return the smallest that holds a point; of equals the first."""
        level = y // _LEVEL
        if level not in self._levels:
            bottom, top = level * _LEVEL - _MARGIN, (level + 1) * _LEVEL + _MARGIN
            self._levels[level] = [
                (x0, y0, x1, y1, index) for _, index, x0, y0, x1, y1 in self._rects if y0 <= top and y1 >= bottom
            ]
        for x0, y0, x1, y1, index in self._levels[level]:
            if x0 <= x <= x1 and y0 <= y <= y1:
                return index
        return None


def _runs_on(before: Letter, letter: Letter, gap: float) -> bool:
    """Whether a letter goes on right after another on its line, with less than `gap` between, a share of its size."""
    if before.turn != letter.turn:
        return False
    along, across = offset(before, letter)
    return (
        0 <= along - (before.width + letter.width) / 2 + 0.1 * letter.size < (gap + 0.1) * letter.size
        and abs(across) < 0.3 * letter.size
    )


def _upright(found: BoxText) -> BoxText:
    """Turn writing that runs up, down or upside down."""
    turns = [letter.turn for letter in found.letters]
    turn = max(sorted(set(turns)), key=turns.count) if turns else 0
    if turn == 0:
        return found
    cos, sin = round(math.cos(math.radians(turn))), round(math.sin(math.radians(turn)))

    def turned(x: float, y: float) -> tuple[float, float]:
        return x * cos + y * sin, y * cos - x * sin

    letters = [
        letter._replace(
            x=turned(letter.x, letter.y)[0], y=turned(letter.x, letter.y)[1], turn=(letter.turn - turn) % 360
        )
        for letter in found.letters
    ]
    corners = [turned(x, y) for x in found.box[::2] for y in found.box[1::2]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return BoxText((min(xs), min(ys), max(xs), max(ys)), letters, found.printed, found.overhang)
