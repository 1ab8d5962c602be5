"""Simple fonts: one byte for each glyph (ISO 32000-2 §9.6)."""

from __future__ import annotations

from pypdf.generic import DictionaryObject

from integplan_pdf.pdf import objects, syntax
from integplan_pdf.pdf.fontmap.encodings import base_encoding, common_encoding, glyph_character, glyph_names, to_unicode
from integplan_pdf.pdf.fontmap.face import Face, extents
from integplan_pdf.pdf.fontmap.program import Program, program_of
from integplan_pdf.pdf.fontmap.standard import Metrics, is_bold, nearest_standard

_SYMBOLS = (b"Symbol", b"ZapfDingbats", b"Wingdings", b"Webdings")


def simple_face(font: DictionaryObject, resource: bytes) -> Face | None:
    """Return what a simple font can show; None if that is nothing.

    A code counts when encoding and /ToUnicode agree on what it means, the embedded program, if any,
    has a glyph for it, and its width is known: then every viewer shows it and finds it again.
    """
    name = objects.name(objects.raw(font, "/BaseFont")) or b""
    descriptor = objects.dictionary(objects.raw(font, "/FontDescriptor"))
    program = program_of(descriptor)
    if program is None and any(symbol in name for symbol in _SYMBOLS):
        return None
    metrics = nearest_standard(name)
    characters = _characters(font, program)
    widths = _widths(font, descriptor, characters, metrics, embedded=program is not None)
    codes = {char: code for code, char in sorted(characters.items(), reverse=True) if code in widths}
    if not codes:
        return None
    ascent, descent, leading = extents(
        objects.real(objects.get(descriptor, "/Ascent")) or metrics.ascent,
        objects.real(objects.get(descriptor, "/Descent")) or metrics.descent,
    )
    return Face(
        resource=resource,
        codes={char: syntax.literal(bytes([code]))[1:-1] for char, code in codes.items()},
        widths={char: widths[code] for char, code in codes.items()},
        ascent=ascent,
        descent=descent,
        cap_height=_cap_height(descriptor, metrics),
        leading=leading,
        bold=is_bold(name),
    )


def _characters(font: DictionaryObject, program: Program | None) -> dict[int, str]:
    built_in = program.built_in if program and program.built_in else _usual_encoding(font)
    names = glyph_names(font, dict(built_in))
    said = to_unicode(font)
    found: dict[int, str] = {}
    for code, name in names.items():
        meant = glyph_character(name) or said.get(code, "")
        if len(meant) == 1 and said.get(code, meant) == meant and (program is None or program.shows(code, name)):
            found[code] = meant
    return found


def _usual_encoding(font: DictionaryObject) -> dict[int, str]:
    """Return the encoding of a font that names none; about TrueType fonts viewers disagree."""
    if objects.name(objects.raw(font, "/Subtype")) == b"TrueType":
        return common_encoding()
    return base_encoding(b"StandardEncoding")


def _widths(
    font: DictionaryObject,
    descriptor: DictionaryObject,
    characters: dict[int, str],
    metrics: Metrics,
    *,
    embedded: bool,
) -> dict[int, float]:
    listed = [objects.real(item) for item in objects.entries(objects.raw(font, "/Widths"))]
    first = objects.integer(objects.get(font, "/FirstChar"))
    default = objects.real(objects.get(descriptor, "/MissingWidth"))
    found: dict[int, float] = {}
    for code, character in characters.items():
        width = listed[code - first] if 0 <= code - first < len(listed) else default
        if not listed and not embedded:
            width = metrics.widths.get(character, default)
        if 0 < width < 10_000:
            found[code] = width
    return found


def _cap_height(descriptor: DictionaryObject, metrics: Metrics) -> float:
    height = objects.real(objects.get(descriptor, "/CapHeight"))
    return height if 500 <= height <= 900 else metrics.cap_height
