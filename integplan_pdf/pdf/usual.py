"""Texts that need no care: stored in PDFDocEncoding and drawn as they are, as nearly all texts of a plan.

They are told apart and encoded all at once; to do so for each costs half as much as drawing it.
"""

from __future__ import annotations

from collections.abc import Iterable

from integplan_pdf.pdf import syntax
from integplan_pdf.pdf.text import is_drawn_as_it_is

_BETWEEN = "\0"
_KINDS = bytes(ord("2" if 0xC2 <= byte < 0xE0 else "f" if 0x80 <= byte < 0xC0 else ".") for byte in range(256))
"""What a byte would be in UTF-8: the first of two, one that follows, or neither.

No character takes more than one byte without a `2f` or, if it takes three or four, an `ff`.
"""
_LIKE_UTF16 = "þÿ"


def _is_common(byte: int) -> bool:
    character = syntax.decode_text(bytes([byte]))
    as_it_is = is_drawn_as_it_is(character) and character not in _LIKE_UTF16
    return as_it_is and syntax.encode_text(character) == bytes([byte])


_COMMON = bytes(byte for byte in range(256) if _is_common(byte))


def usual_values(texts: Iterable[str]) -> dict[str, bytes]:
    """Return those of `texts` that need no care, with the entries /V of fields that have them in clear."""
    given = list(texts)
    if not given:
        return {}
    raw = syntax.pdfdoc(_BETWEEN.join(given))
    if not _is_usual(raw, sum(map(len, given)), len(given) - 1):
        given = [text for text in given if _is_usual(syntax.pdfdoc(text), len(text))]
        raw = syntax.pdfdoc(_BETWEEN.join(given))
    entries = b"/V" + syntax.literal(raw).replace(b"\0", b")\0/V(")
    return dict(zip(given, entries.split(b"\0"), strict=False))  # of no text at all there is one entry


def _is_usual(raw: bytes, length: int, gaps: int = 0) -> bool:
    """Return whether no care is needed for a text of `length` characters, or several with `gaps` between them."""
    if len(raw) != length + gaps or raw.translate(None, _COMMON) != bytes(gaps):
        return False
    kinds = raw.translate(_KINDS)
    return not (b"2f" in kinds or b"ff" in kinds)
