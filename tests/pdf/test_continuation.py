"""Continuation sheets on forms of many kinds: what they hold is read back and seen, and the files stay sound."""

from __future__ import annotations

import json
import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Literal

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Encryption, Name

from integplan_pdf.cli.app import run
from integplan_pdf.model.template import FieldValue
from integplan_pdf.pdf.compile import compile_template
from integplan_pdf.pdf.continuation import Continuation, Continued, MoreRows, continued
from integplan_pdf.pdf.flatten import flatten
from integplan_pdf.pdf.look import visible_text
from integplan_pdf.pdf.read import read_form
from tests.builders import MULTILINE, RADIO, FormBuilder
from tests.pdf.test_signatures import signed

LONG = "\n".join(f"Avsnitt {number} forteller noe som ikke har plass i ruta." for number in range(1, 91))
MORE = MoreRows(
    "maal",
    "Mål",
    2,
    {f"maal_{row}_{column}": f"maal_1_{column}" for row in (2, 3) for column in ("tekst", "valg", "ja")},
)
ROWS: dict[str, FieldValue] = {
    "maal_2_tekst": "To",
    "maal_2_valg": "K",
    "maal_3_tekst": "Tre",
    "maal_3_valg": "M",
    "maal_3_ja": True,
}


def form(pages: int = 1, flags: int = 0) -> FormBuilder:
    made = FormBuilder(pages)
    made.text("merknad", (50, 600, 250, 690), Ff=MULTILINE, TU="Merknad")
    made.text("maal_1_tekst", (50, 500, 150, 520))
    made.boxes("maal_1_valg", {"K": (160, 500, 172, 512), "M": (180, 500, 192, 512)}, flags)
    made.check("maal_1_ja", (200, 500, 212, 512), "Ja")
    return made


def put(data: bytes, password: str = "") -> Continued:
    """Return a form filled with a long text and two more rows."""
    form = Continuation(compile_template(data, password=password), password)
    assert form.obstacles([MORE]) == []
    return form.fill({"merknad": LONG, "maal_1_tekst": "En", **ROWS}, tables=[MORE])


def values(data: bytes, password: str = "") -> dict[str, object]:
    return {field.name: field.value for field in read_form(data, password=password).fields}


def sheet(data: bytes, first: int = 2, password: str = "") -> str:
    """Return what is seen from page `first` on."""
    count = read_form(data, password=password).page_count
    boxes = [(page, (0.0, 0.0, 600.0, 850.0)) for page in range(first, count + 1)]
    return "\n".join(visible_text(data, boxes, password=password))


def sound(data: bytes, folder: Path, *options: str) -> bool:
    path = folder / "kontroll.pdf"
    path.write_bytes(data)
    return subprocess.run(["qpdf", "--check", *options, str(path)], capture_output=True, check=False).returncode == 0


def holds_all(data: bytes, password: str = "") -> None:
    """Assert that all of `put` is read back, and that the sheet shows every paragraph and row."""
    found = values(data, password)
    assert found["merknad"] == LONG
    assert [found[f"maal_{row}_tekst"] for row in (1, 2, 3)] == ["En", "To", "Tre"]
    assert [found[f"maal_{row}_valg"] for row in (2, 3)] == ["K", "M"]
    assert [found[f"maal_{row}_ja"] for row in (2, 3)] == ["Off", "Ja"]
    shown = " ".join(sheet(data, password=password).split())
    assert all(paragraph in shown for paragraph in LONG.split("\n"))


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("flags", [0, RADIO])
def test_texts_and_rows_of_a_flat_form_continue(flags: int, tmp_path: Path) -> None:
    made = put(form(flags=flags).data())
    assert made.items == {"merknad": 1, "maal": 2}
    holds_all(made.filled.data)
    assert sound(made.filled.data, tmp_path)


def test_the_box_leads_to_its_item() -> None:
    data = put(form().data()).filled.data
    [box] = visible_text(data, [(1, (50, 600, 250, 690))])
    leads = continued(box)
    assert leads and leads[1] == 1
    assert LONG.split()[: len(leads[0].split())] == leads[0].split() != []


@pytest.mark.parametrize("text", ["שלום עולם " * 200, "مرحبا بالعالم " * 200])
@pytest.mark.parametrize("rect", [(50, 600, 250, 690), (50, 600, 250, 618)])
def test_the_marker_is_whole_beside_letters_from_right_to_left(text: str, rect: tuple[float, ...]) -> None:
    made = FormBuilder()
    made.text("felt", rect, Ff=MULTILINE if rect[3] > 650 else 0)
    result = Continuation(compile_template(made.data())).fill({"felt": text})
    [box] = visible_text(result.filled.data, [(1, (rect[0], rect[1], rect[2], rect[3]))])
    leads = continued(box)
    assert leads and leads[1] == result.items["felt"] and leads[0].strip()


def test_what_fits_gets_no_sheet() -> None:
    made = Continuation(compile_template(form().data())).fill({"merknad": "Kort."})
    assert made.items == {}
    assert read_form(made.filled.data).page_count == 1


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
@pytest.mark.parametrize("revision", [4, 6])
def test_an_encrypted_form_stays_encrypted(revision: Literal[4, 6], tmp_path: Path) -> None:
    data = form().data(static_id=False, encryption=Encryption(owner="eier", user="bruker", R=revision))
    made = put(data, "bruker").filled.data
    holds_all(made, "bruker")
    assert LONG.encode() not in made and b"Avsnitt 7" not in made
    assert sound(made, tmp_path, "--password=bruker")


def test_a_signed_form_gets_no_sheet() -> None:
    made = Continuation(compile_template(signed())).fill({"merknad": LONG})
    assert [(found.rule, found.field) for found in made.findings] == [("F127", "merknad")]
    assert made.items == {} and made.filled.data.startswith(signed())
    assert [found.rule for found in Continuation(compile_template(signed())).obstacles([MORE])] == ["F127"]


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_a_nested_page_tree_gets_its_pages_at_the_end(tmp_path: Path) -> None:
    made = form(3)
    pages, root = [page.obj for page in made.pages], made.pdf.Root.Pages
    inner = made.pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array(pages[:2]), Count=2, Parent=root))
    for page in pages[:2]:
        page.Parent = inner
    root.Kids = Array([inner, pages[2]])
    data = put(made.data()).filled.data
    assert sound(data, tmp_path)
    with pikepdf.open(BytesIO(data)) as pdf:
        assert int(pdf.Root.Pages.Count) == len(pdf.pages) > 3
        assert pdf.Root.Pages.Kids[0].Count == 2
    assert "Avsnitt 90" in sheet(data, 4)


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_a_continued_form_can_be_flattened(tmp_path: Path) -> None:
    data = put(form().data()).filled.data
    flat = flatten(data).data
    assert read_form(flat).fields == ()
    assert sheet(flat) == sheet(data)
    assert sound(flat, tmp_path)


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_raw_fill_continues_on_request(tmp_path: Path) -> None:
    (tmp_path / "skjema.pdf").write_bytes(form().data())
    (tmp_path / "verdier.json").write_text(json.dumps({"merknad": LONG}), encoding="utf-8")
    names = [str(tmp_path / name) for name in ("skjema.pdf", "verdier.json", "ut.pdf")]
    assert run(["raw", "fill", *names, "--overflow", "continue"]) == 0
    data = Path(names[2]).read_bytes()
    assert values(data)["merknad"] == LONG
    assert "Avsnitt 90" in sheet(data)
    assert sound(data, tmp_path)


def test_a_text_that_looks_like_unmarked_utf_8_is_read_without_doubt() -> None:
    made = Continuation(compile_template(form().data())).fill({"maal_1_tekst": "Åł"})
    stored = read_form(made.filled.data)
    assert values(made.filled.data)["maal_1_tekst"] == "Åł"
    assert [finding.rule for finding in stored.findings] == []
