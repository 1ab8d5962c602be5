"""An official form as a folder of files: who publishes it, which edition, in which variants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

_GROWN = re.compile(r"\w+-\d+|hoyde-[0-9a-f]{8}")
"""What a variant with other rows or heights than its form's own has at the end of its id."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One shape of a form that has its own source: switches, row counts and box heights.

    Attributes:
        id: names the file and the page marks (`standard`, `uten-norskmaal`).
        file: file name in the form's folder; empty for a variant that is not committed.
        sha256: hex digest of that file.
        switches: on/off parts of the form (`norskmaal`, …), where they differ from the form's default.
        rows: rows per repeated table (`delmaal = 4`), where they differ from the source's default.
        heights: least height in millimetres per text field, where it differs from the source's default.
    """

    id: str
    file: str = ""
    sha256: str = ""
    switches: Mapping[str, bool] = field(default_factory=dict)
    rows: Mapping[str, int] = field(default_factory=dict)
    heights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """The contents of `forms/<id>/form.toml`, with the folder it was read from.

    Attributes:
        switches: the parts that variants turn on and off, with their defaults.
    """

    id: str
    title: str
    edition: str
    publisher: str
    language: str
    folder: Path
    variants: tuple[Variant, ...]
    switches: Mapping[str, bool] = field(default_factory=dict)

    def switches_of(self, variant: Variant) -> dict[str, bool]:
        """Return every switch with its value in `variant`."""
        return {**self.switches, **variant.switches}

    def by_switches(self, switches: Mapping[str, bool]) -> Variant | None:
        """Return the first variant with exactly these switches, or None."""
        return next((item for item in self.variants if self.switches_of(item) == dict(switches)), None)

    def variant(self, id: str) -> Variant | None:
        """Return the variant called `id`, or None."""
        return next((item for item in self.variants if item.id == id), None)

    def base(self, id: str) -> Variant | None:
        """Return the variant called `id` or the one it grew from (`standard` for `standard.delmaal-9`), or None."""
        parts = id.split(".")
        while parts:
            found = self.variant(".".join(parts))
            if found or not _GROWN.fullmatch(parts[-1]):
                return found
            parts.pop()
        return None
