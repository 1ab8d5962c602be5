"""Reading pypdf's objects without trusting them: every accessor answers, whatever the file holds.

Names are read as bytes: within `exact_names` pypdf decodes them as Latin-1, which loses nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    ByteStringObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NullObject,
    StreamObject,
    TextStringObject,
)

from integplan_pdf.pdf import syntax

Reference = tuple[int, int]
"""Object number and generation."""

_STANDS_FOR_OTHERS = (IndirectObject, NullObject)

StringWriter = Callable[[bytes], bytes]
"""Writes the bytes of a string as a string object; encrypts them where the document is encrypted."""


@contextmanager
def exact_names() -> Iterator[None]:
    """Let pypdf keep the bytes of names: its guess of an encoding cannot be undone when writing."""
    charsets = NameObject.CHARSETS
    NameObject.CHARSETS = ("latin-1",)  # type: ignore[assignment]
    try:
        yield
    finally:
        NameObject.CHARSETS = charsets


def resolve(item: Any) -> Any:
    """Return the object that `item` stands for; None for null and for what cannot be read."""
    if not isinstance(item, _STANDS_FOR_OTHERS):
        return item
    for _ in range(20):
        if not isinstance(item, IndirectObject):
            return None if isinstance(item, NullObject) else item
        try:
            item = item.get_object()
        except Exception:  # the library's border: any kind of damage
            return None
    return None


def get(holder: Any, key: str) -> Any:
    """Return the resolved entry `key` of a dictionary, or None."""
    return resolve(raw(holder, key))


def raw(holder: Any, key: str) -> Any:
    """Return the entry `key` unresolved, so that a reference stays one; None if there is none."""
    return dict.get(holder, key) if isinstance(holder, DictionaryObject) else None


def dictionary(item: Any) -> DictionaryObject:
    """Return `item` if it is a dictionary (or stream), else an empty one."""
    found = resolve(item)
    return found if isinstance(found, DictionaryObject) else DictionaryObject()


def entries(item: Any) -> list[Any]:
    """Return the unresolved elements of an array, or nothing."""
    found = resolve(item)
    return list(list.__iter__(found)) if isinstance(found, ArrayObject) else []


def reference(item: Any) -> Reference | None:
    """Return where an indirect reference points, None for a direct object."""
    return (item.idnum, item.generation) if isinstance(item, IndirectObject) else None


def real(item: Any, default: float = 0.0) -> float:
    """Return a finite number, or `default`."""
    found = resolve(item)
    if isinstance(found, (int, float)) and not isinstance(found, BooleanObject) and math.isfinite(found):
        return float(found)
    return default


def integer(item: Any, default: int = 0) -> int:
    """Return a whole number, or `default`."""
    return int(real(item, default))


def numbers(item: Any) -> list[float]:
    """Return the numbers of an array; nothing if any element is no number."""
    found = [real(element, math.nan) for element in entries(item)]
    return [] if any(map(math.isnan, found)) else found


def string(item: Any) -> bytes | None:
    """Return the bytes of a string object, None for anything else."""
    found = resolve(item)
    return bytes(found.original_bytes) if isinstance(found, (TextStringObject, ByteStringObject)) else None


def text(item: Any) -> str | None:
    """Return the text of a text string, or of a stream, name or number in its place; None for anything else."""
    found = resolve(item)
    if isinstance(found, NameObject):
        return syntax.decode_name(name_bytes(found))
    if isinstance(found, (int, float)):
        return syntax.number(found).decode()
    data = stream_data(found) if isinstance(found, StreamObject) else string(found)
    return None if data is None else syntax.decode_text(data)


def name(item: Any) -> bytes | None:
    """Return the bytes of a name without its slash, None for anything else."""
    found = resolve(item)
    return name_bytes(found) if isinstance(found, NameObject) else None


def name_bytes(key: str) -> bytes:
    """Return the bytes of a name or dictionary key read within `exact_names`."""
    return key[1:].encode("latin-1", "replace")


def stream_data(item: Any, limit: int = 20_000_000) -> bytes | None:
    """Return the decoded bytes of a stream, None if it is none, cannot be decoded or is a bomb."""
    found = resolve(item)
    if not isinstance(found, StreamObject):
        return None
    try:
        data = found.get_data()
    except Exception:  # the library's border: any kind of damage
        return None
    return data if len(data) <= limit else None


def serialize(item: Any, write_string: StringWriter = syntax.literal) -> bytes:
    """Return a direct object as PDF syntax, its references kept.

    Raises:
        ValueError: a stream, which can only be indirect, or something that is no PDF object.
    """
    match item:
        case IndirectObject():
            return b"%d %d R" % (item.idnum, item.generation)
        case StreamObject():
            raise ValueError("a stream is no direct object")
        case DictionaryObject():
            return b"<<%b>>" % serialize_entries(item, write_string)
        case ArrayObject():
            return b"[%b]" % b" ".join(serialize(element, write_string) for element in entries(item))
        case NameObject():
            return syntax.name(name_bytes(item))
        case TextStringObject() | ByteStringObject():
            return write_string(bytes(item.original_bytes))
        case BooleanObject():
            return b"true" if item.value else b"false"
        case NullObject() | None:
            return b"null"
        case int() | float():
            return syntax.number(item)
    raise ValueError(f"no PDF object: {type(item).__name__}")


def serialize_entries(holder: DictionaryObject, write_string: StringWriter = syntax.literal) -> bytes:
    """Return the entries of a dictionary without its brackets."""
    return b" ".join(
        b"%b %b" % (syntax.name(name_bytes(key)), serialize(value, write_string)) for key, value in dict.items(holder)
    )
