"""What holds for all tests: which run beside which, that no example fails for being slow, and
where the packages of Node.js are.

`make test` has a process for each core.
"""

from pathlib import Path

import pytest
from hypothesis import settings

from tests import nodejs

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

TESTS = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests of one folder share what it has built, so they stay in one process."""
    for item in items:
        room = item.path.relative_to(TESTS).parts[0]
        item.add_marker(pytest.mark.xdist_group(room))


@pytest.fixture(scope="session")
def node() -> Path:
    """The folder with what npm has installed."""
    return nodejs.packages()
