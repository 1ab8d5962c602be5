"""How dark a box is: drawn in strips, as the whole page is."""

from __future__ import annotations

import pytest

from integplan_pdf.model.template import Rect
from integplan_pdf.pdf.flatten import flatten
from integplan_pdf.pdf.look import ink, render_page, text_and_ink, visible_text
from tests.paths import ROOT
from tests.pdf.reading import form, stream

SAMPLE = ROOT / "samples" / "planer" / "2026-0001_integreringsplan.pdf"
BOXES = [(float(x), float(y), x + 37.0, y + 29.0) for x in range(20, 540, 60) for y in range(5, 820, 47)]


def black(rect: Rect, entries: bytes = b"") -> bytes:
    x0, y0, x1, y1 = rect
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 6 0 R%b>>" % entries
    return form(objects={3: page, 6: stream(b"%f %f %f %f re f" % (x0, y0, x1 - x0, y1 - y0))})


def test_a_box_over_many_strips() -> None:
    data = black((100, 100, 200, 700))
    assert ink(data, [(1, (100, 100, 200, 700)), (1, (100, 100, 300, 700)), (1, (201, 0, 300, 842))]) == pytest.approx(
        [1.0, 0.5, 0.0], abs=0.01
    )


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_beyond_the_page_count_as_far_as_they_lie_on_it(rotation: int) -> None:
    data = black((0, 0, 50, 50), b"/Rotate %d" % rotation)
    shares = ink(data, [(1, (-50, -50, 50, 50)), (1, (-90, -90, -50, -50)), (1, (0, 0, 100, 50))])
    assert shares == pytest.approx([1.0, 0.0, 0.5], abs=0.02)


def test_the_whole_page_drawn_at_once_is_as_dark() -> None:
    data = flatten(SAMPLE.read_bytes()).data
    picture = render_page(data, 3, scale=3).convert("L")
    shares = ink(data, [(3, rect) for rect in BOXES])
    for (x0, y0, x1, y1), share in zip(BOXES, shares, strict=True):
        part = picture.crop((round(3 * x0), round(3 * (842 - y1)), round(3 * x1), round(3 * (842 - y0))))
        counts = part.histogram()
        assert share == pytest.approx(sum(counts[:128]) / sum(counts), abs=0.03)
    assert sum(share > 0.02 for share in shares) > 20


def test_a_box_is_as_dark_whatever_else_is_asked_for() -> None:
    data = flatten(SAMPLE.read_bytes()).data
    together = ink(data, [(3, rect) for rect in BOXES])
    assert [ink(data, [(3, rect)])[0] for rect in BOXES[::9]] == together[::9]
    assert text_and_ink(data, [(3, BOXES[0])], [(3, rect) for rect in BOXES])[1] == together


def test_texts_and_ink_at_once_are_those_apart() -> None:
    data = flatten(SAMPLE.read_bytes()).data
    texts, spots = [(2, rect) for rect in BOXES[::3]], [(page, BOXES[7]) for page in (0, 1, 8, 9)]
    assert text_and_ink(data, texts, spots) == (visible_text(data, texts), ink(data, spots))
    assert any(visible_text(data, texts))
