"""Workbooks made to harm: bombs, programs, and links to elsewhere. Opened as the program opens them, in a worker."""

from __future__ import annotations

import contextlib
import io
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from integplan_pdf.bulk.limits import Limits
from integplan_pdf.errors import InputError
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.workflow.rows import LINKS, MACROS, load
from tests.paths import ROOT
from tests.tables.excel.test_reader import packed, patched
from tests.tables.reading import read_workbook

SAMPLE = (ROOT / "samples" / "deltakere.xlsx").read_bytes()
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MEBIBYTE = 1 << 20
COLUMNS = load_pack("integreringsplan").columns


def with_part(name: str, content: bytes) -> bytes:
    """Return the sample with a part more, or another in its place."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SAMPLE)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for part in source.namelist():
            if part != name:
                target.writestr(part, source.read(part))
        target.writestr(name, content)
    return out.getvalue()


def part(name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(SAMPLE)) as source:
        return source.read(name)


def bomb(name: str, mebibytes: int) -> bytes:
    """Return the sample with a part that unpacks to so much."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SAMPLE)) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target,
    ):
        for known in source.namelist():
            if known != name:
                target.writestr(known, source.read(known))
        with target.open(name, "w", force_zip64=True) as stream:
            stream.write(f'<worksheet {MAIN}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'.encode())
            for _ in range(mebibytes):
                stream.write(b"x" * MEBIBYTE)
            stream.write(b"</t></is></c></row></sheetData></worksheet>")
    return out.getvalue()


def test_a_workbook_that_unpacks_to_gigabytes_is_not_unpacked() -> None:
    data = bomb("xl/media/image1.png", 1025)
    assert len(data) < 8 * MEBIBYTE
    tracemalloc.start()
    with pytest.raises(InputError, match="for stor"):
        read_workbook(data)
    assert tracemalloc.get_traced_memory()[1] < 32 * MEBIBYTE
    tracemalloc.stop()


def test_a_bomb_below_that_is_given_up(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(bomb(SHEET, 1000))
    with pytest.raises(InputError, match="gitt opp"):
        load(path, COLUMNS, Limits(seconds=30, memory=256 * MEBIBYTE))


@pytest.mark.parametrize("name", [SHEET, "xl/workbook.xml", "xl/styles.xml"])
def test_entities_are_not_multiplied(name: str) -> None:
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    doctype = f'<!DOCTYPE x [<!ENTITY e0 "{"x" * 100}">{steps}]>'.encode()
    body = part(name)
    start = body.index(b"?>") + 2 if body.startswith(b"<?xml") else 0
    first = body.index(b">", start + 1) + 1
    data = with_part(name, body[:start] + doctype + body[start:first] + b"&e11;" + body[first:])
    with pytest.raises(InputError):
        read_workbook(data)


def test_outer_entities_are_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("hemmelig")
    body = part(SHEET).decode()
    start = body.index("?>") + 2 if body.startswith("<?xml") else 0
    doctype = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    cell = '<row r="2000"><c r="A2000" t="inlineStr"><is><t>&e;</t></is></c></row></sheetData>'
    changed = body[:start] + doctype + body[start:].replace("</sheetData>", cell, 1)
    try:
        read = read_workbook(with_part(SHEET, changed.encode()))
    except InputError:
        return
    assert "hemmelig" not in repr(read)


@pytest.mark.parametrize("cells", ['<c r="A1"/>' * 10**6, '<c r="BDWGN1" t="inlineStr"><is><t>x</t></is></c>'])
def test_a_million_columns_cost_little_or_are_refused(cells: str) -> None:
    data = with_part(SHEET, f'<worksheet {MAIN}><sheetData><row r="1">{cells}</row></sheetData></worksheet>'.encode())
    tracemalloc.start()
    if "BDWGN" in cells:
        with pytest.raises(InputError):
            read_workbook(data)
    else:
        assert all(len(row.cells) < 100 for sheet in read_workbook(data) for row in sheet.rows)
    assert tracemalloc.get_traced_memory()[1] < 64 * MEBIBYTE
    tracemalloc.stop()


def test_huge_shared_strings_are_held_within_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    strings = f"<sst {MAIN}>{'<si><t>' + 'x' * 1000 + '</t></si>'}".encode() + b"<si><t>y</t></si>" * 4_000_000
    path.write_bytes(with_part(STRINGS, strings + b"</sst>"))
    try:
        rows, _ = load(path, COLUMNS, Limits(seconds=60, memory=256 * MEBIBYTE))
        assert len(rows) == 15
    except InputError as error:
        assert "gitt opp" in str(error)


def test_macros_are_ignored_and_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    path.write_bytes(with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()"))
    rows, findings = load(path, COLUMNS)
    assert len(rows) == 15
    assert [finding.rule for finding in findings] == [MACROS.id]


def test_links_to_other_workbooks_are_not_followed_but_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(with_part("xl/externalLinks/externalLink1.xml", f'<externalLink {MAIN} r:id="rId1"/>'.encode()))
    rows, findings = load(path, COLUMNS)
    assert len(rows) == 15
    assert [finding.rule for finding in findings] == [LINKS.id]


def test_a_package_may_not_point_outside_itself() -> None:
    relations = "xl/_rels/workbook.xml.rels"
    data = patched(SAMPLE, relations, ("worksheets/sheet1.xml", "../../../../etc/passwd"))
    with contextlib.suppress(InputError):
        assert "root:" not in repr(read_workbook(data))
    with pytest.raises(InputError):
        read_workbook(packed({"../../evil.xml": "<x/>"}))
