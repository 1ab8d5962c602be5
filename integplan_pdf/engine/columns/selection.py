"""Which sheet of a file is which sheet of the mapping."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from integplan_pdf.engine import paths
from integplan_pdf.engine.columns import complaints
from integplan_pdf.engine.columns.header import find_lines
from integplan_pdf.engine.columns.names import Names, fold
from integplan_pdf.engine.columns.rules import SHEET_NOT_READ
from integplan_pdf.model.finding import Finding, Severity
from integplan_pdf.model.mapping import ColumnMapping
from integplan_pdf.model.row import Origin
from integplan_pdf.model.sheet import Sheet

_IGNORED = ("#", "Veiledning")


def filled(sheets: Iterable[Sheet], columns: ColumnMapping) -> list[Sheet]:
    """Return the sheets that have content and are not to be passed over."""
    ignored = {fold(name) for name in columns.ignore_sheets}
    wanted = (sheet for sheet in sheets if not sheet.name.startswith(_IGNORED) and fold(sheet.name) not in ignored)
    return [sheet for sheet in wanted if next(iter(sheet.rows), None)]


def select(sheets: Sequence[Sheet], columns: ColumnMapping, file: str) -> tuple[dict[str, Sheet], list[Finding]]:
    """Return our name of each sheet → the sheet, and the sheets that are not read.

    A file with one sheet has the main sheet; where no sheet has its name, the one with its columns is it.

    Raises:
        InputError: the main sheet is missing, several sheets may be the same, or nobody knows a sheet with keys.
    """
    there = filled(sheets, columns)
    found, strangers = _by_name(there, columns, file)
    main = columns.sheet[0]
    if main.name not in found:
        alike = there if len(there) == 1 else [sheet for sheet in strangers if _rank(sheet, columns)[:2] >= (True, 2)]
        if not alike:
            raise complaints.no_main_sheet(main.name, file)
        if len(alike) > 1:
            raise complaints.double_sheet(main.name, [sheet.name for sheet in alike], file)
        found = {main.name: alike[0]} | found
        strangers = [sheet for sheet in strangers if sheet is not alike[0]]
    return found, [_not_read(sheet, columns, file) for sheet in strangers]


def _by_name(sheets: Sequence[Sheet], columns: ColumnMapping, file: str) -> tuple[dict[str, Sheet], list[Sheet]]:
    """Return the sheets that have a name of the mapping, and the others."""
    by_name = {fold(name): spec.name for spec in columns.sheet for name in (*spec.aliases, spec.name)}
    found: dict[str, Sheet] = {}
    for sheet in sheets:
        name = by_name.get(fold(sheet.name), "")
        if name and found.setdefault(name, sheet) is not sheet:
            raise complaints.double_sheet(name, [found[name].name, sheet.name], file)
    return found, [sheet for sheet in sheets if sheet not in found.values()]


def _rank(sheet: Sheet, columns: ColumnMapping) -> tuple[bool, int, int]:
    """Return how well a sheet does as the main sheet."""
    return find_lines(sheet, Names(columns.sheet[0], columns)).rank()


def _not_read(sheet: Sheet, columns: ColumnMapping, file: str) -> Finding:
    """Return that a sheet is not read, unless it seems to hold rows of participants."""
    known = [spec.name for spec in columns.sheet]
    if not sheet.hidden and (_rank(sheet, columns)[0] or paths.nearest(sheet.name, known)):
        raise complaints.unknown_sheet(sheet.name, known, file)
    severity = Severity.INFO if sheet.hidden else None
    return SHEET_NOT_READ.finding(origin=Origin(file, sheet.name), severity=severity, key=columns.key)
