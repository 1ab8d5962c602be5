"""Our own fonts, for characters that a field's font lacks: embedded, in blocks of 128 characters, Latin-1 in one.

A block is a font of its own, with a space of its own. So what a document embeds follows from its texts alone, and
each block is cut out once per process. Limitation: no shaping, so Arabic and Indic scripts are not offered.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from functools import lru_cache

from fontTools.ttLib import TTFont

from integplan_pdf.pdf import syntax
from integplan_pdf.pdf.cipher import Cipher
from integplan_pdf.pdf.embed import FONTS, FontProgram, subset_font
from integplan_pdf.pdf.fontmap.face import Face, extents

_FILES = (
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("NotoSansEthiopic-Regular.ttf", "NotoSansEthiopic-Bold.ttf"),
)
_LATIN, _BLOCK = 256, 128
_NEEDS_SHAPING = (range(0x590, 0x900), range(0x900, 0x1100), range(0xFB1D, 0xFE00), range(0xFE70, 0xFF00))


@dataclass(frozen=True, slots=True)
class Fallback:
    """One block of one font: as the typesetter sees it, and as it is embedded."""

    face: Face
    program: FontProgram


def face_for(character: str, *, bold: bool = False) -> Face | None:
    """Return the face of ours that shows `character`, or None."""
    code = ord(character)
    if any(code in script for script in _NEEDS_SHAPING):
        return None
    for number in range(len(_FILES)):
        found = _block(number, code // _BLOCK if code >= _LATIN else 0, bold)
        if found and character in found.face.codes:
            return found.face
    return None


def objects_of(resource: bytes, first: int, cipher: Cipher) -> list[bytes]:
    """Return the bodies of the objects that embed the face called `resource`, numbered from `first`.

    The first of them is the font dictionary.
    """
    number, weight, block = resource.removeprefix(_PREFIX).decode().split("-")
    found = _block(int(number), int(block, 16), weight == "b")
    return _embed(found.program, first, cipher) if found else []


_PREFIX = b"Ip"


@lru_cache(maxsize=256)
def _block(number: int, block: int, bold: bool) -> Fallback | None:
    codes = range(block * _BLOCK, (block + 1) * _BLOCK) if block else range(_LATIN)
    characters = [chr(code) for code in codes]
    if _covered(_FILES[number][bold]).isdisjoint(characters):
        return None
    program = subset_font(FONTS / _FILES[number][bold], [" ", *characters])
    resource = b"%b%d-%b-%x" % (_PREFIX, number, b"b" if bold else b"r", block)
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


@lru_cache(maxsize=256)
def _compressed(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def _embed(program: FontProgram, first: int, cipher: Cipher) -> list[bytes]:
    """Return Type0 font, descendant, descriptor, font file and CMap (ISO 32000-2 §9.7)."""
    base = syntax.name(program.name.encode())
    box = b" ".join(b"%d" % edge for edge in program.bbox)
    widths = b" ".join(b"%d" % width for width in program.widths)
    registry, ordering = (cipher.string(first + 1, 0, text) for text in (b"Adobe", b"Identity"))
    font_file = cipher.stream(first + 3, 0, _compressed(program.data))
    to_unicode = cipher.stream(first + 4, 0, _compressed(program.to_unicode))
    return [
        b"<</Type/Font/Subtype/Type0/BaseFont%b/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (base, first + 1, first + 4),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont%b/CIDSystemInfo<</Registry%b/Ordering%b/Supplement 0>>"
        b"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/W[0[%b]]>>" % (base, registry, ordering, first + 2, widths),
        b"<</Type/FontDescriptor/FontName%b/Flags %d/FontBBox[%b]/ItalicAngle %d/Ascent %d/Descent %d"
        b"/CapHeight %d/StemV %d/FontFile2 %d 0 R>>"
        % (
            base,
            program.flags,
            box,
            program.italic_angle,
            program.ascent,
            program.descent,
            program.cap_height,
            program.stem_v,
            first + 3,
        ),
        syntax.stream(b"/Filter/FlateDecode/Length1 %d" % len(program.data), font_file),
        syntax.stream(b"/Filter/FlateDecode", to_unicode),
    ]
