"""The notices of the shipped catalogue: the longest records fit."""

import pytest

from generator import paper_addresses
from generator.build import load_catalogue
from generator.catalogue import Catalogue
from generator.documents import notices
from generator.output import Output
from tests.documents import printed
from tests.paths import ROOT


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    found = load_catalogue(ROOT / "catalogue", tmp_path_factory.mktemp("cache")).catalogue
    if found is None:
        pytest.skip("the shipped catalogue has faults, which its own tests tell")
    return found


@pytest.fixture(scope="module")
def outputs(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> list[Output]:
    return list(notices.outputs(catalogue, b"", tmp_path_factory.mktemp("cache")))


def test_the_sheets_of_the_longest_records_stay_within_the_page(
    catalogue: Catalogue, outputs: list[Output]
) -> None:
    by_name = max(catalogue.briefs.values(), key=lambda brief: len(brief.name))
    by_papers = max(catalogue.briefs, key=lambda code: papers_of(catalogue, code))
    for output in outputs:
        if output.path in (paper_addresses.sheet(by_name.code), paper_addresses.sheet(by_papers)):
            pdf = output.make()
            assert all(printed.margins_are_white(picture) for picture in printed.pictures(pdf, 50))
            assert printed.pages(pdf) <= 12


def papers_of(catalogue: Catalogue, code: str) -> int:
    return sum(len(case.items) for case in catalogue.whole(code).dossier)
