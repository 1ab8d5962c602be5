"""Fonts cut down to the characters a PDF needs, with the figures a Type0 font dictionary asks for.

Limitation: glyphs are found through the font's `cmap` alone, one glyph per character; text that needs
shaping (Arabic, Indic scripts) is embedded by `fontmap/shaped.py`.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FONTS = Path(__file__).parent / "fonts"
"""The folder with the TrueType fonts of the project and their licences."""

_TYPEABLE_RANGES = (
    (0x20, 0x7E),  # ASCII
    (0xA0, 0x24F),  # Latin-1, Latin Extended-A and -B
    (0x2B0, 0x2FF),  # modifier letters
    (0x300, 0x338),  # combining marks
    (0x370, 0x3FF),  # Greek
    (0x400, 0x52F),  # Cyrillic
    (0x1E00, 0x1EFF),  # Latin Extended Additional
    (0x2010, 0x2027),  # dashes, quotation marks, bullets
    (0x202F, 0x203A),
    (0x2070, 0x209C),  # superscripts and subscripts
    (0x20A0, 0x20BF),  # currency
    (0x2113, 0x2122),  # letterlike: №, ™
    (0x2190, 0x2193),  # arrows
    (0x2212, 0x2215),  # mathematics
    (0x2260, 0x2265),
)

TYPEABLE = "".join(chr(code) for first, last in _TYPEABLE_RANGES for code in range(first, last + 1))
"""What a person can type into a field of our forms: Latin, Greek, Cyrillic, punctuation."""

_FIXED_PITCH, _SYMBOLIC, _ITALIC = 1, 4, 64  # ISO 32000-2 table 121
_BFCHARS_PER_BLOCK = 100  # the most a CMap operator takes (Adobe Technical Note 5014)


@dataclass(frozen=True, slots=True)
class FontProgram:
    """A TrueType subset ready to be embedded as a CIDFontType2 with Identity-H (ISO 32000-2 §9.7).

    All lengths are in 1/1000 em.

    Attributes:
        name: tagged PostScript name, `ABCDEF+NotoSans-Regular`; the tag follows from the content.
        data: the font file, with its `cmap` and without hinting.
        widths: advance widths by glyph id.
        glyphs: character to glyph id; characters the font lacks are absent.
        to_unicode: the /ToUnicode CMap.
        flags: /Flags of the font descriptor (table 121).
    """

    name: str
    data: bytes
    widths: tuple[int, ...]
    glyphs: Mapping[str, int]
    to_unicode: bytes
    ascent: int
    descent: int
    cap_height: int
    bbox: tuple[int, int, int, int]
    stem_v: int
    italic_angle: int
    flags: int


def subset_font(path: Path, characters: Iterable[str]) -> FontProgram:
    """Return the font at `path` cut down to `characters`; the same input gives the same bytes."""
    with TTFont(path, recalcTimestamp=False) as font:
        postscript_name = str(font["name"].getDebugName(6))
        for layout_table in {"GDEF", "GPOS", "GSUB"} & set(font.keys()):
            del font[layout_table]  # of no use in a PDF, and slow to parse
        subsetter = Subsetter(_options())
        subsetter.populate(unicodes={ord(character) for character in characters})
        subsetter.subset(font)
        buffer = io.BytesIO()
        font.save(buffer)
    return _program(postscript_name, buffer.getvalue())


def _options() -> Options:
    options = Options()
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [1, 2, 4, 6]
    return options


def _program(postscript_name: str, data: bytes) -> FontProgram:
    with TTFont(io.BytesIO(data)) as font:
        head, os2, post = font["head"], font["OS/2"], font["post"]

        def em(length: float) -> int:
            return round(length * 1000 / int(head.unitsPerEm))

        glyphs = {chr(code): font.getGlyphID(name) for code, name in sorted(font.getBestCmap().items())}
        return FontProgram(
            name=f"{subset_tag(data)}+{postscript_name}",
            data=data,
            widths=tuple(em(font["hmtx"][name][0]) for name in font.getGlyphOrder()),
            glyphs=glyphs,
            to_unicode=to_unicode_map(_lowest(glyphs)),
            ascent=em(font["hhea"].ascent),
            descent=em(font["hhea"].descent),
            cap_height=em(os2.sCapHeight),
            bbox=(em(head.xMin), em(head.yMin), em(head.xMax), em(head.yMax)),
            stem_v=round(50 + (os2.usWeightClass / 65) ** 2),  # TrueType has no stem width: the usual estimate
            italic_angle=round(post.italicAngle),
            flags=_SYMBOLIC | (_FIXED_PITCH if post.isFixedPitch else 0) | (_ITALIC if post.italicAngle else 0),
        )


def subset_tag(data: bytes) -> str:
    """Return six capital letters that name a subset (ISO 32000-2 §9.9.2)."""
    number = int.from_bytes(hashlib.sha256(data).digest()[:8], "big")
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def _lowest(glyphs: Mapping[str, int]) -> dict[int, str]:
    """Return the character that each glyph shows; of several the lowest."""
    first: dict[int, str] = {}
    for character, glyph in glyphs.items():
        first.setdefault(glyph, character)
    return first


def to_unicode_map(texts: Mapping[int, str]) -> bytes:
    """Return the CMap from code to text (ISO 32000-2 §9.10.3)."""
    entries = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in sorted(texts.items())]
    blocks = [entries[start : start + _BFCHARS_PER_BLOCK] for start in range(0, len(entries), _BFCHARS_PER_BLOCK)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<0000> <FFFF>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end", ""]
    return "\n".join(lines).encode("ascii")
