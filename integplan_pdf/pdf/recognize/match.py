"""Which page of a form each page of a file is, and how it lies on it.

Pages may be added, missing, doubled, in another order, turned by /Rotate or in their content, scaled and shifted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from integplan_pdf.model.printed import Word
from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.recognize.layout import PageLayout, TemplateLayout
from integplan_pdf.pdf.recognize.letters import Letter, PageText, read_pages
from integplan_pdf.pdf.recognize.similarity import Matrix, fit, matrix
from integplan_pdf.pdf.recognize.words import words

SURE = 0.5
"""The least share of a page's printed words that must stand in their places for it to be that page."""

_UNMOVED: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_ENOUGH_LETTERS = 100
"""From so many letters in their places a page is known by them alone."""

_CANDIDATES = 3
"""How many pages of the form are tried for each page of the file."""


@dataclass(frozen=True, slots=True)
class PageMatch:
    """What one page of a file is.

    Attributes:
        page: of the file, 1-based.
        template_page: of the form, 1-based; None where it is no page of the form.
        matrix: takes points of the form's page to points of the file's page, both in default user space.
        score: share of the form's printed words that stand in their places, 0 to 1.
    """

    page: int
    template_page: int | None
    matrix: Matrix
    score: float

    def place(self, rect: Rect) -> Rect:
        """Return where a rectangle of the form's page lies on the file's page."""
        a, b, c, d, e, f = self.matrix
        corners = [(x, y) for x in rect[::2] for y in rect[1::2]]
        xs = [a * x + c * y + e for x, y in corners]
        ys = [b * x + d * y + f for x, y in corners]
        return min(xs), min(ys), max(xs), max(ys)


def match_pages(data: bytes, layout: TemplateLayout, *, password: str = "") -> tuple[PageMatch, ...]:
    """Return what each page of a file is, in the file's order.

    Raises:
        InputError: the file cannot be opened.
    """
    return match_texts(read_pages(data, password=password), layout)


def match_texts(pages: Sequence[PageText], layout: TemplateLayout) -> tuple[PageMatch, ...]:
    """Return what each page is, from what it prints."""
    return tuple(_unmoved(page, layout.pages) or _moved(page, layout.pages) for page in pages)


def _unmoved(page: PageText, layouts: Sequence[PageLayout]) -> PageMatch | None:
    """Return the page of the form whose every letter is printed right where the form prints it; None if none is."""
    found = _spots(page.letters)
    known = [_known_spots(layout) for layout in layouts]
    weights = [_weight(len(spots & found), len(spots)) for spots in known]
    best = max(range(len(known)), key=weights.__getitem__, default=0)
    if not known or len(known[best]) < _ENOUGH_LETTERS or not known[best] <= found:
        return None
    return PageMatch(page.number, layouts[best].number, _UNMOVED, 1.0)


def _spots(letters: Iterable[Letter]) -> frozenset[tuple[str, float, float]]:
    return frozenset([letter[:3] for letter in letters])


@lru_cache(256)
def _known_spots(page: PageLayout) -> frozenset[tuple[str, float, float]]:
    return _spots(page.text.letters)


def _moved(page: PageText, layouts: Sequence[PageLayout]) -> PageMatch:
    return _match(page.number, _Printed.of(words(page.letters)), [_known(layout) for layout in layouts], layouts)


@dataclass(frozen=True, slots=True)
class _Printed:
    """A page's words by what they say."""

    counts: Counter[str]
    spots: dict[str, list[complex]]

    @classmethod
    def of(cls, found: Iterable[Word]) -> _Printed:
        spots: dict[str, list[complex]] = {}
        for word in found:
            x0, y0, x1, y1 = word.rect
            spots.setdefault(word.text, []).append(complex((x0 + x1) / 2, (y0 + y1) / 2))
        return cls(Counter({text: len(places) for text, places in spots.items()}), spots)


@lru_cache(256)
def _known(page: PageLayout) -> _Printed:
    return _Printed.of(page.words)


def _match(number: int, page: _Printed, known: Sequence[_Printed], layouts: Sequence[PageLayout]) -> PageMatch:
    """Return the page of the form that most speaks for; of equals the first.

    Many words in their places count for more than few, so that a page is not taken for one that prints a part of it.
    """
    totals = [one.counts.total() for one in known]
    shared = [_weight((page.counts & one.counts).total(), total) for one, total in zip(known, totals, strict=True)]
    order = sorted(range(len(known)), key=lambda index: (-shared[index], index))
    best, weight = PageMatch(number, None, _UNMOVED, 0.0), 0.0
    for index in order[:_CANDIDATES]:
        if _weight(_most(known[index], page), totals[index]) <= weight:
            continue
        found = fit(known[index].spots, page.spots)
        if found and _weight(found[1] * totals[index], totals[index]) > weight:
            weight = _weight(found[1] * totals[index], totals[index])
            best = PageMatch(number, layouts[index].number, matrix(found[0]), found[1])
    return best if best.score >= SURE else PageMatch(number, None, best.matrix, best.score)


def _most(form: _Printed, page: _Printed) -> int:
    """Return how many words of the form's page can stand in their places on a page at most."""
    return sum(len(spots) for text, spots in form.spots.items() if text in page.spots)


def _weight(count: float, total: int) -> float:
    return count * count / max(1, total)


def likeness(pages: Sequence[PageText], layout: TemplateLayout) -> float:
    """Return how much a file is like a form, 0 to 1: its pages' scores, each page of the form once."""
    scores: dict[int, float] = {}
    for match in match_texts(pages, layout):
        if match.template_page:
            scores[match.template_page] = max(match.score, scores.get(match.template_page, 0.0))
    return sum(scores.values()) / max(1, len(layout.pages))
