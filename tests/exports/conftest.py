"""Catalogues to export, and the files that come of them, made once for all tests."""

from datetime import date
from pathlib import Path

import pytest

from generator.catalogue import Catalogue
from generator.exports import api, bundle, form_files
from generator.exports.dataset import Dataset, dataset
from generator.exports.listing import File
from generator.folder import read
from generator.output import Output
from generator.store import Store
from tests import corpus_catalogue
from tests.paths import ROOT, STANDARDS

EXAMPLE = ROOT / "tests" / "example_catalogue"
EDITION = date(2020, 2, 3)
CORPUS = 12


def catalogue_of(folder: Path, cache: Path) -> Catalogue:
    reading = read(folder, Store(cache, b""))
    assert reading.catalogue, reading.findings()
    return reading.catalogue


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(EXAMPLE, tmp_path_factory.mktemp("example"))


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return corpus_catalogue.read(tmp_path_factory.mktemp("corpus"), CORPUS)


@pytest.fixture(scope="session")
def data(example: Catalogue) -> Dataset:
    return dataset(example)


@pytest.fixture(scope="session")
def files(data: Dataset) -> dict[str, File]:
    """Every file of the example's edition, by its path below the edition's folder."""
    return {file.path: file for file in bundle.files(data)}


@pytest.fixture(scope="session")
def folder(files: dict[str, File], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same files in a folder, as somebody downloads them."""
    target = tmp_path_factory.mktemp("edition")
    for path, file in files.items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(file.content)
    return target


@pytest.fixture(scope="session")
def interface(data: Dataset) -> dict[str, bytes]:
    """The files of the API, by their path below the site's root."""
    offered = [Output("bieu-mau/to-khai/to-khai.pdf", b"", lambda: b"%PDF-1.7")]
    listed = form_files.output(data.catalogue, EDITION, offered)
    return {**dict(api.files(data)), listed.path: listed.make()}


@pytest.fixture(scope="session")
def standards() -> Path:
    """The folder of shapes and schemas that judge our output."""
    if not STANDARDS.is_dir():
        pytest.skip(f"standards are not at {STANDARDS}: set NIEMYET_SHARED_STANDARDS")
    return STANDARDS
