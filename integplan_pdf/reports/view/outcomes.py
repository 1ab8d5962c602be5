"""How the plans came out, as large numbers and as a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from integplan_pdf.model.facts import Label
from integplan_pdf.model.report import Status
from integplan_pdf.reports.view.entries import OUTCOME, STATUS, Entry, Outcome
from integplan_pdf.reports.view.language import Language
from integplan_pdf.reports.view.shapes import Chart, Figure, Panel, Point, Series, Tone

_TITLE = Label("Planer etter resultat", "Plans by outcome")
_NOTE = Label(
    "En plan må rettes når minst ett funn er en feil.",
    "A plan is to be corrected when at least one finding is an error.",
)
_AXIS = Label("Resultat", "Outcome")


def figures(entries: Iterable[Entry], language: Language) -> Iterator[Figure]:
    """Yield how many plans came out how."""
    counts = Counter(entry.outcome for entry in entries)
    for outcome in Outcome:
        if counts[outcome] or outcome is not Outcome.UNKNOWN:
            yield Figure(language.say(OUTCOME[outcome]), counts[outcome], Tone(outcome.value))


def outcome_chart(entries: Sequence[Entry], language: Language) -> Chart:
    """Return plans by outcome; with a bar for each status when they ended differently."""
    counts = Counter((entry.item.status, entry.outcome) for entry in entries if entry.item)
    statuses = [status for status in Status if any(key[0] is status for key in counts)]
    if len(statuses) > 1:
        points = [Point(language.say(STATUS[status]), _values(counts, status)) for status in statuses]
    else:
        points = list(_one_each(counts, language))
    series = tuple(Series(language.say(OUTCOME[outcome]), Tone(outcome.value)) for outcome in Outcome)
    texts = language.say(_TITLE), language.say(_NOTE), language.say(_AXIS)
    return Chart("resultat", *texts, "bars", series, (Panel(tuple(points)),))


def _values(counts: Counter[tuple[Status, Outcome]], status: Status) -> tuple[int, ...]:
    return tuple(counts[status, outcome] for outcome in Outcome)


def _one_each(counts: Counter[tuple[Status, Outcome]], language: Language) -> Iterator[Point]:
    """Yield a bar for each outcome that there is."""
    for (_, outcome), count in sorted(counts.items(), key=lambda pair: list(Outcome).index(pair[0][1])):
        yield Point(language.say(OUTCOME[outcome]), tuple(count * (outcome is other) for other in Outcome))
