"""A finding with the values that it rests on. They may be about people, so they are only shown when asked for."""

from __future__ import annotations

from dataclasses import dataclass, field

from integplan_pdf.model.finding import Finding


@dataclass(frozen=True, slots=True)
class Evidence:
    """A finding, and what a person needs to judge it.

    Attributes:
        stored: the value stored in the field, as text.
        seen: what is seen in its place, or what was written where nothing should be.
    """

    finding: Finding
    stored: str = field(default="", repr=False)
    seen: str = field(default="", repr=False)
