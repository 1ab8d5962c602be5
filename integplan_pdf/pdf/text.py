"""Text in lines: what is drawn of a string, how wide it is, where it breaks, at which size it fits.

Works on characters and widths alone; knows nothing of PDF syntax but the bytes that a `Face` gives.
Sizes are in points, widths of text in 1/1000 em.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from integplan_pdf.pdf.fontmap.face import Face

SOFT_HYPHEN = "\u00ad"
_TAB = "    "
_REPLACEMENT = "\ufffd"
_LONG_WORD = re.compile(r"(\S{2000})(?=\S)")
"""What would take quadratic time to cut; no line holds as much."""
_REMEMBERED = 100_000

_UNUSUAL = re.compile(
    "[^\n\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u1fff\u2012-\u2027\u2030-\u205e\u20a0-\u20bf]"
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_STAND_INS = {
    "\u00a0": " ", "\u2007": " ", "\u2008": " ", "\u2009": " ", "\u200a": " ", "\u202f": " ", "\u3000": " ",
    "\u2010": "-", "\u2011": "-", "\u2212": "-", "\u02bc": "’",
}  # fmt: skip
"""What stands in for a character that a font lacks, where nobody would see a difference."""

FallbackFinder = Callable[[str], Face | None]
"""Finds the face of ours that shows a character."""

Line = list[str]
"""The words of one line, with a space between each two."""


def drawable(text: str) -> str:
    """Return what is drawn of `text`: composed, newlines as LF, tabs as spaces, nothing invisible."""
    if not _UNUSUAL.search(text):
        return text
    text = _NEWLINES.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", _TAB)
    return _INVISIBLE.sub("", text)


def one_line(text: str) -> str:
    """Return what is drawn of `text` where there is one line only."""
    shown = drawable(text)
    return shown.replace(SOFT_HYPHEN, "").replace("\n", " ") if "\n" in shown or SOFT_HYPHEN in shown else shown


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
        self.face = face
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

    def plain(self, line: Line) -> bytes | None:
        """Return a line as a string of the field's own font, None if it takes others too."""
        if self._space_code is None:
            return None
        try:
            return self._space_code.join(map(self.encoded.__getitem__, line))  # type: ignore[arg-type]
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
        for number, word in enumerate(line):
            for face, part in [*(self._parts(" ") if number else []), *self._parts(word)]:
                shown = b"".join([face.codes[character] for character in part])
                if runs and runs[-1][0] is face:
                    shown = runs.pop()[1] + shown
                runs.append((face, shown))
        return runs

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


class Paragraphs:
    """A text split at its newlines and measured once, to be broken into lines of any width."""

    def __init__(self, typesetter: Typesetter, text: str) -> None:
        self._typesetter = typesetter
        self._words = [paragraph.split(" ") for paragraph in _LONG_WORD.sub(r"\1 ", text).split("\n")]
        advance = typesetter.advances.__getitem__
        self._sums = [list(accumulate(map(advance, words), initial=0.0)) for words in self._words]
        self._soft = SOFT_HYPHEN in text
        self._longest = max(max(map(advance, words)) for words in self._words)

    def cuts_no_word(self, width: float) -> bool:
        """Return whether every word fits on a line of `width`."""
        return self._longest <= width + self._typesetter.space

    def lines(self, width: float) -> list[Line]:
        """Return the lines no wider than `width`; words wider than that are cut."""
        limit = width + self._typesetter.space
        if self._soft or self._longest > limit:
            return [line for words in self._words for line in _fold(self._typesetter, words, limit)]
        return [
            words[start:end]
            for words, sums in zip(self._words, self._sums, strict=True)
            for start, end in _breaks(sums, limit)
        ]


def _breaks(sums: list[float], limit: float) -> list[tuple[int, int]]:
    """Return first and end word of each line, given the running sum of the advances."""
    start, last, found = 0, len(sums) - 1, []
    while start < last:
        end = max(bisect_right(sums, sums[start] + limit, start + 1) - 1, start + 1)
        found.append((start, end))
        start = end
    return found


def _fold(typesetter: Typesetter, words: list[str], limit: float) -> list[Line]:
    """Break one paragraph at spaces, at soft hyphens, and within words that no line can hold."""
    lines: list[Line] = [[]]
    used = 0.0
    for word in words:
        rest = word
        while (width := typesetter.advances[rest.replace(SOFT_HYPHEN, "")]) + used > limit:
            cut = _soft_cut(typesetter, rest, limit - used)
            if not cut and not used:
                cut = _hard_cut(typesetter, rest.replace(SOFT_HYPHEN, ""), limit)
                if not cut:
                    break
            if cut:
                lines[-1].append(cut[0])
                rest = cut[1]
            lines.append([])
            used = 0.0
        lines[-1].append(rest.replace(SOFT_HYPHEN, ""))
        used += width
    return lines


def _soft_cut(typesetter: Typesetter, word: str, room: float) -> tuple[str, str] | None:
    """Cut a word at its last soft hyphen that leaves room for the hyphen."""
    parts = word.split(SOFT_HYPHEN)
    for count in range(len(parts) - 1, 0, -1):
        head = "".join(parts[:count]) + "-"
        if typesetter.advances[head] <= room:
            return head, SOFT_HYPHEN.join(parts[count:])
    return None


def _hard_cut(typesetter: Typesetter, word: str, limit: float) -> tuple[str, str] | None:
    """Cut a word where the line ends, if it can after a hyphen or slash; never before a combining mark."""
    if len(word) < 2:
        return None
    fitting = fitting_characters(typesetter, word, limit - typesetter.space)
    end = min(max(fitting, 1), len(word) - 1)
    after = max(word.rfind("-", 0, end), word.rfind("/", 0, end)) + 1
    end = after or end
    while end > 1 and unicodedata.combining(word[end]):
        end -= 1
    return word[:end], word[end:]


def fitting_characters(typesetter: Typesetter, text: str, width: float) -> int:
    """Return how many characters from the start of `text` are no wider than `width`."""
    used = 0.0
    for count, character in enumerate(text):
        used += typesetter.advances[character] - typesetter.space
        if used > width:
            return count
    return len(text)


@dataclass(frozen=True, slots=True)
class Block:
    """Lines set at one size; `visible` of them have room in the box."""

    size: float
    lines: list[Line]
    visible: int

    @property
    def fits(self) -> bool:
        return self.visible == len(self.lines)

    @property
    def lost(self) -> int:
        """The number of characters in the lines that have no room, with the space or newline before each."""
        return sum(len(" ".join(line)) + 1 for line in self.lines[self.visible :])


def fit_block(typesetter: Typesetter, text: str, box: tuple[float, float], sizes: Sequence[float]) -> Block:
    """Return `text` in lines at the largest of `sizes` (descending) that fits `box`, else at the smallest.

    Sizes at which every word fits on a line come first; a word is cut only when none of them will do.

    Args:
        typesetter: the fonts.
        text: as `drawable` gives it.
        box: width and height in points.
        sizes: in points, largest first.
    """
    paragraphs = Paragraphs(typesetter, text)

    def width(size: float) -> float:
        return max(box[0], 1.0) * 1000 / size

    def block(size: float) -> Block:
        lines = paragraphs.lines(width(size))
        return Block(size, lines, min(_room(typesetter.face, box[1], size), len(lines)))

    def largest(sizes: Sequence[float]) -> Block:
        found = block(sizes[0])
        if found.fits or len(sizes) == 1:
            return found
        return block(sizes[bisect_left(sizes, True, lo=1, hi=len(sizes) - 1, key=lambda size: block(size).fits)])

    found = block(sizes[0])
    if found.fits and paragraphs.cuts_no_word(width(sizes[0])):
        return found
    uncut = bisect_left(sizes, True, key=lambda size: paragraphs.cuts_no_word(width(size)))
    found = largest(sizes[uncut:] or sizes)
    if not found.fits and uncut:
        found = largest(sizes)
    return found if found.visible else replace(found, visible=1)


def _room(face: Face, height: float, size: float) -> int:
    """Return how many lines fit a height in points."""
    left = height * 1000 / size - (face.ascent - face.descent)
    return int(left / face.leading + 1.000001) if left >= 0 else 0
