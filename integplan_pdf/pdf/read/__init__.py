"""Stored values out of any AcroForm PDF: ordinary files in a quick way, all others through pdfminer."""

from __future__ import annotations

from integplan_pdf.pdf.read.form import open_file, read_form

__all__ = ["open_file", "read_form"]
