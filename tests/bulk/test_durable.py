from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from integplan_pdf.bulk import durable
from integplan_pdf.bulk.durable import Batch, open_part, sweep, write_part


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_files_get_their_names_together(tmp_path: Path) -> None:
    with Batch(tmp_path) as batch:
        batch.put("a.pdf", b"a")
        batch.put("b.pdf", b"b")
        assert not {"a.pdf", "b.pdf"} & set(names(tmp_path))
        assert batch.settle() == {}
    assert names(tmp_path) == ["a.pdf", "b.pdf"]
    assert (tmp_path / "b.pdf").read_bytes() == b"b"


def test_all_are_durable_before_one_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    real_sync, real_replace = os.fsync, Path.replace

    def sync(opened: int) -> None:
        done.append("sync")
        real_sync(opened)

    def replace(part: Path, name: Path) -> Path:
        done.append("name")
        return real_replace(part, name)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", replace)
    with Batch(tmp_path) as batch:
        for number in range(12):
            batch.put(f"{number}.pdf", b"x")
        batch.settle()
    folder = ["sync"] if os.name != "nt" else []
    assert done == ["sync"] * 12 + ["name"] * 12 + folder


def test_a_batch_left_in_haste_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Batch(tmp_path) as batch:
        batch.put("a.pdf", b"a")
        raise KeyboardInterrupt
    assert names(tmp_path) == []


def test_what_cannot_be_made_durable_is_not_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(file: Path) -> None:
        if file.read_bytes() == b"b":
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(durable, "make_durable", full)
    with Batch(tmp_path) as batch:
        batch.put("a.pdf", b"a")
        batch.put("b.pdf", b"b")
        failed = batch.settle()
    assert {name: error.errno for name, error in failed.items()} == {"b.pdf": errno.ENOSPC}
    assert names(tmp_path) == ["a.pdf"]


def test_what_cannot_be_named_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with Batch(tmp_path) as batch:
        batch.put("a.pdf", b"a")
        batch.put("b.pdf", b"b")
        assert list(batch.settle()) == ["a.pdf"]
    assert names(tmp_path) == ["a.pdf", "b.pdf"]


def test_new_files_have_the_rights_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "any").write_bytes(b"")
    assert write_part(tmp_path, b"").stat().st_mode == (tmp_path / "any").stat().st_mode


def test_sweeping_takes_what_is_ours_alone(tmp_path: Path) -> None:
    write_part(tmp_path, b"left by a killed run")
    for name in ("plan.pdf", "download.part", ".hidden.part", ".integplan-notes.txt"):
        (tmp_path / name).write_bytes(b"somebody's")
    sweep(tmp_path)
    assert names(tmp_path) == [".hidden.part", ".integplan-notes.txt", "download.part", "plan.pdf"]


def test_one_file_is_whole_or_not_there(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="half way"), open_part(tmp_path / "all.zip") as file:
        file.write(b"half")
        raise ValueError("half way")
    assert names(tmp_path) == []
    with open_part(tmp_path / "all.zip") as file:
        file.write(b"whole")
    assert (tmp_path / "all.zip").read_bytes() == b"whole"
    assert names(tmp_path) == ["all.zip"]
