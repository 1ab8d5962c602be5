"""Writing TOML 1.0, which the standard library can only read; the same data always gives the same text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

COMMENT = "#"
"""Key of a table whose value is written as a comment above it, not as data."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPED = re.compile(r'["\\\x00-\x1f\x7f]')
_SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write_toml(data: Mapping[str, Any]) -> str:
    """Return `data` as a TOML document: tables of the top level as sections, those below inline.

    Values are text, true or false, numbers, lists of these, tables, and lists of tables.
    """
    return "\n".join(_table(data, "")).lstrip("\n") + "\n"


def _table(table: Mapping[str, Any], path: str) -> Iterator[str]:
    later = {key: value for key, value in table.items() if _is_tables(value) or (not path and _is_section(value))}
    yield from _comment(table)
    if path:
        yield path
    for key, value in table.items():
        if key not in later and key != COMMENT:
            yield f"{_key(key)} = {_value(value)}"
    for key, value in later.items():
        full = f"{path.strip('[]')}.{_key(key)}" if path else _key(key)
        for part in value if _is_tables(value) else [value]:
            yield ""
            yield from _table(part, f"[[{full}]]" if _is_tables(value) else f"[{full}]")


def _comment(table: Mapping[str, Any]) -> Iterator[str]:
    for line in table.get(COMMENT, "").splitlines():
        yield f"# {_ESCAPED.sub(' ', line)}".rstrip()


def _is_tables(value: Any) -> bool:
    return isinstance(value, list | tuple) and bool(value) and isinstance(value[0], Mapping)


def _is_section(value: Any) -> bool:
    return isinstance(value, Mapping)


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _string(key)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Mapping):
        return f"{{ {', '.join(f'{_key(key)} = {_value(item)}' for key, item in value.items())} }}" if value else "{}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return _string(str(value))


def _string(text: str) -> str:
    return f'"{_ESCAPED.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    return _SHORT.get(found[0], f"\\u{ord(found[0]):04x}")
