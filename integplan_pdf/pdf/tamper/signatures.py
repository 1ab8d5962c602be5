"""Whether what was signed is still what stands in the file (ISO 32000-2 §12.8.1).

Limits: only the digest is worked out, not the signer's certificate or the signature over the digest; pyHanko or
Acrobat tell whose signature it is.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from integplan_pdf.pdf.read.file import PdfFile
from integplan_pdf.pdf.read.tree import Dictionary, FieldTree
from integplan_pdf.pdf.tamper.anatomy import Signature

_DIGESTS = {20: "sha1", 32: "sha256", 48: "sha384", 64: "sha512"}
_MESSAGE_DIGEST = re.compile(
    rb"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04\x31[\x16\x22\x32\x42]\x04([\x14\x20\x30\x40])"
)
"""The signed attribute messageDigest: its identifier, a set, and an octet string (RFC 5652 §11.2)."""

_END = re.compile(rb"\s*\Z")


def signatures_of(file: PdfFile, tree: FieldTree, data: bytes) -> Iterator[Signature]:
    """Yield the signatures of a file."""
    for node in tree.nodes:
        value = file.resolve(node.attributes.get("V"))
        if isinstance(value, dict) and "ByteRange" in value:
            yield _signature(file, node.name, value, data)


def _signature(file: PdfFile, name: str, value: Dictionary, data: bytes) -> Signature:
    numbers = file.resolve(value["ByteRange"])
    spans = [file.resolve(item) for item in numbers] if isinstance(numbers, list) else []
    contents = file.resolve(value.get("Contents"))
    if len(spans) != 4 or not all(isinstance(span, int) and span >= 0 for span in spans):
        return Signature(name, holds=False, whole=False)
    first, length, second, rest = spans
    covered = data[first : first + length], data[second : second + rest]
    end = second + rest
    if first or end > len(data) or second < length:
        return Signature(name, holds=False, whole=False)
    whole = bool(_END.match(data, end)) if len(data) - end < 1024 else False
    return Signature(name, _holds(contents, covered), whole)


def _holds(contents: object, covered: tuple[bytes, bytes]) -> bool | None:
    """Return whether the digest in the signature is that of the bytes; None if it holds none in the usual place."""
    found = _MESSAGE_DIGEST.search(contents) if isinstance(contents, bytes) else None
    if found is None or not isinstance(contents, bytes):
        return None
    size = found[1][0]
    digest = hashlib.new(_DIGESTS[size], covered[0] + covered[1], usedforsecurity=False).digest()
    return digest == contents[found.end() : found.end() + size]
