"""Files of rows: what kind they are, and how they are opened, again and again if need be."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from integplan_pdf.errors import InputError, UsageError

WORKBOOKS = (".xlsx", ".xlsm")
TEXT_TABLES = (".csv", ".tsv", ".txt")
JSON = (".json", ".jsonl")
STDIN = "-"

_MOST_FROM_STDIN = 256 << 20
_ZIP, _BOM = b"PK\x03\x04", b"\xef\xbb\xbf"


class Kind(Enum):
    """What rows can stand in."""

    WORKBOOK = "workbook"
    TEXT_TABLE = "text table"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Source:
    """A file of rows; `opened` opens it from its beginning each time it is called. Picklable."""

    name: str
    kind: Kind
    opened: Opener | Memory

    def size(self) -> int:
        """Return its size in bytes."""
        return self.opened.size


def kind_of(path: Path) -> Kind:
    """Return what kind a file is by its suffix.

    Raises:
        UsageError: the suffix is unknown.
    """
    suffix = path.suffix.lower()
    for kind, suffixes in ((Kind.WORKBOOK, WORKBOOKS), (Kind.TEXT_TABLE, TEXT_TABLES), (Kind.JSON, JSON)):
        if suffix in suffixes:
            return kind
    known = ", ".join((*WORKBOOKS, *TEXT_TABLES, *JSON))
    raise UsageError(
        nb=f"«{path.name}»: rader kan stå i {known}.",
        en=f"“{path.name}”: rows can stand in {known}.",
    )


def source(path: Path) -> Source:
    """Return a file of rows; `-` is standard input, whose kind shows in how it begins.

    Raises:
        InputError: the file cannot be opened; also when it is opened again and has changed.
        UsageError: the suffix is unknown.
    """
    if str(path) == STDIN:
        data = sys.stdin.buffer.read(_MOST_FROM_STDIN + 1)
        if len(data) > _MOST_FROM_STDIN:
            raise InputError(
                nb=f"Det kom mer enn {_MOST_FROM_STDIN >> 20} MiB på stdin. Lagre det i en fil, og oppgi den.",
                en=f"More than {_MOST_FROM_STDIN >> 20} MiB came on stdin. Save it in a file, and give that.",
            )
        return Source(STDIN, _kind_by_start(data), Memory(data))
    return Source(path.name, kind_of(path), Opener(path))


def _kind_by_start(data: bytes) -> Kind:
    if data.startswith(_ZIP):
        return Kind.WORKBOOK
    return Kind.JSON if data.removeprefix(_BOM).lstrip()[:1] in (b"{", b"[") else Kind.TEXT_TABLE


class Memory:
    """Opens bytes in memory."""

    def __init__(self, data: bytes) -> None:
        self._data, self.size = data, len(data)

    def __call__(self) -> BinaryIO:
        """Return them as a file."""
        return BytesIO(self._data)


class Opener:
    """Opens a file, and refuses to when it is no longer the file that was opened first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with self._open() as file:
            self._stamp = _stamp(file)
        self.size = self._stamp[0]

    def __call__(self) -> BinaryIO:
        """Return the file, opened at its beginning.

        Raises:
            InputError: it has changed, is gone, or cannot be opened.
        """
        file = self._open()
        if _stamp(file) != self._stamp:
            file.close()
            raise InputError(
                nb=f"Filen «{self._path}» ble endret mens den ble lest. Kjør kommandoen på nytt.",
                en=f"The file “{self._path}” was changed while it was read. Run the command again.",
            )
        return file

    def _open(self) -> BinaryIO:
        try:
            if self._path.exists() and not self._path.is_file() and not self._path.is_dir():
                raise InputError(nb=f"«{self._path}» er ikke en vanlig fil.", en=f"“{self._path}” is no ordinary file.")
            return self._path.open("rb")
        except FileNotFoundError:
            raise InputError(
                nb=f"Filen «{self._path}» finnes ikke. Kontroller navnet og mappen.",
                en=f"The file “{self._path}” does not exist. Check the name and the folder.",
            ) from None
        except OSError as error:
            raise InputError(
                nb=f"Filen «{self._path}» kan ikke leses ({error.strerror}). Er den åpen i et annet program, eller "
                "en mappe?",
                en=f"The file “{self._path}” cannot be read ({error.strerror}). Is it open elsewhere, or a folder?",
            ) from error


def _stamp(file: BinaryIO) -> tuple[int, int]:
    status = os.fstat(file.fileno())
    return status.st_size, status.st_mtime_ns
