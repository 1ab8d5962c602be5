"""Words as one face shows them, and faces of ours where it lacks a character: how wide they are, in which bytes.

Knows nothing of PDF syntax but the bytes that a `Face` gives. Widths are in 1/1000 em. Words that take care (see
`scripts/kinds.py`) are set by a `Mixer`, which is made when the first of them comes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from integplan_pdf.pdf.fontmap.face import Face, FontFile
from integplan_pdf.pdf.scripts.kinds import INVOLVED
from integplan_pdf.pdf.scripts.line import MixedLine

if TYPE_CHECKING:
    from integplan_pdf.pdf.scripts.mixer import Mixer

_REPLACEMENT = "\ufffd"
_WORDS, _LINES = 100_000, 10_000
"""How many are remembered from one document to the next."""
_STAND_INS = {
    "\u00a0": " ", "\u2007": " ", "\u2008": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u3000": " ",
    "\u2010": "-", "\u2011": "-", "\u2212": "-", "\u02bc": "’",
}  # fmt: skip
"""What stands in for a character that a font lacks, where nobody would see a difference."""

_Known = TypeVar("_Known")

FallbackFinder = Callable[[str], Face | None]
"""Finds the face of ours that shows a character."""

Line = list[str]
"""The words of one line, with a space between each two."""


class _Memory(dict[str, _Known]):
    """What is known of texts, worked out when first asked for."""

    def __init__(self, work_out: Callable[[str], _Known]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, text: str) -> _Known:
        self[text] = known = self._work_out(text)
        return known


class Typesetter:
    """Measures and encodes words in one face, and in ours where that lacks a character.

    A word is set in one face if one face of ours can show it, since letters of two designs in one
    word look wrong. Remembers words and short lines, so that the same ones cost nothing in the next document.

    Attributes:
        advances: the widths of words with the space after them.
        encoded: the bytes that show a word in the field's own font, None if it takes others too.
        lines: the width of a line, and the bytes that show it in the field's own font, None if it takes others too.
        involved: the remembered words that take care.
        spaced: the field's own font has a space.
        join: sets a line from words as `encoded` gives them.
    """

    def __init__(self, face: Face, fallback: FallbackFinder, fonts: tuple[FontFile, ...] = ()) -> None:
        ours = fallback(" ")
        self.face = ours if ours and ours.resource == face.resource else face  # the same object, also once unpickled
        self._fallback = fallback
        self._fonts = fonts
        self._lacking: dict[str, str] = {}
        self._mixer: Mixer | None = None
        self.involved: set[str] = set()
        self.advances = _Memory(self._measure)
        self.encoded = _Memory(self._encode)
        self.lines = _Memory(self._line)
        self.space = 0.0
        self.space = self._measure(" ")
        self.spaced = " " in self.face.codes
        self.join = self.face.codes.get(" ", b"").join

    def __reduce__(self) -> tuple[type[Typesetter], tuple[Face, FallbackFinder, tuple[FontFile, ...]]]:
        return type(self), (self.face, self._fallback, self._fonts)

    def width(self, text: str) -> float:
        """Return the width of one line of text."""
        return self.line_width(text.split(" "))

    def line_width(self, words: Line) -> float:
        """Return the width of words with a space between each two."""
        return sum(map(self.advances.__getitem__, words)) - self.space

    def plain(self, lines: Sequence[Line]) -> list[bytes] | None:
        """Return lines as strings of the field's own font, None if they take others too."""
        if not self.spaced:
            return None
        join, encoded = self.join, self.encoded.__getitem__
        try:
            return [join(map(encoded, line)) for line in lines]  # type: ignore[arg-type]
        except TypeError:  # one of the words has no string
            return None

    def lacking(self, lines: Sequence[Line]) -> str:
        """Return the characters in `lines` that no font can show, each once, in order."""
        for line in lines if self.involved else ():
            for word in line:
                self.advances[word]  # parts of words that were broken have not been looked at yet
        if not self._lacking:
            return ""
        found = "".join(self._lacking.get(word, "") for line in lines for word in line)
        return "".join(dict.fromkeys(found))

    def runs(self, line: Line) -> list[tuple[Face, bytes]]:
        """Return a line as stretches of one face each, from left to right, with the bytes that show them."""
        mixed = self.mixed(line)
        if mixed:
            return [(run.face, run.content) for run in self.mixer.runs(mixed)]
        runs: list[tuple[Face, bytes]] = []
        for face, part in self._segments(line):
            shown = b"".join([face.codes[character] for character in part])
            if runs and runs[-1][0] is face:
                shown = runs.pop()[1] + shown
            runs.append((face, shown))
        return runs

    def shown_width(self, line: Line) -> float:
        """Return the width of a line as `runs` shows it; exact where words are set in faces of ours."""
        mixed = self.mixed(line)
        if mixed:
            return sum(run.width for run in self.mixer.runs(mixed))
        return sum(face.widths[character] for face, part in self._segments(line) for character in part)

    def mixed(self, line: Line) -> MixedLine | None:
        """Return a line that takes care, one on its own as a paragraph of its own; None for all others."""
        if isinstance(line, MixedLine):
            return line
        if not any(map(self._is_involved, line)):
            return None
        from integplan_pdf.pdf.scripts.paragraph import mixed_line

        return mixed_line(line)

    @property
    def mixer(self) -> Mixer:
        """What sets words that take care."""
        if self._mixer is None:
            from integplan_pdf.pdf.fontmap.files import shaping_faces
            from integplan_pdf.pdf.scripts.mixer import Mixer

            faces = shaping_faces(self._fonts, bold=self.face.bold)
            self._mixer = Mixer(self.face, faces, self._is_involved, self._glyph_by_glyph, self.space)
        return self._mixer

    def _is_involved(self, word: str) -> bool:
        self.advances[word]  # tells
        return word in self.involved

    def _segments(self, line: Line) -> Iterator[tuple[Face, str]]:
        """Yield the parts of all words, and the spaces between them: of the face around them, if it is one."""
        before: Face | None = None
        for word in line:
            parts = self._parts(word)
            if before:
                after = parts[0][0] if parts else self.face
                yield from [(before, " ")] if before is after and " " in before.codes else self._parts(" ")
            yield from parts
            before = parts[-1][0] if parts else self.face

    def forget(self) -> None:
        """Let go of remembered words and lines when they have become too many."""
        if len(self.advances) > _WORDS:
            for memory in (self.advances, self.encoded, self.lines, self._lacking, self.involved):
                memory.clear()
            self._mixer = None
        if len(self.lines) > _LINES:
            self.lines.clear()

    def _measure(self, word: str) -> float:
        if INVOLVED.search(word):
            return self._measure_with_care(word)
        own = self.face.widths
        try:
            return sum([own[character] for character in word]) + self.space
        except KeyError:
            width = sum(face.widths[char] for face, part in self._parts(word) for char in part) + self.space
        if self._fonts and word in self._lacking and self.mixer.shows(self._lacking[word]):
            del self._lacking[word]
            return self._measure_with_care(word)
        return width

    def _measure_with_care(self, word: str) -> float:
        self.involved.add(word)
        self.advances[word] = 0.0  # it is asked for while it is worked out
        width = self.mixer.width(word)
        if word in self.mixer.lacking:
            self._lacking[word] = self.mixer.lacking[word]
        return width + self.space

    def _line(self, text: str) -> tuple[float, bytes | None]:
        words = text.split(" ")
        plain = self.plain([words])
        return self.line_width(words), plain[0] if plain else None

    def _encode(self, word: str) -> bytes | None:
        if self._is_involved(word):
            return None
        try:
            return b"".join([self.face.codes[character] for character in word])
        except KeyError:
            parts = self._parts(word)
        if any(face is not self.face for face, _ in parts):
            return None
        return b"".join([self.face.codes[character] for _, part in parts for character in part])

    def _parts(self, word: str) -> list[tuple[Face, str]]:
        """Return a word as stretches of one face each, and remember what no font has."""
        parts, lacking = self._glyph_by_glyph(word)
        if lacking:
            self._lacking[word] = lacking
        return parts

    def _glyph_by_glyph(self, word: str) -> tuple[list[tuple[Face, str]], str]:
        """Return a word as stretches of one face each, replacement marks for what no font has, and what that is."""
        own = self.face.codes
        shown = "".join(char if char in own else _STAND_INS.get(char, char) for char in word)
        if all(char in own for char in shown):
            return [(self.face, shown)], ""
        ours = [self._fallback(char) for char in shown]
        if None in ours:
            ours = [self.face if char in own else face for char, face in zip(shown, ours, strict=True)]
        lacking = "".join(char for char, face in zip(shown, ours, strict=True) if face is None)
        return [self._part(char, face) for char, face in zip(shown, ours, strict=True)], lacking

    def _part(self, character: str, face: Face | None) -> tuple[Face, str]:
        if face:
            return face, character
        mark = self._fallback(_REPLACEMENT)
        return (mark, _REPLACEMENT) if mark else (self.face, "")
