"""Elastic forms: variants that grow to the plans that their form has too little room for.

A grown variant is built from the form's source while rows are filled, by the tools that built the form. It is held
against the mapping as any other, but no digest of it is kept: it follows from the source and its id.
"""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from pydantic import BaseModel

from integplan_pdf.engine import growth
from integplan_pdf.engine.bind import BoundMapping, bind, encode
from integplan_pdf.errors import UsageError
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.form import Form, Variant
from integplan_pdf.model.mapping import TableBinding
from integplan_pdf.model.room import Overflow
from integplan_pdf.model.row import Row
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.pdf.fontmap.face import FontFile
from integplan_pdf.pdf.measure import needed_height
from integplan_pdf.workflow.authoring import no_tools
from integplan_pdf.workflow.continuing import ContinuingShelf
from integplan_pdf.workflow.shelf import OpenVariant, Shelf

if TYPE_CHECKING:
    from integplan_pdf.pdf.author import FormSource

TOOLS_MISSING = Rule(
    "F115",
    Severity.INFO,
    nb="Skjemaet kan vokse etter innholdet, men forfatterverktøyene er ikke installert: "
    'pip install "integplan-pdf[author]"',
    en='The form can grow to its content, but the author tools are not installed: pip install "integplan-pdf[author]"',
)

_SHAPES_KEPT = 128
"""How many grown variants stay open; each takes about a megabyte."""


@dataclass(frozen=True, slots=True)
class _Longer:
    """A variant with more rows, as it would be, without its PDF.

    Attributes:
        rows: what the source calls the rows of each table → how many there are.
        new: each field of a new row → the field of its column in the first row, where it is measured.
        limits: the greatest height in millimetres of each box that can grow.
    """

    rows: Mapping[str, int]
    new: Mapping[str, str]
    bound: BoundMapping
    limits: Mapping[str, float]


class ElasticShelf(ContinuingShelf):
    """The variants of a form that has its source, and those that grow from them; what is taller than a page continues.

    Attributes:
        built: how many variants were built.
    """

    def __init__(self, pack: Pack, fonts: tuple[FontFile, ...] = (), *, compact: bool = False) -> None:
        super().__init__(pack, fonts, compact=compact)
        self.built = 0
        self._grown: OrderedDict[str, OpenVariant] = OrderedDict()
        self._longer: dict[tuple[str, tuple[tuple[str, int], ...]], _Longer] = {}

    def grown(self, base: OpenVariant, plan: BaseModel, row: Row, tight: Collection[str]) -> OpenVariant:
        """Return the variant that `base` grows to for a plan; `base` itself where growing gives no more room.

        Args:
            base: a variant of the form as it is.
            plan: the plan, from `row`.
            row: the plan's row.
            tight: the fields of `base` that have too little room for the plan's texts.

        Raises:
            TemplateError: the form cannot be built in that shape. MappingError: the mapping does not fit it.
        """
        variant = self._variant_for(base, plan, row, tight)
        if variant.id == base.variant.id:
            return base
        if variant.id not in self._grown:
            self._grown[variant.id] = self._built(variant)
        self._grown.move_to_end(variant.id)
        while len(self._grown) > _SHAPES_KEPT:
            self._grown.popitem(last=False)
        return self._grown[variant.id]

    def _variant_for(self, base: OpenVariant, plan: BaseModel, row: Row, tight: Collection[str]) -> Variant:
        from integplan_pdf.pdf.author import compose_variant

        longer = self._with_rows(base, growth.missing_rows(base.bound, plan))
        values, _ = encode(longer.bound, plan, row)
        texts = {name: value for name, value in values.items() if name in tight or name in longer.new}

        def needed(field: str, text: str) -> float:
            return needed_height(base.compiled, longer.new.get(field, field), text)

        heights = growth.heights(texts, needed, longer.limits)
        known = base.variant
        return compose_variant(self._source.schema, known.switches, longer.rows, {**known.heights, **heights})

    def _with_rows(self, base: OpenVariant, wanted: Mapping[str, int]) -> _Longer:
        counts = {path: min(count, self._tables[path][1]) for path, count in wanted.items() if path in self._tables}
        key = base.variant.id, tuple(counts.items())
        if key not in self._longer:
            self._longer[key] = self._made_longer(base, counts)
        return self._longer[key]

    def _made_longer(self, base: OpenVariant, counts: Mapping[str, int]) -> _Longer:
        from integplan_pdf.pdf.author import compose_variant, variant_fields

        pack, known = self.pack, base.variant
        rows = {**known.rows, **{self._tables[path][0]: count for path, count in counts.items()}}
        variant = compose_variant(self._source.schema, known.switches, rows, known.heights)
        fields = variant_fields(self._source.schema, variant)
        new = growth.new_fields(pack.mapping, base.bound.rows, counts)
        bound = bind(pack.mapping, frozenset(base.compiled.parts).union(new), pack.form.switches_of(known))
        return _Longer(rows, new, bound, {field.name: field.max_height for field in fields if field.kind.grows})

    def _built(self, variant: Variant) -> OpenVariant:
        from integplan_pdf.pdf.author import build_variant

        self.built += 1
        with _undisturbed():
            return self._ready(variant, build_variant(self._source, variant))

    @cached_property
    def _source(self) -> FormSource:
        from integplan_pdf.pdf.author import read_source

        return read_source(self.pack.form.folder)

    @cached_property
    def _tables(self) -> dict[str, tuple[str, int]]:
        """Path of each table that can grow → what the source calls its rows, and how many there can be."""
        rows, rows_of = self._source.schema.rows, {field.id: field.rows for field in self._source.schema.field}
        named = {
            table.path: rows_of.get(next(growth.table_fields(table)), "")
            for table in self.pack.mapping.bind
            if isinstance(table, TableBinding)
        }
        return {path: (name, rows[name].max) for path, name in named.items() if name and not rows[name].items}


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Keep the garbage collector away while objects are made that will stay: it would go through all of them."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def open_shelf(
    pack: Pack, overflow: Overflow | None, fonts: tuple[FontFile, ...] = (), *, compact: bool = False
) -> Shelf:
    """Return the shelf of a form: as asked for; where nothing is asked, elastic if the form can grow.

    Raises:
        UsageError: elastic is asked for, and the form has no source or the author's tools are not installed.
        MappingError: the mapping does not fit the plan.
    """
    return _kind(pack.form, overflow)(pack, fonts, compact=compact)


def _kind(form: Form, overflow: Overflow | None) -> type[Shelf]:
    if overflow is Overflow.CONTINUE:
        return ContinuingShelf
    if overflow is Overflow.ERROR or (overflow is None and not (_has_source(form) and _has_tools())):
        return Shelf
    if not _has_source(form):
        raise UsageError(
            nb=f"--overflow elastic: skjemaet {form.id} har ingen kilde (skjema.toml) og kan ikke vokse.",
            en=f"--overflow elastic: the form {form.id} has no source (skjema.toml) and cannot grow.",
        )
    if not _has_tools():
        raise no_tools()
    return ElasticShelf


def tools_missing(form: Form, overflow: Overflow | None) -> list[Finding]:
    """Return what to tell of a form that would grow if the author's tools were installed."""
    return [TOOLS_MISSING.finding()] if overflow is None and _has_source(form) and not _has_tools() else []


def _has_source(form: Form) -> bool:
    return (form.folder / "skjema.toml").is_file()


def _has_tools() -> bool:
    return all(find_spec(name) for name in ("typst", "segno"))
