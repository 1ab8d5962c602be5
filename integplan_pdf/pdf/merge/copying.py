"""Objects of many PDFs copied into one; what says the same in several of them is written once.

What can be shared follows from the objects alone: one that leads to no cycle is the same as another if both, and all
they lead to, are. Pages, fields, annotations and structure elements point to what is above them, so they are never
shared; fonts, contents, images and appearances do not, and are.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Object, Pdf, Stream

from integplan_pdf.pdf.deflate import deflated
from integplan_pdf.pdf.merge.output import Output

Reference = tuple[int, int]

_TOKEN = re.compile(rb"\((?:[^()\\]|\\.)*\)|<[0-9a-fA-F]*>|(\d+) (\d+) R\b", re.DOTALL)
"""Strings, which may hold anything, and references (ISO 32000-2 §7.3.4, §7.3.10), in an object as qpdf writes it."""
_ANNOTATION = b"/Rect "


@dataclass(frozen=True, slots=True)
class _Found:
    """An object as it stands in its own file; `data` is None for what is no stream."""

    body: bytes
    data: bytes | None
    leads_to: tuple[Reference, ...]


@dataclass(slots=True)
class Pool:
    """What several files share, by a digest of all it says."""

    output: Output
    _known: dict[bytes, int] = field(default_factory=dict)

    def shared(self, body: bytes, data: bytes | None) -> int:
        """Return the number of an object that says this, written now if none is yet."""
        digest = hashlib.sha256(b"%d %b%b" % (len(body), body, data or b"")).digest()
        if digest not in self._known:
            self._known[digest] = self.output.reserve()
            self.write(self._known[digest], body, data)
        return self._known[digest]

    def write(self, number: int, body: bytes, data: bytes | None) -> None:
        """Write an object; `data` is None for what is no stream, and is compressed if it is not yet."""
        if data is None:
            self.output.write(number, body)
            return
        entries = body.removeprefix(b"<<").removesuffix(b">>").strip()
        self.output.write_stream(number, *deflated(entries, data))


@dataclass(slots=True)
class Copier:
    """Copies objects of one file.

    Attributes:
        pdf: the file they are from.
        pool: what it shares with others.
        numbers: the new number of what is copied, or written by others.
    """

    pdf: Pdf
    pool: Pool
    numbers: dict[Reference, int]

    def number(self, item: Any) -> int:
        """Copy an indirect object and all it leads to; return its new number."""
        self._copy([item.objgen])
        return self.numbers[item.objgen]

    def written(self, item: Any) -> bytes:
        """Copy what any object leads to; return it as it is to be written within another."""
        body = Array([item]).unparse()[1:-1].strip()
        self._copy(_leads_to(body))
        return renumbered(body, self.numbers)

    def _copy(self, wanted: Iterable[Reference]) -> None:
        found = self._reachable(wanted)
        for ref in _without_cycles(found):
            one = found.pop(ref)
            self.numbers[ref] = self.pool.shared(renumbered(one.body, self.numbers), one.data)
        self.numbers.update((ref, self.pool.output.reserve()) for ref in found)
        for ref, one in found.items():
            self.pool.write(self.numbers[ref], renumbered(one.body, self.numbers), one.data)

    def _reachable(self, wanted: Iterable[Reference]) -> dict[Reference, _Found]:
        """Return the objects not copied yet that `wanted` leads to, in an order that follows from the file alone."""
        found: dict[Reference, _Found] = {}
        waiting = list(wanted)
        while waiting:
            ref = waiting.pop()
            if ref not in found and ref not in self.numbers:
                found[ref] = _read(self.pdf.get_object(ref))
                waiting += reversed(found[ref].leads_to)
        return found


def renumbered(body: bytes, numbers: Mapping[Reference, int]) -> bytes:
    """Return an object, as qpdf writes it, with its references as `numbers` has them."""

    def replaced(token: re.Match[bytes]) -> bytes:
        return b"%d 0 R" % numbers[int(token[1]), int(token[2])] if token[1] else token[0]

    return _TOKEN.sub(replaced, body)


def _read(item: Any) -> _Found:
    data = None
    if isinstance(item, Stream):
        data, item = item.read_raw_bytes(), item.stream_dict
        del item["/Length"]
    body = item.unparse(resolved=True) if isinstance(item, Object) else Array([item]).unparse()[1:-1].strip()
    return _Found(body, data, _leads_to(body))


def _leads_to(body: bytes) -> tuple[Reference, ...]:
    refs = ((int(token[1]), int(token[2])) for token in _TOKEN.finditer(body) if token[1])
    return tuple(dict.fromkeys(refs))


def _without_cycles(found: Mapping[Reference, _Found]) -> list[Reference]:
    """Return the objects that lead to no cycle, each after all it leads to; annotations belong to one page only."""
    users: dict[Reference, list[Reference]] = {ref: [] for ref in found}
    open_ends: dict[Reference, int] = {}
    for ref, one in found.items():
        others = [other for other in one.leads_to if other in found]
        open_ends[ref] = len(others) + (_ANNOTATION in one.body)
        for other in others:
            users[other].append(ref)
    done = [ref for ref, count in open_ends.items() if not count]
    for ref in done:
        for user in users[ref]:
            open_ends[user] -= 1
            if not open_ends[user]:
                done.append(user)
    return done
