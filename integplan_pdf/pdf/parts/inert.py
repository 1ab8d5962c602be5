"""Fields that filling leaves alone: signatures, push buttons, fields of no known type."""

from __future__ import annotations

from dataclasses import dataclass

from integplan_pdf.model.template import Field, FieldValue
from integplan_pdf.pdf import findings
from integplan_pdf.pdf.draft import Draft


@dataclass(frozen=True, slots=True)
class InertPart:
    """A field that takes no value."""

    field: Field

    def write(self, value: FieldValue, draft: Draft) -> None:
        """Say that the field cannot be filled."""
        draft.findings.append(findings.NOT_FILLABLE.finding(field=self.field.name))
