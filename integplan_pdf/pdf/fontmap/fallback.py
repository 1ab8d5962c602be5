"""Our own Latin, Greek and Cyrillic letters, for what a field's font lacks: in blocks of 128, Latin-1 in one.

A block is a font of its own, with a space of its own. So what a document embeds follows from its texts alone, and
each block is cut out once per process. Limitation: no shaping; words that need it are set by `scripts/mixer.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from fontTools.ttLib import TTFont

from integplan_pdf.pdf.cipher import Cipher
from integplan_pdf.pdf.embed import FONTS, FontProgram, subset_font
from integplan_pdf.pdf.fontmap.embedded import font_objects
from integplan_pdf.pdf.fontmap.face import Face, extents
from integplan_pdf.pdf.scripts.kinds import SHAPED

_FILES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
_LATIN, _BLOCK = 256, 128
_PREFIX = b"Ip0"


@dataclass(frozen=True, slots=True)
class Fallback:
    """One block of a font: as the typesetter sees it, and as it is embedded."""

    face: Face
    program: FontProgram


def face_for(character: str, *, bold: bool = False) -> Face | None:
    """Return the face of ours that shows `character`, or None."""
    code = ord(character)
    if SHAPED.match(character):
        return None
    found = _block(code // _BLOCK if code >= _LATIN else 0, bold)
    return found.face if found and character in found.face.codes else None


def objects_of(resource: bytes, first: int, cipher: Cipher) -> list[bytes]:
    """Return the bodies of the objects that embed the face called `resource`, numbered from `first`.

    The first of them is the font dictionary.
    """
    _, weight, block = resource.decode().split("-")
    found = _block(int(block, 16), weight == "b")
    return font_objects(found.program, first, cipher) if found else []


@lru_cache(maxsize=256)
def _block(block: int, bold: bool) -> Fallback | None:
    codes = range(block * _BLOCK, (block + 1) * _BLOCK) if block else range(_LATIN)
    characters = [chr(code) for code in codes]
    if _covered(_FILES[bold]).isdisjoint(characters):
        return None
    program = subset_font(FONTS / _FILES[bold], [" ", *characters])
    resource = b"%b-%b-%x" % (_PREFIX, b"b" if bold else b"r", block)
    return Fallback(_face(resource, program, bold), program)


@lru_cache(maxsize=8)
def _covered(file: str) -> frozenset[str]:
    with TTFont(FONTS / file, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap()))


def _face(resource: bytes, program: FontProgram, bold: bool) -> Face:
    ascent, descent, leading = extents(program.ascent, program.descent)
    glyphs = program.glyphs
    return Face(
        resource=resource,
        codes={character: b"%04X" % glyph for character, glyph in glyphs.items()},
        widths={character: float(program.widths[glyph]) for character, glyph in glyphs.items()},
        composite=True,
        ascent=ascent,
        descent=descent,
        cap_height=float(program.cap_height),
        leading=leading,
        bold=bold,
    )
