"""Order of characters on lines (UAX #9)."""

from __future__ import annotations

from bidi import get_display
from hypothesis import example, given, settings
from hypothesis import strategies as st

from integplan_pdf.pdf.scripts.bidi import mirrored, visual_order
from integplan_pdf.pdf.scripts.kinds import runs_right_to_left
from integplan_pdf.pdf.scripts.paragraph import Order, mixed_line

LETTERS = "ab אבגسلام12٣٤ (),.-+/%[]!\u0301\u05bc\u00a0:$"
"""Of every class that text in a form has."""


def seen(text: str, *, rtl: bool) -> str:
    return "".join(text[place.number] for place in visual_order(text, rtl=rtl))


def test_a_line_of_hebrew_with_brackets_and_numbers() -> None:
    assert seen("אבג (abc) 12-34, דהו", rtl=True) == "והד ,12-34 )abc( גבא"
    assert seen("abc (אבג) 123 def", rtl=False) == "abc (גבא) 123 def"


def test_each_character_knows_which_way_it_runs() -> None:
    ways = {"ab אב 12"[place.number]: place.rtl for place in visual_order("ab אב 12", rtl=True)}
    assert ways == {"a": False, "b": False, " ": True, "א": True, "ב": True, "1": False, "2": False}


def test_a_bracket_is_mirrored_where_text_runs_right_to_left() -> None:
    assert (mirrored("("), mirrored("»"), mirrored("a")) == (")", "«", "a")


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.text(LETTERS, max_size=40), st.booleans())
@example("x" * 9300 + " אב", True)
def test_the_order_is_the_librarys_own(text: str, rtl: bool) -> None:
    assert seen(text, rtl=rtl) == get_display(text, base_dir="R" if rtl else "L")


def test_the_first_strong_character_tells_the_direction_of_a_paragraph() -> None:
    assert runs_right_to_left("2026: שלום NAV")
    assert not runs_right_to_left("NAV שלום")
    assert not runs_right_to_left("2026")


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text("ab אבגسل12٣ (),.", min_size=1, max_size=30), st.data())
def test_a_part_of_a_paragraph_stands_on_its_line_as_the_paragraph_says(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    order = Order(text)
    whole = [place.number for place in visual_order(text, rtl=order.rtl)]
    line = order.line(start, end, end - start)
    assert [start + place.number for place in line.order] == [number for number in whole if start <= number < end]


def test_a_number_that_begins_a_line_belongs_to_the_hebrew_before_it() -> None:
    text = "on שלום 2026 אב"
    line = Order(text).line(8, len(text), 7)
    assert "".join("2026 אב"[place.number] for place in line.order) == "בא 2026"


def test_what_steers_direction_is_not_drawn() -> None:
    line = mixed_line(["א\u200fב", "\u2067c\u2069"])
    assert (list(line), line.rtl) == (["אב", "c"], True)
