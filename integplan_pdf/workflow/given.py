"""The PDFs among what a person has given: files, folders, patterns and zip files."""

from __future__ import annotations

import glob
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from integplan_pdf.bulk.guarded import Guard
from integplan_pdf.bulk.limits import Died, Limits
from integplan_pdf.errors import InputError
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.row import Origin
from integplan_pdf.workflow.guard import DEFAULT, given_up, read_ordinary

PACKED = ".zip"
_PATTERN = "*?["
_MOST_MEMBERS = 100_000
_MOST_UNPACKED = 4 << 30
_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError)
"""What Python's zip files raise; an encrypted member gives a RuntimeError, an unknown method NotImplementedError."""

NOT_A_ZIP = Rule(
    "V125",
    Severity.ERROR,
    nb="Zip-filen kan ikke leses, eller den er skadet. Pakk den ut selv, og oppgi mappen.",
    en="The zip file cannot be read, or is damaged. Unpack it yourself, and give the folder.",
)
TOO_LARGE_ZIP = Rule(
    "V126",
    Severity.ERROR,
    nb="Zip-filen ble ikke åpnet: utpakket er den mer enn {gigabytes} GiB, eller den har mer enn {most} filer.",
    en="The zip file was not opened: unpacked it is more than {gigabytes} GiB, or it holds more than {most} files.",
)
ZIP_INSIDE = Rule(
    "V127",
    Severity.WARNING,
    nb="En zip-fil inni en zip-fil blir ikke åpnet. Pakk den ut selv hvis den inneholder planer.",
    en="A zip file inside a zip file is not opened. Unpack it yourself if it holds plans.",
)
NO_PDF_INSIDE = Rule(
    "V128",
    Severity.WARNING,
    nb="Zip-filen inneholder ingen PDF-er.",
    en="The zip file holds no PDF.",
)


@dataclass(frozen=True, slots=True)
class Given:
    """One PDF: a file, or a member of a zip file.

    Attributes:
        label: how it is spoken of: the path from the folder that was given, or its name; after the zip file's name.
        index: number of the member in the zip file.
        problem: why it is not opened at all.
    """

    path: Path
    label: str
    index: int | None = None
    problem: Finding | None = None

    @property
    def name(self) -> str:
        """The file name without folders."""
        return PurePosixPath(self.label).name

    @property
    def stem(self) -> str:
        return PurePosixPath(self.label).stem

    def read_bytes(self) -> bytes:
        """Return its contents.

        Raises:
            InputError: it cannot be read.
        """
        if self.index is None:
            return read_ordinary(self.path)
        try:
            with zipfile.ZipFile(self.path) as archive:
                return archive.read(archive.infolist()[self.index])
        except (*_DAMAGE, IndexError):
            raise InputError(
                nb="PDF-en kan ikke pakkes ut av zip-filen: den er skadet, eller krever passord.",
                en="The PDF cannot be taken out of the zip file: it is damaged, or needs a password.",
            ) from None

    def __str__(self) -> str:
        return self.label


def pdf_files(given: Sequence[Path], limits: Limits = DEFAULT) -> list[Given]:
    """Return the PDFs of files, folders (searched to any depth), patterns and zip files, in order, each once.

    Zip files are looked into by a guarded worker. One that cannot be used stands in its own place, with its problem.

    Raises:
        InputError: a path does not exist, or there is nothing at all.
    """
    found: dict[tuple[Path, int | None], Given] = {}
    with Guard(limits) as guard:
        for path in _expanded(given):
            for pdf in _in(path, guard, limits):
                found.setdefault((pdf.path, pdf.index), pdf)
    if not found:
        raise InputError(nb="Fant ingen PDF-er der.", en="Found no PDFs there.")
    return list(found.values())


def holds_pdfs(path: Path) -> bool:
    """Return whether a path that was given is for PDFs: one, a folder, a zip file, or a pattern for them."""
    return path.is_dir() or path.suffix.lower() in (".pdf", PACKED) or (_is_pattern(path) and not path.suffix)


def _is_pattern(path: Path) -> bool:
    return bool(set(str(path)) & set(_PATTERN))


def _expanded(given: Sequence[Path]) -> Iterator[Path]:
    """Yield the paths; of one that does not exist and is a pattern, what it stands for (Windows leaves that to us)."""
    for path in given:
        if path.exists():
            yield path
            continue
        matching = sorted(glob.glob(str(path), recursive=True)) if _is_pattern(path) else []  # noqa: PTH207
        if not matching:
            raise InputError(nb=f"Filen «{path}» finnes ikke.", en=f"The file “{path}” does not exist.")
        yield from map(Path, matching)


def _in(path: Path, guard: Guard, limits: Limits) -> Iterable[Given]:
    if path.is_dir():
        files = sorted(path.rglob("*.[pP][dD][fF]"))
        return (Given(one, one.relative_to(path).as_posix()) for one in files if not one.is_dir())
    if path.suffix.lower() != PACKED:
        return [Given(path, path.name)]
    answer = guard.call(look_into, path)
    if isinstance(answer, Died):
        return [Given(path, path.name, problem=given_up(answer, limits, Origin(path.name)))]
    return answer


def look_into(path: Path) -> list[Given]:
    """Return the PDFs of a zip file in order of name, each zip file inside with its problem. Nothing is unpacked."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except _DAMAGE:
        return [_not_opened(path, NOT_A_ZIP)]
    if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_UNPACKED:
        return [_not_opened(path, TOO_LARGE_ZIP, gigabytes=_MOST_UNPACKED >> 30, most=_MOST_MEMBERS)]
    found = [made for index, member in enumerate(members) if (made := _member(path, index, member.filename))]
    return sorted(found, key=lambda one: one.label) or [_not_opened(path, NO_PDF_INSIDE)]


def _not_opened(path: Path, rule: Rule, **limits: Any) -> Given:
    return Given(path, path.name, problem=rule.finding(origin=Origin(path.name), **limits))


def _member(path: Path, index: int, name: str) -> Given | None:
    """Return a member that is a PDF, or a zip file, which is not opened; None for any other."""
    label, suffix = f"{path.name}/{name}", PurePosixPath(name).suffix.lower()
    if _is_shadow(name) or suffix not in (".pdf", PACKED):
        return None
    problem = ZIP_INSIDE.finding(origin=Origin(label)) if suffix == PACKED else None
    return Given(path, label, index, problem)


def _is_shadow(name: str) -> bool:
    """Return whether a member is what macOS keeps beside a file."""
    return name.startswith("__MACOSX/") or PurePosixPath(name).name.startswith("._")
