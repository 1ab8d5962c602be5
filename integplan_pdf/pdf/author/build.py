"""A form's source folder and a variant → the finished, accessible PDF form."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from pikepdf import Pdf

from integplan_pdf.errors import TemplateError
from integplan_pdf.model.form import Variant
from integplan_pdf.pdf.author.marks import draw_marks
from integplan_pdf.pdf.author.places import align_rows, check_complete, check_geometry, find_places
from integplan_pdf.pdf.author.source import FormSource, Identity, read_source
from integplan_pdf.pdf.author.tags import apply_hints, elements_by_parent_key
from integplan_pdf.pdf.author.typeset import typeset
from integplan_pdf.pdf.author.variants import FieldSource, compose_variant, variant_fields
from integplan_pdf.pdf.author.widgets import FormWriter


def build_form(source: Path, variant: Variant) -> bytes:
    """Return the form in the folder `source`, in the shape of `variant`, as an empty AcroForm.

    PDF 1.7, tagged for PDF/UA-1; the same source and variant give the same bytes.

    Raises:
        TemplateError: the source is wrong in itself, layout and source differ, a box leaves the page, or
            the variant's id is not the one that follows from its parts.
    """
    return build_variant(read_source(source), variant)


def build_variant(source: FormSource, variant: Variant) -> bytes:
    """Return the form as `build_form` does; what one variant cost is partly saved for the next.

    Raises:
        TemplateError: as `build_form`.
    """
    composed = compose_variant(source.schema, variant.switches, variant.rows, variant.heights)
    if composed.id != variant.id:
        raise TemplateError(
            nb=f"Varianten «{variant.id}» skal hete «{composed.id}» etter det den inneholder.",
            en=f"The variant “{variant.id}” must be called “{composed.id}” by what it holds.",
        )
    fields = variant_fields(source.schema, composed)
    with pikepdf.open(io.BytesIO(typeset(source, composed, fields))) as pdf:
        _stamp(pdf, source.identity, composed, fields)
        finished = io.BytesIO()
        pdf.save(finished, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return finished.getvalue()


def _stamp(pdf: Pdf, identity: Identity, variant: Variant, fields: tuple[FieldSource, ...]) -> None:
    elements = elements_by_parent_key(pdf)
    apply_hints(pdf, elements)
    places = find_places(pdf, elements)
    check_complete(places, fields)
    align_rows(places, fields)
    check_geometry(pdf, places)
    FormWriter(pdf).write(places, {field.name: field for field in fields})
    grown = bool(variant.rows or variant.heights)  # built by the hundred, while people wait
    draw_marks(pdf, identity.id, identity.edition, variant.id, one_mask=grown)
    _describe(pdf, identity, variant)


def _describe(pdf: Pdf, identity: Identity, variant: Variant) -> None:
    """Write form id, edition and variant into the document information and the XMP."""
    parts = {"FormId": identity.id, "FormEdition": identity.edition, "FormVariant": variant.id}
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["dc:identifier"] = "/".join(parts.values())
        xmp["dc:publisher"] = {identity.publisher}
    for name, value in parts.items():
        pdf.docinfo[f"/{name}"] = value
