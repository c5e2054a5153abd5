"""The notices of the shipped catalogue: every code can be read, the longest records fit."""

import pytest

from generator import paper_addresses, short_addresses
from generator.build import load_catalogue
from generator.catalogue import Catalogue
from generator.documents import notices
from generator.output import Output
from tests.documents import printed
from tests.paths import ROOT

EVERY = 12
"""Of the sheets of single procedures, which are alike, only every n-th is printed here."""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    found = load_catalogue(ROOT / "catalogue", tmp_path_factory.mktemp("cache")).catalogue
    if found is None:
        pytest.skip("the shipped catalogue has faults, which its own tests tell")
    return found


@pytest.fixture(scope="module")
def addresses(catalogue: Catalogue) -> set[str]:
    base = catalogue.shared.publisher.base_address
    outputs = short_addresses.outputs(catalogue)
    return {base + output.path.removesuffix("/index.html") for output in outputs}


@pytest.fixture(scope="module")
def outputs(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> list[Output]:
    return list(notices.outputs(catalogue, b"", tmp_path_factory.mktemp("cache")))


def papers(outputs: list[Output], folder: str) -> list[Output]:
    start = f"{paper_addresses.NOTICES}{folder}"
    return [
        output
        for output in outputs
        if output.path.startswith(start) and output.path.count("/") == start.count("/")
    ]


def test_every_qr_code_of_posters_and_labels_can_be_read(
    catalogue: Catalogue, outputs: list[Output], addresses: set[str]
) -> None:
    for output in [*papers(outputs, "linh-vuc/"), *papers(outputs, "nhan-qr/")]:
        field_id = output.path.rpartition("/")[2].removesuffix(".pdf")
        found = printed.qr_codes(output.make(), 100)
        assert set(found) <= addresses, output.path
        on_top = output.path.startswith(paper_addresses.poster("").removesuffix(".pdf"))
        assert len(set(found)) == len(catalogue.of_field(field_id)) + on_top, output.path


@pytest.mark.parametrize("dpi", [100, 200])
def test_the_qr_code_of_a_sheet_can_be_read(
    catalogue: Catalogue, outputs: list[Output], dpi: int
) -> None:
    base = catalogue.shared.publisher.base_address
    for output in papers(outputs, "")[:: EVERY * dpi // 100]:
        code = output.path.rpartition("/")[2].removesuffix(".pdf")
        first = printed.first_page(output.make())
        assert printed.qr_codes(first, dpi) == [f"{base}q/{code}"], output.path


def test_the_sheets_of_the_longest_records_stay_within_the_page(
    catalogue: Catalogue, outputs: list[Output]
) -> None:
    by_name = max(catalogue.briefs.values(), key=lambda brief: len(brief.name))
    by_papers = max(catalogue.briefs, key=lambda code: papers_of(catalogue, code))
    for output in papers(outputs, ""):
        if output.path in (paper_addresses.sheet(by_name.code), paper_addresses.sheet(by_papers)):
            pdf = output.make()
            assert all(printed.margins_are_white(picture) for picture in printed.pictures(pdf, 50))
            assert printed.pages(pdf) <= 12


def papers_of(catalogue: Catalogue, code: str) -> int:
    return sum(len(case.items) for case in catalogue.whole(code).dossier)
