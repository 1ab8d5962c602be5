from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integplan_pdf.reports.view.privacy import covered, numbered, printable


@settings(derandomize=True, max_examples=300)
@given(st.text())
def test_printable_text_has_nothing_that_acts_and_is_left_alone_the_second_time(text: str) -> None:
    shown = printable(text)
    assert not any(unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") for char in shown)
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff")
    assert printable(shown) == shown
    assert len(shown) == len(text)


def test_names_in_any_writing_stay_as_they_are() -> None:
    for name in ("Åse Ørn-Æsøy", "O'Brien", "محمد\u200f", "Ўғлон", "ሀና", "🙂"):
        assert printable(name) == name


@pytest.mark.parametrize("number", ["14838702016", "148387 02016", "148387.02016", "201258697561"])
def test_what_may_be_an_identification_number_is_covered(number: str) -> None:
    assert covered(f"plan {number}.pdf") == f"plan {'•' * len(number)}.pdf"


@pytest.mark.parametrize("text", ["2026-0001", "40 00 00 01", "20261123120000", "2026-11-23", "integreringsplan.pdf"])
def test_other_digits_are_not_covered(text: str) -> None:
    assert covered(text) == text


def test_numbers_follow_first_appearance() -> None:
    assert numbered(["B", "", "a", "b ", "  ", "A"]) == {"b": 1, "a": 2}
