"""Two editions of a form: which fields stayed, moved, changed, were renamed, came and went.

A renaming is a proposal: old and new field stand in about the same place, beside about the same words, are of one kind,
or are called nearly the same. A field that kept its name but now stands beside other words is doubtful: forms with
numbered fields (`f1_07`) give old names to new boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from integplan_pdf.model.template import Field, Rect, Template

_SAME_PLACE = 2.0
"""Points by which a box may shift or grow and still count as in place."""
_PROPOSED, _SURE = 0.6, 0.8
_OTHER_WORDS = 0.34
_REACH = 150.0
"""Points over which two places stop being alike."""
_WORD = re.compile(r"[^\W_]+")
_NAME_PART = re.compile(r"[^\W\d_]+|\d+")


class Status(StrEnum):
    """What became of a field."""

    SAME = "same"
    MOVED = "moved"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"
    RENAMED = "renamed"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Change:
    """One field of either edition.

    Attributes:
        old: its name in the old edition, empty if added; `new` in the new one, empty if gone.
        likeness: of a renaming, 0 to 1: how alike the two are.
        details: what differs, each `what: before → after`, in plain terms (`side: 1 → 2`).
    """

    status: Status
    old: str
    new: str
    likeness: float = 1.0
    details: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether a renaming is likely enough to be taken without a second look."""
        return self.likeness >= _SURE


@dataclass(frozen=True, slots=True)
class _Entry:
    """A field with the words about it."""

    field: Field
    words: frozenset[str]
    place: tuple[int, Rect]


def compare(old: Template, new: Template, old_labels: Sequence[str], new_labels: Sequence[str]) -> list[Change]:
    """Return what became of each field: those of the old edition in its order, then those added.

    Args:
        old, new: the two editions.
        old_labels, new_labels: for each field of either the words printed near it, possibly none.
    """
    before, after = _entries(old, old_labels), _entries(new, new_labels)
    gone = [entry for name, entry in before.items() if name not in after]
    added = [entry for name, entry in after.items() if name not in before]
    renamed = {change.old: change for change in _renamings(gone, added)}
    found = [
        _kept(entry, after[name]) if name in after else renamed.get(name, Change(Status.GONE, name, ""))
        for name, entry in before.items()
    ]
    taken = {change.new for change in renamed.values()}
    return found + [Change(Status.ADDED, "", one.field.name) for one in added if one.field.name not in taken]


def _entries(template: Template, labels: Sequence[str]) -> dict[str, _Entry]:
    found: dict[str, _Entry] = {}
    for field, label in zip(template.fields, labels, strict=True):
        words = frozenset(_WORD.findall(f"{label} {field.tooltip}".casefold()))
        found.setdefault(field.name, _Entry(field, words, _place(field)))
    return found


def _place(field: Field) -> tuple[int, Rect]:
    return next(((w.page, w.rect) for w in field.widgets if w.page is not None), (0, (0, 0, 0, 0)))


def _kept(before: _Entry, after: _Entry) -> Change:
    name = before.field.name
    details = (*_moves(before, after), *_changes(before.field, after.field))
    moved = not _in_place(before, after)
    if moved and before.words and after.words and _share(before.words, after.words) < _OTHER_WORDS:
        return Change(Status.DOUBTFUL, name, name, details=details)
    if any(True for _ in _changes(before.field, after.field)):
        return Change(Status.CHANGED, name, name, details=details)
    return Change(Status.MOVED if moved else Status.SAME, name, name, details=details)


def _in_place(before: _Entry, after: _Entry) -> bool:
    (page, rect), (new_page, new_rect) = before.place, after.place
    same = page == new_page and all(abs(a - b) <= _SAME_PLACE for a, b in zip(rect, new_rect, strict=True))
    return same and len(before.field.widgets) == len(after.field.widgets)


def _moves(before: _Entry, after: _Entry) -> Iterator[str]:
    (page, rect), (new_page, new_rect) = before.place, after.place
    if page != new_page:
        yield f"side: {page} → {new_page}"
    across, up = new_rect[0] - rect[0], new_rect[3] - rect[3]
    if max(abs(across), abs(up)) > _SAME_PLACE:
        yield f"plass: {across:+.0f}, {up:+.0f} pt"
    if max(abs(wide - new_wide) for wide, new_wide in zip(_size(rect), _size(new_rect), strict=True)) > _SAME_PLACE:
        (width, height), (new_width, new_height) = _size(rect), _size(new_rect)
        yield f"størrelse: {width:.0f} × {height:.0f} → {new_width:.0f} × {new_height:.0f} pt"
    if len(before.field.widgets) != len(after.field.widgets):
        yield f"bokser: {len(before.field.widgets)} → {len(after.field.widgets)}"


def _changes(before: Field, after: Field) -> Iterator[str]:
    """Yield the differences that a mapping, or the values written through it, can run into."""
    pairs = {
        "slag": (before.kind.value, after.kind.value),
        "tilstander": (", ".join(sorted(before.states)), ", ".join(sorted(after.states))),
        "valg": (_options(before), _options(after)),
        "tegn": (str(before.max_length or "–"), str(after.max_length or "–")),
        "skrivebeskyttet": (_yes(before.read_only), _yes(after.read_only)),
    }
    for what, (one, other) in pairs.items():
        if one != other:
            yield f"{what}: {one or '–'} → {other or '–'}"


def _options(field: Field) -> str:
    return ", ".join(option.export for option in field.options)


def _yes(value: bool) -> str:
    return "ja" if value else "nei"


def _size(rect: Rect) -> tuple[float, float]:
    return rect[2] - rect[0], rect[3] - rect[1]


def _renamings(gone: Sequence[_Entry], added: Sequence[_Entry]) -> Iterator[Change]:
    """Yield the best pairs first-come by likeness; each field is in one at most."""
    pairs = [
        (likeness, i, j)
        for i, one in enumerate(gone)
        for j, other in enumerate(added)
        if (likeness := _likeness(one, other)) >= _PROPOSED
    ]
    used: tuple[set[int], set[int]] = set(), set()
    for likeness, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            one, other = gone[i], added[j]
            details = (*_moves(one, other), *_changes(one.field, other.field))
            yield Change(Status.RENAMED, one.field.name, other.field.name, round(likeness, 2), details)


def _likeness(one: _Entry, other: _Entry) -> float:
    """Return how alike two fields are, 0 to 1: words count most, then place, then name; the kind must agree."""
    if one.field.kind is not other.field.kind:
        return 0.0
    place, name = _nearness(one.place, other.place), _share(_parts(one.field.name), _parts(other.field.name))
    if one.words and other.words:
        return 0.5 * _share(one.words, other.words) + 0.35 * place + 0.15 * name
    return 0.65 * place + 0.35 * name


def _nearness(one: tuple[int, Rect], other: tuple[int, Rect]) -> float:
    (page, rect), (other_page, other_rect) = one, other
    if page != other_page or 0 in (page, other_page):
        return 0.0
    apart = sum(abs(a - b) for a, b in zip(rect, other_rect, strict=True)) / 2
    return max(0.0, 1 - apart / _REACH)


def _parts(name: str) -> frozenset[str]:
    return frozenset(_NAME_PART.findall(name.casefold()))


def _share(one: Iterable[str], other: Iterable[str]) -> float:
    mine, theirs = set(one), set(other)
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0
