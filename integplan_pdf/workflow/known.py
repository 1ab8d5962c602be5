"""What a returned file stores, quickly where it is one of the form's own PDFs as `fill` left it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from integplan_pdf.errors import InputError
from integplan_pdf.model.stored import StoredForm
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.pdf.read import read_form
from integplan_pdf.pdf.read.appended import KnownForm, known_form
from integplan_pdf.workflow.store import read_file


def stored_form(data: bytes, pack: Pack, password: str = "") -> StoredForm:
    """Return the fields of a file with their stored values.

    Raises:
        InputError: it cannot be read.
    """
    for blank in _blanks(pack.form.folder, tuple(variant.file for variant in pack.form.variants)):
        if data.startswith(blank.data):
            found = blank.read(data)
            if found is not None:
                return found
    return read_form(data, password=password)


class _Blank:
    """A variant of a form; from its second copy on it is known, which costs as much as reading two."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self._copies = 0
        self._known: KnownForm | None = None

    def read(self, data: bytes) -> StoredForm | None:
        self._copies += 1
        if self._copies == 2:
            self._known = known_form(self.data)
        return self._known.read(data) if self._known else None


@cache
def _blanks(folder: Path, files: tuple[str, ...]) -> tuple[_Blank, ...]:
    """Return the variants that are there, kept for as long as the process lives."""
    return tuple(_Blank(data) for data in map(_data, (folder / file for file in files)) if data)


def _data(path: Path) -> bytes:
    try:
        return read_file(path)
    except InputError:
        return b""
