"""Rewriting a PDF with qpdf, which finds its way through more damage than any viewer."""

from __future__ import annotations

from io import BytesIO


def rewrite(data: bytes, password: str = "") -> bytes | None:
    """Return the same document with sound cross-references and all objects numbered anew, or None.

    Encryption stays as it was. The result depends on `data` alone.
    """
    import pikepdf

    try:
        with pikepdf.open(BytesIO(data), password=password, suppress_warnings=True) as pdf:
            target = BytesIO()
            pdf.save(target, deterministic_id=not pdf.is_encrypted, encryption=True if pdf.is_encrypted else None)
            return target.getvalue()
    except (pikepdf.PdfError, RuntimeError, ValueError):
        return None
