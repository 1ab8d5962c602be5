"""Text → glyphs of one font, by HarfBuzz.

A character that takes several glyphs, or a mark in its place above a letter, becomes one glyph of ours that is
put together from the font's: so each glyph of a filled form means exactly the characters it shows, and text is
found and copied right, also by viewers that know nothing of scripts.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Any, NamedTuple

import uharfbuzz as hb
from fontTools.pens.transformPen import TransformPen
from fontTools.unicodedata import script

from integplan_pdf.pdf.scripts.kinds import IGNORABLE

_REMEMBERED = 20_000
_ANY_SCRIPT = ("Zyyy", "Zinh", "Zzzz")


class Glyph(NamedTuple):
    """A glyph put together from glyphs of a font.

    Attributes:
        parts: glyph id and place of each, in font units.
        advance: in 1/1000 em.
        text: the characters that it shows.
    """

    parts: tuple[tuple[int, int, int], ...]
    advance: int
    text: str

    @property
    def missing(self) -> bool:
        """Whether the font has no glyph for it."""
        return any(glyph == 0 for glyph, _, _ in self.parts)


class Shaper:
    """One font; remembers what it has shaped."""

    def __init__(self, face: Any, characters: frozenset[int]) -> None:
        self.units = int(face.upem)
        self._font = hb.Font(face)
        self._characters = characters
        self._known: dict[tuple[str, bool], tuple[Glyph, ...]] = {}

    def covers(self, characters: Iterable[str]) -> bool:
        """Return whether the font has glyphs for characters, composed or not."""
        return all(map(self._covers, characters))

    def _covers(self, character: str) -> bool:
        if ord(character) in self._characters or IGNORABLE.match(character):
            return True
        apart = unicodedata.normalize("NFD", character)
        return apart != character and all(ord(part) in self._characters for part in apart)

    def shape(self, text: str, *, rtl: bool) -> tuple[Glyph, ...]:
        """Return the glyphs of `text`, which runs one way, from left to right."""
        found = self._known.get((text, rtl))
        if found is None:
            if len(self._known) > _REMEMBERED:
                self._known.clear()
            parts = [self._shaped(part, rtl) for part in _by_script(text) if part]
            found = tuple(glyph for part in (reversed(parts) if rtl else parts) for glyph in part)
            self._known[text, rtl] = found
        return found

    def draw(self, glyph: Glyph, pen: Any) -> None:
        """Draw the outlines of a glyph in font units."""
        for number, x, y in glyph.parts:
            self._font.draw_glyph_with_pen(number, TransformPen(pen, (1, 0, 0, 1, x, y)))

    def _shaped(self, text: str, rtl: bool) -> list[Glyph]:
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        hb.shape(self._font, buffer)
        starts = sorted({info.cluster for info in buffer.glyph_infos})
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        glyphs: list[Glyph] = []
        last = -1
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            before = glyphs.pop() if info.cluster == last else Glyph((), 0, text[info.cluster : ends[info.cluster]])
            part = (info.codepoint, before.advance + position.x_offset, position.y_offset)
            glyphs.append(Glyph((*before.parts, part), before.advance + position.x_advance, before.text))
            last = info.cluster
        return [self._finished(glyph) for glyph in glyphs]

    def _finished(self, glyph: Glyph) -> Glyph:
        parts = () if IGNORABLE.fullmatch(glyph.text) else glyph.parts
        return Glyph(parts, max(round(glyph.advance * 1000 / self.units), 0), glyph.text)


def _by_script(text: str) -> list[str]:
    """Split a text where its script changes; what belongs to any script stays with what is before it."""
    parts = [""]
    current = ""
    for character in text:
        kind = script(character)
        if kind not in _ANY_SCRIPT:
            if current and kind != current:
                parts.append("")
            current = kind
        parts[-1] += character
    return parts
