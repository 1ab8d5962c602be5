"""What a fill has done to a folder: row key, what it was made from, and the file, in SQLite beside the folder.

One run at a time holds a folder. The hold is a lock of the database, so it ends with the process, however that ends.
No name, number or value of a plan stands in the journal beyond the row keys and the names of the files.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from integplan_pdf.errors import InputError

_SCHEMA = """
create table if not exists plan (
    key text primary key,
    made_from text not null,
    file text not null,
    sha256 text not null,
    told blob not null
) without rowid
"""


class NoJournalError(InputError):
    """A journal cannot be kept here: the folder's parent is read-only, or its file system has no locks."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that is done.

    Attributes:
        made_from: digest of all that the file depends on: row, template, mapping, options, version.
        file: name in the folder.
        sha256: digest of the file as it was written.
        told: what the report said of it.
    """

    key: str
    made_from: str
    file: str
    sha256: str
    told: bytes = b""


def journal_path(folder: Path) -> Path:
    """Return where the journal of `folder` lies: beside it, so that the folder holds nothing but plans."""
    whole = folder.resolve()
    return whole.parent / f".{whole.name}.integplan"


class Journal:
    """The journal of one folder, held for one run; a context manager.

    Attributes:
        empty: nothing was known of the folder when the run began.
    """

    def __init__(self, folder: Path) -> None:
        """Open the journal of `folder` and hold it.

        Raises:
            NoJournalError: it can be neither opened nor made.
            InputError: another run holds the folder, or the file is no journal.
        """
        try:
            self._database = sqlite3.connect(journal_path(folder), timeout=0.1, isolation_level=None)
        except sqlite3.Error as error:
            raise _not_held(folder, error) from error
        try:
            self._database.execute("pragma locking_mode = exclusive")
            self._database.execute("begin exclusive")
            self._database.execute(_SCHEMA)
            self._database.execute("pragma user_version = 1")  # a change, so that what a killed run left is cleared
            self._database.execute("commit")
            self.empty = self._database.execute("select 1 from plan limit 1").fetchone() is None
        except sqlite3.Error as error:
            self._database.close()
            raise _not_held(folder, error) from error

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def entry(self, key: str) -> Entry | None:
        """Return what is known of the row `key`; None where it is not done, or the journal cannot be read."""
        try:
            found = self._database.execute("select * from plan where key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None
        return Entry(*found) if found else None

    def add(self, entries: Iterable[Entry]) -> bool:
        """Enter rows whose files are safely on disk, all of them or none; return whether they were."""
        try:
            self._database.execute("begin")
            rows = [(one.key, one.made_from, one.file, one.sha256, one.told) for one in entries]
            self._database.executemany("insert or replace into plan values (?, ?, ?, ?, ?)", rows)
            self._database.execute("commit")
        except sqlite3.Error:
            if self._database.in_transaction:
                self._database.execute("rollback")
            return False
        return True


def _not_held(folder: Path, error: sqlite3.Error) -> InputError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest says where it happened
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return InputError(
            nb=f"En annen kjøring arbeider i mappen «{folder}». Vent til den er ferdig, eller velg en annen mappe.",
            en=f"Another run is at work in the folder “{folder}”. Wait until it is done, or choose another one.",
        )
    kind = InputError if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT) else NoJournalError
    return kind(
        nb=f"Journalen «{journal_path(folder)}» kan ikke brukes ({error}). Slett den for å begynne på nytt.",
        en=f"The journal “{journal_path(folder)}” cannot be used ({error}). Delete it to start afresh.",
    )
