"""What holds for the whole run."""

from __future__ import annotations

import os
import sys

import pytest

_outcome = pytest.StashKey[int]()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    session.config.stash[_outcome] = int(exitstatus)


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    """End at once when all results are told: a Java machine in the process may crash while Python is torn down."""
    if _outcome in config.stash and "jpype" in sys.modules:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(config.stash[_outcome])
