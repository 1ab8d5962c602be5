"""Many plans in one file: everything of every plan is there, under its own name, and once only where it is the same."""

from __future__ import annotations

import io
import json
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, String

from integplan_pdf.errors import InputError
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.merge import merge
from integplan_pdf.pdf.read import read_form
from integplan_pdf.pdf.write import fill
from tests.builders import FormBuilder
from tests.paths import ROOT
from tests.vera import validate

PLANS = sorted((ROOT / "samples" / "planer").glob("*.pdf"))[:4]
BEVIS = ROOT / "forms" / "deltakerbevis" / "standard.pdf"

Part = tuple[str, str, bytes]


def merged(*parts: Part) -> bytes:
    out = io.BytesIO()
    merge(parts, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def parts() -> list[Part]:
    found = [(path.name.split("_")[0], path.name.split("_")[0], path.read_bytes()) for path in PLANS]
    assert len(found) == 4
    return [*found, ("bevis", "b.1", fill(compile_template(BEVIS.read_bytes()), {"deltaker.navn": "Kari Ø"}).data)]


@pytest.fixture(scope="module")
def whole(parts: list[Part]) -> bytes:
    return merged(*parts)


def values(data: bytes, under: str = "") -> dict[str, Any]:
    fields = read_form(data).fields
    return {one.name.removeprefix(under): one.value for one in fields if one.name.startswith(under)}


def test_every_value_is_read_back_under_its_plan(parts: list[Part], whole: bytes) -> None:
    names = [prefix.replace(".", "-") for _, prefix, _ in parts]
    for name, (_, _, data) in zip(names, parts, strict=True):
        alone = values(data)
        assert any(alone.values())
        assert values(whole, f"{name}.") == alone
    assert {one.split(".")[0] for one in values(whole)} == set(names)


def test_pages_follow_one_another_and_look_as_before(parts: list[Part], whole: bytes) -> None:
    page = 0
    with pdfium.PdfDocument(whole) as together:
        together.init_forms()
        for _, _, data in parts:
            with pdfium.PdfDocument(data) as alone:
                alone.init_forms()
                for one in alone:
                    assert np.array_equal(picture(one), picture(together[page]))
                    page += 1
        assert len(together) == page


def picture(page: Any) -> Any:
    return page.render(scale=0.8, may_draw_forms=True).to_numpy()


def test_poppler_shows_the_same(parts: list[Part], whole: bytes, tmp_path: Path) -> None:
    (tmp_path / "samlet.pdf").write_bytes(whole)
    (tmp_path / "en.pdf").write_bytes(parts[1][2])
    with pikepdf.open(tmp_path / "en.pdf") as pdf:
        count = len(pdf.pages)
    before = len(pikepdf.open(io.BytesIO(parts[0][2])).pages)
    assert drawn(tmp_path / "samlet.pdf", before + 1, before + count) == drawn(tmp_path / "en.pdf", 1, count)


def drawn(path: Path, first: int, last: int) -> list[bytes]:
    command = ["pdftoppm", "-r", "50", "-f", str(first), "-l", str(last), str(path)]
    found = subprocess.run(command, capture_output=True, check=True).stdout
    assert found
    return found.split(b"P6\n")


def test_it_is_accessible_as_the_plans_are(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "samlet.pdf"
    path.write_bytes(whole)
    result = validate(path)
    assert result.passed, result.failures


def test_every_plan_is_a_document_in_one_structure_tree(parts: list[Part], whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        root = pdf.Root.StructTreeRoot
        assert [kid.S for kid in root.K] == [Name.Document] * len(parts)
        assert all(kid.P.objgen == root.objgen for kid in root.K)
        parents = dict(pikepdf.NumberTree(root.ParentTree).items())
        keys = [int(page.obj.StructParents) for page in pdf.pages]
        keys += [int(note.StructParent) for page in pdf.pages for note in page.obj.get("/Annots", [])]
        assert len(keys) == len(set(keys))
        assert set(keys) == set(parents)
        for page in pdf.pages:
            for note in page.obj.get("/Annots", []):
                assert note.objgen in [kid.Obj.objgen for kid in referred(parents[int(note.StructParent)])]


def referred(element: Any) -> Iterator[Any]:
    kids = element.K if isinstance(element.K, Array) else [element.K]
    yield from (kid for kid in kids if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR)


def test_ids_of_cells_are_told_apart_and_found(whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        tree = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        named = [one for one in pdf.objects if isinstance(one, Dictionary) and "/ID" in one and "/S" in one]
        assert len({bytes(one.ID) for one in named}) == len(named) > 0
        assert all(tree[bytes(one.ID).decode()].objgen == one.objgen for one in named)
        asked = {bytes(header) for one in named for part in one.get("/A", []) for header in part.get("/Headers", [])}
        assert asked <= {bytes(one.ID) for one in named}


def test_qpdf_and_every_reader_find_nothing_wrong(whole: bytes, tmp_path: Path) -> None:
    path = tmp_path / "samlet.pdf"
    path.write_bytes(whole)
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with pikepdf.open(path) as pdf:
        assert not pdf.check_pdf_syntax()


def test_every_plan_has_a_bookmark_on_its_first_page(parts: list[Part], whole: bytes) -> None:
    with pikepdf.open(io.BytesIO(whole)) as pdf, pdf.open_outline() as outline:
        found = [(item.title, pdf.pages.index(pikepdf.Page(item.destination[0]))) for item in outline.root]
        assert outline.root[0].children, "a plan's own bookmarks"
    first = 0
    for (title, _, data), one in zip(parts, found, strict=True):
        assert one == (title, first)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            first += len(pdf.pages)


def test_what_plans_have_in_common_is_written_once(parts: list[Part]) -> None:
    once, twice = len(merged(parts[0])), len(merged(parts[0], parts[0]))
    assert twice - once < 0.2 * len(parts[0][2])
    with pikepdf.open(io.BytesIO(merged(*parts[:4]))) as pdf:
        programs = [one.FontFile2.objgen for one in pdf.objects if isinstance(one, Dictionary) and "/FontFile2" in one]
        assert len(programs) == len(set(programs))
        bodies = [one.read_raw_bytes() for one in pdf.objects if isinstance(one, pikepdf.Stream)]
        assert len(bodies) - len(set(bodies)) < 0.3 * len(bodies)


def test_the_same_plans_give_the_same_bytes(parts: list[Part], whole: bytes) -> None:
    assert merged(*parts) == whole
    assert merged(*parts[1:]) != whole


def test_plans_are_taken_one_by_one(parts: list[Part]) -> None:
    out, sizes = io.BytesIO(), []

    def come() -> Iterator[Part]:
        for number in range(4):
            sizes.append(out.tell())
            yield str(number), str(number), parts[number][2]

    merge(come(), out)
    assert all(late > early for early, late in pairwise(sizes))


def test_two_plans_of_one_name_are_told_apart(parts: list[Part]) -> None:
    names = {name.split(".")[0] for name in values(merged(("a", "x.y", parts[0][2]), ("b", "x.y", parts[1][2])))}
    assert names == {"x-y", "x-y-2"}


def test_a_field_font_of_the_same_name_keeps_its_meaning() -> None:
    data = []
    for font in (Name.Courier, Name("/Times-Roman")):
        form = FormBuilder()
        form.form.DR.Font.Helv.BaseFont = font
        form.text("navn", (50, 700, 300, 720), DA=String("/Helv 11 Tf 0 g"))
        data.append(form.data())
    with pikepdf.open(io.BytesIO(merged(("a", "a", data[0]), ("b", "b", data[1])))) as pdf:
        form = pdf.Root.AcroForm
        for page, font in zip(pdf.pages, (Name.Courier, Name("/Times-Roman")), strict=True):
            name = bytes(page.obj.Annots[0].DA).split()[0].decode()
            assert form.DR.Font[name].BaseFont == font


def test_what_a_form_says_for_all_its_fields_stays_with_them() -> None:
    data = []
    for style in ("/Helv 8 Tf 1 0 0 rg", "/Helv 14 Tf 0 g"):
        form = FormBuilder(DA=String(style))
        form.text("navn", (50, 700, 300, 720))
        data.append((style, style, form.data()))
    with pikepdf.open(io.BytesIO(merged(*data))) as pdf:
        for page, (style, _, _) in zip(pdf.pages, data, strict=True):
            assert str(page.obj.Annots[0].Parent.DA) == style


def test_pages_without_fields_or_tags_can_be_merged(parts: list[Part]) -> None:
    form = FormBuilder(2)
    del form.pdf.Root.AcroForm
    out = merged(("a", "a", form.data()), parts[0])
    with pikepdf.open(io.BytesIO(out)) as pdf:
        assert len(pdf.Root.AcroForm.Fields) == 1
        assert b"pdfuaid" not in pdf.Root.Metadata.read_bytes()
        assert "/MarkInfo" not in pdf.Root


def test_what_cannot_be_merged_is_told(parts: list[Part]) -> None:
    with pytest.raises(InputError, match="rad-7"):
        merged(parts[0], ("rad-7", "rad-7", b"%PDF-1.7 ikke mer"))
    with pytest.raises(InputError):
        merged()


def test_strings_that_look_like_references_stay(parts: list[Part]) -> None:
    form = FormBuilder()
    odd = "1 0 R) /V (2 0 R \\ 3 0 R <4 0 R> (x"
    form.text("navn", (50, 700, 300, 720), V=String(odd))
    assert values(merged(parts[0], ("a", "a", form.data())), "a.") == {"navn": odd}


def test_no_value_gets_into_bookmarks_or_metadata(whole: bytes) -> None:
    people = json.loads((ROOT / "samples" / "deltakere.json").read_text(encoding="utf-8"))
    name = people[0]["deltaker"]["navn"].encode()
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        assert name not in pdf.Root.Metadata.read_bytes()
        titles = b"".join(bytes(one.Title) for one in pdf.objects if isinstance(one, Dictionary) and "/Title" in one)
        assert name not in titles
