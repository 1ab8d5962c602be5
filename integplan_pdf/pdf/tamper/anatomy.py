"""What a file consists of besides the values in its fields, as values that can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from integplan_pdf.model.template import FieldKind, Option, Rect


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a widget stands: 1-based page, None for none, and rectangle in points of default user space."""

    page: int | None
    rect: Rect


@dataclass(frozen=True, slots=True)
class FieldShape:
    """A field without its value.

    Attributes:
        flags: /Ff without ReadOnly.
        read_only: by /Ff or by a flag of every widget.
        hidden: whether some widget is kept off the screen or off paper (ISO 32000-2 §12.5.3).
    """

    name: str
    kind: FieldKind
    flags: int = 0
    max_length: int | None = None
    options: tuple[Option, ...] = ()
    states: frozenset[str] = frozenset()
    tooltip: str = ""
    spots: tuple[Spot, ...] = ()
    read_only: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation that is no field.

    Attributes:
        kind: its /Subtype.
        text: what it says; never shown unless asked for.
    """

    page: int
    kind: str
    rect: Rect
    text: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Action:
    """Something that a file wants done.

    Attributes:
        place: `document`, `page`, `field`, `annotation` or `bookmark`.
        kind: its /S.
        digest: of what it does, so that it can be told from another.
    """

    place: str
    kind: str
    digest: str = ""


@dataclass(frozen=True, slots=True)
class SheetShape:
    """A page's visible box in points of default user space, and its /Rotate in degrees."""

    box: Rect
    rotate: int = 0


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that is there.

    Attributes:
        name: of its field.
        holds: whether the bytes it covers are those that were signed; None where that could not be worked out.
        whole: whether it covers the file to its end.
    """

    name: str
    holds: bool | None
    whole: bool


@dataclass(frozen=True, slots=True)
class Anatomy:
    """What a file consists of.

    Attributes:
        fields: by full name; of doubled names the first.
        layers: names of the optional content groups.
        info: document information, text values only.
    """

    fields: Mapping[str, FieldShape]
    pages: tuple[SheetShape, ...]
    notes: tuple[Note, ...] = ()
    actions: tuple[Action, ...] = ()
    attachments: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()
    info: Mapping[str, str] = field(default_factory=dict)
    signatures: tuple[Signature, ...] = ()
