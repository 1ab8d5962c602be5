"""Plans at any URL that fsspec knows (extra `cluster`): object stores, shared drives, memory.

Limitations: no journal is kept there and nobody is kept out, so each run works all rows out again, and two runs must
not have the same target. What is there and is the same is not written again; what was changed is left alone.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from integplan_pdf.errors import InputError, UsageError
from integplan_pdf.workflow.targets.target import WithoutJournal
from integplan_pdf.workflow.work import Done

_WHOLE_AT_ONCE = frozenset({"memory", "s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oci"})
"""Where an object is replaced as a whole; elsewhere it is written under another name first."""


@dataclass(frozen=True, slots=True)
class RemotePlace:
    """A URL that workers write to."""

    url: str

    def batch(self) -> RemoteBatch:
        return RemoteBatch(self.url)


class RemoteBatch:
    """Files for one URL; each is whole as soon as it is there."""

    def __init__(self, url: str) -> None:
        self._files, self._root = _opened(url)

    def __enter__(self) -> RemoteBatch:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def found(self, name: str) -> bytes | None:
        """Return the contents of the file called `name`; None where there is none.

        Raises:
            OSError: it cannot be read.
        """
        try:
            return bytes(_told_as_os_error(self._files.cat_file, f"{self._root}/{name}"))
        except FileNotFoundError:
            return None

    def put(self, name: str, data: bytes) -> None:
        """Write the file called `name`.

        Raises:
            OSError: it cannot be written.
        """
        whole = f"{self._root}/{name}"
        if _WHOLE_AT_ONCE.intersection(_protocols(self._files)):
            _told_as_os_error(self._files.pipe_file, whole, data)
            return
        part = f"{self._root}/.integplan-{secrets.token_hex(8)}.part"
        _told_as_os_error(self._files.pipe_file, part, data)
        _told_as_os_error(self._files.mv, part, whole)

    def settle(self) -> dict[str, OSError]:
        return {}


class Remote(WithoutJournal):
    """A URL for plans."""

    def __init__(self, url: str) -> None:
        self.place = RemotePlace(url)

    @property
    def shared(self) -> bool:
        return not self.place.url.startswith("memory:")

    def __enter__(self) -> Self:
        """Make the folder there.

        Raises:
            UsageError: fsspec, or what it needs for this URL, is not installed.
            InputError: the place cannot be reached.
        """
        files, root = _opened(self.place.url)
        try:
            _told_as_os_error(files.makedirs, root, exist_ok=True)
        except OSError as error:
            raise InputError(
                nb=f"«{self.place.url}» kan ikke nås ({error.strerror}). Kontroller adressen og tilgangen.",
                en=f"“{self.place.url}” cannot be reached ({error.strerror}). Check the address and your access.",
            ) from error
        return self

    def receive(self, chunks: Iterable[list[Done]]) -> Iterator[Done]:
        for chunk in chunks:
            yield from chunk


def _opened(url: str) -> tuple[Any, str]:
    """Return the file system of a URL, and the path in it."""
    try:
        from fsspec.core import url_to_fs

        files, root = url_to_fs(url)
    except ImportError as error:
        raise UsageError(
            nb=f'-o {url}: det trengs et tillegg: pip install "integplan-pdf[cluster]" ({error}).',
            en=f'-o {url}: an extra is needed: pip install "integplan-pdf[cluster]" ({error}).',
        ) from error
    except ValueError as error:
        raise UsageError(nb=f"-o {url}: adressen er ukjent.", en=f"-o {url}: the address is unknown.") from error
    return files, str(root).rstrip("/")


def _protocols(files: Any) -> tuple[str, ...]:
    known = files.protocol
    return (known,) if isinstance(known, str) else tuple(known)


def _told_as_os_error(call: Any, *args: Any, **named: Any) -> Any:
    """Return what a call to a file system returns; whatever it raises becomes an OSError, as its kind alone."""
    try:
        return call(*args, **named)
    except OSError:
        raise
    except Exception as error:
        raise OSError(0, type(error).__name__) from error
