"""What was written in the boxes of a field, as the value that the field would have stored."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from integplan_pdf.model.finding import Rule
from integplan_pdf.model.got import Got, How
from integplan_pdf.model.stored import OFF
from integplan_pdf.model.template import Field, FieldKind
from integplan_pdf.pdf.printed import rules, ticks
from integplan_pdf.pdf.printed.lines import clean, comb, joined, lines
from integplan_pdf.pdf.printed.page import BoxText
from integplan_pdf.pdf.recognize.layout import Box
from integplan_pdf.pdf.recognize.letters import UNKNOWN

_UNCONFIRMED = 0.5
_RECOGNISED = 0.5
"""At most so sure is text that somebody's program recognised in a picture."""

_OVERHANGING = 0.6

_TICKED = (FieldKind.CHECK, FieldKind.RADIO)


@dataclass(slots=True)
class Seen:
    """What one page shows in one box.

    Attributes:
        page: of the file, 1-based.
        text: its letters.
        other: where letters are written, the box's text as another reader sees it, what the form prints there included.
        ink: elsewhere, how much more ink than in the blank form, as a share of the box.
    """

    box: Box
    page: int
    text: BoxText
    other: str = ""
    ink: float = 0.0

    @property
    def is_written(self) -> bool:
        """Whether it is a box for text that holds letters."""
        return self.box.field.kind not in _TICKED and any(not letter.text.isspace() for letter in self.text.letters)


Result = tuple[Got, Rule | None]


def value(field: Field, seen: Sequence[Seen]) -> Result:
    """Return a field's value as its widgets show it, and the rule that is broken where it is in doubt."""
    if field.kind in _TICKED:
        return _state(field, seen)
    results = [_text(field, one) for one in seen]
    if field.kind is FieldKind.CHOICE:
        results = [_choice(field, result) for result in results]
    return max(results, key=lambda result: (bool(result[0].value), result[0].sure))


def _state(field: Field, seen: Sequence[Seen]) -> Result:
    ticked: dict[str, float] = {}
    sure = 1.0
    for one in seen:
        filled = field.value == next(iter(one.box.widget.states), None)
        more = -one.ink if filled else one.ink
        on = (more > ticks.CLEAR) != filled
        if ticks.CLEAR < more < ticks.TICKED:
            sure = 0.0
        if on:
            ticked[next(iter(one.box.widget.states), "Yes")] = more
    if len(ticked) > 1:
        return Got(None, How.INK, 0.0), rules.TWO_TICKS
    if not sure:
        return Got(None, How.INK, 0.0), rules.FAINT_TICK
    return Got(next(iter(ticked), OFF), How.INK, 1.0), None


def _text(field: Field, seen: Seen) -> Result:
    letters = seen.text.letters
    if not seen.is_written:
        return _nothing(seen)
    if field.comb and field.max_length:
        text, sure = comb(letters, seen.text.box, field.max_length), 1.0
    else:
        text, sure = joined(lines(letters), seen.text.box, multiline=field.multiline)
    if UNKNOWN in text:
        return Got(None, How.PRINTED, 0.0), rules.NO_LETTERS
    sure = min(sure, *_doubts(seen))
    return Got(text, How.PRINTED, sure), None if sure >= _SAID else rules.UNSURE


_SAID = 0.75
"""Below this a doubt is told as a finding of its own."""


def _doubts(seen: Seen) -> Iterator[float]:
    yield 1.0
    if seen.text.hidden:
        yield _RECOGNISED
    if seen.text.overhang:
        yield _OVERHANGING
    if not _agree(seen):
        yield _UNCONFIRMED


def _agree(seen: Seen) -> bool:
    """Whether another reader sees the same letters in the box, in whatever order."""
    ours = "".join(letter.text for letter in (*seen.text.letters, *seen.text.printed))
    return _bag(ours) == _bag(seen.other)


def _bag(text: str) -> list[str]:
    return sorted("".join(clean(text).split()))


def _nothing(seen: Seen) -> Result:
    if ticks.is_marked(seen.box, seen.ink):
        return Got(None, How.INK, 0.0), rules.NOT_TEXT
    return Got("", How.PRINTED, 1.0), None


def _choice(field: Field, result: Result) -> Result:
    """Return the option that is shown as the text that was read."""
    got, rule = result
    if not got.value:
        return result
    shown = " ".join(str(got.value).split())
    for option in field.options:
        if " ".join(option.display.split()) == shown:
            return Got(option.export, got.how, got.sure), rule
    if field.editable or not field.options:
        return result
    return Got(None, How.PRINTED, 0.0), rules.NO_OPTION
