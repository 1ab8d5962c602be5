"""The legal examples as data: read once, judged by the rules, or written as rows for the command line."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from integplan_pdf.engine.policy import Policy
from integplan_pdf.model.finding import Finding
from integplan_pdf.packs.integreringsplan.plan import Plan
from integplan_pdf.packs.integreringsplan.rules import BOOK
from integplan_pdf.packs.integreringsplan.rules.eksempler import DAG, plan

FOLDER = Path(__file__).parent / "law"
INVENTED = Policy(ignore={"IP106": "invented people have test numbers"})
_KEYS = {"name", "on", "change", "expect", "unassessed", "previous", "plans", "listed"}


@dataclass(frozen=True)
class Example:
    """One example of one file; see law/README.md."""

    file: str
    base: dict[str, Any]
    data: dict[str, Any]

    @property
    def name(self) -> str:
        return str(self.data["name"])

    @property
    def on(self) -> dt.date:
        on = self.data.get("on", DAG)
        assert isinstance(on, dt.date)
        return on

    @property
    def alone(self) -> bool:
        """Whether it is about one plan."""
        return not {"previous", "plans", "listed"} & set(self.data)

    @property
    def change(self) -> dict[str, Any]:
        return self.base | self.data.get("change", {})

    def _plans(self, key: str) -> list[Plan]:
        return [plan(self.change | changes) for changes in self.data[key]]

    def findings(self) -> list[Finding]:
        return list(INVENTED.apply(self._judge()))

    def _judge(self) -> Iterator[Finding]:
        if "listed" in self.data:
            return (found for _, found in BOOK.check_list(self._plans("listed"), self._plans("plans"), self.on))
        if "plans" in self.data:
            return (found for _, found in BOOK.check_all(self._plans("plans"), self.on))
        if "previous" in self.data:
            return BOOK.check_change(plan(self.base | self.data["previous"]), plan(self.change), self.on)
        return BOOK.check(plan(self.change), self.on)


def split(findings: Iterable[tuple[str, bool]]) -> tuple[list[str], list[str]]:
    """Return the ids of the rules broken, and of those not assessed."""
    found = set(findings)
    return sorted({id for id, unassessed in found if not unassessed}), sorted({id for id, unknown in found if unknown})


@cache
def examples() -> tuple[Example, ...]:
    """Return every example of every file."""
    made = []
    for path in sorted(FOLDER.glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        assert set(data) <= {"base", "example"}, path.name
        for entry in data["example"]:
            assert set(entry) <= _KEYS, (path.name, entry)
            made.append(Example(path.stem, data.get("base", {}), entry))
    return tuple(made)
