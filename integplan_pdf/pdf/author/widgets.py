"""Links become widgets of an AcroForm (ISO 32000-2 §12.7), each with its own appearance and name for screen readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from integplan_pdf.pdf.author.fontdict import embed_field_font
from integplan_pdf.pdf.author.places import Place
from integplan_pdf.pdf.author.source import Kind
from integplan_pdf.pdf.author.variants import FieldSource

FONT_SIZE = 9
TEXT_COLOUR = "0.07 0.14 0.23 rg"
TICK_COLOUR = "0.04 0.23 0.4"

_FIELD_FONT = "/NotoSans"
_PRINT = 4  # annotation flag, table 167
_REQUIRED, _MULTILINE = 1 << 1, 1 << 12  # field flags, tables 227 and 231
_SIGNATURES_EXIST = 1  # /SigFlags, table 225
_LINK_ONLY = ("/A", "/Border", "/BS", "/Contents", "/QuadPoints")


class FormWriter:
    """Writes the fields of one form into a PDF."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf = pdf
        self._nodes: dict[str, Any] = {}
        self._ticks: dict[tuple[float, float], tuple[Any, Any]] = {}
        fonts = Dictionary({_FIELD_FONT: embed_field_font(pdf), "/ZaDb": self._zapf_dingbats()})
        self._acro_form = pdf.make_indirect(
            Dictionary(Fields=Array(), DR=Dictionary(Font=fonts), DA=String(_text_style()))
        )
        pdf.Root.AcroForm = self._acro_form

    def write(self, places: Iterable[Place], fields: Mapping[str, FieldSource]) -> None:
        """Make every place a widget of its field."""
        for place in places:
            field = fields[place.name]
            self._make_widget(place)
            if field.kind.is_box:
                self._write_box(place, field)
            elif field.kind is Kind.SIGNATURE:
                self._write_signature(place, field)
            else:
                self._write_text(place, field)

    def _make_widget(self, place: Place) -> None:
        widget, element = place.annotation, place.element
        for key in _LINK_ONLY:
            if key in widget:
                del widget[key]
        widget.Subtype = Name.Widget
        widget.F = _PRINT
        widget.P = self._pdf.pages[place.page - 1].obj
        element.S = Name.Form
        if "/Alt" in element:
            del element["/Alt"]

    def _write_text(self, place: Place, field: FieldSource) -> None:
        widget = place.annotation
        widget.FT = Name.Tx
        widget.TU = String(field.tooltip)
        widget.DA = String(_text_style())
        flags = (_REQUIRED if field.required else 0) | (_MULTILINE if field.kind is Kind.MULTILINE else 0)
        if flags:
            widget.Ff = flags
        if field.max_length:
            widget.MaxLen = field.max_length
        widget.AP = Dictionary(N=self._form(place, b"/Tx BMC\nEMC"))
        self._hang(widget, field.name)

    def _write_signature(self, place: Place, field: FieldSource) -> None:
        widget = place.annotation
        widget.FT = Name.Sig
        widget.TU = String(field.tooltip)
        widget.AP = Dictionary(N=self._form(place, b""))
        self._acro_form.SigFlags = _SIGNATURES_EXIST
        self._hang(widget, field.name)

    def _write_box(self, place: Place, field: FieldSource) -> None:
        widget = place.annotation
        state = place.state or next(iter(field.states))
        tick, off = self._tick(place)
        widget.AS = Name.Off
        widget.MK = Dictionary(CA=String("4"))  # ZapfDingbats' check mark, for viewers that draw their own
        widget.DA = String(f"/ZaDb 0 Tf {TICK_COLOUR} rg")
        widget.AP = Dictionary(N=Dictionary({f"/{state}": tick, "/Off": off}))
        if field.kind is Kind.CHECK:
            widget.TU = String(field.tooltip)
            self._make_button(widget, field)
            return
        widget.TU = String(f"{field.tooltip}: {field.states[state]}")
        if field.name not in self._nodes:
            parent = self._nodes[field.name] = self._pdf.make_indirect(
                Dictionary(TU=String(field.tooltip), Kids=Array())
            )
            self._make_button(parent, field)
        widget.Parent = self._nodes[field.name]
        widget.Parent.Kids.append(widget)

    def _make_button(self, button: Any, field: FieldSource) -> None:
        button.FT = Name.Btn
        button.V = Name.Off
        if field.required:
            button.Ff = _REQUIRED
        self._hang(button, field.name)

    def _hang(self, field: Any, name: str) -> None:
        """Hang a terminal field under the nodes that its full name spells."""
        parent_name, _, partial = name.rpartition(".")
        field.T = String(partial)
        if not parent_name:
            self._acro_form.Fields.append(field)
            return
        if parent_name not in self._nodes:
            self._nodes[parent_name] = self._pdf.make_indirect(Dictionary(Kids=Array()))
            self._hang(self._nodes[parent_name], parent_name)
        field.Parent = self._nodes[parent_name]
        field.Parent.Kids.append(field)

    def _tick(self, place: Place) -> tuple[Any, Any]:
        """Return the appearances of a ticked and an empty box; boxes of one size share them."""
        width, height = _size(place)
        if (width, height) not in self._ticks:
            self._ticks[width, height] = (
                self._form(place, _tick_drawing(width, height)),
                self._form(place, b""),
            )
        return self._ticks[width, height]

    def _form(self, place: Place, content: bytes) -> Any:
        form = Stream(self._pdf, content)
        form.Type, form.Subtype = Name.XObject, Name.Form
        form.BBox = Array([0, 0, *_size(place)])
        form.Resources = Dictionary()
        return self._pdf.make_indirect(form)

    def _zapf_dingbats(self) -> Any:
        """Return the standard font that viewers draw their own ticks with; we never draw with it."""
        return self._pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats))


def _size(place: Place) -> tuple[float, float]:
    x0, y0, x1, y1 = place.rect
    return round(x1 - x0, 2), round(y1 - y0, 2)


def _text_style() -> str:
    return f"{_FIELD_FONT} {FONT_SIZE} Tf {TEXT_COLOUR}"


def _tick_drawing(width: float, height: float) -> bytes:
    """Draw a check mark as one stroke, so that no font is needed for it."""
    points = ((0.22, 0.50), (0.42, 0.27), (0.80, 0.76))
    (x0, y0), (x1, y1), (x2, y2) = ((x * width, y * height) for x, y in points)
    stroke = f"{0.12 * width:.2f} w 1 J 1 j {TICK_COLOUR} RG"
    path = f"{x0:.2f} {y0:.2f} m {x1:.2f} {y1:.2f} l {x2:.2f} {y2:.2f} l S"
    return f"q {stroke} {path} Q".encode("ascii")
