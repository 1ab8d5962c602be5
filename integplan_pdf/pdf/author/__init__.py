"""Making accessible AcroForms: a folder of declarative sources and a variant → a PDF form.

Needs the extra `author` (Typst, pikepdf, segno). Knows nothing about any particular form.
"""

from integplan_pdf.pdf.author.build import build_form
from integplan_pdf.pdf.author.rebuild import rebuild
from integplan_pdf.pdf.author.source import read_source
from integplan_pdf.pdf.author.variants import compose_variant

__all__ = ["build_form", "compose_variant", "read_source", "rebuild"]
