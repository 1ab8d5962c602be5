"""pdftk-java and PDFBox as Debian packs them, each in one Java machine within the process, warm before it counts."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from benchmarks.tools.form import Fill, Form, Values

JARS = Path("/usr/share/java")
PDFTK = ("/usr/share/pdftk/pdftk.jar", "pdftk.jar", "bcprov.jar", "commons-lang3.jar")
PDFBOX = ("pdfbox2.jar", "fontbox2.jar", "commons-logging.jar", "bcprov.jar")


def _java(jars: tuple[str, ...]) -> Any:
    import jpype

    found = [str(JARS / jar) for jar in jars if (JARS / jar).exists()]
    if not found:
        raise FileNotFoundError(f"none of {', '.join(jars)}")
    jpype.startJVM("-Djava.awt.headless=true", classpath=found, convertStrings=False)
    return jpype


def pdftk(form: Form) -> Fill:
    jpype = _java(PDFTK)
    tool = jpype.JClass("com.gitlab.pdftk_java.pdftk")

    def run(row: Values, path: str) -> None:
        with NamedTemporaryFile(suffix=".fdf", dir=Path(path).parent) as fdf:
            fdf.write(_fdf(row, form))
            fdf.flush()
            code = tool.main_noexit([str(form.path), "fill_form", fdf.name, "output", path])
            if code:
                raise RuntimeError(f"exit code {code}")

    return run


def _fdf(row: Values, form: Form) -> bytes:
    tree: dict[str, Any] = {}
    for name, value in row.items():
        *above, last = name.split(".")
        node = tree
        for step in above:
            node = node.setdefault(step, {})
        node[last] = f"/{value}".encode() if name in form.boxes else _string(value)
    return b"%%FDF-1.2\n1 0 obj\n<</FDF<</Fields[%b]>>>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%%%EOF\n" % _nodes(tree)


def _nodes(tree: dict[str, Any]) -> bytes:
    return b"".join(
        b"<</T(%b)/Kids[%b]>>" % (name.encode(), _nodes(value))
        if isinstance(value, dict)
        else b"<</T(%b)/V%b>>" % (name.encode(), value)
        for name, value in tree.items()
    )


def _string(text: str) -> bytes:
    return b"<%b>" % ("\ufeff" + text).encode("utf-16-be").hex().encode()


def pdfbox(form: Form) -> Fill:
    jpype = _java(PDFBOX)
    jpype.JClass("java.lang.System").setProperty(
        "org.apache.commons.logging.Log", "org.apache.commons.logging.impl.NoOpLog"
    )
    document_of, data = jpype.JClass("org.apache.pdfbox.pdmodel.PDDocument").load, form.path.read_bytes()

    def run(row: Values, path: str) -> None:
        document = document_of(jpype.JArray(jpype.JByte)(data))
        try:
            fields = document.getDocumentCatalog().getAcroForm()
            for name, value in row.items():
                fields.getField(name).setValue(value)
            document.save(path)
        finally:
            document.close()

    return run
