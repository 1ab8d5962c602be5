from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integplan_pdf.tables.excel.ooxml import escape, unescape, zero_padded


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("æøå\n\t«»", "æøå\n\t«»"),
        ("a\rb", "a_x000D_b"),
        ("\x00\x1f\uffff", "_x0000__x001F__xFFFF_"),
        ("_x000D_", "_x005F_x000D_"),
        ("_x_ _x12_ _xGGGG_", "_x_ _x12_ _xGGGG_"),
    ],
)
def test_escapes_are_those_excel_writes(text: str, stored: str) -> None:
    assert escape(text) == stored
    assert unescape(stored) == text


@settings(derandomize=True, max_examples=200)
@given(st.text(alphabet=st.sampled_from("_x005FDaG\r\x01\n ")))
def test_every_text_comes_back(text: str) -> None:
    assert unescape(escape(text)) == text


def test_half_a_surrogate_pair_never_comes_out_of_a_workbook() -> None:
    assert unescape("_xD83D_") == "_xD83D_"


@pytest.mark.parametrize(
    ("number", "number_format", "text"),
    [
        (1810450173, "00000000000", "01810450173"),
        (1810450173, r"000000\ 00000", "01810450173"),
        (1810450173, '000000" "00000;@', "01810450173"),
        (301, "0000", "0301"),
        (209900000103, "00000000000", "209900000103"),
        (5, "00", "05"),
        (5, "0", None),
        (5, "General", None),
        (5, "0.00", None),
        (5, "#,##0", None),
        (5, "0%", None),
        (-5, "0000", None),
    ],
)
def test_only_zero_padded_formats_make_text(number: int, number_format: str, text: str | None) -> None:
    assert zero_padded(number, number_format) == text
