"""Composite fonts with two bytes for each glyph: Type0 with Identity-H (ISO 32000-2 §9.7)."""

from __future__ import annotations

from pypdf.generic import DictionaryObject, StreamObject

from integplan_pdf.pdf import objects
from integplan_pdf.pdf.fontmap.encodings import to_unicode
from integplan_pdf.pdf.fontmap.face import Face, extents
from integplan_pdf.pdf.fontmap.program import Program, program_of
from integplan_pdf.pdf.fontmap.standard import is_bold

_BLANK = " \u00a0\u2007\u2009\u202f"


def composite_face(font: DictionaryObject, resource: bytes) -> Face | None:
    """Return what an embedded Type0 font can show; None if that is nothing.

    Limitation: other CMaps than Identity-H are not read.
    """
    if objects.name(objects.raw(font, "/Encoding")) != b"Identity-H":
        return None
    descendants = objects.entries(objects.raw(font, "/DescendantFonts"))
    descendant = objects.dictionary(descendants[0]) if descendants else DictionaryObject()
    descriptor = objects.dictionary(objects.raw(descendant, "/FontDescriptor"))
    program = program_of(descriptor)
    if program is None:
        return None
    glyphs = _glyphs(font, descendant, program)
    widths, default = _widths(descendant), objects.real(objects.get(descendant, "/DW"), 1000.0)
    if not glyphs:
        return None
    ascent, descent, leading = extents(
        objects.real(objects.get(descriptor, "/Ascent"), 750.0),
        objects.real(objects.get(descriptor, "/Descent"), -250.0),
    )
    height = objects.real(objects.get(descriptor, "/CapHeight"))
    return Face(
        resource=resource,
        codes={char: b"%04X" % cid for char, cid in glyphs.items()},
        widths={char: widths.get(cid, default) for char, cid in glyphs.items()},
        composite=True,
        ascent=ascent,
        descent=descent,
        cap_height=height if 500 <= height <= 900 else 715.0,
        leading=leading,
        bold=is_bold(objects.name(objects.raw(font, "/BaseFont")) or b""),
    )


def _glyphs(font: DictionaryObject, descendant: DictionaryObject, program: Program) -> dict[str, int]:
    """Return character to CID: by /ToUnicode, or by the program's cmap where a CID is a glyph id."""
    said = {cid: text for cid, text in to_unicode(font).items() if len(text) == 1 and 0 < cid <= 0xFFFF}
    direct = not isinstance(objects.get(descendant, "/CIDToGIDMap"), StreamObject)
    if not said and direct:
        said = {glyph: chr(code) for code, glyph in sorted(program.unicode.items(), reverse=True)}
    return {
        char: cid
        for cid, char in sorted(said.items(), reverse=True)
        if not direct or program.names or cid in program.inked or char in _BLANK
    }


def _widths(descendant: DictionaryObject) -> dict[int, float]:
    """Return the widths of /W by CID (§9.7.4.3)."""
    items = objects.entries(objects.raw(descendant, "/W"))
    found: dict[int, float] = {}
    place = 0
    while place + 1 < len(items):
        first = objects.integer(items[place])
        several = objects.entries(items[place + 1])
        if several:
            found |= {first + step: objects.real(width) for step, width in enumerate(several)}
            place += 2
        elif place + 2 < len(items):
            last = min(objects.integer(items[place + 1]), 0xFFFF)
            found |= dict.fromkeys(range(first, last + 1), objects.real(items[place + 2]))
            place += 3
        else:
            break
    return found
