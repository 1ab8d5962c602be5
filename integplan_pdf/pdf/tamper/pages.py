"""The pages of a file held against those of its form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from integplan_pdf.model.evidence import Evidence
from integplan_pdf.pdf.recognize import PageMatch
from integplan_pdf.pdf.recognize.letters import PageText
from integplan_pdf.pdf.tamper import rules
from integplan_pdf.pdf.tamper.anatomy import Anatomy, SheetShape
from integplan_pdf.pdf.tamper.compare import KEPT, REDRAWN, Difference, difference, place, same
from integplan_pdf.pdf.tamper.original import Original
from integplan_pdf.pdf.tamper.places import where
from integplan_pdf.pdf.tamper.surface import Frame, Glyph, Surface, matched_surfaces, said

_SHEET = re.compile(r"(?:Vedlegg\s*side\s*\d+\s*av|Attachment\s*page\s*\d+\s*of)\s*\d+")

_STRAY = 3.0
"""By how many points a page's box may differ: other programs round A4 in their own ways."""


def unmoved(form: Original) -> list[PageMatch]:
    """Return the match of a file whose pages are those of the form, in their places."""
    return [PageMatch(number, number, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 1.0) for number in form.frames]


def same_sheets(form: Anatomy, other: Anatomy) -> bool:
    """Return whether a file has as many pages as the form, lying in the same way."""
    pairs = zip(form.pages, other.pages, strict=False)
    return len(form.pages) == len(other.pages) and all(_same_sheet(a, b, 0.01) for a, b in pairs)


def untouched(form: Original, drawn: Mapping[int, Surface]) -> bool:
    """Return whether pages in their places look as the form's do, and say the same."""
    return all(same(surface, drawn[number]) for number, surface in form.surfaces.items())


def sheets(printed: Sequence[PageText], matches: Sequence[PageMatch]) -> frozenset[int]:
    """Return the pages after those of the form that say they are sheets with what had no room in it."""
    last = max((match.page for match in matches if match.template_page), default=0)
    return frozenset(page.number for page in printed[last:] if _SHEET.search("".join(one.text for one in page.letters)))


def compare_sheets(
    form: Anatomy, other: Anatomy, matches: Sequence[PageMatch], attached: frozenset[int] = frozenset()
) -> Iterator[Evidence]:
    """Yield which pages are missing, added, in another order, or turned and cropped."""
    known = [match for match in matches if match.template_page]
    if not known:
        nb, en = "ingen av sidene ligner skjemaets", "none of its pages resembles the form's"
        yield Evidence(rules.NOT_COMPARED.finding(nb=nb, en=en))
        return
    numbers = [match.template_page or 0 for match in known]
    first = {number: match.page for number, match in zip(reversed(numbers), reversed(known), strict=True)}
    missing = [number for number in range(1, len(form.pages) + 1) if number not in first]
    strange = [m.page for m in matches if m.template_page is None or first[m.template_page] != m.page]
    added = [page for page in strange if page not in attached]
    told = (rules.PAGE_MISSING, missing), (rules.PAGE_ADDED, added), (rules.ATTACHED, sorted(attached))
    for rule, pages in told:
        if pages:
            yield Evidence(rule.finding(pages=_listed(pages)))
    kept = list(dict.fromkeys(numbers))
    if kept != sorted(kept):
        yield Evidence(rules.PAGE_ORDER.finding())
    if other.fields:
        turned = [
            m.page for m in known if not _same_sheet(form.pages[(m.template_page or 1) - 1], other.pages[m.page - 1])
        ]
        if turned:
            yield Evidence(rules.PAGE_SHAPE.finding(pages=_listed(turned)))


def compare_surfaces(
    data: bytes, form: Original, other: Anatomy, matches: Sequence[PageMatch], password: str
) -> Iterator[Evidence]:
    """Yield what was changed on the pages themselves.

    Raises:
        InputError: a page cannot be drawn.
    """
    tolerance, set_anew = KEPT if other.fields else REDRAWN, []
    for match, surface in matched_surfaces(data, matches, form.frames, password=password):
        number = match.template_page or 0
        frame = form.frames[number]
        boxes = form.boxes(number, without=other)
        found = difference(form.surfaces[number], surface, frame, boxes, tolerance)
        yield from _about(found, match.page, frame)
        set_anew += [match.page] if found.set_anew else []
    if set_anew:
        yield Evidence(rules.SET_ANEW.finding(pages=_listed(set_anew)))


def _about(found: Difference, page: int, frame: Frame) -> Iterator[Evidence]:
    if found.gone:
        yield Evidence(rules.TEXT_CHANGED.finding(page=page, **_where(found.gone, frame)), seen=said(found.gone))
    if found.added:
        yield Evidence(rules.TEXT_ADDED.finding(page=page, **_where(found.added, frame)), seen=said(found.added))
    if found.drawn:
        yield Evidence(rules.DRAWN_OVER.finding(page=page, **where(*place(found.drawn))))


def _where(glyphs: Sequence[Glyph], frame: Frame) -> dict[str, Any]:
    first = glyphs[0]
    return where(*place(frame.pixels((first.x, first.y, first.x, first.y))))


def _same_sheet(a: SheetShape, b: SheetShape, stray: float = _STRAY) -> bool:
    return a.rotate == b.rotate and all(abs(x - y) <= stray for x, y in zip(a.box, b.box, strict=True))


def _listed(pages: Sequence[int]) -> str:
    return ", ".join(map(str, pages))
