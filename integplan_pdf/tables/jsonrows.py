"""Plans as JSON in and out: a list, one object, or one object per line (JSON Lines)."""

from __future__ import annotations

import codecs
import datetime as dt
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from pathlib import PurePath
from typing import Any, NoReturn

from integplan_pdf.errors import InputError
from integplan_pdf.model.row import Tree
from integplan_pdf.tables.jsonstream import ListReader
from integplan_pdf.tables.opened import Open

_LINE_SUFFIXES = {".jsonl", ".ndjson"}
_PIECE, _START = 1 << 20, 1 << 10


class _RepeatedKeyError(ValueError):
    """The same key stands twice in one object."""


class _HalfCharacterError(ValueError):
    """A text holds half a surrogate pair."""


class JsonPlans:
    """The plans of a JSON file (UTF-8), each with its 1-based place in the list, or its line.

    JSON Lines is known by the suffix .jsonl or .ndjson, or by several lines that each hold an object. The plans are
    read from the file each time they are gone through, one at a time.

    Args:
        opened: opens the file.
        name: its name, for messages and its suffix.

    Raises:
        InputError: while the plans are gone through: not JSON, with line and column; a key that stands twice;
            something else than plans.
    """

    def __init__(self, opened: Open, name: str) -> None:
        self._opened, self._name = opened, name

    def __iter__(self) -> Iterator[tuple[int, Tree]]:
        try:
            for number, plan in self._numbered():
                if not isinstance(plan, dict):
                    raise _not_a_plan(self._name, number)
                yield number, plan
        except UnicodeDecodeError:
            raise _not_utf8(self._name, self._opened) from None

    def _text(self) -> io.TextIOWrapper:
        # A JSON text may hold U+2028 and other line ends as they are: only LF ends a line.
        return io.TextIOWrapper(self._opened(), "utf-8-sig", newline="\n")

    def _numbered(self) -> Iterator[tuple[int, Any]]:
        with self._text() as text:
            first = next((piece.strip()[0] for piece in iter(lambda: text.read(_START), "") if piece.strip()), "")
        if not first:
            raise InputError(f"«{self._name}» er tom.", f"“{self._name}” is empty.")
        if PurePath(self._name).suffix.lower() in _LINE_SUFFIXES or (first != "[" and self._is_lines()):
            yield from self._lines()
        elif first == "[":
            yield from self._list()
        else:
            with self._text() as text, _explained(self._name, _Line(1)):
                yield 1, json.loads(text.read(), cls=_Decoder)

    def _is_lines(self) -> bool:
        """Return whether the first two lines that are not blank each hold a whole object."""
        with self._text() as text:
            lines = list(islice((line for line in text if line.strip()), 2))
        return len(lines) == 2 and all(map(_is_object, lines))

    def _lines(self) -> Iterator[tuple[int, Any]]:
        at = _Line(0)
        with self._text() as text, _explained(self._name, at):
            for at.number, line in enumerate(text, 1):
                if line.strip():
                    yield at.number, _DECODER.decode(line.rstrip("\r\n"))

    def _list(self) -> Iterator[tuple[int, Any]]:
        at = _Line(1)
        with self._text() as text, _explained(self._name, at):
            yield from enumerate(ListReader(text, _DECODER.raw_decode), 1)


class _Line:
    """The line that the value under way begins on."""

    def __init__(self, number: int) -> None:
        self.number = number


class _Decoder(json.JSONDecoder):
    """Refuses what JSON allows and no plan can hold."""

    def __init__(self) -> None:
        super().__init__(object_pairs_hook=_object, parse_constant=_no_constant)

    def raw_decode(self, s: str, idx: int = 0) -> tuple[Any, int]:
        """Return the value at `idx` and where it ends."""
        value, end = super().raw_decode(s, idx)
        if s.find("\\u", idx, end) >= 0 and _has_half_character(value):
            raise _HalfCharacterError
        return value, end


def _object(pairs: list[tuple[str, Any]]) -> Tree:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _RepeatedKeyError(next(key for key in keys if keys.count(key) > 1))
    return made


def _no_constant(constant: str) -> NoReturn:
    raise ValueError(constant)


_DECODER = _Decoder()


def _has_half_character(value: Any) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return True
    return False


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


@contextmanager
def _explained(name: str, at: _Line) -> Iterator[None]:
    """Turn what a decoder raises into InputErrors that say where."""
    try:
        yield
    except (InputError, UnicodeDecodeError):
        raise
    except json.JSONDecodeError as error:
        raise _bad_json(name, at.number + error.lineno - 1, error.colno) from None
    except _RepeatedKeyError as error:
        raise InputError(
            f"«{name}»: nøkkelen «{error}» står to ganger i samme objekt. Ta bort den ene.",
            f"“{name}”: the key “{error}” stands twice in one object. Take one away.",
        ) from None
    except _HalfCharacterError:
        raise InputError(
            f"«{name}»: planen fra linje {at.number} har en tekst med et halvt tegn (\\ud800–\\udfff).",
            f"“{name}”: the plan from line {at.number} has a text with half a character (\\ud800–\\udfff).",
        ) from None
    except (ValueError, RecursionError):
        raise InputError(
            f"«{name}» har tall eller dybde som ikke kan leses (fra linje {at.number}).",
            f"“{name}” holds numbers or a depth that cannot be read (from line {at.number}).",
        ) from None


def _not_utf8(name: str, opened: Open) -> InputError:
    decoder, line = codecs.getincrementaldecoder("utf-8")(), 1
    with opened() as file:
        for piece in iter(lambda: file.read(_PIECE), b""):
            try:
                decoder.decode(piece)
                line += piece.count(b"\n")
            except UnicodeDecodeError as error:
                line += piece.count(b"\n", 0, max(error.start - len(error.object) + len(piece), 0))
                break
    return InputError(
        f"«{name}» er ikke UTF-8 (linje {line}). Lagre filen som UTF-8.",
        f"“{name}” is not UTF-8 (line {line}). Save the file as UTF-8.",
    )


def _not_a_plan(name: str, number: int) -> InputError:
    return InputError(
        f"«{name}»: nummer {number} er ikke en plan. Hver plan skal være et objekt: {{ … }}.",
        f"“{name}”: number {number} is not a plan. Each plan is an object: {{ … }}.",
    )


def _bad_json(name: str, line: int, column: int) -> InputError:
    return InputError(
        f"«{name}» er ikke gyldig JSON: linje {line}, kolonne {column}. Se etter komma eller anførselstegn som "
        "mangler eller er for mye.",
        f"“{name}” is not valid JSON: line {line}, column {column}. Look for a comma or a quotation mark that is "
        "missing or too many.",
    )


def write_json(plans: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the plans as an indented JSON list in UTF-8, dates as ISO 8601; keys keep their order."""
    text = json.dumps(list(plans), ensure_ascii=False, indent=2, allow_nan=False, default=_iso)
    return _encoded(text + "\n")


def write_jsonl(plans: Iterable[Mapping[str, Any]]) -> bytes:
    """Return the plans as JSON Lines in UTF-8: one plan per line, dates as ISO 8601."""
    lines = (json.dumps(plan, ensure_ascii=False, allow_nan=False, default=_iso) + "\n" for plan in plans)
    return _encoded("".join(lines))


def _iso(value: object) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def _encoded(text: str) -> bytes:
    # Half a surrogate pair has no UTF-8; backslashreplace happens to write it as JSON does.
    return text.encode("utf-8", errors="backslashreplace")
