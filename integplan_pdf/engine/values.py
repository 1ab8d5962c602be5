"""Types for plan models: lenient towards what people write, strict in what they become.

A value that cannot be understood raises `bad_value`, whose two texts become a finding on that cell.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from enum import StrEnum
from typing import Annotated, Any, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from integplan_pdf.engine.cells import as_text
from integplan_pdf.engine.dates import Period, excel_date, parse_date, parse_period, period_of

_YES = {"ja", "j", "x", "true", "sann", "1", "✓", "☒", "☑", "yes", "on"}
_NO = {"", "nei", "n", "false", "usann", "0", "☐", "no", "off"}

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")
"""The control characters of Unicode, but for the line feed."""

E = TypeVar("E", bound=StrEnum)
M = TypeVar("M", bound=BaseModel)


def bad_value(nb: str, en: str, *, kind: str = "bad_value", part: str = "") -> PydanticCustomError:
    """Return the error that a value, or a part of it, cannot be used; the texts say what is wanted, not what it was."""
    return PydanticCustomError("bad_value", "{en}", {"nb": nb, "en": en, "kind": kind, "part": part})


def _text(value: Any) -> str:
    """Return the value as text: NFC, LF line ends, decimal comma, no control characters, no space at either end."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise bad_value("Her må det stå tekst.", "Text is expected here.")
    text = unicodedata.normalize("NFC", as_text(value)).replace("\r\n", "\n").replace("\r", "\n")
    text = text.replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n")
    return _CONTROL.sub("", text).strip()


def _line(value: Any) -> str:
    return " ".join(_text(value).split("\n"))


def _date(value: Any, part: str = "") -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date) or value is None:
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        day = excel_date(value)
    else:
        text = _text(value)
        if not text:
            return None
        day = parse_date(text)
    if day is None:
        raise bad_value(
            "Dette er ikke en dato som finnes. Skriv den slik: dd.mm.åååå.",
            "This is not an existing date. Write it like this: dd.mm.yyyy.",
            kind="date",
            part=part,
        )
    return day


def _period(value: Any) -> Period:
    if isinstance(value, Period):
        return value
    if isinstance(value, dt.date):
        return parse_period(value.isoformat()[:10])
    if isinstance(value, dict) and set(value) <= {"fra", "til", "tekst"}:
        if value.get("tekst"):
            if value.get("fra") or value.get("til"):
                raise bad_value(
                    "Perioden står både som datoer og som tekst. Behold én av dem.",
                    "The period stands both as dates and as text. Keep one of them.",
                )
            return parse_period(_line(value["tekst"]))
        return period_of(_date(value.get("fra"), "fra"), _date(value.get("til"), "til"))
    return parse_period(_line(value))


def _yes_no(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    text = _text(value).casefold()
    if text in _YES or text in _NO:
        return text in _YES
    raise bad_value("Skriv Ja eller Nei (eller la cellen stå tom).", "Write Ja or Nei (or leave the cell empty).")


def _maybe_yes_no(value: Any) -> bool | None:
    return None if value is None or value == "" else _yes_no(value)


def _whole(value: Any) -> int | None:
    if value is None or value == "":
        return None
    text = _text(value).removesuffix("%").strip()
    if text.isdecimal():
        return int(text)
    raise bad_value("Skriv et helt tall.", "Write a whole number.")


def one_of(choices: type[E], names: dict[str, E]) -> BeforeValidator:
    """Return a validator that takes a member, its value or one of `names` (compared without case), else None if empty.

    Two choices in one cell get a message of their own.
    """
    known = {member.value.casefold(): member for member in choices}
    known |= {name.casefold(): member for name, member in names.items()}

    def choose(value: Any) -> E | None:
        text = _text(value).casefold()
        if not text:
            return None
        if text in known:
            return known[text]
        shown = ", ".join(dict.fromkeys(next((n for n, m in names.items() if m is c), c.value) for c in choices))
        parts = [part for part in text.replace(" og ", ",").replace(";", ",").split(",") if part.strip()]
        parts = parts if len(parts) > 1 else text.replace("/", " ").replace("–", " ").replace("-", " ").split()
        if len(parts) > 1 and all(part.strip() in known for part in parts):
            raise bad_value(
                f"Her er det gitt flere verdier, men bare én kan velges: {shown}.",
                f"Several values are given here, but only one can be chosen: {shown}.",
                kind="several",
            )
        raise bad_value(f"Velg én av disse: {shown}.", f"Choose one of these: {shown}.")

    return BeforeValidator(choose)


Text = Annotated[str, BeforeValidator(_text)]
"""Text of one or more lines."""

Line = Annotated[str, BeforeValidator(_line)]
"""Text on one line."""

Date = Annotated[dt.date | None, BeforeValidator(_date)]
"""A day, or None when left open."""

PeriodText = Annotated[
    Period,
    BeforeValidator(_period),
    PlainSerializer(str, return_type=str, when_used="json"),
    WithJsonSchema({"type": "string", "examples": ["01.02.2026–30.06.2026", "02.2026–06.2026"]}),
]
"""A period; understood where it can be, kept as text where it cannot."""

YesNo = Annotated[bool, BeforeValidator(_yes_no)]
"""A tick; empty means no."""

MaybeYesNo = Annotated[bool | None, BeforeValidator(_maybe_yes_no)]
"""Yes, no, or not known."""

Whole = Annotated[int | None, BeforeValidator(_whole)]
"""A whole number, or None."""


def _part(value: Any) -> Any:
    return {} if value is None else value


def _rows(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [{} if row is None else row for row in value]
    return () if value is None else value


def _without_empty_end(rows: tuple[M, ...]) -> tuple[M, ...]:
    while rows and rows[-1] == type(rows[-1])():
        rows = rows[:-1]
    return rows


Part = Annotated[M, BeforeValidator(_part)]
"""A part of a plan; null counts as empty."""

Rows = Annotated[tuple[M, ...], BeforeValidator(_rows), AfterValidator(_without_empty_end)]
"""Repeated rows; empty rows at the end do not count."""
