from __future__ import annotations

import random

import pytest

from integplan_pdf.engine.likeness import alike, words

SHARE = 0.8
STOCK = [f"{first}{second}" for first in ("ba", "de", "fi", "go", "hu") for second in ("k", "l", "m", "n", "rt")]


@pytest.fixture
def chance() -> random.Random:
    return random.Random(3)  # noqa: S311


def text(chance: random.Random, length: int = 60) -> list[str]:
    return [chance.choice(STOCK) + chance.choice(STOCK) for _ in range(length)]


def test_words_are_compared_without_case_numbers_and_punctuation() -> None:
    assert words("Kurset (15 t/uke) – «Ære», 1.2.2026!") == ["kurset", "t", "uke", "ære"]


def test_the_same_text_with_another_name_in_it_is_found(chance: random.Random) -> None:
    boilerplate = text(chance)
    texts = [[*boilerplate, name] for name in ("olena", "andrii", "yusuf")]
    assert alike(texts, SHARE) == [[0, 1, 2]]


def test_texts_of_one_trade_are_not_alike(chance: random.Random) -> None:
    assert alike([text(chance) for _ in range(200)], SHARE) == []


def test_a_few_boilerplates_are_found_among_many_texts(chance: random.Random) -> None:
    one, other = text(chance), text(chance)
    texts = [text(chance) for _ in range(300)]
    for number in (10, 120, 250):
        texts[number] = [*one[:-1], f"navn{number}"]
    for number in (11, 121):
        texts[number] = [f"navn{number}", *other[1:]]
    assert alike(texts, SHARE) == [[10, 120, 250], [11, 121]]


def test_half_a_text_in_common_is_not_enough(chance: random.Random) -> None:
    one = text(chance, 80)
    assert alike([one, one[:40] + text(chance, 40)], SHARE) == []


def test_short_texts_and_no_texts_are_in_no_group() -> None:
    assert alike([["a"], ["a"], [], ["a", "b", "c", "d"]], SHARE) == []
    assert alike([], SHARE) == []


def test_nearly_all_that_is_nine_tenths_alike_is_found(chance: random.Random) -> None:
    found = 0
    for _ in range(200):
        one = text(chance)
        found += bool(alike([one, [*one[:-2], "xx", "yy"]], SHARE))
    assert found >= 190
