"""Paragraphs that take care: broken into lines by UAX #14, each line with the order that its characters stand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from integplan_pdf.pdf.scripts.bidi import visual_order
from integplan_pdf.pdf.scripts.breaks import break_units, cut, fitting
from integplan_pdf.pdf.scripts.kinds import INVOLVED, RIGHT_TO_LEFT, UNDRAWN, runs_right_to_left
from integplan_pdf.pdf.scripts.line import MixedLine, Place

_SOFT_HYPHEN = "\u00ad"
_TOLERANCE = 1e-6


def mixed_line(words: Iterable[str]) -> MixedLine:
    """Return a line that is a paragraph of its own."""
    text = " ".join(words)
    return Order(text).line(0, len(text), len(text) + 1)


class Order:
    """In which order the characters of a paragraph stand on its lines."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.rtl = runs_right_to_left(text)
        self._ranks: list[tuple[int, bool]] | None = None
        if self.rtl or RIGHT_TO_LEFT.search(text):
            self._ranks = [(0, False)] * len(text)
            for rank, place in enumerate(visual_order(text, rtl=self.rtl)):
                self._ranks[place.number] = (rank, place.rtl)

    def line(self, start: int, end: int, taken: int) -> MixedLine:
        """Return the part of the paragraph from `start` to `end` as a line."""
        shown = [place for place in range(start, end) if not UNDRAWN.match(self._text[place])]
        characters = [self._text[place] for place in shown]
        if end > start and self._text[end - 1] == _SOFT_HYPHEN and end < len(self._text):
            shown.append(end - 1)
            characters.append("-")
        return MixedLine("".join(characters), self._places(shown), rtl=self.rtl, taken=taken)

    def _places(self, shown: list[int]) -> list[Place]:
        if self._ranks is None:
            return [Place(number, rtl=False) for number in range(len(shown))]
        ranks = self._ranks
        ordered = sorted(range(len(shown)), key=lambda index: ranks[shown[index]])
        return [Place(index, ranks[shown[index]][1]) for index in ordered]


class _Unit(NamedTuple):
    """What stays on one line if it can: its place in the paragraph, its width, and that of the space after it."""

    start: int
    end: int
    width: float
    gap: float


class MixedParagraph:
    """A paragraph measured once, to be broken into lines of any width.

    Args:
        text: without newlines.
        advance: the width of a word with a space after it.
        space: the width of a space.
    """

    def __init__(self, text: str, advance: Callable[[str], float], space: float) -> None:
        self._text = text
        self._advance = advance
        self._space = space
        self._units = self._measured()
        self._order: Order | None = None
        self.longest = max((unit.width for unit in self._units), default=0.0)

    def lines(self, width: float) -> list[MixedLine]:
        """Return the lines no wider than `width`; what is wider than that is cut."""
        limit = width + _TOLERANCE
        places: list[tuple[int, int]] = []
        start = end = 0
        used = 0.0
        for unit in self._fitting(limit):
            if used + unit.width > limit and unit.start > start:
                places.append((start, end))
                start, used = unit.start, 0.0
            end = unit.end
            used += unit.width + unit.gap
        return self._lines([*places, (start, end)])

    def _width(self, part: str) -> float:
        return self._advance(UNDRAWN.sub("", part)) - self._space

    def _measured(self) -> list[_Unit]:
        units: list[_Unit] = []
        start = 0
        for word in self._text.split(" "):
            parts = break_units(word) if INVOLVED.search(word) or _SOFT_HYPHEN in word else [word]
            for part in parts or [""]:
                end = start + len(part)
                hyphen = "-" if part.endswith(_SOFT_HYPHEN) else ""
                units.append(_Unit(start, end, self._width(part + hyphen), 0.0))
                start = end
            units[-1] = units[-1]._replace(gap=self._space)
            start += 1
        return units

    def _fitting(self, limit: float) -> Iterator[_Unit]:
        """Yield the units, in parts those that no line holds."""
        for unit in self._units:
            start, rest = unit.start, self._text[unit.start : unit.end]
            if unit.width > limit:
                while (most := fitting(rest, lambda head: self._width(head) <= limit)) < len(rest):
                    part, after = cut(rest, most)
                    if not after:
                        break
                    yield _Unit(start, start + len(part), self._width(part), 0.0)
                    start, rest = start + len(part), after
                unit = _Unit(start, unit.end, self._width(rest), unit.gap)
            yield unit

    def _lines(self, places: list[tuple[int, int]]) -> list[MixedLine]:
        self._order = self._order or Order(self._text)
        nexts = [*(start for start, _ in places[1:]), len(self._text) + 1]
        return [self._order.line(start, end, after - start) for (start, end), after in zip(places, nexts, strict=True)]
