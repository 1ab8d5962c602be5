"""What became of a plan between two versions of it, told in the words of its spreadsheet."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from integplan_pdf.model.finding import Source


class ChangeKind(StrEnum):
    """What happened to a value, or to a whole row of a table."""

    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that differs, or one row of a table that came, went or moved.

    Attributes:
        path: plan path in the later version (`tiltak.2.begrunnelse`); of what is gone, in the earlier one.
        place: the same as people call it (`Tiltak 2: Begrunnelse`), without any value.
        before, after: the texts; empty where there was none. Values, to be shown only when asked for.
        was: path in the earlier version, where it was another.
        decision: the text that makes this a change of the decision itself, which asks for a new one.
    """

    kind: ChangeKind
    path: str
    place: str
    before: str = field(default="", repr=False)
    after: str = field(default="", repr=False)
    was: str = ""
    decision: Source | None = None


@dataclass(frozen=True, slots=True)
class Core:
    """What of a plan is the decision itself: who changes it makes a new decision.

    Attributes:
        paths: plan paths, row numbers open (`tiltak.{i}.navn`).
        sources: texts that say so.
    """

    paths: frozenset[str] = frozenset()
    sources: tuple[Source, ...] = ()

    def source(self, path: str, day: dt.date) -> Source | None:
        """Return the text in force on `day` that makes `path` a part of the decision, or None when it is none."""
        return next((text for text in self.sources if text.in_force(day)), None) if path in self.paths else None


NO_CORE = Core()
"""Of forms that say nothing of it."""
