from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from integplan_pdf.reports.svg import WIDTH, describe, draw
from integplan_pdf.reports.view.language import Language, shortened
from integplan_pdf.reports.view.shapes import Chart, Panel, Point, Series, Tone

NB = Language("nb")


def chart(shape: str, *panels: Panel) -> Chart:
    series = Series("Feil", Tone.ERROR), Series("Advarsel", Tone.WARNING)
    return Chart("x", "Tittel", "Merknad.", "Hva", "bars" if shape == "bars" else "columns", series, panels)


def rects(drawn: Chart) -> list[dict[str, float]]:
    found = ET.fromstring(draw(drawn, NB)).iter("rect")  # noqa: S314
    return [{name: float(rect.attrib[name]) for name in ("x", "y", "width", "height")} for rect in found]


def test_lying_bars_are_as_long_as_their_values_and_stand_after_each_other() -> None:
    first, second, third = rects(chart("bars", Panel((Point("a", (30, 10)), Point("b", (20, 0))))))
    assert first["width"] == pytest.approx(3 * second["width"], abs=0.2)
    assert second["x"] == pytest.approx(first["width"], abs=0.1)
    assert third["width"] == pytest.approx(2 * second["width"], abs=0.2)
    assert second["x"] + second["width"] < WIDTH


def test_columns_are_as_high_as_their_values_and_share_a_floor_and_a_scale() -> None:
    panels = Panel((Point("a", (30, 10)),), "P"), Panel((Point("a", (0, 20)),), "Q")
    low, high, other = rects(chart("columns", *panels))
    assert low["height"] == pytest.approx(3 * high["height"], abs=0.2)
    assert other["height"] == pytest.approx(2 * high["height"], abs=0.2)
    assert low["y"] + low["height"] == pytest.approx(other["y"] + other["height"], abs=0.2)
    assert high["y"] + high["height"] == pytest.approx(low["y"], abs=0.2)
    assert other["x"] > WIDTH / 2 > low["x"]


def test_the_image_has_a_name_and_says_every_number_in_words() -> None:
    drawn = chart("columns", Panel((Point("a", (1, 2)), Point("b", (0, 0))), "P"))
    svg = ET.fromstring(draw(drawn, NB))  # noqa: S314
    assert svg.attrib["role"] == "img"
    assert svg.find(f"*[@id='{svg.attrib['aria-labelledby']}']").text == "Tittel"  # type: ignore[union-attr]
    assert svg.find(f"*[@id='{svg.attrib['aria-describedby']}']").text == "Merknad. P a: Feil 1, Advarsel 2."  # type: ignore[union-attr]


def test_a_bar_named_after_its_only_part_is_not_said_twice() -> None:
    assert describe(chart("bars", Panel((Point("Feil", (7, 0)),))), NB) == "Merknad. Feil: 7."


@pytest.mark.parametrize("shape", ["bars", "columns"])
def test_nothing_but_zeros_draws_no_bar_and_no_infinity(shape: str) -> None:
    empty = chart(shape, Panel((Point("a", (0, 0)),)))
    assert rects(empty) == []
    assert "nan" not in draw(empty, NB)
    assert "inf" not in draw(empty, NB)


def test_the_year_stands_only_where_it_changes() -> None:
    points = tuple(Point(label, (1, 0)) for label in ("nov. 2026", "des. 2026", "jan. 2027"))
    texts = [text.text for text in ET.fromstring(draw(chart("columns", Panel(points)), NB)).iter("text")]  # noqa: S314
    assert [text for text in texts if text and not text.isdecimal()] == ["nov.", "des.", "jan."]
    assert [text for text in texts if text and len(text) == 4 and text.isdecimal()] == ["2026", "2027"]


def test_long_labels_end_at_a_word() -> None:
    assert shortened("en to tre fire", 14) == "en to tre fire"
    assert shortened("en to tre fire fem", 12) == "en to tre …"
    assert len(shortened("x" * 100, 20)) <= 21
