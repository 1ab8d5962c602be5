"""A plan put into a variant of its form, and what had to be done to make it fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pydantic import BaseModel

from integplan_pdf.engine import paths
from integplan_pdf.engine.bind import encode
from integplan_pdf.model.finding import Finding
from integplan_pdf.model.room import Fit, Fitting
from integplan_pdf.model.row import Row
from integplan_pdf.pdf.seal import seal
from integplan_pdf.pdf.write import Filled
from integplan_pdf.pdf.write import fill as fill_pdf
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
    """Return a plan put into the variant `base`, or into what that grows to where it has too little room.

    Raises:
        TemplateError, MappingError: the variant that `base` grows to cannot be used.
    """
    tried = _put(plan, row, base, base, info)
    tight = [fit.field for fit in tried.fits if fit.fitting is Fitting.TOO_LONG]
    if not tight or not isinstance(shelf, ElasticShelf):
        return tried
    grown = shelf.grown(base, plan, row, tight)
    return tried if grown is base else _sealed(_put(plan, row, base, grown, info))


def _put(plan: BaseModel, row: Row, base: OpenVariant, opened: OpenVariant, info: Mapping[str, str]) -> Attempt:
    fields, without_place = encode(opened.bound, plan, row)
    filled = fill_pdf(opened.compiled, fields, info=info)
    fits = (*_table_fits(plan, base, opened), *_text_fits(filled, base, opened))
    return Attempt(opened, filled, tuple(without_place), fits)


def _sealed(tried: Attempt) -> Attempt:
    """Seal the file, so that it is known as ours although no digest is kept of the variant that it begins with."""
    filled = tried.filled
    return replace(tried, filled=replace(filled, update=seal(filled.data)[len(filled.head) :]))


def _table_fits(plan: BaseModel, base: OpenVariant, opened: OpenVariant) -> Iterator[Fit]:
    for path, room in opened.bound.rows.items():
        lost = len(paths.get(plan, path) or ()) - room
        if lost > 0:
            yield Fit(path, "", Fitting.TOO_LONG, lost=lost)
        elif room > base.bound.rows[path]:
            yield Fit(path, "", Fitting.ELASTIC)


def _text_fits(filled: Filled, base: OpenVariant, opened: OpenVariant) -> Iterator[Fit]:
    taller = dict.fromkeys(name for name in opened.variant.heights if name not in base.variant.heights)
    drawn = {fit.field: fit for fit in filled.fits}
    for name in {**taller, **dict.fromkeys(drawn)}:
        size, lost = (drawn[name].size, drawn[name].lost) if name in drawn else (0.0, 0)
        fitting = Fitting.TOO_LONG if lost else Fitting.ELASTIC if name in taller else Fitting.SHRUNK
        yield Fit(opened.paths.get(name, ""), name, fitting, size, lost)
