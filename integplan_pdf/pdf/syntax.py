"""PDF syntax as bytes: numbers, names, strings, and the text strings of ISO 32000-2 §7.9.2.2."""

from __future__ import annotations

import codecs
import re

_UNDEFINED = "\ufffe"
_PDFDOC = (
    "".join(map(chr, range(0x18)))
    + "˘ˇˆ˙˝˛˚˜"
    + "".join(map(chr, range(0x20, 0x7F)))
    + _UNDEFINED
    + "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž"
    + _UNDEFINED
    + "€"
    + "".join(map(chr, range(0xA1, 0xAD)))
    + _UNDEFINED
    + "".join(map(chr, range(0xAE, 0x100)))
)
_PDFDOC_MAP = codecs.charmap_build(_PDFDOC)
_LOOKS_UNICODE = ("þÿ", "ÿþ", "ï»¿")
_LANGUAGE = re.compile("\x1b[A-Za-z-]*\x1b")
_IRREGULAR = re.compile(rb"[^!-~]|[#()<>\[\]{}/%]")


def number(value: float) -> bytes:
    """Return `value` with at most four decimals and none that say nothing."""
    return (b"%.4f" % value).rstrip(b"0").rstrip(b".") if value % 1 else b"%d" % value


def name(raw: bytes) -> bytes:
    """Return the name object of the bytes `raw` (ISO 32000-2 §7.3.5)."""
    return b"/" + _IRREGULAR.sub(lambda found: b"#%02X" % found[0][0], raw)


def literal(raw: bytes) -> bytes:
    """Return the literal string of the bytes `raw` (§7.3.4.2); a bare CR would be read as LF."""
    escaped = raw.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)").replace(b"\r", b"\\r")
    return b"(%b)" % escaped


def pdfdoc(text: str) -> bytes:
    """Return `text` in PDFDocEncoding (ISO 32000-2 annex D.2), a byte for each character, without those it lacks."""
    return codecs.charmap_encode(text, "ignore", _PDFDOC_MAP)[0]


def encode_text(text: str) -> bytes:
    """Return `text` in PDFDocEncoding if that can hold it, else in UTF-16 with a byte order mark.

    In PDFDocEncoding a few texts (`Åł`) look like UTF-8 that lacks its mark, and are not to be taken for that.
    """
    if not text.startswith(_LOOKS_UNICODE):
        raw = pdfdoc(text)
        if len(raw) == len(text) and (raw.isascii() or not _is_utf8(raw)):
            return raw
    return codecs.BOM_UTF16_BE + text.encode("utf-16-be", "surrogatepass")


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def decode_text(raw: bytes) -> str:
    """Return the text of a text string in any of its encodings, language escapes removed."""
    if raw.startswith(codecs.BOM_UTF8):
        text = raw[3:].decode("utf-8", "replace")
    elif raw.startswith((codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        text = raw.decode("utf-16", "replace")
    else:
        return codecs.charmap_decode(raw, "replace", _PDFDOC)[0]
    return _LANGUAGE.sub("", text) if "\x1b" in text else text


def decode_name(raw: bytes) -> str:
    """Return a name as people read it: UTF-8 as §7.3.5 asks, else Latin-1, which older tools wrote."""
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def stream(entries: bytes, data: bytes) -> bytes:
    """Return a stream object with the dictionary entries `entries` (§7.3.8)."""
    return b"<<%b/Length %d>>stream\n%b\nendstream" % (entries, len(data), data)
