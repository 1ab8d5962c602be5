"""Mutated files of every kind: a result, or an error that is documented.

INTEGPLAN_FUZZ=n looks at n times as many.
"""

from __future__ import annotations

import os
import random
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from integplan_pdf.bulk.limits import Limits
from integplan_pdf.errors import ExitCode, InputError, IntegplanError, TemplateError
from integplan_pdf.packs.catalogue import load_pack
from integplan_pdf.workflow.mapping import check_mappings
from tests.fuzz.campaign import campaign
from tests.fuzz.mutate import mutated_toml
from tests.fuzz.targets import attempt
from tests.paths import ROOT
from tests.tables.reading import read_workbook

_TIMES = int(os.environ.get("INTEGPLAN_FUZZ", "1"))
_SAMPLE = ROOT / "samples" / "deltakere.xlsx"
_FILES = {"pdf": 32, "workbook": 200, "table": 200}


@pytest.mark.parametrize("kind", _FILES)
def test_a_mutated_file_gives_a_result_or_a_documented_error(kind: str) -> None:
    tasks = [(kind, seed) for seed in range(_FILES[kind] * _TIMES)]
    counts: Counter[str] = Counter()
    bugs: list[str] = []
    for _, figures in campaign(tasks, Limits(seconds=30)):
        counts, bugs = figures.counts, figures.bugs
    assert bugs == []
    assert counts[f"{kind}: done"] and counts[f"{kind}: refused"]
    assert sum(counts.values()) == len(tasks)


@pytest.mark.parametrize("seed", [19680], ids=["too much work, once it is read"])
def test_what_was_found_once_stays_mended(seed: int) -> None:
    assert attempt(("pdf", seed)) == "done, done, done, done"


@pytest.mark.parametrize("part", ["xl/styles.xml", "xl/worksheets/sheet1.xml"])
def test_damaged_compressed_data_is_refused(part: str) -> None:
    data = bytearray(_SAMPLE.read_bytes())
    with zipfile.ZipFile(_SAMPLE) as archive:
        start = archive.getinfo(part).header_offset + 30 + len(part)
    data[start : start + 40] = b"\xff" * 40
    _refused(bytes(data))


@pytest.mark.parametrize("field", [10, 12, 16], ids=["count", "size", "offset"])
def test_a_zip_directory_that_contradicts_itself_is_refused(field: int) -> None:
    data = bytearray(_SAMPLE.read_bytes())
    end = data.rindex(b"PK\x05\x06")
    data[end + field : end + field + 2] = b"\xff\xfe"
    try:
        read_workbook(bytes(data))  # how many parts there are, nobody counts
    except InputError:
        return
    assert field == 10


def _refused(data: bytes) -> None:
    with pytest.raises(InputError):
        read_workbook(data)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small form's files in a folder of their own."""
    made = tmp_path_factory.mktemp("form") / "skjema"
    shutil.copytree(ROOT / "forms" / "deltakerbevis", made)
    for name in ("pdf.toml", "columns.toml"):
        shutil.copy(ROOT / "mappings" / "deltakerbevis" / name, made)
    return made


@pytest.mark.parametrize("name", ["form.toml", "pdf.toml", "columns.toml"])
def test_a_mutated_mapping_is_used_or_refused(folder: Path, name: str) -> None:
    good = (folder / name).read_bytes()
    outcomes = Counter(_checked(folder, name, good, seed) for seed in range(60 * _TIMES))
    (folder / name).write_bytes(good)
    assert outcomes.keys() <= {"done", "refused"}
    assert outcomes["refused"]


def test_a_mapping_nested_beyond_measure_is_refused(folder: Path) -> None:
    good = (folder / "form.toml").read_bytes()
    (folder / "form.toml").write_bytes(good + b"deep = " + b"[" * 5000)
    with pytest.raises(TemplateError):
        load_pack(str(folder))
    (folder / "form.toml").write_bytes(good)


def _checked(folder: Path, name: str, good: bytes, seed: int) -> str:
    (folder / name).write_bytes(mutated_toml(random.Random(f"{name}:{seed}"), good))  # noqa: S311 - the same each time
    try:
        (checked,) = check_mappings(str(folder))
    except IntegplanError as error:
        return "refused" if error.exit_code is not ExitCode.BUG else f"{error}"
    return "refused" if checked.findings else "done"
