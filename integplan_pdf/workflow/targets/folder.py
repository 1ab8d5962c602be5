"""Plans in a folder, one file each, with a journal beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from integplan_pdf.bulk.durable import Batch, sweep
from integplan_pdf.bulk.journal import Entry, Journal, NoJournalError
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.report import Item
from integplan_pdf.model.row import Row
from integplan_pdf.workflow.store import make_folder
from integplan_pdf.workflow.told import retell
from integplan_pdf.workflow.work import Done

NO_JOURNAL = Rule(
    "F136",
    Severity.WARNING,
    nb="Det kan ikke føres journal over mappen {folder}. Planene blir skrevet, men en ny kjøring går gjennom alle "
    "rader på nytt, og to kjøringer i mappen samtidig blir ikke oppdaget.",
    en="No journal can be kept of the folder {folder}. The plans are written, but another run goes through all rows "
    "again, and two runs in the folder at the same time are not noticed.",
)


@dataclass(frozen=True, slots=True)
class FolderPlace:
    """A folder that workers write into."""

    path: Path

    def batch(self) -> Batch:
        return Batch(self.path)


class Folder:
    """A folder of plans.

    Args:
        path: of the folder; it is made if need be.
        force: make all plans anew, also those that the journal says are done.
    """

    shared = True

    def __init__(self, path: Path, *, force: bool = False) -> None:
        self.path, self._force = path, force
        self.place = FolderPlace(path.absolute())
        self._journal: Journal | None = None
        self._lacking = False

    def __enter__(self) -> Self:
        """Hold the folder, and sweep away what a killed run has left.

        Raises:
            InputError: it cannot be made, or another run holds it.
        """
        make_folder(self.path)
        try:
            self._journal = Journal(self.path)
        except NoJournalError:
            self._lacking = True
        else:
            sweep(self.path)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._journal is not None:
            sweep(self.path)
            self._journal.__exit__(kind, error, trace)

    def known(self, row: Row, name: str, made_from: str) -> Item | None:
        """Return what was said of a row when its file was written, if the file is still the same, byte for byte."""
        if self._journal is None or self._journal.empty or self._force:
            return None
        entry = self._journal.entry(row.key)
        if entry is None or (entry.made_from, entry.file) != (made_from, name):
            return None
        return retell(row, name, entry.told) if _digest(self.path / name) == entry.sha256 else None

    def receive(self, chunks: Iterable[list[Done]]) -> Iterator[Done]:
        """Enter each chunk in the journal, and pass it on."""
        for chunk in chunks:
            self._enter(chunk)
            yield from chunk

    def findings(self) -> list[Finding]:
        return [NO_JOURNAL.finding(folder=self.path.name)] if self._lacking else []

    def _enter(self, chunk: list[Done]) -> None:
        new = [
            Entry(done.item.key, done.made_from, done.item.file, done.sha256, done.told) for done in chunk if done.told
        ]
        if self._journal is not None and new and not self._journal.add(new):
            self._lacking = True


def _digest(path: Path) -> str:
    """Return the digest of a file; empty if it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
