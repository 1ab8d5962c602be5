"""What the folder of a form says: `form.toml`, `skjema.toml`, the layout and the running text.

`skjema.toml` holds every field, every word that is not running text, and what may vary; `layout.typ` says
where things stand; `tekst/NAME.txt` is running text (`# ` heading, `- ` list item, else a paragraph).
"""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from integplan_pdf.errors import TemplateError

LINE_HEIGHT = 7.5
"""Least height of a box for one line, in millimetres."""

MAX_HEIGHT = 200.0
"""Greatest height of a box, in millimetres: it must leave room on its page for label, headings and a table's header."""

_LAYOUT_FILES = {".typ", ".svg", ".png"}

Block = tuple[str, str | list[str]]
"""A piece of running text: (`heading` | `paragraph`, text) or (`list`, items)."""


class Kind(StrEnum):
    """What a field is for the one who fills it in."""

    TEXT = "text"
    MULTILINE = "multiline"
    DATE = "date"
    CHECK = "check"
    CHOICE = "choice"
    SIGNATURE = "signature"

    @property
    def grows(self) -> bool:
        """Whether a taller box holds more of it."""
        return self in (Kind.TEXT, Kind.MULTILINE)

    @property
    def is_box(self) -> bool:
        """Whether it is one or more boxes to tick."""
        return self in (Kind.CHECK, Kind.CHOICE)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Switch(_Part):
    """An on/off part of the form; off its default it gives the variant a `name` or a `suffix`."""

    default: bool
    name: str = ""
    suffix: str = ""


class RowSet(_Part):
    """Rows of a table: a number that the variant decides (`default`, `min`, `max`), or fixed `items` by key."""

    default: int = 0
    min: int = 1
    max: int = 0
    items: dict[str, str] = {}


class FieldPattern(_Part):
    """A field, or the same field of every row: `id` and `tooltip` may hold `{i}` and `{label}` of the row.

    A variant may give it any height up to `max_height`, both in millimetres.
    """

    id: str
    kind: Kind
    tooltip: str
    label: str = ""
    rows: str = ""
    when: dict[str, bool] = {}
    height: float = LINE_HEIGHT
    max_height: float = MAX_HEIGHT
    max_length: int | None = None
    required: bool = False
    states: dict[str, str] = {}


class Schema(_Part):
    """The contents of `skjema.toml`."""

    date_hint: str = "dd.mm.åååå"
    switches: dict[str, Switch] = {}
    rows: dict[str, RowSet] = {}
    text: dict[str, str] = {}
    field: tuple[FieldPattern, ...]


class Identity(BaseModel):
    """The part of `form.toml` that is written into the form itself."""

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    edition: str
    publisher: str
    language: str
    date: dt.date


@dataclass(frozen=True, slots=True)
class FormSource:
    """All that a form is made from.

    Attributes:
        layout: the Typst files and pictures of the folder, by name.
        prose: running text by the name of its file.
    """

    identity: Identity
    schema: Schema
    layout: Mapping[str, bytes]
    prose: Mapping[str, list[Block]]


def read_source(folder: Path) -> FormSource:
    """Return the form source in `folder`.

    Raises:
        TemplateError: a file is missing, or says what it may not say.
    """
    layout = {path.name: path.read_bytes() for path in sorted(folder.glob("*.*")) if path.suffix in _LAYOUT_FILES}
    if "layout.typ" not in layout:
        raise TemplateError(
            nb=f"Mappen {folder.name} har ingen layout.typ. Et skjema trenger form.toml, skjema.toml og layout.typ.",
            en=f"The folder {folder.name} has no layout.typ. A form needs form.toml, skjema.toml and layout.typ.",
        )
    return FormSource(
        identity=_read_toml(folder / "form.toml", Identity),
        schema=_read_toml(folder / "skjema.toml", Schema),
        layout=layout,
        prose={path.stem: read_prose(path.read_text("utf-8")) for path in sorted(folder.glob("tekst/*.txt"))},
    )


_M = TypeVar("_M", bound=BaseModel)


def _read_toml(path: Path, kind: type[_M]) -> _M:
    try:
        return kind.model_validate(tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise TemplateError(
            nb=f"Filen {path.name} i {path.parent.name} finnes ikke eller kan ikke leses.",
            en=f"The file {path.name} in {path.parent.name} does not exist or cannot be read.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(
            nb=f"{path.name} i {path.parent.name} er ikke gyldig TOML: {error}",
            en=f"{path.name} in {path.parent.name} is not valid TOML: {error}",
        ) from error
    except ValidationError as error:
        problem = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, problem["loc"]))
        raise TemplateError(
            nb=f"{path.name} i {path.parent.name}: «{place}» kan ikke brukes ({problem['msg']}).",
            en=f"{path.name} in {path.parent.name}: “{place}” cannot be used ({problem['msg']}).",
        ) from error


def read_prose(text: str) -> list[Block]:
    """Return running text as blocks; a line is a block, list items that follow each other are one."""
    blocks: list[Block] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("# "):
            blocks.append(("heading", line[2:]))
        elif not line.startswith("- "):
            blocks.append(("paragraph", line))
        elif blocks and isinstance(items := blocks[-1][1], list):
            items.append(line[2:])
        else:
            blocks.append(("list", [line[2:]]))
    return blocks
