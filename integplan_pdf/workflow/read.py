"""read: filled PDFs to rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from integplan_pdf.errors import InputError
from integplan_pdf.model.finding import Rule, Severity
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.model.row import Origin, Row
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.workflow.returned import read_row
from integplan_pdf.workflow.rows import dump, save

SAME_KEY = Rule(
    "V013",
    Severity.ERROR,
    nb="To PDF-er har samme ID. Begge er lest; ta bort den som ikke gjelder.",
    en="Two PDFs have the same ID. Both were read; remove the one that does not count.",
)


def pdf_files(given: Sequence[Path]) -> list[Path]:
    """Return the PDFs among files and folders (searched to any depth), in order of name.

    Raises:
        InputError: a path does not exist, or there is no PDF at all.
    """
    files: list[Path] = []
    for path in given:
        files += sorted(path.rglob("*.[pP][dD][fF]")) if path.is_dir() else [path]
    for path in files:
        if not path.is_file():
            raise InputError(nb=f"Filen «{path}» finnes ikke.", en=f"The file “{path}” does not exist.")
    if not files:
        raise InputError(nb="Fant ingen PDF-er der.", en="Found no PDFs there.")
    return list(dict.fromkeys(files))


def read(given: Sequence[Path], pack: Pack, out: Path, password: str, progress: Callable[[int, int], None]) -> Report:
    """Read filled plans and write them as rows to `out`; the suffix says how.

    A PDF that cannot be read is reported and the others go on.

    Raises:
        InputError, UsageError: nothing could be read, or `out` cannot be written.
    """
    found = read_rows(pdf_files(given), pack, password, progress)
    data = dump(out, [row.tree for row, _ in found if row], pack.columns)
    save(out, data)
    return Report("read", tuple(item for _, item in found), form=pack.form.title)


def read_rows(
    files: Sequence[Path], pack: Pack, password: str, progress: Callable[[int, int], None]
) -> list[tuple[Row | None, Item]]:
    """Return the row of each filled plan, None where it could not be read, and what was found."""
    found: list[tuple[Row | None, Item]] = []
    seen: set[str] = set()
    for number, path in enumerate(files, 1):
        row, findings = read_row(path, pack, password)
        if row is not None:
            findings += [SAME_KEY.finding(origin=row.origin)] if row.key in seen else []
            seen.add(row.key)
        origin, status = (row.origin, Status.READ) if row else (Origin(path.name), Status.REFUSED)
        found.append((row, Item(origin.key, origin, status, path.name, findings=tuple(findings))))
        progress(number, len(files))
    return found
