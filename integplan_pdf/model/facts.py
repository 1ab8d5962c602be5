"""What a report counts across plans, in terms that any form can be put in: deadlines, who is responsible, levels.

A form pack says it of each plan; a report knows nothing else of the form.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Label:
    """A word or heading in both languages."""

    nb: str
    en: str

    def text(self, lang: str = "nb") -> str:
        """Return the text in `lang` (`nb` or `en`)."""
        return self.en if lang == "en" else self.nb


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something of the plan is to be done.

    Attributes:
        kind: what falls due; the same for all deadlines of that kind.
    """

    day: dt.date
    kind: Label
    done: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Steps that a plan can choose from, counted in a picture of their own.

    Attributes:
        title: heading of the picture.
        steps: lowest first.
        norm: what the steps are held against (`nivåene i § 28`).
    """

    title: Label
    steps: tuple[str, ...]
    norm: Label


class Standing(StrEnum):
    """How a step stands to the norm; unknown when a fact that the norm depends on is missing."""

    BELOW = "below"
    AT = "at"
    ABOVE = "above"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mark:
    """The step that a plan has chosen in one topic of a scale.

    Attributes:
        topic: e.g. one of the four skills.
        step: one of the scale's steps.
        norm: the step of the norm for this plan, or empty when it cannot be told.
    """

    scale: Scale
    topic: Label
    step: str
    norm: str = ""

    @property
    def standing(self) -> Standing:
        if not self.norm:
            return Standing.UNKNOWN
        steps = self.scale.steps
        distance = steps.index(self.step) - steps.index(self.norm)
        return Standing.AT if distance == 0 else Standing.ABOVE if distance > 0 else Standing.BELOW


@dataclass(frozen=True, slots=True)
class Facts:
    """What one plan says that is counted across plans.

    Attributes:
        subject: name of the person the plan belongs to. This, `number` and `responsible` identify people: they are
            shown only when asked for, and not in this object's repr.
        number: the person's identification number.
        responsible: name of who follows the plan up.
    """

    subject: str = field(default="", repr=False)
    number: str = field(default="", repr=False)
    responsible: str = field(default="", repr=False)
    deadlines: tuple[Deadline, ...] = ()
    marks: tuple[Mark, ...] = ()
