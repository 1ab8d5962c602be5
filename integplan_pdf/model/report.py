"""What a verb did: one item per plan or file, and the findings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from integplan_pdf.errors import ExitCode
from integplan_pdf.model.finding import Finding, Severity
from integplan_pdf.model.row import Origin


class Status(StrEnum):
    """What became of an item."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    READ = "read"
    CHECKED = "checked"


@dataclass(frozen=True, slots=True)
class Item:
    """One plan or one file.

    Attributes:
        key: the row key.
        origin: where it came from.
        status: what became of it.
        file: name of the file that was written, or read; never a person's name unless asked for.
        variant: the form's variant.
    """

    key: str
    origin: Origin
    status: Status
    file: str = ""
    variant: str = ""
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run.

    Attributes:
        verb: `fill`, `read` or `check`.
        findings: what concerns no single item.
    """

    verb: str
    items: tuple[Item, ...] = ()
    findings: tuple[Finding, ...] = ()

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
