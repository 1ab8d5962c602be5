"""What is looked up by place is what a search finds; pages known by their letters are those known by their words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.flatten import flatten
from integplan_pdf.pdf.printed.page import _MARGIN, _SAME_SPOT, _Blank, _Boxes
from integplan_pdf.pdf.recognize import match, template_layout
from integplan_pdf.pdf.recognize.letters import Letter, PageText, read_pages
from integplan_pdf.pdf.recognize.match import match_texts
from integplan_pdf.pdf.recognize.words import _runs, _word, words
from tests.paths import ROOT

PLACES = st.integers(-40, 60).map(lambda number: number / 4)


def letters_of(*turns: int) -> st.SearchStrategy[Letter]:
    wide, high = st.sampled_from((0.5, 2.0)), st.sampled_from((4.0, 9.0))
    return st.builds(Letter, st.sampled_from("ab "), PLACES, PLACES, wide, high, st.sampled_from(turns), st.just(False))


LETTERS, TURNED = letters_of(0), letters_of(0, 0, 90, 180)
RECTS = st.tuples(PLACES, PLACES, PLACES, PLACES).map(lambda r: (min(r[0], r[2]), r[1], max(r[0], r[2]), r[3]))
BOUNDED = settings(derandomize=True, max_examples=200, deadline=None)


@BOUNDED
@given(st.lists(LETTERS, max_size=12), LETTERS, st.sets(st.integers(0, 11)))
def test_the_nearest_letter_that_says_the_same(blank: list[Letter], letter: Letter, taken: set[int]) -> None:
    near = [
        (abs(one.x - letter.x) + abs(one.y - letter.y), index)
        for index, one in enumerate(blank)
        if index not in taken
        and one.text == letter.text
        and abs(one.x - letter.x) <= _SAME_SPOT
        and abs(one.y - letter.y) <= _SAME_SPOT
    ]
    assert _Blank(blank).nearest(letter, taken) == (min(near)[1] if near else None)


@BOUNDED
@given(st.lists(RECTS, max_size=8), st.lists(st.tuples(PLACES, PLACES), max_size=8))
def test_the_smallest_box_that_holds_a_place(rects: list[Rect], places: list[tuple[float, float]]) -> None:
    boxes = _Boxes(rects)
    for x, y in places:
        holding = [
            ((x1 - x0) * (y1 - y0), index)
            for index, (x0, y0, x1, y1) in enumerate(rects)
            if x0 - _MARGIN <= x <= x1 + _MARGIN and y0 - _MARGIN <= y <= y1 + _MARGIN
        ]
        assert boxes.at(x, y) == (min(holding)[1] if holding else None)


@BOUNDED
@given(st.lists(LETTERS, max_size=12) | st.lists(TURNED, max_size=12))
def test_words_in_columns_are_words_letter_by_letter(letters: list[Letter]) -> None:
    assert words(letters) == tuple(map(_word, _runs(letters)))


SAMPLES = sorted((ROOT / "samples" / "planer").glob("*.pdf"))[:2]
BLANKS = [path.read_bytes() for path in sorted((ROOT / "forms" / "integreringsplan").glob("*.pdf"))]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem[:9])
def test_pages_known_by_their_letters_are_those_by_their_words(sample, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    data = sample.read_bytes()
    layout = template_layout(next(blank for blank in BLANKS if data.startswith(blank)))
    pages = read_pages(flatten(data).data)
    found = match_texts(pages, layout)
    monkeypatch.setattr(match, "_unmoved", lambda *_: None)
    assert found == match_texts(pages, layout)
    assert [one.template_page for one in found] == list(range(1, 9))


def test_a_page_that_lacks_a_letter_is_known_by_its_words() -> None:
    layout = template_layout(BLANKS[0])
    whole = layout.pages[2].text
    part = PageText(1, whole.letters[:300] + whole.letters[301:])
    (found,) = match_texts([part], layout)
    assert found.template_page == 3
    assert 0.9 < found.score < 1
    (found,) = match_texts([whole], layout)
    assert (found.template_page, found.score) == (3, 1.0)


def test_a_part_of_a_page_is_not_taken_for_all_of_it() -> None:
    """A page that prints every letter of a smaller page of the form, and more of a larger one, is the larger one."""
    layout = template_layout(BLANKS[0])
    sizes = [len(page.text.letters) for page in layout.pages]
    small, large = sizes.index(min(sizes)), sizes.index(max(sizes))
    letters = (*layout.pages[small].text.letters, *layout.pages[large].text.letters[1:])
    (found,) = match_texts([PageText(1, letters)], layout)
    assert found.template_page == large + 1
