"""read: filled PDFs to rows."""

from __future__ import annotations

import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from integplan_pdf.bulk.guarded import guarded_in_order
from integplan_pdf.bulk.limits import Died, Limits
from integplan_pdf.errors import IntegplanError
from integplan_pdf.model.finding import Rule, Severity
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.model.row import Origin, Row
from integplan_pdf.packs.catalogue import Pack, load_pack
from integplan_pdf.workflow.given import Given, pdf_files
from integplan_pdf.workflow.guard import USUAL, Opening, given_up
from integplan_pdf.workflow.progress import Progress, silent
from integplan_pdf.workflow.provenance import notes
from integplan_pdf.workflow.returned import UNREADABLE, Returned, read_returned
from integplan_pdf.workflow.rows import dump, save, too_long
from integplan_pdf.workflow.sources import kind_of

SAME_KEY = Rule(
    "V013",
    Severity.ERROR,
    nb="To PDF-er har samme ID. Begge er lest; ta bort den som ikke gjelder.",
    en="Two PDFs have the same ID. Both were read; remove the one that does not count.",
)

TOO_LONG = Rule(
    "V014",
    Severity.ERROR,
    nb="Teksten i «{path}» er lengre enn en Excel-celle kan være (32 767 tegn). Planen er ikke med i «{file}»; skriv "
    "til .json i stedet.",
    en="The text of “{path}” is longer than an Excel cell can be (32,767 characters). The plan is not in “{file}”; "
    "write to .json instead.",
)


@dataclass(frozen=True, slots=True)
class PackRef:
    """A pack as it is handed to workers, for its rules and types cannot be: where it lies, and what was changed."""

    folder: str
    mapping: bytes

    @classmethod
    def of(cls, pack: Pack) -> PackRef:
        return cls(str(pack.form.folder), pickle.dumps((pack.mapping, pack.columns)))

    def pack(self) -> Pack:
        """Return the pack, loaded once in each worker."""
        return _loaded(self)


@lru_cache(1)
def _loaded(ref: PackRef) -> Pack:
    mapping, columns = pickle.loads(ref.mapping)  # noqa: S301 - from the parent
    return replace(load_pack(ref.folder), mapping=mapping, columns=columns)


def read(given: Sequence[Path], pack: Pack, out: Path, opening: Opening = USUAL, progress: Progress = silent) -> Report:
    """Read filled plans and write them as rows to `out`; the suffix says how.

    A PDF that cannot be read is reported and the others go on.

    Args:
        given: PDFs, folders, patterns and zip files.
        pack: the form that they are to be read as.
        out: the file that the rows are written to.
        opening: how the files are opened.
        progress: called with how many are done, and of how many, after each.

    Raises:
        InputError, UsageError: nothing could be read, or `out` cannot be written.
    """
    kind_of(out)
    every = read_rows(pdf_files(given, opening.limits), pack, opening, progress)
    found = [_with_room(row, item, out) for row, item in every]
    held = [(row.tree, notes(item)) for row, item in found if row]
    data = dump(out, [tree for tree, _ in held], pack.columns, [note for _, note in held])
    save(out, data)
    return Report("read", tuple(item for _, item in found), form=pack.form.title)


def _with_room(row: Row | None, item: Item, out: Path) -> tuple[Row | None, Item]:
    """Leave a plan out that the file cannot hold, and say so."""
    told = (
        [TOO_LONG.finding(origin=row.origin, path=path, file=out.name) for path in too_long(out, row.tree)]
        if row
        else []
    )
    return (None, replace(item, status=Status.REFUSED, findings=(*item.findings, *told))) if told else (row, item)


def read_rows(
    pdfs: Sequence[Given], pack: Pack, opening: Opening, progress: Progress
) -> Iterator[tuple[Row | None, Item]]:
    """Yield the row of each filled plan, None where it could not be read, and what was found, in their order.

    Each PDF is opened by a guarded worker; one that has to be given up is a finding.
    """
    ref, seen = PackRef.of(pack), set[str]()
    tasks = ((pdf, ref, opening.password) for pdf in pdfs if not pdf.problem)
    answers = guarded_in_order(_read_one, tasks, min(opening.jobs, len(pdfs)), opening.limits)
    for number, pdf in enumerate(pdfs, 1):
        found = Returned(None, [pdf.problem]) if pdf.problem else _settled(pdf, next(answers), opening.limits)
        row, findings = found.row, found.findings
        if row is not None:
            findings += [SAME_KEY.finding(origin=row.origin)] if row.key in seen else []
            seen.add(row.key)
        yield row, _item(pdf, found)
        progress(number, len(pdfs))


def _item(pdf: Given, found: Returned) -> Item:
    origin, status = (found.row.origin, Status.READ) if found.row else (Origin(pdf.name), Status.REFUSED)
    return Item(
        origin.key,
        origin,
        status,
        pdf.label,
        findings=tuple(found.findings),
        recognized=found.recognized,
        provenance=found.provenance,
        evidence=found.evidence,
    )


def _settled(pdf: Given, answer: Returned | Died, limits: Limits) -> Returned:
    return Returned(None, [given_up(answer, limits, Origin(pdf.name))]) if isinstance(answer, Died) else answer


def _read_one(task: tuple[Given, PackRef, str]) -> Returned:
    """Return what one PDF is and holds; what would stop a run stops only this file."""
    pdf, ref, password = task
    try:
        return read_returned(pdf, ref.pack(), password)
    except IntegplanError as error:
        return Returned(None, [UNREADABLE.finding(origin=Origin(pdf.name), nb=error.nb, en=error.en)])
