"""What a plan follows from, as digests."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from integplan_pdf.model.row import Origin, Row
from integplan_pdf.workflow.made_from import made_from


def digest(tree: dict[str, Any], key: str = "1", row: int = 1, circumstances: str = "c") -> str:
    return made_from(Row(key, Origin("rader.xlsx", row=row), tree), circumstances)


def test_where_a_row_stands_does_not_matter() -> None:
    assert digest({"navn": "Åse"}, row=1) == digest({"navn": "Åse"}, row=2)


@pytest.mark.parametrize(
    "other", [{"navn": "Åsa"}, {"navn": "Åse", "alder": 1}, {"navn": True}, {"navn": dt.date(2026, 1, 1)}, {}]
)
def test_another_value_is_another_digest(other: dict[str, Any]) -> None:
    assert digest({"navn": "Åse"}) != digest(other)


def test_key_and_circumstances_count() -> None:
    assert len({digest({}), digest({}, key="2"), digest({}, circumstances="d")}) == 3


@pytest.mark.parametrize("odd", ["\ud800", float("nan"), 10**30, b"\xff", object])
def test_odd_values_have_a_digest(odd: object) -> None:
    assert digest({"navn": odd}) == digest({"navn": odd}) != digest({"navn": "Åse"})
