"""Flattening keeps what is seen and what is no form, and says what it leaves out."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from typing import Any

import pikepdf
import pytest

from integplan_pdf.errors import InputError
from integplan_pdf.pdf.flatten import flatten
from integplan_pdf.pdf.seal import is_sealed
from tests.paths import ROOT, SHARED
from tests.pdf.flattening import by_pdfium, by_poppler, checked_by_qpdf, differing, ink, remains, text_in
from tests.pdf.reading import form, pdf, stream, widget

RECT = (50.0, 700.0, 200.0, 720.0)
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
RESOURCES = b"/Resources<</Font<</F %b>>>>" % FONT
BOX = b"/BBox[0 0 150 20]"


def drawn(text: bytes, entries: bytes = BOX + RESOURCES) -> bytes:
    return stream(b"/Tx BMC BT /F 10 Tf 2 5 Td (%b) Tj ET EMC" % text, b"/Subtype/Form%b" % entries)


def page(entries: bytes = b"", annotations: bytes = b"10 0 R", resources: bytes = RESOURCES) -> bytes:
    return b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[%b]%b%b>>" % (annotations, resources, entries)


def field(entries: bytes = b"", value: bytes = b"(Kari)") -> bytes:
    return widget(b"/FT/Tx/T(a)/V %b/F 4/DA(/F 10 Tf 0 g)/AP<</N 20 0 R>>%b" % (value, entries))


def one(entries: bytes = b"", objects: dict[int, bytes] | None = None, **more: Any) -> bytes:
    """Return a form with one text field that shows `Kari`."""
    usual = {3: page(b"/Contents 6 0 R"), 6: stream(b"BT /F 10 Tf 50 730 Td (Navn) Tj ET"), 20: drawn(b"Kari")}
    return form(field(entries), objects=usual | (objects or {}), **more)


def opened(data: bytes, password: str = "") -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data), password=password)


def rules(data: bytes) -> list[str]:
    return [finding.rule for finding in flatten(data).findings]


def test_a_field_becomes_content_and_nothing_of_the_form_is_left() -> None:
    flat = flatten(one())
    assert text_in(flat.data, RECT) == "Kari"
    assert remains(flat.data) == []
    assert checked_by_qpdf(flat.data) == ""
    assert flat.findings == ()
    with opened(flat.data) as document:
        assert "/Annots" not in document.pages[0]


def test_a_document_without_fields_is_returned_as_it_is() -> None:
    data = pdf({1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: page()})
    flat = flatten(data)
    assert flat.data == data
    assert [finding.rule for finding in flat.findings] == ["F201"]


def test_the_same_document_gives_the_same_bytes_anywhere() -> None:
    data = one(b"/AA<</K 30 0 R>>", {20: b"null", 30: b"<</S/JavaScript/JS(1)>>"}, acroform=b"/NeedAppearances true")
    script = "import sys;from integplan_pdf.pdf.flatten import flatten;"
    script += "sys.stdout.buffer.write(flatten(sys.stdin.buffer.read()).data)"
    for seed, zone, language in (("1", "UTC", "C"), ("2", "Asia/Tokyo", "nb_NO.UTF-8")):
        there = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": language}
        found = subprocess.run(
            [sys.executable, "-c", script], input=data, capture_output=True, check=True, env=there, cwd=ROOT
        )
        assert found.stdout == flatten(data).data


def test_a_flattened_file_is_known_until_it_is_changed() -> None:
    data = flatten(one()).data
    assert is_sealed(data)
    assert not is_sealed(data.replace(b"/MediaBox", b"/MediaBoy"))
    assert not is_sealed(one())


def test_links_and_other_annotations_stay() -> None:
    link = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(https://example.org)>>>>"
    note = b"<</Type/Annot/Subtype/FreeText/FT/Tx/T(b)/Rect[10 10 90 30]/Contents(Husk)/DA(/Helv 9 Tf)>>"
    objects = {3: page(annotations=b"11 0 R 10 0 R 12 0 R"), 20: drawn(b"Kari")}
    data = flatten(form(field(), link, note, objects=objects)).data
    with opened(data) as document:
        assert [str(item.Subtype) for item in document.pages[0].Annots] == ["/Link", "/FreeText"]
        assert str(document.pages[0].Annots[0].A.URI) == "https://example.org"
    assert text_in(data, RECT) == "Kari"


def test_document_information_and_metadata_stay() -> None:
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>"
    catalog = b"<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R/Metadata 31 0 R/Lang(nb)>>"
    objects = {
        1: catalog,
        30: b"<</IntegplanKey(2026-0001)>>",
        31: stream(xmp, b"/Type/Metadata/Subtype/XML"),
    }
    with opened(flatten(one(objects=objects, trailer=b"/Info 30 0 R")).data) as document:
        assert str(document.docinfo["/IntegplanKey"]) == "2026-0001"
        assert document.Root.Metadata.read_bytes() == xmp
        assert document.Root.Metadata.read_raw_bytes() == xmp
        assert str(document.Root.Lang) == "nb"


def test_names_on_a_page_do_not_collide_and_pages_share_nothing_by_mistake() -> None:
    """Both pages inherit one resource dictionary that has a /Field1 of its own."""
    own = stream(b"0.5 g 0 0 40 40 re f", b"/Subtype/Form/BBox[0 0 40 40]")
    objects = {
        2: b"<</Type/Pages/Kids[3 0 R 7 0 R]/Count 2/Resources<</XObject<</Field1 21 0 R>>>>>>",
        3: page(b"/Contents 6 0 R", resources=b""),
        6: stream(b"q 1 0 0 1 300 300 cm /Field1 Do Q"),
        7: page(b"/Contents 6 0 R", b"11 0 R 12 0 R", resources=b""),
        20: drawn(b"Kari"),
        21: own,
        22: drawn(b"Ola"),
    }
    second = widget(b"/FT/Tx/T(b)/V(Ola)/AP<</N 22 0 R>>")
    third = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(c)/V(Ola)/Rect[50 600 200 620]/AP<</N 22 0 R>>>>"
    data = form(field(), second, third, objects=objects)
    flat = flatten(data).data
    assert text_in(flat, RECT) == "Kari"
    assert text_in(flat, RECT, page=2) == "Ola"
    assert text_in(flat, (50, 600, 200, 620), page=2) == "Ola"
    assert differing(by_poppler(data), by_poppler(flat)) == 0
    with opened(flat) as document:
        assert sorted(document.pages[1].Resources.XObject.keys()) == ["/Field1", "/Field2"]
        assert "/Font" not in document.pages[0].Resources


@pytest.mark.parametrize(
    "content",
    [
        b"q 0.5 0 0 0.5 0 0 cm",
        b"1 0 0 1 50 50 cm 0 0 5 5 re f",
        b"q q 1 0 0 RG Q",
        b"BT /F 8 Tf 9 9 Td (x) Tj",
        b"/P BMC /Q <</A 1>> BDC",
        b"0.5 0 0 0.5 0 0 cm Q 10 10 500 500 re W n",
        b"50 50 5 5 re f Q Q q",
    ],
)
def test_content_that_leaves_something_open_moves_no_field(content: bytes) -> None:
    data = one(objects={6: stream(content)})
    flat = flatten(data).data
    assert differing(by_poppler(data), by_poppler(flat)) == 0
    assert differing(by_pdfium(data, forms=True), by_pdfium(flat, forms=False)) == 0
    assert text_in(flat, RECT) == "Kari"
    with opened(flat) as document:
        operators = [str(op.operator) for op in pikepdf.parse_content_stream(document.pages[0])]
    assert operators.count("q") == operators.count("Q")
    assert operators.count("BT") == operators.count("ET")


@pytest.mark.parametrize("flags", [2, 32, 4 | 32])
def test_hidden_fields_are_not_drawn_and_what_they_hold_is_told_of(flags: int) -> None:
    hidden = widget(b"/FT/Tx/T(skjult)/V(Ola)/F %d/AP<</N 20 0 R>>" % flags)
    flat = flatten(form(hidden, objects={3: page(), 20: drawn(b"Ola")}))
    assert ink(by_pdfium(flat.data, forms=False)) == 0
    assert [(finding.rule, "«skjult»" in finding.nb) for finding in flat.findings] == [("F202", True)]


def test_a_field_that_is_seen_in_one_place_may_be_hidden_in_another() -> None:
    parent = b"<</FT/Tx/T(a)/V(Kari)/Kids[11 0 R 12 0 R]>>"
    seen = widget(b"/Parent 10 0 R/AP<</N 20 0 R>>")
    hidden = widget(b"/Parent 10 0 R/F 2")
    objects = {3: page(annotations=b"11 0 R 12 0 R"), 20: drawn(b"Kari")}
    flat = flatten(form(parent, seen, hidden, listed=[10], objects=objects))
    assert flat.findings == ()
    assert text_in(flat.data, RECT) == "Kari"


@pytest.mark.parametrize(
    ("entries", "shown"),
    [
        (b"/AS/Ja", True),
        (b"/AS/Off", False),
        (b"/AS/Nei", False),
        (b"/V/Ja", True),
        (b"", False),
        (b"/V/Ja/AS/Off", False),
        (b"/AS/P\xe5", True),
    ],
)
def test_a_box_shows_its_state(entries: bytes, shown: bool) -> None:
    tick = stream(b"0 0 12 12 re f", b"/Subtype/Form/BBox[0 0 12 12]")
    box = widget(b"/FT/Btn/T(a)/AP<</N<</Ja 20 0 R/P\xe5 20 0 R>>>>%b" % entries)
    flat = flatten(form(box, objects={3: page(), 20: tick}))
    assert bool(ink(by_pdfium(flat.data, forms=False))) is shown


def test_a_signed_document_is_refused() -> None:
    signature = widget(b"/FT/Sig/T(s)/V<</Type/Sig/Filter/Adobe.PPKLite/ByteRange[0 1 2 3]/Contents<00>>>")
    with pytest.raises(InputError) as caught:
        flatten(form(signature))
    assert "signert" in caught.value.nb
    with pytest.raises(InputError):
        flatten(one(objects={1: b"<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R/Perms<</DocMDP 30 0 R>>>>", 30: b"<<>>"}))


def test_an_unsigned_signature_field_disappears() -> None:
    signature = widget(b"/FT/Sig/T(s)/AP<</N 20 0 R>>")
    flat = flatten(form(signature, objects={3: page(), 20: stream(b"", b"/Subtype/Form/BBox[0 0 9 9]")}))
    assert flat.findings == ()
    assert remains(flat.data) == []


@pytest.mark.parametrize("version", [3, 4, 6])
@pytest.mark.parametrize("given", ["bruker", "eier", ""])
def test_encryption_and_permissions_stay(version: int, given: str) -> None:
    allow = pikepdf.Permissions(modify_form=False, print_highres=False, extract=True)
    user = "" if not given else "bruker"
    target = io.BytesIO()
    with opened(one()) as document:
        modern = version > 3
        encryption = pikepdf.Encryption(user=user, owner="eier", R=version, aes=modern, metadata=modern, allow=allow)
        document.save(target, encryption=encryption)
    flat = flatten(target.getvalue(), password=given).data
    with opened(flat, user) as document:
        assert document.is_encrypted
        assert version == document.encryption.R
        assert document.allow == opened(target.getvalue(), user).allow
        assert "/AcroForm" not in document.Root
    with opened(flat, "eier") as document:
        assert document.owner_password_matched
        clear = io.BytesIO()
        document.save(clear, encryption=False)
    assert text_in(clear.getvalue(), RECT) == "Kari"
    assert is_sealed(flat)


def test_a_wrong_password_is_told_of_and_one_too_many_is_passed_over() -> None:
    target = io.BytesIO()
    with opened(one()) as document:
        document.save(target, encryption=pikepdf.Encryption(user="bruker", owner="eier"))
    with pytest.raises(InputError, match="passord"):
        flatten(target.getvalue(), password="feil")
    assert text_in(flatten(one(), password="feil").data, RECT) == "Kari"


def test_xfa_beside_fields_is_removed_and_xfa_alone_refused() -> None:
    xfa = {30: stream(b"<xdp/>")}
    flat = flatten(one(acroform=b"/XFA 30 0 R", objects=xfa))
    assert [finding.rule for finding in flat.findings] == ["F207"]
    assert b"xdp" not in flat.data
    with pytest.raises(InputError, match="XFA"):
        flatten(form(acroform=b"/XFA 30 0 R", objects=xfa))


def test_a_missing_appearance_is_drawn() -> None:
    flat = flatten(one(objects={20: b"null"}, acroform=b"/DR<</Font<</F %b>>>>" % FONT))
    assert text_in(flat.data, RECT) == "Kari"
    assert [finding.rule for finding in flat.findings] == ["F205"]


@pytest.mark.parametrize("appearance", [b"(text)", b"<<>>", b"99 0 R"])
def test_an_appearance_that_is_none_is_drawn(appearance: bytes) -> None:
    broken = widget(b"/FT/Tx/T(a)/V(Kari)/DA(/F 10 Tf 0 g)/AP %b" % appearance)
    flat = flatten(form(broken, objects={3: page()}))
    assert text_in(flat.data, RECT) == "Kari"


def test_what_a_form_asks_viewers_to_draw_is_drawn_from_its_values() -> None:
    flat = flatten(one(objects={20: drawn(b"gammelt")}, acroform=b"/NeedAppearances true"))
    assert text_in(flat.data, RECT) == "Kari"


def test_an_appearance_that_shows_no_text_is_drawn_anew_where_text_is_stored() -> None:
    border = stream(b"0.5 0.5 149 19 re S", b"/Subtype/Form%b" % BOX)
    flat = flatten(one(objects={20: border}))
    assert text_in(flat.data, RECT) == "Kari"


def test_a_barcode_is_kept_as_it_is() -> None:
    bars = stream(b"0 0 3 20 re 5 0 2 20 re f", b"/Subtype/Form%b" % BOX)
    data = one(b"/PMD<</Symbology/QRCode>>", objects={20: bars})
    flat = flatten(data)
    assert flat.findings == ()
    assert differing(by_poppler(data), by_poppler(flat.data)) == 0


def test_boxes_without_appearances_are_drawn_as_they_stand() -> None:
    ticked = widget(b"/FT/Btn/T(a)/V/Ja/AS/Ja/MK<</BC[0]/CA(4)>>")
    empty = b"<</Type/Annot/Subtype/Widget/FT/Btn/T(b)/V/Off/AS/Off/MK<</BC[0]>>/Rect[50 600 200 620]>>"
    flat = flatten(form(ticked, empty, objects={3: page(annotations=b"10 0 R 11 0 R")})).data
    pages = by_pdfium(flat, forms=False, scale=2)
    tick, box = (ink([pages[0][2 * (842 - top) : 2 * (842 - top) + 40]]) for top in (720, 620))
    assert tick > box > 0


@pytest.mark.parametrize(("asks", "seen"), [(b"true", True), (b"false", False)])
def test_the_frame_of_an_empty_box_is_drawn_where_viewers_are_asked_to(asks: bytes, seen: bool) -> None:
    """It has an appearance for the state on only."""
    tick = stream(b"0 0 12 12 re f", b"/Subtype/Form/BBox[0 0 12 12]")
    box = widget(b"/FT/Btn/T(a)/V/Off/AS/Off/MK<</BC[0]>>/AP<</N<</Ja 20 0 R>>>>")
    flat = flatten(form(box, objects={3: page(), 20: tick}, acroform=b"/NeedAppearances %b" % asks)).data
    assert (0 < ink(by_pdfium(flat, forms=False)) < 1000) is seen


def test_radio_buttons_without_a_stored_value_keep_the_one_that_is_seen() -> None:
    """The drawing of one lacks; the group says nothing, only the other widget shows that it is on."""
    dot = stream(b"2 2 8 8 re f", b"/Subtype/Form/BBox[0 0 12 12]")
    group = b"<</FT/Btn/Ff 49152/T(a)/Kids[11 0 R 12 0 R]>>"
    on = widget(b"/Parent 10 0 R/AS/en/AP<</N<</en 20 0 R/Off 5 0 R>>>>")
    bare = b"<</Type/Annot/Subtype/Widget/Parent 10 0 R/MK<</BC[0]>>/Rect[50 600 62 612]>>"
    objects = {3: page(annotations=b"11 0 R 12 0 R"), 20: dot}
    flat = flatten(form(group, on, bare, listed=[10], objects=objects)).data
    whole = by_pdfium(flat, forms=False)[0]
    assert ink([whole[842 - 720 : 842 - 700]]) > 100
    assert ink([whole[842 - 612 : 842 - 600]]) > 0


def test_a_value_that_cannot_be_drawn_is_an_error() -> None:
    """A choice that the list does not offer, with no appearance."""
    choice = widget(b"/FT/Ch/Ff 131072/T(a)/V(Kari)/Opt[(Ola)]")
    flat = flatten(form(choice, objects={3: page()}))
    assert [(finding.rule, finding.field, finding.severity) for finding in flat.findings] == [("F203", "a", "error")]


def test_a_box_in_a_state_that_it_does_not_have_is_an_error() -> None:
    """Viewers show it empty, but it was meant to be ticked."""
    tick = stream(b"0 0 12 12 re f", b"/Subtype/Form/BBox[0 0 12 12]")
    box = widget(b"/FT/Btn/T(a)/V/Yes/AS/Yes/AP<</N<</Ja 20 0 R/Off 5 0 R>>>>")
    assert rules(form(box, objects={3: page(), 20: tick})) == ["F203"]


def test_text_that_is_cut_off_is_told_of() -> None:
    cut = one(objects={10: field(value=b"(Kari Nordmann fra Oslo)")})
    assert rules(cut) == ["F204"]
    assert (
        rules(one(objects={10: field(value=b"(Kari Nordmann fra Oslo)"), 20: drawn(b"Kari Nordmann fra Oslo")})) == []
    )


def test_characters_that_no_font_shows_are_an_error() -> None:
    value = "(\ufeff\u13a0\u13a1)".encode("utf-16-be").replace(b"\x00(", b"(").replace(b"\x00)", b")")
    findings = flatten(one(objects={10: field(value=value), 20: b"null"})).findings
    assert ("F005", "error") in [(finding.rule, finding.severity) for finding in findings]


def test_scripts_and_usage_rights_go_with_the_fields() -> None:
    catalog = b"<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R/OpenAction 30 0 R/AA<</WP 30 0 R>>"
    catalog += b"/Names<</JavaScript<</Names[(a)30 0 R]>>/Dests<<>>>>/Perms<</UR3 31 0 R>>>>"
    objects = {1: catalog, 30: b"<</S/JavaScript/JS(app.alert\\(1\\))>>", 31: b"<</Type/Sig/Contents<00>>>"}
    flat = flatten(one(objects=objects))
    assert [finding.rule for finding in flat.findings] == ["F206"]
    with opened(flat.data) as document:
        assert sorted(document.Root.keys()) == ["/Names", "/Pages", "/Type"]
        assert list(document.Root.Names.keys()) == ["/Dests"]
        assert all(item.get("/S") != "/JavaScript" for item in document.objects if isinstance(item, pikepdf.Dictionary))


def test_whatever_points_to_a_field_points_to_it_no_more() -> None:
    link = b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Hide/T[10 0 R(b)]/Next<</S/Hide/T 10 0 R>>>>>>"
    objects = {3: page(annotations=b"10 0 R 11 0 R"), 20: drawn(b"Kari")}
    with opened(flatten(form(field(), link, listed=[10], objects=objects)).data) as document:
        action = document.pages[0].Annots[0].A
        assert list(action.T) == [None, pikepdf.String("b")]
        assert "/T" not in action.Next


def test_a_field_on_a_layer_stays_on_it() -> None:
    """The layer is switched off; the appearance must not be seen, but is there when it is switched on."""
    layers = b"/OCProperties<</OCGs[30 0 R]/D<</OFF[30 0 R]>>>>"
    catalog = b"<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R%b>>" % layers
    objects = {1: catalog, 30: b"<</Type/OCG/Name(Merknader)>>", 6: stream(b"")}
    hidden = flatten(one(b"/OC 30 0 R", objects)).data
    assert ink(by_poppler(hidden)) == 0
    shown = flatten(one(b"/OC 30 0 R", objects | {1: catalog.replace(b"/OFF", b"/ON")})).data
    assert ink(by_poppler(shown)) > 20


def test_fonts_that_only_the_form_has_are_lent_to_the_drawing() -> None:
    objects = {3: page(resources=b""), 20: drawn(b"Kari", BOX)}
    symbols = FONT.replace(b"Helvetica/Encoding/WinAnsiEncoding", b"Symbol")
    flat = flatten(one(objects=objects, acroform=b"/DR<</Font<</F %b/G %b>>>>" % (FONT, symbols))).data
    assert text_in(flat, RECT) == "Kari"
    with opened(flat) as document:
        [drawing] = document.pages[0].Resources.XObject.values()
        assert list(drawing.Resources.Font.keys()) == ["/F"]


def test_widgets_no_field_list_has_are_drawn_too() -> None:
    flat = flatten(one(listed=[]))
    assert text_in(flat.data, RECT) == "Kari"
    assert remains(flat.data) == []


def test_a_widget_written_into_the_page_itself_is_drawn_too() -> None:
    inside = page(annotations=field(), resources=b"")
    flat = flatten(form(listed=[], shown=[], objects={3: inside, 20: drawn(b"Kari")})).data
    assert text_in(flat, RECT) == "Kari"
    assert remains(flat) == []


HOSTILE = sorted((SHARED / "corpus" / "hostile").glob("*.pdf"))


@pytest.mark.skipif(not HOSTILE, reason="no corpus")
def test_no_file_is_too_strange_to_be_flattened_or_refused() -> None:
    for path in HOSTILE:
        if "bomb" in path.name:
            continue
        try:
            flat = flatten(path.read_bytes())
        except InputError:
            continue
        if "F201" not in [finding.rule for finding in flat.findings]:
            assert [what for what in remains(flat.data) if what != "field"] == [], path.name
