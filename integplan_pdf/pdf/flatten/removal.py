"""Taking the form out of a document: its fields, its scripts, and whatever still points to either."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pikepdf import Array, Dictionary, Object, Pdf, Stream

from integplan_pdf.pdf.flatten import access
from integplan_pdf.pdf.flatten.access import Reference

_OF_THE_FORM = ("/AcroForm", "/NeedsRendering")
_USAGE_RIGHTS = ("/UR3", "/UR")
_SCRIPT = b"/JavaScript"


def remove_widgets(pdf: Pdf, gone: Iterable[Reference]) -> None:
    """Take widgets off the pages."""
    refs = frozenset(gone)
    for page in pdf.pages:
        annotations = access.array(page.obj.get("/Annots"))
        kept = [item for item in annotations if access.reference(item) not in refs]
        if not kept and annotations:
            del page.obj.Annots
        elif len(kept) < len(annotations):
            page.obj.Annots = Array(kept)


def remove_form(pdf: Pdf) -> bool:
    """Take the interactive form, its scripts and its usage rights out; return whether there were scripts or rights."""
    root = pdf.Root
    for key in _OF_THE_FORM:
        if key in root:
            del root[key]
    removed = _delete(root, "/Perms", _USAGE_RIGHTS)
    removed |= _delete(root, "/Names", ("/JavaScript",))
    for holder in (root, *(page.obj for page in pdf.pages)):
        events = access.dictionary(holder.get("/AA"))
        removed |= _delete(holder, "/AA", [key for key in events.keys() if _is_script(events[key])])  # noqa: SIM118
    if _is_script(root.get("/OpenAction")):
        del root.OpenAction
        removed = True
    return removed


def _delete(holder: Any, entry: str, keys: Iterable[str]) -> bool:
    """Delete `keys` from the dictionary `entry` of `holder`, and that too when nothing is left of it."""
    inner = access.dictionary(holder.get(entry))
    found = [key for key in keys if key in inner]
    for key in found:
        del inner[key]
    if found and not inner.keys():
        del holder[entry]
    return bool(found)


def _is_script(action: Any) -> bool:
    return access.name(access.get(action, "/S")) == _SCRIPT


def remove_references(pdf: Pdf, gone: Iterable[Reference]) -> None:
    """Take out every reference to the objects `gone` and to any widget, also those of a structure tree (/OBJR).

    Entries are deleted, elements of arrays become null.
    """
    objects = {access.reference(item): item for item in pdf.objects if isinstance(item, Object)}
    widgets = (ref for ref, item in objects.items() if access.name(access.get(item, "/Subtype")) == b"/Widget")
    refs = frozenset((*gone, *widgets))
    for ref, item in objects.items():
        if ref not in refs:
            _clean(item, refs)


def _clean(item: Any, gone: frozenset[Reference]) -> None:
    """Clean one indirect object, with all direct objects in it."""
    waiting: list[Any] = [item]
    while waiting:
        holder = waiting.pop()
        for key, part in _parts(holder):
            if not isinstance(part, Object):
                continue
            if part.objgen in gone or access.reference(access.get(part, "/Obj")) in gone:
                _forget(holder, key)
            elif not part.is_indirect:
                waiting.append(part)


def _parts(holder: Any) -> list[tuple[Any, Any]]:
    if isinstance(holder, Array):
        return list(enumerate(holder))
    return list(holder.items()) if isinstance(holder, (Dictionary, Stream)) else []


def _forget(holder: Any, key: Any) -> None:
    if isinstance(holder, Array):
        holder[key] = None
    else:
        del holder[key]
