"""How a value of a returned form was got, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from integplan_pdf.model.stored import StoredValue

CERTAIN = 0.9
"""From here on a value may be relied on without a look at the page."""


class How(StrEnum):
    """Where a value was got from."""

    STORED = "stored"
    PRINTED = "printed"
    INK = "ink"


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a value was got, without the value.

    Attributes:
        sure: 0 (not read at all) to 1.
    """

    how: How
    sure: float


@dataclass(frozen=True, slots=True)
class Got:
    """The value of one field as it was read.

    Attributes:
        value: text with LF line ends, on-state, `Off`, or export value; None where something stands there that
            cannot be read.
        how: stored in the file, printed as text, or judged by the ink in a box.
        sure: 0 (not read at all) to 1.
    """

    value: StoredValue | None
    how: How
    sure: float

    @property
    def certain(self) -> bool:
        """Whether the value may be relied on without a look at the page."""
        return self.value is not None and self.sure >= CERTAIN

    @property
    def unreadable(self) -> bool:
        """Whether something stands there that cannot be read."""
        return self.value is None

    @property
    def provenance(self) -> Provenance:
        """How it was got, and how sure it is."""
        return Provenance(self.how, self.sure)
