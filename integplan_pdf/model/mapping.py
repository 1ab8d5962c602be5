"""A mapping as data: which plan path stands in which PDF field, and in which spreadsheet column.

These are the contents of `mappings/<form>/pdf.toml` and `columns.toml`. An unknown key is an error.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Binding(_Strict):
    """What every binding has.

    Attributes:
        path: plan path; in a table relative to the row.
        when: name of a switch of the form; the fields exist only in variants where it is on. With a leading `!`
            only where it is off.
    """

    path: str
    when: str = ""


class TextBinding(_Binding):
    """Text in a text field."""

    kind: Literal["text"]
    field: str


class DateBinding(_Binding):
    """A day, written `dd.mm.åååå`."""

    kind: Literal["date"]
    field: str


class PeriodBinding(_Binding):
    """A period, written `dd.mm.åååå–dd.mm.åååå` where it is understood."""

    kind: Literal["period"]
    field: str


class CheckBinding(_Binding):
    """True or false as a ticked box."""

    kind: Literal["check"]
    field: str
    on: str


class OneOfBinding(_Binding):
    """One of several values.

    Attributes:
        field: one field whose boxes, buttons or options each stand for a value (`states`: value → on-state or
            export value), or
        fields: one check box per value (value → field), each with the on-state `on`.
    """

    kind: Literal["one_of"]
    field: str = ""
    states: dict[str, str] = Field(default_factory=dict)
    fields: dict[str, str] = Field(default_factory=dict)
    on: str = ""


Leaf = Annotated[TextBinding | DateBinding | PeriodBinding | CheckBinding | OneOfBinding, Field(discriminator="kind")]


class TableBinding(_Binding):
    """Repeated rows; `{i}` in the field names of its columns counts from 1.

    Attributes:
        column: the bindings of one row, with paths relative to the row.
    """

    kind: Literal["table"]
    column: tuple[Leaf, ...]


Binding = Annotated[
    TextBinding | DateBinding | PeriodBinding | CheckBinding | OneOfBinding | TableBinding,
    Field(discriminator="kind"),
]


class Ignored(_Strict):
    """A field that is left alone, and why."""

    field: str
    why: str = Field(min_length=1)
    when: str = ""


class SwitchRule(_Strict):
    """A fact that turns a part of the form off.

    Attributes:
        switch: the form's switch.
        path: plan path of the fact.
        equals: off when the fact is this; or
        filled: off when anything stands there.
    """

    switch: str
    path: str
    equals: bool | str | None = None
    filled: bool = False


class FormMapping(_Strict):
    """`pdf.toml`: plan paths and PDF fields, one to one.

    Attributes:
        form: id of the form.
        edition: edition of the form that this was written for.
        sha256: variant id → digest of the PDF it was written for.
        bind: the bindings; every field is bound once or ignored with a reason.
        off_when: which facts turn which switch off.
        variant_path: plan path of a variant chosen by hand.
    """

    form: str
    edition: str
    sha256: dict[str, str]
    bind: tuple[Binding, ...]
    ignore: tuple[Ignored, ...] = ()
    off_when: tuple[SwitchRule, ...] = ()
    variant_path: str = ""


class Digits(_Strict):
    """A number of fixed length, whose leading zeros spreadsheets lose.

    Attributes:
        length: how many digits it has; shorter ones are filled with zeros where the check digits then hold.
        weights: weights of all its digits, once per check digit; the weighted sums are divisible by 11.
    """

    length: int = Field(ge=1)
    weights: tuple[tuple[int, ...], ...] = ()


class Column(_Strict):
    """A spreadsheet column.

    Attributes:
        header: its Norwegian header.
        path: plan path; in a repeated sheet relative to the row.
        aliases: other headers it goes by.
        kind: what the cells hold; `period` is the text of a period whose days have columns of their own.
        choices: the drop-down list, shown text → stored value.
        digits: of a number that may have lost its leading zeros.
        note: help shown when the cell is chosen.
    """

    header: str
    path: str
    aliases: tuple[str, ...] = ()
    kind: Literal["text", "date", "choice", "bool", "number", "period"] = "text"
    choices: dict[str, str] = Field(default_factory=dict)
    digits: Digits | None = None
    note: str = ""
    width: int = 18
    required: bool = False


class Part(_Strict):
    """One of several columns that make up a value; one that is not `optional` is missed when others are there."""

    header: str
    aliases: tuple[str, ...] = ()
    optional: bool = False


class Join(_Strict):
    """A value that may stand in several columns instead of its own.

    Attributes:
        path: plan path, which has a column of its own too; where that stands, the parts are not read.
        take: all parts joined with `between` (given name, family name), or the first that is filled.
    """

    path: str
    part: tuple[Part, ...]
    take: Literal["all", "first"] = "all"
    between: str = " "


class SheetColumns(_Strict):
    """One worksheet.

    Attributes:
        name: its name; `aliases` other names.
        table: plan path of the repeated rows; empty for the sheet with one row per participant.
        wide: how the same rows are headed on the main sheet: `Tiltak {i} ` before the column's header.
        named_by: for a fixed set of rows (the four tests): the column that says which, and shown text → attribute.
        join: values that may be spread over several columns.
        also: further headers, each → the header of this file that it stands for.
        ignore: headers that are known and not read.
    """

    name: str
    aliases: tuple[str, ...] = ()
    table: str = ""
    wide: str = ""
    named_by: str = ""
    names: dict[str, str] = Field(default_factory=dict)
    join: tuple[Join, ...] = ()
    also: dict[str, str] = Field(default_factory=dict)
    ignore: tuple[str, ...] = ()
    column: tuple[Column, ...] = Field(min_length=1)

    def paths(self, column: Column) -> list[str]:
        """Return the plan paths of one of its columns: one per name, or one with `{i}` for the number of the row."""
        if self.names:
            return [f"{self.table}.{name}.{column.path}" for name in self.names.values()]
        return [f"{self.table}.{{i}}.{column.path}" if self.table else column.path]

    @model_validator(mode="after")
    def _joins_have_columns(self) -> Self:
        known = {column.path for column in self.column}
        for join in self.join:
            if join.path not in known:
                raise ValueError(f"join: no column has the path {join.path}")
        return self


class ColumnMapping(_Strict):
    """`columns.toml`: spreadsheet columns and plan paths.

    Attributes:
        key: header of the key column, on every sheet; `key_aliases` other headers.
        key_path: plan path of the key.
        sheet: the sheets, main sheet first.
        totals: what stands first in rows that are sums, not participants.
        groups: headings above several headers that say nothing the headers do not.
        ignore_sheets: names of sheets that are not read.
        guide: heading → text of the workbook's guide sheet.
    """

    form: str
    key: str
    key_aliases: tuple[str, ...] = ()
    key_path: str = "id"
    sheet: tuple[SheetColumns, ...]
    totals: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    ignore_sheets: tuple[str, ...] = ()
    guide: dict[str, str] = Field(default_factory=dict)


class OwnColumn(_Strict):
    """What one of an office's own columns is.

    Attributes:
        header: the header as it stands in the office's file.
        same_as: the header of `columns.toml` that it stands for; a question mark before it says that nobody has
            confirmed it yet.
        sheet: the sheet it stands on, by either name; empty for the main sheet.
        ignore: the column is not read.
    """

    header: str
    same_as: str = ""
    sheet: str = ""
    ignore: bool = False


class OwnSheet(_Strict):
    """Which sheet of `columns.toml` one of an office's own sheets stands for."""

    name: str
    same_as: str = ""
    ignore: bool = False


class OwnColumns(_Strict):
    """An office's own file: how its sheets and columns are called."""

    form: str
    sheet: tuple[OwnSheet, ...] = ()
    column: tuple[OwnColumn, ...] = ()
