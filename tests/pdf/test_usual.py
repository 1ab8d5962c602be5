"""Texts that need no care are told apart from those that do, alone and among others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integplan_pdf.pdf import syntax
from integplan_pdf.pdf.text import SOFT_HYPHEN, drawable
from integplan_pdf.pdf.usual import usual_values

USUAL = ["", "Ola", "Åse Øyvind", "en\nto", "a (b) \\ c", "12.03.2026 – «nå»", "€ 100", "  to  rom "]
CAREFUL = [
    "Żółć",
    "Олена",
    "Åł",
    "Å–",
    "þorn",
    "ÿ",
    "ï»¿x",
    "a\tb",
    "a\rb",
    "a\0b",
    f"a{SOFT_HYPHEN}b",
    "e\u0301",
    "\ud800",
]
TEXTS = st.lists(st.sampled_from([*USUAL, *CAREFUL]) | st.text(max_size=8) | st.text("aå(\\–\0ÂÃ€þ", max_size=5))


@pytest.mark.parametrize("text", USUAL)
def test_most_texts_need_no_care(text: str) -> None:
    assert usual_values([text]).keys() == {text}


@pytest.mark.parametrize("text", CAREFUL)
def test_some_do(text: str) -> None:
    assert usual_values([text]) == {}
    assert usual_values([*USUAL, text, *USUAL]).keys() == set(USUAL)


@given(TEXTS)
@settings(derandomize=True, max_examples=300, deadline=None)
def test_they_are_stored_and_drawn_like_any_other(texts: list[str]) -> None:
    found = usual_values(texts)
    for text, entry in found.items():
        assert drawable(text) == text
        assert entry == b"/V" + syntax.literal(syntax.encode_text(text))
    assert found == {text: entry for one in texts for text, entry in usual_values([one]).items()}
