"""From a catalogue folder to a site: same input, same bytes; faults leave the old site."""

import shutil
from pathlib import Path

import pytest
from lxml import etree

from generator.build import Built, Project, build
from tests import corpus_catalogue
from tests.corpus_catalogue import edit
from tests.folders import tree
from tests.paths import ROOT

FILE = "procedures/linh-vuc-0/1.000002.yml"


@pytest.fixture(scope="module")
def warm_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache that holds the drawn shells, so that MkDocs runs once for all tests."""
    folder = tmp_path_factory.mktemp("warm")
    first = project(corpus_catalogue.write(folder / "catalogue"), folder)
    build(first)
    return first.cache


@pytest.fixture
def sources(tmp_path: Path, warm_cache: Path) -> Project:
    made = project(corpus_catalogue.write(tmp_path / "catalogue"), tmp_path)
    shutil.copytree(warm_cache, made.cache)
    return made


def project(catalogue: Path, folder: Path, workers: int = 1) -> Project:
    return Project(
        look=ROOT,
        catalogue=catalogue,
        site=folder / "site",
        cache=folder / "cache",
        workers=workers,
        exports=False,
        papers=False,
    )


def written(built: Built) -> int:
    assert built.change, built.reading.findings()
    return built.change.written


def test_every_procedure_has_its_page(sources: Project) -> None:
    build(sources)
    pages = sorted(path.parent.name for path in sources.site.glob("thu-tuc/*/index.html"))
    assert pages == [f"1.00000{number}" for number in range(6)]


def test_shells_are_not_published(sources: Project) -> None:
    build(sources)
    everything = b"".join(tree(sources.site).values())
    assert b"@@" not in everything
    assert not list(sources.site.rglob("khuon"))


def test_two_builds_are_equal_whatever_the_folder_and_the_workers(
    sources: Project, tmp_path: Path
) -> None:
    build(sources)
    other = project(corpus_catalogue.write(tmp_path / "other" / "catalogue"), tmp_path / "x", 3)
    build(other)
    assert tree(sources.site) == tree(other.site)


EDITS = {
    "a name": (FILE, "short_name: ", "short_name: Mới "),
    "a step": (FILE, "steps:\n- ", "steps:\n- Mới. "),
    "a fee": (FILE, "amount: 7000", "amount: 99000"),
    "a field's name": ("fields.yml", "name: ", "name: Mới "),
    "the publisher": ("publisher.yml", "short_name: ", "short_name: Mới "),
    "a form's name": ("forms/mau.yml", "name: ", "name: Mới "),
}


@pytest.mark.parametrize(("path", "old", "new"), EDITS.values(), ids=EDITS.keys())
def test_a_change_builds_the_same_site_as_building_anew(
    sources: Project, tmp_path: Path, path: str, old: str, new: str
) -> None:
    build(sources)
    before = tree(sources.site)
    edit(sources.catalogue / path, old, new)
    changed = written(build(sources))
    after = tree(sources.site)
    assert changed == sum(before.get(name) != content for name, content in after.items())
    fresh = project(sources.catalogue, tmp_path / "fresh")
    build(fresh)
    assert after == tree(fresh.site)


def test_a_removed_procedure_leaves_no_trace(sources: Project) -> None:
    build(sources)
    path = sources.catalogue / "procedures/linh-vuc-0/1.000005.yml"
    path.unlink()
    for other in ("1.000003", "1.000004"):
        record = sources.catalogue / f"procedures/linh-vuc-0/{other}.yml"
        edit(record, "- '1.000005'\n", "")
    assert build(sources).change
    assert not [name for name, data in tree(sources.site).items() if b"1.000005" in data]


def test_nothing_changed_writes_nothing(sources: Project) -> None:
    build(sources)
    assert written(build(sources)) == 0


def test_a_fault_leaves_the_last_good_site(sources: Project) -> None:
    build(sources)
    before = tree(sources.site)
    edit(sources.catalogue / FILE, "agency: co-quan-2", "agency: co-quan-99")
    built = build(sources)
    assert built.change is None
    assert [finding.rule for finding in built.reading.findings()] == ["references/agency"]
    assert tree(sources.site) == before


def test_the_sitemap_lists_every_page_and_no_other(sources: Project) -> None:
    build(sources)
    listed = {element.text for element in etree.parse(sources.site / "sitemap.xml").iter("{*}loc")}
    pages = {
        f"https://do-toc-do.example/{path.relative_to(sources.site).parent.as_posix()}/"
        for path in sources.site.rglob("index.html")
    }
    assert listed == {page.replace("/./", "/") for page in pages}
