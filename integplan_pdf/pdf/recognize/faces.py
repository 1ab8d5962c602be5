"""Fonts as pdfminer reads them, their maps to Unicode by one regular expression, and their letters worked out once."""

from __future__ import annotations

import re
from binascii import unhexlify
from collections.abc import Callable, Iterable
from typing import Any

from pdfminer.cmapdb import FileUnicodeMap
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import literal_name

from integplan_pdf.pdf.recognize.drawing import Work
from integplan_pdf.pdf.recognize.letter import UNKNOWN

_CHARS = re.compile(rb"\s*(?:<[0-9A-Fa-f]+>\s*<[0-9A-Fa-f]*>\s*)*")
_RANGES = re.compile(rb"\s*(?:<[0-9A-Fa-f]+>\s*<[0-9A-Fa-f]+>\s*(?:<[0-9A-Fa-f]+>|\[\s*(?:<[0-9A-Fa-f]+>\s*)+\])\s*)*")
_RANGE = re.compile(rb"<(\w+)>\s*<(\w+)>\s*(?:<(\w+)>|\[([^\]]+)\])")
_CODE = re.compile(rb"<(\w*)>")
_UNUSUAL = re.compile(rb"usecmap|cidchar|cidrange")
_TAIL = 4
"""The bytes of a code that count up within a range."""

_COST = 8
"""What a code of a map costs."""

_Codes = list[tuple[int, bytes]]


class Fonts(PDFResourceManager):
    """pdfminer's fonts, without its slow way to their maps to Unicode."""

    def __init__(self, work: Work) -> None:
        super().__init__()
        self._work = work

    def get_font(self, objid: object, spec: Any) -> PDFFont:
        """Return the font that a dictionary describes; `objid` is what it is remembered under."""
        stream = resolve1(spec.get("ToUnicode"))
        is_composite = literal_name(resolve1(spec.get("Subtype"))) == "Type0"
        is_known = objid and objid in self._cached_fonts
        if is_known or is_composite or not isinstance(stream, PDFStream):
            return super().get_font(objid, spec)
        mapping = to_unicode(stream.get_data(), self._work)
        if mapping is None:
            return super().get_font(objid, spec)
        font: Any = super().get_font(objid, {**spec, "ToUnicode": PDFStream({}, b"")} | _without_program(spec))
        font.unicode_map = mapping
        return font  # type: ignore[no-any-return]


def _without_program(spec: Any) -> dict[str, Any]:
    """Return a composite font's descriptor without the program that says what letters are; the map does that."""
    descriptor = resolve1(spec.get("FontDescriptor"))
    if "Widths" in spec or not isinstance(descriptor, dict):
        return {}
    return {"FontDescriptor": {key: value for key, value in descriptor.items() if key != "FontFile2"}}


def to_unicode(data: bytes, work: Work) -> FileUnicodeMap | None:
    """Return what a ToUnicode map says (ISO 32000-2 §9.10.3); None where it is for pdfminer to read.

    Raises:
        OverdrawnError: it says more than there is `work` for.
    """
    if _UNUSUAL.search(data) or b"endcmap" in data[: max(0, data.rfind(b"beginbf"))]:
        return None
    found = FileUnicodeMap()
    for section in data.split(b"beginbf")[1:]:
        text, _, rest = section.partition(b"endbf")
        kind = next((kind for kind in _KINDS if text.startswith(kind) and rest.startswith(kind)), None)
        pairs = _KINDS[kind](text[len(kind) :], work) if kind else None
        if pairs is None:
            return None
        for code, meant in pairs:
            found.add_cid2unichr(code, meant)
    return found


def _chars(text: bytes, work: Work) -> _Codes | None:
    codes = _CODE.findall(text)
    if not _CHARS.fullmatch(text) or any(len(code) % 2 for code in codes):
        return None
    work.spend(_COST * len(codes))
    return [(int(code, 16), unhexlify(meant)) for code, meant in zip(codes[::2], codes[1::2], strict=True)]


def _ranges(text: bytes, work: Work) -> _Codes | None:
    if not _RANGES.fullmatch(text):
        return None
    found: _Codes = []
    for first, last, base, listed in _RANGE.findall(text):
        start, end = int(first, 16), int(last, 16)
        meant = _CODE.findall(listed) or [base]
        if len(first) != len(last) or any(len(code) % 2 for code in (first, *meant)):
            return None
        work.spend(_COST * max(0, end + 1 - start))
        if listed:
            found += zip(range(start, end + 1), map(unhexlify, meant), strict=False)
        else:
            found += _counted(start, end, unhexlify(base))
    return found


def _counted(start: int, end: int, base: bytes) -> _Codes:
    """Return codes that mean `base`, and what comes after it in the order of its last bytes."""
    head, tail = base[:-_TAIL], base[-_TAIL:]
    first, count = int.from_bytes(tail), 1 << 8 * len(tail)
    return [(start + step, head + ((first + step) % count).to_bytes(len(tail))) for step in range(end + 1 - start)]


_KINDS = {b"char": _chars, b"range": _ranges}

Glyph = tuple[str, float, float, float, float]
"""What a code says; how far it moves on in text space; half of that along and up in user space; the whole of it."""


class Glyphs(dict[int, Glyph]):
    """Code → glyph, for a font set in one size and direction."""

    def __init__(self, font: PDFFont, scale: tuple[float, float, float, float, float]) -> None:
        super().__init__()
        self._font = font
        self._scale = scale

    def __missing__(self, code: int) -> Glyph:
        size, scaling, a, b, stretch = self._scale
        try:
            text = self._font.to_unichr(code)
        except (PDFUnicodeNotDefined, KeyError):
            text = UNKNOWN
        advance = float(self._font.char_width(code) * size * scaling)
        along = advance / 2
        found = self[code] = (text or UNKNOWN, advance, a * along, b * along, abs(advance) * stretch)
        return found


class Face:
    """A font, with the glyphs that were asked for.

    Attributes:
        decode: string → codes.
        multibyte: whether a code may be longer than a byte.
    """

    def __init__(self, font: PDFFont) -> None:
        self._font = font
        self._sizes: dict[tuple[float, float, float, float, float], Glyphs] = {}
        self.decode: Callable[[bytes], Iterable[int]] = font.decode
        self.multibyte = font.is_multibyte()
        self.vertical = font.is_vertical()

    def glyphs(self, *scale: float) -> Glyphs:
        """Return the glyphs at a size, a horizontal scaling, and a direction: a, b and their length."""
        size, scaling, a, b, stretch = scale
        key = (size, scaling, a, b, stretch)
        if key not in self._sizes:
            self._sizes[key] = Glyphs(self._font, key)
        return self._sizes[key]
