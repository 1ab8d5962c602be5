"""One page of a file laid on its page of the form: what is written there that the blank form does not print."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.recognize.layout import PageLayout
from integplan_pdf.pdf.recognize.letters import Letter, PageText
from integplan_pdf.pdf.recognize.match import PageMatch
from integplan_pdf.pdf.recognize.similarity import Matrix
from integplan_pdf.pdf.recognize.words import offset

_SAME_SPOT = 2.0
"""How far a printed letter may have moved, in points of the form."""

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
    found = [BoxText(rect) for rect in rects]
    written, printed = _parted(_on_form(page.letters, match.matrix), layout.text.letters)
    for letter in printed:
        if (index := _box_of(letter, rects)) is not None:
            found[index].printed.append(letter)
    before: tuple[Letter, int] | None = None
    for letter in written:
        index = _box_of(letter, rects)
        if before and index != before[1] and _runs_on(before[0], letter, _LOOSE if index is None else _TIGHT):
            index = before[1]
            found[index].overhang.append(letter)
        if index is not None:
            found[index].letters.append(letter)
        before = (letter, index) if index is not None else None
    return [_upright(one) for one in found]


def _on_form(letters: Iterable[Letter], matrix: Matrix) -> Iterator[Letter]:
    """Yield a file's letters in points of the form's page."""
    a, b, c, d, e, f = matrix
    scale = math.hypot(a, b)
    det = a * d - b * c
    turned = round(math.degrees(math.atan2(b, a)) / 90) * 90
    for letter in letters:
        x, y = letter.x - e, letter.y - f
        yield letter._replace(
            x=(d * x - c * y) / det,
            y=(a * y - b * x) / det,
            width=letter.width / scale,
            size=letter.size / scale,
            turn=(letter.turn - turned) % 360,
        )


def _parted(letters: Iterable[Letter], blank: Sequence[Letter]) -> tuple[list[Letter], list[Letter]]:
    """Return the letters that were written, and those that the blank form prints; each of those counts once."""
    waiting: dict[str, list[Letter]] = {}
    for letter in blank:
        waiting.setdefault(letter.text, []).append(letter)
    written: list[Letter] = []
    printed: list[Letter] = []
    for letter in letters:
        there = waiting.get(letter.text, [])
        near = [one for one in there if abs(one.x - letter.x) <= _SAME_SPOT and abs(one.y - letter.y) <= _SAME_SPOT]
        if near:
            there.remove(min(near, key=lambda one: abs(one.x - letter.x) + abs(one.y - letter.y)))
            printed.append(letter)
        else:
            written.append(letter)
    return written, printed


def _box_of(letter: Letter, rects: Sequence[Rect]) -> int | None:
    """Return the smallest box that holds the middle of a letter."""
    holding = [
        ((x1 - x0) * (y1 - y0), index)
        for index, (x0, y0, x1, y1) in enumerate(rects)
        if x0 - _MARGIN <= letter.x <= x1 + _MARGIN and y0 - _MARGIN <= letter.y <= y1 + _MARGIN
    ]
    return min(holding)[1] if holding else None


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
