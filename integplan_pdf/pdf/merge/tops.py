"""What stands above all plans of a merged file: catalog, page tree, bookmarks, form, structure tree root."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from integplan_pdf.pdf import syntax
from integplan_pdf.pdf.merge.output import Output

_MAPS = ("/RoleMap", "/ClassMap")


@dataclass(slots=True)
class Bookmark:
    """A plan's bookmark: its number, its title, the plan's first page, and the plan's own bookmarks under it."""

    number: int
    title: str
    page: int = 0
    own: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Tops:
    """The numbers of the objects that are above all plans, and of those of each plan that hang under them.

    Attributes:
        resources: the form's default resources: category → name → object.
        maps: of the structure tree: /RoleMap and /ClassMap.
    """

    catalog: int
    pages: int
    outlines: int
    structure: int
    page_nodes: list[int] = field(default_factory=list)
    page_count: int = 0
    fields: list[int] = field(default_factory=list)
    calculated: list[int] = field(default_factory=list)
    signature_flags: int = 0
    bookmarks: list[Bookmark] = field(default_factory=list)
    elements: list[int] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    ids: list[int] = field(default_factory=list)
    resources: dict[str, dict[str, bytes]] = field(default_factory=dict)
    maps: dict[str, dict[str, bytes]] = field(default_factory=lambda: {name: {} for name in _MAPS})

    def resource(self, category: str, name: str, item: bytes) -> str:
        """Add a default resource; return its name, which is another if `name` stands for something else."""
        known = self.resources.setdefault(category, {})
        own, count = name, 1
        while known.setdefault(own, item) != item:
            count += 1
            own = f"{name}-{count}"
        return own

    def write(self, output: Output, entries: bytes) -> None:
        """Write the objects; `entries` are further ones of the catalog."""
        kids = _references(self.page_nodes)
        output.write(self.pages, b"<</Type/Pages/Count %d/Kids%b>>" % (self.page_count, kids))
        self._write_bookmarks(output)
        if self.fields:
            entries += b"/AcroForm %d 0 R" % output.add(self._form())
        self._write_structure(output)
        if self.elements:
            entries += b"/StructTreeRoot %d 0 R" % self.structure
        references = b"/Pages %d 0 R/Outlines %d 0 R" % (self.pages, self.outlines)
        output.write(self.catalog, b"<</Type/Catalog%b%b>>" % (references, entries))

    def _write_bookmarks(self, output: Output) -> None:
        """Write a bookmark per plan; those of the plan itself are under it and folded (ISO 32000-2 §12.3.3)."""
        before = [None, *self.bookmarks[:-1]]
        after = [*self.bookmarks[1:], None]
        for previous, one, following in zip(before, self.bookmarks, after, strict=True):
            title = syntax.literal(syntax.encode_text(one.title))
            body = b"/Title%b/Parent %d 0 R/Dest[%d 0 R/Fit]" % (title, self.outlines, one.page)
            if previous:
                body += b"/Prev %d 0 R" % previous.number
            if following:
                body += b"/Next %d 0 R" % following.number
            if one.own:
                body += b"/First %d 0 R/Last %d 0 R/Count %d" % (one.own[0], one.own[-1], -len(one.own))
            output.write(one.number, b"<<%b>>" % body)
        ends = self.bookmarks[0].number, self.bookmarks[-1].number, len(self.bookmarks)
        output.write(self.outlines, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % ends)

    def _form(self) -> bytes:
        body = b"/Fields%b" % _references(self.fields)
        resources = {category: b"<<%b>>" % _entries(items) for category, items in self.resources.items()}
        if resources:
            body += b"/DR<<%b>>" % _entries(resources)
        if self.calculated:
            body += b"/CO%b" % _references(self.calculated)
        if self.signature_flags:
            body += b"/SigFlags %d" % self.signature_flags
        return b"<<%b>>" % body

    def _write_structure(self, output: Output) -> None:
        body = b"/Type/StructTreeRoot/K%b" % _references(self.elements)
        for key, leaves in (("/ParentTree", self.parents), ("/IDTree", self.ids)):
            if leaves:
                tree = output.add(b"<</Kids%b>>" % _references(leaves))
                body += b"%b %d 0 R" % (key.encode(), tree)
        body += _entries({name: b"<<%b>>" % _entries(items) for name, items in self.maps.items() if items})
        output.write(self.structure, b"<<%b>>" % body)


def _references(numbers: Iterable[int]) -> bytes:
    return b"[%b]" % b" ".join(b"%d 0 R" % number for number in numbers)


def _entries(items: Mapping[str, bytes]) -> bytes:
    return b"".join(b"%b %b" % (syntax.name(name[1:].encode()), item) for name, item in items.items())
