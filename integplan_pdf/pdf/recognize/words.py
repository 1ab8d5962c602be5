"""Letters as words, whichever way they are written across the page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from integplan_pdf.model.printed import Word
from integplan_pdf.pdf.recognize.letters import Letter

_GAP = 0.22
"""The gap that parts two words, as a share of the letters' size."""

_BACK = 0.6
"""How far back a letter may begin and still belong to the word, as a share of its size: kerning, faked bold."""

_OFF_LINE = 0.35
"""How far off the line a letter may stand and still belong to the word, as a share of its size."""


def words(letters: Sequence[Letter]) -> tuple[Word, ...]:
    """Return runs of letters without space between them, in the order they are drawn; rectangles as on the page."""
    if any(letter.turn for letter in letters):
        return tuple(map(_word, _runs(letters)))
    return tuple(_upright_words(letters)) if letters else ()


def _upright_words(letters: Sequence[Letter]) -> Iterator[Word]:
    """Yield what `_runs` and `_word` give of letters that all run from left to right, in steps over whole columns."""
    texts, xs, ys, widths, sizes, _, _ = zip(*letters, strict=True)
    lefts = [x - width / 2 for x, width in zip(xs, widths, strict=True)]
    rights = [x + width / 2 for x, width in zip(xs, widths, strict=True)]
    bottoms = [y - size / 2 for y, size in zip(ys, sizes, strict=True)]
    tops = [y + size / 2 for y, size in zip(ys, sizes, strict=True)]
    goes_on = [
        -_BACK * (largest := max(size0, size)) < (x - x0) - (width0 + width) / 2 < _GAP * largest
        and abs(y - y0) < _OFF_LINE * largest
        for x0, y0, width0, size0, x, y, width, size in zip(
            xs, ys, widths, sizes, xs[1:], ys[1:], widths[1:], sizes[1:], strict=False
        )
    ]
    for start, end in _spans(texts, goes_on):
        yield Word(
            "".join(texts[start:end]),
            (min(lefts[start:end]), min(bottoms[start:end]), max(rights[start:end]), max(tops[start:end])),
        )


def _spans(texts: Sequence[str], goes_on: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield where words begin and end; `goes_on` says of each letter but the first whether it follows its neighbour."""
    start = -1
    for place, (text, follows) in enumerate(zip(texts, (False, *goes_on), strict=True)):
        if text.isspace():
            if start >= 0:
                yield start, place
            start = -1
        elif start < 0 or not follows:
            if start >= 0:
                yield start, place
            start = place
    if start >= 0:
        yield start, len(texts)


def _runs(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    run: list[Letter] = []
    for letter in letters:
        if letter.text.isspace():
            if run:
                yield run
                run = []
        elif run and _follows(run[-1], letter):
            run.append(letter)
        else:
            if run:
                yield run
            run = [letter]
    if run:
        yield run


def _follows(before: Letter, letter: Letter) -> bool:
    """Whether a letter stands right after another on one line."""
    _, x0, y0, width0, size0, turn0, _ = before
    _, x, y, width, size, turn, _ = letter
    if turn0 != turn:
        return False
    along, across = offset(before, letter) if turn else (x - x0, y - y0)
    largest = max(size0, size)
    gap = along - (width0 + width) / 2
    return -_BACK * largest < gap < _GAP * largest and abs(across) < _OFF_LINE * largest


def offset(before: Letter, letter: Letter) -> tuple[float, float]:
    """Return how far a letter stands from another along the line of writing, and above it."""
    dx, dy = letter.x - before.x, letter.y - before.y
    cos, sin = _DIRECTIONS[before.turn]
    return dx * cos + dy * sin, dy * cos - dx * sin


_DIRECTIONS = {
    turn: (round(math.cos(math.radians(turn))), round(math.sin(math.radians(turn)))) for turn in range(0, 360, 90)
}


def _word(run: list[Letter]) -> Word:
    texts, xs, ys, widths, sizes, turns, _ = zip(*run, strict=True)
    wide, high = (sizes, widths) if turns[0] in (90, 270) else (widths, sizes)
    return Word(
        "".join(texts),
        (
            min([x - side / 2 for x, side in zip(xs, wide, strict=True)]),
            min([y - side / 2 for y, side in zip(ys, high, strict=True)]),
            max([x + side / 2 for x, side in zip(xs, wide, strict=True)]),
            max([y + side / 2 for y, side in zip(ys, high, strict=True)]),
        ),
    )
