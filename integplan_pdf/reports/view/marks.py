"""The steps that plans have chosen on a scale, held against the norm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from integplan_pdf.model.facts import Label, Mark, Scale, Standing
from integplan_pdf.reports.view.entries import Entry
from integplan_pdf.reports.view.language import Language
from integplan_pdf.reports.view.privacy import printable
from integplan_pdf.reports.view.shapes import Chart, Panel, Point, Series, Tone

_NOTE = Label("Antall planer per nivå, holdt mot {norm}.", "Plans by level, held against {norm}.")
_LEVEL = Label("Nivå", "Level")
_STANDING = {
    Standing.BELOW: (Label("Lavere", "Lower"), Tone.WARNING),
    Standing.AT: (Label("Likt", "Equal"), Tone.OK),
    Standing.ABOVE: (Label("Høyere", "Higher"), Tone.INFO),
    Standing.UNKNOWN: (Label("Kan ikke vurderes", "Cannot be judged"), Tone.UNKNOWN),
}


def mark_charts(entries: Sequence[Entry], language: Language) -> Iterator[Chart]:
    """Yield a chart for each scale, with a panel for each topic."""
    marks = [mark for entry in entries for mark in entry.facts.marks]
    for number, scale in enumerate(dict.fromkeys(mark.scale for mark in marks), 1):
        yield _chart(scale, [mark for mark in marks if mark.scale == scale], number, language)


def _chart(scale: Scale, marks: Sequence[Mark], number: int, language: Language) -> Chart:
    counts = Counter((mark.topic, mark.step, mark.standing) for mark in marks)
    panels = tuple(
        Panel(
            tuple(
                Point(printable(step), tuple(counts[topic, step, standing] for standing in Standing))
                for step in scale.steps
            ),
            language.say(topic),
        )
        for topic in dict.fromkeys(mark.topic for mark in marks)
    )
    series = tuple(Series(language.say(_STANDING[standing][0]), _STANDING[standing][1]) for standing in Standing)
    note = language.say(_NOTE, norm=language.say(scale.norm))
    return Chart(f"nivaa{number}", language.say(scale.title), note, language.say(_LEVEL), "columns", series, panels)


def mark_topics(entries: Iterable[Entry]) -> list[tuple[Scale, Label]]:
    """Return the topics that any plan has a step in, each with its scale."""
    return list(dict.fromkeys((mark.scale, mark.topic) for entry in entries for mark in entry.facts.marks))


def mark_cells(entry: Entry, topics: Iterable[tuple[Scale, Label]]) -> tuple[str, ...]:
    """Return the step of a plan in each topic, blank where it has none."""
    steps = {(mark.scale, mark.topic): mark.step for mark in entry.facts.marks}
    return tuple(printable(steps.get(topic, "")) for topic in topics)
