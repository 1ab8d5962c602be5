"""A file held against the form it was made from: what was done to it, apart from filling it in.

Limits: what is white on white, and lines finer than half a point in a file that was printed anew, may be missed. Text
that was made a picture is compared as a picture only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from integplan_pdf.model.evidence import Evidence
from integplan_pdf.pdf.recognize import template_layout
from integplan_pdf.pdf.recognize.letters import PageText, read_pages
from integplan_pdf.pdf.recognize.match import match_texts
from integplan_pdf.pdf.tamper import rules
from integplan_pdf.pdf.tamper.anatomy import Anatomy, FieldShape, Signature
from integplan_pdf.pdf.tamper.content import added_content, added_notes
from integplan_pdf.pdf.tamper.dissect import dissect
from integplan_pdf.pdf.tamper.fields import compare_fields
from integplan_pdf.pdf.tamper.original import Original
from integplan_pdf.pdf.tamper.pages import compare_sheets, compare_surfaces, same_sheets, sheets, unmoved, untouched
from integplan_pdf.pdf.tamper.surface import surfaces

_NAMES_PROGRAMS = {"Author", "CreationDate", "Creator", "ModDate", "Producer", "Trapped", "Keywords", "Subject"}
"""Entries of the document information that any program may change (ISO 32000-2 table 349)."""


def find_tampering(
    data: bytes, form: Original, *, password: str = "", pages: Callable[[], Sequence[PageText]] | None = None
) -> list[Evidence]:
    """Return what was done to a file since it was made from `form`, apart from giving its fields values.

    `pages` gives what its pages print, where that is known already; only asked for if they differ.

    Raises:
        InputError: the file cannot be read or drawn.
    """
    other = dissect(data, password=password)
    on_pages: list[Evidence] = []
    attached: frozenset[int] = frozenset()
    if _pages_untouched(data, form, other, password):
        matches = unmoved(form)
    else:
        printed = pages() if pages else read_pages(data, password=password)
        matches = list(match_texts(printed, template_layout(form.data, password=form.password)))
        attached = sheets(printed, matches)
        on_pages += compare_sheets(form.anatomy, other, matches, attached)
        on_pages += compare_surfaces(data, form, other, matches, password)
    return [
        *_signatures(other.signatures),
        *_identity(form.anatomy, other),
        *map(Evidence, compare_fields(form.anatomy.fields, _without(other.fields, attached), matches)),
        *on_pages,
        *added_notes(form.anatomy, other, matches),
        *added_content(form.anatomy, other),
    ]


def _without(fields: Mapping[str, FieldShape], attached: frozenset[int]) -> dict[str, FieldShape]:
    """Return the fields that do not stand on attached sheets alone."""
    return {
        name: field for name, field in fields.items() if not field.spots or {s.page for s in field.spots} - attached
    }


def _pages_untouched(data: bytes, form: Original, other: Anatomy, password: str) -> bool:
    if not same_sheets(form.anatomy, other):
        return False
    return untouched(form, surfaces(data, form.frames, password=password))


def _signatures(signatures: Sequence[Signature]) -> Iterator[Evidence]:
    """Yield what is to be said of signatures; only the newest can cover the whole file."""
    for rule, signed in (
        (rules.SIGNATURE_BROKEN, [one for one in signatures if one.holds is False]),
        (rules.SIGNED, [one for one in signatures if one.holds is not False]),
    ):
        if signed:
            yield Evidence(rule.finding(names=", ".join(one.name for one in signed)))
    if signatures and not any(one.whole for one in signatures):
        names = ", ".join(one.name for one in signatures)
        yield Evidence(rules.CHANGED_AFTER_SIGNING.finding(names=names))


def _identity(form: Anatomy, other: Anatomy) -> Iterator[Evidence]:
    """Yield what the file says otherwise about itself; what a program left out is not changed."""
    names = [
        key
        for key, value in form.info.items()
        if key not in _NAMES_PROGRAMS and other.info.get(key, value).strip() != value.strip()
    ]
    if names:
        yield Evidence(rules.IDENTITY.finding(names=", ".join(names)))
