"""Filling a form whose values need more room than it has: the same update, with sheets after the form's pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count

from integplan_pdf.model.finding import Finding, Rule
from integplan_pdf.model.template import FieldValue
from integplan_pdf.pdf.appearance.block import BlockBox
from integplan_pdf.pdf.appearance.line import LineBox
from integplan_pdf.pdf.compile import CompiledTemplate
from integplan_pdf.pdf.continuation.composer import Font
from integplan_pdf.pdf.continuation.cut import CutBox, is_legible
from integplan_pdf.pdf.continuation.ground import Ground, survey
from integplan_pdf.pdf.continuation.newfields import can_hang
from integplan_pdf.pdf.continuation.rows import NO_FIELDS, MoreRows, columns_of, obstacle
from integplan_pdf.pdf.continuation.sheet import Sheet, SheetPart
from integplan_pdf.pdf.continuation.words import words_for
from integplan_pdf.pdf.parts.compile import Part
from integplan_pdf.pdf.parts.text import TextPart, TextWidget
from integplan_pdf.pdf.write import Filled, fill

_SHEET = "\0"
"""The name under which the sheet is filled; no field is called that."""


@dataclass(frozen=True, slots=True)
class Continued:
    """A filled form with its sheets.

    Attributes:
        items: field, or path of a table → its number on the sheet; empty where everything has room.
        findings: why something could not continue on a sheet.
    """

    filled: Filled
    items: Mapping[str, int]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Wording:
    """What a sheet calls things.

    Attributes:
        title: of the form.
        head: what stands above every page; never a personal number.
        language: of the form, BCP 47; the file's own comes first.
        labels: field → what to call it where it has no tooltip.
    """

    title: str = ""
    head: str = ""
    language: str = ""
    labels: Mapping[str, str] | None = None

    def label(self, compiled: CompiledTemplate, name: str) -> str:
        """Return what a field is called."""
        field = compiled.template.by_name().get(name)
        tooltip = field.tooltip or next((one.tooltip for one in field.widgets if one.tooltip), "") if field else ""
        return tooltip.strip() or (self.labels or {}).get(name, "") or name


class Continuation:
    """Fills one form, and lets what has no room continue on sheets."""

    def __init__(self, compiled: CompiledTemplate, password: str = "") -> None:
        self._compiled, self._password = compiled, password
        self._ground: Ground | Rule | None = None

    def obstacles(self, tables: Iterable[MoreRows]) -> list[Finding]:
        """Return why the rows of tables cannot continue on a sheet, one finding for each that cannot."""
        ground = self._survey()
        if isinstance(ground, Rule):
            return [ground.finding(path=table.path) for table in tables]
        return [found for table in tables if (found := _obstacle(table, self._compiled, ground))]

    def fill(
        self,
        values: Mapping[str, FieldValue],
        *,
        info: Mapping[str, str] | None = None,
        tables: Sequence[MoreRows] = (),
        wording: Wording | None = None,
    ) -> Continued:
        """Return the form filled with `values`, with sheets if they do not fit.

        Args:
            values: by field; of the rows in `tables` too.
            info: entries of the document information.
            tables: rows that the form has no fields for, none of them with obstacles.
            wording: what the sheets call things.
        """
        new = {name for table in tables for name in table.models}
        own = {name: value for name, value in values.items() if name not in new}
        filled = fill(self._compiled, own, info=info)
        tight = list(self._tight(own, filled))
        if not tight and not tables:
            return Continued(filled, {})
        ground = self._survey()
        if isinstance(ground, Rule):
            return Continued(filled, {}, tuple(ground.finding(field=name) for name in tight))
        return _Filling(self._compiled, ground, wording or Wording(), values).fill(tight, tables, info or {})

    def _survey(self) -> Ground | Rule:
        if self._ground is None:
            self._ground = survey(self._compiled, self._password)
        return self._ground

    def _tight(self, values: Mapping[str, FieldValue], filled: Filled) -> Iterator[str]:
        """Yield the fields whose texts have no room in a size that can be read, in the order of the form."""
        lost = {fit.field for fit in filled.fits if fit.lost}
        for name, parts in self._compiled.parts.items():
            value = values.get(name)
            if not isinstance(value, str) or not value:
                continue
            boxes = [box for widget in _text_widgets(parts) if (box := _open_box(widget))]
            if boxes and (name in lost or any(_too_small(box, value) for box in boxes)):
                yield name


class _Filling:
    """One document with sheets."""

    def __init__(
        self, compiled: CompiledTemplate, ground: Ground, wording: Wording, values: Mapping[str, FieldValue]
    ) -> None:
        self.compiled, self.ground, self.wording, self.values = compiled, ground, wording, values
        self.numbers = count(compiled.base.size)
        self.words = words_for(compiled.template.language or wording.language)
        self.items: dict[str, int] = {}

    def fill(self, tight: Sequence[str], tables: Sequence[MoreRows], info: Mapping[str, str]) -> Continued:
        sheet = Sheet(
            self.ground,
            self.words,
            self._font(tight, tables),
            self.numbers,
            head=self.wording.head,
            title=self.wording.title or self.compiled.template.title,
        )
        for name in tight:
            self._add_text(sheet, name)
        for table in tables:
            self._add_rows(sheet, table)
        for name in sheet.too_long:
            self._add_text(sheet, name, sheet.parts[name])
        sheet.finish()
        filled = fill(self._extended(sheet, tight), {**self.values, _SHEET: True}, info=info)
        return Continued(filled, self.items)

    def _font(self, tight: Sequence[str], tables: Sequence[MoreRows]) -> Font:
        names = (*tight, *(model for table in tables for model in table.models.values()), *self.compiled.parts)
        widgets = (widget for name in names for widget in _text_widgets(self.compiled.parts[name]))
        return next(font for widget in widgets if (font := Font.of(widget)))

    def _next(self, name: str) -> int:
        self.items[name] = len(self.items) + 1
        return self.items[name]

    def _add_text(self, sheet: Sheet, name: str, part: Part | None = None) -> None:
        label = part.field.tooltip if part else self.wording.label(self.compiled, name)
        widget = _text_widgets((part,) if part else self.compiled.parts[name])[0]
        sheet.add_text(self._next(name), label, str(self.values[name]), Font.of(widget) or sheet.font)

    def _add_rows(self, sheet: Sheet, table: MoreRows) -> None:
        columns = columns_of(table, self.compiled, self.wording.labels or {}, self.values, sheet.table_width)
        sheet.add_rows(self._next(table.path), table, columns, self.values)

    def _extended(self, sheet: Sheet, tight: Sequence[str]) -> CompiledTemplate:
        """Return the form with its sheet: boxes cut where the sheet has the rest, new fields, new objects."""
        parts: dict[str, tuple[Part, ...]] = dict(self.compiled.parts)
        parts |= {name: (part,) for name, part in sheet.parts.items()}
        for name in (*tight, *sheet.too_long):
            markers = self.words.markers(self.items[name])
            parts[name] = tuple(_cut(part, markers) for part in parts[name])
        parts[_SHEET] = (SheetPart(sheet, frozenset(self.values)),)  # type: ignore[assignment]
        form = self.ground.fields
        replaced = {form.target.ref} if form and sheet.fields.rewrites_form else set()
        return replace(
            self.compiled,
            base=replace(self.compiled.base, size=next(self.numbers)),
            parts=parts,
            constant=tuple(target for target in self.compiled.constant if target.ref not in replaced),
        )


def _obstacle(table: MoreRows, compiled: CompiledTemplate, ground: Ground) -> Finding | None:
    found = obstacle(table, compiled)
    if found or all(can_hang(name, ground) for name in table.models):
        return found
    return NO_FIELDS.finding(
        path=table.path,
        why_nb="skjemaet har ikke plass til felt med de navnene",
        why_en="the form has no room for fields of those names",
    )


def _text_widgets(parts: Iterable[Part]) -> list[TextWidget]:
    return [widget for part in parts if isinstance(part, TextPart) for widget in part.widgets]


def _open_box(widget: TextWidget) -> BlockBox | LineBox | None:
    return widget.box if isinstance(widget.box, BlockBox | LineBox) else None


def _too_small(box: BlockBox | LineBox, text: str) -> bool:
    """Return whether a text of automatic size is set in one too small to be read."""
    return box.canvas.automatic and not is_legible(box.draw(text), box)


def _cut(part: Part, markers: tuple[str, ...]) -> Part:
    if not isinstance(part, TextPart):
        return part
    widgets = (replace(one, box=CutBox(box, markers)) if (box := _open_box(one)) else one for one in part.widgets)
    return replace(part, widgets=tuple(widgets))
