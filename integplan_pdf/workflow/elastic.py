"""Elastic forms: variants that grow to the plans that their form has too little room for.

A grown variant is built from the form's source while rows are filled, by the tools that built the form. It is held
against the mapping as any other, but no digest of it is kept: it follows from the source and its id.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from pydantic import BaseModel

from integplan_pdf.engine import growth
from integplan_pdf.engine.bind import bind, encode
from integplan_pdf.errors import UsageError
from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.form import Form, Variant
from integplan_pdf.model.mapping import TableBinding
from integplan_pdf.model.room import Overflow
from integplan_pdf.model.row import Row
from integplan_pdf.model.template import FieldValue
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.pdf.measure import needed_height
from integplan_pdf.workflow.authoring import no_tools
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

_SHAPES_KEPT = 64
"""How many grown variants stay open; each takes about a megabyte."""


class ElasticShelf(Shelf):
    """The variants of a form that has its source, and those that grow from them."""

    def __init__(self, pack: Pack) -> None:
        super().__init__(pack)
        self._grown: OrderedDict[str, OpenVariant] = OrderedDict()
        self.built = 0

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
            self.built += 1
        self._grown.move_to_end(variant.id)
        while len(self._grown) > _SHAPES_KEPT:
            self._grown.popitem(last=False)
        return self._grown[variant.id]

    def _built(self, variant: Variant) -> OpenVariant:
        from integplan_pdf.pdf.author import build_variant

        return self._ready(variant, build_variant(self._source, variant))

    def _variant_for(self, base: OpenVariant, plan: BaseModel, row: Row, tight: Collection[str]) -> Variant:
        from integplan_pdf.pdf.author import compose_variant, variant_fields

        schema, known, tables = self._source.schema, base.variant, self._tables
        missing = growth.missing_rows(base.bound, plan)
        counts = {path: min(count, tables[path][1]) for path, count in missing.items() if path in tables}
        rows = {**known.rows, **{tables[path][0]: count for path, count in counts.items()}}
        longer = compose_variant(schema, known.switches, rows, known.heights)
        limits = {field.name: field.max_height for field in variant_fields(schema, longer) if field.kind.grows}
        new = growth.new_fields(self.pack.mapping, base.bound.rows, counts)
        texts = {name: text for name, text in self._texts(base, plan, row, new).items() if name in new or name in tight}

        def needed(field: str, text: str) -> float:
            return needed_height(base.compiled, new.get(field, field), text)

        heights = growth.heights(texts, needed, limits)
        return compose_variant(schema, known.switches, rows, {**known.heights, **heights})

    def _texts(self, base: OpenVariant, plan: BaseModel, row: Row, new: Iterable[str]) -> Mapping[str, FieldValue]:
        """Return what the fields of `base` and the `new` ones are to hold."""
        names = frozenset(base.compiled.parts).union(new)
        return encode(bind(self.pack.mapping, names, self.pack.form.switches_of(base.variant)), plan, row)[0]

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


def open_shelf(pack: Pack, overflow: Overflow | None) -> Shelf:
    """Return the shelf of a form: elastic if asked for, or where nothing is asked and the form can grow.

    Raises:
        UsageError: elastic is asked for, and the form has no source or the author's tools are not installed.
        MappingError: the mapping does not fit the plan.
    """
    if overflow is Overflow.ERROR or (overflow is None and not (_has_source(pack.form) and _has_tools())):
        return Shelf(pack)
    if not _has_source(pack.form):
        raise UsageError(
            nb=f"--overflow elastic: skjemaet {pack.form.id} har ingen kilde (skjema.toml) og kan ikke vokse.",
            en=f"--overflow elastic: the form {pack.form.id} has no source (skjema.toml) and cannot grow.",
        )
    if not _has_tools():
        raise no_tools()
    return ElasticShelf(pack)


def tools_missing(form: Form, overflow: Overflow | None) -> list[Finding]:
    """Return what to tell of a form that would grow if the author's tools were installed."""
    return [TOOLS_MISSING.finding()] if overflow is None and _has_source(form) and not _has_tools() else []


def _has_source(form: Form) -> bool:
    return (form.folder / "skjema.toml").is_file()


def _has_tools() -> bool:
    return all(find_spec(name) for name in ("typst", "segno"))
