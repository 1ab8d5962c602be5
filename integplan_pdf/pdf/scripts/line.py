"""A line of several scripts: its words, and in which order its characters stand."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A character as it stands on a line: its place in the text, and whether it is set from right to left."""

    number: int
    rtl: bool


class MixedLine(list[str]):
    """The words of a line in the order they are read, and how they stand on it.

    Attributes:
        order: the characters of the words with a space between each two, from left to right.
        rtl: the line belongs to a paragraph that runs from right to left.
        taken: how many characters of its paragraph it takes, the space or newline after it included.
    """

    def __init__(self, text: str, order: list[Place], *, rtl: bool, taken: int) -> None:
        super().__init__(text.split(" "))
        self.order = order
        self.rtl = rtl
        self.taken = taken
