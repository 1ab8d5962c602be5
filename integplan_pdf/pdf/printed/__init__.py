"""Values of forms whose fields are gone, from what their pages show."""

from __future__ import annotations

from integplan_pdf.pdf.printed.form import PrintedForm, read_printed

__all__ = ["PrintedForm", "read_printed"]
