"""For all tests of mirrors: servers end with their test, and nobody waits for the disk.

Whether bytes have reached the platter shows only when power fails, which no test here causes.
"""

import os

import pytest

from tests.mirror.kit import Server


@pytest.fixture(autouse=True, scope="session")
def _no_waiting_for_the_disk():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@pytest.fixture(autouse=True)
def _no_server_outlives_its_test():
    yield
    for server in list(Server.running):
        server.close()
