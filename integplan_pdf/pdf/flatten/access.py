"""Reading pikepdf's objects without trusting them: every accessor answers, whatever the file holds."""

from __future__ import annotations

import math
from decimal import Decimal
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Stream, String

from integplan_pdf.pdf import syntax
from integplan_pdf.pdf.flatten.inflate import bounded

Reference = tuple[int, int]
"""Object number and generation; (0, 0) for an object without a number of its own."""

_MOST_TEXT = 1_000_000


def get(holder: Any, key: Any) -> Any:
    """Return the entry `key` (text or name object) of a dictionary or stream; None for anything else."""
    return holder.get(key) if isinstance(holder, (Dictionary, Stream)) else None


def dictionary(item: Any) -> Any:
    """Return `item` if it is a dictionary, else an empty one."""
    return item if isinstance(item, Dictionary) else Dictionary()


def array(item: Any) -> list[Any]:
    """Return the elements of an array, or nothing."""
    return list(item) if isinstance(item, Array) else []


def reference(item: Any) -> Reference:
    """Return the number of an indirect object."""
    return item.objgen if isinstance(item, Object) else (0, 0)


def real(item: Any, default: float = 0.0) -> float:
    """Return a finite number, or `default`."""
    if isinstance(item, (int, float, Decimal)) and not isinstance(item, bool) and math.isfinite(item):
        return float(item)
    return default


def integer(item: Any, default: int = 0) -> int:
    """Return a whole number, or `default`."""
    return int(real(item, default))


def numbers(item: Any, count: int) -> tuple[float, ...]:
    """Return an array of `count` numbers; nothing if it is anything else."""
    found = [real(element, math.nan) for element in array(item)]
    return () if len(found) != count or any(map(math.isnan, found)) else tuple(found)


def name(item: Any) -> bytes:
    """Return the bytes of a name as they are written, with its slash; nothing for anything else."""
    return item.unparse() if isinstance(item, Name) else b""


def text(item: Any) -> str:
    """Return a text string, a stream that holds one, or a name as people read it; nothing for anything else."""
    if isinstance(item, String):
        return syntax.decode_text(bytes(item))
    if isinstance(item, Stream):
        return syntax.decode_text(bounded(item, _MOST_TEXT) or b"")
    return name(item)[1:].decode("utf-8", "replace")


def shallow(holder: Any) -> Any:
    """Return a new dictionary with the entries of `holder`, nothing if it is none."""
    copied = Dictionary()
    for key, value in dictionary(holder).items():
        if value is not None:
            copied[key] = value
    return copied
