"""Charts as native charts of a workbook, fed by the cells beside them."""

from __future__ import annotations

import math
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties

from integplan_pdf.reports.view.shapes import Chart, Tone

_COLOURS = {
    Tone.ERROR: "A8383B",
    Tone.WARNING: "B57600",
    Tone.INFO: "6388A8",
    Tone.UNKNOWN: "6B7885",
    Tone.OK: "1F6096",
    Tone.A: "0B3A66",
    Tone.B: "4A8BC2",
    Tone.C: "278273",
    Tone.D: "8B5D9B",
    Tone.E: "96782C",
}
_WIDTH, _LEAST, _BAR, _ROW = 20, 8.4, 0.8, 0.53  # cm: a chart, a lying bar with its gap, a row of the sheet


def rows(chart: Chart) -> int:
    """Return how many rows of the sheet the chart covers, with a little air."""
    return math.ceil(_height(chart) / _ROW) + 1


def _height(chart: Chart) -> float:
    bars = sum(len(panel.points) for panel in chart.panels) if chart.shape == "bars" else 0
    return max(_LEAST, 3.5 + bars * _BAR)


def draw(chart: Chart, sheet: Any, header: int) -> Any:
    """Return the chart of the numbers that stand under row `header` (1-based), labels in column A."""
    lying = chart.shape == "bars"
    drawn = BarChart()
    drawn.type, drawn.grouping, drawn.overlap, drawn.gapWidth = ("bar" if lying else "col"), "stacked", 100, 50
    drawn.title, drawn.width, drawn.height = chart.title, _WIDTH, _height(chart)
    last = header + sum(len(panel.points) for panel in chart.panels)
    columns = len(chart.series) + 1
    drawn.add_data(Reference(sheet, 2, header, columns, last), titles_from_data=True)
    drawn.set_categories(Reference(sheet, 1, header + 1, 1, last))
    for series, part in zip(drawn.series, chart.series, strict=True):
        line = LineProperties(solidFill="FFFFFF", w=6350)
        series.graphicalProperties = GraphicalProperties(solidFill=_COLOURS[part.tone], ln=line)
        series.dLbls = _labels()
    drawn.legend.position = "b"
    drawn.x_axis.delete = drawn.y_axis.delete = False
    drawn.x_axis.tickLblSkip = 1
    drawn.y_axis.majorGridlines = None
    drawn.y_axis.number_format = "#,##0"
    if lying:
        drawn.x_axis.scaling.orientation = "maxMin"  # the first at the top,
        drawn.y_axis.crosses = "max"  # and the numbers still below
    return drawn


def _labels() -> Any:
    """Return white numbers on the bars."""
    white = CharacterProperties(sz=900, b=True, solidFill="FFFFFF")
    text = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=white), endParaRPr=white)])
    return DataLabelList(txPr=text, showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
