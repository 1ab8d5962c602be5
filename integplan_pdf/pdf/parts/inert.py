"""Fields that filling leaves alone: signatures, push buttons, locked fields, fields of no known type."""

from __future__ import annotations

from dataclasses import dataclass

from integplan_pdf.model.finding import Rule
from integplan_pdf.model.template import Field, FieldValue
from integplan_pdf.pdf.draft import Draft


@dataclass(frozen=True, slots=True)
class InertPart:
    """A field that takes no value; `why` is the rule that says so."""

    field: Field
    why: Rule

    def write(self, value: FieldValue, draft: Draft) -> None:
        """Say why the field cannot be filled."""
        draft.findings.append(self.why.finding(field=self.field.name))
