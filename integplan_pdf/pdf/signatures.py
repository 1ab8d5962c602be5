"""What signatures allow to be filled in: certification, locked fields (ISO 32000-2 §12.7.5.5, §12.8.2).

An update keeps the signed bytes, so a signature stays valid as long as only permitted changes are made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from pypdf.generic import DictionaryObject

from integplan_pdf.errors import TemplateError
from integplan_pdf.model.template import FieldKind
from integplan_pdf.pdf import objects
from integplan_pdf.pdf.document import Document
from integplan_pdf.pdf.fieldtree import FieldNode
from integplan_pdf.pdf.inspect import kind_of

_NO_CHANGES = 1
_FILLABLE = (FieldKind.TEXT, FieldKind.CHECK, FieldKind.RADIO, FieldKind.CHOICE)


@dataclass(frozen=True, slots=True)
class Protection:
    """What a document's signatures protect: `signed` at all, and the names of the fields they lock."""

    signed: bool
    locked: frozenset[str]


def protection_of(document: Document, nodes: Iterable[FieldNode]) -> Protection:
    """Return what the signatures of a document protect.

    Raises:
        TemplateError: they allow nothing to be filled in.
    """
    nodes = list(nodes)
    signatures = [(node, value) for node in nodes if (value := _signature(node))]
    certified = objects.dictionary(objects.get(objects.get(document.root, "/Perms"), "/DocMDP"))
    if certified and _permission(certified) == _NO_CHANGES:
        raise _no_changes()
    if not signatures:
        return Protection(bool(certified), frozenset())
    fillable = {node.name for node in nodes if kind_of(node) in _FILLABLE}
    locked: set[str] = set()
    for node, value in signatures:
        lock = objects.dictionary(objects.raw(node.dict, "/Lock"))
        if _NO_CHANGES in (_permission(value), objects.integer(objects.raw(lock, "/P"))):
            raise _no_changes()
        for rule in (lock, *_parameters(value, b"FieldMDP")):
            locked |= set(filter(_locks(rule), fillable))
    if fillable and locked >= fillable:
        raise _no_changes()
    _refuse_rewriting(document)
    return Protection(True, frozenset(locked))


def _signature(node: FieldNode) -> DictionaryObject | None:
    value = node.inherited("/V") if kind_of(node) is FieldKind.SIGNATURE else None
    return value if isinstance(value, DictionaryObject) and "/ByteRange" in value else None


def _parameters(signature: DictionaryObject, method: bytes) -> Iterator[DictionaryObject]:
    """Yield the transform parameters of a signature's references of one method (§12.8.1)."""
    for item in objects.entries(objects.raw(signature, "/Reference")):
        reference = objects.dictionary(item)
        if objects.name(objects.raw(reference, "/TransformMethod")) == method:
            yield objects.dictionary(objects.raw(reference, "/TransformParams"))


def _permission(signature: DictionaryObject) -> int:
    """Return the strictest /P of the DocMDP parameters; 2, form filling, where none is given (table 257)."""
    found = [objects.integer(objects.raw(each, "/P"), 2) for each in _parameters(signature, b"DocMDP")]
    return min(found, default=2)


def _locks(rule: DictionaryObject) -> Callable[[str], bool]:
    """Return whether a lock dictionary (table 236) or FieldMDP parameters (table 259) hold a field."""
    action = objects.name(objects.raw(rule, "/Action"))
    named = [objects.text(item) or "" for item in objects.entries(objects.raw(rule, "/Fields"))]

    def is_named(name: str) -> bool:
        return any(name == one or name.startswith(f"{one}.") for one in named)

    match action:
        case b"All":
            return lambda name: True
        case b"Include":
            return is_named
        case b"Exclude":
            return lambda name: not is_named(name)
    return lambda name: False


def _refuse_rewriting(document: Document) -> None:
    if document.repaired:
        raise TemplateError(
            "PDF-en er signert, men skadet. Den kan ikke fylles ut uten at signaturen brytes.",
            "The PDF is signed but damaged. It cannot be filled in without breaking the signature.",
        )
    if objects.get(document.form, "/XFA") is not None:
        raise TemplateError(
            "PDF-en er signert og har en XFA-utgave. Den kan ikke fylles ut uten at signaturen brytes.",
            "The PDF is signed and has an XFA edition. It cannot be filled in without breaking the signature.",
        )


def _no_changes() -> TemplateError:
    return TemplateError(
        "PDF-en er signert eller sertifisert slik at ingen felt kan fylles ut. Bruk et usignert eksemplar.",
        "The PDF is signed or certified so that no field may be filled in. Use an unsigned copy.",
    )
