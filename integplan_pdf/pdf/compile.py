"""A form made ready for filling: everything that does not depend on the values, worked out once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from integplan_pdf.errors import TemplateError
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.template import Field, FieldValue, Template
from integplan_pdf.pdf import catalog, findings, objects
from integplan_pdf.pdf.cipher import Cipher, Clear
from integplan_pdf.pdf.document import Document, open_document
from integplan_pdf.pdf.draft import Target
from integplan_pdf.pdf.fieldtree import FieldNode, walk
from integplan_pdf.pdf.fontmap.resources import FontBook
from integplan_pdf.pdf.inspect import describe, describe_field
from integplan_pdf.pdf.objects import Reference
from integplan_pdf.pdf.parts.compile import Part, Workshop
from integplan_pdf.pdf.parts.inert import InertPart
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
        presets: values that are drawn anew where the form left the drawing to viewers.
        info: the document information.
    """

    template: Template
    findings: tuple[Finding, ...]
    data: bytes = field(repr=False)
    base: Base
    cipher: Cipher
    parts: Mapping[str, tuple[Part, ...]] = field(repr=False)
    constant: tuple[Target, ...] = field(repr=False)
    presets: Mapping[str, FieldValue] = field(repr=False)
    info: InfoEntries = field(repr=False)


def compile_template(data: bytes, *, password: str = "") -> CompiledTemplate:
    """Return the form in `data`, ready to be filled.

    Raises:
        TemplateError: no readable PDF, no form fields (XFA alone counts as none), or wrong password.
    """
    with objects.exact_names():
        document = open_document(data, password)
        nodes = walk(document)
        if not nodes:
            raise _no_fields(document)
        return _compile(document, nodes, data)


def _compile(document: Document, nodes: list[FieldNode], data: bytes) -> CompiledTemplate:
    cipher = Clear()
    workshop = Workshop(document.form, FontBook(document), cipher)
    parts: dict[str, tuple[Part, ...]] = {}
    for node in nodes:
        parts[node.name] = (*parts.get(node.name, ()), workshop.part(node, describe_field(node)))
    template = describe(document, nodes, data)
    return CompiledTemplate(
        template=template,
        findings=tuple(_findings(document, nodes, template.fields)),
        data=document.data,
        base=_base(document),
        cipher=cipher,
        parts=parts,
        constant=catalog.changed(document, nodes, cipher),
        presets=_presets(parts) if catalog.needs_appearances(document) else {},
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


def _presets(parts: Mapping[str, tuple[Part, ...]]) -> dict[str, FieldValue]:
    """Return the values that the form holds, for every field that can be drawn."""
    stored: dict[str, FieldValue] = {}
    for name, (first, *_) in parts.items():
        value = first.field.value
        if not isinstance(first, InertPart):
            stored[name] = list(value) if isinstance(value, tuple) else value or ""
    return stored


def _findings(document: Document, nodes: list[FieldNode], fields: Iterable[Field]) -> list[Finding]:
    found = [findings.REPAIRED.finding()] if document.repaired else []
    found += catalog.notes(document, nodes)
    calculated = [field.name for field in fields if field.calculated]
    if calculated:
        names = ", ".join(f"«{name}»" for name in calculated[:20])
        found.append(findings.CALCULATED_FIELDS.finding(names=names))
    return found


def _no_fields(document: Document) -> TemplateError:
    if objects.get(document.form, "/XFA") is not None:
        return TemplateError(
            "Skjemaet er laget med XFA (Adobe LiveCycle) og har ingen vanlige felt. Be utgiveren om en AcroForm.",
            "The form is XFA only (Adobe LiveCycle) and has no ordinary fields. Ask its publisher for an AcroForm.",
        )
    return TemplateError(
        "PDF-en har ingen skjemafelt og kan ikke fylles ut.",
        "The PDF has no form fields and cannot be filled in.",
    )
