"""Shells drawn once, and a catalogue of its own for each test."""

from pathlib import Path

import pytest

from generator.website import Website, shells
from tests.editions.site import FIRST, House
from tests.paths import ROOT
from tests.test_website import PUBLISHER


@pytest.fixture(scope="session")
def website(tmp_path_factory: pytest.TempPathFactory) -> Website:
    return shells(ROOT, tmp_path_factory.mktemp("stage"), PUBLISHER)


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


@pytest.fixture
def published(house: House) -> House:
    """The catalogue with its first edition."""
    house.publish(FIRST)
    return house
