"""Files are written under another name and renamed; a file that somebody else has worked on is not overwritten."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from integplan_pdf.bulk.durable import write_part
from integplan_pdf.errors import InputError


def write_file(path: Path, data: bytes) -> None:
    """Write `data` to `path`, whole or not at all.

    Raises:
        OSError: the disk is full, the folder is read-only, the file is open in another program.
    """
    part = write_part(path.parent, data)
    try:
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def make_folder(folder: Path) -> None:
    """Make the output folder.

    Raises:
        InputError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            nb=f"Mappen «{folder}» kan ikke opprettes ({error.strerror}). Velg en annen mappe med -o.",
            en=f"The folder “{folder}” cannot be made ({error.strerror}). Choose another one with -o.",
        ) from error


class Readable(Protocol):
    """A file, or what is read like one."""

    @property
    def name(self) -> str: ...
    @property
    def stem(self) -> str: ...
    def read_bytes(self) -> bytes: ...


def read_file(path: Readable) -> bytes:
    """Return the contents of a file.

    Raises:
        InputError: it does not exist or cannot be read.
    """
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise InputError(
            nb=f"Filen «{path}» finnes ikke. Kontroller navnet og mappen.",
            en=f"The file “{path}” does not exist. Check the name and the folder.",
        ) from None
    except OSError as error:
        raise InputError(
            nb=f"Filen «{path}» kan ikke leses ({error.strerror}). Er den åpen i et annet program, eller en mappe?",
            en=f"The file “{path}” cannot be read ({error.strerror}). Is it open elsewhere, or a folder?",
        ) from error


def is_ours(data: bytes, template: bytes) -> bool:
    """Return whether a file is `template` with one update, that is, written by a fill and not touched since.

    A second incremental update (typed into, signed) has a second `startxref`; a rewritten file does not begin with
    the template's bytes.
    """
    return data.startswith(template) and data.count(b"startxref", len(template)) == 1
