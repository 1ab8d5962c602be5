"""A form made ready for filling: everything that does not depend on the values, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from integplan_pdf.model.finding import Finding
from integplan_pdf.model.template import Field, Template
from integplan_pdf.pdf import catalog, findings, objects
from integplan_pdf.pdf.cipher import Cipher, Clear, cipher_of
from integplan_pdf.pdf.document import Document, open_document, rewritten
from integplan_pdf.pdf.draft import Target
from integplan_pdf.pdf.fieldtree import FieldNode, form_fields, walk
from integplan_pdf.pdf.fontmap.face import FontFile
from integplan_pdf.pdf.fontmap.resources import FontBook
from integplan_pdf.pdf.inspect import describe
from integplan_pdf.pdf.objects import Reference
from integplan_pdf.pdf.parts.compile import Part, Workshop, compile_parts
from integplan_pdf.pdf.parts.redraw import Redrawing, redrawing
from integplan_pdf.pdf.signatures import protection_of
from integplan_pdf.pdf.typesetter import Typesetter
from integplan_pdf.pdf.update import Base


@dataclass(frozen=True, slots=True)
class InfoEntries:
    """The document information dictionary: where it is, None for nowhere yet, and its entries."""

    ref: Reference | None
    entries: tuple[tuple[bytes, bytes], ...]


@dataclass(frozen=True, slots=True)
class CompiledTemplate:
    """A form that `write.fill` can fill; picklable, and shared by any number of documents.

    Attributes:
        template: the form as the engine sees it.
        findings: what is to be known of the form before it is filled.
        data: the bytes that every filled document begins with.
        parts: full field name to the fields of that name, usually one.
        constant: objects that every update rewrites: the form dictionary without what misleads.
        redrawing: what is drawn anew because the form left the drawing to viewers.
        typesetters: the fonts in use, which remember words from one document to the next.
        info: the document information.
        compact: what is written is compressed, which takes longer.
    """

    template: Template
    findings: tuple[Finding, ...]
    data: bytes = field(repr=False)
    base: Base
    cipher: Cipher
    parts: Mapping[str, tuple[Part, ...]] = field(repr=False)
    constant: tuple[Target, ...] = field(repr=False)
    redrawing: Redrawing = field(repr=False)
    typesetters: tuple[Typesetter, ...] = field(repr=False)
    info: InfoEntries = field(repr=False)
    compact: bool = False


def compile_template(data: bytes, *, password: str = "", fonts: tuple[FontFile, ...] = ()) -> CompiledTemplate:
    """Return the form in `data`, ready to be filled; `fonts` show what the form's own fonts cannot.

    Raises:
        TemplateError: no readable PDF, no form fields (XFA alone counts as none), or wrong password.
    """
    with objects.exact_names():
        document = open_document(data, password)
        nodes = form_fields(document)
        if not _can_be_updated(document, nodes):
            document = rewritten(document, password)
            nodes = walk(document)
        cipher = cipher_of(document.data, password) if document.encrypted else Clear()
        return _compile(document, nodes, data, cipher, fonts)


def _can_be_updated(document: Document, nodes: list[FieldNode]) -> bool:
    """Return whether every field and widget is an object that an update can replace."""
    return all(ref in document.listed for node in nodes for ref in (node.ref, *(one.ref for one in node.widgets)))


def _compile(
    document: Document, nodes: list[FieldNode], data: bytes, cipher: Cipher, fonts: tuple[FontFile, ...]
) -> CompiledTemplate:
    protection = protection_of(document, nodes)
    book = FontBook(document, fonts)
    workshop = Workshop(document.form, book, cipher, protection.locked)
    template = describe(document, nodes, data)
    parts = compile_parts(workshop, zip(nodes, template.fields, strict=True))
    redraws = not protection.signed and catalog.needs_appearances(document)
    return CompiledTemplate(
        template=template,
        findings=tuple(_findings(document, nodes, template.fields)),
        data=document.data,
        base=_base(document),
        cipher=cipher,
        parts=parts,
        constant=() if protection.signed else catalog.changed(document, nodes, cipher),
        redrawing=redrawing(workshop, nodes, parts) if redraws else Redrawing({}, ()),
        typesetters=tuple(book.typesetters()),
        info=_info(document, cipher),
    )


def _base(document: Document) -> Base:
    kept = [key for key in ("/Root", "/Encrypt") if key in document.trailer]
    trailer = b"".join(b"%b %b" % (key.encode(), objects.serialize(objects.raw(document.trailer, key))) for key in kept)
    first_id = [objects.string(item) for item in objects.entries(objects.raw(document.trailer, "/ID"))][:1]
    identifier = first_id[0] if first_id else None
    return Base(len(document.data), document.startxref, document.stream, document.size, trailer, identifier)


def _info(document: Document, cipher: Cipher) -> InfoEntries:
    ref = objects.reference(objects.raw(document.trailer, "/Info"))
    info = objects.dictionary(objects.raw(document.trailer, "/Info"))

    def written(value: Any) -> bytes:
        return objects.serialize(value, lambda raw: cipher.string(*(ref or (0, 0)), raw))

    return InfoEntries(ref, tuple((objects.name_bytes(key), written(value)) for key, value in dict.items(info)))


def _findings(document: Document, nodes: list[FieldNode], fields: Iterable[Field]) -> list[Finding]:
    found = [findings.REPAIRED.finding()] if document.repaired else []
    found += catalog.notes(document, nodes)
    calculated = [field.name for field in fields if field.calculated]
    if calculated:
        names = ", ".join(f"«{name}»" for name in calculated[:20])
        found.append(findings.CALCULATED_FIELDS.finding(names=names))
    return found
