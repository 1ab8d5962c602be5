from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from integplan_pdf.bulk.journal import Entry, Journal, journal_path
from integplan_pdf.errors import ExitCode, InputError

ONE = Entry("1", "abc", "1.pdf", "def")


def test_what_is_entered_is_there_next_time(tmp_path: Path) -> None:
    folder = tmp_path / "planer"
    folder.mkdir()
    with Journal(folder) as journal:
        assert journal.entries() == {}
        journal.add([ONE, Entry("2", "x", "2.pdf", "y")])
        journal.add([Entry("2", "z", "2.pdf", "w")])
    with Journal(folder) as journal:
        assert journal.entries() == {"1": ONE, "2": Entry("2", "z", "2.pdf", "w")}
    assert list(folder.iterdir()) == []


def test_two_runs_do_not_mix(tmp_path: Path) -> None:
    with Journal(tmp_path / "planer"), pytest.raises(InputError, match="En annen kjøring") as caught:
        Journal(tmp_path / "planer")
    assert caught.value.exit_code is ExitCode.INPUT
    Journal(tmp_path / "planer").__exit__(None, None, None)


def test_a_killed_run_lets_go(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from integplan_pdf.bulk.journal import Entry, Journal\n"
        "journal = Journal(Path(sys.argv[1])); journal.add([Entry('1', 'abc', '1.pdf', 'def')])\n"
        "os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, 'SIGKILL') else signal.SIGTERM)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path / "planer")], check=False)
    assert killed.returncode != 0
    with Journal(tmp_path / "planer") as journal:
        assert journal.entries() == {"1": ONE}


def test_a_journal_that_is_none_is_told_of(tmp_path: Path) -> None:
    journal_path(tmp_path / "planer").write_bytes(b"not a database at all, " * 100)
    with pytest.raises(InputError, match="Slett den"):
        Journal(tmp_path / "planer")
