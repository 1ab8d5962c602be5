"""Filling many rows: by several processes, again, after an accident, and into other things than a folder."""

from __future__ import annotations

import datetime as dt
import errno
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from integplan_pdf.bulk import durable
from integplan_pdf.bulk.journal import Journal, NoJournalError, journal_path
from integplan_pdf.cli.app import run
from integplan_pdf.errors import ExitCode, InputError, UsageError
from integplan_pdf.model.finding import Severity
from integplan_pdf.model.report import Item, Report, Status
from integplan_pdf.packs.catalogue import Pack, load_pack
from integplan_pdf.workflow import prepare as preparation
from integplan_pdf.workflow import work
from integplan_pdf.workflow.crew import Workers
from integplan_pdf.workflow.fill import fill
from integplan_pdf.workflow.prepare import FillOptions
from integplan_pdf.workflow.targets import folder as folders
from integplan_pdf.workflow.targets.choice import choose_target
from integplan_pdf.workflow.targets.folder import Folder
from integplan_pdf.workflow.targets.remote import Remote
from integplan_pdf.workflow.targets.target import Target
from tests.paths import ROOT
from tests.workflow.bulk_rows import contents, trees, write_rows

DRAFT = FillOptions(dt.date(2026, 3, 1), draft=True)
ROWS = 20


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("integreringsplan")


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "rader.jsonl", trees(ROWS))


def filled(rows: Path, pack: Pack, out: Path | Target, jobs: int = 1, options: FillOptions = DRAFT) -> Report:
    return fill(rows, pack, out, options, lambda *_: None, Workers(jobs))


def statuses(report: Report) -> list[Status]:
    return [item.status for item in report.items]


def rules(item: Item) -> list[str]:
    return [finding.rule for finding in item.findings]


def said(report: Report) -> list[Item]:
    """Return the items as if all had been written now."""
    return [replace(item, status=Status.WRITTEN) for item in report.items]


# ---- By several processes -------------------------------------------------------------------------------------------


def test_files_and_report_are_the_same_whoever_fills(pack: Pack, tmp_path: Path) -> None:
    rows = trees(ROWS)
    rows[3]["id"], rows[12]["id"] = "samme", "SAMME"
    rows[7]["maal"] = {"start": "i går"}
    rows[9] = {"id": "rart", "deltaker": ["ikke et navn"]}
    source = write_rows(tmp_path / "rader.jsonl", rows)
    reports = []
    for jobs in (1, 2):
        out = tmp_path / str(jobs)
        out.mkdir()
        (out / "2026-0015_integreringsplan.pdf").write_bytes(b"somebody's")
        reports.append(filled(source, pack, out, jobs))
    assert reports[0] == reports[1]
    assert contents(tmp_path / "1") == contents(tmp_path / "2")
    by_key = {item.key: item for item in reports[0].items}
    assert by_key["samme"].status is Status.WRITTEN
    assert (by_key["SAMME"].status, rules(by_key["SAMME"])[-1]) == (Status.REFUSED, "F110")
    assert (by_key["2026-0015"].status, rules(by_key["2026-0015"])[-1]) == (Status.REFUSED, "F113")
    assert by_key["rart"].status is Status.REFUSED
    assert len(reports[0].items) == ROWS and len(contents(tmp_path / "1")) == reports[0].count(Status.WRITTEN) + 1


def test_names_made_of_values_are_the_same_whoever_fills(pack: Pack, rows: Path, tmp_path: Path) -> None:
    options = replace(DRAFT, name="{deltaker.navn}")
    one, two = (filled(rows, pack, tmp_path / str(jobs), jobs, options) for jobs in (1, 2))
    assert one == two
    assert one.count(Status.WRITTEN) == 15 and [rules(item)[-1] for item in one.items[15:]] == ["F110"] * 5
    assert contents(tmp_path / "1") == contents(tmp_path / "2")


def test_progress_counts_every_row(pack: Pack, rows: Path, tmp_path: Path) -> None:
    for _ in range(2):
        seen: list[tuple[int, int]] = []
        fill(rows, pack, tmp_path / "ut", DRAFT, lambda *step, seen=seen: seen.append(step))
        assert seen == [(number, ROWS) for number in range(1, ROWS + 1)]


# ---- Again ----------------------------------------------------------------------------------------------------------


def noting(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the keys of the rows that are worked out."""
    keys: list[str] = []
    prepare = preparation.prepare

    def noted(row: Any, *rest: Any) -> Any:
        keys.append(row.key)
        return prepare(row, *rest)

    monkeypatch.setattr(work, "prepare", noted)
    return keys


def test_a_second_run_works_nothing_out_and_says_the_same(
    pack: Pack, rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = filled(rows, pack, tmp_path / "ut")
    before = contents(tmp_path / "ut")
    worked = noting(monkeypatch)
    second = filled(rows, pack, tmp_path / "ut")
    assert worked == []
    assert statuses(second) == [Status.UNCHANGED] * ROWS
    assert said(second) == said(first) and second.findings == first.findings
    assert any(item.findings for item in second.items) and any(item.fits for item in second.items)
    assert contents(tmp_path / "ut") == before


def test_only_what_changed_is_made_anew(
    pack: Pack, rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(rows, pack, tmp_path / "ut")
    changed = trees(ROWS + 1)
    changed[5]["deltaker"]["navn"] = "Et Helt Annet Navn"
    (tmp_path / "ut" / "2026-0008_integreringsplan.pdf").unlink()
    write_rows(rows, changed[::-1])
    worked = noting(monkeypatch)
    report = filled(rows, pack, tmp_path / "ut")
    assert worked == ["2026-0020", "2026-0008", "2026-0005"]
    assert [item.key for item in report.items if item.status is Status.WRITTEN] == worked
    assert len(contents(tmp_path / "ut")) == ROWS + 1


def test_a_place_follows_a_row_that_moves(pack: Pack, rows: Path, tmp_path: Path) -> None:
    filled(rows, pack, tmp_path / "ut")
    write_rows(rows, [*trees(ROWS + 1)[::-1]])
    report, anew = filled(rows, pack, tmp_path / "ut"), filled(rows, pack, tmp_path / "nytt")
    assert report.count(Status.UNCHANGED) == ROWS
    assert said(report) == said(anew)


@pytest.mark.parametrize("change", [{"on": dt.date(2026, 3, 2)}, {"flatten": True}])
def test_other_circumstances_make_all_anew(
    pack: Pack, rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
) -> None:
    filled(rows, pack, tmp_path / "ut")
    worked = noting(monkeypatch)
    filled(rows, pack, tmp_path / "ut", options=replace(DRAFT, **change))
    assert len(worked) == ROWS


def test_force_makes_all_anew(pack: Pack, rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    filled(rows, pack, tmp_path / "ut")
    worked = noting(monkeypatch)
    report = filled(rows, pack, Folder(tmp_path / "ut", force=True))
    assert len(worked) == ROWS and statuses(report) == [Status.UNCHANGED] * ROWS


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_edited_file_is_left_alone(pack: Pack, rows: Path, tmp_path: Path, jobs: int) -> None:
    filled(rows, pack, tmp_path / "ut")
    edited = tmp_path / "ut" / "2026-0004_integreringsplan.pdf"
    stamp = edited.stat()
    touched = edited.read_bytes() + b"\n% typed into\nstartxref\n0\n%%EOF\n"
    edited.write_bytes(touched)
    os.utime(edited, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    for _ in range(2):
        report = filled(rows, pack, tmp_path / "ut", jobs)
        assert (report.items[4].status, rules(report.items[4])[-1]) == (Status.REFUSED, "F113")
        assert statuses(report).count(Status.UNCHANGED) == ROWS - 1
        assert edited.read_bytes() == touched
    assert filled(rows, pack, tmp_path / "ut", jobs, replace(DRAFT, overwrite=True)).items[4].status is Status.WRITTEN
    assert edited.read_bytes() != touched


def test_the_journal_tells_nothing_of_people(pack: Pack, rows: Path, tmp_path: Path) -> None:
    filled(rows, pack, tmp_path / "ut")
    found = sqlite3.connect(journal_path(tmp_path / "ut"))
    lines = found.execute("select key, made_from, file, sha256, told from plan").fetchall()
    found.close()
    assert len(lines) == ROWS
    words = " ".join(" ".join(line[:4]) + zlib.decompress(line[4]).decode() for line in lines)
    people = [tree["deltaker"] for tree in trees(15)]
    assert not [value for person in people for value in person.values() if isinstance(value, str) and value in words]


# ---- Accidents ------------------------------------------------------------------------------------------------------


def refusing(monkeypatch: pytest.MonkeyPatch, error: OSError, *numbers: int) -> None:
    """Let the writing of some files fail, counted from 0."""
    write, written = durable.write_part, iter(range(1000))

    def refused(folder: Path, data: bytes) -> Path:
        if next(written) in numbers:
            raise error
        return write(folder, data)

    monkeypatch.setattr(durable, "write_part", refused)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_a_plan_that_cannot_be_written_is_told_of_and_the_others_are_written(
    pack: Pack, rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    with monkeypatch.context() as patch:
        refusing(patch, OSError(number, os.strerror(number)), 2, 3)
        report = filled(rows, pack, tmp_path / "ut")
    assert statuses(report)[2:4] == [Status.REFUSED] * 2 and report.count(Status.WRITTEN) == ROWS - 2
    finding = report.items[2].findings[-1]
    assert (finding.rule, finding.origin.row) == ("F114", 3) and os.strerror(number) in finding.nb
    assert len(contents(tmp_path / "ut")) == ROWS - 2
    again = filled(rows, pack, tmp_path / "ut")
    assert statuses(again)[2:4] == [Status.WRITTEN] * 2 and again.count(Status.UNCHANGED) == ROWS - 2


def test_a_name_that_cannot_be_given_is_told_of(pack: Pack, rows: Path, tmp_path: Path) -> None:
    (tmp_path / "ut" / "2026-0002_integreringsplan.pdf").mkdir(parents=True)
    report = filled(rows, pack, tmp_path / "ut")
    assert (report.items[2].status, rules(report.items[2])[-1]) == (Status.REFUSED, "F114")
    assert report.count(Status.WRITTEN) == ROWS - 1 and len(list((tmp_path / "ut").iterdir())) == ROWS


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder_is_told_of(pack: Pack, rows: Path, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    out.mkdir()
    out.chmod(0o555)
    report = filled(rows, pack, out)
    out.chmod(0o755)
    assert {rules(item)[-1] for item in report.items} == {"F114"} and contents(out) == {}


def test_without_a_journal_the_plans_are_written_all_the_same(
    pack: Pack, rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(folder: Path) -> Journal:
        raise NoJournalError("ingen", "none")

    monkeypatch.setattr(folders, "Journal", none)
    report = filled(rows, pack, tmp_path / "ut")
    assert report.count(Status.WRITTEN) == ROWS
    assert [(finding.rule, finding.severity) for finding in report.findings] == [("F136", Severity.WARNING)]


def test_a_journal_that_fails_on_the_way_is_told_of(
    pack: Pack, rows: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Journal, "add", lambda *_: False)
    report = filled(rows, pack, tmp_path / "ut")
    assert report.count(Status.WRITTEN) == ROWS and [finding.rule for finding in report.findings] == ["F136"]


def test_a_held_folder_is_left_alone(rows: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ut").mkdir()
    with Journal(tmp_path / "ut"):
        assert run(["fill", str(rows), "-o", str(tmp_path / "ut"), "--draft"]) == ExitCode.INPUT
    assert "En annen kjøring" in capsys.readouterr().err
    assert contents(tmp_path / "ut") == {}


def test_what_a_killed_run_left_is_swept_away(pack: Pack, rows: Path, tmp_path: Path) -> None:
    (tmp_path / "ut").mkdir()
    durable.write_part(tmp_path / "ut", b"half")
    (tmp_path / "ut" / "notater.part").write_bytes(b"somebody's")
    filled(rows, pack, tmp_path / "ut")
    others = [name for name in contents(tmp_path / "ut") if not name.endswith(".pdf")]
    assert others == ["notater.part"]


def test_a_run_that_is_interrupted_leaves_nothing_half_done(pack: Pack, tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rader.jsonl", trees(100))

    def interrupt(done: int, total: int) -> None:
        if done == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fill(rows, pack, tmp_path / "ut", DRAFT, interrupt)
    found = contents(tmp_path / "ut")
    assert len(found) == 64 and all(name.endswith(".pdf") for name in found)
    assert filled(rows, pack, tmp_path / "ut").count(Status.WRITTEN) == 36


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is no signal there")
def test_ctrl_c_ends_all_processes_and_leaves_a_journal(pack: Pack, tmp_path: Path) -> None:
    rows, out = write_rows(tmp_path / "rader.jsonl", trees(600)), tmp_path / "ut"
    command = [sys.executable, "-m", "integplan_pdf", "fill", str(rows), "-o", str(out), "--draft", "--jobs", "2"]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        until = time.monotonic() + 60
        while not (out.exists() and any(out.glob("*.pdf"))) and time.monotonic() < until:
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130 and "Traceback" not in told
    found = contents(out)
    assert 0 < len(found) < 600 and all(name.endswith(".pdf") for name in found)
    report = filled(rows, pack, out, options=FillOptions(dt.datetime.now().astimezone().date(), draft=True))
    assert report.count(Status.UNCHANGED) == len(found) and report.count(Status.WRITTEN) == 600 - len(found)


# ---- Other targets --------------------------------------------------------------------------------------------------


def test_a_zip_holds_what_a_folder_holds_in_the_order_of_the_rows(pack: Pack, rows: Path, tmp_path: Path) -> None:
    filled(rows, pack, tmp_path / "ut")
    for jobs in (1, 2):
        report = filled(rows, pack, choose_target(None, tmp_path / f"{jobs}.zip", None), jobs)
        assert statuses(report) == [Status.WRITTEN] * ROWS
    assert (tmp_path / "1.zip").read_bytes() == (tmp_path / "2.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "1.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [item.file for item in report.items]
        assert {name: archive.read(name) for name in archive.namelist()} == contents(tmp_path / "ut")
    assert {path.name for path in tmp_path.iterdir()} == {"1.zip", "2.zip", "rader.jsonl", "ut", ".ut.integplan"}


def test_a_merged_file_has_a_bookmark_for_each_plan(pack: Pack, rows: Path, tmp_path: Path) -> None:
    filled(rows, pack, tmp_path / "ut")
    filled(rows, pack, choose_target(None, None, tmp_path / "alle.pdf"))
    with pikepdf.open(tmp_path / "alle.pdf") as merged, merged.open_outline() as outline:
        titles = [bookmark.title for bookmark in outline.root]
        pages = len(merged.pages)
    assert titles == [f"{tree['deltaker']['navn']} ({tree['id']})" for tree in trees(ROWS)]
    singles = []
    for path in (tmp_path / "ut").iterdir():
        with pikepdf.open(path) as plan:
            singles.append(len(plan.pages))
    assert pages == sum(singles)


@pytest.mark.parametrize("suffix", [".zip", ".pdf"])
def test_one_file_is_whole_or_not_there(pack: Pack, rows: Path, tmp_path: Path, suffix: str) -> None:
    target = tmp_path / "mappe" / f"alle{suffix}"

    def interrupt(done: int, total: int) -> None:
        if done == 18:
            raise KeyboardInterrupt

    out = choose_target(None, target, None) if suffix == ".zip" else choose_target(None, None, target)
    with pytest.raises(KeyboardInterrupt):
        fill(rows, pack, out, DRAFT, interrupt)
    assert contents(target.parent) == {}


def test_no_plan_no_file(pack: Pack, tmp_path: Path) -> None:
    rows = write_rows(tmp_path / "rader.jsonl", [{"id": "1", "deltaker": ["ikke et navn"]}])
    for out in (choose_target(None, tmp_path / "a.zip", None), choose_target(None, None, tmp_path / "a.pdf")):
        assert statuses(filled(rows, pack, out)) == [Status.REFUSED]
    assert contents(tmp_path).keys() == {"rader.jsonl"}


def test_one_file_that_cannot_be_written_is_told_of(pack: Pack, rows: Path, tmp_path: Path) -> None:
    (tmp_path / "alle.zip").mkdir()
    with pytest.raises(InputError, match="kan ikke skrives"):
        filled(rows, pack, choose_target(None, tmp_path / "alle.zip", None))
    assert {path.name for path in tmp_path.iterdir()} == {"alle.zip", "rader.jsonl"}


def test_a_url_takes_plans(pack: Pack, rows: Path, tmp_path: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    filled(rows, pack, tmp_path / "ut")
    memory = fsspec.filesystem("memory")
    report = filled(rows, pack, choose_target("memory://planer/2026", None, None))
    assert statuses(report) == [Status.WRITTEN] * ROWS
    assert {name.rpartition("/")[2]: memory.cat_file(name) for name in memory.find("/planer")} == contents(
        tmp_path / "ut"
    )
    memory.pipe_file("/planer/2026/2026-0003_integreringsplan.pdf", b"somebody's")
    again = filled(rows, pack, choose_target("memory://planer/2026", None, None))
    assert (again.count(Status.UNCHANGED), rules(again.items[3])[-1]) == (ROWS - 1, "F113")
    memory.rm("/planer", recursive=True)


def test_where_files_cannot_be_replaced_at_once_they_are_renamed(pack: Pack, rows: Path, tmp_path: Path) -> None:
    pytest.importorskip("fsspec")
    filled(rows, pack, tmp_path / "ut")
    report = filled(rows, pack, Remote((tmp_path / "der").as_uri()))
    assert statuses(report) == [Status.WRITTEN] * ROWS
    assert contents(tmp_path / "der") == contents(tmp_path / "ut")


def test_a_file_url_is_a_folder(pack: Pack, rows: Path, tmp_path: Path) -> None:
    target = choose_target((tmp_path / "med mellomrom").as_uri(), None, None)
    assert isinstance(target, Folder)
    assert filled(rows, pack, target).count(Status.WRITTEN) == len(contents(tmp_path / "med mellomrom")) == ROWS


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ([], "Si hvor planene skal"),
        (["-o", "ut", "--zip", "a.zip"], "bare én av dem"),
        (["--zip", "a.pdf"], "må slutte på .zip"),
        (["--merge", "a.zip"], "må slutte på .pdf"),
        (["--zip", "a.zip", "--force"], "--force hører til en mappe"),
        (["-o", "ut", "--jobs", "2", "--cluster", "tcp://x:1"], "Bruk bare én av dem"),
        (["-o", "memory://ut", "--jobs", "2"], "minnet i én prosess"),
        (["-o", "ukjent://ut"], "adressen er ukjent"),
    ],
)
def test_nonsense_is_a_usage_error(
    rows: Path, given: list[str], said: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(rows.parent)
    assert run(["fill", str(rows), *given]) == ExitCode.USAGE
    assert said in capsys.readouterr().err
    assert contents(rows.parent).keys() == {"rader.jsonl"}


def test_fewer_than_one_process_is_a_usage_error(pack: Pack, rows: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="fra 1"):
        filled(rows, pack, tmp_path / "ut", 0)
