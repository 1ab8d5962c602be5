from __future__ import annotations

import pytest

from integplan_pdf.pdf.inspect import inspect_template
from integplan_pdf.pdf.labels import printed_pages
from tests.printed_form import Rect, form, text

BOX: Rect = (120, 760, 400, 776)


def test_words_stand_where_they_are_seen() -> None:
    (page,) = printed_pages(form([(50, 764, "Fullt navn:")], text("a", BOX)))
    first, second = page.words
    assert (first.text, second.text) == ("Fullt", "navn:")
    assert first.rect[0] == pytest.approx(50, abs=0.5)
    assert first.rect[1] < 764 < first.rect[3] < 776
    assert second.rect[0] > first.rect[2]


@pytest.mark.parametrize(
    ("rotate", "seen"),
    [
        (0, (120, 760, 400, 776)),
        (90, (760, 195, 776, 475)),
        (180, (195, 66, 475, 82)),
        (270, (66, 120, 82, 400)),
    ],
)
def test_boxes_are_turned_with_their_page(rotate: int, seen: Rect) -> None:
    data = form([], text("a", BOX), page=f"/MediaBox[0 0 595 842]/Rotate {rotate}")
    (page,) = printed_pages(data)
    assert page.seen(inspect_template(data).fields[0].widgets[0].rect) == seen


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_words_and_boxes_keep_together_on_a_page_that_begins_elsewhere(rotate: int) -> None:
    data = form([(125, 764, "inni")], text("a", BOX), page=f"/MediaBox[-34 -34 629 876]/Rotate {rotate}")
    (page,) = printed_pages(data)
    x0, y0, x1, y1 = page.seen(BOX)
    # sideways words are no labels, so a page turned a quarter has none
    for word in page.words:
        assert x0 < (word.rect[0] + word.rect[2]) / 2 < x1
        assert y0 < (word.rect[1] + word.rect[3]) / 2 < y1
    assert len(page.words) == (0 if rotate in (90, 270) else 1)


def test_words_of_a_landscape_page_stand_upright() -> None:
    data = form(
        [(200, 50, "Navn")], text("a", (190, 90, 206, 300)), page="/MediaBox[0 0 595 842]/Rotate 90", turn="0 1 -1 0"
    )
    (page,) = printed_pages(data)
    (word,), box = page.words, page.seen((190, 90, 206, 300))
    assert word.text == "Navn"
    assert word.rect[2] < box[0], "to the left of its box, as it is seen"
    assert box[1] < word.rect[1] < word.rect[3] < box[3] + 2


def test_damage_gives_no_words_and_no_error() -> None:
    assert printed_pages(b"") == ()
    assert printed_pages(b"%PDF-1.7\ntrailer<</Root 1 0 R>>") == ()
    broken = form([(50, 764, "Navn")], text("a", BOX)).replace(b"/F 9 Tf", b"/G 9 Tf")
    assert len(printed_pages(broken)) == 1
