"""`integplan flatten` and `fill --flatten`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from tests.paths import ROOT
from tests.pdf.flattening import remains

PEOPLE: list[dict[str, Any]] = json.loads((ROOT / "samples" / "deltakere.json").read_text())[:2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two plans, filled with fields (`felt`) and without (`flat`)."""
    folder = tmp_path_factory.mktemp("planer")
    (folder / "rader.json").write_text(json.dumps(PEOPLE))
    assert fill(folder, "felt") == ExitCode.OK
    assert fill(folder, "flat", "--flatten") == ExitCode.OK
    return folder


def fill(folder: Path, out: str, *more: str) -> int:
    return run(["fill", str(folder / "rader.json"), "-o", str(folder / out), "--on", "01.03.2026", *more])


def test_plans_are_written_without_fields_but_with_their_key(folder: Path) -> None:
    for person in PEOPLE:
        path = folder / "flat" / f"{person['id']}_integreringsplan.pdf"
        assert remains(path.read_bytes()) == []
        with pikepdf.open(path) as document:
            assert str(document.docinfo["/IntegplanKey"]) == person["id"]
            assert "/FormVariant" in document.docinfo


def test_flattening_while_filling_and_after_is_the_same(folder: Path, tmp_path: Path) -> None:
    assert run(["flatten", str(folder / "felt"), "-o", str(tmp_path)]) == ExitCode.OK
    for path in (folder / "flat").iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes()


def test_flat_plans_are_ours_until_somebody_changes_them(folder: Path, capsys: Any) -> None:
    def status(*more: str) -> list[str]:
        capsys.readouterr()
        fill(folder, "flat", "--json", *more)
        return [item["status"] for item in json.loads(capsys.readouterr().out)["items"]]

    assert status("--flatten") == ["unchanged", "unchanged"]
    assert status() == ["written", "written"]
    assert status("--flatten") == ["written", "written"]
    path = folder / "flat" / f"{PEOPLE[0]['id']}_integreringsplan.pdf"
    before = path.read_bytes()
    path.write_bytes(before + b"% signert\n")
    assert status("--flatten") == ["refused", "unchanged"]
    path.write_bytes(before)


def test_a_flat_plan_is_read_from_its_pages(folder: Path, tmp_path: Path, capsys: Any) -> None:
    def read(kind: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        capsys.readouterr()
        code = run(["read", str(folder / kind), "-o", str(tmp_path / f"{kind}.json"), "--json"])
        assert code == ExitCode.OK
        return json.loads((tmp_path / f"{kind}.json").read_text()), json.loads(capsys.readouterr().out)["items"]

    stored, flat = read("felt"), read("flat")
    assert flat[0] == stored[0]
    for item in flat[1]:
        assert item["recognized"]["form"] == "integreringsplan"
        assert {got["how"] for got in item["provenance"].values()} == {"printed", "ink"}
    assert all(got["how"] == "stored" for item in stored[1] for got in item["provenance"].values())


def test_a_password_opens_encrypted_files(folder: Path, tmp_path: Path) -> None:
    source = next((folder / "felt").iterdir())
    with pikepdf.open(source) as document:
        document.save(tmp_path / "inn.pdf", encryption=pikepdf.Encryption(user="hemmelig", owner="eier"))
    (tmp_path / "passord.txt").write_text("hemmelig\n")
    out = str(tmp_path / "ut.pdf")
    assert run(["flatten", str(tmp_path / "inn.pdf"), "-o", out]) == ExitCode.FINDINGS
    assert not Path(out).exists()
    words = str(tmp_path / "passord.txt")
    assert run(["flatten", str(tmp_path / "inn.pdf"), "-o", out, "--password-file", words]) == ExitCode.OK
    assert remains(Path(out).read_bytes(), "hemmelig") == []


def test_exit_codes(folder: Path, tmp_path: Path) -> None:
    assert run(["flatten", str(tmp_path / "borte.pdf"), "-o", str(tmp_path)]) == ExitCode.INPUT
    assert run(["flatten", str(folder / "felt"), "-o", str(tmp_path / "en.pdf")]) == ExitCode.USAGE
