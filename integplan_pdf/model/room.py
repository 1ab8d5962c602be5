"""Room: what is to be done with texts and rows that a form has no room for, and how each came to fit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Overflow(StrEnum):
    """What is done with a plan that has too little room.

    Attributes:
        ELASTIC: the form grows to the plan; for forms that have their source.
        ERROR: the plan is refused with a finding.
    """

    ELASTIC = "elastic"
    ERROR = "error"


class Fitting(StrEnum):
    """How a text, or the rows of a table, came to fit; what fits as the form is has none of these."""

    SHRUNK = "shrunk"
    ELASTIC = "elastic"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Fit:
    """A text or a table that does not fit the form as it is.

    Attributes:
        path: plan path of the text, or of the table whose rows are too many.
        field: full name of the field; empty for a table.
        fitting: set in a smaller size, in a box or table that was made larger, or still with too little room.
        size: of the text in points, where it is smaller than the form's own; else 0.
        lost: how many characters, or rows of a table, have no room.
    """

    path: str
    field: str
    fitting: Fitting
    size: float = 0.0
    lost: int = 0
