"""Whatever parts a site has, no link of any of its pages is broken."""

from itertools import product

import pytest

from generator.build import Project, build
from generator.website import Website, unlinked
from tests.browser.built import parse
from tests.browser.links import broken_links
from tests.editions.site import FIRST, SECOND, SHOP, House
from tests.paths import ROOT

FOLDERS = ("du-lieu", "thay-doi", "so-lieu", "theo-ngay", "niem-yet")


def built(house: House, exports: bool) -> dict[str, str]:
    """The site of the catalogue: every page, by its path."""
    project = Project(
        look=ROOT,
        catalogue=house.root,
        site=house.folder / "site",
        cache=house.cache,
        workers=1,
        exports=exports,
        papers=False,
    )
    made = build(project)
    assert made.change, made.reading.findings()
    return {
        path.relative_to(project.site).as_posix(): path.read_text("utf-8")
        for path in sorted(project.site.rglob("*.html"))
    }


@pytest.mark.parametrize(("exports", "editions"), list(product([True, False], [0, 2])))
def test_no_link_is_broken(house: House, exports: bool, editions: int) -> None:
    if editions:
        house.publish(FIRST)
        house.withdraw("1.001612", SHOP)
        house.publish(SECOND)
    texts = built(house, exports)
    pages = {path: parse(text.encode()) for path, text in texts.items()}
    assert broken_links(pages, house.folder / "site", "/niem-yet/") == []
    has = {folder for folder in FOLDERS if f"{folder}/index.html" in pages}
    assert ("du-lieu" in has) == exports
    assert ("thay-doi" in has) == (exports or editions > 0)
    frozen = [path for path in pages if "/ban/" in path]
    assert len(frozen) == (3 if editions else 0)


def test_the_frame_of_each_page_is_that_of_the_edition_that_is_shown(house: House) -> None:
    house.publish(FIRST)
    house.edit("publisher.yml", "short_name: Danh mục ví dụ", "short_name: Tên sắp tới")
    for path, text in built(house, exports=False).items():
        assert "Tên sắp tới" not in text, path
        assert "Danh mục ví dụ" in text or "/ban/" in path, path
    house.post_on(SECOND)
    house.publish(SECOND)
    texts = built(house, exports=False)
    assert "Tên sắp tới" in texts["index.html"] and "Tên sắp tới" in texts["404.html"]


def test_the_guide_for_journalists_links_what_the_site_has(website: Website) -> None:
    guide = website.files["huong-dan/nha-bao/index.html"].decode()
    assert 'href="../../du-lieu/"' in guide and 'href="../../thay-doi/"' in guide
    bare = unlinked(guide, ["du-lieu/"])
    assert 'href="../../du-lieu/"' not in bare and 'href="../../thay-doi/"' in bare
    assert parse(bare.encode()).text_content() == parse(guide.encode()).text_content()
