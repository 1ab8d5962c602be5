from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from integplan_pdf.tables import jsonstream
from integplan_pdf.tables.jsonstream import ListReader

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)

PLANS = st.lists(st.dictionaries(st.text(max_size=4), VALUES, max_size=4), min_size=1, max_size=4)


def read(text: str, piece: int) -> list[Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jsonstream, "_PIECE", piece)
        return list(ListReader(io.StringIO(text), json.JSONDecoder().raw_decode))


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    PLANS,
    st.integers(1, 12),
    st.sampled_from([None, 0, 3]),
)
def test_a_list_is_the_same_however_it_is_cut(plans: list[Any], piece: int, indent: int | None) -> None:
    assert read(json.dumps(plans, indent=indent), piece) == plans


@settings(derandomize=True, max_examples=200, deadline=None)
@given(PLANS, st.integers(1, 9), st.data())
def test_what_is_wrong_is_found_where_the_whole_text_has_it(plans: list[Any], piece: int, data: st.DataObject) -> None:
    text = json.dumps(plans, indent=1)
    at = data.draw(st.integers(1, len(text) - 1))
    broken = f"{text[:at]}§{text[at:]}"
    try:
        expected = json.loads(broken)
    except json.JSONDecodeError as error:
        with pytest.raises(json.JSONDecodeError) as caught:
            read(broken, piece)
        assert (caught.value.lineno, caught.value.colno) == (error.lineno, error.colno)
    else:
        assert read(broken, piece) == expected


@pytest.mark.parametrize(
    ("text", "place"), [("", (1, 1)), ("{}", (1, 1)), ("[1,]", (1, 4)), ("[1\n2]", (2, 1)), ("[]\n]", (2, 1))]
)
def test_what_is_no_list(text: str, place: tuple[int, int]) -> None:
    with pytest.raises(json.JSONDecodeError) as caught:
        read(text, 1)
    assert (caught.value.lineno, caught.value.colno) == place
