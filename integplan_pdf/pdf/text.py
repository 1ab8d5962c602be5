"""Text in lines: what is drawn of a string, where it breaks, at which size it fits.

Sizes are in points, widths of text in 1/1000 em.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.typesetter import Line, Typesetter

SOFT_HYPHEN = "\u00ad"
_TAB = "    "
_LONG = 2000
_LONG_WORD = re.compile(rf"(\S{{{_LONG}}})(?=\S)")
"""What would take quadratic time to cut; no line holds as much."""

_UNUSUAL = re.compile(
    "[^\n\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u1fff\u2012-\u2027\u2030-\u205e\u20a0-\u20bf]"
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200c-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


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


class Block(NamedTuple):
    """Lines set at one size, in points.

    Attributes:
        visible: how many of the lines have room in the box.
        cut: a word had to be cut because no line holds it.
    """

    size: float
    lines: list[Line]
    visible: int
    cut: bool

    @property
    def fits(self) -> bool:
        return self.visible == len(self.lines)

    @property
    def lost(self) -> int:
        """The number of characters in the lines that have no room, with the space or newline before each."""
        return sum(len(" ".join(line)) + 1 for line in self.lines[self.visible :])


class Paragraphs:
    """A text split at its newlines and measured once, to be broken into lines of any width."""

    def __init__(self, typesetter: Typesetter, text: str) -> None:
        self._typesetter = typesetter
        if len(text) > _LONG:
            text = _LONG_WORD.sub(r"\1 ", text)
        self._words = [paragraph.split(" ") for paragraph in text.split("\n")]
        advance = typesetter.advances.__getitem__
        self._sums = [list(accumulate(map(advance, words), initial=0.0)) for words in self._words]
        self._soft = SOFT_HYPHEN in text

    def cuts_no_word(self, width: float) -> bool:
        """Return whether every word fits on a line of `width`."""
        longest = max(map(self._typesetter.advances.__getitem__, (word for words in self._words for word in words)))
        return longest <= width + self._typesetter.space

    def block(self, box: tuple[float, float], size: float) -> Block:
        """Return the lines of `size` that are no wider than `box`, both in points."""
        width = box[0] * 1000 / size
        lines = self._whole_lines(width)
        cut = lines is None
        lines = self.lines(width) if lines is None else lines
        return Block(size, lines, min(_room(self._typesetter.face, box[1], size), len(lines)), cut)

    def lines(self, width: float) -> list[Line]:
        """Return the lines no wider than `width`; words wider than that are cut."""
        found = self._whole_lines(width)
        if found is not None:
            return found
        limit = width + self._typesetter.space
        return [line for words in self._words for line in _fold(self._typesetter, words, limit)]

    def _whole_lines(self, width: float) -> list[Line] | None:
        """Return the lines broken at spaces alone, None if that is not enough."""
        if self._soft:
            return None
        lines: list[Line] = []
        limit = width + self._typesetter.space
        for words, sums in zip(self._words, self._sums, strict=True):
            start, last = 0, len(words)
            while start < last:
                end = bisect_right(sums, sums[start] + limit, start) - 1
                if end == start:
                    return None
                lines.append(words[start:end])
                start = end
        return lines


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
    box = max(box[0], 1.0), box[1]
    found = paragraphs.block(box, sizes[0])
    if found.cut or not found.fits:
        found = _fit_smaller(paragraphs, box, sizes)
    return found if found.visible else found._replace(visible=1)


def _fit_smaller(paragraphs: Paragraphs, box: tuple[float, float], sizes: Sequence[float]) -> Block:
    uncut = bisect_left(sizes, True, key=lambda size: paragraphs.cuts_no_word(box[0] * 1000 / size))
    found = _largest(paragraphs, box, sizes[uncut:] or sizes)
    return found if found.fits or not uncut else _largest(paragraphs, box, sizes)


def _largest(paragraphs: Paragraphs, box: tuple[float, float], sizes: Sequence[float]) -> Block:
    fitting = bisect_left(sizes, True, hi=len(sizes) - 1, key=lambda size: paragraphs.block(box, size).fits)
    return paragraphs.block(box, sizes[fitting])


def _room(face: Face, height: float, size: float) -> int:
    """Return how many lines fit a height in points."""
    left = height * 1000 / size - (face.ascent - face.descent)
    return int(left / face.leading + 1.000001) if left >= 0 else 0
