"""Excel workbooks in and out."""

from integplan_pdf.tables.excel.reader import read_workbook
from integplan_pdf.tables.excel.writer import GUIDE_SHEET, write_workbook

__all__ = ["GUIDE_SHEET", "read_workbook", "write_workbook"]
