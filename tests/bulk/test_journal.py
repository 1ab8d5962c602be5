from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from integplan_pdf.bulk.journal import Entry, Journal, NoJournalError, journal_path
from integplan_pdf.errors import ExitCode, InputError

ONE = Entry("1", "abc", "1.pdf", "def", b"said")


def test_what_is_entered_is_there_next_time(tmp_path: Path) -> None:
    folder = tmp_path / "planer"
    folder.mkdir()
    with Journal(folder) as journal:
        assert journal.entry("1") is None
        assert journal.add([ONE, Entry("2", "x", "2.pdf", "y")])
        assert journal.add([Entry("2", "z", "2.pdf", "w")])
    with Journal(folder) as journal:
        assert (journal.entry("1"), journal.entry("2")) == (ONE, Entry("2", "z", "2.pdf", "w"))
    assert list(folder.iterdir()) == []


def test_a_batch_is_entered_whole_or_not_at_all(tmp_path: Path) -> None:
    broken = Entry("2", "x", "2.pdf", None)  # type: ignore[arg-type]
    with Journal(tmp_path / "planer") as journal:
        assert not journal.add([ONE, broken])
        assert journal.entry("1") is None
        assert journal.add([ONE])


def test_two_runs_do_not_mix(tmp_path: Path) -> None:
    with Journal(tmp_path / "planer"), pytest.raises(InputError, match="En annen kjøring") as caught:
        Journal(tmp_path / "planer")
    assert caught.value.exit_code is ExitCode.INPUT
    Journal(tmp_path / "planer").__exit__(None, None, None)


def test_a_killed_run_lets_go(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from integplan_pdf.bulk.journal import Entry, Journal\n"
        "journal = Journal(Path(sys.argv[1])); journal.add([Entry('1', 'abc', '1.pdf', 'def', b'said')])\n"
        "os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, 'SIGKILL') else signal.SIGTERM)"
    )
    killed = subprocess.run([sys.executable, "-c", code, str(tmp_path / "planer")], check=False)
    assert killed.returncode != 0
    with Journal(tmp_path / "planer") as journal:
        assert journal.entry("1") == ONE


def test_a_run_killed_in_the_midst_of_an_entry_leaves_no_more_than_the_journal(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from integplan_pdf.bulk.journal import Entry, Journal\n"
        "journal = Journal(Path(sys.argv[1])); journal.add([Entry('1', 'abc', '1.pdf', 'def', b'said')])\n"
        "journal._database.execute('pragma cache_size = 1'); journal._database.execute('begin')\n"
        "many = [(str(n), 'x' * 400, 'y', 'z', b'') for n in range(2, 200)]\n"
        "journal._database.executemany('insert into plan values (?, ?, ?, ?, ?)', many)\n"
        "os.kill(os.getpid(), signal.SIGKILL if hasattr(signal, 'SIGKILL') else signal.SIGTERM)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "planer")], check=False)
    assert len(list(tmp_path.iterdir())) == 2
    with Journal(tmp_path / "planer") as journal:
        assert journal.entry("1") == ONE and journal.entry("100") is None
    assert [path.name for path in tmp_path.iterdir()] == [".planer.integplan"]


def test_a_journal_that_is_none_is_told_of(tmp_path: Path) -> None:
    journal_path(tmp_path / "planer").write_bytes(b"not a database at all, " * 100)
    with pytest.raises(InputError, match="Slett den") as caught:
        Journal(tmp_path / "planer")
    assert not isinstance(caught.value, NoJournalError)


def test_where_none_can_be_made_that_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NoJournalError):
        Journal(tmp_path / "no such folder" / "planer")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_parent_has_no_journal(tmp_path: Path) -> None:
    parent = tmp_path / "kun lesing"
    (parent / "planer").mkdir(parents=True)
    parent.chmod(0o555)
    with pytest.raises(NoJournalError):
        Journal(parent / "planer")
    parent.chmod(0o755)
