"""What the report said of a row that is done, kept in the journal so that a later run says it again."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, replace
from functools import cache

from pydantic import TypeAdapter, ValidationError

from integplan_pdf.model.finding import Finding
from integplan_pdf.model.report import Item, Status
from integplan_pdf.model.room import Fit
from integplan_pdf.model.row import Origin, Row

_NOWHERE = Origin()


@dataclass(frozen=True, slots=True)
class Told:
    """What was said besides what stands on the row itself; the findings without their places."""

    variant: str
    findings: tuple[Finding, ...]
    fits: tuple[Fit, ...]


@cache
def _form() -> TypeAdapter[Told]:
    return TypeAdapter(Told)


def tell(row: Row, item: Item) -> bytes:
    """Return what `item` says of `row`; empty where a place could not be found again from row and path."""
    findings = item.findings[len(row.findings) :]
    if any(finding.origin != row.place(finding.path) for finding in findings):
        return b""
    told = Told(item.variant, tuple(replace(finding, origin=_NOWHERE) for finding in findings), item.fits)
    return zlib.compress(_form().dump_json(told, exclude_defaults=True), 1)


def retell(row: Row, file: str, told: bytes) -> Item | None:
    """Return the item of a row whose file is as it was written; None where that is not known any more."""
    try:
        said = _form().validate_json(zlib.decompress(told))
    except (zlib.error, ValidationError):
        return None
    found = (replace(finding, origin=row.place(finding.path)) for finding in said.findings)
    place = Origin(row.origin.file)
    return Item(row.key, place, Status.UNCHANGED, file, said.variant, (*row.findings, *found), fits=said.fits)
