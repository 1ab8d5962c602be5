"""Room: what is to be done with texts and rows that a form has no room for, and how each came to fit."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Overflow(StrEnum):
    """What is done with a plan that has too little room.

    Attributes:
        ELASTIC: the form grows to the plan, and what is taller than its pages continues on a sheet; for forms that
            have their source.
        CONTINUE: the form stays as it is, and what has no room continues on a sheet after its pages.
        ERROR: the plan is refused with a finding.
    """

    ELASTIC = "elastic"
    CONTINUE = "continue"
    ERROR = "error"


class Fitting(StrEnum):
    """How a text, or the rows of a table, came to fit; what fits as the form is has none of these."""

    SHRUNK = "shrunk"
    ELASTIC = "elastic"
    CONTINUED = "continued"
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Fit:
    """A text or a table that does not fit the form as it is.

    Attributes:
        path: plan path of the text, or of the table whose rows are too many.
        field: full name of the field; empty for a table.
        fitting: set in a smaller size, in a box or table that was made larger, with the rest on a sheet after the
            form's pages, or still with too little room.
        size: of the text in points, where it is smaller than the form's own; else 0.
        lost: how many characters, or rows of a table, have no room.
        item: its number on the sheet; 0 if it is not continued.
    """

    path: str
    field: str
    fitting: Fitting
    size: float = 0.0
    lost: int = 0
    item: int = 0
