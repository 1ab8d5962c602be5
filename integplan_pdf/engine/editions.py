"""Two editions of a form: which fields stayed, moved, changed, were renamed, came and went.

A renaming is a proposal: old and new field stand in about the same place, beside about the same words, are of one kind,
or are called nearly the same. A field that kept its name but now stands beside other words is doubtful: forms with
numbered fields (`f1_07`) give old names to new boxes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
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


class What(StrEnum):
    """In what a field differs between two editions."""

    PAGE = "page"
    PLACE = "place"
    SIZE = "size"
    WIDGETS = "widgets"
    KIND = "kind"
    STATES = "states"
    OPTIONS = "options"
    MAX_LENGTH = "max_length"
    READ_ONLY = "read_only"


@dataclass(frozen=True, slots=True)
class Difference:
    """One property in both editions, as text; places and sizes in whole points, `x, y` of the upper left corner."""

    what: What
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field of either edition.

    Attributes:
        old: its name in the old edition, empty if added; `new` in the new one, empty if gone.
        likeness: of a renaming, 0 to 1: how alike the two are.
    """

    status: Status
    old: str
    new: str
    likeness: float = 1.0
    differences: tuple[Difference, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether a renaming is likely enough to be taken without a second look."""
        return self.likeness >= _SURE


@dataclass(frozen=True, slots=True)
class _Entry:
    """A field, the words printed near it, the words of its help text, and its first page and rectangle."""

    field: Field
    label: frozenset[str]
    help: frozenset[str]
    place: tuple[int, Rect]


def compare(old: Template, new: Template, old_labels: Sequence[str], new_labels: Sequence[str]) -> list[Change]:
    """Return what became of each field: those of the old edition in its order, then those added.

    Args:
        old: the edition the mapping was written for.
        new: the other edition.
        old_labels: for each field of `old` the words printed near it, possibly none.
        new_labels: the same for `new`.
    """
    before, after = _entries(old, old_labels), _entries(new, new_labels)
    doubtful = {name for name, one in before.items() if name in after and _doubtful(one, after[name])}
    gone = [one for name, one in before.items() if name not in after or name in doubtful]
    added = [one for name, one in after.items() if name not in before or name in doubtful]
    renamed = {change.old: change for change in _renamings(gone, added)}
    taken = {change.new for change in renamed.values()}
    found = []
    for name, one in before.items():
        if name in renamed:
            found.append(renamed[name])
        elif name in after and name not in taken:
            found.append(_kept(one, after[name], doubtful=name in doubtful))
        else:
            found.append(Change(Status.GONE, name, ""))
    kept = {change.new for change in found}
    return found + [Change(Status.ADDED, "", name) for name in after if name not in kept]


def _entries(template: Template, labels: Sequence[str]) -> dict[str, _Entry]:
    found: dict[str, _Entry] = {}
    for field, label in zip(template.fields, labels, strict=True):
        place = next(((w.page, w.rect) for w in field.widgets if w.page is not None), (0, (0.0, 0.0, 0.0, 0.0)))
        found.setdefault(field.name, _Entry(field, _words(label), _words(field.tooltip), place))
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text.casefold()))


def _doubtful(before: _Entry, after: _Entry) -> bool:
    """Return whether a field of one name stands beside other words and has another help text."""
    likeness = _alike_in_words(before, after)
    return likeness is not None and likeness < _OTHER_WORDS


def _alike_in_words(one: _Entry, other: _Entry) -> float | None:
    """Return the share of common words in label or help text, whichever is more; None where neither can be compared."""
    pairs = ((one.label, other.label), (one.help, other.help))
    shares = [_share(mine, theirs) for mine, theirs in pairs if mine and theirs]
    return max(shares, default=None)


def _kept(before: _Entry, after: _Entry, *, doubtful: bool) -> Change:
    name, moves = before.field.name, tuple(_moves(before, after))
    changes = tuple(_changes(before.field, after.field))
    if doubtful:
        status = Status.DOUBTFUL
    elif changes:
        status = Status.CHANGED
    else:
        status = Status.MOVED if moves else Status.SAME
    return Change(status, name, name, differences=(*moves, *changes))


def _moves(before: _Entry, after: _Entry) -> Iterator[Difference]:
    (page, rect), (new_page, new_rect) = before.place, after.place
    if page != new_page:
        yield Difference(What.PAGE, str(page), str(new_page))
    if max(abs(rect[0] - new_rect[0]), abs(rect[3] - new_rect[3])) > _SAME_PLACE:
        yield Difference(What.PLACE, f"{rect[0]:.0f}, {rect[3]:.0f}", f"{new_rect[0]:.0f}, {new_rect[3]:.0f}")
    (width, height), (new_width, new_height) = _size(rect), _size(new_rect)
    if max(abs(width - new_width), abs(height - new_height)) > _SAME_PLACE:
        yield Difference(What.SIZE, f"{width:.0f} × {height:.0f}", f"{new_width:.0f} × {new_height:.0f}")
    if len(before.field.widgets) != len(after.field.widgets):
        yield Difference(What.WIDGETS, str(len(before.field.widgets)), str(len(after.field.widgets)))


def _changes(before: Field, after: Field) -> Iterator[Difference]:
    """Yield the differences that a mapping, or the values written through it, can run into."""
    pairs = {
        What.KIND: (before.kind.value, after.kind.value),
        What.STATES: (", ".join(sorted(before.states)), ", ".join(sorted(after.states))),
        What.OPTIONS: (_options(before), _options(after)),
        What.MAX_LENGTH: (str(before.max_length or ""), str(after.max_length or "")),
        What.READ_ONLY: (str(before.read_only).lower(), str(after.read_only).lower()),
    }
    return (Difference(what, one, other) for what, (one, other) in pairs.items() if one != other)


def _options(field: Field) -> str:
    return ", ".join(option.export for option in field.options)


def _size(rect: Rect) -> tuple[float, float]:
    return rect[2] - rect[0], rect[3] - rect[1]


def _renamings(gone: Sequence[_Entry], added: Sequence[_Entry]) -> Iterator[Change]:
    """Yield the best pairs first-come by likeness; each field is in one at most."""
    pairs = [
        (likeness, i, j)
        for i, one in enumerate(gone)
        for j, other in enumerate(added)
        if one.field.name != other.field.name and (likeness := _likeness(one, other)) >= _PROPOSED
    ]
    used: tuple[set[int], set[int]] = set(), set()
    for likeness, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            one, other = gone[i], added[j]
            differences = (*_moves(one, other), *_changes(one.field, other.field))
            yield Change(Status.RENAMED, one.field.name, other.field.name, round(likeness, 2), differences)


def _likeness(one: _Entry, other: _Entry) -> float:
    """Return how alike two fields are, 0 to 1: words count most, then place, then name; the kind must agree."""
    if one.field.kind is not other.field.kind:
        return 0.0
    place, name = _nearness(one.place, other.place), _share(_parts(one.field.name), _parts(other.field.name))
    words = _alike_in_words(one, other)
    if words is None:
        return 0.65 * place + 0.35 * name
    return 0.5 * words + 0.35 * place + 0.15 * name


def _nearness(one: tuple[int, Rect], other: tuple[int, Rect]) -> float:
    (page, rect), (other_page, other_rect) = one, other
    if page != other_page or 0 in (page, other_page):
        return 0.0
    apart = sum(abs(a - b) for a, b in zip(rect, other_rect, strict=True)) / 2
    return max(0.0, 1 - apart / _REACH)


def _parts(name: str) -> frozenset[str]:
    return frozenset(_NAME_PART.findall(name.casefold()))


def _share(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 0.0
