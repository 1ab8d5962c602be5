"""What a worker process denies itself before it opens a file from outside.

The system enforces memory and time where it can (Linux); elsewhere the parent watches. Nothing can be written, started
or connected to from Python, whatever a file brings the libraries to try.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

if sys.platform != "win32":
    import resource

_OWN_CODE = 8
"""One part in so many of the memory is left for program code, which no limit on data counts."""
_MUCH = 3
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_TRUNC
_DENIED = (
    "socket.",
    "subprocess.",
    "urllib.",
    "ftplib.",
    "smtplib.",
    "webbrowser.",
    "winreg.",
    "shutil.",
    "os.system",
    "os.exec",
    "os.fork",
    "os.posix_spawn",
    "os.spawn",
    "os.startfile",
    "os.kill",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.mkdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.chown",
    "os.truncate",
    "os.utime",
)


def confine(memory: int) -> None:
    """Give up, for good, writing files, starting programs, the network, and more memory than `memory` bytes."""
    sys.addaudithook(_deny)
    if sys.platform != "win32":
        _set(resource.RLIMIT_CORE, 0)
        _set(resource.RLIMIT_FSIZE, 0)
        if sys.platform == "linux":
            _set(resource.RLIMIT_DATA, memory - memory // _OWN_CODE)


def allow(seconds: float) -> None:
    """Allow so many more seconds of the processor's time; the process is ended when they are used."""
    if sys.platform != "win32":
        used = resource.getrusage(resource.RUSAGE_SELF)
        _, most = resource.getrlimit(resource.RLIMIT_CPU)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 2, most))


def is_tired(memory: int) -> bool:
    """Return whether the process has once held so much that the next file should get a fresh one."""
    return _most_held() > memory // _MUCH


def _most_held() -> int:
    """Return the bytes that the process has held at most; 0 where that cannot be known.

    Linux counts in `ru_maxrss` what the parent held when it started the process, so the kernel's own line is read.
    """
    if sys.platform == "win32":
        return 0
    status = Path("/proc/self/status")
    if not status.is_file():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # macOS counts in bytes
    lines = status.read_text("ascii", "replace").splitlines()
    return next((int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM:")), 0)


def _set(limit: int, value: int) -> None:
    _, most = resource.getrlimit(limit)
    value = value if most == resource.RLIM_INFINITY else min(value, most)
    resource.setrlimit(limit, (value, value))


def _deny(event: str, arguments: tuple[Any, ...]) -> None:
    if event == "open":
        path, _, flags = arguments
        if isinstance(flags, int) and flags & _WRITING and path != os.devnull:
            raise PermissionError("a file from outside is only read")
    elif event.startswith(_DENIED):
        raise PermissionError(f"{event}: not while a file from outside is open")
