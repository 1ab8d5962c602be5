from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from integplan_pdf.engine.words import Piece, PieceKind, compare_words

SAME, REMOVED, ADDED = PieceKind


def pieces(before: str, after: str) -> list[tuple[PieceKind, str]]:
    return [(piece.kind, piece.text) for piece in compare_words(before, after)]


def test_one_word_that_differs_is_all_that_differs() -> None:
    assert pieces("Programmet varer i seks måneder.", "Programmet varer i åtte måneder.") == [
        (SAME, "Programmet varer i "),
        (REMOVED, "seks"),
        (ADDED, "åtte"),
        (SAME, " måneder."),
    ]


def test_dates_and_addresses_are_one_word() -> None:
    assert pieces("til 01.02.2026", "til 01.03.2026")[1:] == [(REMOVED, "01.02.2026"), (ADDED, "01.03.2026")]


def test_words_next_to_each_other_change_together() -> None:
    assert pieces("ja hans bil nei", "ja hennes hus nei") == [
        (SAME, "ja "),
        (REMOVED, "hans bil"),
        (ADDED, "hennes hus"),
        (SAME, " nei"),
    ]


def test_texts_without_end_are_not_compared_word_by_word() -> None:
    before, after = "a " * 3000, "b " * 3000
    assert compare_words(before, after) == [Piece(REMOVED, before), Piece(ADDED, after)]


TEXTS = st.text(alphabet="ab .\n1,ø", max_size=40)


@given(TEXTS, TEXTS)
def test_the_pieces_make_up_both_texts(before: str, after: str) -> None:
    found = compare_words(before, after)
    assert "".join(piece.text for piece in found if piece.kind is not ADDED) == before
    assert "".join(piece.text for piece in found if piece.kind is not REMOVED) == after
    assert all(piece.text for piece in found)
    if before == after:
        assert {piece.kind for piece in found} <= {SAME}
