from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integplan_pdf.engine import kinds
from integplan_pdf.engine.dates import parse_period
from integplan_pdf.model.mapping import CheckBinding, DateBinding, OneOfBinding, PeriodBinding, TextBinding

TEXT = TextBinding(kind="text", path="a", field="f")
DATE = DateBinding(kind="date", path="a", field="f")
PERIOD = PeriodBinding(kind="period", path="a", field="f")
CHECK = CheckBinding(kind="check", path="a", field="f", on="Ja")
LEVEL = OneOfBinding(kind="one_of", path="a", field="f", states={"A1": "en", "A2": "to"})
BOXES = OneOfBinding(kind="one_of", path="a", fields={"A1": "f1", "A2": "f2"}, on="Ja")


@given(st.text(min_size=1))
def test_text_comes_back(text: str) -> None:
    assert kinds.decode(TEXT, kinds.encode(TEXT, text)) == text  # type: ignore[arg-type]


@given(st.dates(dt.date(1900, 1, 1)))
def test_a_date_comes_back(day: dt.date) -> None:
    written = kinds.encode(DATE, day)
    assert kinds.decode(DATE, written) == day.isoformat()  # type: ignore[arg-type]


@given(st.text(min_size=1).map(lambda text: parse_period(text.strip())).filter(bool))
def test_a_period_comes_back(period: object) -> None:
    assert parse_period(kinds.decode(PERIOD, kinds.encode(PERIOD, period))) == period  # type: ignore[arg-type]


def test_a_tick_comes_back() -> None:
    assert kinds.encode(CHECK, True) == {"f": "Ja"}
    assert kinds.decode(CHECK, {"f": "Ja"}) is True
    assert kinds.decode(CHECK, {"f": "Off"}) is None
    assert kinds.decode(CHECK, {}) is None


@pytest.mark.parametrize("binding", [LEVEL, BOXES])
@pytest.mark.parametrize("level", ["A1", "A2"])
def test_one_of_several_comes_back(binding: OneOfBinding, level: str) -> None:
    written = kinds.encode(binding, level)
    assert kinds.decode(binding, written) == level  # type: ignore[arg-type]


def test_a_value_without_a_box_is_refused() -> None:
    with pytest.raises(KeyError):
        kinds.encode(LEVEL, "B1")
    with pytest.raises(KeyError):
        kinds.encode(BOXES, "B1")


def test_two_ticked_boxes_come_back_as_both() -> None:
    assert kinds.decode(BOXES, {"f1": "Ja", "f2": "Ja"}) == "A1, A2"


@pytest.mark.parametrize("binding", [TEXT, DATE, PERIOD, CHECK, LEVEL, BOXES])
@pytest.mark.parametrize("empty", [None, "", False])
def test_what_is_empty_writes_nothing(binding: kinds.Leaf, empty: object) -> None:
    assert kinds.encode(binding, empty) == {}


def test_a_date_that_cannot_be_read_comes_back_as_it_stands() -> None:
    assert kinds.decode(DATE, {"f": "snart"}) == "snart"


def test_an_unknown_state_comes_back_as_it_stands() -> None:
    assert kinds.decode(LEVEL, {"f": "C2"}) == "C2"
