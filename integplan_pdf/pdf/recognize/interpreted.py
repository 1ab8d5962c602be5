"""The letters and rectangles that page contents draw, through pdfminer's interpreter, whatever they hold."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdffont import PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import PDFStream, stream_value

from integplan_pdf.pdf.recognize.drawing import IDENTITY, Drawing, Work, rectangles
from integplan_pdf.pdf.recognize.letter import HALF_X_HEIGHT, INVISIBLE, UNKNOWN, Letter


def run(resources: Any, streams: Sequence[object], drawing: Drawing, manager: PDFResourceManager, work: Work) -> None:
    """Run the content streams of a page; whatever pdfminer stumbles over comes out as its exception."""
    interpreter = _Interpreter(manager, _Device(manager, drawing, work))
    interpreter.render_contents(resources, streams, ctm=IDENTITY)


class _Interpreter(PDFPageInterpreter):
    """pdfminer's, with what it forgets: the page's own matrix after a form, and the next line of a double quote."""

    device: _Device

    def execute(self, streams: Sequence[object]) -> None:
        for stream in map(stream_value, streams):
            self.device.work.spend(len(stream.get_data()))
        super().execute(streams)

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802 - as pdfminer calls it
        super().do_Do(xobjid_arg)
        self.device.set_ctm(self.ctm)

    def do__w(self, aw: Any, ac: Any, s: Any) -> None:
        self.do_Tw(aw)
        self.do_Tc(ac)
        self.do_T_a()
        self.do_TJ([s])


class _Device(PDFTextDevice):
    """A pdfminer device that keeps letters and rectangles, and nothing else."""

    def __init__(self, manager: PDFResourceManager, drawing: Drawing, work: Work) -> None:
        super().__init__(manager)
        self._drawing = drawing
        self._hidden = False
        self.work = work

    def render_string(self, textstate: Any, seq: Any, ncs: Any, graphicstate: Any) -> None:
        self._hidden = textstate.render == INVISIBLE
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(  # noqa: PLR0913 - as pdfminer calls it
        self, matrix: Any, font: Any, fontsize: Any, scaling: Any, rise: Any, cid: Any, ncs: Any, graphicstate: Any
    ) -> float:
        """Keep one letter; return how far it moves on, in text space."""
        try:
            text = font.to_unichr(cid)
        except (PDFUnicodeNotDefined, KeyError):
            text = UNKNOWN
        advance = float(font.char_width(cid) * fontsize * scaling)
        a, b, c, d, e, f = matrix
        along, up = advance / 2, rise + fontsize * HALF_X_HEIGHT
        stretch = math.hypot(a, b)
        turn = round(math.degrees(math.atan2(b, a)) / 90) * 90 % 360 if b or a < 0 else 0
        if fontsize * scaling < 0:
            turn = (turn + 180) % 360
        self._drawing.letters.append(
            Letter(
                text or UNKNOWN,
                a * along + c * up + e,
                b * along + d * up + f,
                abs(advance) * stretch,
                abs(fontsize) * math.hypot(c, d),
                turn,
                self._hidden,
            )
        )
        return advance

    def render_image(self, name: str, stream: PDFStream) -> None:
        self._drawing.has_images = True

    def paint_path(self, graphicstate: Any, stroke: bool, fill: bool, evenodd: bool, path: Sequence[Any]) -> None:
        if self._drawing.wants_frames and (stroke or fill):
            self._drawing.frames += rectangles(path, self.ctm)
