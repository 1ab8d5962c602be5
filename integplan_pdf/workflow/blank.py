"""The blank form that a returned file was made from, with what it prints and where its boxes are."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from integplan_pdf.engine.growth import HEIGHTS
from integplan_pdf.errors import IntegplanError
from integplan_pdf.model.form import Variant
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.pdf.inspect import inspect_template
from integplan_pdf.pdf.recognize.grown import measured_heights
from integplan_pdf.pdf.recognize.layout import TemplateLayout, template_layout
from integplan_pdf.pdf.recognize.letters import PageText
from integplan_pdf.workflow.store import read_file

if TYPE_CHECKING:
    from integplan_pdf.pdf.author import FormSource

MM = 72 / 25.4
_KEPT = 32


def committed_layout(pack: Pack, variant: str) -> TemplateLayout | None:
    """Return the layout of a variant that has a file; None where there is none, or it cannot be read."""
    known = pack.form.variant(variant)
    if known is None or not known.file:
        return None
    try:
        return template_layout(read_file(pack.form.folder / known.file))
    except IntegplanError:
        return None


def committed_names(pack: Pack, variant: str) -> frozenset[str]:
    """Return the field names of a variant that has a file; empty where there is none, or it cannot be read."""
    known = pack.form.variant(variant)
    return _names(pack.form.folder / known.file) if known and known.file else frozenset()


@lru_cache(maxsize=64)
def _names(path: Path) -> frozenset[str]:
    try:
        return frozenset(inspect_template(read_file(path)).by_name())
    except IntegplanError:
        return frozenset()


def blank_layout(pack: Pack, variant: str, pages: Sequence[PageText]) -> TemplateLayout | None:
    """Return the layout of a variant, also of one that grew; None where it cannot be made again.

    Args:
        pack: of the form.
        variant: its id.
        pages: what the file prints, from which the heights of a grown variant are taken.
    """
    return committed_layout(pack, variant) or _grown_layout(pack, variant, pages)


def _grown_layout(pack: Pack, id: str, pages: Sequence[PageText]) -> TemplateLayout | None:
    """Return the layout of a variant that is made again from the form's source: rows by its id, heights by the file."""
    base = pack.form.base(id)
    if base is None or not _can_be_made(pack):
        return None
    from integplan_pdf.pdf.author import compose_variant, read_source

    source = read_source(pack.form.folder)
    rows = {**base.rows, **_rows_of(id, source)}
    variant = compose_variant(source.schema, base.switches, rows, base.heights)
    if variant.id == id:
        return _built(pack.form.folder, source, variant)
    heights = _heights(pack, source, variant, pages)
    if heights is None:
        return None
    return _built(
        pack.form.folder, source, compose_variant(source.schema, base.switches, rows, {**base.heights, **heights})
    )


def _can_be_made(pack: Pack) -> bool:
    return (pack.form.folder / "skjema.toml").is_file() and all(find_spec(name) for name in ("typst", "segno"))


def _rows_of(id: str, source: FormSource) -> dict[str, int]:
    """Return the numbers of rows that the id of a grown variant tells."""
    found = (re.fullmatch(r"(\w+)-(\d+)", part) for part in id.split("."))
    return {match[1]: int(match[2]) for match in found if match and match[1] in source.schema.rows}


def _heights(pack: Pack, source: FormSource, variant: Variant, pages: Sequence[PageText]) -> dict[str, float] | None:
    """Return field → height in millimetres, one of the steps that boxes grow in, as a file of the form shows them."""
    from integplan_pdf.pdf.author import variant_fields

    measured = measured_heights(pages, _built(pack.form.folder, source, variant))
    if measured is None:
        return None
    limits = {field.name: field.max_height for field in variant_fields(source.schema, variant) if field.kind.grows}
    steps = {name: min(HEIGHTS, key=lambda step: abs(step * MM - height)) for name, height in measured.items()}
    return {name: min(step, limits[name]) for name, step in steps.items() if name in limits}


def _built(folder: Path, source: FormSource, variant: Variant) -> TemplateLayout:
    """Return the layout of a variant that is built; the last ones are remembered."""
    from integplan_pdf.pdf.author import build_variant

    key = folder, variant.id
    if key not in _made:
        _made[key] = template_layout(build_variant(source, variant))
    _made.move_to_end(key)
    while len(_made) > _KEPT:
        _made.popitem(last=False)
    return _made[key]


_made: OrderedDict[tuple[Path, str], TemplateLayout] = OrderedDict()
