"""A site with papers: the same bytes on every build, only changed sheets made again, or none."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from generator.build import Project, build
from tests.corpus_catalogue import edit
from tests.paths import ROOT
from tests.test_build import tree, written

EXAMPLE = ROOT / "tests" / "example_catalogue"
RECORD = "procedures/ho-tich/1.001193.yml"


def project(folder: Path, cache: Path | None = None, **options: object) -> Project:
    shutil.copytree(EXAMPLE, folder / "catalogue")
    if cache:
        shutil.copytree(cache, folder / "cache")
    given: dict[str, Any] = {"look": ROOT, "site": folder / "site", "cache": folder / "cache"}
    return Project(catalogue=folder / "catalogue", **(given | {"workers": 1} | options))


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Project:
    made = project(tmp_path_factory.mktemp("first"))
    assert build(made).change
    return made


def papers(site: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in site.items() if path.endswith((".pdf", ".docx", "mau.js"))}


def test_papers_are_equal_whatever_the_folder_and_the_workers(
    first: Project, tmp_path: Path
) -> None:
    other = project(tmp_path, exports=False, workers=3)
    build(other)
    found = papers(tree(first.site))
    assert {path.partition("/")[0] for path in found} == {"niem-yet", "bieu-mau"}
    assert papers(tree(other.site)) == found


def test_only_changed_sheets_are_made_again(first: Project, tmp_path: Path) -> None:
    made = project(tmp_path, first.cache)
    build(made)
    before = papers(tree(made.site))
    edit(made.catalogue / RECORD, "steps:\n  - ", "steps:\n  - Mới. ")
    assert written(build(made))
    after = papers(tree(made.site))
    assert {path for path in after if after[path] != before[path]} == {"niem-yet/1.001193.pdf"}


def test_a_site_without_papers_names_none_but_printed_codes_still_lead_on(tmp_path: Path) -> None:
    made = project(tmp_path, papers=False)
    build(made)
    site = tree(made.site)
    assert papers(site) == {}
    assert not [path for path in site if path.startswith("niem-yet/") or "/dien/" in path]
    assert b"../../niem-yet/" not in site["thu-tuc/1.001193/index.html"]
    assert "q/1.001193/index.html" in site
