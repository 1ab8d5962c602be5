"""Files that are whole or not there: written under another name, made durable together, then given their own names.

What a killed run leaves behind has a name that tells whose it was, and is swept away by the next.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

_PREFIX, _SUFFIX = ".integplan-", ".part"
_AT_ONCE = 8
"""Files made durable at the same time: the disk takes them together, in a tenth of the time it takes for each."""


def write_part(folder: Path, data: bytes) -> Path:
    """Write `data` into `folder` under a name of our own, and return the file.

    Raises:
        OSError: the disk is full, the folder is read-only; no file is left.
    """
    part = _part(folder)
    try:
        with part.open("xb") as file:
            file.write(data)
    except BaseException:
        _remove(part)
        raise
    return part


@contextmanager
def open_part(path: Path) -> Iterator[BinaryIO]:
    """Open a file that gets the name `path` when it is left, whole and durable; if left in haste, it is not there.

    Raises:
        OSError: it cannot be written, or the file of that name cannot be replaced.
    """
    part = _part(path.parent)
    try:
        with part.open("xb") as file:
            yield file
        make_durable(part)
        part.replace(path)
    except BaseException:
        _remove(part)
        raise


def make_durable(file: Path) -> None:
    """Return when the contents of `file` are safe from a power cut.

    Raises:
        OSError: they are not.
    """
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def make_names_durable(folder: Path) -> None:
    """Return when the names in `folder` are safe from a power cut, where the system can tell."""
    if os.name == "nt":
        return
    with suppress(OSError):  # some file systems cannot; what a name stands for is looked at before it is relied on
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def sweep(folder: Path) -> None:
    """Remove what killed runs have left in `folder`; only files whose names say that they are ours."""
    for part in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        _remove(part)


def _part(folder: Path) -> Path:
    return folder / f"{_PREFIX}{secrets.token_hex(8)}{_SUFFIX}"


def _remove(part: Path) -> None:
    with suppress(OSError):
        part.unlink()


class Batch:
    """Files for one folder, which get their names together; a context manager.

    Left before `settle`, it leaves nothing behind.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._parts: dict[str, Path] = {}

    def __enter__(self) -> Batch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for part in self._parts.values():
            _remove(part)

    def found(self, name: str) -> bytes | None:
        """Return the contents of the file called `name`; None where there is none.

        Raises:
            OSError: it cannot be read.
        """
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, name: str, data: bytes) -> None:
        """Write a file that is to be called `name`.

        Raises:
            OSError: as `write_part`.
        """
        self._parts[name] = write_part(self._folder, data)

    def settle(self) -> dict[str, OSError]:
        """Make all files durable and give them their names; return why, by name, for those that could not be."""
        failed: dict[str, OSError] = {}
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            outcomes = threads.map(_durable, self._parts.values())
            failed |= _failures(zip(self._parts, outcomes, strict=True))
        failed |= _failures((name, self._named(name)) for name in self._parts if name not in failed)
        make_names_durable(self._folder)
        return failed

    def _named(self, name: str) -> OSError | None:
        try:
            self._parts[name].replace(self._folder / name)
        except OSError as error:
            return error
        return None


def _durable(part: Path) -> OSError | None:
    try:
        make_durable(part)
    except OSError as error:
        return error
    return None


def _failures(outcomes: Iterable[tuple[str, OSError | None]]) -> dict[str, OSError]:
    return {name: error for name, error in outcomes if error is not None}
