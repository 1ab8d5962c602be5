"""What a flattened document no longer holds: stored values that its pages do not show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from integplan_pdf.errors import InputError
from integplan_pdf.model.finding import Finding
from integplan_pdf.pdf import look
from integplan_pdf.pdf.flatten import access, rules
from integplan_pdf.pdf.flatten.stamp import Stamped
from integplan_pdf.pdf.flatten.widgets import FieldNode, Widget

_NAMED = 20


@dataclass(frozen=True, slots=True)
class Text:
    """A text field drawn: its full name, the text stored, and where it stands."""

    name: str
    stored: str
    box: look.Box


def left_out(fields: Iterable[FieldNode], widgets: Iterable[Widget], stamped: Stamped) -> list[Finding]:
    """Return what is lost of fields that hold something and were not drawn at all."""
    drawn = {widget.name for widget in stamped.drawn}
    blank = {widget.name for widget in stamped.blank}
    holding = dict.fromkeys(node.name for node in (*fields, *widgets) if _holds(node))
    lost = [name for name in holding if name not in drawn]
    found = [rules.NOT_DRAWN.finding(field=name) for name in lost if name in blank]
    hidden = [name for name in lost if name not in blank]
    if hidden:
        names = ", ".join(f"«{name}»" for name in hidden[:_NAMED]) + (" …" if len(hidden) > _NAMED else "")
        found.append(rules.HIDDEN_VALUES.finding(names=names))
    return found


def _holds(node: FieldNode) -> bool:
    return "/V" in node.dict and (node.ticked if node.is_box else node.holds_text)


def texts(stamped: Stamped) -> list[Text]:
    """Return the texts whose drawing can be held against what is stored."""
    return [
        Text(widget.name, widget.value, (widget.page, _rectangle(widget)))
        for widget in stamped.drawn
        if widget.value.strip() and not (widget.password or widget.barcode or widget.upright)
    ]


def _rectangle(widget: Widget) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = access.numbers(widget.dict.Rect, 4)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def not_seen(data: bytes, texts: list[Text], password: str) -> Iterator[Finding]:
    """Yield the fields of which the flattened pages show fewer letters and digits than they stored.

    A field counts as seen if any of its widgets shows it. What is drawn with fonts that do not say which
    characters they show cannot be told from text that is cut off.
    """
    if not texts:
        return
    try:
        seen = look.visible_text(data, [text.box for text in texts], password=password)
    except InputError:
        return
    whole: dict[str, bool] = {}
    for text, shown in zip(texts, seen, strict=True):
        whole[text.name] = whole.get(text.name, False) or _shows(shown, text.stored)
    for name, all_seen in whole.items():
        if not all_seen:
            yield rules.NOT_ALL_SEEN.finding(field=name)


def _shows(shown: str, stored: str) -> bool:
    there, wanted = Counter(filter(str.isalnum, shown)), Counter(filter(str.isalnum, stored))
    return there.total() >= wanted.total() or there >= wanted
