"""Letters as words, whichever way they are written across the page."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from integplan_pdf.model.printed import Word
from integplan_pdf.pdf.recognize.letters import Letter

_GAP = 0.22
"""The gap that parts two words, as a share of the letters' size."""

_BACK = 0.6
"""How far back a letter may begin and still belong to the word, as a share of its size: kerning, faked bold."""

_OFF_LINE = 0.35
"""How far off the line a letter may stand and still belong to the word, as a share of its size."""


def words(letters: Iterable[Letter]) -> tuple[Word, ...]:
    """Return runs of letters without space between them, in the order they are drawn; rectangles as on the page."""
    return tuple(map(_word, _runs(letters)))


def _runs(letters: Iterable[Letter]) -> Iterator[list[Letter]]:
    run: list[Letter] = []
    for letter in letters:
        blank = letter.text.isspace()
        if run and (blank or not _follows(run[-1], letter)):
            yield run
            run = []
        if not blank:
            run.append(letter)
    if run:
        yield run


def _follows(before: Letter, letter: Letter) -> bool:
    """Whether a letter stands right after another on one line."""
    if before.turn != letter.turn:
        return False
    along, across = offset(before, letter)
    size = max(before.size, letter.size)
    gap = along - (before.width + letter.width) / 2
    return -_BACK * size < gap < _GAP * size and abs(across) < _OFF_LINE * size


def offset(before: Letter, letter: Letter) -> tuple[float, float]:
    """Return how far a letter stands from another along the line of writing, and above it."""
    dx, dy = letter.x - before.x, letter.y - before.y
    cos, sin = _DIRECTIONS[before.turn]
    return dx * cos + dy * sin, dy * cos - dx * sin


_DIRECTIONS = {
    turn: (round(math.cos(math.radians(turn))), round(math.sin(math.radians(turn)))) for turn in range(0, 360, 90)
}


def _word(run: list[Letter]) -> Word:
    across = run[0].turn in (90, 270)
    halves = [(letter.size / 2, letter.width / 2) if across else (letter.width / 2, letter.size / 2) for letter in run]
    return Word(
        "".join(letter.text for letter in run),
        (
            min(letter.x - half for letter, (half, _) in zip(run, halves, strict=True)),
            min(letter.y - half for letter, (_, half) in zip(run, halves, strict=True)),
            max(letter.x + half for letter, (half, _) in zip(run, halves, strict=True)),
            max(letter.y + half for letter, (_, half) in zip(run, halves, strict=True)),
        ),
    )
