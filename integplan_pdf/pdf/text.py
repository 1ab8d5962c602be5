"""Text in lines: what is drawn of a string, where it breaks, at which size it fits.

Sizes are in points, widths of text in 1/1000 em.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.scripts.kinds import (
    DIRECTION_CLASS,
    INVOLVED_CLASS,
    JOINERS,
    RIGHT_TO_LEFT,
    SHAPED_CLASS,
)
from integplan_pdf.pdf.scripts.line import MixedLine
from integplan_pdf.pdf.typesetter import Line, Typesetter

if TYPE_CHECKING:
    from integplan_pdf.pdf.scripts.paragraph import MixedParagraph

SOFT_HYPHEN = "\u00ad"
_TAB = "    "
_LONG = 2000
_LONG_WORD = re.compile(f"([^\\s{INVOLVED_CLASS}]{{{_LONG}}})(?=\\S)")
"""What would take quadratic time to cut; no line holds as much."""

_UNUSUAL = re.compile(
    "[^\n\x20-\x7e\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u1fff\u2012-\u2027\u2030-\u205e\u20a0-\u20bf]"
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u2060-\u2065\u206a-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e0fff]"
)
_IDLE_JOINERS = re.compile(f"(?<![{SHAPED_CLASS}])[{JOINERS}]+")
_DIRECTIONS = re.compile(f"[{DIRECTION_CLASS}]")
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def is_drawn_as_it_is(text: str) -> bool:
    """Return whether `drawable` leaves `text` as it is, because it has none but common characters."""
    return not _UNUSUAL.search(text)


def drawable(text: str) -> str:
    """Return what is drawn of `text`: composed, newlines as LF, tabs as spaces, nothing invisible."""
    if is_drawn_as_it_is(text):
        return text
    text = _NEWLINES.sub("\n", unicodedata.normalize("NFC", text)).replace("\t", _TAB)
    text = _IDLE_JOINERS.sub("", _INVISIBLE.sub("", text))
    return text if RIGHT_TO_LEFT.search(text) else _DIRECTIONS.sub("", text)


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
        return sum(map(_taken, self.lines[self.visible :]))


def _taken(line: Line) -> int:
    return line.taken if isinstance(line, MixedLine) else len(" ".join(line)) + 1


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
        self._mixed: dict[int, MixedParagraph] = self._involved() if typesetter.involved else {}
        self._longest = max((paragraph.longest for paragraph in self._mixed.values()), default=0.0)

    def _involved(self) -> dict[int, MixedParagraph]:
        """Return the paragraphs that take care, by their number."""
        involved, advance = self._typesetter.involved, self._typesetter.advances.__getitem__
        found = [number for number, words in enumerate(self._words) if not involved.isdisjoint(words)]
        if not found:
            return {}
        from integplan_pdf.pdf.scripts.paragraph import MixedParagraph

        return {
            number: MixedParagraph(" ".join(self._words[number]), advance, self._typesetter.space) for number in found
        }

    def cuts_no_word(self, width: float) -> bool:
        """Return whether every word fits on a line of `width`."""
        plain = (word for number, words in enumerate(self._words) if number not in self._mixed for word in words)
        longest = max(map(self._typesetter.advances.__getitem__, plain), default=0.0)
        return max(longest - self._typesetter.space, self._longest) <= width

    def block(self, box: tuple[float, float], size: float) -> Block:
        """Return the lines of `size` that are no wider than `box`, both in points."""
        width = box[0] * 1000 / size
        lines = self._whole_lines(width)
        cut = lines is None
        lines = self.lines(width) if lines is None else lines
        return Block(size, lines, min(lines_in(self._typesetter.face, box[1], size), len(lines)), cut)

    def lines(self, width: float) -> list[Line]:
        """Return the lines no wider than `width`; words wider than that are cut."""
        found = self._whole_lines(width)
        if found is not None:
            return found
        limit = width + self._typesetter.space
        lines: list[Line] = []
        for number, words in enumerate(self._words):
            mixed = self._mixed.get(number)
            lines += mixed.lines(width) if mixed else _fold(self._typesetter, words, limit)
        return lines

    def _whole_lines(self, width: float) -> list[Line] | None:
        """Return the lines broken at spaces alone, None if that is not enough."""
        if self._soft or self._longest > width:
            return None
        lines: list[Line] = []
        limit = width + self._typesetter.space
        for number, (words, sums) in enumerate(zip(self._words, self._sums, strict=True)):
            if number in self._mixed:
                lines += self._mixed[number].lines(width)
                continue
            start, last = 0, len(words)
            while start < last:
                end = bisect_right(sums, sums[start] + limit, start) - 1
                if end == start:
                    return None
                lines.append(words[start:end])
                start = end
        return lines


def easy_lines(typesetter: Typesetter, text: str, width: float) -> list[bytes] | None:
    """Return a text in lines no wider than `width`, as strings of the field's own font.

    None if that takes more than breaking it at spaces. The text must be one that is drawn as it is.
    """
    if len(text) > _LONG and _LONG_WORD.search(text):
        return None
    advance, encode, join = typesetter.advances.__getitem__, typesetter.encoded.__getitem__, typesetter.join
    limit = width + typesetter.space
    lines: list[bytes] = []
    for paragraph in text.split("\n"):
        words = paragraph.split(" ")
        sums = list(accumulate(map(advance, words), initial=0.0))
        shown = list(map(encode, words))
        if None in shown:
            return None
        start, last = 0, len(words)
        while start < last:
            end = bisect_right(sums, sums[start] + limit, start) - 1
            if end == start:
                return None
            lines.append(join(shown[start:end]))  # type: ignore[arg-type]  # no None is left
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
    """Cut a word where the line ends, if it can where UAX #14 allows a break; never within a character."""
    from integplan_pdf.pdf.scripts.breaks import cut

    if len(word) < 2:
        return None
    fitting = fitting_characters(typesetter, word, limit - typesetter.space)
    head, tail = cut(word, max(fitting, 1))
    return (head, tail) if tail else None


def fitting_characters(typesetter: Typesetter, text: str, width: float) -> int:
    """Return how many characters from the start of `text` are no wider than `width`."""
    if typesetter.mixed(text.split(" ")):
        from integplan_pdf.pdf.scripts.breaks import fitting

        return fitting(text, lambda head: typesetter.shown_width(head.split(" ")) <= width)
    used = 0.0
    for count, character in enumerate(text):
        used += typesetter.advances[character] - typesetter.space
        if used > width:
            return count
    return len(text)


def characters(typesetter: Typesetter, text: str) -> tuple[list[str], bool]:
    """Return what has a cell of its own in a comb, from left to right, and whether the first of it is at the right."""
    if not typesetter.mixed(text.split(" ")):
        return list(text), False
    from integplan_pdf.pdf.scripts.bidi import visual_order
    from integplan_pdf.pdf.scripts.breaks import clusters
    from integplan_pdf.pdf.scripts.kinds import runs_right_to_left

    rtl, parts = runs_right_to_left(text), clusters(text)
    order = visual_order("".join(part[0] for part in parts), rtl=rtl)
    return [parts[place.number] for place in order], rtl


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


def lines_in(face: Face, height: float, size: float) -> int:
    """Return how many lines fit a height in points."""
    left = height * 1000 / size - (face.ascent - face.descent)
    return int(left / face.leading + 1.000001) if left >= 0 else 0
