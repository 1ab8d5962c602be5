"""What has to be drawn anew in a form that left all drawing to viewers (NeedAppearances, ISO 32000-2 §12.7.3).

Once that request is gone, what the form holds already must have appearances too: its values, empty boxes with
their borders, the captions of its push buttons.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from integplan_pdf.model.finding import Severity
from integplan_pdf.model.template import FieldKind, FieldValue
from integplan_pdf.pdf.cipher import Clear
from integplan_pdf.pdf.draft import Draft
from integplan_pdf.pdf.fieldtree import FieldNode
from integplan_pdf.pdf.inspect import kind_of
from integplan_pdf.pdf.parts.compile import Part, Workshop
from integplan_pdf.pdf.parts.inert import InertPart
from integplan_pdf.pdf.parts.text import TextWidget, write_text_widget


@dataclass(frozen=True, slots=True)
class Redrawing:
    """What is drawn anew: values by field name, and push buttons with their captions."""

    values: Mapping[str, FieldValue]
    captions: tuple[tuple[TextWidget, str], ...]

    def write(self, parts: Mapping[str, tuple[Part, ...]], given: Mapping[str, FieldValue], draft: Draft) -> None:
        """Draw all of it but the fields that get other values; what it finds is not about those values."""
        findings, fits = list(draft.findings), list(draft.fits)
        for name, value in self.values.items():
            for part in parts[name] if name not in given else ():
                part.write(value, draft)
        for widget, caption in self.captions:
            write_text_widget(widget, "", caption, draft, b"")
        draft.findings, draft.fits = findings, fits


def redrawing(workshop: Workshop, nodes: Iterable[FieldNode], parts: Mapping[str, tuple[Part, ...]]) -> Redrawing:
    """Return what has to be drawn anew in a form."""
    stored = {name: _stored(several[0]) for name, several in parts.items() if not isinstance(several[0], InertPart)}
    drawable = {name: value for name, value in stored.items() if _takes(parts[name], value)}
    buttons = [node for node in nodes if kind_of(node) is FieldKind.PUSH]
    return Redrawing(drawable, tuple(caption for node in buttons for caption in workshop.captions(node)))


def _stored(part: Part) -> FieldValue:
    value = part.field.value
    return list(value) if isinstance(value, tuple) else value or ""


def _takes(parts: tuple[Part, ...], value: FieldValue) -> bool:
    """Return whether a field takes the value that it holds; some forms hold impossible ones."""
    trial = Draft(1, Clear())
    for part in parts:
        part.write(value, trial)
    return all(finding.severity is not Severity.ERROR for finding in trial.findings)
