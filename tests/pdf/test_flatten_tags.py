"""In tagged documents what was drawn for a field stands where the field stood."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from integplan_pdf.model.template import Field, FieldKind, FieldValue
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.flatten import flatten
from integplan_pdf.pdf.flatten.words import box_text
from integplan_pdf.pdf.write import fill
from tests.paths import FORM
from tests.pdf.flattening import checked_by_qpdf, remains
from tests.pdf.reading import form, stream, widget
from tests.vera import validate

FONT = b"/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
KARI = stream(b"BT /F 10 Tf 2 5 Td (Kari) Tj ET", b"/Subtype/Form/BBox[0 0 150 20]%b" % FONT)
TICK = stream(b"1 1 10 10 re f", b"/Subtype/Form/BBox[0 0 12 12]")
BORDER = stream(b"1 1 10 10 re S", b"/Subtype/Form/BBox[0 0 12 12]")
TEXT = b"/FT/Tx/T(a)/TU(Fullt navn)/V(Kari)/AP<</N 50 0 R>>/StructParent 1"


def tagged(*fields: bytes, elements: dict[int, bytes], parents: bytes = b"", root: bytes = b"") -> bytes:
    """Return a tagged page with the words `Navn` as marked content 0; element 31 is the document's."""
    annotations = b" ".join(b"%d 0 R" % (10 + number) for number in range(len(fields)))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[%b]/Contents 6 0 R/StructParents 0%b>>"
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/AcroForm 4 0 R/StructTreeRoot 30 0 R/MarkInfo<</Marked true>>/Lang(nb-NO)>>",
        3: page % (annotations, FONT),
        6: stream(b"/P <</MCID 0>> BDC BT /F 10 Tf 50 730 Td (Navn) Tj ET EMC"),
        30: b"<</Type/StructTreeRoot/K[31 0 R]/ParentTree 39 0 R%b>>" % root,
        32: b"<</S/P/P 31 0 R/Pg 3 0 R/K 0>>",
        39: b"<</Nums[0[32 0 R]%b]>>" % parents,
        50: KARI,
        51: TICK,
        52: BORDER,
    }
    return form(*fields, objects=objects | elements)


def opened(data: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(data))


def tree(data: bytes) -> Any:
    """Return the structure tree as nested lists: a role and its kids; marked content as its number."""
    with opened(data) as document:
        return [_branch(kid) for kid in document.Root.StructTreeRoot.K]


def _branch(element: Any) -> Any:
    if isinstance(element, int):
        return element
    if element.get("/Type") == "/MCR":
        return int(element.MCID)
    return [str(element.S)[1:], *map(_branch, _kids(element))]


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K", pikepdf.Array())
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def elements(document: pikepdf.Pdf) -> Iterator[Any]:
    waiting = list(document.Root.StructTreeRoot.K)
    while waiting:
        element = waiting.pop(0)
        yield element
        waiting += [kid for kid in _kids(element) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]


def forms(document: pikepdf.Pdf) -> list[Any]:
    return [element for element in elements(document) if element.S == "/Form"]


def assert_consistent(data: bytes) -> None:
    """Every marked-content number is in the page once, and the parent tree leads from it to its element."""
    assert remains(data) == []
    assert checked_by_qpdf(data) == ""
    with opened(data) as document:
        parents = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
        assert document.Root.StructTreeRoot.get("/ParentTreeNextKey", 10**6) > max(parents)
        for page in document.pages:
            content = b"\n".join(item.read_bytes() for item in _streams(page.obj.Contents))
            used = [int(number) for number in re.findall(rb"/MCID (\d+)", content)]
            assert len(used) == len(set(used))
            for element in elements(document):
                for kid in _kids(element):
                    number = _number(kid, element, page.obj)
                    if number is not None:
                        assert number in used
                        assert parents[page.obj.StructParents][number].objgen == element.objgen


def _streams(contents: Any) -> list[Any]:
    return list(contents) if isinstance(contents, pikepdf.Array) else [contents]


def _number(kid: Any, element: Any, page: Any) -> int | None:
    if isinstance(kid, int):
        return kid if element.Pg.objgen == page.objgen else None
    return int(kid.MCID) if kid.get("/Type") == "/MCR" and kid.Pg.objgen == page.objgen else None


def objr(number: int) -> bytes:
    return b"<</Type/OBJR/Pg 3 0 R/Obj %d 0 R>>" % number


DOCUMENT = b"<</S/Document/P 30 0 R/K[32 0 R 33 0 R]>>"


def test_the_element_of_a_text_holds_it() -> None:
    parts = {31: DOCUMENT, 33: b"<</S/Form/P 31 0 R/K %b>>" % objr(10)}
    flat = flatten(tagged(widget(TEXT), elements=parts, parents=b"1 33 0 R")).data
    assert_consistent(flat)
    assert tree(flat) == [["Document", ["P", 0], ["Form", 1]]]
    with opened(flat) as document:
        [element] = forms(document)
        [attributes] = element.A
        assert (str(attributes.O), str(attributes.Role)) == ("/PrintField", "/tv")
        assert str(attributes.Desc) == "Fullt navn"
        assert "/Alt" not in element
        assert "/ActualText" not in element
        assert list(pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)) == [0]


@pytest.mark.parametrize(("state", "alternative"), [(b"Ja", "avkrysset"), (b"Off", "ikke avkrysset")])
def test_a_box_says_whether_it_is_ticked(state: bytes, alternative: str) -> None:
    box = widget(b"/FT/Btn/T(a)/TU(Trenger tolk)/AS/%b/AP<</N<</Ja 51 0 R/Off 52 0 R>>>>" % state)
    parts = {31: DOCUMENT, 33: b"<</S/Form/P 31 0 R/K[%b]/Alt(gammelt)/A<</O/Layout/Placement/Block>>>>" % objr(10)}
    flat = flatten(tagged(box, elements=parts)).data
    assert_consistent(flat)
    with opened(flat) as document:
        [element] = forms(document)
        assert str(element.Alt) == f"Trenger tolk: {alternative}"
        layout, attributes = element.A
        assert str(layout.Placement) == "/Block"
        assert str(attributes.Role) == "/cb"
        assert str(attributes["/checked"]) == ("/on" if state == b"Ja" else "/off")


def test_text_that_an_old_alternative_would_hide_is_read() -> None:
    """`/Alt` of a field is its name; over text it would be read instead of the text."""
    parts = {31: DOCUMENT, 33: b"<</S/Form/P 31 0 R/K %b/Alt(Navn her)>>" % objr(10)}
    with opened(flatten(tagged(widget(TEXT.replace(b"/TU(Fullt navn)", b"")), elements=parts)).data) as document:
        [element] = forms(document)
        assert "/Alt" not in element
        assert str(element.A[0].Desc) == "Navn her"


def test_a_text_of_several_lines_is_read_with_its_spaces() -> None:
    parts = {31: DOCUMENT, 33: b"<</S/Form/P 31 0 R/K %b>>" % objr(10)}
    with opened(flatten(tagged(widget(TEXT + b"/Ff 4096"), elements=parts)).data) as document:
        assert str(forms(document)[0].ActualText) == "Kari"


def test_a_list_is_read_as_what_is_chosen() -> None:
    options = b"/Opt[[(no)(Norsk)][(en)(Engelsk)]]/V(en)"
    parts = {31: DOCUMENT, 33: b"<</S/Form/P 31 0 R/K %b>>" % objr(10)}
    drawn = widget(b"/FT/Ch/T(a)%b/AP<</N 50 0 R>>" % options)
    with opened(flatten(tagged(drawn, elements=parts)).data) as document:
        assert str(forms(document)[0].ActualText) == "Engelsk"


@pytest.mark.parametrize("appearance", [b"/AP<</N 52 0 R>>", b"", b"/AP<</N 50 0 R>>/F 2"])
def test_the_element_of_a_field_that_says_nothing_is_taken_away(appearance: bytes) -> None:
    """Its border, if any, is an artifact; names and references to the element go with it."""
    empty = widget(b"/FT/Tx/T(a)/StructParent 1%b" % appearance)
    cell = b"<</S/TD/P 31 0 R/K 34 0 R>>"
    parts = {31: DOCUMENT, 33: cell, 34: b"<</S/Form/ID(felt)/P 33 0 R/K %b>>" % objr(10)}
    parts[32] = b"<</S/P/P 31 0 R/Pg 3 0 R/K 0/Ref[34 0 R]>>"
    root = b"/IDTree<</Names[(felt)34 0 R(annet)32 0 R]>>"
    flat = flatten(tagged(empty, elements=parts, parents=b"1 34 0 R", root=root)).data
    assert_consistent(flat)
    assert tree(flat) == [["Document", ["P", 0], ["TD"]]]
    with opened(flat) as document:
        assert list(pikepdf.NameTree(document.Root.StructTreeRoot.IDTree)) == ["annet"]
        content = b"".join(item.read_bytes() for item in _streams(document.pages[0].obj.Contents))
        assert (b"/Artifact BMC" in content) is (b"52" in appearance)
        assert forms(document) == []


def test_a_label_in_the_same_element_stays_beside_the_field() -> None:
    parts = {31: b"<</S/Document/P 30 0 R/K 32 0 R>>", 32: b"<</S/Form/P 31 0 R/Pg 3 0 R/K[0 %b]>>" % objr(10)}
    flat = flatten(tagged(widget(TEXT), elements=parts)).data
    assert_consistent(flat)
    assert tree(flat) == [["Document", ["NonStruct", 0, ["Form", 1]]]]


def test_two_buttons_in_one_element_get_one_each() -> None:
    button = b"/FT/Btn/Ff 49152/T(a)/AS/%b/AP<</N<</%b 51 0 R/Off 52 0 R>>>>"
    first, second = widget(button % (b"Off", b"en")), widget(button % (b"to", b"to"))
    parts = {31: DOCUMENT, 33: b"<</S/Form/P 31 0 R/K[%b%b]>>" % (objr(10), objr(11))}
    flat = flatten(tagged(first, second, elements=parts)).data
    assert_consistent(flat)
    assert tree(flat) == [["Document", ["P", 0], ["NonStruct", ["Form", 1], ["Form", 2]]]]
    with opened(flat) as document:
        assert [str(element.Alt) for element in forms(document)] == ["ikke avkrysset", "avkrysset"]


def test_a_role_of_the_documents_own_counts_as_what_it_is_mapped_to() -> None:
    parts = {31: DOCUMENT, 33: b"<</S/Felt/P 31 0 R/K %b>>" % objr(10)}
    flat = flatten(tagged(widget(TEXT), elements=parts, root=b"/RoleMap<</Felt/Rute/Rute/Form>>")).data
    assert tree(flat) == [["Document", ["P", 0], ["Felt", 1]]]


def test_a_field_that_the_tree_does_not_know_is_read_last() -> None:
    flat = flatten(tagged(widget(TEXT), elements={31: b"<</S/Document/P 30 0 R/K 32 0 R>>"})).data
    assert_consistent(flat)
    assert tree(flat) == [["Document", ["P", 0], ["Form", 1]]]


def test_a_tree_that_points_to_an_older_copy_of_the_field_is_set_right() -> None:
    copy = b"<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/Rect[0 0 9 9]/StructParent 1>>"
    parts = {31: DOCUMENT, 33: b"<</S/Form/P 31 0 R/K %b>>" % objr(40), 40: copy}
    flat = flatten(tagged(widget(TEXT), elements=parts, parents=b"1 33 0 R")).data
    assert_consistent(flat)
    assert tree(flat) == [["Document", ["P", 0], ["Form", 1]]]


def test_a_page_without_a_place_in_the_parent_tree_gets_one() -> None:
    parts = {31: DOCUMENT, 33: b"<</S/Form/P 31 0 R/K %b>>" % objr(10)}
    data = tagged(widget(TEXT), elements=parts, parents=b"7 31 0 R 1 33 0 R")
    data = data.replace(b"/StructParents 0", b"/Structless_ss 0").replace(b"/MCID 0", b"/Mxxx 0")
    flat = flatten(data).data
    with opened(flat) as document:
        assert document.pages[0].obj.StructParents == 8
        parents = pikepdf.NumberTree(document.Root.StructTreeRoot.ParentTree)
        assert parents[8][0].objgen == forms(document)[0].objgen


def test_words_for_a_box() -> None:
    assert box_text("Tolk", "nb-NO", on=True) == "Tolk: avkrysset"
    assert box_text("", "nn", on=False) == "ikkje avkryssa"
    assert box_text("Interpreter", "en", on=False) == "Interpreter: not checked"
    assert box_text("Перекладач", "uk-UA", on=True) == "Перекладач: ☒"


def _value(field: Field) -> FieldValue | None:
    if field.kind is FieldKind.TEXT:
        return "Ærlig Øyvind på Ålesund"[: field.max_length]
    return field.states[-1] if field.states else None


SMALLEST = "uten-foreldreveiledning.uten-norskmaal.signaturlinje.pdf"


@pytest.mark.parametrize(
    ("variant", "filled"),
    [("standard.pdf", True), ("standard.pdf", False), (SMALLEST, True), ("med-veiledning.pdf", True)],
)
def test_the_official_form_stays_pdf_ua_1(variant: str, filled: bool, tmp_path: Path) -> None:
    data = (FORM / variant).read_bytes()
    compiled = compile_template(data)
    values = {field.name: value for field in compiled.template.fields if (value := _value(field)) is not None}
    flat = flatten(fill(compiled, values).data if filled else data)
    assert flat.findings == ()
    assert_consistent(flat.data)
    (tmp_path / "flat.pdf").write_bytes(flat.data)
    outcome = validate(tmp_path / "flat.pdf")
    assert outcome.passed, outcome.failures
    with opened(flat.data) as document:
        seen = forms(document)
        assert all(_kids(element) for element in seen)
        texts = [element for element in seen if element.A[-1].Role == "/tv"]
        assert len(texts) == (sum(field.kind is FieldKind.TEXT for field in compiled.template.fields) if filled else 0)
        boxes = [element for element in seen if "/Alt" in element]
        assert len(boxes) == sum(len(field.widgets) for field in compiled.template.fields if field.states)
        ticked = sum(str(element.Alt).endswith(": avkrysset") for element in boxes)
        assert ticked == (sum(bool(field.states) for field in compiled.template.fields) if filled else 0)
