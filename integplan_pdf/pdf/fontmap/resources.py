"""The fonts that a form's fields may name: the form's own /DR and what widgets bring themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from pypdf.generic import DictionaryObject, NameObject

from integplan_pdf.pdf import objects, syntax
from integplan_pdf.pdf.document import Document
from integplan_pdf.pdf.fieldtree import FieldNode
from integplan_pdf.pdf.fontmap.cjk import cjk_face
from integplan_pdf.pdf.fontmap.composite import composite_face
from integplan_pdf.pdf.fontmap.face import Face, FontFile
from integplan_pdf.pdf.fontmap.fallback import face_for
from integplan_pdf.pdf.fontmap.simple import simple_face
from integplan_pdf.pdf.fontmap.standard import is_bold, is_standard, nearest_standard
from integplan_pdf.pdf.typesetter import Typesetter

_FEW = 200
"""A standard font with an encoding of fewer characters is better used with another encoding."""
_CLAIMS = (b"pdfuaid", b"pdfaid")


@dataclass(frozen=True, slots=True)
class FontChoice:
    """A field's font: how text is set in it, and how an appearance refers to it.

    Attributes:
        resource: the entry of a /Font resource dictionary; empty if the face is ours.
    """

    typesetter: Typesetter
    resource: bytes


@dataclass(slots=True)
class FontBook:
    """Finds the font that a default appearance names; reads each once.

    Attributes:
        fonts: files to shape text with, before our own.
    """

    document: Document
    fonts: tuple[FontFile, ...] = ()
    _known: dict[tuple[bytes, Any], FontChoice] = field(default_factory=dict)
    _embedded_only: bool | None = None

    @property
    def embedded_only(self) -> bool:
        """Whether the document claims PDF/A or PDF/UA, which allow no font that is not embedded."""
        if self._embedded_only is None:
            metadata = objects.stream_data(objects.raw(self.document.root, "/Metadata"), 5_000_000) or b""
            self._embedded_only = any(claim in metadata for claim in _CLAIMS)
        return self._embedded_only

    def typesetters(self) -> Iterator[Typesetter]:
        """Yield the typesetters of the fonts that have been chosen."""
        yield from (choice.typesetter for choice in self._known.values())

    def choose(self, name: bytes, node: FieldNode, widget: DictionaryObject) -> FontChoice:
        """Return the font called `name` for a widget; one of the same look if there is none."""
        found = self._find(name, node, widget)
        key = (name, objects.reference(found) or id(found))
        if key not in self._known:
            self._known[key] = self._read(name, found)
        return self._known[key]

    def _find(self, name: bytes, node: FieldNode, widget: DictionaryObject) -> Any:
        for holder in self._holders(node, widget):
            fonts = objects.get(holder, "/Font")
            found = objects.raw(fonts, "/" + name.decode("latin-1"))
            if isinstance(objects.resolve(found), DictionaryObject):
                return found
        return None

    def _holders(self, node: FieldNode, widget: DictionaryObject) -> Iterator[Any]:
        """Yield the resource dictionaries that may hold the font; the appearance is read only if it has to be."""
        yield node.inherited("/DR")
        yield objects.get(self.document.form, "/DR")
        appearance = objects.dictionary(objects.get(objects.get(widget, "/AP"), "/N"))
        yield objects.get(appearance, "/Resources")

    def _read(self, name: bytes, found: Any) -> FontChoice:
        font = objects.dictionary(found)
        base = objects.name(objects.raw(font, "/BaseFont")) or name
        face = self._face(font, name)
        if not self.embedded_only and (not font or (face and is_standard(base) and len(face.codes) < _FEW)):
            return self._standard(base)
        if face:
            return self._choice(face, syntax.name(name) + b" " + objects.serialize(found))
        ours = face_for(" ", bold=is_bold(base))
        return self._choice(ours or Face(b"", {}, {}), b"")

    def _face(self, font: DictionaryObject, resource: bytes) -> Face | None:
        kind = objects.name(objects.raw(font, "/Subtype"))
        if kind == b"Type0":
            return composite_face(font, resource) or (None if self.embedded_only else cjk_face(font, resource))
        if kind not in (b"Type1", b"TrueType", b"MMType1"):
            return None
        descriptor = objects.dictionary(objects.raw(font, "/FontDescriptor"))
        if self.embedded_only and not any(f"/FontFile{suffix}" in descriptor for suffix in ("", "2", "3")):
            return None
        return simple_face(font, resource)

    def _choice(self, face: Face, resource: bytes) -> FontChoice:
        return FontChoice(Typesetter(face, partial(face_for, bold=face.bold), self.fonts), resource)

    def _standard(self, name: bytes) -> FontChoice:
        """Return a standard font in WinAnsi encoding, which no viewer needs a file for."""
        metrics = nearest_standard(name)
        resource = b"Ip" + metrics.name.encode()
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/" + metrics.name),
                NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
            }
        )
        face = simple_face(font, resource)
        return self._choice(face or Face(resource, {}, {}), syntax.name(resource) + objects.serialize(font))
