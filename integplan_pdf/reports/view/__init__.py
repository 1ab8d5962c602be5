"""A report worked out into figures, charts and tables, once for all formats."""

from integplan_pdf.reports.view.build import view

__all__ = ["view"]
