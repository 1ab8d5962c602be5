"""What the codes of a font mean: base encodings, /Differences, /ToUnicode (ISO 32000-2 §9.6.5, §9.10.3)."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from fontTools import agl
from fontTools.encodings.StandardEncoding import StandardEncoding
from pypdf.generic import DictionaryObject, NameObject

from integplan_pdf.pdf import objects

_NOT_IN_PDF_MAC_ROMAN = bytes.fromhex("adb0b2b3b6b7b8b9babdc3c5c6d7dbf0")
_HEX = rb"<([0-9A-Fa-f\s]+)>"
_BFCHAR_SECTION = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_BFRANGE_SECTION = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_BFCHAR = re.compile(_HEX + rb"\s*" + _HEX)
_BFRANGE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[([^\]]*)\])")
_LARGEST_RANGE = 0x10000


def glyph_character(name: str) -> str:
    """Return the one character that a glyph name stands for (Adobe Glyph List), or nothing."""
    text = agl.toUnicode(name.partition(".")[0]) if not name.startswith(".") else ""
    return text if len(text) == 1 else ""


def base_encoding(name: bytes | None) -> dict[int, str]:
    """Return the glyph names of a named base encoding by code; empty if the name is unknown."""
    match name:
        case b"WinAnsiEncoding":
            return _codec_names("cp1252") | {0xA0: "space", 0xAD: "hyphen"}
        case b"MacRomanEncoding":
            names = _codec_names("mac_roman") | {0xCA: "space"}
            return {code: name for code, name in names.items() if code not in _NOT_IN_PDF_MAC_ROMAN}
        case b"StandardEncoding":
            return {code: name for code, name in enumerate(StandardEncoding) if name != ".notdef"}
    return {}


def _codec_names(codec: str) -> dict[int, str]:
    decoded = {code: bytes([code]).decode(codec, "replace") for code in range(0x20, 0x100)}
    return {code: agl.UV2AGL[ord(char)] for code, char in decoded.items() if ord(char) in agl.UV2AGL}


def glyph_names(font: DictionaryObject, built_in: dict[int, str]) -> dict[int, str]:
    """Return the glyph names of a simple font by code; `built_in` is its own encoding."""
    encoding = objects.get(font, "/Encoding")
    if isinstance(encoding, NameObject):
        return _named(objects.name_bytes(encoding))
    if not isinstance(encoding, DictionaryObject):
        return built_in
    base = objects.name(objects.raw(encoding, "/BaseEncoding"))
    names = built_in if base is None else _named(base)
    return names | _differences(objects.entries(objects.raw(encoding, "/Differences")))


def _named(name: bytes) -> dict[int, str]:
    return base_encoding(name) or common_encoding()


def common_encoding() -> dict[int, str]:
    """Return what all Latin encodings have in common, for fonts whose encoding is anybody's guess."""
    standard = base_encoding(b"StandardEncoding")
    return {code: name for code, name in base_encoding(b"WinAnsiEncoding").items() if standard.get(code) == name}


def _differences(items: list[Any]) -> dict[int, str]:
    found: dict[int, str] = {}
    code = 0
    for item in items:
        name = objects.name(item)
        if name is None:
            code = objects.integer(item, code)
        else:
            found[code] = name.decode("latin-1")
            code += 1
    return {code: name for code, name in found.items() if 0 <= code < 256}


def to_unicode(font: DictionaryObject) -> dict[int, str]:
    """Return the text of each code by the font's /ToUnicode CMap; empty without a readable one."""
    return _texts(objects.stream_data(objects.raw(font, "/ToUnicode"), limit=2_000_000) or b"")


@lru_cache(maxsize=16)
def _texts(data: bytes) -> dict[int, str]:
    found: dict[int, str] = {}
    for section in _BFRANGE_SECTION.findall(data):
        for low, high, start, several in _BFRANGE.findall(section):
            found |= _range(low, high, start, several)
    for section in _BFCHAR_SECTION.findall(data):
        found |= {_code(code): _text(text) for code, text in _BFCHAR.findall(section)}
    return found


def _range(low: bytes, high: bytes, start: bytes, several: bytes) -> dict[int, str]:
    first, last = _code(low), _code(high)
    if last - first >= _LARGEST_RANGE:
        return {}
    if several:
        texts = [_text(text) for text in re.findall(_HEX, several)]
        return dict(zip(range(first, last + 1), texts, strict=False))
    text = _text(start)
    if not text:
        return {}
    return {first + step: text[:-1] + chr(min(ord(text[-1]) + step, 0x10FFFF)) for step in range(last - first + 1)}


def _code(digits: bytes) -> int:
    return int(re.sub(rb"\s", b"", digits) or b"0", 16)


def _text(digits: bytes) -> str:
    raw = re.sub(rb"\s", b"", digits)
    return bytes.fromhex(raw.decode() + "0" * (len(raw) % 2)).decode("utf-16-be", "replace")
