"""PDFium's form filler, driven as a person would: focus, select all, type; boxes are clicked. Saved incrementally."""

from __future__ import annotations

import ctypes
from typing import Any

from benchmarks.tools.form import Fill, Form, Values

_INCREMENTAL = 1
_BOX, _TEXT = 2, 6


def pdfium(form: Form) -> Fill:
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw

    data = form.path.read_bytes()

    def text(ask: Any, *about: Any) -> str:
        size = ask(*about, None, 0)
        buffer = ctypes.create_string_buffer(size)
        ask(*about, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
        return buffer.raw[: size - 2].decode("utf-16-le")

    def put(env: Any, page: Any, note: Any, row: Values) -> None:
        name, kind = text(raw.FPDFAnnot_GetFormFieldName, env, note), raw.FPDFAnnot_GetFormFieldType(env, note)
        if name not in row:
            return
        if kind == _TEXT:
            raw.FORM_SetFocusedAnnot(env, note)
            raw.FORM_SelectAllText(env, page)
            typed = (row[name] + "\0").encode("utf-16-le")
            raw.FORM_ReplaceSelection(env, page, ctypes.cast(typed, ctypes.POINTER(ctypes.c_ushort)))
            raw.FORM_ForceToKillFocus(env)
        elif kind == _BOX and text(raw.FPDFAnnot_GetFormFieldExportValue, env, note) == row[name]:
            box = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(note, box)
            middle = (box.left + box.right) / 2, (box.top + box.bottom) / 2
            raw.FORM_OnLButtonDown(env, page, 0, *middle)
            raw.FORM_OnLButtonUp(env, page, 0, *middle)

    def run(row: Values, path: str) -> None:
        document = pdfium.PdfDocument(data)
        document.init_forms()
        env = document.formenv.raw
        for number in range(len(document)):
            page = document[number]
            for index in range(raw.FPDFPage_GetAnnotCount(page)):
                note = raw.FPDFPage_GetAnnot(page, index)
                if raw.FPDFAnnot_GetSubtype(note) == raw.FPDF_ANNOT_WIDGET:
                    put(env, page, note, row)
                raw.FPDFPage_CloseAnnot(note)
            page.close()
        document.save(path, flags=_INCREMENTAL)
        document.close()

    return run
