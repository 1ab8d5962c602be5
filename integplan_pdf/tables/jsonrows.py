"""Plans as JSON in and out: a list, one object, or one object per line (JSON Lines)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from pathlib import PurePath
from typing import Any, NoReturn

from integplan_pdf.errors import InputError
from integplan_pdf.model.row import Tree

_LINE_SUFFIXES = {".jsonl", ".ndjson"}


class _RepeatedKeyError(ValueError):
    """The same key stands twice in one object."""


def read_json(data: bytes, name: str) -> list[tuple[int, Tree]]:
    """Return the plans of a JSON file (UTF-8), each with its 1-based place in the list, or its line.

    JSON Lines is known by the suffix .jsonl or .ndjson, or by several lines that each hold an object.

    Args:
        data: the bytes of the file.
        name: its name, for messages and its suffix.

    Raises:
        InputError: not JSON, with line and column; a key that stands twice; something else than plans.
    """
    text = _decoded(data, name)
    if PurePath(name).suffix.lower() in _LINE_SUFFIXES or _is_lines(text):
        numbered = _numbered_lines(text)
        found = [(number, _parsed(line, name, number)) for number, line in numbered]
    else:
        whole = _parsed(text, name, 1)
        found = list(enumerate(whole if isinstance(whole, list) else [whole], 1))
    for number, plan in found:
        _check_plan(plan, name, number)
    return found


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


def _decoded(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"«{name}» er ikke UTF-8 (linje {line}). Lagre filen som UTF-8.",
            f"“{name}” is not UTF-8 (line {line}). Save the file as UTF-8.",
        ) from None
    if not text.strip():
        raise InputError(f"«{name}» er tom.", f"“{name}” is empty.")
    return text


def _numbered_lines(text: str) -> list[tuple[int, str]]:
    # Not splitlines: a JSON text may hold U+2028 and other line ends as they are.
    return [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def _is_lines(text: str) -> bool:
    """Return whether the first two lines that are not blank each hold a whole object."""
    lines = [line for _, line in _numbered_lines(text)[:2]]
    return len(lines) == 2 and all(_is_object(line) for line in lines)


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _parsed(text: str, name: str, line: int) -> Any:
    """Return the value of JSON `text`, which begins on `line` of the file."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise _bad_json(name, line + error.lineno - 1, error.colno) from None
    except _RepeatedKeyError as error:
        raise InputError(
            f"«{name}»: nøkkelen «{error}» står to ganger i samme objekt. Ta bort den ene.",
            f"“{name}”: the key “{error}” stands twice in one object. Take one away.",
        ) from None
    except (ValueError, RecursionError):
        raise InputError(
            f"«{name}» har tall eller dybde som ikke kan leses (fra linje {line}).",
            f"“{name}” holds numbers or a depth that cannot be read (from line {line}).",
        ) from None


def _object(pairs: list[tuple[str, Any]]) -> Tree:
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _RepeatedKeyError(next(key for key in keys if keys.count(key) > 1))
    return made


def _no_constant(constant: str) -> NoReturn:
    raise ValueError(constant)


def _check_plan(plan: Any, name: str, number: int) -> None:
    if not isinstance(plan, dict):
        raise InputError(
            f"«{name}»: nummer {number} er ikke en plan. Hver plan skal være et objekt: {{ … }}.",
            f"“{name}”: number {number} is not a plan. Each plan is an object: {{ … }}.",
        )
    try:
        json.dumps(plan, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise InputError(
            f"«{name}»: plan nummer {number} har en tekst med et halvt tegn (\\ud800–\\udfff).",
            f"“{name}”: plan number {number} has a text with half a character (\\ud800–\\udfff).",
        ) from None


def _bad_json(name: str, line: int, column: int) -> InputError:
    return InputError(
        f"«{name}» er ikke gyldig JSON: linje {line}, kolonne {column}. Se etter komma eller anførselstegn som "
        "mangler eller er for mye.",
        f"“{name}” is not valid JSON: line {line}, column {column}. Look for a comma or a quotation mark that is "
        "missing or too many.",
    )
