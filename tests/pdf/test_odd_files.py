"""Everything that other readers read wrongly, one case each: what must come out, and what must be said of it."""

from __future__ import annotations

import io
import zlib

import pikepdf
import pytest

from integplan_pdf.pdf.read import read_form
from tests.pdf.reading import FIRST, box, choice, form, hexed, states, stream, text, updated, widget

KIDS = b"/Kids[11 0 R 12 0 R]"
KID = b"<</Type/Annot/Subtype/Widget/Rect[50 600 62 612]/Parent 10 0 R%b%b>>"
FIVE = "Å – 5"

CASES: dict[str, tuple[bytes, object, set[str]]] = {
    "utf-16 big-endian": (form(text(hexed(b"\xfe\xff" + FIVE.encode("utf-16-be")))), FIVE, set()),
    "utf-16 little-endian": (form(text(hexed(b"\xff\xfe" + FIVE.encode("utf-16-le")))), FIVE, set()),
    "utf-8 with its mark": (form(text(hexed(b"\xef\xbb\xbf" + FIVE.encode()))), FIVE, set()),
    "pdfdoc": (form(text(hexed(b"\xc5 \x85 5"))), FIVE, set()),
    "language escape in utf-16": (
        form(text(hexed(b"\xfe\xff" + "\x1bnb-NO\x1bhei".encode("utf-16-be")))),
        "hei",
        set(),
    ),
    "language escape in utf-8": (form(text(hexed(b"\xef\xbb\xbf\x1bnb\x1bhei"))), "hei", set()),
    "value in a stream": (form(text(b"30 0 R"), objects={30: stream(b"hei")}), "hei", set()),
    "value in a packed stream": (
        form(text(b"30 0 R"), objects={30: stream(zlib.compress(b"hei"), b"/Filter/FlateDecode")}),
        "hei",
        set(),
    ),
    "tick in /AS alone": (form(box(b"/AS/Yes")), "Yes", {"V036"}),
    "/V on and /AS off": (form(box(b"/V/Yes/AS/Off")), "Yes", {"V026"}),
    "/V off and /AS on": (form(box(b"/V/Off/AS/Yes")), "Off", {"V026"}),
    "radio ticked in /AS alone": (
        form(
            b"<</FT/Btn/Ff 32768/T(a)%b>>" % KIDS,
            KID % (states(b"A"), b"/AS/Off"),
            KID % (states(b"B"), b"/AS/B"),
            listed=[10],
            shown=[11, 12],
        ),
        "B",
        {"V036"},
    ),
    "boolean for a state's name": (form(box(b"/V true")), "Off", {"V029"}),
    "two fields of one name, two values": (form(text(b"(1)"), text(b"(2)")), "1", {"V025"}),
    "two fields of one name, one empty": (form(text(b"()"), text(b"(2)")), "2", {"V025"}),
    "widget on the page, not in /Fields": (form(text(b"(hei)"), listed=[]), "hei", {"V024"}),
    "type from the parent": (
        form(b"<</FT/Tx/T(a)/Kids[11 0 R]>>", widget(b"/Parent 10 0 R/V(hei)"), listed=[10], shown=[11]),
        "hei",
        set(),
    ),
    "two disconnected copies, as Quartz leaves them": (
        form(text(b"null"), text(b"(hei)"), listed=[10], shown=[11]),
        "hei",
        {"V024", "V025"},
    ),
    "XFA beside the fields": (
        form(text(b"(hei)"), acroform=b"/XFA 30 0 R", objects={30: stream(b"<xdp/>")}),
        "hei",
        {"V023"},
    ),
    "the newest of two updates": (
        updated(updated(form(text(b"(1)")), {FIRST: text(b"(2)")}), {FIRST: text(b"(3)")}),
        "3",
        set(),
    ),
    "export value": (form(choice(b"(no)")), "no", set()),
    "display text": (form(choice(b"(Norsk)")), "no", {"V037"}),
    "value that is no choice": (form(choice(b"(sv)")), "sv", {"V032"}),
    "several choices": (form(choice(b"[(no)(Engelsk)]", flags=1 << 21)), ("no", "en"), {"V037"}),
    "on-state in Latin-1": (form(box(b"/V/P#E5/AS/P#E5", on=b"P#E5")), "På", set()),
    "box with a down appearance only": (form(widget(b"/FT/Btn/T(a)/V/Ja/AS/Ja/AP<</D<</Ja 5 0 R>>>>")), "Ja", set()),
    "rich text that was left behind": (form(text(b"(ny)", entries=b"/RV(<p>gammel</p>)")), "ny", {"V028"}),
    "nothing stored": (form(text(b"null")), None, set()),
    "empty text stored": (form(text(b"()")), "", set()),
}


@pytest.mark.parametrize("name", CASES)
def test_odd_values(name: str) -> None:
    data, value, rules = CASES[name]
    stored = read_form(data)
    assert stored.by_name()["a"].value == value
    assert {finding.rule for finding in stored.findings} == rules


@pytest.mark.parametrize("version", [2, 3, 4, 6])
@pytest.mark.parametrize(("user", "given"), [("", ""), ("", "feil"), ("åpne", "åpne"), ("åpne", "eier")])
def test_encrypted_with_empty_or_given_password(version: int, user: str, given: str) -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(form(text(hexed(b"\xfe\xff" + FIVE.encode("utf-16-be")))))) as pdf:
        pdf.save(
            target, encryption=pikepdf.Encryption(user=user, owner="eier", R=version, aes=version > 3, metadata=False)
        )
    assert read_form(target.getvalue(), password=given).values() == {"a": FIVE}
