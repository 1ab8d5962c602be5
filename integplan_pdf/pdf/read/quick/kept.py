"""What the returned files of one form have in common, so that it is parsed once (ISO 32000-2 §12.7.4).

Most dictionaries of fields and widgets are the same in all of them but for the string in /V and the object number of
the appearance. Without these two their bytes are the key under which the rest is remembered.
"""

from __future__ import annotations

import re
from typing import Any

from integplan_pdf.pdf.read.quick.syntax import Dictionary, Reference, dictionary, meaning, string

_APPEARANCE = re.compile(rb"/AP ?+(<<[ \r\n]*+/N \d{1,9}+ 0 R[ \r\n]*+>>)")
_TEXT = re.compile(rb"/V ?+(\((?:[^()\\]++|\\.)*+\)|<[0-9A-Fa-f]*+>)", re.DOTALL)
_LONGEST = 1 << 10
_MOST = 1 << 12
_WORDS = (bytes, list)


class Kept(dict[str, Any]):
    """A dictionary from which text and appearance may have been cut.

    Attributes:
        cut: whether the appearance was, and the text; they say nothing then.
        result: what was made of it, by whoever reads it.
    """

    __slots__ = ("cut", "result")
    cut: tuple[bool, bool]
    result: Any


class Entries(dict[str, Any]):
    """A dictionary of which most is remembered.

    Attributes:
        kept: what is.
    """

    __slots__ = ("kept",)
    kept: Kept


_kept: dict[bytes, Kept] = {}


def entries(raw: bytes) -> Dictionary:
    """Return the dictionary that `raw` is, from `<<` to `>>`; always a new one.

    Raises:
        UnusualError: it is none in usual syntax.
    """
    appearance, text = _APPEARANCE.search(raw), _TEXT.search(raw)
    cut = appearance is not None, text is not None
    bare = _without(raw, appearance, text)
    kept = _kept.get(bare)
    if kept is None:
        found = dictionary(raw)
        if not _can_be_kept(bare, appearance, text, found):
            return found
        kept = _remember(bare, found, cut)
    elif kept.cut != cut:
        return dictionary(raw)
    item = Entries(kept)
    item.kept = kept
    if appearance is not None:
        item["AP"] = meaning(appearance[1])
    if text is not None:
        item["V"] = string(text[1])
    return item


def _without(raw: bytes, appearance: re.Match[bytes] | None, text: re.Match[bytes] | None) -> bytes:
    """Return a dictionary's bytes without the values of /AP and /V; all of them if one stands in the other."""
    if text is None or appearance is None:
        one = text or appearance
        return raw if one is None else raw[: one.start(1)] + raw[one.end(1) :]
    first, second = (appearance, text) if appearance.start() < text.start() else (text, appearance)
    if first.end() > second.start():
        return raw
    return raw[: first.start(1)] + raw[first.end(1) : second.start(1)] + raw[second.end(1) :]


def _remember(bare: bytes, found: Dictionary, cut: tuple[bool, bool]) -> Kept:
    if len(_kept) >= _MOST:
        _kept.clear()
    kept = _kept[bare] = Kept(found)
    kept.cut, kept.result = cut, None
    if cut[1]:
        kept["V"] = b""
    return kept


def _can_be_kept(
    bare: bytes, appearance: re.Match[bytes] | None, text: re.Match[bytes] | None, found: Dictionary
) -> bool:
    """Whether any dictionary with these bytes is the same but for what was cut out.

    It must be part of a tree. It may hold no other words that were filled in, and no dictionaries that could be fields
    or widgets, each of which must be one of its own.
    """
    if len(bare) > _LONGEST or b"#" in bare or not ("Parent" in found or "Kids" in found or "FT" in found):
        return False
    if appearance is not None and not (bare.count(b"/AP") == 1 and found.get("AP") is meaning(appearance[1])):
        return False
    if text is not None and not (bare.count(b"/V") == 1 and isinstance(found.get("V"), bytes)):
        return False
    if (text is None and isinstance(found.get("V"), _WORDS)) or isinstance(found.get("Contents"), _WORDS):
        return False
    lists = [items for items in (found.get("Kids"), found.get("Annots")) if isinstance(items, list)]
    return not any(isinstance(item, dict) for items in lists for item in items)


def is_direct(value: object) -> bool:
    """Whether nothing in a value stands elsewhere."""
    if isinstance(value, dict):
        return all(map(is_direct, value.values()))
    return all(map(is_direct, value)) if isinstance(value, list) else not isinstance(value, Reference)
