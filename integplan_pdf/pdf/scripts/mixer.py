"""Lines of several scripts → stretches of one face each, from left to right.

Widths are in 1/1000 em.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.fontmap.files import open_font
from integplan_pdf.pdf.fontmap.shaped import tokens
from integplan_pdf.pdf.scripts.bidi import mirrored
from integplan_pdf.pdf.scripts.breaks import clusters
from integplan_pdf.pdf.scripts.kinds import IGNORABLE, INVOLVED, SHAPED, runs_right_to_left
from integplan_pdf.pdf.scripts.line import MixedLine, Place
from integplan_pdf.pdf.scripts.paragraph import mixed_line
from integplan_pdf.pdf.scripts.shaping import Glyph, Shaper

Parts = list[tuple[Face, str]]


class Run(NamedTuple):
    """What one face shows at a stretch: its string and its width."""

    face: Face
    content: bytes
    width: float


class Mixer:
    """Sets words and lines that take care.

    Args:
        own: the field's own face.
        faces: those that text is shaped with.
        is_involved: whether a word takes care.
        plain: sets a text glyph by glyph, in as many parts as it takes; says which characters no font has.
        space: the width of a space, the same whatever face is around it.

    Attributes:
        lacking: the characters of a word that no font has.
    """

    def __init__(
        self,
        own: Face,
        faces: Sequence[Face],
        is_involved: Callable[[str], bool],
        plain: Callable[[str], tuple[Parts, str]],
        space: float,
    ) -> None:
        self._own, self._faces, self._is_involved = own, faces, is_involved
        self._plain, self._space = plain, space
        self._known: dict[str, Parts] = {}
        self.lacking: dict[str, str] = {}

    def shows(self, characters: str) -> bool:
        """Return whether one of the faces has glyphs for all of `characters`."""
        return self._covering(characters) is not None

    def width(self, word: str) -> float:
        """Return the width of a word on a line of its own."""
        return sum(run.width for run in self.runs(mixed_line([word])))

    def runs(self, line: MixedLine) -> list[Run]:
        """Return a line as stretches of one face each, from left to right."""
        runs: list[Run] = []
        for run in self._stretches(line):
            if runs and runs[-1].face is run.face:
                before = runs.pop()
                run = Run(run.face, before.content + run.content, before.width + run.width)
            runs.append(run)
        return runs

    def _stretches(self, line: MixedLine) -> Iterator[Run]:
        text, parts = " ".join(line), self._characters(line)
        start = 0
        order = line.order
        for end in range(1, len(order) + 1):
            if end < len(order) and _together(order[end - 1], order[end], parts):
                continue
            places = sorted(place.number for place in order[start:end])
            face, rtl = parts[places[0]][0], order[start].rtl
            if face.font:
                yield from self._shaped(face, text[places[0] : places[-1] + 1], rtl)
            else:
                yield _glyph_by_glyph(face, [parts[place][1] for place in places], rtl)
            start = end

    def _shaped(self, face: Face, text: str, rtl: bool) -> Iterator[Run]:
        shaper, words = _shaper(face), text.split(" ")
        gap = Glyph((), round(self._space), " ")
        for number, word in enumerate(reversed(words) if rtl else words):
            glyphs = ((gap,) if number else ()) + shaper.shape(word, rtl=rtl)
            yield Run(face, tokens(glyphs), float(sum(glyph.advance for glyph in glyphs)))

    def _characters(self, line: MixedLine) -> Parts:
        """Return the face of each character of a line, and what is shown of it."""
        parts: Parts = []
        for number, word in enumerate(line):
            if number:
                before = parts[-1][0] if parts else self._own
                parts += [(before, " ")] if before.font else self._singly(" ")[0]
            parts += self._parts(word)
        return parts

    def _parts(self, word: str) -> Parts:
        """Return the face of each character of a word, and what is shown of it."""
        found = self._known.get(word)
        if found is None:
            self._known[word] = found = self._chosen(word) if self._is_involved(word) else self._singly(word)[0]
        return found

    def _chosen(self, word: str) -> Parts:
        letters = IGNORABLE.sub("", word)
        if not SHAPED.search(word) and all(character in self._own.codes for character in letters):
            return [(self._own, character if character in letters else "") for character in word]
        face = self._covering(word)
        if face:
            return [(face, character) for character in word]
        return [part for cluster in clusters(word) for part in self._of_cluster(cluster, word)]

    def _of_cluster(self, cluster: str, word: str) -> Parts:
        parts, lacking = self._singly(cluster)
        face = self._covering(cluster) if lacking or INVOLVED.search(cluster) else None
        if face:
            return [(face, character) for character in cluster]
        if lacking:
            self.lacking[word] = self.lacking.get(word, "") + lacking
        return parts

    def _singly(self, text: str) -> tuple[Parts, str]:
        """Return the face of each character of a text set glyph by glyph."""
        parts, lacking = self._plain(text)
        return [(face, character) for face, part in parts for character in part or [""]], lacking

    def _covering(self, text: str) -> Face | None:
        return next((face for face in self._faces if _has_glyphs(face, text)), None)


def _shaper(face: Face) -> Shaper:
    assert face.font  # noqa: S101
    return open_font(face.font).shaper


def _has_glyphs(face: Face, text: str) -> bool:
    shaper = _shaper(face)
    return shaper.covers(text) and not any(one.missing for one in shaper.shape(text, rtl=runs_right_to_left(text)))


def _together(before: Place, after: Place, parts: Parts) -> bool:
    """Return whether two characters side by side belong to one stretch."""
    follows = after.number - before.number == (-1 if before.rtl else 1)
    return follows and before.rtl == after.rtl and parts[before.number][0] is parts[after.number][0]


def _glyph_by_glyph(face: Face, characters: Sequence[str], rtl: bool) -> Run:
    if rtl:
        looks = [mirrored(character) for character in reversed(characters)]
        characters = [
            look if look in face.codes else own for look, own in zip(looks, reversed(characters), strict=True)
        ]
    shown = [character for character in characters if character]
    return Run(face, b"".join([face.codes[one] for one in shown]), sum(face.widths[one] for one in shown))
