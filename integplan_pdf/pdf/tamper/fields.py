"""The fields of a file held against those of its form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from integplan_pdf.model.finding import Finding, Rule
from integplan_pdf.pdf.recognize.match import PageMatch
from integplan_pdf.pdf.tamper import rules
from integplan_pdf.pdf.tamper.anatomy import FieldShape, Spot

_NAMES_SHOWN = 5
_MOVED = 1.5
"""In points; what programs round away is less."""

Fields = Mapping[str, FieldShape]
Pair = tuple[FieldShape, FieldShape]


def compare_fields(form: Fields, other: Fields, matches: Sequence[PageMatch]) -> Iterator[Finding]:
    """Yield what was done to the fields of a form; a file without any fields has none that could be changed.

    `matches` tells which page of the form each page of the file is.
    """
    if not other:
        return
    place = _placing(matches)
    gone = [field for name, field in form.items() if name not in other]
    new = [field for name, field in other.items() if name not in form]
    renamed = [(old, found) for old in gone if (found := _at_the_same_place(old, new, place))]
    yield from _finding(rules.FIELD_RENAMED, [f"{old.name} → {found.name}" for old, found in renamed])
    was, became = {old.name for old, _ in renamed}, {found.name for _, found in renamed}
    yield from _finding(rules.FIELD_MISSING, [field.name for field in gone if field.name not in was])
    yield from _finding(rules.FIELD_ADDED, [field.name for field in new if field.name not in became])
    yield from _changes([(field, other[name]) for name, field in form.items() if name in other] + renamed, place)


def _changes(pairs: Sequence[Pair], place: Callable[[Spot], Spot | None]) -> Iterator[Finding]:
    yield from _finding(rules.FIELD_MOVED, [old.name for old, new in pairs if not _stands(old, new, place)])
    yield from _finding(rules.READ_ONLY, [old.name for old, new in pairs if new.read_only and not old.read_only])
    yield from _finding(rules.HIDDEN, [old.name for old, new in pairs if new.hidden and not old.hidden])
    changed = {old.name: found for old, new in pairs if (found := list(_different(old, new)))}
    kinds = dict.fromkeys(kind for found in changed.values() for kind in found)
    what, what_en = ", ".join(nb for nb, _ in kinds), ", ".join(en for _, en in kinds)
    yield from _finding(rules.FIELD_CHANGED, list(changed), what=what, what_en=what_en)


def _different(old: FieldShape, new: FieldShape) -> Iterator[tuple[str, str]]:
    """Yield what of a field is not as it was."""
    if old.kind is not new.kind:
        yield "type", "type"
    elif old.flags != new.flags:
        yield "egenskaper", "flags"
    if old.max_length != new.max_length:
        yield "største lengde", "maximum length"
    if old.options != new.options:
        yield "valgmuligheter", "options"
    if new.states and old.states != new.states:
        yield "avkryssingens navn", "on-states"
    if old.tooltip != new.tooltip:
        yield "ledetekst", "tooltip"


def _placing(matches: Sequence[PageMatch]) -> Callable[[Spot], Spot | None]:
    """Return what takes a place on the form to its place in the file; None where the file lacks the page."""
    by_page = {match.template_page: match for match in reversed(matches) if match.template_page}

    def place(spot: Spot) -> Spot | None:
        match = by_page.get(spot.page or 0)
        return Spot(match.page, match.place(spot.rect)) if match else None

    return place


def _at_the_same_place(
    old: FieldShape, new: Sequence[FieldShape], place: Callable[[Spot], Spot | None]
) -> FieldShape | None:
    return next((field for field in new if field.kind is old.kind and _stands(old, field, place)), None)


def _stands(old: FieldShape, new: FieldShape, place: Callable[[Spot], Spot | None]) -> bool:
    """Whether a field stands where it stood; places on pages that are missing do not count."""
    expected = [found for spot in old.spots if (found := place(spot))]
    if len(expected) < len(old.spots):
        return True
    return len(new.spots) == len(expected) and all(any(_near(a, b) for b in new.spots) for a in expected)


def _near(a: Spot, b: Spot) -> bool:
    return a.page == b.page and all(abs(x - y) <= _MOVED for x, y in zip(a.rect, b.rect, strict=True))


def _finding(rule: Rule, names: Sequence[str], **args: Any) -> Iterator[Finding]:
    """Yield one finding about all fields of these names, if there are any."""
    if names:
        shown = ", ".join(names[:_NAMES_SHOWN]) + (" …" if len(names) > _NAMES_SHOWN else "")
        field = names[0].split(" → ")[0] if len(names) == 1 else ""
        yield rule.finding(field=field, count=len(names), names=shown, **args)
