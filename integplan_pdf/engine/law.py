"""Law as data: texts and numbers, each with the days they were in force and where they stand.

Limits: a value is what the source said on a day; who it applies to is the rules' business.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from integplan_pdf.model.finding import Source


@dataclass(frozen=True, slots=True)
class Value:
    """A number, a day or a word of the law, as it stands in its source.

    Attributes:
        value: what it is, in `unit`.
        source: where it stands; a value is in force as long as its source is.
    """

    value: Any
    unit: str
    source: Source


@dataclass(frozen=True, slots=True)
class Law:
    """The texts and values that a form pack's rules rest on.

    Attributes:
        sources: by a short name (`il-37c-2`).
        values: by name, in order of time.
    """

    sources: Mapping[str, Source]
    values: Mapping[str, tuple[Value, ...]]

    def source(self, name: str) -> Source:
        """Return the text called `name`.

        Raises:
            LookupError: there is none; a fault of the program.
        """
        return self.sources[name]

    def at(self, name: str, day: dt.date) -> Value | None:
        """Return the value called `name` as it was on `day`, or None if none was in force.

        Raises:
            LookupError: no value has that name; a fault of the program.
        """
        return next((value for value in self.values[name] if value.source.in_force(day)), None)

    def get(self, name: str, day: dt.date) -> Any:
        """Return the bare value called `name` as it was on `day`.

        Raises:
            LookupError: no value has that name, or none was in force; a fault of the program.
        """
        found = self.at(name, day)
        if found is None:
            raise LookupError(f"{name}: no value in force on {day}")
        return found.value


def parse_law(sources: Mapping[str, Any], values: Mapping[str, Any]) -> Law:
    """Return the law from two TOML documents: texts by name, and values by name with an `at` list.

    Raises:
        LookupError, TypeError: a key is missing or unknown; the message names it.
    """
    known = {name: Source(**entry) for name, entry in sources.items()}
    return Law(known, {name: tuple(_values(name, entry, known)) for name, entry in values.items()})


def _values(name: str, entry: Mapping[str, Any], sources: Mapping[str, Source]) -> Iterator[Value]:
    for at in entry["at"]:
        if at["source"] not in sources:
            raise LookupError(f"{name}: no source is called {at['source']}")
        yield Value(at["value"], entry["unit"], sources[at["source"]])
