"""What was found wrong with data: a rule with a permanent id, and where it was broken."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from integplan_pdf.model.row import Origin


class Severity(StrEnum):
    """How bad: an error makes a row unusable, a warning needs a person's eye, info is good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: act or document, and section (`integreringsloven`, `§ 37 c syvende ledd`)."""

    law: str
    section: str = ""

    def __str__(self) -> str:
        return f"{self.law} {self.section}".strip()


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule broken in one place. Never carries a cell value, a name or a number.

    Attributes:
        rule: permanent id: letter(s) and three digits.
        nb: the message in bokmål; `en` in English.
        origin: file, sheet, row, column or key that the finding is about.
        path: plan path (`delmaal.2.periode`, rows counted from 1), or empty.
        field: full name of the PDF field, or empty.
    """

    rule: str
    severity: Severity
    nb: str
    en: str
    origin: Origin = field(default_factory=Origin)
    path: str = ""
    field: str = ""
    source: Source | None = None

    def message(self, lang: str = "nb") -> str:
        """Return the text in `lang` (`nb` or `en`)."""
        return self.en if lang == "en" else self.nb


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its id and its wording; calling `finding` says that it was broken.

    The texts are `str.format` templates; their arguments are names of files, columns, fields and
    limits, never values.
    """

    id: str
    severity: Severity
    nb: str
    en: str
    source: Source | None = None

    def finding(
        self,
        *,
        origin: Origin | None = None,
        path: str = "",
        field: str = "",
        severity: Severity | None = None,
        **args: object,
    ) -> Finding:
        """Return the finding that this rule was broken at `origin`, `path` or `field`."""
        names = {"path": path, "field": field, **args}
        return Finding(
            rule=self.id,
            severity=severity or self.severity,
            nb=self.nb.format(**names),
            en=self.en.format(**names),
            origin=origin or Origin(),
            path=path,
            field=field,
            source=self.source,
        )
