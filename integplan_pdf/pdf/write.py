"""Filling a compiled form: values → the update that, put after the form's own bytes, is the filled PDF.

The update holds the fields with their values, a freshly drawn appearance for each widget, and fonts
of ours where the form's own lack a character. Everything else of the file stays byte for byte, so
structure tree, signatures and claims of conformance stay true.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from integplan_pdf.model.finding import Finding
from integplan_pdf.model.template import FieldValue
from integplan_pdf.pdf import findings, syntax
from integplan_pdf.pdf.cipher import Clear
from integplan_pdf.pdf.compile import CompiledTemplate
from integplan_pdf.pdf.draft import Draft, Fit
from integplan_pdf.pdf.update import assemble
from integplan_pdf.pdf.usual import usual_values

__all__ = ["Filled", "Fit", "fill"]


@dataclass(frozen=True, slots=True)
class Filled:
    """A filled form.

    Attributes:
        head: the bytes of the form itself.
        update: the bytes that follow them.
        fits: texts that were drawn smaller than their field asks for, or did not fit.
        findings: what was wrong with the values.
    """

    head: bytes = field(repr=False)
    update: bytes = field(repr=False)
    fits: tuple[Fit, ...]
    findings: tuple[Finding, ...]

    @property
    def data(self) -> bytes:
        """The whole file."""
        return self.head + self.update


def fill(
    compiled: CompiledTemplate, values: Mapping[str, FieldValue], *, info: Mapping[str, str] | None = None
) -> Filled:
    """Return the form filled with `values` by full field name; fields not named stay as they are.

    A value that its field cannot take gives a finding, and all others are written.

    Args:
        compiled: the form.
        values: text for text fields; true, false, an on-state or its display text for boxes and radio
            buttons; export value or display text, or a list of them, for choice fields.
        info: document information entries to add or replace (ISO 32000-2 §14.3.3).
    """
    draft = Draft(compiled.base.size, compiled.cipher, compiled.compact, _usual(compiled, values))
    for target in compiled.constant:
        draft.rewrite(target, b"")
    for name, parts in compiled.parts.items():
        if name in values:
            for part in parts:
                part.write(values[name], draft)
    compiled.redrawing.write(compiled.parts, values, draft)
    draft.findings += _unknown(compiled, values)
    trailer = _write_info(compiled, info or {}, draft)
    for typesetter in compiled.typesetters:
        typesetter.forget()
    if not draft.objects:
        return Filled(compiled.data, b"", (), tuple(draft.findings))
    update = assemble(compiled.base, draft.objects, trailer, draft.next_number, compact=compiled.compact)
    return Filled(compiled.data, update, tuple(draft.fits), tuple(draft.findings))


def _usual(compiled: CompiledTemplate, values: Mapping[str, FieldValue]) -> dict[str, bytes]:
    """Return the texts that need no care, with their entries; none where each is encrypted for itself."""
    if not isinstance(compiled.cipher, Clear):
        return {}
    return usual_values(value for value in values.values() if isinstance(value, str))


def _unknown(compiled: CompiledTemplate, values: Iterable[str]) -> Iterable[Finding]:
    for name in values:
        if name not in compiled.parts:
            near = difflib.get_close_matches(name, compiled.parts, 1)
            yield findings.UNKNOWN_FIELD.finding(field=name, nearest=f" Mente du «{near[0]}»?" if near else "")


def _write_info(compiled: CompiledTemplate, info: Mapping[str, str], draft: Draft) -> bytes:
    """Write the document information if it changes; return the trailer entry that leads to it."""
    ref = compiled.info.ref
    if info:
        ref = ref or (draft.next_number, 0)
        entries = dict(compiled.info.entries)
        entries |= {key.encode(): draft.string(ref, text) for key, text in info.items()}
        body = b"".join(b"%b %b" % (syntax.name(key), value) for key, value in entries.items())
        draft.write(ref, b"<<%b>>" % body)
    return b"/Info %d %d R" % ref if ref else b""
