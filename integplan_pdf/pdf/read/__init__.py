"""Stored values out of any AcroForm PDF, through pdfminer alone."""

from __future__ import annotations

from integplan_pdf.pdf.read.form import read_form

__all__ = ["read_form"]
