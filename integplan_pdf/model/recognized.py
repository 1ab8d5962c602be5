"""What a returned file was taken for."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Basis(StrEnum):
    """What a file was recognised by, the surest first."""

    INFO = "info"
    FIELDS = "fields"
    MARKS = "marks"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Recognized:
    """The form that a file is.

    Attributes:
        form: its id; `edition` and `variant` of it, empty where they cannot be told.
        how: what it was recognised by.
        confidence: 0 to 1.
        nb: the reason in bokmål; `en` in English.
    """

    form: str
    edition: str
    variant: str
    how: Basis
    confidence: float
    nb: str
    en: str

    def reason(self, lang: str = "nb") -> str:
        """Return why, in `lang` (`nb` or `en`)."""
        return self.en if lang == "en" else self.nb
