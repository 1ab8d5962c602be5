"""Flattening: form fields become page content."""

from integplan_pdf.pdf.flatten.document import Flattened, flatten

__all__ = ["Flattened", "flatten"]
