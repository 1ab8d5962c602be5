"""Rewriting a PDF with qpdf, which finds its way through more damage than any viewer.

Limitation: a rewritten AES-encrypted document gets random initialisation vectors, so it differs from run to run.
"""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import Any


def rewrite(data: bytes, password: str = "") -> bytes | None:
    """Return the same document with sound cross-references, or None if that is beyond qpdf.

    Fields and widgets that stood within other objects become objects of their own. Encryption stays as it was.
    """
    import pikepdf

    try:
        with (
            warnings.catch_warnings(),
            pikepdf.open(BytesIO(data), password=password, suppress_warnings=True) as pdf,
        ):
            warnings.simplefilter("ignore")  # what pikepdf notes about the form is looked into by us
            _make_fields_indirect(pdf)
            target = BytesIO()
            pdf.save(
                target,
                fix_metadata_version=False,
                deterministic_id=not pdf.is_encrypted,
                encryption=pdf.is_encrypted,
            )
            return target.getvalue()
    except (pikepdf.PdfError, RuntimeError, ValueError, TypeError, AttributeError):
        return None


def _make_fields_indirect(pdf: Any) -> None:
    import pikepdf

    form = pdf.Root.get("/AcroForm")
    stack: list[Any] = [form.get("/Fields")] if isinstance(form, pikepdf.Dictionary) else []
    stack += [page.obj.get("/Annots") for page in pdf.pages]
    seen: set[tuple[int, int]] = set()
    while stack:
        array: Any = stack.pop()
        if not isinstance(array, pikepdf.Array):
            continue
        for place, item in enumerate(array):
            if not isinstance(item, pikepdf.Dictionary) or item.objgen in seen:
                continue
            if not item.is_indirect:
                array[place] = item = pdf.make_indirect(item)
            seen.add(item.objgen)
            stack.append(item.get("/Kids"))
