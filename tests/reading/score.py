"""What was read back of a plan, place by place, against what was filled in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from integplan_pdf.engine import paths
from integplan_pdf.engine.bind import bind
from integplan_pdf.model.finding import Severity
from integplan_pdf.model.got import CERTAIN
from integplan_pdf.pdf.read import read_form
from integplan_pdf.workflow.recognition import switches_of
from integplan_pdf.workflow.returned import Returned, read_returned
from tests.reading.plans import Made, pack


@dataclass
class Score:
    """Counts over plans.

    Attributes:
        wrong: plan, place, what was filled in and what was read, where they differ; `breaks` of them only in spaces and
            line breaks.
        passed_off: how many of them were said to be certain.
        alarms: rules of warnings and errors told though nothing was wrong.
    """

    places: int = 0
    wrong: list[tuple[str, str, object, object]] = field(default_factory=list)
    breaks: int = 0
    passed_off: int = 0
    doubted: int = 0
    alarms: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Share of places read right, to the letter."""
        return 1 - (len(self.wrong) / self.places) if self.places else 0.0

    def __str__(self) -> str:
        return (
            f"{self.places} places, {self.share:.4%} right, {len(self.wrong)} wrong, {self.passed_off} passed off, "
            f"{self.breaks} in line breaks only, {self.doubted} doubted, {len(self.alarms)} alarms, "
            f"{len(self.refused)} refused"
        )


def add(score: Score, made: Made, file: Path) -> Returned:
    """Read `file`, which some program made of a plan, and count."""
    names = frozenset(item.name for item in read_form(made.pdf).fields)
    bound = bind(pack().mapping, names, switches_of(pack().mapping, names))
    returned = read_returned(file, pack())
    score.alarms += [one.rule for one in returned.findings if one.severity is not Severity.INFO]
    if returned.row is None:
        score.refused.append(made.key)
    tree = returned.row.tree if returned.row else {}
    truth = _truth(made, file)
    for place in bound.places:
        was, read = paths.get(truth, place.path), paths.get(tree, place.path)
        score.places += 1
        certain = place.path not in returned.provenance or returned.provenance[place.path].sure >= CERTAIN
        score.doubted += not certain
        if was == read:
            continue
        score.breaks += _same_words(was, read)
        score.wrong.append((made.key, place.path, was, read))
        score.passed_off += certain and returned.row is not None
    return returned


def _truth(made: Made, file: Path) -> dict[str, object]:
    original = file.with_name("original.pdf")
    original.write_bytes(made.pdf)
    row = read_returned(original, pack()).row
    assert row is not None
    return row.tree


def _same_words(one: object, two: object) -> bool:
    return isinstance(one, str) and isinstance(two, str) and "".join(one.split()) == "".join(two.split())
