"""The shift, turn and scale that take the words of one page to those of another.

A similarity is a complex pair (a, b): it takes z to a·z + b, so |a| is the scale and the angle of a the turn.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Mapping, Sequence
from itertools import combinations
from statistics import median

Matrix = tuple[float, float, float, float, float, float]
"""As in a PDF: x' = a·x + c·y + e, y' = b·x + d·y + f (ISO 32000-2 §8.3.4)."""

Similarity = tuple[complex, complex]
Spots = Mapping[str, Sequence[complex]]
"""Text → the middles of the words that say it."""

_MOST_ANCHORS = 40
_ENOUGH = 3
"""From so many words in their places a page can be taken to be unmoved."""

_NEAR = 3.0
"""How far from its place a word may stand and still be the same, in points of the template."""

_UNMOVED: Similarity = (1 + 0j, 0j)
_RIGHT_THERE = 0.5
"""How far from its place a word may stand at most and still be right there, in points of the page."""

_SQUARE = math.radians(4)
"""Pages are turned by quarters; what is left is how askew a scan may lie."""


def fit(template: Spots, page: Spots) -> tuple[Similarity, float] | None:
    """Return what takes the template's words to the page's, and the share of the words found in their places.

    None where nothing speaks for any similarity.
    """
    still = _in_place(template, page)
    if still >= _ENOUGH:
        return _UNMOVED, still / sum(map(len, template.values()))
    first = _estimate(_anchors(template, page))
    if first is None:
        return None
    found = first, _pairs(template, page, first)
    for _ in range(2):
        refined = _least_squares(found[1]) or first
        pairs = _pairs(template, page, refined)
        if len(pairs) >= len(found[1]):
            found = refined, pairs
    total = sum(map(len, template.values()))
    score = len(found[1]) / total
    return max((_UNMOVED, found[0]), key=lambda one: _exact(_pairs(template, page, one), one)), score


def _in_place(template: Spots, page: Spots) -> int:
    """Return how many words of the template stand right in their places as they are; 0 if any stands only elsewhere.

    Where none does, no similarity finds more.
    """
    common = [(z, page[text]) for text, spots in template.items() if text in page for z in spots]
    return len(common) if all(any(abs(z - w) <= _RIGHT_THERE for w in there) for z, there in common) else 0


def _exact(pairs: Sequence[tuple[complex, complex]], similarity: Similarity) -> int:
    """Return how many words stand right in their places; where letters are set wider, line beginnings still do."""
    a, b = similarity
    return sum(abs(a * z + b - w) <= _RIGHT_THERE for z, w in pairs)


def matrix(similarity: Similarity) -> Matrix:
    """Return it as a PDF matrix."""
    a, b = similarity
    return a.real, a.imag, -a.imag, a.real, b.real, b.imag


def _anchors(template: Spots, page: Spots) -> list[tuple[complex, complex]]:
    """Return pairs of the words that stand once on both pages, longest first; of words that stand twice if need be."""
    for most in (1, 2, 3):
        texts = [text for text, spots in template.items() if len(spots) <= most and 0 < len(page.get(text, ())) <= most]
        if len(texts) >= 3 or most == 3:
            break
    texts.sort(key=lambda text: (-len(text), text))
    pairs = [(z, w) for text in texts for z in template[text] for w in page[text]]
    return pairs[:_MOST_ANCHORS]


def _estimate(anchors: Sequence[tuple[complex, complex]]) -> Similarity | None:
    slopes = [
        (w2 - w1) / (z2 - z1)
        for (z1, w1), (z2, w2) in combinations(anchors, 2)
        if abs(z2 - z1) > 20 and abs(w2 - w1) > 1
    ]
    turns: dict[int, list[complex]] = {}
    for slope in slopes:
        quarter = round(cmath.phase(slope) / (math.pi / 2)) % 4
        straight = slope / 1j**quarter
        if abs(cmath.phase(straight)) < _SQUARE:
            turns.setdefault(quarter, []).append(straight)
    if not turns:
        return None
    quarter, straights = max(turns.items(), key=lambda item: (len(item[1]), -item[0]))
    a = complex(median(s.real for s in straights), median(s.imag for s in straights)) * 1j**quarter
    shifts = [w - a * z for z, w in anchors]
    return a, complex(median(s.real for s in shifts), median(s.imag for s in shifts))


def _pairs(template: Spots, page: Spots, similarity: Similarity) -> list[tuple[complex, complex]]:
    """Return each word of the template with the page's word that says the same in its place."""
    a, b = similarity
    reach = _NEAR * abs(a)
    found: list[tuple[complex, complex]] = []
    for text, spots in template.items():
        there = page.get(text, ())
        for z in spots if there else ():
            place = a * z + b
            nearest = min(there, key=lambda w: abs(w - place)) if len(there) > 1 else there[0]
            if abs(nearest - place) <= reach:
                found.append((z, nearest))
    return found


def _least_squares(pairs: Sequence[tuple[complex, complex]]) -> Similarity | None:
    if len(pairs) < 2:
        return None
    z0 = sum(z for z, _ in pairs) / len(pairs)
    w0 = sum(w for _, w in pairs) / len(pairs)
    spread = sum(abs(z - z0) ** 2 for z, _ in pairs)
    if not spread:
        return None
    a = sum((w - w0) * (z - z0).conjugate() for z, w in pairs) / spread
    return a, w0 - a * z0
