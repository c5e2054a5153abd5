"""Programs beside Python that tests need: skipped without them at a desk, never in CI.

In: a program's name.  Out: its path; ``make test`` installs all of them (tests/install-tools).
"""

import os
import shutil
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip where a developer has not installed something; in CI its absence is a failure."""
    message = f"{what} is missing; run tests/install-tools"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def program(name: str) -> str:
    """Where the program is."""
    found = shutil.which(name)
    return found if found else missing(name)
