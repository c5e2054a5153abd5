"""No link of the whole site is broken, under whatever path it is hosted."""

from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import etree

from tests.browser.built import BuiltSite, parse
from tests.browser.links import broken_links, duplicate_ids, unreachable


def test_every_link_of_the_site_holds_under_a_sub_path(any_site: BuiltSite) -> None:
    assert broken_links(any_site.pages, any_site.folder, any_site.base_path) == []


def test_every_page_can_be_reached_from_home(any_site: BuiltSite) -> None:
    assert unreachable(any_site.pages) == set()


def test_no_id_stands_twice_on_a_page(any_site: BuiltSite) -> None:
    assert list(duplicate_ids(any_site.pages)) == []


def test_every_label_and_reference_names_an_id_of_its_page(any_site: BuiltSite) -> None:
    for path, page in any_site.pages.items():
        named = " ".join(page.xpath("//@for | //@aria-labelledby | //@aria-describedby")).split()
        assert set(named) <= set(page.xpath("//@id")), path


def test_the_sitemap_lists_every_page_and_file_of_a_form_and_nothing_else(
    any_site: BuiltSite,
) -> None:
    sitemap = etree.parse(any_site.folder / "sitemap.xml")
    listed = [str(address) for address in sitemap.xpath("//*[local-name()='loc']/text()")]
    addresses = {
        urljoin(any_site.base_address, path.removesuffix("index.html"))
        for path in any_site.pages
        if path != "404.html"
    } | {
        urljoin(any_site.base_address, file.relative_to(any_site.folder).as_posix())
        for ending in ("pdf", "docx")
        for file in any_site.folder.glob(f"bieu-mau/**/*.{ending}")
    }
    assert sorted(listed) == sorted(addresses)


@pytest.mark.parametrize(
    ("link", "fault"),
    [
        ("khong-co/", "no file a/khong-co/index.html"),
        ("../", None),
        ("../..", "leaves the site's folder"),
        ("/a/", "begins at the server's root"),
        ("../a", "no file a"),
        ("#co", None),
        ("../?q=1#khong", "no id khong in index.html"),
        ("javascript:void(0)", "a scheme that is not allowed"),
        ("https://vi.example/", None),
    ],
)
def test_a_broken_link_is_told_with_its_reason(
    tmp_path: Path, link: str, fault: str | None
) -> None:
    texts = {"index.html": "<p>", "a/index.html": f'<a id="co" href="{link}">x</a>'}
    (tmp_path / "a").mkdir()
    for path, text in texts.items():
        (tmp_path / path).write_text(text, encoding="utf-8")
    pages = {path: parse(text.encode()) for path, text in texts.items()}
    assert broken_links(pages, tmp_path) == ([f"a/index.html: {link}: {fault}"] if fault else [])


def test_lost_pages_and_doubled_ids_are_named() -> None:
    texts = {"index.html": "<a href='a/'>a</a>", "a/index.html": "<p>", "b/index.html": "<p>"}
    pages = {path: parse(text.encode()) for path, text in texts.items()}
    assert unreachable(pages) == {"b/index.html"}
    doubled = parse(b"<p id=x><p id=y><p id=x>")
    assert list(duplicate_ids({"a": doubled})) == ["a: x"]
