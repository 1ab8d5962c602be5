"""Other people's programs, each saving, typing into, flattening or printing a filled plan; those installed."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Change = Callable[[bytes, bytes], bytes]
"""Filled plan, its blank form → what the program makes of them."""


@dataclass(frozen=True)
class Program:
    """What one program does to a plan.

    Attributes:
        needs: the command that must be installed; empty if none.
        flat: whether its fields are gone afterwards.
    """

    name: str
    needs: str
    flat: bool
    change: Change

    @property
    def installed(self) -> bool:
        return not self.needs or shutil.which(self.needs) is not None


def _ran(*command: str, blank: bool = False) -> Change:
    """Return a change by a command that has IN, OUT and, if asked for, BLANK among its words."""

    def change(filled: bytes, form: bytes) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            files = {"IN": Path(folder, "in.pdf"), "OUT": Path(folder, "out.pdf"), "BLANK": Path(folder, "blank.pdf")}
            files["IN"].write_bytes(filled)
            if blank:
                files["BLANK"].write_bytes(form)
            return _output([str(files.get(word, word)) for word in command], files["OUT"])

    return change


def _output(command: Sequence[str], out: Path) -> bytes:
    done = subprocess.run(command, capture_output=True, timeout=120, check=False, cwd=out.parent)
    assert out.is_file(), done.stderr.decode(errors="replace")
    return out.read_bytes()


def _typed_by_pdftk(filled: bytes, form: bytes) -> bytes:
    """Have the values typed into the blank form."""
    with tempfile.TemporaryDirectory() as folder:
        old, blank, fdf, out = (Path(folder, name) for name in ("in.pdf", "blank.pdf", "values.fdf", "out.pdf"))
        old.write_bytes(filled)
        blank.write_bytes(form)
        _output(["pdftk", str(old), "generate_fdf", "output", str(fdf)], fdf)
        return _output(["pdftk", str(blank), "fill_form", str(fdf), "output", str(out)], out)


def _saved_by_pdfium(filled: bytes, form: bytes) -> bytes:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(filled)
    return _bytes(document)


def _flattened_by_pdfium(filled: bytes, form: bytes) -> bytes:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(filled)
    document.init_forms()
    for page in document:
        page.flatten()
    return _bytes(document)


def _bytes(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    document.close()  # type: ignore[attr-defined]
    return out.getvalue()


def _libreoffice(filled: bytes, form: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "plan").mkdir()
        Path(folder, "plan", "in.pdf").write_bytes(filled)
        command = [
            "soffice",
            f"-env:UserInstallation=file://{folder}/profile",
            "--headless",
            "--infilter=draw_pdf_import",
            "--convert-to",
            "pdf:draw_pdf_Export",
            "--outdir",
            folder,
            f"{folder}/plan/in.pdf",
        ]
        return _output(command, Path(folder, "in.pdf"))


_FLATTENED = ("--generate-appearances", "--flatten-annotations=all")

PROGRAMS = (
    Program("qpdf", "qpdf", False, _ran("qpdf", "--object-streams=generate", "--linearize", "IN", "OUT")),
    Program("mutool clean", "mutool", False, _ran("mutool", "clean", "-ggg", "-z", "IN", "OUT")),
    Program("pdftk", "pdftk", False, _ran("pdftk", "IN", "output", "OUT")),
    Program("pdftk fill_form", "pdftk", False, _typed_by_pdftk),
    Program("pdfium", "", False, _saved_by_pdfium),
    Program("qpdf flattened", "qpdf", True, _ran("qpdf", *_FLATTENED, "IN", "OUT")),
    Program("pdftk flattened", "pdftk", True, _ran("pdftk", "IN", "output", "OUT", "flatten")),
    Program("pdfium flattened", "", True, _flattened_by_pdfium),
    Program("poppler printed", "pdftocairo", True, _ran("pdftocairo", "-pdf", "IN", "OUT")),
    Program("mutool printed", "mutool", True, _ran("mutool", "convert", "-F", "pdf", "-o", "OUT", "IN")),
    Program(
        "ghostscript printed",
        "gs",
        True,
        _ran("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-o", "OUT", "IN"),
    ),
    Program("libreoffice printed", "soffice", True, _libreoffice),
)
