"""Shaped glyphs as fonts: the tokens that `fontmap/glyphs.py` numbers, and a font of those that a document shows."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from integplan_pdf.pdf.embed import FontProgram, subset_tag, to_unicode_map
from integplan_pdf.pdf.fontmap.face import FontFile
from integplan_pdf.pdf.fontmap.files import OpenFont, open_font
from integplan_pdf.pdf.scripts.shaping import Glyph

_SYMBOLIC = 4  # ISO 32000-2 table 121
_NOTDEF_WIDTH = 500
_MAGIC, _CHECKSUM = 0x5F0F3CF5, 0xB1B0AFBA
_MOST = 0xFFFF


def tokens(glyphs: Iterable[Glyph]) -> bytes:
    """Return glyphs as they stand in the content of an appearance."""
    return b"".join(map(_token, glyphs))


@lru_cache(maxsize=32)
def program(font: FontFile, shown: tuple[bytes, ...]) -> FontProgram:
    """Return the font that shows the tokens `shown`, numbered from 1, ready to be embedded."""
    opened = open_font(font)
    outlines = [_outline(font, token) for token in shown[:_MOST]]
    glyphs = [_glyph(token) for token in shown[:_MOST]]
    widths = (_NOTDEF_WIDTH, *(glyph.advance for glyph in glyphs))
    data = _file(outlines, widths, opened)
    em, face = 1000 / opened.shaper.units, opened.face
    box = _around(outlines)
    return FontProgram(
        name=f"{subset_tag(data)}+{opened.name}",
        data=data,
        widths=widths,
        glyphs={},
        to_unicode=to_unicode_map({number: glyph.text for number, glyph in enumerate(glyphs, 1)}),
        ascent=round(face.ascent),
        descent=round(face.descent),
        cap_height=round(face.cap_height),
        bbox=(round(box[0] * em), round(box[1] * em), round(box[2] * em), round(box[3] * em)),
        stem_v=round(50 + (opened.weight / 65) ** 2),  # the usual estimate, as in embed.py
        italic_angle=0,
        flags=_SYMBOLIC,
    )


@lru_cache(maxsize=20_000)
def _token(glyph: Glyph) -> bytes:
    parts = ";".join(f"{number},{x},{y}" for number, x, y in glyph.parts)
    return f"{parts}/{glyph.advance}/{glyph.text.encode('utf-16-be').hex()} ".encode("ascii")


def _glyph(token: bytes) -> Glyph:
    parts, advance, text = token.decode("ascii").split("/")
    places = [tuple(map(int, part.split(","))) for part in parts.split(";") if part]
    return Glyph(tuple((n, x, y) for n, x, y in places), int(advance), bytes.fromhex(text).decode("utf-16-be"))


class _Outline(NamedTuple):
    """A glyph as the table `glyf` holds it, with what `maxp` and `head` say of all."""

    data: bytes
    box: tuple[int, int, int, int]
    points: int
    contours: int


@lru_cache(maxsize=20_000)
def _outline(font: FontFile, token: bytes) -> _Outline:
    shaper = open_font(font).shaper
    pen = TTGlyphPen(None)
    shaper.draw(_glyph(token), Cu2QuPen(pen, max(shaper.units / 2000, 0.5)))
    glyph = pen.glyph()
    if not glyph.numberOfContours:
        return _Outline(b"", (0, 0, 0, 0), 0, 0)
    glyph.recalcBounds(None)
    data = glyph.compile(None)
    box = (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
    return _Outline(data + b"\0" * (-len(data) % 4), box, len(glyph.coordinates), glyph.numberOfContours)


def _around(outlines: Sequence[_Outline]) -> tuple[int, int, int, int]:
    boxes = [outline.box for outline in outlines if outline.data] or [(0, 0, 0, 0)]
    left, low, right, high = zip(*boxes, strict=True)
    return min(left), min(low), max(right), max(high)


def _file(outlines: Sequence[_Outline], widths: Sequence[int], opened: OpenFont) -> bytes:
    """Return a TrueType file with the tables that a PDF asks for (ISO 32000-2 §9.9.1)."""
    units, face = opened.shaper.units, opened.face
    advances = [min(round(width * units / 1000), _MOST) for width in widths]
    box, count = _around(outlines), len(widths)
    places = accumulate((len(outline.data) for outline in outlines), initial=0)
    ascent, descent = round(face.ascent * units / 1000), round(face.descent * units / 1000)
    points = max((outline.points for outline in outlines), default=0)
    contours = max((outline.contours for outline in outlines), default=0)
    return _sfnt(
        {
            b"glyf": b"".join(outline.data for outline in outlines) or b"\0",
            b"head": struct.pack(
                ">IIIIHHqqhhhhHHhhh", 0x10000, 0x10000, 0, _MAGIC, 3, units, 0, 0, *box, 0, 8, 2, 1, 0
            ),
            b"hhea": struct.pack(
                ">IhhhHhhhhhhhhhhhH",
                0x10000, ascent, descent, 0, max(advances), box[0], 0, box[2], 1, 0, 0, 0, 0, 0, 0, 0, count,
            ),
            b"hmtx": b"".join(
                struct.pack(">Hh", advance, left)
                for advance, left in zip(advances, [0, *(outline.box[0] for outline in outlines)], strict=True)
            ),
            b"loca": struct.pack(f">{count + 1}I", 0, *places),
            b"maxp": struct.pack(">I14H", 0x10000, count, points, contours, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
        }
    )  # fmt: skip


def _sfnt(tables: dict[bytes, bytes]) -> bytes:
    """Return a font file of tables, whose tags come in order (OpenType specification, font file)."""
    count = len(tables)
    power = count.bit_length() - 1
    head = struct.pack(">IHHHH", 0x10000, count, 16 << power, power, (count - (1 << power)) * 16)
    padded = {tag: data + b"\0" * (-len(data) % 4) for tag, data in tables.items()}
    places = accumulate(map(len, padded.values()), initial=12 + 16 * count)
    directory = b"".join(
        struct.pack(">4sIII", tag, _sum(padded[tag]), place, len(data))
        for (tag, data), place in zip(tables.items(), places, strict=False)
    )
    adjustment = (_CHECKSUM - _sum(head + directory + b"".join(padded.values()))) & 0xFFFFFFFF
    padded[b"head"] = padded[b"head"][:8] + struct.pack(">I", adjustment) + padded[b"head"][12:]
    return head + directory + b"".join(padded.values())


def _sum(data: bytes) -> int:
    return int(sum(struct.unpack(f">{len(data) // 4}I", data))) & 0xFFFFFFFF
