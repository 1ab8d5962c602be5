"""What filled files are worth: values read back, texts whole in their appearances, qpdf's opinion."""

from __future__ import annotations

import statistics
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tools.form import Values
from integplan_pdf.errors import IntegplanError
from integplan_pdf.model.template import Field, FieldKind
from integplan_pdf.pdf.look import visible_text
from integplan_pdf.pdf.read import read_form


@dataclass(frozen=True)
class Checked:
    """Of some files: how many values and how many appearances there are, and what is wrong with them.

    Attributes:
        size: bytes of a file, the median.
        warnings: files that qpdf has something to say of.
    """

    files: int
    values: int
    wrong: int
    texts: int
    not_whole: int
    warnings: int
    size: float

    @property
    def right(self) -> bool:
        return bool(self.files and self.values) and not (self.wrong or self.not_whole or self.warnings)

    @property
    def told(self) -> str:
        said = [
            f"{self.wrong / self.values:.0%} of values" if self.wrong else "",
            f"{self.not_whole / self.texts:.0%} of texts not whole" if self.not_whole else "",
            "qpdf warns" if self.warnings else "",
        ]
        return ", ".join(filter(None, said)) or "–"


def check(paths: Sequence[Path], rows: Sequence[Values], fields: Sequence[Field]) -> Checked:
    """Return what is wrong with the files filled from `rows`."""
    wrong = not_whole = values = texts = warnings = 0
    for path, row in zip(paths, rows, strict=False):
        data = path.read_bytes()
        stored = _stored(data)
        values += len(row)
        wrong += sum(stored.get(name) != value for name, value in row.items())
        shown = _shown(data, row, fields)
        texts += len(shown)
        not_whole += sum("".join(row[name].split()) != seen for name, seen in shown.items())
        warnings += subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False).returncode != 0
    size = statistics.median(path.stat().st_size for path in paths) if paths else 0
    return Checked(len(paths), values, wrong, texts, not_whole, warnings, size)


def _stored(data: bytes) -> dict[str, str]:
    try:
        return {one.name: str(one.value) for one in read_form(data).fields}
    except IntegplanError:
        return {}


def _shown(data: bytes, row: Values, fields: Sequence[Field]) -> dict[str, str]:
    """Return what PDFium sees in each text's box of what is drawn for the field, without white space."""
    places = {
        one.name: (one.widgets[0].page, one.widgets[0].rect)
        for one in fields
        if one.kind is FieldKind.TEXT and one.name in row and one.widgets and one.widgets[0].page
    }
    boxes = [(page, rect) for page, rect in places.values() if page]
    seen = visible_text(data, boxes, printed=False)
    return {name: "".join(text.split()) for name, text in zip(places, seen, strict=True)}
