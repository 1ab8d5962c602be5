"""flatten: PDFs with form fields to PDFs without."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from integplan_pdf.bulk.guarded import guarded_in_order
from integplan_pdf.bulk.limits import Died
from integplan_pdf.errors import IntegplanError, UsageError
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.model.row import Origin
from integplan_pdf.pdf.flatten import flatten as flatten_pdf
from integplan_pdf.pdf.seal import is_sealed
from integplan_pdf.workflow.given import Given, pdf_files
from integplan_pdf.workflow.guard import Opening, given_up
from integplan_pdf.workflow.names import safe
from integplan_pdf.workflow.returned import UNREADABLE
from integplan_pdf.workflow.store import make_folder, write_file
from integplan_pdf.workflow.work import CHANGED_SINCE, NOT_WRITTEN

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
    given: Sequence[Path],
    out: Path,
    opening: Opening,
    progress: Callable[[int, int], None],
    *,
    overwrite: bool = False,
) -> Report:
    """Flatten PDFs into the folder `out`; a single one into the file `out` if that ends in .pdf.

    A PDF that cannot be flattened, or would lose something that its pages cannot show, is not written; the others
    are. A file that is there already is replaced if it is one of ours and unchanged.

    Raises:
        InputError, UsageError: nothing was written.
    """
    pdfs = pdf_files(given, opening.limits)
    targets = _targets(pdfs, out)
    items, taken = [], set[str]()
    tasks = ((pdf, opening.password) for pdf in pdfs)
    answers = guarded_in_order(_flattened, tasks, min(opening.jobs, len(pdfs)), opening.limits)
    for number, (pdf, target, answer) in enumerate(zip(pdfs, targets, answers, strict=True), 1):
        if target.name.casefold() in taken:
            items.append(_item(pdf, Status.REFUSED, target, SAME_NAME.finding()))
        elif isinstance(answer, Died):
            items.append(_item(pdf, Status.REFUSED, target, given_up(answer, opening.limits, Origin(pdf.name))))
        else:
            items.append(_written(pdf, target, *answer, overwrite=overwrite))
        taken.add(target.name.casefold())
        progress(number, len(pdfs))
    return Report("flatten", tuple(items))


def _targets(pdfs: Sequence[Given], out: Path) -> list[Path]:
    if out.suffix.lower() != ".pdf" or out.is_dir():
        make_folder(out)
        return [out / (f"{safe(pdf.stem)}.pdf" if pdf.index is not None else pdf.name) for pdf in pdfs]
    if len(pdfs) > 1:
        raise UsageError(
            nb=f"-o {out}: flere PDF-er kan ikke skrives til én fil. Oppgi en mappe.",
            en=f"-o {out}: several PDFs cannot be written to one file. Give a folder.",
        )
    make_folder(out.parent)
    return [out]


def _flattened(task: tuple[Given, str]) -> tuple[bytes, tuple[Finding, ...]]:
    """Return one PDF flattened and what is to be known of it; no bytes if it cannot be, or would lose something."""
    pdf, password = task
    if pdf.problem:
        return b"", (pdf.problem,)
    try:
        flat = flatten_pdf(pdf.read_bytes(), password=password)
    except IntegplanError as error:
        return b"", (UNREADABLE.finding(nb=error.nb, en=error.en),)
    lost = any(finding.severity is Severity.ERROR for finding in flat.findings)
    return b"" if lost else flat.data, tuple(flat.findings)


def _written(pdf: Given, target: Path, data: bytes, findings: tuple[Finding, ...], *, overwrite: bool) -> Item:
    if pdf.index is None and target.exists() and target.samefile(pdf.path):
        return _item(pdf, Status.REFUSED, target, ONTO_ITSELF.finding())
    if not data:
        return _item(pdf, Status.REFUSED, target, *findings)
    try:
        status = _save(data, target, overwrite=overwrite)
    except OSError as error:
        problem = NOT_WRITTEN.finding(file=target.name, reason=error.strerror or "?")
        return _item(pdf, Status.REFUSED, target, *findings, problem)
    problems = [CHANGED_SINCE.finding(file=target.name)] if status is Status.REFUSED else []
    return _item(pdf, status, target, *findings, *problems)


def _save(data: bytes, target: Path, *, overwrite: bool) -> Status:
    """Write a file unless it is the same already, or another's work."""
    there = target.read_bytes() if target.exists() else None
    if there == data:
        return Status.UNCHANGED
    if there is not None and not overwrite and not is_sealed(there):
        return Status.REFUSED
    write_file(target, data)
    return Status.WRITTEN


def _item(pdf: Given, status: Status, target: Path, *findings: Finding) -> Item:
    origin = Origin(pdf.name)
    return Item("", origin, status, target.name, findings=tuple(replace(one, origin=origin) for one in findings))
