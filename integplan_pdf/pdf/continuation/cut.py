"""As much of a text as a box has room for, and where all of it stands."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

from integplan_pdf.pdf.appearance.block import BlockBox
from integplan_pdf.pdf.appearance.canvas import LEGIBLE, Canvas, Drawn
from integplan_pdf.pdf.appearance.line import LineBox
from integplan_pdf.pdf.scripts.kinds import RIGHT_TO_LEFT

_WORD = re.compile(r"\S{1,30}")
"""A word, or part of one that is so long that nobody would miss its end."""
_NEAR = 8
"""How many words a marker takes the place of, about: where the search for the cut begins."""

OpenBox = BlockBox | LineBox
"""The boxes whose text can be cut: not the cells of a comb, and no password."""


@dataclass(frozen=True, slots=True)
class CutBox:
    """A box that ends with a marker where its text has no room.

    Attributes:
        markers: what may stand at the end, the most explicit first.
    """

    box: OpenBox
    markers: tuple[str, ...]

    @property
    def canvas(self) -> Canvas:
        return self.box.canvas

    def draw(self, text: str) -> Drawn:
        """Return the appearance of `text`, cut after a word if it has no room.

        Beside letters that run from right to left the marker is a paragraph of its own: within theirs it would be torn.
        """
        whole = self.box.draw(text)
        if is_legible(whole, self.box):
            return whole
        marker = next((one for one in self.markers if self._has_room(one)), self.markers[-1])
        between = "\n" if RIGHT_TO_LEFT.search(text) else " "
        visible = cut(text, lambda head: self._has_room(f"{head}{between}{marker}"), len(text) - whole.lost)
        return self.box.draw(f"{text[:visible]}{between}{marker}".lstrip())

    def _has_room(self, text: str) -> bool:
        return is_legible(self.box.draw(text), self.box)


def is_legible(drawn: Drawn, box: OpenBox) -> bool:
    """Return whether all of a text is drawn, and in no smaller size than can be read; lower boxes have their own."""
    largest = box.largest if isinstance(box, LineBox) else box.sizes[0]
    return not drawn.lost and drawn.size >= min(LEGIBLE, largest)


def cut(text: str, has_room: Callable[[str], bool], near: int) -> int:
    """Return how many characters of `text` have room, up to the end of a word; 0 if not even one word has.

    Args:
        text: what is cut.
        has_room: whether a beginning of it has room.
        near: about how many characters that is.
    """
    ends = [0, *(word.end() for word in _WORD.finditer(text))]
    start = max(bisect_left(ends, near) - _NEAR, 0)
    if not has_room(text[: ends[start]]):
        first, last = 1, start
    else:
        first, last = start + 1, min(start + 2 * _NEAR, len(ends))
        if last < len(ends) and has_room(text[: ends[last]]):
            first, last = last + 1, len(ends)
    fitting = bisect_left(ends, True, first, last, key=lambda end: not has_room(text[:end]))
    return ends[fitting - 1]
