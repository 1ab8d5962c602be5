"""What all ways of drawing text in a widget share: the frame, the style, the fonts, the result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, Protocol

from integplan_pdf.pdf.appearance.frame import Box, Frame, rectangle_operator
from integplan_pdf.pdf.appearance.style import Style
from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.scripts.line import MixedLine
from integplan_pdf.pdf.syntax import number
from integplan_pdf.pdf.typesetter import Line, Typesetter

LEGIBLE = 8.0
"""The smallest size, in points, that text of a fixed size is set in."""
SMALLEST_AUTO = 4.0
"""The smallest size that text of automatic size is set in."""
CLOSING = b" ET Q EMC"
_BLANK = b"/Tx BMC EMC"


class Drawn(NamedTuple):
    """The content of an appearance.

    Attributes:
        content: the content stream.
        size: of the text, in points.
        reduced: drawn smaller or narrower than the form asks for.
        lost: the number of characters that have no room.
        lacking: characters that no font has.
        borrowed: faces of ours used beside the field's own.
    """

    content: bytes
    size: float
    reduced: bool = False
    lost: int = 0
    lacking: str = ""
    borrowed: tuple[Face, ...] = ()


class TextBox(Protocol):
    """Draws texts in one widget."""

    def draw(self, text: str) -> Drawn:
        """Return the appearance of `text`."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """A frame with the style and the fonts of its text.

    Attributes:
        alignment: 0 left, 1 centred, 2 right (/Q).
        room: the width left for text, in points.
    """

    frame: Frame
    style: Style
    typesetter: Typesetter
    alignment: int
    room: float

    @property
    def face(self) -> Face:
        return self.typesetter.face

    @property
    def automatic(self) -> bool:
        """Whether the form leaves the size to us."""
        return not self.style.size

    def opening(self, clip: Box | None = None, marks: bytes = b"") -> bytes:
        """Return the operations before the text; `marks` are drawn over the frame."""
        edge = self.frame.edge
        box = clip or (edge, edge, self.frame.width - 2 * edge, self.frame.height - 2 * edge)
        drawn = self.frame.decoration() + marks
        return b"%b/Tx BMC q %b W n BT %b " % (drawn, rectangle_operator(box), self.style.colour)

    def font(self, size: float) -> bytes:
        """Return the operator that chooses the field's own font."""
        return b"/%b %b Tf" % (self.face.resource, number(size))

    def left(self, width: float, *, rtl: bool = False) -> float:
        """Return where a line of `width` points begins; `rtl` if its paragraph runs from right to left."""
        spare = max(self.room - width, 0.0)
        return self.frame.padding + (spare if rtl else 0.0, spare / 2, spare)[self.alignment]

    def baseline(self, size: float) -> float:
        """Return the height of a single line's baseline: capitals centred, descenders inside."""
        cap, descent = self.face.cap_height * size / 1000, -self.face.descent * size / 1000
        centred = (self.frame.height - cap) / 2
        return max(centred, min(self.frame.edge + descent, (self.frame.height - cap + descent) / 2))

    @property
    def around(self) -> tuple[bytes, bytes]:
        """Return what stands before and after a string of the field's own font in the operation that shows it."""
        before, after = self.face.show(b"\0").split(b"\0")
        return before, after

    def show(self, line: Line, size: float) -> tuple[bytes, tuple[Face, ...]]:
        """Return the operations that show a line, whatever faces it takes, and those that are not the field's."""
        plain = None if isinstance(line, MixedLine) else self.typesetter.plain([line])
        if plain:
            return self.face.show(plain[0]), ()
        runs = self.typesetter.runs(line)
        shown = [b"/%b %b Tf %b" % (face.resource, number(size), face.show(part)) for face, part in runs]
        shown.append(self.font(size))
        return b" ".join(shown), tuple({face.resource: face for face, _ in runs if face is not self.face}.values())

    def blank(self, size: float) -> Drawn:
        """Return the appearance without text."""
        return Drawn(self.frame.decoration() + _BLANK, size)


def make_canvas(frame: Frame, style: Style, typesetter: Typesetter, alignment: int = 0) -> Canvas:
    """Return the canvas of a frame."""
    return Canvas(frame, style, typesetter, alignment, max(frame.width - 2 * frame.padding, 1.0))
