"""Values that many rows have in common, kept once: what other processes send comes as copies."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from integplan_pdf.model.finding import Finding
from integplan_pdf.model.report import Item

T = TypeVar("T")


class Shared:
    """Values that were met before."""

    def __init__(self) -> None:
        self._known: dict[object, object] = {}

    def item(self, item: Item) -> Item:
        """Return an equal item that shares what it can with those before it."""
        return replace(
            item,
            origin=self._one(item.origin),
            variant=self._one(item.variant),
            findings=tuple(map(self._finding, item.findings)),
            fits=tuple(map(self._one, item.fits)),
        )

    def _finding(self, finding: Finding) -> Finding:
        one, place = self._one, finding.origin
        origin = replace(place, file=one(place.file), sheet=one(place.sheet), column=one(place.column))
        return replace(
            finding,
            rule=one(finding.rule),
            nb=one(finding.nb),
            en=one(finding.en),
            path=one(finding.path),
            field=one(finding.field),
            source=one(finding.source),
            origin=origin,
        )

    def _one(self, value: T) -> T:
        return self._known.setdefault(value, value)  # type: ignore[return-value]
