"""The letters and rectangles that page contents draw, by a quick interpreter of plain content streams.

It does what `pdf.recognize.interpreted` does through pdfminer, number for number, and leaves to that whatever is
unusual: inline pictures, vertical writing, names with escapes, odd strings, damage.
"""

from __future__ import annotations

from collections.abc import Sequence

from pdfminer.pdftypes import PDFStream

from integplan_pdf.pdf.read.tree import Dictionary
from integplan_pdf.pdf.recognize.drawing import IDENTITY, Drawing, Work
from integplan_pdf.pdf.recognize.faces import Face, Fonts
from integplan_pdf.pdf.recognize.operators import Run
from integplan_pdf.pdf.recognize.sources import Source
from integplan_pdf.pdf.recognize.tokens import tokens


class Interpreter:
    """Runs the contents of a file's pages; fonts and forms are read once."""

    def __init__(self, source: Source, fonts: Fonts, work: Work) -> None:
        self.source = source
        self._fonts = fonts
        self._work = work
        self._faces: dict[int, tuple[object, Face]] = {}
        self._known: dict[object, Face] = {}
        self._tokens: dict[int, list[bytes]] = {}

    def run(self, resources: object, streams: Sequence[object], drawing: Drawing) -> None:
        """Run the content streams of a page.

        Raises:
            UnusualError: they are for a complete interpreter.
            OverdrawnError: they ask for more than is left.
        """
        found = [stream for stream in map(self.source.resolve, streams) if isinstance(stream, PDFStream)]
        content = b"\n".join([self.source.content(stream) for stream in found])
        self._work.spend(len(content))
        run = Run(self, drawing, self.entries(resources), IDENTITY, frozenset(map(id, found)))
        run.run(tokens(content, paths=drawing.wants_frames))

    def tokens(self, stream: PDFStream, *, paths: bool) -> list[bytes]:
        """Return a form's content."""
        content = self.source.content(stream)
        self._work.spend(len(content))
        if id(stream) not in self._tokens:
            self._tokens[id(stream)] = tokens(content, paths=paths)
        return self._tokens[id(stream)]

    def entries(self, value: object) -> Dictionary:
        """Return a dictionary, empty if it is none."""
        found = self.source.resolve(value)
        return found if isinstance(found, dict) else {}

    def face(self, value: object) -> Face:
        """Return the font that an entry of /Font is."""
        if id(value) not in self._faces:
            key, spec = self.source.font(value)
            face = self._known.get(key) or Face(self._fonts.get_font(key, spec))
            if key is not None:
                self._known[key] = face
            self._faces[id(value)] = value, face
        return self._faces[id(value)][1]
