"""check: rows or filled PDFs against form, template and rules, without writing a plan."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from integplan_pdf.engine.plans import to_plan
from integplan_pdf.errors import UsageError
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.model.row import Row
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.workflow import rows as row_files
from integplan_pdf.workflow.fill import FillOptions, prepare
from integplan_pdf.workflow.read import pdf_files, read_rows
from integplan_pdf.workflow.shelf import Shelf


def check(
    given: Sequence[Path], pack: Pack, options: FillOptions, password: str, progress: Callable[[int, int], None]
) -> Report:
    """Check one file of rows, or PDFs and folders of PDFs.

    Raises:
        UsageError: rows and PDFs are mixed, or more than one file of rows is given.
    """
    tables = [path for path in given if not path.is_dir() and path.suffix.lower() != ".pdf"]
    if not tables:
        return _check_pdfs(given, pack, options, password, progress)
    if len(given) > 1:
        raise UsageError(
            nb="Kontroller én fil med rader om gangen, eller bare PDF-er.",
            en="Check one file of rows at a time, or PDFs only.",
        )
    return _check_rows(tables[0], pack, options, progress)


def _check_rows(path: Path, pack: Pack, options: FillOptions, progress: Callable[[int, int], None]) -> Report:
    shelf = Shelf(pack)
    rows, findings = row_files.load(path, pack.columns)
    items = []
    for number, row in enumerate(rows, 1):
        prepared = prepare(row, shelf, options)
        variant = prepared.opened.variant.id if prepared.opened else ""
        items.append(Item(row.key, row.origin, Status.CHECKED, "", variant, prepared.findings))
        progress(number, len(rows))
    return Report("check", tuple(items), tuple(findings))


def _check_pdfs(
    given: Sequence[Path], pack: Pack, options: FillOptions, password: str, progress: Callable[[int, int], None]
) -> Report:
    found = read_rows(pdf_files(given), pack, password, progress)
    return Report("check", tuple(_checked(item, row, pack, options) for row, item in found))


def _checked(item: Item, row: Row | None, pack: Pack, options: FillOptions) -> Item:
    if row is None:
        return item
    plan, findings = to_plan(row, pack.plan_type)
    if plan is not None:
        flagged = {finding.path for finding in findings}
        broken: list[Finding] = [f for f in pack.check(plan, options.on) if f.path not in flagged]
        findings += [replace(finding, origin=row.origin) for finding in broken]
    return replace(item, status=Status.CHECKED, findings=(*item.findings, *findings))
