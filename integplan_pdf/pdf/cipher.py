"""How strings and streams of new objects are written: in clear, or with the document's own key.

ISO 32000-2 §7.6.3. What is added to an encrypted document is encrypted as the rest of it; the key comes from
qpdf, which has checked the password. Initialisation vectors are hashes of what they protect, so that the same
input gives the same bytes.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import Enum
from io import BytesIO
from typing import Protocol

from integplan_pdf.pdf import syntax

_SALT = b"sAlT"
_BLOCK = 16


class Cipher(Protocol):
    """What the strings and streams of a document go through."""

    def string(self, number: int, generation: int, data: bytes) -> bytes:
        """Return a string object for use within object `number` `generation`."""

    def stream(self, number: int, generation: int, data: bytes) -> bytes:
        """Return the bytes of a stream that is object `number` `generation`."""


class Clear:
    """Writes strings and streams as they are."""

    def string(self, number: int, generation: int, data: bytes) -> bytes:
        """Return the string in clear."""
        return syntax.literal(data)

    def stream(self, number: int, generation: int, data: bytes) -> bytes:
        """Return the data in clear."""
        return data


class Method(Enum):
    """The crypt filter methods of ISO 32000-2 table 25; RC4 is V2."""

    NONE = "none"
    RC4 = "rc4"
    AES = "aes"
    AESV3 = "aesv3"


@dataclass(frozen=True, slots=True)
class Encrypted:
    """Encrypts with the document's key."""

    key: bytes
    strings: Method
    streams: Method

    def string(self, number: int, generation: int, data: bytes) -> bytes:
        """Return the string encrypted."""
        return syntax.literal(self._encrypt(self.strings, number, generation, data))

    def stream(self, number: int, generation: int, data: bytes) -> bytes:
        """Return the data encrypted."""
        return self._encrypt(self.streams, number, generation, data)

    def _encrypt(self, method: Method, number: int, generation: int, data: bytes) -> bytes:
        if method is Method.NONE:
            return data
        key = self.key if method is Method.AESV3 else self._object_key(method, number, generation)
        if method is Method.RC4:
            return _rc4(key, data)
        place = number.to_bytes(4, "little") + generation.to_bytes(2, "little")
        return _aes(key, hashlib.sha256(key + place + data).digest()[:_BLOCK], data)

    def _object_key(self, method: Method, number: int, generation: int) -> bytes:
        """Return the key of one object (algorithm 1)."""
        place = number.to_bytes(3, "little") + generation.to_bytes(2, "little")
        salt = _SALT if method is Method.AES else b""
        digest = hashlib.md5(self.key + place + salt, usedforsecurity=False).digest()
        return digest[: min(len(self.key) + 5, 16)]


def cipher_of(data: bytes, password: str) -> Encrypted:
    """Return the cipher of the encrypted document `data`, which `password` opens."""
    import pikepdf

    with pikepdf.open(BytesIO(data), password=password, suppress_warnings=True) as pdf:
        found = pdf.encryption
        if found.V < 4:
            return Encrypted(bytes(found.encryption_key), Method.RC4, Method.RC4)
        strings, streams = (Method(method.name) for method in (found.string_method, found.stream_method))
        return Encrypted(bytes(found.encryption_key), strings, streams)


def _rc4(key: bytes, data: bytes) -> bytes:
    from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
    from cryptography.hazmat.primitives import ciphers

    return ciphers.Cipher(ARC4(key), None).encryptor().update(data)


def _aes(key: bytes, vector: bytes, data: bytes) -> bytes:
    from cryptography.hazmat.primitives import ciphers
    from cryptography.hazmat.primitives.ciphers import algorithms, modes

    padding = _BLOCK - len(data) % _BLOCK
    encryptor = ciphers.Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    return vector + encryptor.update(data + bytes([padding]) * padding) + encryptor.finalize()
