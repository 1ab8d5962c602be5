"""What `fill` asks of a target."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Protocol, Self

from integplan_pdf.model.finding import Finding
from integplan_pdf.model.report import Item
from integplan_pdf.model.row import Row
from integplan_pdf.workflow.work import Done, Place


class Target(Protocol):
    """A place for plans; a context manager that holds it for one run."""

    @property
    def place(self) -> Place | None:
        """Where workers put plans themselves; None if they hand them back, to be written in the order of the rows."""

    @property
    def shared(self) -> bool:
        """Whether other processes can reach it."""

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def known(self, row: Row, name: str, made_from: str) -> Item | None:
        """Return what is to be said of a row whose plan is there already, as it would be made; None if it is not."""

    def receive(self, chunks: Iterable[list[Done]]) -> Iterator[Done]:
        """Take what was done, chunk by chunk, in the order of the rows, and pass it on without the plans.

        Raises:
            InputError: the target cannot be written.
        """

    def findings(self) -> list[Finding]:
        """Return what is to be told of the target itself, when all is done."""


class WithoutJournal:
    """What holds of a target that keeps no journal: nothing to give up or to tell, and no plan is known before."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Leave what was written as it is."""

    def known(self, row: Row, name: str, made_from: str) -> Item | None:
        """Return None: each run makes all plans."""
        return None

    def findings(self) -> list[Finding]:
        """Return nothing."""
        return []
