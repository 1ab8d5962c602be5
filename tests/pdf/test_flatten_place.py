"""Flattened fields stand where viewers show them (ISO 32000-2 §12.5.5)."""

from __future__ import annotations

import pikepdf
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from integplan_pdf.pdf.flatten import flatten
from integplan_pdf.pdf.flatten.appearance import Matrix, placement
from integplan_pdf.pdf.flatten.widgets import Widget
from tests.pdf.flattening import by_pdfium, by_poppler, differing, ink
from tests.pdf.reading import form, stream

Box = tuple[float, float, float, float]
FONT = b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
LETTERS = b"0.8 g 0 0 100 40 re f 0 g BT /F 24 Tf 5 10 Td (Fegl) Tj ET 0 0 10 40 re f"


def placed(rect: bytes, appearance: bytes, *, page: bytes = b"", flags: int = 4, content: bytes = LETTERS) -> bytes:
    """Return a page with one widget in `rect` that has an appearance with these entries."""
    field = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[%b]/F %d/AP<</N 20 0 R>>>>" % (rect, flags)
    body = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 400]/Annots[10 0 R]%b>>" % page
    return form(field, objects={3: body, 20: stream(content, b"/Subtype/Form%b%b" % (appearance, FONT))})


PLACES = {
    "as it is": (b"100 200 200 240", b"/BBox[0 0 100 40]", b""),
    "corners in any order": (b"200 240 100 200", b"/BBox[100 40 0 0]", b""),
    "box away from the origin": (b"100 200 200 240", b"/BBox[-20 -10 80 30]", b""),
    "stretched": (b"60 100 260 350", b"/BBox[0 0 100 40]", b""),
    "turned by 90": (b"100 200 140 300", b"/BBox[0 0 100 40]/Matrix[0 1 -1 0 40 0]", b""),
    "turned by 180, not moved back": (b"100 200 200 240", b"/BBox[0 0 100 40]/Matrix[-1 0 0 -1 0 0]", b""),
    "slanted": (b"50 100 250 300", b"/BBox[0 0 100 40]/Matrix[0.8 0.6 -0.6 0.8 7 9]", b""),
    "mirrored": (b"100 200 200 240", b"/BBox[0 0 100 40]/Matrix[-1 0 0 1 0 0]", b""),
    "page turned": (b"100 200 200 240", b"/BBox[0 0 100 40]", b"/Rotate 90"),
    "page turned, text upright": (b"100 200 140 300", b"/BBox[0 0 100 40]/Matrix[0 1 -1 0 0 0]", b"/Rotate 90"),
    "page box away from the origin": (b"100 200 200 240", b"/BBox[0 0 100 40]", b"/CropBox[50 100 250 300]/Rotate 270"),
    "page in other units": (b"100 200 200 240", b"/BBox[0 0 100 40]", b"/UserUnit 2"),
}


@pytest.mark.parametrize("case", PLACES)
def test_an_appearance_is_drawn_where_viewers_show_it(case: str) -> None:
    rect, appearance, page = PLACES[case]
    data = placed(rect, appearance, page=page)
    flat = flatten(data).data
    for before, after in (
        (by_pdfium(data, forms=True), by_pdfium(flat, forms=False)),
        (by_poppler(data), by_poppler(flat)),
    ):
        assert ink(before) > 200
        assert differing(before, after) == 0


@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_a_widget_that_does_not_turn_with_the_page_stays_upright(angle: int) -> None:
    data = placed(b"130 200 230 240", b"/BBox[0 0 100 40]", page=b"/Rotate %d" % angle, flags=4 | 16)
    flat = flatten(data).data
    before, after = by_poppler(data), by_poppler(flat)
    assert ink(before) > 200
    assert differing(before, after) == 0


@pytest.mark.parametrize(
    "appearance", [b"/BBox[0 0 0 40]", b"/BBox[0 0 100 40]/Matrix[0 0 0 0 0 0]", b"/BBox[0 0 100]", b""]
)
def test_an_appearance_without_area_is_not_drawn(appearance: bytes) -> None:
    flat = flatten(placed(b"100 200 200 240", appearance))
    assert ink(by_pdfium(flat.data, forms=False)) == 0
    assert not flat.findings


sides = st.floats(-500, 500, allow_nan=False).map(lambda value: round(value, 2))
factors = st.floats(-3, 3, allow_nan=False).map(lambda value: round(value, 3))


@settings(derandomize=True, max_examples=200)
@given(st.tuples(sides, sides, sides, sides), st.tuples(*[factors] * 6), st.tuples(sides, sides, sides, sides))
def test_the_turned_box_fills_the_rectangle(box: Box, turn: Matrix, rect: Box) -> None:
    """Whatever /BBox, /Matrix and /Rect are, the one that is placed has the bounds of the other."""
    assume(abs(rect[2] - rect[0]) > 1 and abs(rect[3] - rect[1]) > 1)
    target = (min(rect[::2]), min(rect[1::2]), max(rect[::2]), max(rect[1::2]))
    form = pikepdf.Dictionary(BBox=pikepdf.Array(box), Matrix=pikepdf.Array(turn))
    widget = Widget((pikepdf.Dictionary(Rect=pikepdf.Array(rect)),), 1, 0)
    matrix = placement(widget, form, 0)
    corners = [moved(turn, (x, y)) for x in box[::2] for y in box[1::2]]
    spread = [max(axis) - min(axis) for axis in zip(*corners, strict=True)]
    assume(min(spread) == 0 or min(spread) > 0.01)
    assert (matrix is None) is (min(spread) == 0)
    if matrix is not None:
        xs, ys = zip(*(moved(matrix, corner) for corner in corners), strict=True)
        assert (min(xs), min(ys), max(xs), max(ys)) == pytest.approx(target, abs=1e-3)


def moved(matrix: Matrix, point: tuple[float, float]) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f
