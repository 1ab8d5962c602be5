"""Plans one after another in one file, each with its pages, fields, bookmarks and tags.

Limitations: destinations with names, attached files, scripts, layers and signatures of the plans are left out; where
two forms mean different things by the same role or class of structure elements, the first one's meaning holds.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any, BinaryIO

import pikepdf
from pikepdf import Dictionary, Pdf

from integplan_pdf.errors import InputError
from integplan_pdf.pdf import syntax
from integplan_pdf.pdf.merge.copying import Copier, Pool
from integplan_pdf.pdf.merge.metadata import Metadata
from integplan_pdf.pdf.merge.output import Output
from integplan_pdf.pdf.merge.part import Part, make_ready, renamed_fonts
from integplan_pdf.pdf.merge.tops import Bookmark, Tops


def merge(parts: Iterable[tuple[str, str, bytes]], out: BinaryIO) -> None:
    """Write all plans into one PDF, in their order; what they have in common is written once.

    The same plans give the same bytes. Memory holds one plan, and where each object lies. The claim of PDF/UA stays
    if every plan makes it.

    Args:
        parts: title, prefix and bytes of each plan. The title is its bookmark; its fields are found under a field
            called as the prefix (`2026-0001.navn`), with hyphens for periods, which such names cannot have.
        out: where the file is written, from its first byte to its last.

    Raises:
        InputError: there is no plan, or a plan cannot be read.
    """
    merged = _Merged(Output(out))
    for title, prefix, data in parts:
        try:
            with pikepdf.open(io.BytesIO(data)) as pdf:
                merged.add(title, prefix, pdf)
        except pikepdf.PdfError as error:
            raise InputError(
                nb=f"«{title}» kan ikke settes sammen med de andre planene: PDF-en kan ikke leses.",
                en=f"“{title}” cannot be put together with the other plans: the PDF cannot be read.",
            ) from error
    merged.finish()


class _Merged:
    """The file in the making."""

    def __init__(self, output: Output) -> None:
        self._output = output
        self._pool = Pool(output)
        self._tops = Tops(output.reserve(), output.reserve(), output.reserve(), output.reserve())
        self._metadata = Metadata()
        self._names: set[str] = set()
        self._next_key = 0

    def add(self, title: str, prefix: str, pdf: Pdf) -> None:
        """Write a plan."""
        part = make_ready(pdf, self._own_name(prefix), len(self._names), self._next_key)
        self._next_key = part.next_key
        bookmark = self._output.reserve()
        placed = {pdf.Root.objgen: self._tops.pages}
        for key, number in (("/Outlines", bookmark), ("/StructTreeRoot", self._tops.structure)):
            if key in pdf.Root:
                placed[pdf.Root[key].objgen] = number
        copier = Copier(pdf, self._pool, placed)
        self._metadata.take(pdf)
        self._join_form(pdf, copier)
        self._join(part, copier, Bookmark(bookmark, title))

    def _own_name(self, prefix: str) -> str:
        """Return a partial field name that no other plan has (ISO 32000-2 §12.7.4.2)."""
        wanted = prefix.replace(".", "-") or "plan"
        name, count = wanted, 1
        while name in self._names:
            count += 1
            name = f"{wanted}-{count}"
        self._names.add(name)
        return name

    def _join_form(self, pdf: Pdf, copier: Copier) -> None:
        form = pdf.Root.get("/AcroForm")
        if form is None:
            return
        names: dict[str, str] = {}
        for kind, resources in form.get("/DR", Dictionary()).items():
            for name, item in dict(resources.items() if isinstance(resources, Dictionary) else ()).items():
                own = self._tops.resource(kind, name, copier.written(item))
                if own != name:
                    names[name] = own
        renamed_fonts(pdf, names)
        self._tops.signature_flags |= int(form.get("/SigFlags", 0))

    def _join(self, part: Part, copier: Copier, bookmark: Bookmark) -> None:
        """Copy a plan's objects under the topmost ones."""
        tops = self._tops
        tops.page_nodes.append(copier.number(part.pages))
        tops.page_count += int(part.pages.Count)
        tops.fields += _numbers(copier, part.fields)
        tops.calculated += _numbers(copier, part.calculated)
        tops.elements += _numbers(copier, part.elements)
        tops.parents += _numbers(copier, part.parents)
        tops.ids += _numbers(copier, part.ids)
        for role_map, items in part.maps.items():
            for name, item in items.items():
                tops.maps[role_map].setdefault(name, copier.written(item))
        bookmark.page = copier.number(copier.pdf.pages[0].obj)
        bookmark.own = _numbers(copier, part.bookmarks)
        tops.bookmarks.append(bookmark)

    def finish(self) -> None:
        """Write what is above all plans."""
        if not self._tops.page_nodes:
            raise InputError(nb="Det er ingen planer å sette sammen.", en="There are no plans to put together.")
        metadata = self._output.reserve()
        self._output.write_stream(metadata, b"/Type/Metadata/Subtype/XML", self._metadata.xmp())
        self._tops.write(self._output, self._metadata.entries() + b"/Metadata %d 0 R" % metadata)
        title = syntax.literal(syntax.encode_text(self._metadata.title))
        info = self._output.add(b"<</Title%b>>" % title)
        self._output.finish(b"/Root %d 0 R/Info %d 0 R" % (self._tops.catalog, info))


def _numbers(copier: Copier, items: Iterable[Any]) -> list[int]:
    return [copier.number(item) for item in items]
