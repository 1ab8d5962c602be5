"""Rows that a form's table has no room for, as real fields in a table on the sheet.

They are made like the fields of the table's first row and named as the mapping names them, so that whoever reads the
form finds them as any other row. As there, a person can type into them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.template import Field, FieldKind, FieldValue
from integplan_pdf.pdf.compile import CompiledTemplate
from integplan_pdf.pdf.parts.text import TextPart, TextWidget

NO_FIELDS = Rule(
    "F126",
    Severity.ERROR,
    nb="Radene i «{path}» kan ikke fortsette i et vedlegg: {why_nb}.",
    en="The rows of “{path}” cannot continue on an attachment: {why_en}.",
)

_NUMBER = re.compile(r"(?<!\d)1(?!\d)")
BOXES = (FieldKind.CHECK, FieldKind.RADIO)
_COPIED = (FieldKind.TEXT, *BOXES, FieldKind.CHOICE)
_NARROWEST, _WIDEST = 48.0, 200.0
_BOX_COLUMN = 54.0
_AROUND = 8.0
"""What stands beside a text in its cell, in points."""

SIZE = 9.0
"""Of the texts in new fields, in points."""


@dataclass(frozen=True, slots=True)
class MoreRows:
    """Rows of a table that the form has no room for.

    Attributes:
        path: plan path of the table.
        label: what the table is called.
        first: number of the first of these rows.
        models: new field → the field in the form's first row that it is like, row by row.
    """

    path: str
    label: str
    first: int
    models: Mapping[str, str]

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield the number of each row, and its new fields by their models."""
        columns = list(dict.fromkeys(self.models.values()))
        names = list(self.models)
        count = len(names) // len(columns)
        by_model = {model: [name for name in names if self.models[name] == model] for model in columns}
        for row in range(count):
            yield self.first + row, {model: by_model[model][row] for model in columns}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table on the sheet.

    Attributes:
        model: the field of the form's first row.
        widget: where its texts are drawn; None for boxes.
        header: what stands above it.
        width: in points.
    """

    model: Field
    widget: TextWidget | None
    header: str
    width: float


def columns_of(
    more: MoreRows,
    compiled: CompiledTemplate,
    headers: Mapping[str, str],
    values: Mapping[str, FieldValue],
    width: float,
) -> list[Column]:
    """Return the columns of a table: as wide as their longest word asks for, and the rest shared as on the form."""
    known = compiled.template.by_name()
    found, least = [], []
    for model in dict.fromkeys(more.models.values()):
        field, part = known[model], compiled.parts[model][0]
        header = header_of(field, headers.get(model, ""))
        widget = None if field.kind in BOXES else next(iter(getattr(part, "widgets", ())), None)
        texts = [values.get(name, "") for name, like in more.models.items() if like == model]
        found.append(Column(field, widget, header, _natural(field) if widget else _BOX_COLUMN))
        least.append(_longest_word(widget, [header, *map(str, texts)]) if widget else _BOX_COLUMN)
    return _shared(found, least, width)


def _natural(field: Field) -> float:
    left, _, right, _ = field.widgets[0].rect
    return min(max(right - left, _NARROWEST), _WIDEST)


def _longest_word(widget: TextWidget, texts: Iterable[str]) -> float:
    canvas = getattr(widget.box, "canvas", None)
    words = {word for text in texts for word in text.split()}
    longest = max((canvas.typesetter.width(word) for word in words), default=0.0) if canvas else 0.0
    return max(longest * SIZE / 1000 + _AROUND, _NARROWEST)


def _shared(columns: Sequence[Column], least: Sequence[float], width: float) -> list[Column]:
    """Give each column what it needs at least, and share what is left by what they have on the form."""
    scale = min(width / sum(least), 1.0)
    spare = width - scale * sum(least)
    wish = [
        max(column.width - need, 0.0) if column.widget else 0.0 for column, need in zip(columns, least, strict=True)
    ]
    share = spare / sum(wish) if sum(wish) else 0.0
    extra = 0.0 if sum(wish) else spare / len(columns)
    return [
        replace(column, width=need * scale + more * share + extra)
        for column, need, more in zip(columns, least, wish, strict=True)
    ]


def header_of(field: Field, given: str = "") -> str:
    """Return what a column is called: what its tooltip says after the number of the row, or what is given."""
    label = field.tooltip.rpartition(": ")[2].strip() if _NUMBER.search(field.tooltip) else field.tooltip.strip()
    return label or given or field.name.rpartition(".")[2]


def label_of(field: Field, number: int, table: str, header: str) -> str:
    """Return the tooltip of the field in row `number`."""
    if _NUMBER.search(field.tooltip):
        return _NUMBER.sub(str(number), field.tooltip, count=1)
    return f"{table} {number}: {header}"


def obstacle(more: MoreRows, compiled: CompiledTemplate) -> Finding | None:
    """Return why a table's rows cannot continue on a sheet, None if they can."""
    known = compiled.template.by_name()
    models = [known.get(name) for name in dict.fromkeys(more.models.values())]
    if not models or None in models:
        return NO_FIELDS.finding(
            path=more.path,
            why_nb="skjemaet har ingen første rad å lage dem etter",
            why_en="the form has no first row to make them like",
        )
    odd = [field for field in models if field and not _can_be_copied(field, compiled)]
    if odd:
        return NO_FIELDS.finding(
            path=more.path,
            field=odd[0].name,
            why_nb=f"feltet «{odd[0].name}» er av et slag som ikke kan gjentas",
            why_en=f"the field “{odd[0].name}” is of a kind that cannot be repeated",
        )
    return None


def _can_be_copied(field: Field, compiled: CompiledTemplate) -> bool:
    parts = compiled.parts[field.name]
    plain = not isinstance(parts[0], TextPart) or not parts[0].secret
    return field.kind in _COPIED and len(parts) == 1 and bool(field.widgets) and plain
