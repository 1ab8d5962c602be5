"""What a file says of itself: form, edition and variant, in its document information or its XMP."""

from __future__ import annotations

import re
from collections.abc import Mapping

from pdfminer.pdftypes import PDFStream

from integplan_pdf.errors import InputError
from integplan_pdf.pdf.read import open_file

Identity = tuple[str, str, str]
"""Form, edition, variant."""

_INFO = ("FormId", "FormEdition", "FormVariant")
_IDENTIFIER = re.compile(rb"<dc:identifier>\s*([a-z0-9_.-]+)/([a-z0-9_.-]+)/([a-z0-9_.-]+)\s*</dc:identifier>")
_LARGEST_XMP = 1 << 20


def stated_identity(data: bytes, info: Mapping[str, str], *, password: str = "") -> Identity | None:
    """Return what a file says that it is; `info` is its document information. None where it says nothing.

    Saying does not make it so: whoever changes a file can change this too.
    """
    form, edition, variant = (info.get(key, "") for key in _INFO)
    return (form, edition, variant) if form else _in_xmp(data, password)


def _in_xmp(data: bytes, password: str) -> Identity | None:
    try:
        file = open_file(data, password)
    except InputError:
        return None
    stream = file.resolve(file.root.get("Metadata"))
    found = _IDENTIFIER.search(file.content(stream, _LARGEST_XMP) or b"") if isinstance(stream, PDFStream) else None
    return (found[1].decode(), found[2].decode(), found[3].decode()) if found else None
