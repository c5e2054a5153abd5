"""The shipped catalogue for tests that need real content, read once."""

import pytest

from generator.build import load_catalogue
from generator.catalogue import Catalogue
from tests.paths import ROOT


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """The catalogue of the repository; skips where it holds no procedure yet."""
    cache = tmp_path_factory.mktemp("cache")
    found = load_catalogue(ROOT / "catalogue", cache).catalogue
    if found is None or not found.briefs:
        pytest.skip("catalogue/ holds no procedures, or has faults")
    return found
