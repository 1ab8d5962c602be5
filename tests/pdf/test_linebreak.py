"""Where lines break (UAX #14)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.fontmap.fallback import face_for
from integplan_pdf.pdf.scripts.breaks import break_units, cut, fitting
from integplan_pdf.pdf.scripts.line import MixedLine
from integplan_pdf.pdf.scripts.paragraph import MixedParagraph
from integplan_pdf.pdf.text import Paragraphs, drawable
from integplan_pdf.pdf.typesetter import Typesetter

LETTERS = "abcdefghijklmnopqrstuvwxyzæøåABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,:/?=&()-"
WIDE = "日本語漢字中文を。、「」"
OWN = Face(
    b"Own", dict.fromkeys(LETTERS + WIDE + " ", b"00"), dict.fromkeys(LETTERS + WIDE + " ", 500.0), composite=True
)


def typesetter() -> Typesetter:
    return Typesetter(OWN, face_for)


def lines(text: str, letters: int) -> list[str]:
    return [" ".join(line) for line in Paragraphs(typesetter(), drawable(text)).lines(letters * 500.0)]


def test_chinese_and_japanese_break_between_any_two_characters_but_before_a_full_stop() -> None:
    assert lines("日本語漢字。中文", 5) == ["日本語漢", "字。中文"]
    assert lines("「日本」を", 3) == ["「日", "本」を"]


def test_latin_words_within_chinese_stay_whole() -> None:
    assert lines("中文NAV中文", 4) == ["中文", "NAV中", "文"]


def test_a_paragraph_of_thai_fills_its_lines() -> None:
    units = break_units("ในโรงพยาบาล")
    assert "".join(units) == "ในโรงพยาบาล"
    assert units[0] == "ใน"
    assert not any(unit.endswith(("เ", "แ", "โ", "ใ", "ไ")) for unit in units)
    assert not any(unit.startswith(("า", "ะ", "ำ", "ๆ")) for unit in units)
    assert len(units) > 4


def test_ethiopic_words_may_be_parted_by_signs() -> None:
    assert break_units("ሰላም፡ዓለም።") == ["ሰላም፡", "ዓለም።"]


def test_a_long_address_is_cut_where_it_may_break() -> None:
    assert lines("https://example.no/path/to?x=1&y=2", 18) == ["https://", "example.no/path/", "to?x=1&y=2"]
    assert cut("https://example.no/path", 12) == ("https://", "example.no/path")
    assert cut("abcdefgh", 3) == ("abc", "defgh")
    assert cut("x\u0302x\u0302", 1) == ("x\u0302", "x\u0302")


def test_how_much_fits_is_found_without_looking_at_all_of_it() -> None:
    looked: list[int] = []

    def fits(head: str) -> bool:
        looked.append(len(head))
        return len(head) <= 37

    assert fitting("a" * 100_000, fits) == 37
    assert max(looked) < 100
    assert [fitting("a" * 10, fits), fitting("a" * 37, fits), fitting("", fits)] == [10, 37, 0]


def test_a_soft_hyphen_shows_where_the_line_breaks_only() -> None:
    assert lines("中 ansvars\u00adfraskrivelse", 12) == ["中 ansvars-", "fraskrivelse"]
    assert lines("中 ansvars\u00adfraskrivelse", 30) == ["中 ansvarsfraskrivelse"]


def test_a_zero_width_space_lets_a_line_break_and_is_not_drawn() -> None:
    assert lines("abcd\u200befgh", 6) == ["abcd", "efgh"]
    assert lines("abcd\u200befgh", 9) == ["abcdefgh"]


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyzæøå", min_size=1, max_size=9), min_size=1, max_size=20), st.data())
def test_plain_latin_gives_the_same_lines_both_ways(words: list[str], data: st.DataObject) -> None:
    width = data.draw(st.integers(9, 40)) * 500.0
    setter = typesetter()
    careful = MixedParagraph(" ".join(words), setter.advances.__getitem__, setter.space).lines(width)
    assert [list(line) for line in careful] == Paragraphs(setter, " ".join(words)).lines(width)


MIXED = "ab c日本語。نسلامם שלמहिन्दीกำลังไป ሰላም፡-/(1)\u200b"


@pytest.mark.parametrize("narrowest", [1, 4])
@settings(max_examples=200, derandomize=True, deadline=None)
@given(text=st.text(MIXED, max_size=60), letters=st.integers(0, 30))
def test_lines_of_any_script_keep_all_text_and_their_width(narrowest: int, text: str, letters: int) -> None:
    setter, shown = typesetter(), drawable(text)
    width = (narrowest + letters) * 500.0
    found = Paragraphs(setter, shown).lines(width)
    bare = "".join(" ".join(line) for line in found).replace(" ", "")
    assert bare == shown.replace(" ", "").replace("\u200b", "")
    for line in found:
        whole = " ".join(line)
        assert setter.shown_width(line) <= width + 1 or len(whole) <= 4


@settings(max_examples=100, derandomize=True, deadline=None)
@given(st.text("日本 語سلا م", min_size=1, max_size=40))
def test_what_lines_take_adds_up_to_the_text(text: str) -> None:
    found = Paragraphs(typesetter(), text).lines(2000.0)
    if all(isinstance(line, MixedLine) for line in found):
        assert sum(line.taken for line in found if isinstance(line, MixedLine)) == len(text) + 1


def test_lines_are_as_full_as_they_can_be() -> None:
    found = lines("日本語漢字中文" * 6, 10)
    assert [len(line) for line in found] == [10, 10, 10, 10, 2]
    assert all(len(one) == 10 for one, _ in pairwise(found))
