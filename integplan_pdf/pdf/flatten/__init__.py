"""Flattening: form fields become page content."""

from integplan_pdf.pdf.flatten.document import Flattened, flatten
from integplan_pdf.pdf.flatten.seal import is_sealed

__all__ = ["Flattened", "flatten", "is_sealed"]
