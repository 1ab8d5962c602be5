"""A plan put into a variant of its form, and what had to be done to make it fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel

from integplan_pdf.engine import paths
from integplan_pdf.engine.bind import encode, path_of_field
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.room import Fit, Fitting
from integplan_pdf.model.row import Row
from integplan_pdf.pdf.seal import seal
from integplan_pdf.pdf.write import Filled
from integplan_pdf.pdf.write import fill as fill_pdf
from integplan_pdf.workflow.continuing import ContinuingShelf
from integplan_pdf.workflow.elastic import ElasticShelf
from integplan_pdf.workflow.shelf import OpenVariant, Shelf


@dataclass(frozen=True, slots=True)
class Attempt:
    """A plan put into one variant.

    Attributes:
        without_place: what of the plan the variant has no place for.
        fits: the texts and tables that do not fit the form as it is.
    """

    opened: OpenVariant
    filled: Filled
    without_place: tuple[Finding, ...]
    fits: tuple[Fit, ...]


def attempt(plan: BaseModel, row: Row, shelf: Shelf, base: OpenVariant, info: Mapping[str, str]) -> Attempt:
    """Return a plan put into the variant `base`, or where that has too little room: into what it grows to, on sheets.

    Raises:
        TemplateError, MappingError: the variant that `base` grows to cannot be used.
    """
    if isinstance(shelf, ContinuingShelf) and not isinstance(shelf, ElasticShelf):
        return _on_sheets(plan, row, shelf, base, base, info)
    tried = _put(plan, row, base, base, info)
    tight = _tight(tried)
    if not tight or not isinstance(shelf, ElasticShelf):
        return tried
    opened = shelf.grown(base, plan, row, tight)
    grown = tried if opened is base else _put(plan, row, base, opened, info)
    if _tight(grown):
        grown = _on_sheets(plan, row, shelf, base, opened, info)
    return grown if opened is base else _sealed(grown)


def _tight(tried: Attempt) -> list[str]:
    return [fit.field for fit in tried.fits if fit.fitting is Fitting.TOO_LONG]


def _put(plan: BaseModel, row: Row, base: OpenVariant, opened: OpenVariant, info: Mapping[str, str]) -> Attempt:
    fields, without_place = encode(opened.bound, plan, row)
    filled = fill_pdf(opened.compiled, fields, info=info)
    return Attempt(opened, filled, tuple(without_place), tuple(_fits(plan, filled, base, opened, {})))


def _on_sheets(
    plan: BaseModel,
    row: Row,
    shelf: ContinuingShelf,
    base: OpenVariant,
    opened: OpenVariant,
    info: Mapping[str, str],
) -> Attempt:
    """Put a plan into `opened`, as `_put` does, and what has no room there on sheets."""
    found = shelf.on_sheets(opened, plan, row, info)
    filled, items = found.continued.filled, found.continued.items
    if found.continued.findings:
        filled = replace(filled, findings=(*filled.findings, *found.continued.findings))
    opened = replace(opened, paths=path_of_field(found.bound)) if items else opened
    return Attempt(opened, filled, found.without_place, tuple(_fits(plan, filled, base, opened, items)))


def _sealed(tried: Attempt) -> Attempt:
    """Seal the file, so that it is known as ours although no digest is kept of the variant that it begins with."""
    filled = tried.filled
    return replace(tried, filled=replace(filled, update=seal(filled.data)[len(filled.head) :]))


def _fits(
    plan: BaseModel, filled: Filled, base: OpenVariant, opened: OpenVariant, items: Mapping[str, int]
) -> Iterator[Fit]:
    yield from _table_fits(plan, base, opened, items)
    yield from _text_fits(filled, base, opened, items)


def _table_fits(plan: BaseModel, base: OpenVariant, opened: OpenVariant, items: Mapping[str, int]) -> Iterator[Fit]:
    for path, room in opened.bound.rows.items():
        lost = len(paths.get(plan, path) or ()) - room
        if path in items:
            yield Fit(path, "", Fitting.CONTINUED, item=items[path])
        elif lost > 0:
            yield Fit(path, "", Fitting.TOO_LONG, lost=lost)
        elif room > base.bound.rows[path]:
            yield Fit(path, "", Fitting.ELASTIC)


def _text_fits(filled: Filled, base: OpenVariant, opened: OpenVariant, items: Mapping[str, int]) -> Iterator[Fit]:
    taller = dict.fromkeys(name for name in opened.variant.heights if name not in base.variant.heights)
    drawn = {fit.field: fit for fit in filled.fits}
    continued = dict.fromkeys(name for name in items if name not in opened.bound.rows)
    for name in {**taller, **continued, **dict.fromkeys(drawn)}:
        size, lost = (drawn[name].size, drawn[name].lost) if name in drawn else (0.0, 0)
        fitting = Fitting.TOO_LONG if lost else Fitting.ELASTIC if name in taller else Fitting.SHRUNK
        fitting = Fitting.CONTINUED if name in items and not lost else fitting
        yield Fit(opened.paths.get(name, ""), name, fitting, size, lost, items.get(name, 0))
