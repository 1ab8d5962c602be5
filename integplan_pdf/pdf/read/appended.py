"""The fast way to read a file that is a known form and what `fill` put after it.

The form is read once, by the complete reader. Of each file only the end is read: that it begins with the very bytes of
the form proves that all else is as it was. Every object that the update replaces must be one of a field, and say what
the form says but for its value and how that is drawn, or be the document information. Whatever is not just so is left
to the complete reader, so that both always agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pdfminer.psparser import LIT

from integplan_pdf.model.stored import OFF, StoredField, StoredForm
from integplan_pdf.model.template import FieldKind
from integplan_pdf.pdf.read.file import PdfFile
from integplan_pdf.pdf.read.form import open_file, read_form
from integplan_pdf.pdf.read.parser import decode_name, unescape
from integplan_pdf.pdf.read.same import dictionary, is_stream, same, stream_opening
from integplan_pdf.pdf.read.text import decode_text, looks_like_unmarked_utf8
from integplan_pdf.pdf.read.tree import Dictionary, FieldTree, Node
from integplan_pdf.pdf.read.update import Update, read_update
from integplan_pdf.pdf.read.values import ValueReader

_VALUE = StoredField._fields.index("value")

_FILLED = frozenset({"AP", "AS", "V", "RV", "I"})
"""What filling writes anew or leaves out."""

_STRING = rb"\((?:[^()\\]++|\\.)*+\)"
_NAME = rb"/[A-Za-z0-9_.+-]{1,127}"
_STATES = rb"<<(?:" + _NAME + rb" \d{1,8} 0 R ?)*>>"
_END = re.compile(
    rb"(?:/AP<</N (\d{1,8}) 0 R>>|/AP<</N(" + _STATES + rb")(?:/D " + _STATES + rb")?>>/AS(" + _NAME + rb"))?"
    rb"(?:/V(?:(" + _STRING + rb")|(" + _NAME + rb")))?>>",
    re.DOTALL,
)
_BEGINNING = re.compile(rb"/AP<<|/V[(/]|>>\Z")
_STATE = re.compile(rb"/([A-Za-z0-9_.+-]+) ")
_ENTRY = re.compile(rb"/([A-Za-z0-9_.+-]{1,127}) ?(" + _STRING + rb")", re.DOTALL)
_DRAWN_TEXT = (FieldKind.TEXT, FieldKind.CHOICE)
_BUTTONS = (FieldKind.CHECK, FieldKind.RADIO)
_USUAL_TEXT = re.compile(rb"/AP<</N (\d{1,8}) 0 R>>/V\(([^()\\]*+)\)>>")
"""The end of a drawn text field whose value has nothing escaped."""

_LATIN = bytes([0x0A, *range(0x20, 0x7F), *range(0xC0, 0xFE)])
"""Bytes that say the same in PDFDocEncoding and in Latin 1, and without others make neither a mark nor UTF-8."""

_MOST_REMEMBERED = 10_000


class _UnusualError(Exception):
    """The complete reader is to judge."""


@dataclass(frozen=True, slots=True)
class _Object:
    """An object of a field: the field's own dictionary, one of its widgets, or both.

    Attributes:
        place: of the field in the form.
        widget: place of the widget in the field; None where the object is none.
        holds: whether the value stands here.
        alone: whether it is all of a text field that has an appearance.
        entries: what must stay as it is.
    """

    place: int
    widget: int | None
    holds: bool
    alone: bool
    entries: Dictionary


def known_form(data: bytes) -> KnownForm | None:
    """Return a form of which filled copies can be read by their ends; None if it is too unusual for that.

    Raises:
        InputError: it cannot be read.
    """
    form, file = read_form(data), open_file(data)
    known = KnownForm(data, form, file, FieldTree(file))
    return known if known.usual else None


class KnownForm:
    """A form of which filled copies can be read by their ends."""

    def __init__(self, data: bytes, form: StoredForm, file: PdfFile, tree: FieldTree) -> None:
        trailer = file.xrefs[0].get_trailer()
        self._data, self._form, self._file, self._nodes = data, form, file, tree.nodes
        self._objects = dict(_objects(file, tree, form.fields))
        self._root, self._info = (getattr(trailer.get(key), "objid", 0) for key in ("Root", "Info"))
        self._start = int(data[data.rfind(b"startxref") + 9 :].split(maxsplit=1)[0])
        self._size = int(trailer["Size"])
        self._openings: dict[int, bytes] = {}
        self._streams: dict[int, bytes] = {}
        self._around = [(item[:_VALUE], item[_VALUE + 1 :]) for item in form.fields]
        self._buttons: dict[tuple[object, ...], StoredField] = {}

    @property
    def usual(self) -> bool:
        """Whether nothing about the form would make its filled copies hard to judge."""
        names = {item.name for item in self._form.fields}
        holding = {one.place: one for one in self._objects.values() if one.holds}
        return (
            self._data.startswith(b"%PDF-")
            and self._file.encryption is None
            and not self._form.findings
            and len(names) == len(holding) == len(self._nodes)
            and all(item.name and item.placed and item.listed for item in self._form.fields)
            and not any(node.kid_values or "RV" in node.attributes for node in self._nodes)
        )

    def read(self, data: bytes) -> StoredForm | None:
        """Return what `read_form` returns for a file that is this form, filled; None if only that can tell."""
        if not data.startswith(self._data):
            return None
        update = read_update(data, len(self._data))
        if update is None or (update.previous, update.root) != (self._start, self._root):
            return None
        try:
            return self._read(update)
        except _UnusualError:
            return None

    def _read(self, update: Update) -> StoredForm:
        fields = list(self._form.fields)
        others: dict[int, list[tuple[int, bytes]]] = {}
        for number, body in update.bodies.items():
            known = self._objects.get(number)
            if known is None:
                if number < self._size and number != update.info:
                    raise _UnusualError
            elif known.alone:
                fields[known.place] = self._text_field(number, known, body, update)
            else:
                others.setdefault(known.place, []).append((number, body))
        for place, objects in others.items():
            fields[place] = (
                self._button(place, objects) if fields[place].kind in _BUTTONS else self._field(place, objects, update)
            )
        return replace(self._form, fields=tuple(fields), info=self._info_of(update))

    def _text_field(self, number: int, known: _Object, body: bytes, update: Update) -> StoredField:
        """Return a text field that is one object, which most are."""
        opening = self._openings.get(number, b"")
        usual = _USUAL_TEXT.fullmatch(body, len(opening)) if opening and body.startswith(opening) else None
        if usual:
            drawn, text = usual.groups()
            value = _text(text) if text.translate(None, _LATIN) else text.decode("latin-1")
        else:
            drawn, _, _, text, name = self._end(number, known, body).groups()
            if name is not None:
                raise _UnusualError
            value = None if text is None else _text(unescape(text[1:-1]))
        if drawn is None or not self._is_stream(number, int(drawn), update):
            raise _UnusualError
        before, after = self._around[known.place]
        return StoredField._make((*before, value, *after))

    def _button(self, place: int, objects: list[tuple[int, bytes]]) -> StoredField:
        """Return boxes or radio buttons; there are few ways to write them, and each is judged once."""
        key = place, *objects
        if key not in self._buttons:
            if len(self._buttons) >= _MOST_REMEMBERED:
                self._buttons.clear()
            self._buttons[key] = self._field(place, objects)
        return self._buttons[key]

    def _field(self, place: int, objects: list[tuple[int, bytes]], update: Update | None = None) -> StoredField:
        """Return a field of which these objects were replaced, its value as the complete reader understands it."""
        item, node = self._form.fields[place], self._nodes[place]
        attributes, widgets = dict(node.attributes), [dict(widget) for widget in node.widgets]
        drawn = list(item.widgets)
        for number, body in objects:
            known, end = self._objects[number], self._end(number, self._objects[number], body)
            stream, states, shown, text, name = end.groups()
            if known.holds:
                attributes["V"] = _name(name) if name else None if text is None else unescape(text[1:-1])
            if (known.widget is None) != (stream is None and states is None) or (not known.holds and (text or name)):
                raise _UnusualError
            if known.widget is not None:
                if not self._is_drawn(item, number, end, update):
                    raise _UnusualError
                drawn[known.widget] = replace(drawn[known.widget], drawn=True)
                widgets[known.widget]["AS"] = _name(shown) if shown else None
        reader = ValueReader(self._file, Node(node.name, attributes, widgets))
        value = reader.read()
        if reader.findings:
            raise _UnusualError
        return item._replace(value=value, widgets=tuple(drawn))

    def _is_drawn(self, item: StoredField, number: int, end: re.Match[bytes], update: Update | None) -> bool:
        """Return whether a widget has an appearance as its kind should have."""
        stream, states, widget = end[1], end[2], self._objects[number].widget
        if states is not None:
            return item.kind in _BUTTONS and widget is not None and _on_states(states) == item.widgets[widget].states
        if item.kind not in _DRAWN_TEXT or stream is None or update is None:
            return False
        return self._is_stream(number, int(stream), update)

    def _is_stream(self, widget: int, number: int, update: Update) -> bool:
        """Return whether an object of an update is a stream; those of one widget mostly begin alike."""
        body = update.bodies.get(number, b"")
        if is_stream(body, self._streams.get(widget, b"")):
            return True
        self._streams[widget] = stream_opening(body)
        return bool(self._streams[widget])

    def _end(self, number: int, known: _Object, body: bytes) -> re.Match[bytes]:
        """Return the end of a replaced object, what is before it being as it is in the form."""
        opening = self._openings.get(number)
        if opening is not None and body.startswith(opening):
            end = _END.fullmatch(body, len(opening))
            if end:
                return end
        for beginning in _BEGINNING.finditer(body):
            end, opening = _END.fullmatch(body, beginning.start()), body[: beginning.start()]
            if end and same(dictionary(opening + b">>", self._file), known.entries):
                self._openings[number] = opening
                return end
        raise _UnusualError

    def _info_of(self, update: Update) -> dict[str, str]:
        body = update.bodies.get(update.info)
        if body is None and update.info == self._info:
            return dict(self._form.info)
        if body is None or update.info in self._objects or not (body.startswith(b"<<") and body.endswith(b">>")):
            raise _UnusualError
        entries = _ENTRY.findall(body[2:-2])
        if _ENTRY.sub(b"", body[2:-2]).strip(b" "):
            raise _UnusualError
        return {key.decode(): decode_text(unescape(text[1:-1])) for key, text in entries}


def _objects(file: PdfFile, tree: FieldTree, fields: Sequence[StoredField]) -> Iterator[tuple[int, _Object]]:
    """Yield object number and object of all that belongs to fields."""
    found = file.read_so_far()
    places = {id(node): place for place, node in enumerate(tree.nodes)}
    widgets = {id(widget): (p, index) for p, node in enumerate(tree.nodes) for index, widget in enumerate(node.widgets)}
    for number, item in found.items():
        node = tree.field_at(item)
        holds = node is not None and isinstance(item, dict) and ("V" in item or "V" not in node.attributes)
        if not isinstance(item, dict) or not (holds or id(item) in widgets):
            continue
        place, widget = widgets.get(id(item), (places.get(id(node), 0), None))
        alone = holds and widget is not None and len(tree.nodes[place].widgets) == 1
        alone = alone and fields[place].kind is FieldKind.TEXT and fields[place].widgets[0].drawn
        kept = {key: value for key, value in item.items() if key not in _FILLED}
        yield number, _Object(place, widget, holds, alone, kept)


def _name(raw: bytes) -> object:
    return LIT(decode_name(raw[1:]))


def _text(raw: bytes) -> str:
    text = decode_text(raw)
    if "\ufffd" in text or looks_like_unmarked_utf8(raw):
        raise _UnusualError
    return text


def _on_states(states: bytes) -> tuple[str, ...]:
    names = dict.fromkeys(name.decode() for name in _STATE.findall(states))
    return tuple(name for name in names if name != OFF)
