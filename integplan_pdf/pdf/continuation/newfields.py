"""Fields that a form gets on its sheets: like given fields of its own, under names of the same tree (§12.7.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pypdf.generic import ArrayObject, ByteStringObject, FloatObject, NameObject, NumberObject

from integplan_pdf.model.template import Field, FieldKind
from integplan_pdf.pdf import objects, syntax
from integplan_pdf.pdf.appearance.frame import Box
from integplan_pdf.pdf.continuation.ground import Ground, named
from integplan_pdf.pdf.continuation.rows import BOXES, SIZE
from integplan_pdf.pdf.draft import Draft
from integplan_pdf.pdf.fieldtree import FieldNode, WidgetNode
from integplan_pdf.pdf.parts.compile import Part

_INHERITED = ("/FT", "/Ff", "/DA", "/Q", "/MaxLen", "/Opt")
_LOOKS = ("/AP", "/MK", "/BS")
_MULTILINE, _COMB = 1 << 12, 1 << 24
_PRINT = 4
_FONT_SIZE = re.compile(rb"[-+.\d]+(\s+Tf)")


@dataclass(frozen=True, slots=True)
class NewField:
    """A field that is to be made.

    Attributes:
        name: full name.
        model: the field that it is like.
        label: its tooltip.
        places: where each of its widgets is: x, y, width, height on its page.
        page: object number of that page.
        keys: key of each widget in the parent tree; none if the form is not tagged.
    """

    name: str
    model: Field
    label: str
    places: Sequence[Box]
    page: int
    keys: Sequence[int]


@dataclass(slots=True)
class _Holder:
    """A node that is made to hold new fields: `delmaal.5`."""

    partial: str
    parent: bytes
    kids: list[int]


@dataclass(slots=True)
class NewFields:
    """The fields that one document gets, and where they hang in its tree.

    Attributes:
        numbers: of new objects.
    """

    ground: Ground
    numbers: Iterator[int]
    _made: dict[str, tuple[int, _Holder]] = field(default_factory=dict)
    _joined: dict[str, list[int]] = field(default_factory=dict)

    def make(self, new: NewField, widgets: Sequence[int]) -> Part:
        """Return the part that fills a new field, whose widgets are to be the objects `widgets`."""
        with objects.exact_names():
            number = widgets[0] if len(widgets) == 1 else next(self.numbers)
            entries = self._field_entries(new, number)
            dicts = [self._widget_entries(new, number, order) for order in range(len(widgets))]
            if len(widgets) == 1:
                entries |= dicts[0]
                dicts = [entries]
            else:
                entries["/Kids"] = ArrayObject(self.ground.refer(widget) for widget in widgets)
                for one in dicts:
                    one["/Parent"] = self.ground.refer(number)
            node = FieldNode(new.name, (number, 0), (named(entries),))
            for widget, one in zip(widgets, dicts, strict=True):
                holder = node.dict if len(widgets) == 1 else named(one)
                node.widgets.append(WidgetNode((widget, 0), holder, None))
            return self.ground.workshop.part(node, _described(new, entries))

    def write(self, draft: Draft) -> None:
        """Write the nodes that hold the new fields."""
        for number, holder in self._made.values():
            kids = b" ".join(b"%d 0 R" % kid for kid in holder.kids)
            partial = draft.string((number, 0), holder.partial)
            draft.write((number, 0), b"<</T%b%b/Kids[%b]>>" % (partial, holder.parent, kids))
        for name, joined in self._joined.items():
            branch = self.ground.holders[name] if name else self.ground.fields
            if branch:
                draft.rewrite(branch.target, branch.entries((kid, 0) for kid in joined))

    @property
    def rewrites_form(self) -> bool:
        """Whether the form dictionary is among what `write` writes."""
        return "" in self._joined

    def _field_entries(self, new: NewField, number: int) -> dict[str, Any]:
        model = self.ground.nodes[new.model.name]
        entries = {key: found for key in _INHERITED if (found := model.inherited_raw(key)) is not None}
        above, _, partial = new.name.rpartition(".")
        parent = self._hang(above, number)
        entries["/T"] = ByteStringObject(syntax.encode_text(partial))
        entries["/TU"] = ByteStringObject(syntax.encode_text(new.label))
        if parent:
            entries["/Parent"] = self.ground.document.refer(parent)
        if new.model.kind is FieldKind.TEXT:
            flags = objects.integer(model.inherited("/Ff")) & ~_COMB | _MULTILINE
            entries["/Ff"] = NumberObject(flags)
        if new.model.kind not in BOXES:
            given = objects.string(entries.get("/DA")) or objects.string(objects.raw(self.ground.document.form, "/DA"))
            entries["/DA"] = ByteStringObject(_FONT_SIZE.sub(b"%b\\1" % syntax.number(SIZE), given or b""))
        return entries

    def _widget_entries(self, new: NewField, number: int, order: int) -> dict[str, Any]:
        model = self.ground.nodes[new.model.name].widgets[order].dict
        x, y, width, height = new.places[order]
        entries: dict[str, Any] = {
            "/Type": NameObject("/Annot"),
            "/Subtype": NameObject("/Widget"),
            "/F": NumberObject(_PRINT),
            "/P": self.ground.refer(new.page),
            "/Rect": ArrayObject(FloatObject(round(edge, 2)) for edge in (x, y, x + width, y + height)),
        }
        if new.keys:
            entries["/StructParent"] = NumberObject(new.keys[order])
        if new.model.kind in BOXES:
            entries |= {key: found for key in (*_LOOKS, "/DA") if (found := objects.raw(model, key)) is not None}
            if len(new.places) > 1:
                states = "".join(new.model.widgets[order].states)
                entries["/TU"] = ByteStringObject(syntax.encode_text(f"{new.label}: {states}"))
        return entries

    def _hang(self, above: str, number: int) -> objects.Reference | None:
        """Hang an object under the name `above`; return the node that holds it, None for the form itself."""
        if not above or above in self.ground.holders:
            self._joined.setdefault(above, []).append(number)
            return self.ground.holders[above].target.ref if above else None
        if above not in self._made:
            own = next(self.numbers)
            higher, _, partial = above.rpartition(".")
            parent = self._hang(higher, own)
            self._made[above] = own, _Holder(partial, b"/Parent %d %d R" % parent if parent else b"", [])
        found, holder = self._made[above]
        holder.kids.append(number)
        return found, 0


def _described(new: NewField, entries: dict[str, Any]) -> Field:
    flags = objects.integer(entries.get("/Ff"))
    return replace(new.model, name=new.name, tooltip=new.label, flags=flags, value=None, calculated=False, widgets=())


def can_hang(name: str, ground: Ground) -> bool:
    """Return whether the tree has room for a field of that name: none of the names above it is a field."""
    above = name.rpartition(".")[0]
    while above and above not in ground.holders:
        if above in ground.nodes:
            return False
        above = above.rpartition(".")[0]
    return name not in ground.nodes and (bool(above) or ground.fields is not None)


def frame_is_drawn(model: FieldNode) -> bool:
    """Return whether a box draws its own frame."""
    looks = objects.dictionary(objects.raw(model.widgets[0].dict, "/MK"))
    return bool(objects.numbers(objects.raw(looks, "/BC")))
