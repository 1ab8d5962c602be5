"""What a file holds beside pages and fields: comments, actions, attachments, layers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from integplan_pdf.model.evidence import Evidence
from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.recognize import PageMatch
from integplan_pdf.pdf.tamper import rules
from integplan_pdf.pdf.tamper.anatomy import Action, Anatomy, Note
from integplan_pdf.pdf.tamper.places import where

T = TypeVar("T")

_PLACES = {
    "document": ("hele dokumentet", "the whole document"),
    "page": ("en side", "a page"),
    "field": ("et felt", "a field"),
    "annotation": ("en kommentar eller lenke", "a comment or link"),
    "bookmark": ("et bokmerke", "a bookmark"),
}
_SEE_THROUGH = {"Highlight", "Underline", "StrikeOut", "Squiggly", "Text", "Popup", "Link", "Ink", "Line", "PolyLine"}
"""Annotations that do not hide what is under them (ISO 32000-2 table 171)."""


def added_content(form: Anatomy, other: Anatomy) -> Iterator[Evidence]:
    """Yield what a file holds that its form does not."""
    for action in _added(form.actions, other.actions, lambda action: (action.place, action.kind, action.digest)):
        yield _about_action(action)
    for name in _added(form.attachments, other.attachments, str):
        yield Evidence(rules.ATTACHMENT.finding(name=name))
    layers = len(list(_added(form.layers, other.layers, str)))
    if layers:
        yield Evidence(rules.LAYERS.finding(count=layers))


def _about_action(action: Action) -> Evidence:
    nb, en = _PLACES[action.place]
    rule = rules.SCRIPT if action.kind == "JavaScript" else rules.ACTION
    return Evidence(rule.finding(kind=action.kind, where=nb, where_en=en))


def added_notes(form: Anatomy, other: Anatomy, matches: Sequence[PageMatch]) -> Iterator[Evidence]:
    """Yield what people have written or marked with annotation tools, and whether it covers something."""
    pages = {match.page: match for match in matches}
    for note in _added(form.notes, other.notes, lambda note: (note.kind, *map(round, note.rect), note.text)):
        if note.kind == "Link":
            continue
        box = other.pages[note.page - 1].box
        spot = where((note.rect[0] + note.rect[2]) / 2 - box[0], box[3] - (note.rect[1] + note.rect[3]) / 2)
        yield Evidence(rules.NOTE.finding(page=note.page, kind=note.kind, **spot), seen=note.text)
        yield from _covering(note, form, pages.get(note.page))


def _covering(note: Note, form: Anatomy, match: PageMatch | None) -> Iterator[Evidence]:
    if note.kind in _SEE_THROUGH or match is None or match.template_page is None:
        return
    covered = [
        name
        for name, field in form.fields.items()
        if any(spot.page == match.template_page and _overlap(match.place(spot.rect), note.rect) for spot in field.spots)
    ]
    for name in covered[:1]:
        what, what_en = f"feltet «{name}»", f"the field “{name}”"
        field = name if len(covered) == 1 else ""
        found = rules.NOTE_OVER.finding(page=note.page, kind=note.kind, what=what, what_en=what_en, field=field)
        yield Evidence(found)


def _overlap(a: Rect, b: Rect) -> bool:
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return width > 1 and height > 1


def _added(form: Iterable[T], other: Iterable[T], key: Callable[[T], object]) -> Iterator[T]:
    """Yield what `other` has more of than `form`."""
    left = Counter(map(key, form))
    for item in other:
        if left[key(item)] > 0:
            left[key(item)] -= 1
        else:
            yield item
