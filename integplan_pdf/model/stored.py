"""What a returned PDF holds: its fields with their stored values, told apart from what can be seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from integplan_pdf.model.finding import Finding, Severity
from integplan_pdf.model.template import FieldKind, FieldValue, Option, Widget

StoredValue = str | tuple[str, ...]
"""Text, on-state or choice as stored; a tuple where several choices are stored."""

OFF = "Off"
"""The state of a box that is not ticked (ISO 32000-2 §12.7.5.2.3)."""

_MULTI_SELECT = 1 << 21


class StoredField(NamedTuple):
    """One terminal field of a PDF and the value stored in it.

    A tuple, since large folders hold millions.

    Attributes:
        name: full name, partial names joined by periods; empty if the field has none.
        value: text with LF line ends, on-state or `Off`, export value(s) of a choice; None if nothing is
            stored. An empty string is a stored empty text.
        flags: /Ff, inherited.
        states: every on-state of every widget, in order of appearance.
        options: /Opt of choice fields; of radio buttons and check boxes the state and what it stands for.
        tooltip: /TU.
        widgets: where it shows; pages are 1-based, rectangles in points of default user space.
        listed: whether /AcroForm /Fields leads to it; False for a widget found on its page only.
        signed: whether a signature field holds a signature (not whether that signature is valid).
    """

    name: str
    kind: FieldKind
    value: StoredValue | None = None
    flags: int = 0
    states: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    tooltip: str = ""
    widgets: tuple[Widget, ...] = ()
    listed: bool = True
    signed: bool = False

    @property
    def placed(self) -> bool:
        """Whether at least one widget stands on a page."""
        return any(widget.page is not None for widget in self.widgets)

    @property
    def fillable(self) -> bool:
        """Whether a person can give it a value: not a push button, not a signature."""
        return self.kind not in (FieldKind.PUSH, FieldKind.SIGNATURE)

    @property
    def raw(self) -> FieldValue | None:
        """The value as `raw` speaks of it.

        True or false for a check box with one on-state, the state name for radio buttons and one-of boxes,
        a list for multi-select, otherwise text; None if nothing is stored.
        """
        if self.kind is FieldKind.CHECK and self._plain:
            return None if self.value is None else self.value != OFF
        if isinstance(self.value, tuple):
            return list(self.value)
        if self.kind is FieldKind.CHOICE and self.flags & _MULTI_SELECT and self.value is not None:
            return [self.value]
        return self.value

    @property
    def _plain(self) -> bool:
        """Whether true and false say all: at most one on-state, and no other state stored."""
        return len(self.states) <= 1 and self.value in (None, OFF, *(self.states or (self.value,)))


@dataclass(frozen=True, slots=True)
class StoredForm:
    """All that a PDF stores about its form.

    Attributes:
        fields: in the order of /Fields, those found on pages only last. Two separate fields with one full
            name are both here.
        info: document information, text values only; empty if there is none.
        page_count: pages that the page tree leads to.
        producer: /Producer of the document information, or empty.
        findings: what was wrong with the file or with single values.
        needs_drawing: whether the file asks programs to draw the values themselves (/NeedAppearances).
    """

    fields: tuple[StoredField, ...]
    page_count: int
    info: Mapping[str, str] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    needs_drawing: bool = False

    @property
    def producer(self) -> str:
        return self.info.get("Producer", "")

    @property
    def sound(self) -> bool:
        """Whether no finding is an error."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)

    def by_name(self) -> dict[str, StoredField]:
        """Return one field per full name, without push buttons and nameless fields.

        Of doubled names: one on a page before one on none, then one with a value before one without, then
        the first. Where their values differ there is a finding.
        """
        found: dict[str, StoredField] = {}
        for item in self.fields:
            if not item.name or item.kind is FieldKind.PUSH:
                continue
            other = found.get(item.name)
            if other is None or _weight(item) > _weight(other):
                found[item.name] = item
        return found

    def values(self) -> dict[str, StoredValue]:
        """Return full name → stored value, where one is stored; boxes and radio buttons always have one."""
        return {name: item.value for name, item in self.by_name().items() if item.value is not None}

    def raw(self) -> dict[str, FieldValue | None]:
        """Return full name → value as `integplan raw` prints it, for every field a person can fill."""
        return {name: item.raw for name, item in self.by_name().items() if item.fillable}


def _weight(item: StoredField) -> tuple[bool, bool]:
    return item.placed, item.value not in (None, "", OFF)
