"""What a merged file says of itself, which is what all its plans say of themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.sax.saxutils import escape

from pikepdf import Dictionary, Pdf, Stream

from integplan_pdf.pdf import syntax

_CLAIM = re.compile(rb"pdfuaid:part(?:>|=[\"'])1")
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description>{claim}</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_UA = """<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>"""


@dataclass(slots=True)
class Metadata:
    """Title and language of the first plan, and what holds for all."""

    title: str = ""
    language: bytes = b""
    marked: bool = True
    accessible: bool = True
    _empty: bool = True

    def take(self, pdf: Pdf) -> None:
        """Take a further plan into account."""
        root = pdf.Root
        if self._empty:
            self.title = str(pdf.docinfo.get("/Title", ""))
            self.language = bytes(root.get("/Lang", b""))
            self._empty = False
        stated = root.get("/Metadata")
        claims = isinstance(stated, Stream) and _CLAIM.search(stated.read_bytes())
        self.marked = self.marked and bool(root.get("/MarkInfo", Dictionary()).get("/Marked", False))
        self.accessible = self.accessible and bool(claims)

    def xmp(self) -> bytes:
        """Return the metadata stream (ISO 32000-2 §14.3.2)."""
        claim = _UA if self.accessible else ""
        return _XMP.format(title=escape(self.title), claim=claim).encode()

    def entries(self) -> bytes:
        """Return the entries of the catalog that follow from it."""
        language = b"/Lang%b" % syntax.literal(self.language) if self.language else b""
        marked = b"/MarkInfo<</Marked true>>" if self.marked else b""
        return language + marked + b"/ViewerPreferences<</DisplayDocTitle true>>/PageMode/UseOutlines"
