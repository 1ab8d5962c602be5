"""How fast filled plans are read back, against pdfplumber on the same files, in turn.

    python -m benchmarks.reading [--rounds 5] [--plans 8]

CPU time of a round, the best of the rounds, and the ratio of the two. No ratio counts unless ours gave what is stored
in the plan: all values, and of flattened plans the text fields. Spacing does not count. How often pdfplumber errs is
told beside.
"""

from __future__ import annotations

import argparse
import io
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfplumber.utils.pdfinternals import decode_text

from integplan_pdf.model.template import FieldKind
from integplan_pdf.pdf.flatten import flatten
from integplan_pdf.pdf.look import visible_text
from integplan_pdf.pdf.printed import read_printed
from integplan_pdf.pdf.read import read_form
from integplan_pdf.pdf.read.appended import known_form
from integplan_pdf.pdf.recognize.layout import TemplateLayout, template_layout

ROOT = Path(__file__).parents[1]
Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Contest:
    """Two ways to the same values."""

    name: str
    ours: Callable[[], list[Values]]
    theirs: Callable[[], list[Values]]
    truth: Sequence[Values]


def recipe(data: bytes) -> Values:
    """Return full field name → value as pdfplumber's documentation says."""
    found: dict[str, str] = {}
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for field in resolve1(resolve1(pdf.doc.catalog["AcroForm"])["Fields"]):
            _walk(resolve1(field), "", found)
    return found


def _walk(field: Any, above: str, found: dict[str, str]) -> None:
    name = ".".join(filter(None, (above, decode_text(field["T"]) if "T" in field else "")))
    for kid in map(resolve1, resolve1(field.get("Kids")) or ()):
        _walk(kid, name, found)
    value = resolve1(field.get("V"))
    if value is not None:
        found[name] = str(value.name) if isinstance(value, PSLiteral) else decode_text(value)


def cropped(data: bytes, layout: TemplateLayout) -> Values:
    """Return what pdfplumber finds within each text box."""
    found = {}
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for name, page, (x0, y0, x1, y1) in text_boxes(layout):
            sheet = pdf.pages[page - 1]
            height = float(sheet.height)
            found[name] = sheet.crop((x0, height - y1, x1, height - y0), strict=False).extract_text()
    return found


def text_boxes(layout: TemplateLayout) -> list[tuple[str, int, tuple[float, float, float, float]]]:
    """Return name, page and rectangle of the text fields."""
    fields = [field for field in layout.template.fields if field.kind is FieldKind.TEXT]
    return [(field.name, one.page, one.rect) for field in fields for one in field.widgets[:1] if one.page]


def seen(data: bytes, layout: TemplateLayout) -> Values:
    """Return what pdfium finds within each text box."""
    boxes = text_boxes(layout)
    texts = visible_text(data, [(page, rect) for _, page, rect in boxes])
    return {name: text for (name, _, _), text in zip(boxes, texts, strict=True)}


def printed(data: bytes, layout: TemplateLayout) -> Values:
    """Return what the pages say by way of the aligned form: pages matched, ticks and doubts worked out too."""
    values = read_printed(data, layout).values
    return {name: str(values[name].value or "") for name, _, _ in text_boxes(layout) if name in values}


def apart(one: Values, other: Values) -> int:
    """Return how many values differ in more than spacing; nothing, empty and Off are the same."""
    return sum(_bare(one.get(name, "")) != _bare(other.get(name, "")) for name in one.keys() | other.keys())


def _bare(text: str) -> str:
    return "" if text == "Off" else "".join(text.split())


def contests(plans: list[bytes]) -> list[Contest]:
    """Return what is measured."""
    blanks = [path.read_bytes() for path in sorted((ROOT / "forms/integreringsplan").glob("*.pdf"))]
    pairs = [(data, next(blank for blank in blanks if data.startswith(blank))) for data in plans]
    known = {blank: known_form(blank) for blank in {blank for _, blank in pairs}}
    layouts = {blank: template_layout(blank) for blank in known}
    flat = [(flatten(data).data, layouts[blank]) for data, blank in pairs]

    def quick() -> list[Values]:
        forms = [form.read(data) if (form := known[blank]) else None for data, blank in pairs]
        return [_texts(form.values()) if form else {} for form in forms]

    def stored() -> list[Values]:
        return [_texts(read_form(data).values()) for data, _ in pairs]

    def by_recipe() -> list[Values]:
        return [recipe(data) for data, _ in pairs]

    def by_crop() -> list[Values]:
        return [cropped(*one) for one in flat]

    truth = stored()
    texts = [
        {name: values.get(name, "") for name, _, _ in text_boxes(layouts[blank])}
        for values, (_, blank) in zip(truth, pairs, strict=True)
    ]
    return [
        Contest("stored values, any file, to the recipe", stored, by_recipe, by_recipe()),
        Contest("stored values, own files, to the recipe", quick, by_recipe, truth),
        Contest("flattened, aligned and doubted, to crop", lambda: [printed(*one) for one in flat], by_crop, texts),
        Contest("flattened, pdfium alone, to crop", lambda: [seen(*one) for one in flat], by_crop, texts),
    ]


def _texts(values: Mapping[str, Any]) -> Values:
    return {name: value if isinstance(value, str) else "\n".join(value) for name, value in values.items()}


def cpu(work: Callable[[], object]) -> float:
    """Return the CPU milliseconds that `work` takes."""
    start = time.process_time()
    work()
    return (time.process_time() - start) * 1000


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--plans", type=int, default=8)
    given = parser.parse_args()
    files = sorted((ROOT / "samples/planer").glob("*.pdf"))[: given.plans]
    plans = [path.read_bytes() for path in files]
    worst = 0
    for contest in contests(plans):
        wrong, theirs_wrong = (
            sum(apart(*pair) for pair in zip(way(), contest.truth, strict=True))
            for way in (contest.ours, contest.theirs)
        )
        rounds = [(cpu(contest.ours), cpu(contest.theirs)) for _ in range(given.rounds)]
        ours, theirs = (min(times) / len(plans) for times in zip(*rounds, strict=True))
        total = sum(map(len, contest.truth))
        print(f"{contest.name}: {ours:.2f} ms a plan, theirs {theirs:.1f} ms, {theirs / ours:.1f} times", end="; ")
        print(f"of {total} wrong: {wrong}, theirs {theirs_wrong}")
        worst = max(worst, wrong)
    return 1 if worst else 0


if __name__ == "__main__":
    raise SystemExit(main())
