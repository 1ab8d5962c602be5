"""Words as one face shows them, and faces of ours where it lacks a character: how wide they are, in which bytes.

Knows nothing of PDF syntax but the bytes that a `Face` gives. Widths are in 1/1000 em.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from integplan_pdf.pdf.fontmap.face import Face

_REPLACEMENT = "\ufffd"
_REMEMBERED = 100_000
_STAND_INS = {
    "\u00a0": " ", "\u2007": " ", "\u2008": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u3000": " ",
    "\u2010": "-", "\u2011": "-", "\u2212": "-", "\u02bc": "’",
}  # fmt: skip
"""What stands in for a character that a font lacks, where nobody would see a difference."""

FallbackFinder = Callable[[str], Face | None]
"""Finds the face of ours that shows a character."""

Line = list[str]
"""The words of one line, with a space between each two."""


class _Remembered(dict[str, float]):
    """Widths of words with the space after them, measured when first asked for."""

    def __init__(self, measure: Callable[[str], float]) -> None:
        super().__init__()
        self._measure = measure

    def __missing__(self, word: str) -> float:
        self[word] = width = self._measure(word)
        return width


class _Encoded(dict[str, bytes | None]):
    """The bytes that show a word in the field's own font; None if it takes others too."""

    def __init__(self, encode: Callable[[str], bytes | None]) -> None:
        super().__init__()
        self._encode = encode

    def __missing__(self, word: str) -> bytes | None:
        self[word] = shown = self._encode(word)
        return shown


class Typesetter:
    """Measures and encodes words in one face, and in ours where that lacks a character.

    A word is set in one face if one face of ours can show it, since letters of two designs in one
    word look wrong. Remembers words, so that the same ones cost nothing in the next document.
    """

    def __init__(self, face: Face, fallback: FallbackFinder) -> None:
        ours = fallback(" ")
        self.face = ours if ours and ours.resource == face.resource else face  # the same object, also once unpickled
        self._fallback = fallback
        self._lacking: dict[str, str] = {}
        self.advances = _Remembered(self._measure)
        self.encoded = _Encoded(self._encode)
        self.space = 0.0
        self.space = self._measure(" ")
        self._space_code = face.codes.get(" ")

    def __reduce__(self) -> tuple[type[Typesetter], tuple[Face, FallbackFinder]]:
        return type(self), (self.face, self._fallback)

    def width(self, text: str) -> float:
        """Return the width of one line of text."""
        return self.line_width(text.split(" "))

    def line_width(self, words: Line) -> float:
        """Return the width of words with a space between each two."""
        return sum(map(self.advances.__getitem__, words)) - self.space

    def plain(self, lines: Sequence[Line]) -> list[bytes] | None:
        """Return lines as strings of the field's own font, None if they take others too."""
        if self._space_code is None:
            return None
        join, encoded = self._space_code.join, self.encoded.__getitem__
        try:
            return [join(map(encoded, line)) for line in lines]  # type: ignore[arg-type]
        except TypeError:  # one of the words has no string
            return None

    def lacking(self, lines: Sequence[Line]) -> str:
        """Return the characters in `lines` that no font can show, each once, in order."""
        if not self._lacking:
            return ""
        found = "".join(self._lacking.get(word, "") for line in lines for word in line)
        return "".join(dict.fromkeys(found))

    def runs(self, line: Line) -> list[tuple[Face, bytes]]:
        """Return a line as stretches of one face each, with the bytes that show them."""
        runs: list[tuple[Face, bytes]] = []
        for face, part in self._segments(line):
            shown = b"".join([face.codes[character] for character in part])
            if runs and runs[-1][0] is face:
                shown = runs.pop()[1] + shown
            runs.append((face, shown))
        return runs

    def shown_width(self, line: Line) -> float:
        """Return the width of a line as `runs` shows it; exact where words are set in faces of ours."""
        return sum(face.widths[character] for face, part in self._segments(line) for character in part)

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
        """Let go of remembered words when they have become too many."""
        if len(self.advances) > _REMEMBERED:
            for memory in (self.advances, self.encoded, self._lacking):
                memory.clear()

    def _measure(self, word: str) -> float:
        own = self.face.widths
        try:
            return sum([own[character] for character in word]) + self.space
        except KeyError:
            return sum(face.widths[char] for face, part in self._parts(word) for char in part) + self.space

    def _encode(self, word: str) -> bytes | None:
        try:
            return b"".join([self.face.codes[character] for character in word])
        except KeyError:
            parts = self._parts(word)
        if any(face is not self.face for face, _ in parts):
            return None
        return b"".join([self.face.codes[character] for _, part in parts for character in part])

    def _parts(self, word: str) -> list[tuple[Face, str]]:
        """Return a word as stretches of one face each; what no font has becomes a replacement mark."""
        own = self.face.codes
        shown = "".join(char if char in own else _STAND_INS.get(char, char) for char in word)
        if all(char in own for char in shown):
            return [(self.face, shown)]
        ours = [self._fallback(char) for char in shown]
        if None in ours:
            ours = [self.face if char in own else face for char, face in zip(shown, ours, strict=True)]
            self._lacking[word] = "".join(char for char, face in zip(shown, ours, strict=True) if face is None)
        return [self._part(char, face) for char, face in zip(shown, ours, strict=True)]

    def _part(self, character: str, face: Face | None) -> tuple[Face, str]:
        if face:
            return face, character
        mark = self._fallback(_REPLACEMENT)
        return (mark, _REPLACEMENT) if mark else (self.face, "")
