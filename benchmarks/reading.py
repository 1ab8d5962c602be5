"""How fast filled plans are read back, against pdfplumber on the same files, in turn.

    python -m benchmarks.reading [--rounds 5] [--plans 8]

CPU time of a round, the best of the rounds, and the ratio of the two. No ratio counts unless ours gave what is stored
in the plan: all values, and of flattened plans the text fields. Spacing does not count. How often pdfplumber errs is
told beside. How fast stored values are read from files that any program wrote: `benchmarks.anyfile`.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pdfplumber

from benchmarks.recipe import Values, apart, as_text, cpu, recipe
from integplan_pdf.model.template import FieldKind
from integplan_pdf.pdf.flatten import flatten
from integplan_pdf.pdf.look import visible_text
from integplan_pdf.pdf.printed import read_printed
from integplan_pdf.pdf.read import read_form
from integplan_pdf.pdf.read.appended import known_form
from integplan_pdf.pdf.recognize.layout import TemplateLayout, template_layout

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Contest:
    """Two ways to the same values."""

    name: str
    ours: Callable[[], list[Values]]
    theirs: Callable[[], list[Values]]
    truth: Sequence[Values]


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


def contests(plans: list[bytes]) -> list[Contest]:
    """Return what is measured."""
    blanks = [path.read_bytes() for path in sorted((ROOT / "forms/integreringsplan").glob("*.pdf"))]
    pairs = [(data, next(blank for blank in blanks if data.startswith(blank))) for data in plans]
    known = {blank: known_form(blank) for blank in {blank for _, blank in pairs}}
    layouts = {blank: template_layout(blank) for blank in known}
    flat = [(flatten(data).data, layouts[blank]) for data, blank in pairs]

    def quick() -> list[Values]:
        forms = [form.read(data) if (form := known[blank]) else None for data, blank in pairs]
        return [as_text(form.values()) if form else {} for form in forms]

    def stored() -> list[Values]:
        return [as_text(read_form(data).values()) for data, _ in pairs]

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
        Contest("stored values, own files, to the recipe", quick, by_recipe, truth),
        Contest("flattened, aligned and doubted, to crop", lambda: [printed(*one) for one in flat], by_crop, texts),
        Contest("flattened, pdfium alone, to crop", lambda: [seen(*one) for one in flat], by_crop, texts),
    ]


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
