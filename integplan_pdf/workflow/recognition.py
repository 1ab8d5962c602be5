"""Which form, edition and variant a returned file is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from integplan_pdf.engine import kinds
from integplan_pdf.engine.bind import bind, path_of_field, table_rows
from integplan_pdf.errors import InputError
from integplan_pdf.model.mapping import FormMapping, TableBinding
from integplan_pdf.model.recognized import Basis, Recognized
from integplan_pdf.model.stored import StoredForm
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.pdf.recognize.letters import PageText
from integplan_pdf.pdf.recognize.stated import Identity, stated_identity
from integplan_pdf.workflow.blank import committed_layout


class Shows(Protocol):
    """A file whose pages can be asked for."""

    @property
    def pages(self) -> Sequence[PageText]: ...


HALF = 0.5
"""The least share of a form's fields that a file must have to be that form."""

_NEARLY_ALL = 0.98
_UNTESTED = 0.9
"""How sure it is what a file says of itself, where it has no fields to compare."""

_PAGES_WITH_MARKS = 6
"""How many pages are searched for a mark."""


def recognize(
    data: bytes, stored: StoredForm, shown: Shows, packs: Sequence[Pack], password: str = ""
) -> Recognized | None:
    """Return which of the forms in `packs` a file is; None if it is none of them.

    Args:
        data: the file.
        stored: its fields and document information.
        shown: what its pages print, asked for only where nothing else tells.
        packs: the forms it may be.
        password: of the file.

    Raises:
        InputError: the file cannot be drawn.
    """
    said = stated_identity(data, stored.info, password=password)
    names = frozenset(item.name for item in stored.fields)
    by_fields = _by_fields(names, said, packs)
    if by_fields:
        return by_fields
    known = {pack.form.id: pack for pack in packs}
    if said and said[0] in known:
        nb, en = "PDF-en sier det selv; feltene er borte", "the PDF says so itself; its fields are gone"
        return Recognized(*said, Basis.INFO, _UNTESTED, nb, en)
    return _by_marks(data, stored.page_count, known, password) or _by_text(shown.pages, packs)


def _by_fields(names: frozenset[str], said: Identity | None, packs: Iterable[Pack]) -> Recognized | None:
    shares = [(share(pack.mapping, names), pack) for pack in packs]
    best, pack = max(shares, key=lambda item: item[0], default=(0.0, None))
    if pack is None or best < HALF:
        return None
    percent = f"{best:.0%}".replace("%", " %")
    if said and said[0] == pack.form.id:
        nb = f"PDF-en sier det selv, og {percent} av skjemaets felt finnes i den"
        en = f"the PDF says so itself, and has {percent} of the form's fields"
        return Recognized(*said, Basis.INFO, 1.0 if best >= _NEARLY_ALL else best, nb, en)
    variant = variant_of(pack, names)
    nb, en = f"{percent} av skjemaets felt finnes i PDF-en", f"the PDF has {percent} of the form's fields"
    return Recognized(pack.form.id, pack.form.edition, variant, Basis.FIELDS, best, nb, en)


def share(mapping: FormMapping, names: frozenset[str]) -> float:
    """Return which share of the fields that the mapping binds are among `names`."""
    bound = path_of_field(bind(mapping, names, switches_of(mapping, names)))
    return len(names & bound.keys()) / max(1, len(bound))


def variant_of(pack: Pack, names: Iterable[str]) -> str:
    """Return the variant that has these fields, or the one it grew from; empty if there is none."""
    switches = {**pack.form.switches, **switches_of(pack.mapping, names)}
    variant = pack.form.by_switches(switches)
    return variant.id if variant else ""


def switches_of(mapping: FormMapping, names: Iterable[str]) -> dict[str, bool]:
    """Return which switches a PDF with these field names was made with: on where a field bound to it is there."""
    there = frozenset(names)
    switches: dict[str, bool] = {}
    for binding in mapping.bind:
        if not binding.when:
            continue
        if isinstance(binding, TableBinding):
            has = table_rows(binding, there) > 0
        else:
            has = any(name in there for name in kinds.fields(binding))
        switch, negated = binding.when.removeprefix("!"), binding.when.startswith("!")
        if has:
            switches[switch] = not negated
        else:
            switches.setdefault(switch, negated)
    return switches


def _by_marks(data: bytes, pages: int, known: dict[str, Pack], password: str) -> Recognized | None:
    from integplan_pdf.pdf.recognize.marks import read_mark

    for number in range(1, min(pages, _PAGES_WITH_MARKS) + 1):
        try:
            mark = read_mark(data, number, password=password)
        except InputError:
            continue
        if mark and mark.form in known:
            nb, en = f"merket på side {number} sier det", f"the mark on page {number} says so"
            return Recognized(mark.form, mark.edition, mark.variant, Basis.MARKS, 0.99, nb, en)
    return None


def _by_text(pages: Sequence[PageText], packs: Iterable[Pack]) -> Recognized | None:
    from integplan_pdf.pdf.recognize.match import likeness

    def best(candidates: Iterator[tuple[Pack, str]]) -> tuple[float, Pack, str] | None:
        scored = [
            (likeness(pages, layout), pack, variant)
            for pack, variant in candidates
            if (layout := committed_layout(pack, variant))
        ]
        return max(scored, key=lambda item: item[0], default=None)

    form = best((pack, pack.form.variants[0].id) for pack in packs if pack.form.variants)
    if form is None or not form[0]:
        return None
    found = best((form[1], variant.id) for variant in form[1].form.variants)
    if found is None or found[0] < HALF:
        return None
    sure, pack, variant = found
    percent = f"{sure:.0%}".replace("%", " %")
    nb = f"{percent} av skjemaets faste tekst står på sin plass"
    en = f"{percent} of the form's printed text stands in its place"
    return Recognized(pack.form.id, pack.form.edition, variant, Basis.TEXT, sure, nb, en)
