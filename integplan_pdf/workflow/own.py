"""An office's own names for its columns: a file of them proposed, and used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from integplan_pdf.bulk.limits import Limits
from integplan_pdf.engine.columns.own import with_own
from integplan_pdf.engine.columns.proposal import Proposal, propose
from integplan_pdf.errors import UsageError
from integplan_pdf.model.mapping import ColumnMapping, OwnColumns
from integplan_pdf.packs.catalogue import Pack, read_mapping
from integplan_pdf.workflow.guard import DEFAULT, opened
from integplan_pdf.workflow.rows import read_sheets
from integplan_pdf.workflow.sources import Kind, Source, source


def with_columns(pack: Pack, path: Path | None) -> Pack:
    """Return the pack with the columns that an office's own file names; as it is without such a file.

    Raises:
        MappingError: the file cannot be used.
    """
    return replace(pack, columns=with_own(pack.columns, read_mapping(path, OwnColumns))) if path else pack


def propose_columns(path: Path, pack: Pack, limits: Limits = DEFAULT) -> Proposal:
    """Return a proposal of what the columns of a file of rows are.

    Raises:
        InputError: the file cannot be read, or had to be given up.
        UsageError: it has no columns.
    """
    given = source(path)
    if given.kind is Kind.JSON:
        raise UsageError(
            nb=f"«{given.name}» har ingen overskrifter. Gi en arbeidsbok eller en CSV-fil med --from.",
            en=f"“{given.name}” has no headers. Give a workbook or a CSV file with --from.",
        )
    return opened(_propose, (given, pack.columns), limits, given.name)


def _propose(task: tuple[Source, ColumnMapping]) -> Proposal:
    given, columns = task
    return propose(read_sheets(given), columns, given.name)
