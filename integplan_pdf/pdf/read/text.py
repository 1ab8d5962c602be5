"""PDF text strings and rich text as plain text (ISO 32000-2 §7.9.2.2, annex D.3, §12.7.4.4)."""

from __future__ import annotations

import codecs
import re
from functools import lru_cache
from html import unescape

_PDFDOC = (
    "".join(map(chr, range(0x18)))
    + "˘ˇˆ˙˝˛˚˜"
    + "".join(map(chr, range(0x20, 0x80)))
    + "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\ufffd€"
    + "".join(map(chr, range(0xA1, 0x100)))
)

_MARKS = ((b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le"), (b"\xef\xbb\xbf", "utf-8"))
_MARK = tuple(mark for mark, _ in _MARKS)
_LANGUAGE = re.compile(r"\x1b[A-Za-z]{2,3}(?:-?[A-Za-z0-9]{2,8})?\x1b")
_LONGEST_LABEL = 500
_TAG = re.compile(r"<[^<>]*>")


def decode_text(raw: bytes) -> str:
    """Return a text string: UTF-16 either way, UTF-8 with its mark, else PDFDocEncoding.

    Language escapes are taken out, line ends become LF. Bytes that mean nothing become U+FFFD.
    """
    if raw.startswith(_MARK):
        mark, encoding = next(pair for pair in _MARKS if raw.startswith(pair[0]))
        text = raw[len(mark) :].decode(encoding, errors="replace")
        return unify_lines(_LANGUAGE.sub("", text))
    return unify_lines(codecs.charmap_decode(raw, "strict", _PDFDOC)[0])


def decode_label(raw: bytes) -> str:
    """Return a text string that the files of one form share, a name or a tooltip; from memory if it is short."""
    return _remembered(raw) if len(raw) <= _LONGEST_LABEL else decode_text(raw)


_remembered = lru_cache(4096)(decode_text)


def unify_lines(text: str) -> str:
    """Return `text` with LF line ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def looks_like_unmarked_utf8(raw: bytes) -> bool:
    """Whether a string without a mark is more likely UTF-8 than PDFDocEncoding, as careless writers leave it."""
    if raw.isascii() or raw.startswith(_MARK):
        return False
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def plain_text(rich: str) -> str:
    """Return the text of a rich text string (XHTML); blanks and line ends are those of the markup."""
    return unescape(_TAG.sub("", rich))
