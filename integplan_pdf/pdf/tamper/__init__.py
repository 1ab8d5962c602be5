"""Whether a file was tampered with since it was made from its form."""

from __future__ import annotations

from integplan_pdf.pdf.tamper.find import find_tampering
from integplan_pdf.pdf.tamper.original import Original, box_key, inner, original

__all__ = ["Original", "box_key", "find_tampering", "inner", "original"]
