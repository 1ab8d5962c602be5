"""The operators of a content stream that place text and draw paths (ISO 32000-2 annex A)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import LIT
from pdfminer.utils import mult_matrix

from integplan_pdf.pdf.read.tree import Dictionary
from integplan_pdf.pdf.recognize.drawing import IDENTITY, Drawing, Matrix, rectangles
from integplan_pdf.pdf.recognize.faces import Face
from integplan_pdf.pdf.recognize.letter import HALF_X_HEIGHT, INVISIBLE, Letter
from integplan_pdf.pdf.recognize.tokens import UnusualError, name, numbers, shown

if TYPE_CHECKING:
    from integplan_pdf.pdf.recognize.content import Interpreter

Operands = list[bytes]

_FORM, _IMAGE = LIT("Form"), LIT("Image")
_DEEPEST = 32
_SPACE = 32
_new = tuple.__new__


@dataclass(slots=True)
class _TextState:
    """Text state (ISO 32000-2 §9.3), and how far the text of a line has come."""

    face: Face | None = None
    size: float = 0.0
    char_space: float = 0.0
    word_space: float = 0.0
    scaling: float = 100.0
    leading: float = 0.0
    mode: int = 0
    rise: float = 0.0
    matrix: Matrix = IDENTITY
    x: float = 0.0

    def copy(self) -> _TextState:
        return _TextState(
            self.face,
            self.size,
            self.char_space,
            self.word_space,
            self.scaling,
            self.leading,
            self.mode,
            self.rise,
            self.matrix,
            self.x,
        )


class Run:
    """Graphics and text state while the content of a page or a form runs (ISO 32000-2 §8.4, §9.3)."""

    def __init__(
        self, shared: Interpreter, drawing: Drawing, resources: Dictionary, ctm: Matrix, running: frozenset[int]
    ) -> None:
        self._shared = shared
        self._drawing = drawing
        self._letters = drawing.letters
        self._resources = resources
        self._running = running
        self._ctm = ctm
        self._saved: list[tuple[Matrix, _TextState]] = []
        self._path: list[tuple[Any, ...]] = []
        self._text = _TextState()

    def run(self, found: list[bytes]) -> None:
        """Run operands and operators."""
        operands: Operands = []
        steps = _STEPS
        for token in found:
            step = steps.get(token)
            if step is None:
                operands.append(token)
            else:
                step(self, operands)
                operands.clear()

    def pass_over(self, _: Operands) -> None:
        """Do nothing; what stood before it is no operand any more."""

    def save(self, _: Operands) -> None:
        self._saved.append((self._ctm, self._text.copy()))

    def restore(self, _: Operands) -> None:
        if self._saved:
            self._ctm, self._text = self._saved.pop()

    def concatenate(self, operands: Operands) -> None:
        a, b, c, d, e, f = numbers(operands, 6)
        self._ctm = mult_matrix((a, b, c, d, e, f), self._ctm)

    def begin_text(self, _: Operands) -> None:
        self._text.matrix, self._text.x = IDENTITY, 0.0

    def set_char_space(self, operands: Operands) -> None:
        (self._text.char_space,) = numbers(operands, 1)

    def set_word_space(self, operands: Operands) -> None:
        (self._text.word_space,) = numbers(operands, 1)

    def set_scaling(self, operands: Operands) -> None:
        (self._text.scaling,) = numbers(operands, 1)

    def set_leading(self, operands: Operands) -> None:
        (leading,) = numbers(operands, 1)
        self._text.leading = -leading

    def set_mode(self, operands: Operands) -> None:
        self._text.mode = int(numbers(operands, 1)[0])

    def set_rise(self, operands: Operands) -> None:
        (self._text.rise,) = numbers(operands, 1)

    def set_font(self, operands: Operands) -> None:
        (self._text.size,) = numbers(operands, 1)
        fonts = self._shared.entries(self._resources.get("Font"))
        found = name(operands[-2]) if len(operands) > 1 else ""
        if found not in fonts:
            raise UnusualError
        self._text.face = self._shared.face(fonts[found])
        if self._text.face.vertical:
            raise UnusualError

    def move(self, operands: Operands) -> None:
        x, y = numbers(operands, 2)
        a, b, c, d, e, f = self._text.matrix
        self._text.matrix = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)
        self._text.x = 0.0

    def move_and_lead(self, operands: Operands) -> None:
        self.move(operands)
        self._text.leading = numbers(operands, 1)[0]

    def set_matrix(self, operands: Operands) -> None:
        a, b, c, d, e, f = numbers(operands, 6)
        self._text.matrix, self._text.x = (a, b, c, d, e, f), 0.0

    def next_line(self, _: Operands) -> None:
        a, b, c, d, e, f = self._text.matrix
        self._text.matrix = (a, b, c, d, self._text.leading * c + e, self._text.leading * d + f)
        self._text.x = 0.0

    def show_on_next_line(self, operands: Operands) -> None:
        self.next_line(operands)
        self.show(operands)

    def show_spaced(self, operands: Operands) -> None:
        if len(operands) < 3:
            raise UnusualError
        self._text.word_space, self._text.char_space = numbers(operands[-3:-1], 2)
        self.show_on_next_line(operands)

    def show(self, operands: Operands) -> None:
        """Keep the letters of a string, or of strings with numbers between them."""
        if not operands:
            raise UnusualError
        face = self._text.face
        if face is None:
            return
        a, b, c, d, e, f = mult_matrix(self._text.matrix, self._ctm)
        size, scaling = self._text.size, self._text.scaling * 0.01
        char_space = self._text.char_space * scaling
        word_space = 0.0 if face.multibyte else self._text.word_space * scaling
        up = self._text.rise + size * HALF_X_HEIGHT
        glyphs = face.glyphs(size, scaling, a, b, math.hypot(a, b))
        high, turn, hidden = abs(size) * math.hypot(c, d), _turn(a, b, size * scaling), self._text.mode == INVISIBLE
        step, right, above = 0.001 * size * scaling, c * up, d * up
        x, spaced, keep = self._text.x, False, self._letters.append
        for part in shown(operands[-1]):
            if isinstance(part, float):
                x -= part * step
                spaced = True
                continue
            for code in face.decode(part):
                if spaced:
                    x += char_space
                spaced = True
                text, advance, half_a, half_b, wide = glyphs[code]
                place = (half_a + right + (x * a + e), half_b + above + (x * b + f))
                keep(_new(Letter, (text, *place, wide, high, turn, hidden)))
                x += advance
                if code == _SPACE and word_space:
                    x += word_space
        self._text.x = x

    def draw(self, operands: Operands) -> None:
        """Draw a form or a picture."""
        if not operands:
            raise UnusualError
        objects = self._shared.entries(self._resources.get("XObject"))
        stream = self._shared.source.resolve(objects.get(name(operands[-1])))
        if not isinstance(stream, PDFStream):
            return
        attributes = self._shared.source.attributes(stream)
        kind = self._shared.source.resolve(attributes.get("Subtype"))
        if kind is _IMAGE and "Width" in attributes and "Height" in attributes:
            self._drawing.has_images = True
        elif kind is _FORM and "BBox" in attributes:
            self._draw_form(stream, attributes)

    def _draw_form(self, stream: PDFStream, attributes: Dictionary) -> None:
        if id(stream) in self._running:
            return
        if len(self._running) > _DEEPEST:
            raise UnusualError
        resolve = self._shared.source.resolve
        matrix = [resolve(side) for side in resolve(attributes.get("Matrix", IDENTITY)) or ()]
        if len(matrix) != 6 or not all(isinstance(side, int | float) for side in matrix):
            raise UnusualError
        found = self._shared.tokens(stream, paths=self._drawing.wants_frames)
        run = Run(
            self._shared,
            self._drawing,
            self._shared.entries(attributes.get("Resources")) or self._resources,
            mult_matrix(matrix, self._ctm),  # type: ignore[arg-type]
            self._running | {id(stream)},
        )
        run.run(found)

    def refuse(self, _: Operands) -> None:
        raise UnusualError

    def begin_path(self, operands: Operands) -> None:
        self._path.append(("m", *numbers(operands, 2)))

    def line(self, operands: Operands) -> None:
        self._path.append(("l", *numbers(operands, 2)))

    def curve(self, operands: Operands) -> None:
        self._path.append(("c", *numbers(operands, 6)))

    def half_curve(self, operands: Operands) -> None:
        self._path.append(("v", *numbers(operands, 4)))

    def close(self, _: Operands) -> None:
        self._path.append(("h",))

    def rectangle(self, operands: Operands) -> None:
        x, y, w, h = numbers(operands, 4)
        self._path += [("m", x, y), ("l", x + w, y), ("l", x + w, y + h), ("l", x, y + h), ("h",)]

    def paint(self, _: Operands) -> None:
        self._drawing.frames += rectangles(self._path, self._ctm)
        self._path = []

    def drop_path(self, _: Operands) -> None:
        self._path = []


def _turn(a: float, b: float, scale: float) -> int:
    """Return the direction of writing in degrees, in quarters."""
    turn = round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360 if b or a < 0 else 0
    return (turn + 180) % 360 if scale < 0 else turn


_STEPS: dict[bytes, Callable[[Run, Operands], None]] = {
    b"": Run.pass_over,
    b"q": Run.save,
    b"Q": Run.restore,
    b"cm": Run.concatenate,
    b"BT": Run.begin_text,
    b"Tc": Run.set_char_space,
    b"Tw": Run.set_word_space,
    b"Tz": Run.set_scaling,
    b"TL": Run.set_leading,
    b"Tr": Run.set_mode,
    b"Ts": Run.set_rise,
    b"Tf": Run.set_font,
    b"Td": Run.move,
    b"TD": Run.move_and_lead,
    b"Tm": Run.set_matrix,
    b"T*": Run.next_line,
    b"Tj": Run.show,
    b"TJ": Run.show,
    b"'": Run.show_on_next_line,
    b'"': Run.show_spaced,
    b"Do": Run.draw,
    b"BI": Run.refuse,
    b"m": Run.begin_path,
    b"l": Run.line,
    b"c": Run.curve,
    b"v": Run.half_curve,
    b"y": Run.half_curve,
    b"re": Run.rectangle,
    b"h": Run.close,
    b"n": Run.drop_path,
    **dict.fromkeys((b"S", b"s", b"f", b"f*", b"B", b"B*", b"b", b"b*"), Run.paint),
}
