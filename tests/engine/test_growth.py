from __future__ import annotations

import pytest
from pydantic import BaseModel

from integplan_pdf.engine import growth
from integplan_pdf.engine.bind import bind
from integplan_pdf.model.mapping import FormMapping

MAPPING = FormMapping.model_validate(
    {
        "form": "ferie",
        "edition": "1",
        "sha256": {},
        "bind": [
            {"kind": "text", "path": "navn", "field": "navn"},
            {
                "kind": "table",
                "path": "uker",
                "column": [
                    {"kind": "text", "path": "merknad", "field": "uke.{i}.merknad"},
                    {
                        "kind": "one_of",
                        "path": "fri",
                        "fields": {"hel": "uke.{i}.hel", "halv": "uke.{i}.halv"},
                        "on": "Ja",
                    },
                ],
            },
            {
                "kind": "table",
                "path": "barn",
                "column": [{"kind": "text", "path": "navn", "field": "barn.{i}.navn"}],
            },
        ],
    }
)
NAMES = frozenset(
    {"navn", "barn.1.navn", *(f"uke.{number}.{part}" for number in (1, 2) for part in ("merknad", "hel", "halv"))}
)
BOUND = bind(MAPPING, NAMES, {})


class Uke(BaseModel):
    merknad: str = ""


class Ferie(BaseModel):
    uker: tuple[Uke, ...] = ()
    barn: tuple[Uke, ...] = ()


def test_only_tables_with_too_few_rows_grow() -> None:
    assert growth.missing_rows(BOUND, Ferie()) == {}
    assert growth.missing_rows(BOUND, Ferie(uker=(Uke(),) * 2, barn=(Uke(),))) == {}
    assert growth.missing_rows(BOUND, Ferie(uker=(Uke(),) * 5, barn=(Uke(),))) == {"uker": 5}


def test_each_field_of_a_new_row_is_measured_in_the_first_row() -> None:
    assert growth.new_fields(MAPPING, BOUND.rows, {"uker": 4}) == {
        f"uke.{number}.{part}": f"uke.1.{part}" for part in ("merknad", "hel", "halv") for number in (3, 4)
    }
    assert growth.new_fields(MAPPING, BOUND.rows, {}) == {}


@pytest.mark.parametrize(
    ("height", "limit", "expected"),
    [(1, 200, 12), (12, 200, 12), (12.01, 200, 20), (51, 200, 80), (199, 200, 200), (500, 200, 200), (90, 60, 60)],
)
def test_heights_are_steps_up_to_the_limit(height: float, limit: float, expected: float) -> None:
    assert growth.step(height, limit) == expected


def test_the_steps_are_few_and_none_wastes_more_than_two_thirds() -> None:
    pairs = zip(growth.HEIGHTS, growth.HEIGHTS[1:], strict=False)
    assert all(1.5 < above / below < 1.7 for below, above in pairs)


def test_only_texts_without_room_get_taller_boxes_and_only_where_boxes_can_grow() -> None:
    asked: list[tuple[str, str]] = []

    def needed(field: str, text: str) -> float:
        asked.append((field, text))
        return 72.0 if text.startswith("lang") else 0.0

    values = {"navn": "kort", "uke.1.merknad": "lang", "dato": "lang", "hel": True, "tom": "", "liste": ["lang"]}
    limits = dict.fromkeys(("navn", "uke.1.merknad", "hel", "tom", "liste"), 200.0)
    assert growth.heights(values, needed, limits) == {"uke.1.merknad": 32.0}  # an inch is 25.4 mm
    assert asked == [("navn", "kort"), ("uke.1.merknad", "lang")]
