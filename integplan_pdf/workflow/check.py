"""check: rows or filled PDFs against form, template and rules, without writing a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from integplan_pdf.bulk.limits import Limits
from integplan_pdf.engine.plans import to_plan
from integplan_pdf.errors import UsageError
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.model.row import Row
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.workflow import rows as row_files
from integplan_pdf.workflow.elastic import open_shelf, tools_missing
from integplan_pdf.workflow.fill import all_fit
from integplan_pdf.workflow.given import Given, holds_pdfs, pdf_files
from integplan_pdf.workflow.guard import USUAL, Opening
from integplan_pdf.workflow.portfolio import Checked, across, without_plan
from integplan_pdf.workflow.prepare import FillOptions, prepare
from integplan_pdf.workflow.progress import Progress, silent
from integplan_pdf.workflow.read import read_rows


def check(
    given: Sequence[Path],
    pack: Pack,
    options: FillOptions,
    opening: Opening = USUAL,
    progress: Progress = silent,
    participants: Path | None = None,
) -> Report:
    """Check one file of rows, or PDFs (files, folders, patterns, zip files); with `participants`, who has no plan too.

    Raises:
        UsageError: rows and PDFs are mixed, or more than one file of rows is given.
    """
    tables = [path for path in given if not holds_pdfs(path)]
    if tables and len(given) > 1:
        raise UsageError(
            nb="Kontroller én fil med rader om gangen, eller bare PDF-er.",
            en="Check one file of rows at a time, or PDFs only.",
        )
    findings = list(options.policy.notices(pack.rules))
    if tables:
        checked, unusable = _check_rows(tables[0], pack, options, progress, opening.limits)
        findings += unusable
    else:
        checked = _check_pdfs(pdf_files(given, opening.limits), pack, options, opening, progress)
    items, run = across(checked, pack, options)
    missing = without_plan(participants, checked, pack, options) if participants else []
    return Report("check", items, (*findings, *run, *missing), pack.form.title, options.on)


def _check_rows(
    path: Path, pack: Pack, options: FillOptions, progress: Progress, limits: Limits
) -> tuple[list[Checked], list[Finding]]:
    shelf = open_shelf(pack, options.overflow, options.fonts)
    rows, findings = row_files.load(path, pack.columns, limits)
    checked = []
    for number, row in enumerate(rows, 1):
        prepared = prepare(row, shelf, options)
        variant = prepared.opened.variant.id if prepared.opened else ""
        item = Item(row.key, row.origin, Status.CHECKED, "", variant, prepared.findings, fits=prepared.fits)
        checked.append(Checked(item, prepared.plan, row.place))
        progress(number, len(rows))
    findings += [] if all_fit(one.item for one in checked) else tools_missing(pack.form, options.overflow)
    return checked, findings


def _check_pdfs(
    pdfs: Sequence[Given], pack: Pack, options: FillOptions, opening: Opening, progress: Progress
) -> list[Checked]:
    return [_checked(item, row, pack, options) for row, item in read_rows(pdfs, pack, opening, progress)]


def _checked(item: Item, row: Row | None, pack: Pack, options: FillOptions) -> Checked:
    if row is None:
        return Checked(item, None, Row("", item.origin, {}).place)
    plan, findings = to_plan(row, pack.plan_type)
    if plan is not None:
        flagged = {finding.path for finding in findings}
        judged = options.policy.apply(pack.check(plan, options.on))
        findings += [replace(finding, origin=row.origin) for finding in judged if finding.path not in flagged]
    return Checked(replace(item, status=Status.CHECKED, findings=(*item.findings, *findings)), plan, row.place)
