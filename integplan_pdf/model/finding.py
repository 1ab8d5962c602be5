"""What was found wrong with data: a rule with a permanent id, and where it was broken."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from integplan_pdf.model.row import Origin


class Severity(StrEnum):
    """How bad: an error makes a row unusable, a warning needs a person's eye, info is good to know."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Strength(StrEnum):
    """What a rule rests on: the law, the form's own instructions, or good advice."""

    LAW = "lov"
    TEMPLATE = "mal"
    ADVICE = "råd"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from: act or document, and section (`integreringsloven`, `§ 37 c syvende ledd`).

    Attributes:
        since, until: first and last day that the text was in force; None where it is not dated, or still is.
        text: the words that matter, quoted.
        url: where they can be read.
        checked: the day they were last compared with the publisher's text.
    """

    law: str
    section: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    text: str = ""
    url: str = ""
    checked: dt.date | None = None

    def in_force(self, day: dt.date) -> bool:
        """Return whether the text was in force on `day`."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)

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
        source: the text that the rule rests on, as it was in force on the day judged by.
        strength: what the rule rests on; None for what concerns files and values.
        unassessed: the rule could not be judged for want of a fact, which `path` names; nothing is known to be wrong.
    """

    rule: str
    severity: Severity
    nb: str
    en: str
    origin: Origin = field(default_factory=Origin)
    path: str = ""
    field: str = ""
    source: Source | None = None
    strength: Strength | None = None
    unassessed: bool = False

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
