"""Making accessible AcroForms: a folder of declarative sources and a variant → a PDF form.

Needs the extra `author` (Typst, pikepdf, segno). Knows nothing about any particular form.
"""

from integplan_pdf.pdf.author.build import build_form, build_variant
from integplan_pdf.pdf.author.rebuild import rebuild
from integplan_pdf.pdf.author.source import FormSource, read_source
from integplan_pdf.pdf.author.variants import compose_variant, variant_fields

__all__ = [
    "FormSource",
    "build_form",
    "build_variant",
    "compose_variant",
    "read_source",
    "rebuild",
    "variant_fields",
]
