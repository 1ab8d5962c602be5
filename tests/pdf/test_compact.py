"""Compact output: the same document in fewer bytes."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import ObjectStreamMode

from integplan_pdf.pdf.compile import CompiledTemplate, compile_template
from integplan_pdf.pdf.read import read_form
from integplan_pdf.pdf.write import Filled, fill
from tests.builders import FormBuilder
from tests.paths import FORM
from tests.renderers import page_image
from tests.vera import validate

TEXT = "Du fikk tilbud om introduksjonsprogram før årsskiftet, og oppstarten ble satt til januar. " * 5
STREAMS = [ObjectStreamMode.generate, ObjectStreamMode.disable]


@pytest.fixture(scope="module")
def plan() -> tuple[CompiledTemplate, dict[str, Any]]:
    compiled = compile_template((FORM / "standard.pdf").read_bytes())
    texts = [field for field in compiled.template.fields if field.kind == "text" and not field.max_length]
    return compiled, {field.name: TEXT if field.multiline else "Żółć, Олена og Åse" for field in texts}


def filled(compiled: CompiledTemplate, values: dict[str, Any], *, compact: bool, **options: Any) -> Filled:
    return fill(replace(compiled, compact=compact), values, **options)


def small_form(mode: ObjectStreamMode, **options: Any) -> bytes:
    form = FormBuilder()
    form.text("navn", (50, 700, 300, 720))
    form.text("tekst", (50, 500, 500, 690), "/Helv 9 Tf 0 g", Ff=1 << 12)
    return form.data(object_stream_mode=mode, **options)


def values(data: bytes, password: str = "") -> dict[str, Any]:
    return {field.name: field.value for field in read_form(data, password=password).fields}


def test_it_says_the_same_in_half_the_bytes(plan: tuple[CompiledTemplate, dict[str, Any]], tmp_path: Path) -> None:
    plain, compact = (filled(*plan, compact=compact, info={"Key": "å"}) for compact in (False, True))
    assert len(compact.update) < 0.6 * len(plain.update)
    assert compact.data.startswith(plain.head)
    assert values(compact.data) == values(plain.data)
    path = tmp_path / "plan.pdf"
    path.write_bytes(compact.data)
    assert subprocess.run(["qpdf", "--check", str(path)], capture_output=True, check=False).returncode == 0
    assert validate(path).passed
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo["/Key"]) == "å"


@pytest.mark.parametrize("renderer", ["pdfium", "poppler"])
def test_it_looks_the_same(plan: tuple[CompiledTemplate, dict[str, Any]], renderer: str) -> None:
    plain, compact = (page_image(filled(*plan, compact=compact).data, renderer) for compact in (False, True))
    assert (plain == compact).all()


@pytest.mark.parametrize("mode", STREAMS)
def test_a_form_is_compressed_as_far_as_it_can_be(mode: ObjectStreamMode) -> None:
    compiled = compile_template(small_form(mode))
    compact = filled(compiled, {"navn": "Åse", "tekst": TEXT}, compact=True)
    assert (b"/ObjStm" in compact.update) == (mode is ObjectStreamMode.generate)
    assert b"FlateDecode" in compact.update
    assert values(compact.data) == {"navn": "Åse", "tekst": TEXT}


@pytest.mark.parametrize("revision", [4, 6])
def test_an_encrypted_form_stays_readable(revision: int) -> None:
    encryption = pikepdf.Encryption(owner="eier", user="nokkel", R=revision)
    data = small_form(ObjectStreamMode.generate, static_id=False, encryption=encryption)
    compiled = compile_template(data, password="nokkel")
    compact = filled(compiled, {"navn": "Åse", "tekst": TEXT}, compact=True).data
    assert values(compact, "nokkel") == {"navn": "Åse", "tekst": TEXT}
    with pikepdf.open(io.BytesIO(compact), password="nokkel") as pdf:
        assert b"januar" in pdf.Root.AcroForm.Fields[1].AP.N.read_bytes()


def test_a_compact_file_can_be_filled_again() -> None:
    once = filled(compile_template(small_form(ObjectStreamMode.generate)), {"navn": "Åse", "tekst": TEXT}, compact=True)
    twice = filled(compile_template(once.data), {"navn": "Ola"}, compact=True)
    assert values(twice.data) == {"navn": "Ola", "tekst": TEXT}


def test_the_same_values_give_the_same_bytes(plan: tuple[CompiledTemplate, dict[str, Any]]) -> None:
    assert filled(*plan, compact=True) == filled(*plan, compact=True)
