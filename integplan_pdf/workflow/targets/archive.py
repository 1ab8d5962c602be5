"""All plans in one file: a zip, or one PDF to print. The file is there when it is whole."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO, Self

from integplan_pdf.bulk.durable import make_names_durable, open_part
from integplan_pdf.errors import InputError
from integplan_pdf.workflow.store import make_folder
from integplan_pdf.workflow.targets.target import WithoutJournal
from integplan_pdf.workflow.work import Done

Write = Callable[[Iterable[Done], BinaryIO], None]

_UNIX, _PLAIN_FILE = 3, 0o644 << 16


class Archive(WithoutJournal):
    """One file that holds all plans; made anew by each run, and not touched where no plan can be written.

    Args:
        path: of the file.
        write: writes plans, in the order of the rows, into an open file.
    """

    place = None
    shared = True

    def __init__(self, path: Path, write: Write) -> None:
        self.path, self._write = path, write

    def __enter__(self) -> Self:
        """Make the folder that the file is to lie in.

        Raises:
            InputError: it cannot be made.
        """
        make_folder(self.path.parent)
        return self

    def receive(self, chunks: Iterable[list[Done]]) -> Iterator[Done]:
        """Write the plans, and pass on what was done when the file is whole."""
        passed: list[Done] = []
        plans = _plans(chunks, passed)
        first = next(plans, None)
        if first is not None:
            with _whole(self.path) as file:
                self._write(chain((first,), plans), file)
        yield from passed


def zipped(plans: Iterable[Done], file: BinaryIO) -> None:
    """Write plans as the files of a zip, as they are: their own streams are compressed already."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for plan in plans:
            entry = zipfile.ZipInfo(plan.item.file)
            entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
            archive.writestr(entry, plan.data)


def merged(plans: Iterable[Done], file: BinaryIO) -> None:
    """Write plans one after another as one PDF, with a bookmark for each."""
    from integplan_pdf.pdf.merge import merge

    merge(((plan.title, f"plan{number}", plan.data) for number, plan in enumerate(plans, 1)), file)


def _plans(chunks: Iterable[list[Done]], passed: list[Done]) -> Iterator[Done]:
    """Yield what has a plan, and note all that is done, without the plans."""
    for done in chain.from_iterable(chunks):
        passed.append(replace(done, data=b""))
        if done.data:
            yield done


@contextmanager
def _whole(path: Path) -> Iterator[BinaryIO]:
    try:
        with open_part(path) as file:
            yield file
        make_names_durable(path.parent)
    except OSError as error:
        raise InputError(
            nb=f"«{path}» kan ikke skrives ({error.strerror}). Er den åpen i et annet program, eller disken full?",
            en=f"“{path}” cannot be written ({error.strerror}). Is it open in another program, or the disk full?",
        ) from error
