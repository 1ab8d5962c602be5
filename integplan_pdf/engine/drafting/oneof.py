"""Check boxes of their own that together answer one question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from integplan_pdf.engine.drafting import wording
from integplan_pdf.engine.drafting.subject import Subject
from integplan_pdf.model.template import FieldKind

_LAST_INDEX = re.compile(r"\[\d+\]$")
_YES_AND_NO = (("ja", "nei"), ("ja", "nej"), ("ja", "nein"), ("yes", "no"), ("oui", "non"), ("sí", "no"), ("si", "no"))
_SAME_LINE = 4.0
"""Points by which two boxes on one line may differ in height."""


@dataclass(frozen=True, slots=True)
class Question:
    """Boxes of which one is ticked.

    Attributes:
        answers: what each box stands for, in order, never two alike.
        sure: `sikkert` where the form's structure says it, else `trolig`.
    """

    boxes: tuple[Subject, ...]
    answers: tuple[str, ...]
    heading: str
    path: str
    sure: str


def questions(subjects: Sequence[Subject]) -> list[Question]:
    """Return the questions that single check boxes answer together; each box is in one at most.

    Boxes that XFA forms keep in one group have one name but for the index, and each an on-state of its own. Boxes
    beside «Ja» and «Nei» on one line are a pair.
    """
    boxes = [subject for subject in subjects if _single(subject)]
    found = [_group(group) for group in _siblings(boxes)]
    taken = {box.number for question in found for box in question.boxes}
    return found + [_pair(*pair) for pair in _pairs([box for box in boxes if box.number not in taken])]


def _single(subject: Subject) -> bool:
    return subject.field.kind is FieldKind.CHECK and len(subject.field.widgets) == 1 and bool(subject.field.states)


def _siblings(boxes: Sequence[Subject]) -> Iterator[list[Subject]]:
    families: dict[str, list[Subject]] = {}
    for box in boxes:
        if _LAST_INDEX.search(box.field.name):
            families.setdefault(_LAST_INDEX.sub("", box.field.name), []).append(box)
    for family in families.values():
        states = {box.field.states[0] for box in family}
        if len(family) > 1 and len(states) == len(family):
            yield family


def _group(boxes: Sequence[Subject]) -> Question:
    answers = _answers(boxes)
    heading = _common_help(boxes) or wording.clip(" / ".join(answers), 60)
    *above, last = boxes[0].field.name.split(".")
    name = ".".join(above) if not wording.telling(last) else boxes[0].field.name
    path = wording.path_of_name(name).rpartition(".")[2] or wording.identifier(heading)
    return Question(tuple(boxes), answers, heading, path or f"felt_{boxes[0].number}", "sikkert")


def _answers(boxes: Sequence[Subject]) -> tuple[str, ...]:
    labels = [box.label for box in boxes]
    if not all(labels) or len({label.casefold() for label in labels}) < len(labels):
        labels = [box.label or box.help or box.field.states[0] for box in boxes]
    return tuple(wording.choices(labels))


def _common_help(boxes: Sequence[Subject]) -> str:
    """Return the help text that all the boxes share."""
    texts = {box.help for box in boxes}
    return wording.clip(wording.heading(texts.pop()), 60) if len(texts) == 1 else ""


def _pairs(boxes: Sequence[Subject]) -> Iterator[tuple[Subject, Subject]]:
    waiting: Subject | None = None
    for box in sorted(boxes, key=lambda item: (item.place[0], -round(item.place[1][1]), item.place[1][0])):
        if waiting and _same_line(waiting, box) and _answer_each_other(waiting, box):
            yield waiting, box
            waiting = None
        else:
            waiting = box


def _same_line(one: Subject, other: Subject) -> bool:
    (page, rect), (other_page, other_rect) = one.place, other.place
    return page == other_page and abs(rect[1] - other_rect[1]) < _SAME_LINE and rect[0] < other_rect[0]


def _answer_each_other(one: Subject, other: Subject) -> bool:
    said = (_answer(one), _answer(other))
    return said in _YES_AND_NO or said[::-1] in _YES_AND_NO


def _answer(box: Subject) -> str:
    return " ".join(wording.plain(box.label).casefold().strip(" :.,").split())


def _pair(one: Subject, other: Subject) -> Question:
    answers = wording.choices([wording.plain(box.label).strip(" :.,").capitalize() for box in (one, other)])
    asked = one.question if _answer(one) != one.question.casefold() else ""
    heading = _common_help((one, other)) or wording.clip(asked, 60) or " eller ".join(answers).capitalize()
    path = wording.path_of_name(_common_name(one, other)) or wording.identifier(heading)
    return Question((one, other), tuple(answers), heading, path or f"felt_{one.number}", "trolig")


def _common_name(one: Subject, other: Subject) -> str:
    """Return the words with which both names begin: `Gift_Ja`, `Gift_Nei` gives Gift."""
    names = [box.field.name.rpartition(".")[2] for box in (one, other)]
    common: list[str] = []
    for mine, theirs in zip(*map(wording.telling, names), strict=False):
        if mine != theirs:
            break
        common.append(mine)
    return "_".join(common)
