"""A form as the engine sees it: its fields and their widgets (ISO 32000-2 §12.7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Rect = tuple[float, float, float, float]
"""(x0, y0, x1, y1) in points, default user space, x0 <= x1 and y0 <= y1."""

FieldValue = str | bool | list[str]
"""What `raw` gives a field: text, an on-state or display text, true/false for a box, a list for list boxes."""


class FieldKind(StrEnum):
    """What a person does with the field."""

    TEXT = "text"
    CHECK = "check"
    RADIO = "radio"
    CHOICE = "choice"
    SIGNATURE = "signature"
    PUSH = "push"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a list or combo box, or the state of a radio button: what is stored, what is shown."""

    export: str
    display: str


@dataclass(frozen=True, slots=True)
class Widget:
    """One place on paper where a field shows (ISO 32000-2 §12.5.6.19).

    Attributes:
        page: 1-based page, or None when the widget is on no page.
        rect: its rectangle.
        rotation: /MK /R in degrees, counter-clockwise.
        states: the on-states of its /AP /N, without Off.
        hidden: not shown on screen, or not printed (annotation flags Hidden, NoView).
        tooltip: its own /TU, if any.
        drawn: whether the file holds an appearance for it (/AP /N).
    """

    page: int | None
    rect: Rect
    rotation: int = 0
    states: tuple[str, ...] = ()
    hidden: bool = False
    tooltip: str = ""
    drawn: bool = True


@dataclass(frozen=True, slots=True)
class Field:
    """One terminal field, with everything inherited from its ancestors worked out.

    Attributes:
        name: full name, partial names joined by periods.
        flags: /Ff (ISO 32000-2 tables 227, 229, 231, 233).
        value: the stored /V as text, on-state name, or tuple of texts for list boxes; None if absent.
        max_length: /MaxLen, or None.
        options: /Opt of choice fields and radio groups.
        states: every on-state of every widget, in order of appearance.
        tooltip: /TU; mapping_name: /TM.
        calculated: a calculation action or a place in /CO.
    """

    name: str
    kind: FieldKind
    flags: int = 0
    value: str | tuple[str, ...] | None = None
    default: str | tuple[str, ...] | None = None
    max_length: int | None = None
    options: tuple[Option, ...] = ()
    states: tuple[str, ...] = ()
    tooltip: str = ""
    mapping_name: str = ""
    calculated: bool = False
    widgets: tuple[Widget, ...] = ()

    def has(self, bit: int) -> bool:
        """Return whether flag `bit` (1-based, as the standard counts) is set."""
        return bool(self.flags >> (bit - 1) & 1)

    @property
    def read_only(self) -> bool:
        return self.has(1)

    @property
    def required(self) -> bool:
        return self.has(2)

    @property
    def multiline(self) -> bool:
        return self.kind is FieldKind.TEXT and self.has(13)

    @property
    def password(self) -> bool:
        return self.kind is FieldKind.TEXT and self.has(14)

    @property
    def file_select(self) -> bool:
        return self.kind is FieldKind.TEXT and self.has(21)

    @property
    def comb(self) -> bool:
        """Comb counts only with /MaxLen and without multiline, password and file-select (table 231)."""
        blocked = self.multiline or self.password or self.file_select
        return self.kind is FieldKind.TEXT and self.has(25) and bool(self.max_length) and not blocked

    @property
    def rich_text(self) -> bool:
        return self.kind is FieldKind.TEXT and self.has(26)

    @property
    def combo(self) -> bool:
        return self.kind is FieldKind.CHOICE and self.has(18)

    @property
    def editable(self) -> bool:
        return self.combo and self.has(19)

    @property
    def multi_select(self) -> bool:
        return self.kind is FieldKind.CHOICE and self.has(22)


@dataclass(frozen=True, slots=True)
class Template:
    """A PDF form.

    Attributes:
        sha256: hex digest of the file's bytes.
        page_count: number of pages.
        fields: terminal fields in the order of /Fields, orphans on pages last.
        info: document information, text values only.
    """

    sha256: str
    page_count: int
    fields: tuple[Field, ...]
    title: str = ""
    language: str = ""
    info: tuple[tuple[str, str], ...] = ()

    def by_name(self) -> dict[str, Field]:
        """Return the fields by full name; of doubled names the first."""
        found: dict[str, Field] = {}
        for item in self.fields:
            found.setdefault(item.name, item)
        return found
