"""Texts set on the pages of a continuation sheet, from top to bottom.

Lengths are in points. Knows nothing of what the texts are; tags them as it is told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from integplan_pdf.pdf.appearance.block import BlockBox, block_box
from integplan_pdf.pdf.appearance.canvas import Drawn, make_canvas
from integplan_pdf.pdf.appearance.frame import Box, Frame
from integplan_pdf.pdf.appearance.style import Style
from integplan_pdf.pdf.continuation.cut import CutBox, cut
from integplan_pdf.pdf.continuation.elements import Element, Mark
from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.parts.text import TextWidget
from integplan_pdf.pdf.text import drawable, fit_block
from integplan_pdf.pdf.typesetter import Typesetter

SIDE, TOP, BOTTOM = 56.0, 64.0, 64.0
_AIR = 2.0
"""How much higher than its lines a text's box is."""
_UNBOUNDED = 1e6
_COLOUR = b"0.07 0.14 0.23 rg"


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the form, as a sheet uses it.

    Attributes:
        resource: the entry of a /Font resource dictionary; empty if the face is ours.
        ours: faces of ours that stand in for it.
    """

    typesetter: Typesetter
    resource: bytes
    ours: tuple[Face, ...]

    @classmethod
    def of(cls, widget: TextWidget) -> Font | None:
        """Return the font of a widget; None for one whose texts are not shown as they are."""
        canvas = getattr(widget.box, "canvas", None)
        return cls(canvas.typesetter, widget.fonts, widget.ours) if canvas else None

    def box(self, width: float, height: float, size: float) -> BlockBox:
        """Return a box that texts are set in."""
        frame = Frame(width, height, b"", None, (), 0.0, 0.0)
        style = Style(self.typesetter.face.resource, size, _COLOUR)
        return block_box(make_canvas(frame, style, self.typesetter))

    def height(self, text: str, width: float, size: float) -> float:
        """Return the height of the box that a text takes at a width."""
        lines = len(fit_block(self.typesetter, drawable(text), (width, _UNBOUNDED), (size,)).lines)
        face = self.typesetter.face
        return ((lines - 1) * face.leading + face.ascent - face.descent) * size / 1000 + 2 * _AIR


@dataclass(frozen=True, slots=True)
class Piece:
    """A text in its place.

    Attributes:
        x: of its lower left corner, `y` likewise.
        tag: structure type of its content; empty for an artifact.
        mark: its number on the page.
    """

    x: float
    y: float
    box: BlockBox
    font: Font
    drawn: Drawn
    tag: bytes = b""
    mark: int = 0


@dataclass(slots=True)
class Page:
    """What stands on one page.

    Attributes:
        marks: how many contents are tagged.
        rules: rectangles that are drawn, for the eye only.
        widgets: object numbers of its widgets.
    """

    pieces: list[Piece] = field(default_factory=list)
    marks: int = 0
    rules: list[Box] = field(default_factory=list)
    widgets: list[int] = field(default_factory=list)


class Composer:
    """Fills pages of one size from top to bottom.

    Attributes:
        y: how far down the last page is used.
    """

    def __init__(self, size: tuple[float, float]) -> None:
        self.size = size
        self.width = size[0] - 2 * SIDE
        self.pages: list[Page] = []
        self.y = 0.0
        self.turn()

    @property
    def number(self) -> int:
        """The last page, counted from 0."""
        return len(self.pages) - 1

    @property
    def room(self) -> float:
        """The height left on the last page."""
        return self.y - BOTTOM

    @property
    def full(self) -> float:
        """The height of an empty page."""
        return self.size[1] - TOP - BOTTOM

    def turn(self) -> None:
        """Begin a page."""
        self.pages.append(Page())
        self.y = self.size[1] - TOP

    def need(self, height: float) -> None:
        """Begin a page if the last one has less room than `height`."""
        if self.room < height and self.room < self.full:
            self.turn()

    def skip(self, height: float) -> None:
        """Leave room, but none at the top of a page."""
        if self.room < self.full:
            self.y -= height

    def heading(self, element: Element, text: str, font: Font, size: float, keep: float) -> None:
        """Set a heading, with room for `keep` below it."""
        height = font.height(text, self.width, size)
        self.need(min(height + keep, self.full))
        self.y -= height
        self.put(element, text, font, size, (SIDE, self.y, self.width, height))

    def text(self, element: Element, text: str, font: Font, size: float) -> None:
        """Set a text over as many pages as it takes."""
        rest = text
        while rest:
            height = font.height(rest, self.width, size)
            if height > self.room:
                head = self._head(rest, font, size)
                if not head:
                    self.turn()
                    continue
                height = min(font.height(rest[:head], self.width, size), self.room)
            else:
                head = len(rest)
            self.y -= height
            self.put(element, rest[:head].rstrip(), font, size, (SIDE, self.y, self.width, height))
            rest = rest[head:].lstrip(" \n")

    def _head(self, text: str, font: Font, size: float) -> int:
        """Return how many characters have room on the last page; at least some on an empty one."""
        line = font.typesetter.face.leading * size / 1000
        if self.room < 2 * line:
            return 0
        room = self.room - line / 2
        drawn = font.box(self.width, room, size).draw(text)
        near = len(text) - drawn.lost
        found = cut(text, lambda head: font.height(head, self.width, size) <= room, near)
        return found or (0 if self.room < self.full else max(near, 1))

    def put(self, element: Element | None, text: str, font: Font, size: float, place: Box) -> None:
        """Set a text in a box on the last page; without an element it is an artifact."""
        page, box = self.pages[-1], font.box(place[2], place[3], size)
        tag = element.kind if element else b""
        page.pieces.append(Piece(place[0], place[1], box, font, box.draw(text), tag, page.marks))
        if element:
            element.kids.append(Mark(self.number, page.marks))
            page.marks += 1

    def edges(self, head: str, foot: Callable[[int, int], str], font: Font, size: float) -> None:
        """Set a line above and one below on every page; `foot` gets its number and how many there are."""
        for number, page in enumerate(self.pages, 1):
            for text, y in ((head, self.size[1] - TOP / 2 - size), (foot(number, len(self.pages)), BOTTOM / 2)):
                box = font.box(self.width, 2 * size, size)
                drawn = CutBox(box, ("…",)).draw(text)
                page.pieces.append(Piece(SIDE, y, box, font, drawn))
