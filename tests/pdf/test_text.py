from __future__ import annotations

import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.fontmap.fallback import face_for
from integplan_pdf.pdf.text import Paragraphs, drawable, fit_block, fitting_characters, one_line
from integplan_pdf.pdf.typesetter import Typesetter

LETTERS = "abcdefghijklmnopqrstuvwxyzæøå -/"
OWN = Face(
    b"Own",
    {char: bytes([ord(char)]) for char in LETTERS},
    dict.fromkeys(LETTERS, 500.0),
    ascent=750,
    descent=-250,
    leading=1200,
)


@pytest.fixture
def typesetter() -> Typesetter:
    """Half an em for every letter, so that a width of 1000 holds two."""
    return Typesetter(OWN, face_for)


def lines(typesetter: Typesetter, text: str, letters: int) -> list[str]:
    return [" ".join(line) for line in Paragraphs(typesetter, text).lines(letters * 500.0)]


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("A\u030ase", "Åse"),
        ("e\u0301n", "én"),
        ("a\r\nb\rc\nd\u2028e", "a\nb\nc\nd\ne"),
        ("a\tb", "a    b"),
        ("a\u200bb\ufeffc\x00d\u200fe", "abcde".replace("ab", "a\u200bb")),
        ("fast\u00a0mellomrom", "fast\u00a0mellomrom"),
        ("ord\u00addeling", "ord\u00addeling"),
        ("rett fram – “sitat”", "rett fram – “sitat”"),
    ],
)
def test_what_is_drawn(text: str, drawn: str) -> None:
    assert drawable(text).replace("\u200b", "") == drawn.replace("\u200b", "")


def test_one_line_has_neither_newlines_nor_soft_hyphens() -> None:
    assert one_line("en\u00ad\u00adda\r\nen") == "enda en"


def test_words_are_wrapped_at_spaces(typesetter: Typesetter) -> None:
    assert lines(typesetter, "en to tre fire", 6) == ["en to", "tre", "fire"]


def test_newlines_begin_lines_and_empty_lines_stay(typesetter: Typesetter) -> None:
    assert lines(typesetter, "en\n\nto", 6) == ["en", "", "to"]


def test_several_spaces_stay(typesetter: Typesetter) -> None:
    assert lines(typesetter, "a  b", 6) == ["a  b"]


def test_a_word_that_no_line_holds_is_cut(typesetter: Typesetter) -> None:
    assert lines(typesetter, "et langtord her", 4) == ["et", "lang", "tord", "her"]


def test_long_words_are_cut_after_hyphen_or_slash_first(typesetter: Typesetter) -> None:
    assert lines(typesetter, "abc-defgh", 6) == ["abc-", "defgh"]
    assert lines(typesetter, "abc/defgh", 6) == ["abc/", "defgh"]


def test_soft_hyphens_break_and_show_only_there(typesetter: Typesetter) -> None:
    text = "et ansvars\u00adfra\u00adskrivelser"
    assert lines(typesetter, text, 12) == ["et ansvars-", "fra-", "skrivelser"]
    assert lines(typesetter, text, 40) == ["et ansvarsfraskrivelser"]


def test_combining_marks_stay_with_their_letter() -> None:
    own = Face(b"", {"x": b"x", "\u0302": b"^", " ": b" "}, {"x": 500.0, "\u0302": 0.0, " ": 500.0})
    typesetter = Typesetter(own, lambda _: None)
    assert lines(typesetter, "x\u0302" * 5, 3) == ["x\u0302x\u0302", "x\u0302x\u0302", "x\u0302"]


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.text(LETTERS + "\n\u00ad", max_size=120), st.integers(1, 30))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, letters: int) -> None:
    typesetter = Typesetter(OWN, face_for)
    found = lines(typesetter, text, letters)
    assert all(typesetter.width(line) <= max(letters * 500, 500) + 1e-6 for line in found)
    bare = text.replace("\u00ad", "").replace("\n", "").replace(" ", "").replace("-", "")
    assert "".join(found).replace(" ", "").replace("-", "") == bare


def test_block_takes_the_largest_size_that_fits(typesetter: Typesetter) -> None:
    sizes = [12.0, 11.0, 10.0, 9.0, 8.0]
    block = fit_block(typesetter, "abcd efgh", (30.0, 12.0), sizes)
    assert (block.size, block.lines, block.fits) == (8.0, [["abcd"], ["efgh"]], False)
    assert fit_block(typesetter, "abcd efgh", (30.0, 24.0), sizes).size == 10.0
    assert fit_block(typesetter, "abcd", (30.0, 24.0), sizes).size == 12.0


def test_block_counts_what_has_no_room(typesetter: Typesetter) -> None:
    block = fit_block(typesetter, "en to tre", (12.0, 9.0), [8.0])
    assert (block.visible, block.lost) == (1, len(" to tre"))


def test_block_shows_a_line_even_in_a_box_too_low_for_it(typesetter: Typesetter) -> None:
    assert fit_block(typesetter, "a", (50.0, 3.0), [8.0]).visible == 1


def test_a_million_letters_without_space_take_no_time(typesetter: Typesetter) -> None:
    block = fit_block(typesetter, "x" * 1_000_000, (100.0, 50.0), [9.0, 8.0])
    assert sum(len("".join(line)) for line in block.lines) == 1_000_000


def test_fitting_characters(typesetter: Typesetter) -> None:
    assert fitting_characters(typesetter, "abcdef", 1600) == 3
    assert fitting_characters(typesetter, "ab", 1600) == 2


def test_a_word_is_set_in_one_design(typesetter: Typesetter) -> None:
    [(face, shown)] = typesetter.runs(["шум"])
    assert face is face_for("ш")
    assert shown == b"".join(face.codes[char] for char in "шум")
    assert [face.resource for face, _ in typesetter.runs(["ab", "Łab", "c"])].count(b"Own") == 2


def test_characters_that_look_alike_stand_in(typesetter: Typesetter) -> None:
    assert typesetter.plain([["a\u00a0b\u2011c"]]) == [b"a b-c"]
    assert typesetter.lacking([["a\u00a0b\u2011c"]]) == ""


def test_a_character_that_no_font_has_is_known_every_time(typesetter: Typesetter) -> None:
    for _ in range(2):
        assert typesetter.lacking([["ab"], ["x\u4e2dy\u4e2d"]]) in ("", "\u4e2d")
        typesetter.runs(["x\u4e2dy\u4e2d"])
    assert typesetter.lacking([["ab"], ["x\u4e2dy\u4e2d"]]) == "\u4e2d"


def test_scripts_that_need_shaping_are_shaped(typesetter: Typesetter) -> None:
    [(face, _)] = typesetter.runs(["سلام"])
    assert face.font
    assert typesetter.lacking([["سلام"]]) == ""


def test_a_typesetter_can_be_pickled(typesetter: Typesetter) -> None:
    typesetter.width("abc")
    again = pickle.loads(pickle.dumps(typesetter))  # noqa: S301
    assert again.width("abc") == 1500
