"""What is seen in the boxes of a returned PDF held against what is stored, and the file against its form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from integplan_pdf.engine.seen import Agreement, agreement
from integplan_pdf.errors import InputError, IntegplanError
from integplan_pdf.model.evidence import Evidence
from integplan_pdf.model.finding import Rule, Severity
from integplan_pdf.model.stored import OFF, StoredField, StoredForm
from integplan_pdf.model.template import FieldKind, Widget
from integplan_pdf.packs.catalogue import Pack
from integplan_pdf.pdf.continuation import continued
from integplan_pdf.pdf.look import ink, visible_text
from integplan_pdf.pdf.recognize.letters import PageText
from integplan_pdf.pdf.tamper import Original, box_key, find_tampering, inner, original
from integplan_pdf.pdf.tamper.proof import as_written, written_part
from integplan_pdf.pdf.tamper.rules import NOT_COMPARED
from integplan_pdf.workflow.blank import blank_layout
from integplan_pdf.workflow.shown import Shown
from integplan_pdf.workflow.store import read_file

SEEN_DIFFERS = Rule(
    "V060",
    Severity.WARNING,
    nb="Det som vises i feltet «{field}», er ikke det som er lagret. Det lagrede er lest; avgjør hva som gjelder.",
    en="What is seen in the field “{field}” is not what is stored. What is stored was read; decide which counts.",
)
NO_APPEARANCE = Rule(
    "V061",
    Severity.INFO,
    nb="{count} felt har en verdi, men PDF-en sier ikke hvordan den ser ut. Hva som vises, avhenger av programmet: "
    "{names}.",
    en="{count} fields have a value, but the PDF does not say how it looks. What is seen depends on the program: "
    "{names}.",
)
TICK_DIFFERS = Rule(
    "V062",
    Severity.WARNING,
    nb="Feltet «{field}» ser {seen} ut, men er lagret som {stored}. Det lagrede er lest; avgjør hva som gjelder.",
    en="The field “{field}” looks {seen_en} but is stored as {stored_en}. What is stored was read; see which counts.",
)
SEEN_ONLY = Rule(
    "V063",
    Severity.WARNING,
    nb="Det vises noe i feltet «{field}», men ingenting er lagret, og feltet er lest som tomt.",
    en="Something is seen in the field “{field}”, but nothing is stored, and it was read as empty.",
)
NOT_LOOKED_AT = Rule(
    "V064",
    Severity.WARNING,
    nb="Det som vises i PDF-en, kunne ikke holdes mot det som er lagret: {nb}",
    en="What is seen in the PDF could not be held against what is stored: {en}",
)
SEEN_IN_PART = Rule(
    "V065",
    Severity.WARNING,
    nb="Bare en del av teksten i feltet «{field}» vises. Hele teksten er lest.",
    en="Only a part of the text in the field “{field}” is seen. The whole text was read.",
)

_NOT_MADE = ("formen det har vokst til, kan ikke lages på nytt", "the shape it has grown to cannot be made again")
_NAMES_SHOWN = 5
_PASSWORD, _COMBO = 1 << 13, 1 << 17
_TICK = 0.04
"""How much more of a box is dark when it is ticked."""


def seen_and_tampered(
    data: bytes,
    stored: StoredForm,
    form: Original | None,
    *,
    password: str = "",
    pages: Callable[[], Sequence[PageText]] | None = None,
) -> list[Evidence]:
    """Return where a returned PDF shows something else than it stores, and what was done to it beside filling it in.

    Args:
        data: the file.
        stored: what it stores.
        form: the form it was made from; None where that is not known.
        password: of the file.
        pages: gives what its pages print, where that is known already.
    """
    try:
        found = find_tampering(data, form, password=password, pages=pages) if form else []
        return [*found, *differing(data, stored, form, password=password)]
    except InputError as error:
        return [Evidence(NOT_LOOKED_AT.finding(nb=error.nb, en=error.en))]


def look_into(shown: Shown, stored: StoredForm, pack: Pack, variant: str) -> list[Evidence]:
    """Return what `seen_and_tampered` does of a returned file that is a variant of the form.

    A file that bears the digest of being as it was filled in is let pass. That is no protection against people who mean
    harm and know how the digest is made.
    """
    if as_written(shown.data):
        return []
    form = _form_of(shown, stored, pack, variant)
    said = [] if form else [Evidence(NOT_COMPARED.finding(nb=_NOT_MADE[0], en=_NOT_MADE[1]))]
    found = seen_and_tampered(shown.data, stored, form, password=shown.password, pages=lambda: shown.pages)
    return [*said, *found]


def _form_of(shown: Shown, stored: StoredForm, pack: Pack, variant: str) -> Original | None:
    """Return what a file is to be held against: the blank form, else what `fill` wrote and others have added to."""
    known = pack.form.variant(variant)
    try:
        blank = original(read_file(pack.form.folder / known.file)) if known and known.file else None
        if blank and stored.page_count <= len(blank.frames):
            return blank
        written = written_part(shown.data)
        if written is not None:
            return Original(written, shown.password, blank=False)
        layout = None if blank else blank_layout(pack, variant, shown.pages)
        return original(layout.data) if layout else blank
    except IntegplanError:
        return None


def differing(data: bytes, stored: StoredForm, form: Original | None = None, *, password: str = "") -> list[Evidence]:
    """Return the fields that show something else than they store.

    Boxes are judged by their ink, and only where the form tells how they look when empty.

    Raises:
        InputError: the file cannot be drawn.
    """
    found = [*_texts(data, stored, password), *_ticks(data, stored, form, password)]
    undrawn = [one.finding.field for one in found if one.finding.rule == NO_APPEARANCE.id]
    kept = [one for one in found if one.finding.rule != NO_APPEARANCE.id]
    if undrawn:
        shown = ", ".join(undrawn[:_NAMES_SHOWN]) + (" …" if len(undrawn) > _NAMES_SHOWN else "")
        kept.append(Evidence(NO_APPEARANCE.finding(count=len(undrawn), names=shown)))
    return kept


@dataclass(frozen=True, slots=True)
class _Place:
    """A widget on a page, and its field."""

    field: StoredField
    widget: Widget
    page: int


def _places(stored: StoredForm, *kinds: FieldKind) -> list[_Place]:
    return [
        _Place(field, widget, widget.page)
        for field in stored.fields
        if field.kind in kinds and field.name
        for widget in field.widgets
        if widget.page and not widget.hidden
    ]


def _texts(data: bytes, stored: StoredForm, password: str) -> Iterator[Evidence]:
    places = [place for place in _places(stored, FieldKind.TEXT, FieldKind.CHOICE) if _comparable(place.field)]
    boxes = [(place.page, place.widget.rect) for place in places]
    seen = visible_text(data, boxes, printed=False, password=password)
    for place, text in zip(places, seen, strict=True):
        rule = _text_rule(place, text, depends=stored.needs_drawing)
        if rule:
            kept = place.field.value
            finding = rule.finding(field=place.field.name, count=1, names=place.field.name)
            yield Evidence(finding, kept if isinstance(kept, str) else ", ".join(kept or ()), text)


def _comparable(field: StoredField) -> bool:
    """Whether a field shows its value and nothing else: no password, no list with all that could be chosen."""
    if field.kind is FieldKind.CHOICE:
        return bool(field.flags & _COMBO)
    return not field.flags & _PASSWORD


def _text_rule(place: _Place, seen: str, *, depends: bool) -> Rule | None:
    """Return what is wrong with what is seen, if anything."""
    texts = _texts_of(place.field)
    if not any(texts):
        return SEEN_ONLY if seen and agreement("", seen) is Agreement.DIFFERENT else None
    found = [_agreement(text, seen) for text in texts]
    if Agreement.SAME in found or Agreement.UNKNOWN in found:
        return None
    if depends or not place.widget.drawn:
        return NO_APPEARANCE
    return SEEN_IN_PART if Agreement.PART in found else SEEN_DIFFERS


def _texts_of(field: StoredField) -> list[str]:
    """Return what a field may show: its text; of a choice what it stores or what that stands for."""
    value = field.value if isinstance(field.value, str) else ", ".join(field.value or ())
    return [value, *(option.display for option in field.options if option.export == value)]


def _agreement(stored: str, seen: str) -> Agreement:
    """Compare a text with what is seen; a box that leads to a sheet shows its beginning only."""
    found = agreement(stored, seen)
    leads = continued(seen) if found is Agreement.DIFFERENT else None
    if leads is None:
        return found
    start = agreement(stored, leads[0])
    return Agreement.SAME if start is Agreement.PART or not leads[0].strip() else found


def _ticks(data: bytes, stored: StoredForm, form: Original | None, password: str) -> Iterator[Evidence]:
    empty = form.empty_ink if form else {}
    known = [
        (place, empty[box])
        for place in _places(stored, FieldKind.CHECK, FieldKind.RADIO)
        if place.widget.states and (box := box_key(place.page, place.widget.rect)) in empty
    ]
    shares = ink(data, [(place.page, inner(place.widget.rect)) for place, _ in known], password=password)
    for (place, blank), share in zip(known, shares, strict=True):
        looks, is_on = share - blank > _TICK, place.field.value in place.widget.states
        if looks != is_on:
            yield _tick(place.field, ticked=looks)


def _tick(field: StoredField, *, ticked: bool) -> Evidence:
    words = (("avkrysset", "ticked"), ("tomt", "empty"))
    (seen, seen_en), (stored, stored_en) = words if ticked else words[::-1]
    finding = TICK_DIFFERS.finding(field=field.name, seen=seen, seen_en=seen_en, stored=stored, stored_en=stored_en)
    return Evidence(finding, str(field.value or OFF))
