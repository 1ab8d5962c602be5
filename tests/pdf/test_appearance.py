from __future__ import annotations

import pytest
from pikepdf import Array, Dictionary, Name, String

from integplan_pdf.pdf.appearance.style import Style, parse_style
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.write import Filled, fill
from tests.builders import COMB, COMBO, MULTILINE, FormBuilder
from tests.renderers import RENDERERS, ink, ink_box, text_in

RECT = (50.0, 700.0, 250.0, 716.0)


def filled(form: FormBuilder, value: str | bool = "Ærlig Øyvind Åse", name: str = "felt") -> Filled:
    return fill(compile_template(form.data()), {name: value})


def drawn(
    da: str = "/Helv 10 Tf 0 g", value: str = "Ærlig Øyvind Åse", rect: tuple[float, ...] = RECT, **entries
) -> Filled:
    form = FormBuilder()
    form.text("felt", rect, da, **entries)
    return filled(form, value)


@pytest.mark.parametrize(
    ("appearance", "style"),
    [
        (None, Style()),
        (b"", Style()),
        (b"/Helv 12 Tf 0 g", Style(b"Helv", 12, b"0 g")),
        (b"0 0 1 rg /Helv 0 Tf", Style(b"Helv", 0, b"0 0 1 rg")),
        (b"/Arial#2CBold -9 Tf 0 0 0 1 k", Style(b"Arial,Bold", 9, b"0 0 0 1 k")),
        (b"/Helv 12 Tf 1 0 0 RG 0.5 g", Style(b"Helv", 12, b"0.5 g")),
        (b"/Helv  Tf (", Style(b"Helv", 0)),
        (b"12 /Helv Tf x y z rg", Style(b"Helv", 0)),
        (b"/Helv 1e9 Tf", Style(b"Helv", 300)),
        (b"/Helv nan Tf", Style()),
        (b"q BT /F1 9.5 Tf 2 Tr 1 0 0 1 2 3 Tm .2 .3 .4 rg", Style(b"F1", 9.5, b".2 .3 .4 rg")),
    ],
)
def test_default_appearance_is_understood(appearance: bytes | None, style: Style) -> None:
    assert parse_style(appearance) == style


@pytest.mark.parametrize("style", ["S", "D", "B", "I", "U"])
@pytest.mark.parametrize("renderer", RENDERERS)
def test_borders_are_drawn_and_keep_clear_of_the_text(style: str, renderer: str) -> None:
    look = {"MK": Dictionary(BC=Array([0])), "BS": Dictionary(W=2, S=Name("/" + style), D=Array([4, 2]))}
    data = drawn(rect=(50, 600, 250, 640), **look).data
    x0, y0, x1, y1 = ink_box(data, (40, 590, 260, 650), renderer)
    assert abs(x0 - 50) < 1 and abs(y0 - 600) < 1
    assert abs(x1 - 250) < 1
    assert (abs(y1 - 640) < 1) == (style != "U")
    assert text_in(data, (50, 600, 250, 640)) == "Ærlig Øyvind Åse"


def test_old_border_array_with_dashes() -> None:
    data = drawn(MK=Dictionary(BC=Array([0])), Border=Array([0, 0, 1, Array([6, 6])])).data
    whole = drawn(MK=Dictionary(BC=Array([0]))).data
    top = (50, 714, 250, 717)
    assert 0.3 < ink(data, top, "pdfium") / ink(whole, top, "pdfium") < 0.7


def test_no_border_colour_no_border() -> None:
    data = drawn(BS=Dictionary(W=3, S=Name.S)).data
    assert ink_box(data, (40, 690, 260, 726))[0] > 51


@pytest.mark.parametrize(
    ("colour", "dark"),
    [(Array([0.2]), True), (Array([0, 0, 0, 1]), True), (Array([1, 1, 1]), False), (Array([]), False)],
)
def test_background(colour: Array, dark: bool) -> None:
    data = drawn(MK=Dictionary(BG=colour), value="x", da="/Helv 10 Tf 0.9 g").data
    assert (ink(data, (150, 700, 250, 716), "pdfium") > 1000) is dark


@pytest.mark.parametrize("angle", [90, 180, 270])
@pytest.mark.parametrize("renderer", RENDERERS)
def test_turned_widgets_are_whole(angle: int, renderer: str) -> None:
    form = FormBuilder()
    rect = (50, 500, 70, 650) if angle != 180 else (50, 500, 200, 520)
    form.text("felt", rect, MK=Dictionary(R=angle))
    data = filled(form).data
    x0, y0, x1, y1 = ink_box(data, rect, renderer)
    long_side = y1 - y0 if angle != 180 else x1 - x0
    assert 70 < long_side < 100
    starts_at_the_end = {90: y0 - rect[1], 180: rect[2] - x1, 270: rect[3] - y1}[angle]
    assert starts_at_the_end < 4


def test_a_page_that_is_turned_shows_its_fields_turned_with_it() -> None:
    form = FormBuilder()
    form.pages[0].obj.Rotate = 90
    form.text("felt", RECT)
    assert text_in(filled(form).data, RECT) == "Ærlig Øyvind Åse"


def test_fixed_size_is_kept_while_it_fits() -> None:
    result = drawn()
    assert (result.fits, result.findings) == ((), ())


def test_fixed_size_shrinks_then_narrows_then_is_reported() -> None:
    texts = ["x" * count for count in (30, 46, 56, 80)]
    results = [drawn(value=text) for text in texts]
    assert [result.fits[0].size if result.fits else 10 for result in results] == [10, 8.5, 8, 8]
    assert [result.fits[0].lost if result.fits else 0 for result in results] == [0, 0, 0, 19]
    assert [[finding.rule for finding in result.findings] for result in results] == [[], [], [], ["F004"]]


def test_a_form_that_asks_for_less_than_eight_points_gets_it() -> None:
    assert drawn("/Helv 6 Tf 0 g", "x" * 60).fits == ()
    [fit] = drawn("/Helv 6 Tf 0 g", "x" * 75).fits
    assert (fit.size, fit.lost) == (6, 0), "narrower, which is told"


def test_automatic_size_follows_height_then_width() -> None:
    low, high = drawn("/Helv 0 Tf", "x"), drawn("/Helv 0 Tf", "x", (50, 600, 250, 640))
    assert ink(high.data, (50, 600, 250, 640), "pdfium") > 4 * ink(low.data, RECT, "pdfium")
    wide = drawn("/Helv 0 Tf", "W" * 40)
    assert text_in(wide.data, RECT) == "W" * 40
    assert (wide.fits, wide.findings) == ((), ())


def test_automatic_size_stops_at_four_points() -> None:
    result = drawn("/Helv 0 Tf", "W" * 80)
    assert (result.fits[0].size, result.fits[0].lost) == (4, 28)


def test_no_letter_is_cut_through() -> None:
    result = drawn(value="W" * 60)
    right = ink_box(result.data, (50, 700, 260, 716))[2]
    assert 240 < right < 249.6


def test_a_text_too_long_begins_at_its_beginning_however_it_is_aligned() -> None:
    for alignment in (1, 2):
        assert text_in(drawn(value="ABC" + "W" * 60, Q=alignment).data, RECT).startswith("ABC")


@pytest.mark.parametrize(("alignment", "first"), [(0, 0), (1, 4), (2, 8)])
def test_comb_counts_from_the_side_it_is_aligned_to(alignment: int, first: int) -> None:
    data = drawn(value="123", Ff=COMB, MaxLen=11, Q=alignment, rect=(50, 700, 270, 716)).data
    x0 = ink_box(data, (50, 700, 270, 716))[0]
    assert int((x0 - 50) // 20) == first


def test_comb_has_dividers_where_it_has_a_border() -> None:
    look = {"Ff": COMB, "MaxLen": 10, "MK": Dictionary(BC=Array([0]))}
    data = drawn(value="1", rect=(50, 700, 250, 716), **look).data
    for place in range(1, 10):
        assert ink(data, (49 + 20 * place, 702, 51 + 20 * place, 714), "pdfium") > 10


def test_too_many_characters_for_a_comb() -> None:
    result = drawn(value="123456", Ff=COMB, MaxLen=4)
    assert result.fits[0].lost == 2
    assert {finding.rule for finding in result.findings} == {"F004", "F006"}


def test_an_absurd_comb_is_an_ordinary_line() -> None:
    assert text_in(drawn(value="123", Ff=COMB, MaxLen=100_000_000).data, RECT) == "123"


def test_a_multi_line_field_of_one_line_is_centred() -> None:
    _, y0, _, y1 = ink_box(drawn(value="xxx", Ff=MULTILINE).data, RECT)
    assert abs((y0 + y1) / 2 - 708) < 2


def test_wrapped_text_keeps_away_from_the_top() -> None:
    rect = (50, 600, 250, 700)
    y1 = ink_box(drawn(value="Hxx", Ff=MULTILINE, rect=rect).data, rect)[3]
    assert 2 < 700 - y1 < 6


def test_empty_text_leaves_the_frame() -> None:
    look = {"MK": Dictionary(BC=Array([0]), BG=Array([0.9]))}
    data = drawn(value="", **look).data
    assert ink(data, (49, 699, 251, 717), "pdfium") > 300
    assert text_in(data, RECT) == ""


def test_combo_shows_what_its_option_says() -> None:
    form = FormBuilder()
    form.choice("felt", RECT, [("NO", "Norge"), ("SE", "Sverige")], COMBO)
    assert text_in(filled(form, "SE").data, RECT) == "Sverige"


def test_a_long_list_is_scrolled_to_what_is_chosen() -> None:
    form = FormBuilder()
    rect = (50, 600, 250, 640)
    form.choice("felt", rect, [f"valg {number:02d}" for number in range(30)])
    assert "valg 20" in text_in(filled(form, "valg 20").data, rect)


@pytest.mark.parametrize("mark", ["4", "8", "l", "u", "n", "H", None])
@pytest.mark.parametrize("renderer", RENDERERS)
def test_boxes_without_appearance_get_the_mark_they_ask_for(mark: str | None, renderer: str) -> None:
    form = FormBuilder()
    look = Dictionary(CA=String(mark)) if mark else Dictionary()
    form.check("felt", (50, 700, 70, 720), AP=Dictionary(), MK=look)
    data = filled(form, True).data
    assert ink(data, (50, 700, 70, 720), renderer) > 60
    assert ink(filled(form, False).data, (50, 700, 70, 720), renderer) == 0


def test_round_buttons_have_a_round_border() -> None:
    form = FormBuilder()
    rect = (50, 700, 90, 740)
    kid = form.widget(rect, MK=Dictionary(BC=Array([0]), CA=String("l")))
    form.group("felt", [kid], FT=Name.Btn, Ff=1 << 15)
    data = filled(form, "0").data
    assert ink(data, (50, 736, 54, 740), "pdfium") == 0
    assert ink(data, (66, 738, 74, 740.5), "pdfium") > 10
