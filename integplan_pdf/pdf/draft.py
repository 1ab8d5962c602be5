"""One filled document in the making: the objects that its update will hold, and what was noticed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from integplan_pdf.model.finding import Finding
from integplan_pdf.pdf import syntax
from integplan_pdf.pdf.cipher import Cipher, Clear
from integplan_pdf.pdf.deflate import FILTER, LETTERS, QUICK, deflated
from integplan_pdf.pdf.fontmap.embedded import FONT_OBJECTS, font_objects
from integplan_pdf.pdf.fontmap.face import Face
from integplan_pdf.pdf.fontmap.fallback import objects_of
from integplan_pdf.pdf.fontmap.glyphs import ShapedGlyphs
from integplan_pdf.pdf.objects import Reference
from integplan_pdf.pdf.update import Object, indirect_object

_STREAM = b"%d 0 obj\n<<%b/Length %d>>stream\n%b\nendstream\nendobj\n"
_SHOWN = b"%b/AP<</N %d 0 R>>%b>>\nendobj\n"


@dataclass(frozen=True, slots=True)
class Fit:
    """A text that was drawn smaller or narrower than its field asks for, or that did not fit.

    Attributes:
        field: full name.
        size: the size it was drawn at, in points.
        lost: how many characters found no room; 0 if all are drawn.
    """

    field: str
    size: float
    lost: int


@dataclass(frozen=True, slots=True)
class Target:
    """A dictionary that filling rewrites: where it is, and all of it that stays, up to its last entry."""

    ref: Reference
    opening: bytes = field(repr=False)


def target(ref: Reference, entries: bytes) -> Target:
    """Return the target with the entries that stay, as PDF syntax."""
    return Target(ref, b"%d %d obj\n<<%b" % (*ref, entries))


@dataclass(slots=True)
class Draft:
    """Collects objects under numbers that follow from their order alone.

    Attributes:
        usual: the texts that are stored and drawn as they are, with their entries /V (see `usual.py`).
    """

    next_number: int
    cipher: Cipher
    compact: bool = False
    usual: Mapping[str, bytes] = field(default_factory=dict)
    fits: list[Fit] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    _as_they_are: bool = field(init=False)  # no stream is changed by what it goes through
    _written: list[Object] = field(default_factory=list)
    _fonts: dict[bytes, int] = field(default_factory=dict)
    _shaping: list[Face] = field(default_factory=list)
    _glyphs: ShapedGlyphs = field(default_factory=ShapedGlyphs)

    def __post_init__(self) -> None:
        self._as_they_are = not self.compact and isinstance(self.cipher, Clear)

    @property
    def objects(self) -> list[Object]:
        """What has been written so far, with the fonts that show it."""
        return [*self._written, *self._embedded()] if self._shaping else self._written

    def write(self, ref: Reference, body: bytes) -> None:
        """Write the object `ref`, new or not."""
        self._written.append((ref, indirect_object(ref, body)))
        self.next_number = max(self.next_number, ref[0] + 1)

    def rewrite(self, target: Target, entries: bytes) -> None:
        """Write `target` with `entries` beside those that stay."""
        self._written.append((target.ref, b"%b%b>>\nendobj\n" % (target.opening, entries)))

    def take(self, objects: Iterable[Object]) -> None:
        """Write objects that are the same in every document."""
        self._written += objects

    def show(self, target: Target, entries: bytes, content: bytes, stored: bytes) -> None:
        """Write an appearance, and `target` with it and the entries `stored`."""
        number = self.next_number
        self.next_number = number + 1
        if not self._as_they_are:
            entries, content = self._treated(number, entries, content)
        self._written += (
            ((number, 0), _STREAM % (number, entries, len(content), content)),
            (target.ref, _SHOWN % (target.opening, number, stored)),
        )

    def add(self, body: bytes) -> int:
        """Write a new object; return its number."""
        number = self.next_number
        self.next_number = number + 1
        self._written.append(((number, 0), indirect_object((number, 0), body)))
        return number

    def add_stream(self, entries: bytes, data: bytes) -> int:
        """Write a new stream; return its number."""
        number = self.next_number
        self.next_number = number + 1
        if not self._as_they_are:
            entries, data = self._treated(number, entries, data)
        self._written.append(((number, 0), _STREAM % (number, entries, len(data), data)))
        return number

    def _treated(self, number: int, entries: bytes, data: bytes) -> tuple[bytes, bytes]:
        """Return a stream with its glyphs numbered, compressed and encrypted, as the document asks for."""
        if self._shaping and FILTER not in entries:
            data = self.encoded(data)
        if self.compact or (self._shaping and FILTER not in entries):  # shaping takes longer than that
            entries, data = deflated(entries, data, QUICK if self._shaping else LETTERS)
        return entries, self.cipher.stream(number, 0, data)

    def string(self, ref: Reference, text: str) -> bytes:
        """Return `text` as a string object for use within the object `ref`."""
        return self.cipher.string(*ref, syntax.encode_text(text))

    def value(self, ref: Reference, text: str) -> bytes:
        """Return the entry /V of the field `ref` with `text`."""
        return self.usual.get(text) or b"/V" + self.string(ref, text)

    def encoded(self, content: bytes) -> bytes:
        """Return the content of an appearance with its shaped glyphs as this document numbers them."""
        return self._glyphs.encode(content) if self._shaping else content

    def fonts(self, faces: tuple[Face, ...]) -> bytes:
        """Return the /Font resource entries of faces of ours, embedded when first asked for."""
        for face in faces:
            if face.resource not in self._fonts:
                self._fonts[face.resource] = self.next_number
                self._embed(face)
        return b"".join(b"/%b %d 0 R" % (face.resource, self._fonts[face.resource]) for face in faces)

    def _embed(self, face: Face) -> None:
        """Embed a face; one that text is shaped with when all is written, since only then its glyphs are known."""
        if face.font:
            self._shaping.append(face)
            self._as_they_are = False
            self.next_number += FONT_OBJECTS
            return
        for body in objects_of(face.resource, self.next_number, self.cipher):
            self.add(body)

    def _embedded(self) -> Iterator[Object]:
        from integplan_pdf.pdf.fontmap.shaped import program

        for face in self._shaping:
            assert face.font  # noqa: S101
            first = self._fonts[face.resource]
            bodies = font_objects(program(face.font, self._glyphs.of(face.resource)), first, self.cipher)
            for number, body in enumerate(bodies, first):
                yield (number, 0), indirect_object((number, 0), body)
