"""What a verb did: one item per plan or file, and the findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from integplan_pdf.errors import ExitCode
from integplan_pdf.model.change import Change
from integplan_pdf.model.evidence import Evidence
from integplan_pdf.model.facts import Facts
from integplan_pdf.model.finding import Finding, Severity
from integplan_pdf.model.got import Provenance
from integplan_pdf.model.recognized import Recognized
from integplan_pdf.model.room import Fit
from integplan_pdf.model.row import Origin


class Status(StrEnum):
    """What became of an item."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    READ = "read"
    CHECKED = "checked"
    CHANGED = "changed"
    MISSING = "missing"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Item:
    """One plan or one file.

    Attributes:
        key: the row key.
        origin: where it came from.
        status: what became of it.
        file: name of the file that was written, or read; never a person's name unless asked for.
        variant: the form's variant.
        facts: what the plan says that is counted across plans; None where there is no plan, or its form gives none.
        fits: the plan's texts and tables that do not fit the form as it is.
        changes: what differs from the version before.
        recognized: what a returned file was taken for.
        provenance: plan path → how its value was got from a returned file.
        evidence: findings on a returned file with the values that they rest on; shown only when asked for.
    """

    key: str
    origin: Origin
    status: Status
    file: str = ""
    variant: str = ""
    findings: tuple[Finding, ...] = ()
    facts: Facts | None = None
    fits: tuple[Fit, ...] = ()
    changes: tuple[Change, ...] = ()
    recognized: Recognized | None = None
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run.

    Attributes:
        verb: `fill`, `read`, `check` or `compare`.
        findings: what concerns no single item.
        form: title of the form, or empty.
        on: the day that the plans were judged by; without it no deadline is judged.
    """

    verb: str
    items: tuple[Item, ...] = ()
    findings: tuple[Finding, ...] = ()
    form: str = ""
    on: dt.date | None = None

    def all_findings(self) -> Iterator[Finding]:
        """Yield every finding, those of the run first."""
        yield from self.findings
        for item in self.items:
            yield from item.findings

    def count(self, status: Status) -> int:
        """Return how many items ended as `status`."""
        return sum(item.status is status for item in self.items)

    @property
    def exit_code(self) -> ExitCode:
        failed = any(finding.severity is Severity.ERROR for finding in self.all_findings())
        return ExitCode.FINDINGS if failed else ExitCode.OK
