"""Continuation sheets: pages that are added to a filled form for texts and rows that it has no room for."""

from integplan_pdf.pdf.continuation.fill import Continuation, Continued, Wording
from integplan_pdf.pdf.continuation.rows import MoreRows
from integplan_pdf.pdf.continuation.words import continued

__all__ = ["Continuation", "Continued", "MoreRows", "Wording", "continued"]
