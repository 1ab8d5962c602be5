"""integplan_pdf itself."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.tools.form import Fill, Form, Values


def ours(form: Form, *, compact: bool = False) -> Fill:
    from integplan_pdf.pdf.compile import compile_template
    from integplan_pdf.pdf.write import fill

    compiled = replace(compile_template(form.path.read_bytes()), compact=compact)

    def run(row: Values, path: str) -> None:
        filled = fill(compiled, row)
        with open(path, "wb", buffering=0) as file:  # noqa: PTH123
            file.write(filled.data)

    return run


def compact(form: Form) -> Fill:
    return ours(form, compact=True)
