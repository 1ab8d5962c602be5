"""The objects that a font of ours takes in a document."""

from __future__ import annotations

import zlib
from functools import lru_cache

from integplan_pdf.pdf import syntax
from integplan_pdf.pdf.cipher import Cipher
from integplan_pdf.pdf.embed import FontProgram

FONT_OBJECTS = 5
"""How many objects `font_objects` gives."""


@lru_cache(maxsize=256)
def _compressed(data: bytes) -> bytes:
    return zlib.compress(data, 9)


def font_objects(program: FontProgram, first: int, cipher: Cipher) -> list[bytes]:
    """Return Type0 font, descendant, descriptor, font file and CMap, numbered from `first` (ISO 32000-2 §9.7)."""
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
