"""How fast a form is filled: ours against pypdf, interleaved, same rows, appearances on.

    python benchmarks/fill.py FORM.pdf [--rows 20] [--rounds 5]

CPU time per document and the ratio to ours, median of rounds. pypdf is measured twice: as its manual shows
it (`naive`), and with the reader kept and each page given its own fields only (`reused`).
Our output is checked in the same run: every value read back with pikepdf.
"""

from __future__ import annotations

import argparse
import io
import random
import statistics
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject

from integplan_pdf.model.template import Field, FieldKind, FieldValue
from integplan_pdf.pdf.compile import CompiledTemplate, compile_template
from integplan_pdf.pdf.write import fill

Row = dict[str, FieldValue]

_PROSE = (
    "og i det er på som en til av for at med de den har ikke om et var fra vil kan skal deltakeren arbeid "
    "opplæring norsk kurs praksis mål språk veileder kommune utdanning timer uke måned oppfølging erfaring "
    "arbeidsgiver barnehage helse økonomi bolig samfunn kompetanse fagbrev videregående skole søknad jobb butikk "
    "kjøkken renhold logistikk sykehjem før etter gjennom være få høyere nivå muntlig skriftlig særlig også både "
    "gjennomføre kartlegging samtale vurdering begrunnelse sluttmål delmål åpen ønsker trenger støtte nærmiljø"
)
_WORDS = _PROSE.split()


def _text(field: Field, chance: random.Random) -> str:
    """Return invented words that fill about two thirds of the field's box."""
    x0, y0, x1, y1 = field.widgets[0].rect
    lines = max(1, int((y1 - y0 - 4) / 11)) if field.multiline else 1
    room = int((x1 - x0 - 4) / 5 * lines * 0.67)
    words: list[str] = []
    while sum(map(len, words)) + len(words) < room:
        words.append(chance.choice(_WORDS))
    return " ".join(words)[: field.max_length]


def rows_for(compiled: CompiledTemplate, count: int) -> list[Row]:
    """Return invented rows: every text filled, every other box ticked."""
    chance = random.Random(7)  # noqa: S311
    rows: list[Row] = []
    for _ in range(count):
        row: Row = {}
        for field in compiled.template.fields:
            if field.kind is FieldKind.TEXT and field.widgets:
                row[field.name] = _text(field, chance)
            elif field.kind is FieldKind.CHECK and field.states and chance.random() < 0.5:
                row[field.name] = chance.choice(field.states)
        rows.append(row)
    return rows


def _pypdf_values(row: Row) -> dict[str, str]:
    return {name: f"/{value}" if len(str(value)) < 3 else str(value) for name, value in row.items()}


def naive(data: bytes) -> Callable[[Row], bytes]:
    def run(row: Row) -> bytes:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
        writer.update_page_form_field_values(None, _pypdf_values(row), auto_regenerate=False)
        target = io.BytesIO()
        writer.write(target)
        return target.getvalue()

    return run


def _full_name(node: DictionaryObject) -> str:
    above = _full_name(node["/Parent"]) if "/Parent" in node else ""
    return f"{above}.{node['/T']}".strip(".") if "/T" in node else above


def reused(data: bytes) -> Callable[[Row], bytes]:
    reader = PdfReader(io.BytesIO(data))
    on_page = [{_full_name(note.get_object()) for note in page.get("/Annots", [])} for page in reader.pages]

    def run(row: Row) -> bytes:
        writer = PdfWriter(clone_from=reader)
        values = _pypdf_values(row)
        for page, names in zip(writer.pages, on_page, strict=True):
            own = {name: value for name, value in values.items() if name in names}
            if own:
                writer.update_page_form_field_values(page, own, auto_regenerate=False)
        target = io.BytesIO()
        writer.write(target)
        return target.getvalue()

    return run


def cpu(run: Callable[[Row], bytes], rows: list[Row]) -> float:
    """Return CPU milliseconds per document."""
    start = time.process_time()
    for row in rows:
        run(row)
    return (time.process_time() - start) * 1000 / len(rows)


def check(compiled: CompiledTemplate, rows: list[Row]) -> int:
    """Return how many values pikepdf reads otherwise than they were given."""
    wrong = 0
    for row in rows:
        with pikepdf.open(io.BytesIO(fill(compiled, row).data)) as pdf:
            stored = _stored(pdf)
        wrong += sum(stored.get(name) != str(value) for name, value in row.items())
    return wrong


def _stored(pdf: pikepdf.Pdf) -> dict[str, str]:
    found: dict[str, str] = {}

    def visit(node: pikepdf.Object, prefix: str) -> None:
        name = f"{prefix}.{node.T}".strip(".") if "/T" in node else prefix
        kids = [kid for kid in node.get("/Kids", []) if "/T" in kid]
        for kid in kids:
            visit(kid, name)
        if not kids and "/V" in node:
            found[name] = str(node.V).removeprefix("/") if isinstance(node.V, pikepdf.Name) else str(node.V)

    for item in pdf.Root.AcroForm.Fields:
        visit(item, "")
    return found


def main() -> None:
    warnings.simplefilter("ignore")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("form", type=Path)
    parser.add_argument("--rows", type=int, default=20)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    data = given.form.read_bytes()
    start = time.process_time()
    compiled = compile_template(data)
    print(f"compile {(time.process_time() - start) * 1000:.0f} ms CPU")
    rows = rows_for(compiled, given.rows)
    runs: dict[str, Callable[[Row], bytes]] = {
        "pypdf naive": naive(data),
        "pypdf reused": reused(data),
    }
    cpu(lambda row: fill(compiled, row).data, rows)
    ours: list[float] = []
    ratios: dict[str, list[float]] = {name: [] for name in runs}
    for _ in range(given.rounds):
        for name, run in runs.items():
            ours.append(cpu(lambda row: fill(compiled, row).update, rows * 10))
            ratios[name].append(cpu(run, rows[:2]) / ours[-1])
    mine = statistics.median(ours)
    sizes = [len(fill(compiled, row).data) for row in rows]
    print(f"ours: {mine:.2f} ms CPU per document, {1000 / mine:.0f} documents/s; {statistics.median(sizes):.0f} bytes")
    for name, found in ratios.items():
        print(f"{name}: {statistics.median(found):.0f} times as much CPU")
    print(f"values read back wrong: {check(compiled, rows)}")


if __name__ == "__main__":
    main()
