"""Many rows for the tests: the invented people, over and over, each with a key of their own."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from tests.paths import ROOT

PEOPLE: list[dict[str, Any]] = json.loads((ROOT / "samples" / "deltakere.json").read_text(encoding="utf-8"))


def trees(count: int) -> list[dict[str, Any]]:
    made = []
    for number in range(count):
        tree = copy.deepcopy(PEOPLE[number % len(PEOPLE)])
        tree["id"] = f"2026-{number:04d}"
        made.append(tree)
    return made


def write_rows(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
