"""Excel workbooks in: every worksheet as rows of plain cells."""

from __future__ import annotations

from integplan_pdf.model.sheet import Sheet
from integplan_pdf.tables.excel.package import open_package
from integplan_pdf.tables.excel.plain import is_plain
from integplan_pdf.tables.opened import Open


def read_workbook(opened: Open, name: str) -> list[Sheet]:
    """Return the worksheets of an .xlsx or .xlsm file, hidden ones too, in their order.

    Whole numbers are ints; those with a zero-padded number format are text with their zeros, percentages text with
    their sign. Dates without a time of day are dates; months without a day, times of day and durations are text.
    Formulas give their cached value. A merged area's value stands in every row of its first column.

    The rows of a large workbook, or one that needs care, are read from the file each time they are gone through.

    Args:
        opened: opens the file.
        name: its name, for messages.

    Raises:
        InputError: not a workbook, damaged, encrypted, or in a format older or other than .xlsx. That it is damaged
            may show only while rows are gone through.
    """
    with opened() as file, open_package(file, name) as archive:
        plain = is_plain(archive)
    if plain:
        from integplan_pdf.tables.excel.fast import NotPlainError, read_plain

        try:
            return read_plain(opened)
        except NotPlainError:
            pass
    from integplan_pdf.tables.excel.careful import read_carefully

    return read_carefully(opened, name)
