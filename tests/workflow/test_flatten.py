"""Files are flattened each for itself, and never over another's work."""

from __future__ import annotations

from pathlib import Path

import pytest

from integplan_pdf.errors import InputError, UsageError
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.pdf.seal import is_sealed
from integplan_pdf.workflow.flatten import flatten
from integplan_pdf.workflow.guard import Opening
from tests.pdf.flattening import remains
from tests.pdf.reading import form, stream, widget

APPEARANCE = stream(b"0 0 9 9 re f", b"/Subtype/Form/BBox[0 0 9 9]")
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[10 0 R]>>"
SIGNED = form(widget(b"/FT/Sig/T(s)/V<</Contents<00>>>"))


def plan(value: bytes = b"x") -> bytes:
    field = widget(b"/FT/Tx/T(%b)/AP<</N 20 0 R>>" % value)
    return form(field, objects={3: PAGE, 20: APPEARANCE})


def run(given: list[Path], out: Path, *, overwrite: bool = False) -> Report:
    return flatten(given, out, Opening(), lambda *_: None, overwrite=overwrite)


def rules(item: Item) -> list[str]:
    return [finding.rule for finding in item.findings]


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "inn"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(plan())
    return folder


def test_folders_are_flattened_and_what_cannot_be_is_told_of(source: Path, tmp_path: Path) -> None:
    (source / "b.pdf").write_bytes(SIGNED)
    (source / "c.pdf").write_bytes(b"noe annet")
    report = run([source], tmp_path / "ut")
    assert [(item.file, item.status, rules(item)) for item in report.items] == [
        ("a.pdf", Status.WRITTEN, []),
        ("b.pdf", Status.REFUSED, ["V010"]),
        ("c.pdf", Status.REFUSED, ["V010"]),
    ]
    assert [path.name for path in (tmp_path / "ut").iterdir()] == ["a.pdf"]
    assert remains((tmp_path / "ut" / "a.pdf").read_bytes()) == []
    assert report.items[1].findings[0].origin.file == "b.pdf"


def test_a_single_file_may_be_named(source: Path, tmp_path: Path) -> None:
    report = run([source / "a.pdf"], tmp_path / "ny" / "flat.pdf")
    assert report.items[0].file == "flat.pdf"
    assert is_sealed((tmp_path / "ny" / "flat.pdf").read_bytes())
    (source / "b.pdf").write_bytes(plan())
    with pytest.raises(UsageError):
        run([source], tmp_path / "flat.pdf")


def test_a_file_is_never_written_over_itself(source: Path) -> None:
    for out in (source, source / "a.pdf"):
        [item] = run([source / "a.pdf"], out, overwrite=True).items
        assert (item.status, rules(item)) == (Status.REFUSED, ["F212"])
    assert (source / "a.pdf").read_bytes() == plan()


def test_only_files_of_ours_that_nobody_changed_are_replaced(source: Path, tmp_path: Path) -> None:
    out, target = tmp_path / "ut", tmp_path / "ut" / "a.pdf"
    assert run([source], out).items[0].status is Status.WRITTEN
    assert run([source], out).items[0].status is Status.UNCHANGED
    (source / "a.pdf").write_bytes(form(widget(b"/FT/Tx/T(a)"), objects={3: PAGE}))
    assert run([source], out).items[0].status is Status.WRITTEN
    target.write_bytes(target.read_bytes() + b"% signert\n")
    changed = run([source], out).items[0]
    assert (changed.status, rules(changed)) == (Status.REFUSED, ["F113"])
    assert target.read_bytes().endswith(b"% signert\n")
    assert run([source], out, overwrite=True).items[0].status is Status.WRITTEN


def test_two_files_of_one_name_do_not_share_a_place(source: Path, tmp_path: Path) -> None:
    (source / "mappe").mkdir()
    (source / "mappe" / "A.pdf").write_bytes(plan(b"y"))
    report = run([source / "a.pdf", source / "mappe"], tmp_path / "ut")
    assert [(item.status, rules(item)) for item in report.items] == [(Status.WRITTEN, []), (Status.REFUSED, ["F211"])]


def test_a_file_that_would_lose_a_value_is_not_written(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(form(widget(b"/FT/Ch/Ff 131072/T(a)/V(Kari)/Opt[(Ola)]"), objects={3: PAGE}))
    [item] = run([tmp_path / "a.pdf"], tmp_path / "ut").items
    assert (item.status, rules(item)) == (Status.REFUSED, ["F203"])
    assert list((tmp_path / "ut").iterdir()) == []


def test_a_file_that_is_not_there_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        run([tmp_path / "borte.pdf"], tmp_path / "ut")
