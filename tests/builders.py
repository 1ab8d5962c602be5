"""Tiny AcroForms made in memory, with exactly the structures that a test is about."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, PageCopyWarning, String

MULTILINE, PASSWORD, RADIO, PUSH, COMBO, EDIT, FILE_SELECT, MULTI_SELECT, COMB, RICH, UNISON = (
    1 << bit - 1 for bit in (13, 14, 16, 17, 18, 19, 21, 22, 25, 26, 26)
)
READ_ONLY = 1

Rect = Sequence[float]


class FormBuilder:
    """An AcroForm with blank A4 pages; every method adds one field and returns its dictionary.

    Entries are given without slash: `text("navn", rect, Q=2)`.
    """

    def __init__(self, pages: int = 1, *, fonts: bool = True, **entries: Any) -> None:
        self.pdf = pikepdf.new()
        self.pages = [self.pdf.add_blank_page(page_size=(595, 842)) for _ in range(pages)]
        for page in self.pages:
            page.obj.Annots = Array()
        form = Dictionary(Fields=Array(), DA=String("/Helv 0 Tf 0 g"))
        if fonts:
            form.DR = Dictionary(Font=Dictionary(Helv=self.helvetica(), ZaDb=self.dingbats()))
        self.pdf.Root.AcroForm = self.pdf.make_indirect(form)
        _set(self.form, entries)

    @property
    def form(self) -> Any:
        return self.pdf.Root.AcroForm

    def helvetica(self) -> Any:
        return self.pdf.make_indirect(
            Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        )

    def dingbats(self) -> Any:
        return self.pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.ZapfDingbats))

    def widget(self, rect: Rect, page: int | None = 1, **entries: Any) -> Any:
        """Return a widget on a 1-based page; on none if that is None."""
        made = self.pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array(rect), F=4))
        _set(made, entries)
        if page:
            made.P = self.pages[page - 1].obj
            self.pages[page - 1].obj.Annots.append(made)
        return made

    def add(self, field: Any) -> Any:
        """List a field in the form."""
        self.form.Fields.append(field)
        return field

    def group(self, name: str, kids: Sequence[Any] = (), **entries: Any) -> Any:
        """Add a field with kids: a parent of fields, or of widgets."""
        made = self.add(self.pdf.make_indirect(Dictionary(T=String(name), Kids=Array())))
        _set(made, entries)
        for kid in kids:
            self.adopt(made, kid)
        return made

    def adopt(self, parent: Any, kid: Any) -> Any:
        kid.Parent = parent
        parent.Kids.append(kid)
        return kid

    def text(self, name: str, rect: Rect, da: str | None = "/Helv 10 Tf 0 g", page: int = 1, **entries: Any) -> Any:
        made = self.widget(rect, page, FT=Name.Tx, T=String(name), **entries)
        if da is not None:
            made.DA = String(da)
        return self.add(made)

    def check(self, name: str, rect: Rect, on: str | Name = "Yes", page: int = 1, **entries: Any) -> Any:
        state = {"AP": self.states(on), "AS": Name.Off, "V": Name.Off}
        return self.add(self.widget(rect, page, FT=Name.Btn, T=String(name), **(state | entries)))

    def boxes(self, name: str, rects: dict[str, Rect], flags: int = 0, page: int = 1, **entries: Any) -> Any:
        """Add a radio group or one-of boxes: one widget for each on-state."""
        kids = [self.widget(rect, page, AP=self.states(on), AS=Name.Off) for on, rect in rects.items()]
        return self.group(name, kids, FT=Name.Btn, Ff=flags, V=Name.Off, **entries)

    def choice(
        self, name: str, rect: Rect, options: Sequence[str | tuple[str, str]], flags: int = 0, **entries: Any
    ) -> Any:
        pairs = [String(one) if isinstance(one, str) else Array([String(part) for part in one]) for one in options]
        more = {"Ff": flags, "Opt": Array(pairs), "DA": String("/Helv 10 Tf 0 g"), **entries}
        return self.add(self.widget(rect, FT=Name.Ch, T=String(name), **more))

    def states(self, on: str | Name) -> Any:
        """Return appearances of a box: a filled square when on, nothing when off."""
        name = on if isinstance(on, Name) else Name("/" + on)
        normal = Dictionary(Off=self.stream(b"q 0 0 12 12 re W n Q"))
        normal[name] = self.stream(b"2 2 8 8 re f")
        return Dictionary(N=normal)

    def stream(self, content: bytes, **entries: Any) -> Any:
        """Return a form XObject of 12 by 12 points."""
        made = self.pdf.make_stream(content)
        _set(made, {"Type": Name.XObject, "Subtype": Name.Form, "BBox": Array([0, 0, 12, 12]), **entries})
        return made

    def data(self, **options: Any) -> bytes:
        """Return the finished file; `options` are those of `pikepdf.Pdf.save`."""
        target = BytesIO()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PageCopyWarning)  # of widgets left out of /Fields on purpose
            self.pdf.save(target, **{"static_id": True, "fix_metadata_version": False, **options})
        return target.getvalue()


def _set(holder: Any, entries: dict[str, Any]) -> None:
    for key, value in entries.items():
        holder[f"/{key}"] = value
