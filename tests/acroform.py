"""The fields of a PDF as they stand in the file, read with pypdf and nothing of ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pypdf

Rect = tuple[float, float, float, float]

_REQUIRED, _MULTILINE = 1 << 1, 1 << 12


@dataclass
class FormField:
    """A terminal field with its widgets' dictionaries, by page number."""

    name: str
    kind: str
    flags: int
    max_length: int | None
    tooltip: str
    widgets: list[tuple[int, Any]] = field(default_factory=list)

    @property
    def required(self) -> bool:
        return bool(self.flags & _REQUIRED)

    @property
    def multiline(self) -> bool:
        return bool(self.flags & _MULTILINE)

    @property
    def rects(self) -> list[Rect]:
        """The rectangle of every widget."""
        return [_rect(widget) for _, widget in self.widgets]

    @property
    def rect(self) -> Rect:
        """The rectangle of the only widget."""
        [rect] = self.rects
        return rect

    @property
    def states(self) -> list[str]:
        """The on-states in the order of the widgets."""
        if self.kind != "/Btn":
            return []
        names = [name for _, widget in self.widgets for name in widget["/AP"]["/N"]]
        return [name[1:] for name in names if name != "/Off"]


def _rect(widget: Any) -> Rect:
    x0, y0, x1, y1 = (float(number) for number in widget["/Rect"])
    return x0, y0, x1, y1


def read_fields(source: Path | Any) -> dict[str, FormField]:
    """Return the fields by full name, in the order of /Fields."""
    reader = pypdf.PdfReader(source)
    pages = {
        annotation.idnum: number
        for number, page in enumerate(reader.pages, 1)
        for annotation in page.get("/Annots", [])
    }
    root: Any = reader.trailer["/Root"]
    return {item.name: item for item in _walk(root["/AcroForm"]["/Fields"], "", pages)}


def _walk(nodes: Any, above: str, pages: dict[int, int]) -> Iterator[FormField]:
    for reference in nodes:
        node = reference.get_object()
        name = f"{above}.{node['/T']}" if above else str(node["/T"])
        kids = node.get("/Kids", [])
        if "/FT" not in node:
            yield from _walk(kids, name, pages)
            continue
        yield FormField(
            name=name,
            kind=str(node["/FT"]),
            flags=int(node.get("/Ff", 0)),
            max_length=node.get("/MaxLen"),
            tooltip=str(node.get("/TU", "")),
            widgets=[(pages[kid.idnum], kid.get_object()) for kid in kids or [reference]],
        )
