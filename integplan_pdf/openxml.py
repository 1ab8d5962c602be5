"""Workbooks as bytes that follow from what is in them alone (openpyxl)."""

from __future__ import annotations

import datetime as dt
import zipfile
from io import BytesIO
from typing import Any

from openpyxl.xml.constants import ARC_CORE
from openpyxl.xml.functions import tostring

_EPOCH = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - workbook properties have no time zone
_UNIX, _PRIVATE_FILE = 3, 0o600 << 16


def saved(book: Any) -> bytes:
    """Return an openpyxl workbook as a file without traces of clock and platform."""
    raw, settled = BytesIO(), BytesIO()
    book.properties.creator = "integplan_pdf"
    book.save(raw)
    book.properties.created = book.properties.modified = _EPOCH
    core = tostring(book.properties.to_tree())
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(settled, "w") as target:
        for part in source.namelist():
            entry = zipfile.ZipInfo(part)  # dated 1980-01-01
            entry.create_system, entry.external_attr = _UNIX, _PRIVATE_FILE
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, core if part == ARC_CORE else source.read(part))
    return settled.getvalue()
