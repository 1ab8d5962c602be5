"""Many filled plans as one printable file."""

from __future__ import annotations

from integplan_pdf.pdf.merge.document import merge

__all__ = ["merge"]
