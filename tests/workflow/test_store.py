from __future__ import annotations

from pathlib import Path

import pytest

from integplan_pdf.errors import InputError
from integplan_pdf.workflow.store import is_ours, make_folder, read_file, write_file


def test_a_file_is_written_whole_and_nothing_else_is_left(tmp_path: Path) -> None:
    write_file(tmp_path / "a.pdf", b"one")
    write_file(tmp_path / "a.pdf", b"two")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.pdf", b"two")]


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_file(tmp_path / "a.pdf", b"one")

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="No space"):
        write_file(tmp_path / "a.pdf", b"two")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("a.pdf", b"one")]


def test_only_one_update_on_the_template_is_ours() -> None:
    template = b"%PDF startxref 1 %%EOF\n"
    ours = template + b"update startxref 2 %%EOF\n"
    assert is_ours(ours, template)
    assert not is_ours(template, template)
    assert not is_ours(ours + b"signed startxref 3 %%EOF\n", template)
    assert not is_ours(b"%PDF rewritten startxref 1 %%EOF\n", template)


def test_a_missing_file_and_a_folder_in_the_way_are_told_of(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="finnes ikke"):
        read_file(tmp_path / "borte.xlsx")
    with pytest.raises(InputError, match="kan ikke leses"):
        read_file(tmp_path)
    (tmp_path / "fil").write_bytes(b"")
    with pytest.raises(InputError, match="kan ikke opprettes"):
        make_folder(tmp_path / "fil" / "mappe")
