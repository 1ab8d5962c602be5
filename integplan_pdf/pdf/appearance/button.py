"""The appearances of a check box or radio button: its own, and ours for states that it cannot show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pypdf.generic import DictionaryObject, NameObject, StreamObject

from integplan_pdf.pdf import objects, syntax
from integplan_pdf.pdf.appearance import mark
from integplan_pdf.pdf.appearance.frame import frame_of
from integplan_pdf.pdf.draft import Draft

_LARGEST = 1_000_000
_PAINTS = re.compile(rb"(?:^|[\s)>\]])(?:[fFSsBb]\*?|Tj|TJ|Do|sh|['\"]|EI)(?=\s|$)")
"""Operators that leave a mark (ISO 32000-2 table 59, §8.8 to §9.4)."""
_FONT = re.compile(rb"/([^\s/\[\]<>(){}%]+)\s+[-+.\d]+\s+Tf")
_LATIN = (b"WinAnsiEncoding", b"MacRomanEncoding", b"StandardEncoding", b"PDFDocEncoding")


@dataclass(frozen=True, slots=True)
class ButtonAppearances:
    """The /AP entry of a button.

    The states are written into it, not referred to: some viewers take an indirect dictionary of states for an
    appearance stream and show nothing.

    Attributes:
        kept: the entry as it is, if the widget's own appearances will do; else its states as entries of /N.
        drawn: state to content, for states drawn by us.
        place: the stream entries that place them.
        others: /D and /R as entries of /AP.
    """

    kept: bytes
    drawn: Mapping[bytes, bytes]
    place: bytes = b""
    others: bytes = b""

    def entry(self, draft: Draft) -> bytes:
        """Return the /AP entry, its new streams added to `draft`."""
        if not self.drawn:
            return self.kept
        added = [
            b"%b %d 0 R" % (syntax.name(state), draft.add_stream(self.place + b"/Resources<<>>", content))
            for state, content in self.drawn.items()
        ]
        return b"/AP<</N<<%b%b>>%b>>" % (self.kept, b"".join(added), self.others)


def button_appearances(widget: DictionaryObject, states: tuple[bytes, ...], *, radio: bool) -> ButtonAppearances:
    """Return the appearances of a widget with the on-states `states`."""
    given = objects.dictionary(objects.raw(widget, "/AP"))
    normal, others = _states(given, "/N"), _others(given)
    shown = [state for state in states if _shows(objects.get(normal, _key(state)))]
    if len(shown) == len(states):
        return ButtonAppearances(b"/AP<</N<<%b>>%b>>" % (objects.serialize_entries(normal), others), {})
    frame = frame_of(widget)
    content = {state: mark.content(frame, widget, on=True, radio=radio) for state in states if state not in shown}
    if not isinstance(objects.get(normal, "/Off"), StreamObject):
        content[b"Off"] = mark.content(frame, widget, on=False, radio=radio)
    kept = DictionaryObject({key: one for key, one in dict.items(normal) if objects.name_bytes(key) not in content})
    return ButtonAppearances(objects.serialize_entries(kept), content, frame.entries, others)


def _states(appearances: DictionaryObject, key: str) -> DictionaryObject:
    found = objects.get(appearances, key)
    is_states = isinstance(found, DictionaryObject) and not isinstance(found, StreamObject)
    return found if is_states else DictionaryObject()


def _others(appearances: DictionaryObject) -> bytes:
    kept = DictionaryObject({NameObject(key): _states(appearances, key) for key in ("/D", "/R")})
    return objects.serialize_entries(DictionaryObject({key: states for key, states in dict.items(kept) if states}))


def _shows(appearance: Any) -> bool:
    """Return whether an appearance can be relied on: readable, not blank, all its fonts there and well described."""
    content = objects.stream_data(appearance, _LARGEST) or b""
    box = objects.numbers(objects.raw(appearance, "/BBox"))
    if not _PAINTS.search(content) or len(box) != 4 or box[0] == box[2] or box[1] == box[3]:
        return False
    fonts = objects.dictionary(objects.get(objects.get(appearance, "/Resources"), "/Font"))
    named = {"/" + name.decode("latin-1") for name in _FONT.findall(content)}
    return named <= fonts.keys() and not any(_misdescribed(objects.dictionary(font)) for font in dict.values(fonts))


def _misdescribed(font: DictionaryObject) -> bool:
    """Return whether a font is ZapfDingbats with the encoding of letters, which shows nothing in some viewers."""
    symbols = b"ZapfDingbats" in (objects.name(objects.raw(font, "/BaseFont")) or b"")
    encoding = objects.get(font, "/Encoding")
    base = objects.name(encoding) or objects.name(objects.get(encoding, "/BaseEncoding"))
    return symbols and "/FontDescriptor" not in font and base in _LATIN


def _key(state: bytes) -> str:
    return "/" + state.decode("latin-1")
