"""The quick way into ordinary files says what the complete reader says, or nothing."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from integplan_pdf.errors import InputError
from integplan_pdf.model.stored import StoredForm
from integplan_pdf.pdf.read import form as reading
from integplan_pdf.pdf.read import read_form
from integplan_pdf.pdf.read.form import read_completely, read_ordinary
from integplan_pdf.pdf.read.parser import Budget, TooMuchWorkError
from integplan_pdf.pdf.read.quick import QuickFile, UnusualError, file, kept, streams, syntax, xref
from integplan_pdf.pdf.read.quick.syntax import Reference, dictionary, value
from tests.paths import ROOT, SHARED
from tests.pdf.quickfiles import WRITERS, by_pikepdf, mutated, plain, variants
from tests.pdf.reading import FIRST, array, form, pdf, stream, text, updated, widget

OWN = [*sorted((ROOT / "forms").glob("*/*.pdf")), *sorted((ROOT / "samples/planer").glob("*.pdf"))]
CORPUS = sorted((SHARED / "corpus").glob("*/*.pdf"))
PLAN = ROOT / "samples/planer/2026-0001_integreringsplan.pdf"


def answer(data: bytes, *, complete: bool = False) -> object:
    """Return all that a reader says of a file, be it a refusal."""
    try:
        found = read_completely(data) if complete else read_ordinary(data)
    except InputError as error:
        return error.en
    return found and (found, list(found.info.items()))


def agrees(data: bytes) -> bool:
    """Return whether the quick way answers; what it answers must be what the complete reader says."""
    quick = answer(data)
    if quick is not None:
        assert quick == answer(data, complete=True)
    return quick is not None


def read(data: bytes) -> StoredForm:
    found = read_ordinary(data)
    assert found is not None
    assert agrees(data)
    return found


# -- whole files


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_own_files_are_ordinary(path: Path) -> None:
    assert agrees(path.read_bytes())


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_collected_files(path: Path) -> None:
    agrees(path.read_bytes())


@pytest.mark.skipif(not CORPUS, reason="the collection of real forms is not here")
@pytest.mark.parametrize(("folder", "share"), [("blank", 1), ("filled", 0.85), ("flattened", 0.7), ("scanned", 1)])
def test_most_collected_files_are_ordinary(folder: str, share: float) -> None:
    paths = [path for path in CORPUS if path.parent.name == folder]
    assert sum(answer(path.read_bytes()) is not None for path in paths) >= share * len(paths)


@pytest.mark.parametrize("name", WRITERS)
def test_files_written_again_by_other_programs_are_ordinary(name: str) -> None:
    for data in (plain(), PLAN.read_bytes()):
        again = WRITERS[name](data)
        assert read(again).values() == read(data).values()


@pytest.mark.parametrize("name", WRITERS)
def test_updates_of_what_another_program_wrote(name: str) -> None:
    """A table may follow a cross-reference stream."""
    data = WRITERS[name](form(text(b"(x)"), text(b"(y)", b"b")))
    root = re.findall(rb"/Root (\d) 0 R", data)[-1]
    again = updated(data, {}).rpartition(b"/Root 1")
    assert read(again[0] + b"/Root " + root + again[2]) == read(data)


def test_the_small_form_has_something_of_everything() -> None:
    found = read(plain())
    assert found.values() == {
        "navn": "Kari",
        "bo(sted)": "å (Al\\ta)\nto)",
        "å": "Åsa",
        "ja": "Ja",
        "nei": "Off",
        "valg": "b",
        "liste": "2",
        "flere": ("a", "c"),
        "gruppe.1": "en",
        "gruppe.2": "to",
        "annet": "Jø",
        "rik": "a b",
    }
    assert [finding.rule for finding in found.findings] == ["V038"]


# -- changed files


@pytest.mark.parametrize("first", range(0, 600, 100))
def test_changed_bytes(first: int) -> None:
    files = variants()
    answered = sum(agrees(mutated(files[seed % len(files)], seed)) for seed in range(first, first + 100))
    assert 10 <= answered <= 60


@pytest.mark.parametrize("seed", range(8))
def test_changed_bytes_of_a_plan(seed: int) -> None:
    agrees(mutated(PLAN.read_bytes(), seed))


# -- syntax

ORDINARY = {
    "spaces": b"<< /FT /Tx\r\n/T ( a )\t/V\n(x) >>",
    "no spaces": b"<</FT/Tx/T(a)/V(x)>>",
    "hex strings": b"<</FT/Tx/T<6 1>/V<78 7>>>",
    "octal and other escapes": rb"<</FT/Tx/T(a)/V(\170\53\7\n\(\
\))>>",
    "nested parentheses": b"<</FT/Tx/T(a)/V(x(y(z)))>>",
    "names with number signs": b"<</#46T/#54x/T(a)/V(x)>>",
    "names that are not UTF-8": b"<</FT/Btn/T(a)/V/J\xe5/AS/J\xe5/AP<</N<</J\xe5 5 0 R>>>>>>",
    "numbers": b"<</FT/Tx/T(a)/V(x)/Ff +2/Rect[-.5 +1 4. 007]>>",
    "numbers before references": b"<</FT/Tx/T(a)/V(x)/Rect[1 0 20 0 R 1 0 21 0 R]>>",
    "null": b"<</FT/Tx/T(a)/V null/Opt[null]>>",
    "value of its own": b"<</FT/Tx/T(a)/V 22 0 R>>",
    "value that is not there": b"<</FT/Tx/T(a)/V 88 0 R>>",
    "value in a stream": b"<</FT/Tx/T(a)/V 23 0 R>>",
    "appearance whose length stands elsewhere": b"<</FT/Tx/T(a)/V(x)/Subtype/Widget/AP<</N 24 0 R>>>>",
    "stream in a string": b"<</FT/Tx/T(a)/V(mainstream stream)>>",
    "Type of another sort": b"<</FT/Tx/T(a)/V 1/Type 7>>",
    "kids that are one another's": b"<</FT/Tx/T(a)/Kids[10 0 R 10 0 R]>>",
    "true where a number should be": b"<</FT/Tx/T(a)/Ff true/F false/MK<</R 450>>/Rect[0 0 1 true]/Subtype/Widget>>",
}
UNUSUAL = {
    "comment": b"<</FT/Tx%/V(y)\n/T(a)/V(x)>>",
    "null byte": b"<</FT/Tx/T(a)\x00/V(x)>>",
    "vertical tab": b"<</FT/Tx/T(a)\x0b/V(x)>>",
    "doubled key": b"<</FT/Tx/T(a)/V(x)/V(y)>>",
    "doubled key in another spelling": b"<</FT/Tx/T(a)/V(x)/#56(y)>>",
    "reference without spaces": b"<</FT/Tx/T(a)/V 22 0R>>",
    "real number in a reference": b"<</FT/Tx/T(a)/V 22. 0 R>>",
    "key that is no name": b"<</FT/Tx/T(a)(V)(x)>>",
    "key without value": b"<</FT/Tx/T(a)/V>>",
    "brackets that do not match": b"<</FT/Tx/T(a)/V(x)/Rect[0 0 1 1>>>>",
    "string without end": b"<</FT/Tx/T(a)/V(x>>",
    "string that ends the object": b"<</FT/Tx/T(a)/V(x endobj y)>>",
    "other letters in a hex string": b"<</FT/Tx/T(a)/V<78zz>>>",
    "word that is none": b"<</FT/Tx/T(a)/V yes>>",
    "number that goes on": b"<</FT/Tx/T(a)/Ff 2x/V(x)>>",
    "endless number": b"<</FT/Tx/T(a)/Ff %b/V(x)>>" % (b"1" * 5000),
    "deep nesting": b"<</FT/Tx/T(a)/V(x)/X%b1%b>>" % (b"[" * 9, b"]" * 9),
    "parent of its own": b"<</FT/Tx/T(a)/V(x)/Parent<</T(b)>>>>",
    "reference alone": b"22 0 R",
    "stream that ends elsewhere": b"<</FT/Tx/T(a)/V 25 0 R>>",
    "stream that is its own length": b"<</FT/Tx/T(a)/V 26 0 R>>",
    "something after the dictionary": b"<</FT/Tx/T(a)/V(x)>> 1",
    "something after a stream": b"<</FT/Tx/T(a)/V 27 0 R>>",
    "object of another number": b"<</FT/Tx/T(a)/V(x)>>\nendobj\n1 0 obj\n()",
}
OTHERS = {
    20: b"7",
    21: b"8.5",
    22: b"(x)",
    23: stream(b"en\rto"),
    24: stream(b"q Q").replace(b"/Length 3", b"/Length 28 0 R"),
    25: stream(b"q Q").replace(b"/Length 3", b"/Length 2"),
    26: stream(b"q Q").replace(b"/Length 3", b"/Length 26 0 R"),
    27: stream(b"q Q") + b" 1 ",
    28: b"3",
}


@pytest.mark.parametrize("body", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_syntax(body: bytes) -> None:
    assert agrees(form(body, objects=OTHERS))
    assert agrees(by_pikepdf(form(body, objects=OTHERS)))


@pytest.mark.parametrize("body", [body for name, body in UNUSUAL.items() if "another number" not in name])
def test_unusual_syntax_is_left_to_the_complete_reader(body: bytes) -> None:
    assert answer(form(body, objects=OTHERS)) is None


def test_word_that_runs_into_the_end_of_its_object() -> None:
    data = form(widget(b"/FT/Btn/T(a)/AS 20 0 R"), objects={20: b"/x"})
    assert read(data).values() == {"a": "x"}
    start = data.index(b"/x\nendobj")
    assert answer(data[: start + 2] + b"endobj\n" + data[start + 9 :]) is None


def test_object_of_another_number_is_left_to_the_complete_reader() -> None:
    assert answer(form(text(b"(x)")).replace(b"10 0 obj", b"12 0 obj")) is None


@pytest.mark.parametrize("raw", [b"", b"1 2", b"1 0 R 2", b"<<", b">>", b"(a", b"[1", b"nul", b"+", b".", b"/"])
def test_what_is_not_one_value(raw: bytes) -> None:
    with pytest.raises(UnusualError):
        value(raw)


def test_arrays_of_references_and_numbers() -> None:
    found = value(b"[1 0 2 0 R 3 4 0 R 5]")
    assert [item.number if isinstance(item, Reference) else item for item in found] == [1, 0, 2, 3, 4, 5]


# -- the structure of a file


def test_encrypted_files_are_not_ordinary() -> None:
    data = by_pikepdf(plain(), encryption=pikepdf.Encryption(owner="", user="", R=6))
    assert answer(data) is None
    assert read_form(data).values() == read(plain()).values()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(b"startxref", b"startxxxx", id="no startxref"),
        pytest.param(b"0000000000 65535 f \n", b"0000000000 65535 f\n", id="short lines"),
        pytest.param(b"trailer\n<<", b"trailer\n<</Prev 0", id="leads to the beginning"),
        pytest.param(b"trailer\n<<", b"trailer\n<</Prev (1)", id="leads nowhere"),
        pytest.param(b"/Root 1 0 R", b"", id="no catalog"),
        pytest.param(b"xref\n0 ", b"xref\n1 ", id="numbers shifted"),
        pytest.param(b"%PDF-", b"%XXX-", id="no header"),
    ],
)
def test_damaged_structure_is_left_to_the_complete_reader(old: bytes, new: bytes) -> None:
    assert old in form(text(b"(x)"))
    assert answer(form(text(b"(x)")).replace(old, new)) is None


def test_sections_that_lead_to_each_other() -> None:
    data = form(text(b"(x)"))
    start = data.rsplit(b"startxref", 1)[1].split()[0]
    assert read(data.replace(b"trailer\n<<", b"trailer\n<</Prev %b" % start)).values() == {"a": "x"}


def test_bytes_before_the_header() -> None:
    assert read(b"From: post@example.org\n\n" + form(text(b"(x)"))).values() == {"a": "x"}


def test_a_freed_object_is_looked_for_in_older_sections() -> None:
    data = updated(form(text(b"(x)")), {FIRST: text(b"(y)")})
    assert read(data).values() == {"a": "y"}
    table = data.rindex(b"xref\n10 1\n")
    freed = data[:table] + data[table:].replace(b" n ", b" f ", 1)
    assert read(freed).values() == {"a": "x"}


def test_sections_that_overlap_are_left_to_the_complete_reader() -> None:
    data = form(text(b"(x)"))
    assert answer(data.replace(b"trailer\n", b"4 1\n0000000000 65535 f \ntrailer\n")) is None


def in_stream(header: bytes, objects: bytes, *, cut: int = 0, rows: int = 0) -> bytes:
    """Return a form of which object 10 stands in an object stream, as its cross-reference stream says."""
    packed = zlib.compress(header + objects)
    entries = b"/Type/ObjStm/N %d/First %d/Filter/FlateDecode" % (len(header.split()) // 2, len(header))
    plain_form = form(objects={20: stream(packed[: len(packed) - cut], entries)}, listed=[10], shown=[])
    table, end = plain_form.index(b"xref\n0 "), 22
    places = {int(number): found.start() for found in re.finditer(rb"(\d+) 0 obj", plain_form) for number in [found[1]]}
    lines = [b"\x01%b\x00" % places[n].to_bytes(3, "big") if n in places else b"\x00" * 5 for n in range(end)]
    lines[10] = b"\x02\x00\x00\x14\x00"
    content = b"".join(lines[: end - rows])
    trailer = b"/Type/XRef/W[1 3 1]/Root 1 0 R/Size %d" % end
    return plain_form[:table] + b"30 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(content, trailer), table)


def test_object_streams() -> None:
    field = b"<</FT/Tx/T(a)/V(x)>>"
    assert read(in_stream(b"10 0 ", field)).values() == {"a": "x"}
    assert read(in_stream(b"10 0 11 21 ", field + b" 7")).values() == {"a": "x"}
    assert read(in_stream(b"10 0 ", field.replace(b"(x)", b" 21 0 R"))).values() == {}


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(in_stream(b"10 0 10 21 ", b"<</FT/Tx/T(a)/V(x)>> <</FT/Tx/T(a)/V(y)>>"), id="number twice"),
        pytest.param(in_stream(b"11 21 10 0 ", b"<</FT/Tx/T(a)/V(x)>> 7"), id="out of order"),
        pytest.param(in_stream(b"10 0 x 21 ", b"<</FT/Tx/T(a)/V(x)>> 7"), id="no number"),
        pytest.param(in_stream(b"12 0 ", b"<</FT/Tx/T(a)/V(x)>>"), id="not in it"),
        pytest.param(in_stream(b"10 0 ", b"<</FT/Tx/T(a)/V(x)>> 7"), id="two objects in one place"),
        pytest.param(in_stream(b"10 0 ", b"<</FT/Tx/T(a)/V(x)>>", cut=4), id="packed data cut short"),
        pytest.param(in_stream(b"10 0 ", b"<</FT/Tx/T(a)/V 21 0 R>>", rows=1), id="rows cut short"),
    ],
)
def test_unusual_object_streams_are_left_to_the_complete_reader(data: bytes) -> None:
    assert answer(data) is None


@pytest.mark.parametrize("columns", [b"4", b"5", b"0", b"-1", b"100000000000000000", b"1.5", b"(4)"])
@pytest.mark.parametrize("tag", range(6))
def test_predictors(columns: bytes, tag: int) -> None:
    rows = b"".join(b"%c\x01\x00\x02\x03" % tag for _ in range(12))
    entries = b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns %b>>" % columns
    data = form(text(b"(x)"), objects={20: stream(zlib.compress(rows), entries)})
    found = QuickFile(data)
    stored = found.resolve(Reference(20))
    try:
        quick = found._unpacked(stored)[1]
    except (UnusualError, TooMuchWorkError):
        return
    complete = reading._open(data, "", repair=False)
    assert quick == complete.content(complete.getobj(20), 1 << 20)


def test_two_widgets_with_the_same_bytes_are_two() -> None:
    """What is remembered by its bytes must not make two fields one."""
    twin = b"<</Subtype/Widget/Rect[0 0 1 1]/Parent 11 0 R>>"
    data = form(text(b"(x)"), b"<</FT/Tx/T(b)/Kids[20 0 R 21 0 R]>>", shown=[20, 21], objects={20: twin, 21: twin})
    assert [len(field.widgets) for field in read(data).fields] == [1, 2]
    for direct in (twin, b"<</Subtype/Widget/F 2>>"):
        body = b"<</FT/Tx/T(b)/Kids[%b%b]>>" % (direct, direct)
        assert agrees(form(body, shown=[]))
        assert agrees(form(body, body, shown=[]))
        assert agrees(form(body.replace(b"[", b"[[").replace(b"]", b"]]"), shown=[]))


def test_files_do_not_mix() -> None:
    files = [form(text(b"(%d)" % number), widget(b"/FT/Tx/T(b)/TU(%d)" % (number % 2))) for number in range(6)]
    first = [read(data) for data in files]
    assert [read(data) for data in reversed(files)] == first[::-1]
    assert [found.values()["a"] for found in first] == ["0", "1", "2", "3", "4", "5"]


_AP = b"/AP<</N 30 0 R>>"
ALIKE = (
    widget(b"/FT/Tx/T(a)/V(x)" + _AP),
    widget(b"/FT/Tx/T(a)/V(y\\)\\051)" + _AP),
    widget(b"/FT/Tx/T(a)/V()" + _AP),
    widget(b"/FT/Tx/T(a)/V<FEFF0041>" + _AP),
    widget(b"/FT/Tx/T(a)/V(\xc3\xa5)" + _AP),
    widget(b"/FT/Tx/T(a)/V(\x7f\x9f)" + _AP),
    widget(b"/FT/Tx/T(a)/V(x(y))" + _AP),
    widget(b"/FT/Tx/T(a)/V(/AP<</N 31 0 R>>)" + _AP),
    widget(b"/FT/Tx/T(a)/V(/V(x))" + _AP),
    widget(b"/FT/Tx/T(a)" + _AP),
    widget(b"/FT/Tx/T(a)/V" + _AP),
    widget(b"/FT/Tx/T(a)/V/AP" + _AP),
    widget(b"/FT/Tx/T(a)/V 33 0 R" + _AP),
    widget(b"/FT/Tx/T(a)/V(x)/AP<</N 31 0 R>>"),
    widget(b"/FT/Tx/T(a)/V(x)/AP<</N 32 0 R>>"),
    widget(b"/FT/Tx/T(a)/V(x)/AP<</N 88 0 R>>"),
    widget(b"/FT/Tx/T(a)/V(x)/AP<</N<</a 30 0 R>>>>"),
    widget(b"/FT/Tx/T(a)/V(x)/AP()"),
    widget(b"/FT/Tx/T(a)/V(x)/AP"),
    widget(b"/FT/Tx/T(a)/V(x)"),
    widget(b"/FT/Tx/T(a)/#56(x)/MK<</V(y)>>" + _AP),
    widget(b"/FT/Tx/T(a)/#56(x)/MK<</V(z)>>" + _AP),
    widget(b"/FT/Tx/T(a)/TU(/V (x))" + _AP),
    widget(b"/FT/Tx/T(a)/TU(/V (y))" + _AP),
    widget(b"/FT/Tx/T(a)/TU(/V (x))/V(y)" + _AP),
    widget(b"/FT/Tx/T(a)/V(x)/RV(y)" + _AP),
    widget(b"/FT/Tx/T(a)/V(x)/RV(x)" + _AP),
    widget(b"/FT/Tx/T(a)/V(z)/RV(x)" + _AP),
    widget(b"/FT/Tx/T(a)/V(x)/Ff 35 0 R"),
    widget(b"/FT/Tx/T(a)/V(x)/MK<</R 36 0 R>>"),
    widget(b"/FT/Tx/T(a)/V(x)/Opt[33 0 R]"),
    widget(b"/FT/Tx/T(a)/TU(/AP<</N 30 0 R>>)" + _AP),
    widget(b"/FT/Tx/T(a)/TU(/AP<</N 88 0 R>>)" + _AP),
    widget(b"/FT/Btn/T(a)/V()/AP<</N<</a 30 0 R/Off 30 0 R>>>>"),
    widget(b"/FT/Btn/T(a)/V(a)/AP<</N<</a 30 0 R/Off 30 0 R>>>>"),
    widget(b"/FT/Btn/T(a)/V/a/AS/a/AP<</N<</a 30 0 R/Off 30 0 R>>>>"),
    widget(b"/FT/Btn/T(a)/V/a/AS/Off/AP<</N<</a 30 0 R/Off 30 0 R>>>>"),
    widget(b"/FT/Btn/T(a)/AS/a/AP<</N<</Off 30 0 R/Aus 30 0 R>>/D 31 0 R>>"),
    widget(b"/FT/Btn/T(a)/AP<</N 30 0 R>>"),
    widget(b"/FT/Btn/T(a)/AP<</N<</Off 30 0 R>>/D 31 0 R>>"),
    widget(b"/FT/Ch/T(a)/V(x)/Opt[(x)(y)]" + _AP),
    widget(b"/FT/Ch/T(a)/V(z)/Opt[(x)(y)]" + _AP),
    widget(b"/FT/Sig/T(a)/V<</V(x)>>" + _AP),
)
"""Fields that are nearly the same. What they refer to is not the same in the second file."""

REFERRED = (
    {30: stream(b""), 31: stream(b""), 32: b"<</a 30 0 R>>", 33: b"(x)", 35: b"1", 36: b"90"},
    {30: b"<</a 31 0 R>>", 31: b"<</a 30 0 R/b 30 0 R>>", 32: stream(b""), 33: b"/x", 35: b"4096", 36: b"180"},
)


@pytest.mark.parametrize("first", range(len(ALIKE)))
def test_what_is_remembered_is_only_used_where_all_else_is_the_same(first: int) -> None:
    for second in ALIKE:
        kept._kept.clear()
        for objects in REFERRED:
            agrees(form(ALIKE[first], objects=objects))
            agrees(form(second, objects=objects))


@pytest.mark.parametrize(
    "other",
    [
        form(ALIKE[0], shown=[], objects=REFERRED[0]),
        form(ALIKE[0], listed=[], objects=REFERRED[0]),
        form(listed=[20], shown=[21], objects={**REFERRED[0], 20: b"<</T(b)/Kids[21 0 R]>>", 21: ALIKE[0]}),
        form(listed=[20], shown=[21], objects={**REFERRED[0], 20: b"<</T(b)/Ff 2/Kids[21 0 R]>>", 21: ALIKE[0]}),
        form(
            shown=[],
            listed=[20],
            objects={
                **REFERRED[0],
                2: b"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2>>",
                6: b"<</Type/Page/Parent 2 0 R/Annots[20 0 R]>>",
                20: ALIKE[0],
            },
        ),
        form(ALIKE[0], ALIKE[0], objects=REFERRED[0]),
        form(ALIKE[0], shown=[FIRST, FIRST], listed=[FIRST, FIRST], objects=REFERRED[0]),
    ],
)
def test_the_same_object_elsewhere_is_another_field(other: bytes) -> None:
    kept._kept.clear()
    first = form(ALIKE[0], objects=REFERRED[0])
    assert [agrees(data) for data in (first, other, first, other)] == [True] * 4


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syntax, "_MOST_KEPT", 50)
    monkeypatch.setattr(kept, "_MOST", 20)
    for known in (syntax._values, syntax._names, kept._kept):
        known.clear()
    for number in range(40):
        fields = [b"<</FT/Tx/T(%d)/TU(%d)/K%d 1>>" % (index, index + number, index) for index in range(40)]
        assert len(read(form(*fields, shown=[])).fields) == 40
        assert max(map(len, (syntax._values, syntax._names))) <= 50
        assert len(kept._kept) <= 20
    read(form(text(b"(x(y))"), text(b"[(x)(y)]", b"b"), text(b"(x)", b"c")))
    assert all(not known.get("V") for known in kept._kept.values())
    long = b"<</FT/Tx/T(a)/TU(%b)>>" % (b"x" * 5000)
    read(form(long, shown=[]))
    assert long not in kept._kept
    assert all(len(raw) <= 128 for raw in syntax._values)


# -- work


def unbounded(pattern: re.Pattern[Any]) -> list[object]:
    """Return the repetitions without end in a pattern that can be tried again."""
    parser = re._parser  # type: ignore[attr-defined]
    found: list[object] = []

    def look(parts: object) -> None:
        repeats = isinstance(parts, tuple) and len(parts) == 2 and str(parts[0]) in {"MAX_REPEAT", "MIN_REPEAT"}
        if repeats and int(parts[1][1]) > 40:
            found.append(parts)
        if isinstance(parts, tuple | list | parser.SubPattern):
            for part in parts:
                look(part)

    look(parser.parse(pattern.pattern, pattern.flags))
    return found


def test_no_pattern_tries_twice() -> None:
    assert unbounded(re.compile(rb"(?:a|b)*c"))
    patterns = [
        item
        for module in (syntax, streams, xref, file)
        for item in vars(module).values()
        if isinstance(item, re.Pattern)
    ]
    assert len(patterns) >= 10
    assert [pattern for pattern in patterns if unbounded(pattern)] == []


@pytest.mark.parametrize(
    "junk",
    [
        b"(" * 200_000,
        b"[" * 200_000,
        b"<<" * 100_000,
        b"<</A" * 50_000,
        b"1 " * 100_000 + b"S",
        b"1" + b" " * 200_000 + b"S",
        b"1 0 " * 50_000 + b"S",
        b"[1 0 R " * 30_000,
        b"(\\" * 100_000,
        b"/" * 200_000,
        b"<" + b"0" * 200_000,
        b"9" * 200_000,
        b"true" * 50_000,
        b"[(a)" * 50_000,
        b"/V(" * 100_000,
        b"/V (\\" * 100_000,
        b"/AP<<" + b" " * 200_000,
        b"/AP <</N 1 0 R" * 20_000,
    ],
)
def test_hostile_strings_are_refused_at_once(junk: bytes) -> None:
    for raw in (junk, b"<</V " + junk + b">>", b"[" + junk + b"]"):
        with pytest.raises(UnusualError):
            value(raw)
    for way in (dictionary, kept.entries):
        with pytest.raises(UnusualError):
            way(b"<</T(a)/V " + junk + b">>")


def test_what_is_read_is_paid_for() -> None:
    data = PLAN.read_bytes()
    found = QuickFile(data)
    left = found.budget.read
    reading._form(found, repaired=False)
    parsed = sum(len(body) for body in re.findall(rb"obj\s(<<.*?>>)\s*(?:endobj|stream)", data[-60_000:], re.DOTALL))
    assert left - found.budget.read >= 9 * parsed > 0


def test_a_file_of_too_much_work_is_left_early() -> None:
    """The same large object under ever new numbers: what is parsed stays within what the file's size allows."""
    body = b"<</FT/Tx/T(a)/V(x)/X[%b]>>" % (b"1 " * 50_000)
    fields = dict.fromkeys(range(20, 40), body)
    data = form(listed=list(fields), shown=[], objects=fields)
    spent = Budget.of(len(data)).read
    assert spent < 9 * 20 * len(body)
    found = QuickFile(data)
    with pytest.raises(TooMuchWorkError):
        reading._form(found, repaired=False)
    assert len(found._found) <= spent // (9 * len(body)) + 5


@pytest.mark.parametrize("length", [8 << 20, 64 << 20])
def test_packed_object_stream_without_measure(length: int) -> None:
    inner = stream(zlib.compress(b" " * length), b"/Type/ObjStm/N 1/First %d/Filter/FlateDecode" % (length - 10))
    data = pdf({2: b"<</Type/Pages/Kids[]>>", 5: inner})
    with pytest.raises((UnusualError, TooMuchWorkError)):
        QuickFile(data)._contents(5)


def test_many_fields_that_are_one() -> None:
    data = form(text(b"(x)"), listed=[FIRST] * 3000)
    assert agrees(data)


def test_kids_without_end() -> None:
    loop = {20: b"<</T(a)/Kids[21 0 R]>>", 21: b"<</T(b)/Kids[20 0 R 22 0 R]>>", 22: b"<</T(c)/FT/Tx/Parent 22 0 R>>"}
    assert agrees(form(listed=[20], shown=[22], objects=loop))
    deep = {20 + depth: b"<</T(a)/Kids%b>>" % array([21 + depth]) for depth in range(400)}
    assert agrees(form(listed=[20], shown=[], objects={**deep, 420: b"<</T(a)/FT/Tx/V(x)>>"}))
