"""The value of one field, decoded by its kind, and what was wrong with how it is stored."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from pdfminer.pdftypes import PDFStream
from pdfminer.psparser import PSLiteral

from integplan_pdf.model.finding import Finding, Rule, Severity
from integplan_pdf.model.stored import OFF, StoredValue
from integplan_pdf.model.template import FieldKind, Option
from integplan_pdf.pdf.read import rules
from integplan_pdf.pdf.read.source import Source
from integplan_pdf.pdf.read.text import decode_label, decode_text, looks_like_unmarked_utf8, plain_text
from integplan_pdf.pdf.read.tree import Dictionary, Node, is_name

_RADIO, _PUSH, _COMBO, _EDIT = 1 << 15, 1 << 16, 1 << 17, 1 << 18
_BUTTONS = (FieldKind.CHECK, FieldKind.RADIO)
_KINDS = {"Tx": FieldKind.TEXT, "Ch": FieldKind.CHOICE, "Sig": FieldKind.SIGNATURE}
_LONGEST_TEXT = 4 << 20
_MOST_OPTIONS = 200_000


class Look(NamedTuple):
    """What /AP says of a widget.

    Attributes:
        states: the on-states, that is the keys of /N, or of /D where /N says nothing.
        drawn: whether there is a normal appearance, be it an empty one.
    """

    states: tuple[str, ...] = ()
    drawn: bool = False


_DRAWN = Look(drawn=True)
_APPEARANCE, _TEXTS = (PDFStream, dict), (bytes, PDFStream)


class ValueReader:
    """Reads one node; `findings` collects what was wrong with it.

    Attributes:
        kind, flags, states, options: see StoredField.
        looks: of each widget.
    """

    def __init__(self, file: Source, node: Node) -> None:
        self._file = file
        self._resolve = file.resolve
        self._node = node
        self.findings: list[Finding] = []
        self.flags = self._flags()
        self.kind = self._kind()
        self.looks = [self._look(widget) for widget in node.widgets]
        self.states = self._states()
        self.options = self._options()

    def read(self) -> StoredValue | None:
        """Return the value; None where nothing is stored, for push buttons and for signatures."""
        kind = self.kind
        if kind is FieldKind.PUSH or kind is FieldKind.SIGNATURE:
            return None
        if kind is FieldKind.CHECK or kind is FieldKind.RADIO:
            return self._state()
        stored = self._decode(self._stored())
        if kind is FieldKind.CHOICE:
            return self._choice(stored)
        if isinstance(stored, str):
            self._compare_rich_text(stored)
        return stored

    @property
    def signed(self) -> bool:
        """Whether a signature field holds a signature dictionary."""
        return self.kind is FieldKind.SIGNATURE and isinstance(self._stored(), dict)

    def tooltip(self) -> str:
        """Return /TU of the field, or of its first widget that has one."""
        for item in (self._node.attributes, *self._node.widgets):
            raw = self._resolve(item.get("TU"))
            if isinstance(raw, bytes):
                return decode_label(raw)
        return ""

    def _say(self, rule: Rule) -> None:
        self.findings.append(rule.finding(field=self._node.name))

    def _say_type(self, stored: object, *, lost: bool = False) -> None:
        severity = Severity.ERROR if lost else None
        wrong = rules.WRONG_TYPE.finding(field=self._node.name, stored=_type_name(stored), severity=severity)
        self.findings.append(wrong)

    def _attribute(self, key: str) -> Any:
        """Return an entry of the field; where it has none, of its first widget that does."""
        found = self._resolve(self._node.attributes.get(key))
        if found is None:
            for widget in self._node.widgets:
                if key in widget:
                    return self._resolve(widget[key])
        return found

    def _look(self, widget: Dictionary) -> Look:
        appearances = self._dictionary(widget.get("AP"))
        normal = self._resolve(appearances.get("N"))
        states = _states(normal) or _states(self._resolve(appearances.get("D")))
        drawn = isinstance(normal, _APPEARANCE)
        return Look(states, drawn) if states or not drawn else _DRAWN

    def _states(self) -> tuple[str, ...]:
        if len(self.looks) == 1:
            return self.looks[0].states
        return tuple(dict.fromkeys(state for states, _ in self.looks for state in states))

    def _dictionary(self, value: object) -> Dictionary:
        found = self._resolve(value)
        return found if isinstance(found, dict) else {}

    def _flags(self) -> int:
        found = self._attribute("Ff")
        return found if isinstance(found, int) and found >= 0 else 0

    def _kind(self) -> FieldKind:
        kind = self._attribute("FT")
        if is_name(kind, "Btn"):
            if self.flags & _PUSH:
                return FieldKind.PUSH
            return FieldKind.RADIO if self.flags & _RADIO else FieldKind.CHECK
        return _KINDS.get(str(kind.name), FieldKind.UNKNOWN) if isinstance(kind, PSLiteral) else FieldKind.UNKNOWN

    # -- what is stored

    def _stored(self) -> Any:
        """Return the resolved /V: the field's, or that of its widgets where the field has none."""
        found = self._resolve(self._node.attributes.get("V"))
        if not self._node.kid_values:
            return found
        kids = [value for value in map(self._resolve, self._node.kid_values) if value is not None]
        if found is None and kids:
            found = kids[0]
        if any(kid != found for kid in kids):
            self._say(rules.WIDGET_DIFFERS)
        return found

    def _decode(self, stored: Any) -> StoredValue | None:
        if stored is None or isinstance(stored, _TEXTS):
            return self._text(stored)
        if isinstance(stored, list):
            return self._decode_list(stored)
        name = str(stored.name) if isinstance(stored, PSLiteral) else None
        if name is not None and self.kind is FieldKind.UNKNOWN:
            return name
        text = str(stored) if isinstance(stored, int | float) else name
        self._say_type(stored, lost=text is None)
        return text

    def _decode_list(self, stored: list[Any]) -> StoredValue | None:
        if self.kind is not FieldKind.CHOICE:
            self._say_type(stored)
        parts = [self._text(part) for part in map(self._resolve, stored[:_MOST_OPTIONS])]
        texts = tuple(part for part in parts if part is not None)
        return texts if texts or self.kind is FieldKind.CHOICE else None

    def _text(self, stored: Any) -> str | None:
        raw = stored if isinstance(stored, bytes) else self._bytes(stored)
        if raw is None:
            return None
        text = decode_text(raw)
        if "\ufffd" in text:
            self._say(rules.UNDECODABLE)
        elif looks_like_unmarked_utf8(raw):
            self._say(rules.UNMARKED_UTF8)
        return text

    def _bytes(self, stored: Any) -> bytes | None:
        """Return the bytes of a string or stream, None (and say so) where they are too many or cannot be had."""
        if isinstance(stored, PDFStream):
            stored = self._file.content(stored, _LONGEST_TEXT)
            if stored is None:
                self._say(rules.TOO_LARGE)
        return stored if isinstance(stored, bytes) else None

    def _compare_rich_text(self, text: str) -> None:
        if "RV" not in self._node.attributes:
            return
        rich = self._resolve(self._node.attributes["RV"])
        raw = self._file.content(rich, _LONGEST_TEXT) if isinstance(rich, PDFStream) else rich
        if isinstance(raw, bytes) and raw and "".join(plain_text(decode_text(raw)).split()) != "".join(text.split()):
            self._say(rules.RICH_TEXT_DIFFERS)

    # -- boxes and radio buttons

    def _state(self) -> str:
        stored = self._state_name(self._stored())
        shown = [self._state_name(self._resolve(widget.get("AS"))) for widget in self._node.widgets]
        if stored is None:
            stored = next((state for state in shown if state not in (None, OFF)), None)
            if stored is not None:
                self._say(rules.SHOWN_ONLY)
            return stored or OFF
        if stored != OFF and self.states and stored not in self.states:
            self._say(rules.UNKNOWN_STATE)
        elif self._shows_otherwise(stored, shown):
            self._say(rules.STATE_CONFLICT)
        return stored

    def _shows_otherwise(self, stored: str, shown: list[str | None]) -> bool:
        """Whether some widget that can show `stored` does not, or one shows what is not stored."""
        for look, state in zip(self.looks, shown, strict=True):
            able = stored != OFF and stored in look.states
            if (able and state != stored) or (not able and state not in (None, OFF, stored)):
                return True
        return False

    def _state_name(self, stored: Any) -> str | None:
        """Return a state as text; an empty one means Off, and a string is taken for the name it should be."""
        if isinstance(stored, PSLiteral):
            return str(stored.name) or OFF
        if stored is None or stored == b"":
            return stored if stored is None else OFF
        self._say_type(stored, lost=not isinstance(stored, bytes))
        return decode_text(stored) or OFF if isinstance(stored, bytes) else None

    # -- lists and drop-downs

    def _options(self) -> tuple[Option, ...]:
        found = self._attribute("Opt")
        if not isinstance(found, list):
            return ()
        pairs = [self._option(item) for item in map(self._resolve, found[:_MOST_OPTIONS])]
        if self.kind in _BUTTONS:
            return tuple(self._button_options([display for _, display in pairs]))
        return tuple(Option(export, display) for export, display in pairs)

    def _option(self, item: Any) -> tuple[str, str]:
        parts = [self._resolve(part) for part in item[:2]] if isinstance(item, list) else [item]
        texts = [decode_text(part) if isinstance(part, bytes) else "" for part in parts] or [""]
        return texts[0], texts[-1]

    def _button_options(self, displays: list[str]) -> list[Option]:
        """Return what each state stands for: the n-th entry of /Opt belongs to the n-th widget (§12.7.5.2.4)."""
        pairs = zip(self.looks, displays, strict=False)
        return list(dict.fromkeys(Option(look.states[0], display) for look, display in pairs if look.states))

    def _choice(self, stored: StoredValue | None) -> StoredValue | None:
        if stored is None:
            return None
        exports = {option.export for option in self.options}
        displays: dict[str, set[str]] = {}
        for option in self.options:
            displays.setdefault(option.display, set()).add(option.export)
        parts = (stored,) if isinstance(stored, str) else stored
        chosen = tuple(part if part in exports else self._export(part, displays) for part in parts)
        return chosen[0] if len(chosen) == 1 else chosen

    def _export(self, stored: str, displays: Mapping[str, set[str]]) -> str:
        """Return the export value of what is stored, which may be the display text."""
        matching = displays.get(stored, set())
        if len(matching) == 1:
            self._say(rules.DISPLAY_STORED)
            return next(iter(matching))
        if stored and self.options and not (self.flags & _COMBO and self.flags & _EDIT):
            self._say(rules.NOT_AN_OPTION)
        return stored


def _states(appearances: object) -> tuple[str, ...]:
    return tuple(name for name in appearances if name != OFF) if isinstance(appearances, dict) else ()


def _type_name(stored: Any) -> str:
    """Return the standard's name for the type of an object, for messages."""
    names = ((bool, "boolean"), (int | float, "number"), (bytes, "string"), (PSLiteral, "name"), (list, "array"))
    return next((name for kind, name in names if isinstance(stored, kind)), "dictionary")
