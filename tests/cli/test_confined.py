"""The whole tool with the network forbidden, and nothing that a file brings is run, fetched or unpacked.

The ban is laid on every process that is started, by a `sitecustomize` of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from tests.builders import FormBuilder
from tests.paths import ROOT

SAMPLES = ROOT / "samples"
BAN = """
import os, sys

def ban(event, arguments):
    if event == "socket.__new__" and arguments[1] != 1:  # AF_UNIX
        fail(event)
    if event in ("socket.connect", "socket.bind") and isinstance(arguments[1], tuple):
        fail(event)
    if event.startswith(("socket.getaddrinfo", "socket.gethost", "urllib.", "webbrowser.", "os.startfile")):
        fail(event)
    if event == "subprocess.Popen" and arguments[0] != sys.executable:
        fail(f"{event} {arguments[0]}")
    if event in ("os.system", "os.exec"):
        fail(event)

def fail(event):
    os.write(2, f"FORBIDDEN {event}\\n".encode())
    os._exit(99)

sys.addaudithook(ban)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty folder to work in; the ban lies beside it."""
    (tmp_path / "ban").mkdir()
    (tmp_path / "ban" / "sitecustomize.py").write_text(BAN)
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def python(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = os.pathsep.join((str(folder.parent / "ban"), str(ROOT)))
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def integplan(folder: Path, *arguments: object) -> int:
    """Run a verb under the ban and return its exit code."""
    done = python(folder, "-m", "integplan_pdf", *map(str, arguments))
    assert "FORBIDDEN" not in done.stderr
    assert done.returncode in (0, 1, 3, 4), done.stderr
    return done.returncode


def test_the_ban_holds(folder: Path) -> None:
    tries = (
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.org', 80)",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
    )
    assert [python(folder, "-c", code).returncode for code in tries] == [99] * len(tries)


def test_the_whole_way_needs_no_network(folder: Path) -> None:
    assert integplan(folder, "fill", SAMPLES / "deltakere.xlsx", "-o", "ut", "--on", "01.03.2026", "--jobs", 2) == 0
    assert integplan(folder, "read", "ut", "-o", "rader.xlsx", "--jobs", 2) == 0
    for suffix in ("html", "xlsx", "json"):
        assert integplan(folder, "check", "rader.xlsx", "--on", "01.03.2026", "--report", f"rapport.{suffix}") == 0
    form = ROOT / "forms" / "integreringsplan" / "standard.pdf"
    (folder / "verdier.json").write_text("{}")
    assert integplan(folder, "fields", form) == 0
    assert integplan(folder, "raw", "fill", form, "verdier.json", "raa.pdf") == 0
    assert integplan(folder, "raw", "read", "raa.pdf") == 0
    plan = next((folder / "ut").glob("*.pdf"))
    assert integplan(folder, "flatten", plan, "-o", "flat.pdf") == 0


def test_what_a_file_brings_is_neither_run_nor_written(folder: Path) -> None:
    armed(SAMPLES / "planer" / "2026-0001_integreringsplan.pdf", folder.parent / "plan.pdf")
    form = FormBuilder()
    form.text("navn", (50, 700, 350, 720))
    (folder.parent / "form.pdf").write_bytes(form.data())
    armed(folder.parent / "form.pdf", folder.parent / "skjema.pdf")
    (folder.parent / "verdier.json").write_text('{"navn": "x"}')
    for name in ("plan.pdf", "skjema.pdf"):
        given = folder.parent / name
        for verb in (("fields",), ("raw", "read"), ("check",)):
            integplan(folder, *verb, given)
        integplan(folder, "read", given, "-o", "rader.json", "--report", "../rapport.json")
        integplan(folder, "raw", "fill", given, folder.parent / "verdier.json", "ut.pdf")
        assert {path.name for path in folder.rglob("*")} <= {"rader.json", "ut.pdf"}
        shutil.rmtree(folder)
        folder.mkdir()
        told = (folder.parent / "rapport.json").read_text(encoding="utf-8")
        assert all(rule in told for rule in ("V084", "V085", "V086")) or name == "skjema.pdf"
    assert not list(folder.parent.rglob("*evil*"))


def armed(source: Path, target: Path) -> None:
    """Write a PDF that, as it is opened, is to run scripts and programs, send its fields, and unpack a program."""
    script = Dictionary(S=Name.JavaScript, JS=String("app.launchURL('http://127.0.0.1:9/'); this.submitForm('x');"))
    launch = Dictionary(S=Name.Launch, F=String("evil.sh"), Next=script)
    submit = Dictionary(S=Name.SubmitForm, F=Dictionary(FS=Name.URL, F=String("http://127.0.0.1:9/")), Next=launch)
    with pikepdf.open(BytesIO(source.read_bytes())) as pdf:
        pdf.Root.OpenAction = submit
        pdf.Root.AA = Dictionary(WC=script, DS=launch)
        pdf.pages[0].obj.AA = Dictionary(O=submit)
        pdf.Root.AcroForm.Fields[0].AA = Dictionary(C=script, F=script, V=launch)
        file = Dictionary(Type=Name.Filespec, F=String("../../evil.exe"), UF=String("../../evil.exe"))
        file.EF = Dictionary(F=pdf.make_stream(b"MZ", Type=Name.EmbeddedFile))
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("../../evil.exe"), file])))
        pdf.save(target)
