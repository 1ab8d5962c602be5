"""Plan paths: `delmaal.2.periode` names an attribute of the second row, counted from 1 as people do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from integplan_pdf.model.row import Tree


def get(tree: Any, path: str) -> Any:
    """Return what stands at `path` in a plan, or in nested mappings and sequences; None where nothing does."""
    for step in path.split("."):
        if isinstance(tree, BaseModel):
            tree = getattr(tree, step, None)
        elif isinstance(tree, list | tuple):
            index = int(step) - 1 if step.isdecimal() else -1
            tree = tree[index] if 0 <= index < len(tree) else None
        elif isinstance(tree, Mapping):
            tree = tree.get(step)
        else:
            return None
    return tree


def put(tree: Tree, path: str, value: Any) -> None:
    """Set `path` in `tree`, making dicts and lists (for number steps) on the way."""
    steps = path.split(".")
    node: Any = tree
    for step, following in pairwise(steps):
        node = _child(node, step, [] if following.isdecimal() else {})
    if isinstance(node, list):
        _reach(node, int(steps[-1]), None)
        node[int(steps[-1]) - 1] = value
    else:
        node[steps[-1]] = value


def _child(node: Any, step: str, empty: Any) -> Any:
    if not isinstance(node, list):
        return node.setdefault(step, empty)
    _reach(node, int(step), None)
    if node[int(step) - 1] is None:
        node[int(step) - 1] = empty
    return node[int(step) - 1]


def _reach(rows: list[Any], count: int, filler: Any) -> None:
    rows.extend([filler] * (count - len(rows)))


def leaves(tree: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Yield (path, value) of every value that is neither a plan, a mapping nor a list, in order."""
    if isinstance(tree, BaseModel | Mapping):
        for name, value in tree if isinstance(tree, BaseModel) else tree.items():
            yield from leaves(value, f"{path}.{name}" if path else str(name))
    elif isinstance(tree, list | tuple):
        for number, value in enumerate(tree, 1):
            yield from leaves(value, f"{path}.{number}")
    else:
        yield path, tree


def of_location(location: Sequence[str | int]) -> str:
    """Return the plan path of a pydantic error location (rows counted from 0)."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in location)


def nearest(name: str, known: Sequence[str]) -> str:
    """Return the known name most like `name` without regard to case, or an empty string."""
    import difflib

    by_fold = {item.casefold(): item for item in known}
    match = difflib.get_close_matches(name.casefold(), by_fold, n=1, cutoff=0.6)
    return by_fold[match[0]] if match else ""
