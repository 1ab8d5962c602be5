"""flatten: PDFs with form fields to PDFs without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from integplan_pdf.errors import InputError, UsageError
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.model.row import Origin
from integplan_pdf.pdf.flatten import flatten as flatten_pdf
from integplan_pdf.pdf.seal import is_sealed
from integplan_pdf.workflow.fill import CHANGED_SINCE, NOT_WRITTEN
from integplan_pdf.workflow.read import pdf_files
from integplan_pdf.workflow.returned import UNREADABLE
from integplan_pdf.workflow.store import make_folder, read_file, write_file

SAME_NAME = Rule(
    "F211",
    Severity.ERROR,
    nb="En annen av PDF-ene har samme navn. Flat dem ut til hver sin mappe (store og små bokstaver teller ikke).",
    en="Another of the PDFs has the same name. Flatten them into different folders (case does not count).",
)
ONTO_ITSELF = Rule(
    "F212",
    Severity.ERROR,
    nb="PDF-en ville blitt skrevet over seg selv, og feltene gått tapt. Velg en annen mappe med -o.",
    en="The PDF would be written over itself and its fields be lost. Choose another folder with -o.",
)


def flatten(
    given: Sequence[Path], out: Path, password: str, progress: Callable[[int, int], None], *, overwrite: bool = False
) -> Report:
    """Flatten PDFs, and folders of PDFs, into the folder `out`; a single PDF into the file `out` if it ends in .pdf.

    A PDF that cannot be flattened, or would lose something that its pages cannot show, is not written; the others
    are. A file that is there already is replaced if it is one of ours and unchanged.

    Raises:
        InputError, UsageError: nothing was written.
    """
    files = pdf_files(given)
    targets = _targets(files, out)
    items, taken = [], set[str]()
    for number, (path, target) in enumerate(zip(files, targets, strict=True), 1):
        if target.name.casefold() in taken:
            items.append(_item(path, Status.REFUSED, target, SAME_NAME.finding()))
        else:
            items.append(_flatten(path, target, password, overwrite=overwrite))
        taken.add(target.name.casefold())
        progress(number, len(files))
    return Report("flatten", tuple(items))


def _targets(files: Sequence[Path], out: Path) -> list[Path]:
    if out.suffix.lower() != ".pdf" or out.is_dir():
        make_folder(out)
        return [out / path.name for path in files]
    if len(files) > 1:
        raise UsageError(
            nb=f"-o {out}: flere PDF-er kan ikke skrives til én fil. Oppgi en mappe.",
            en=f"-o {out}: several PDFs cannot be written to one file. Give a folder.",
        )
    make_folder(out.parent)
    return [out]


def _flatten(path: Path, target: Path, password: str, *, overwrite: bool) -> Item:
    if target.exists() and target.samefile(path):
        return _item(path, Status.REFUSED, target, ONTO_ITSELF.finding())
    try:
        flat = flatten_pdf(read_file(path), password=password)
    except InputError as error:
        return _item(path, Status.REFUSED, target, UNREADABLE.finding(nb=error.nb, en=error.en))
    if any(finding.severity is Severity.ERROR for finding in flat.findings):
        return _item(path, Status.REFUSED, target, *flat.findings)
    try:
        status = _save(flat.data, target, overwrite=overwrite)
    except OSError as error:
        problem = NOT_WRITTEN.finding(file=target.name, reason=error.strerror or "?")
        return _item(path, Status.REFUSED, target, *flat.findings, problem)
    problems = [CHANGED_SINCE.finding(file=target.name)] if status is Status.REFUSED else []
    return _item(path, status, target, *flat.findings, *problems)


def _save(data: bytes, target: Path, *, overwrite: bool) -> Status:
    """Write a file unless it is the same already, or another's work."""
    there = target.read_bytes() if target.exists() else None
    if there == data:
        return Status.UNCHANGED
    if there is not None and not overwrite and not is_sealed(there):
        return Status.REFUSED
    write_file(target, data)
    return Status.WRITTEN


def _item(path: Path, status: Status, target: Path, *findings: Finding) -> Item:
    origin = Origin(path.name)
    return Item("", origin, status, target.name, findings=tuple(replace(one, origin=origin) for one in findings))
