"""`--mapping`: another mapping for the same form."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode
from integplan_pdf.packs.catalogue import home

OWN = home() / "mappings" / "deltakerbevis"


def columns_of(capsys: pytest.CaptureFixture[str], *arguments: Any) -> str:
    assert run([str(argument) for argument in arguments]) in (ExitCode.OK, ExitCode.FINDINGS)
    return capsys.readouterr().out


def test_a_folder_brings_its_columns(tmp_path: Path) -> None:
    shutil.copytree(OWN, tmp_path / "egen")
    columns = tmp_path / "egen" / "columns.toml"
    columns.write_text(columns.read_text("utf-8").replace('key = "ID"', 'key = "Bevisnr"'), "utf-8")
    rows = tmp_path / "rader.csv"
    rows.write_text("Bevisnr\n2026-0001\n", "utf-8")
    plain = ["check", str(rows), "--form", "deltakerbevis", "--json"]
    assert run(plain) == ExitCode.INPUT
    for given in (tmp_path / "egen", tmp_path / "egen" / "pdf.toml"):
        assert run([*plain, "--mapping", str(given)]) in (ExitCode.OK, ExitCode.FINDINGS)


def test_a_file_alone_keeps_the_columns_of_the_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pdf_toml = shutil.copy(OWN / "pdf.toml", tmp_path / "pdf.toml")
    rows = tmp_path / "rader.csv"
    rows.write_text("ID\n2026-0001\n", "utf-8")
    assert run(["check", str(rows), "--form", "deltakerbevis", "--mapping", str(pdf_toml), "--json"]) in (0, 1)
    assert json.loads(capsys.readouterr().out)["items"][0]["id"] == "2026-0001"


def test_a_mapping_of_another_form_is_refused(tmp_path: Path) -> None:
    rows = tmp_path / "rader.csv"
    rows.write_text("ID\n2026-0001\n", "utf-8")
    other = home() / "mappings" / "integreringsplan"
    command = ["check", str(rows), "--form", "deltakerbevis", "--mapping", str(other)]
    assert run(command) == ExitCode.MAPPING
    assert run([*command[:-1], str(tmp_path / "ingen")]) == ExitCode.MAPPING
