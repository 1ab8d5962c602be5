"""Embedded font programs: which glyphs they really hold, for subsets lack most of what an encoding names.

Read with fontTools. A program that cannot be read shows nothing, and the field gets a font of ours.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any

from fontTools import agl
from fontTools.cffLib import CFFFontSet
from fontTools.encodings.MacRoman import MacRoman
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.misc import eexec
from fontTools.ttLib import TTFont
from pypdf.generic import DictionaryObject

from integplan_pdf.pdf import objects

_LARGEST = 30_000_000
_EEXEC_KEY = 55665
_TYPE1_GLYPH = re.compile(rb"/([^\s/{}\[\]()<>]+)\s+\d+\s+(?:RD|-\|)\s")
_TYPE1_CODE = re.compile(rb"dup\s+(\d+)\s*/([^\s/{}\[\]()<>]+)\s+put")


@dataclass(frozen=True, slots=True)
class Program:
    """What an embedded font holds.

    Attributes:
        names: glyph names, for fonts whose codes lead to names (Type 1, CFF).
        built_in: the font's own encoding, code to glyph name.
        unicode: character code to glyph, of a TrueType font's Unicode cmap.
        symbol: code to glyph of its (3,0) cmap, the upper byte removed; `mac` of its (1,0) cmap.
        inked: glyph ids that have an outline.
        glyph_names: glyph name to glyph id, of a TrueType font's post table.
    """

    names: frozenset[str] = frozenset()
    built_in: Mapping[int, str] = field(default_factory=dict)
    unicode: Mapping[int, int] = field(default_factory=dict)
    symbol: Mapping[int, int] = field(default_factory=dict)
    mac: Mapping[int, int] = field(default_factory=dict)
    inked: frozenset[int] = frozenset()
    glyph_names: Mapping[str, int] = field(default_factory=dict)

    def shows(self, code: int, name: str) -> bool:
        """Return whether a simple font with this program shows the glyph `name` for `code`."""
        if self.names:
            return name in self.names
        glyph = self._glyph(code, name)
        return bool(glyph) and (glyph in self.inked or name in ("space", "nbspace"))

    def _glyph(self, code: int, name: str) -> int:
        """Return the glyph that §9.6.5.4 leads to, 0 for none."""
        character = agl.toUnicode(name)
        if self.unicode and len(character) == 1 and ord(character) in self.unicode:
            return self.unicode[ord(character)]
        if self.mac and name in MacRoman and MacRoman.index(name) in self.mac:
            return self.mac[MacRoman.index(name)]
        return self.symbol.get(code) or self.glyph_names.get(name) or 0


def program_of(descriptor: DictionaryObject) -> Program | None:
    """Return the embedded font program of a font descriptor; None if none is embedded."""
    for key, read in (("/FontFile2", _truetype), ("/FontFile3", _compact), ("/FontFile", _type1)):
        if objects.get(descriptor, key) is not None:
            data = objects.stream_data(objects.raw(descriptor, key), _LARGEST)
            try:
                return read(data) if data else Program()
            except Exception:  # the library's border: damaged fonts raise anything
                return Program()
    return None


@lru_cache(maxsize=16)
def _truetype(data: bytes) -> Program:
    with TTFont(BytesIO(data), lazy=True, fontNumber=0) as font:
        order = font.getGlyphOrder()
        ids = {name: number for number, name in enumerate(order)}
        return Program(
            unicode=_cmap(font, ids, (3, 1), (3, 10), (0, 3), (0, 4)),
            symbol={code & 0xFF: glyph for code, glyph in _cmap(font, ids, (3, 0)).items()},
            mac=_cmap(font, ids, (1, 0)),
            inked=_inked(font, order),
            glyph_names=ids if "post" in font else {},
        )


def _cmap(font: TTFont, ids: Mapping[str, int], *places: tuple[int, int]) -> dict[int, int]:
    tables = {(table.platformID, table.platEncID): table for table in font["cmap"].tables} if "cmap" in font else {}
    for place in places:
        if place in tables:
            return {code: ids[name] for code, name in tables[place].cmap.items() if name in ids}
    return {}


def _inked(font: TTFont, order: list[str]) -> frozenset[int]:
    if "loca" not in font:
        return frozenset(range(len(order)))
    places = font["loca"].locations
    return frozenset(number for number in range(len(places) - 1) if places[number + 1] > places[number])


def _compact(data: bytes) -> Program:
    if data[:4] in (b"OTTO", b"\0\1\0\0", b"true"):
        with TTFont(BytesIO(data), lazy=True) as font:
            if "CFF " not in font:
                return _truetype(data)
            return _cff(font["CFF "].cff)
    fonts = CFFFontSet()
    fonts.decompile(BytesIO(data), None, isCFF2=False)
    return _cff(fonts)


def _cff(fonts: Any) -> Program:
    top = fonts.topDictIndex[0]
    names = frozenset(name for name in top.CharStrings.keys() if name != ".notdef")  # noqa: SIM118
    encoding = getattr(top, "Encoding", "StandardEncoding")
    if isinstance(encoding, str):
        encoding = StandardEncoding
    built_in = {code: name for code, name in enumerate(encoding) if name in names}
    order = fonts[0].getGlyphOrder() if hasattr(fonts[0], "getGlyphOrder") else []
    return Program(names=names, built_in=built_in, inked=frozenset(range(1, len(order) or len(names) + 1)))


def _type1(data: bytes) -> Program:
    clear, _, hidden = data.partition(b"eexec")
    hidden = hidden.lstrip(b" \t\r\n")
    if re.fullmatch(rb"[0-9A-Fa-f\s]{8}", hidden[:8]):
        hidden = bytes.fromhex(re.sub(rb"[^0-9A-Fa-f]", b"", hidden).decode()[: len(hidden) // 2 * 2])
    private, _ = eexec.decrypt(hidden, _EEXEC_KEY)
    names = frozenset(name.decode("latin-1") for name in _TYPE1_GLYPH.findall(private)) - {".notdef"}
    own = {int(code): name.decode("latin-1") for code, name in _TYPE1_CODE.findall(clear)}
    if not own:
        own = {code: name for code, name in enumerate(StandardEncoding) if name != ".notdef"}
    return Program(names=names, built_in={code: name for code, name in own.items() if name in names})
