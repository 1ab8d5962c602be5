"""What a fill has done to a folder: row key, what it was made from, and the file, in SQLite beside the folder.

One run at a time holds a folder. The hold is a lock of the database, so it ends with the process, however that ends.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from integplan_pdf.errors import InputError

_SCHEMA = """
create table if not exists done (
    key text primary key,
    made_from text not null,
    file text not null,
    sha256 text not null
) without rowid
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row that is done.

    Attributes:
        made_from: digest of all that the file depends on: row, template, mapping, options, version.
        file: name in the folder.
        sha256: digest of the file as it was written.
    """

    key: str
    made_from: str
    file: str
    sha256: str


def journal_path(folder: Path) -> Path:
    """Return where the journal of `folder` lies: beside it, so that the folder holds nothing but plans."""
    whole = folder.resolve()
    return whole.parent / f".{whole.name}.integplan"


class Journal:
    """The journal of one folder, held for one run; a context manager."""

    def __init__(self, folder: Path) -> None:
        """Open the journal of `folder` and hold it.

        Raises:
            InputError: another run holds the folder, or the journal cannot be written.
        """
        self._folder = folder
        try:
            self._database = sqlite3.connect(journal_path(folder), timeout=0.1, isolation_level=None)
            self._database.execute("pragma locking_mode = exclusive")
            self._database.execute("begin exclusive")
            self._database.execute(_SCHEMA)
            self._database.execute("commit")
        except sqlite3.DatabaseError as error:
            raise _not_held(folder, error) from error

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._database.close()

    def entries(self) -> dict[str, Entry]:
        """Return what is done, by row key."""
        return {row[0]: Entry(*row) for row in self._database.execute("select key, made_from, file, sha256 from done")}

    def add(self, entries: Iterable[Entry]) -> None:
        """Enter rows whose files are safely on disk; all of them or none."""
        rows = [(entry.key, entry.made_from, entry.file, entry.sha256) for entry in entries]
        with self._database:
            self._database.execute("begin")
            self._database.executemany("insert or replace into done values (?, ?, ?, ?)", rows)
            self._database.execute("commit")


def _not_held(folder: Path, error: sqlite3.DatabaseError) -> InputError:
    if "locked" in str(error) or "busy" in str(error):
        return InputError(
            nb=f"En annen kjøring arbeider i mappen «{folder}». Vent til den er ferdig, eller velg en annen mappe.",
            en=f"Another run is at work in the folder “{folder}”. Wait until it is done, or choose another one.",
        )
    return InputError(
        nb=f"Journalen «{journal_path(folder)}» kan ikke brukes ({error}). Slett den for å begynne på nytt.",
        en=f"The journal “{journal_path(folder)}” cannot be used ({error}). Delete it to start afresh.",
    )
