"""Charts as SVG: stacked bars and columns with their numbers on them, coloured by the style sheet's classes.

Units are those of a drawing 480 wide, which is about one CSS pixel each in a column of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate

from integplan_pdf.reports.markup import Markup, element
from integplan_pdf.reports.view.language import Language, shortened
from integplan_pdf.reports.view.shapes import Chart, Panel, Point, Series

WIDTH = 480
_BAR, _PITCH, _VALUE = 14, 42, 52  # thickness of a bar, from bar to bar, room for the number after it
_LABEL, _TICK, _HEAD = 60, 12, 22  # characters that fit over a lying bar, under a column, over a panel
_PLOT, _TITLE, _NUMBER, _FOOT = 132, 22, 16, 36  # heights: columns, panel title, number above, labels below
_GAP = 18  # between panels
_THICKEST, _FILL = 30, 0.68  # of a column


def draw(chart: Chart, language: Language) -> Markup:
    """Return the chart as an image with a name and a description."""
    height, shapes = _bars(chart, language) if chart.shape == "bars" else _columns(chart, language)
    return element(
        "svg",
        element("title", chart.title, id=f"{chart.id}-navn"),
        element("desc", describe(chart, language), id=f"{chart.id}-tekst"),
        shapes,
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
        aria_labelledby=f"{chart.id}-navn",
        aria_describedby=f"{chart.id}-tekst",
    )


def describe(chart: Chart, language: Language) -> str:
    """Return what the picture shows, in words: every bar that is not empty, with its parts."""
    said = (_said(panel, point, chart.series, language) for panel in chart.panels for point in panel.points)
    return " ".join([chart.note, *(text for text in said if text)])


def _said(panel: Panel, point: Point, series: Iterable[Series], language: Language) -> str:
    parts = [(part.name, value) for part, value in zip(series, point.values, strict=True) if value]
    label = f"{panel.title} {point.label}".strip()
    if len(parts) == 1 and parts[0][0] == label:
        return f"{label}: {language.number(point.total)}."
    listed = ", ".join(f"{name} {language.number(value)}" for name, value in parts)
    return f"{label}: {listed}." if listed else ""


def _bars(chart: Chart, language: Language) -> tuple[int, list[Markup]]:
    points = [point for panel in chart.panels for point in panel.points]
    scale = _scale(WIDTH - _VALUE, points)
    shapes = [shape for row, point in enumerate(points) for shape in _bar(point, row * _PITCH, scale, chart, language)]
    return len(points) * _PITCH, shapes


def _bar(point: Point, top: int, scale: float, chart: Chart, language: Language) -> Iterator[Markup]:
    yield element("text", shortened(point.label, _LABEL), x=0, y=top + 13)
    for series, start, length in _stack(point, scale, chart):
        yield _rect(series, start, top + 19, length, _BAR)
    number = language.number(point.total)
    yield element("text", number, x=f"{point.total * scale + 6:.1f}", y=top + 31, class_="number")


def _columns(chart: Chart, language: Language) -> tuple[int, list[Markup]]:
    top = (_TITLE if len(chart.panels) > 1 else 0) + _NUMBER
    scale = _scale(_PLOT, [point for panel in chart.panels for point in panel.points])
    width = (WIDTH - _GAP * (len(chart.panels) - 1)) / len(chart.panels)
    shapes: list[Markup] = []
    for number, panel in enumerate(chart.panels):
        left = number * (width + _GAP)
        if panel.title:
            shapes.append(element("text", shortened(panel.title, _HEAD), x=f"{left:.1f}", y=13, class_="panel"))
        shapes += _panel(panel, (left, width, top + _PLOT, scale), chart, language)
    return top + _PLOT + _FOOT, shapes


def _panel(
    panel: Panel, place: tuple[float, float, float, float], chart: Chart, language: Language
) -> Iterator[Markup]:
    left, width, floor, scale = place
    slot = width / max(len(panel.points), 1)
    thick = min(slot * _FILL, _THICKEST)
    for number, (point, label) in enumerate(zip(panel.points, _label_lines(panel.points), strict=True)):
        middle = left + (number + 0.5) * slot
        for series, start, length in _stack(point, scale, chart):
            yield _rect(series, middle - thick / 2, floor - start - length, thick, length)
        if point.total:
            yield _centred(language.number(point.total), middle, floor - point.total * scale - 4, "number")
        for line, text in enumerate(label):
            yield _centred(shortened(text, _TICK), middle, floor + 15 + 14 * line, "tick")
    yield element("line", x1=f"{left:.1f}", x2=f"{left + width:.1f}", y1=floor, y2=floor, class_="axis")


def _label_lines(points: Iterable[Point]) -> Iterator[list[str]]:
    """Yield each label as lines; a second line, the year, only where it changes."""
    before = ""
    for point in points:
        first, _, second = point.label.partition(" ")
        yield [first] + ([second] if second and second != before else [])
        before = second or before


def _stack(point: Point, scale: float, chart: Chart) -> Iterator[tuple[Series, float, float]]:
    """Yield each part of a bar that is not empty, with its start and length."""
    ends = accumulate(point.values)
    for series, value, end in zip(chart.series, point.values, ends, strict=True):
        if value:
            yield series, (end - value) * scale, value * scale


def _rect(series: Series, x: float, y: float, width: float, height: float) -> Markup:
    numbers = {"x": x, "y": y, "width": width, "height": height}
    return element(
        "rect", class_=f"fill {series.tone.value}", **{key: f"{value:.1f}" for key, value in numbers.items()}
    )


def _centred(text: str, x: float, y: float, kind: str) -> Markup:
    return element("text", text, x=f"{x:.1f}", y=f"{y:.1f}", class_=f"{kind} middle")


def _scale(room: int, points: Iterable[Point]) -> float:
    """Return the length of one, so that the longest bar fills `room`."""
    longest = max((point.total for point in points), default=0)
    return room / longest if longest else 0
