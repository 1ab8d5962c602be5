"""Plans given as trees (JSON) become rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from integplan_pdf.engine.columns.rules import DOUBLE_KEY, NO_KEY
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.row import Origin, Row, Tree

Plans = Iterable[tuple[int, Tree]]
"""Trees with their numbers, which can be gone through any number of times."""


class TreeRows:
    """The plans that have a key of their own as rows, made anew each time they are gone through."""

    def __init__(self, plans: Plans, key_path: str, file: str, keys: frozenset[str]) -> None:
        self._plans, self._key_path, self._file, self._keys = plans, key_path, file, keys

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[Row]:
        for number, tree in self._plans:
            key = _key(tree, self._key_path)
            if key in self._keys:
                yield Row(key, Origin(file=self._file, row=number, key=key), tree)


def rows(plans: Plans, key_path: str, file: str) -> tuple[TreeRows, list[Finding]]:
    """Return the plans as rows, and what was wrong with those that have no key of their own."""
    numbers: dict[str, list[int]] = {}
    findings = []
    for number, tree in plans:
        key = _key(tree, key_path)
        if key:
            numbers.setdefault(key, []).append(number)
        else:
            findings.append(NO_KEY.finding(origin=Origin(file=file, row=number), key=key_path))
    for key, same in numbers.items():
        if len(same) > 1:
            origin = Origin(file=file, row=same[0], key=key)
            findings.append(DOUBLE_KEY.finding(origin=origin, key=key_path, rows=", ".join(map(str, same))))
    usable = frozenset(key for key, same in numbers.items() if len(same) == 1)
    return TreeRows(plans, key_path, file, usable), findings


def _key(tree: Tree, key_path: str) -> str:
    return str(tree.get(key_path) or "").strip()
