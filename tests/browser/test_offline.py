"""Once visited, pages can be read without a network, and then say of which edition they are."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.axe import violations
from tests.browser.built import BuiltSite
from tests.browser.conftest import SUB_PATH
from tests.browser.visits import PHONE, Visit

BIRTH = "thu-tuc/1.001193/"
MARRIAGE = "thu-tuc/1.000894/"
NOTE = ".ny-offline"
KEPT = """async (url) => {
  for (const name of await caches.keys()) {
    if (await (await caches.open(name)).match(url)) return true;
  }
  return false;
}"""


@pytest.fixture
def visited(reader: Callable[..., BrowserContext], origin: str) -> tuple[Page, str]:
    """A reader whose browser has kept the home page and a procedure, and the site's root."""
    root = f"{origin}{SUB_PATH}"
    page = reader(service_workers="allow").new_page()
    page.goto(f"{root}{BIRTH}")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function(f"({KEPT})('{root}{BIRTH}')")
    page.wait_for_function(f"({KEPT})('{root}assets/style.css')")
    page.wait_for_function(f"({KEPT})('{root}assets/answers.js')")
    return page, root


def posted(site: BuiltSite) -> str:
    """The edition's day as readers write it."""
    text = (site.folder / "assets" / "edition.json").read_text()
    return "/".join(reversed(text.split('"')[3].split("-")))


def test_the_first_page_ever_opened_is_read_offline_with_its_edition(
    visited: tuple[Page, str], site: BuiltSite
) -> None:
    page, root = visited
    page.context.set_offline(True)
    page.goto(f"{root}{BIRTH}?q=x")
    said = page.inner_text(NOTE)
    assert "Không có mạng" in said and posted(site) in said
    assert page.inner_text("h1") == "Đăng ký khai sinh"
    paper = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(paper) == "rgb(251, 247, 240)"
    assert page.locator(".ny-tick").count() > 0


def test_a_page_from_the_network_never_says_so(visited: tuple[Page, str], origin: str) -> None:
    page, root = visited
    watched = Visit(page, origin)
    page.goto(f"{root}{BIRTH}", wait_until="networkidle")
    assert page.evaluate("navigator.serviceWorker.controller !== null")
    assert page.locator(NOTE).count() == 0
    assert watched.complaints() == []


def test_what_was_kept_is_not_shown_once_the_network_is_back(visited: tuple[Page, str]) -> None:
    page, root = visited
    page.context.set_offline(True)
    page.goto(f"{root}{BIRTH}")
    page.context.set_offline(False)
    page.evaluate(
        """async (url) => {
          const kept = await caches.open((await caches.keys())[0]);
          await kept.put(url, new Response("<body>cũ", {headers: {"x-niemyet-edition": ""}}));
        }""",
        f"{root}{BIRTH}",
    )
    page.goto(f"{root}{BIRTH}")
    assert page.locator(NOTE).count() == 0
    assert page.inner_text("h1") == "Đăng ký khai sinh"


def test_a_kept_page_of_an_unknown_edition_says_that_it_is_unknown(
    visited: tuple[Page, str],
) -> None:
    page, root = visited
    page.evaluate(
        """async (url) => {
          const kept = await caches.open((await caches.keys())[0]);
          await kept.put(url, new Response("<body>cũ", {headers: {"x-niemyet-edition": ""}}));
        }""",
        f"{root}{BIRTH}",
    )
    page.context.set_offline(True)
    page.goto(f"{root}{BIRTH}")
    assert "không rõ ngày niêm yết" in page.inner_text(NOTE)


def test_a_page_never_opened_is_not_made_up(visited: tuple[Page, str]) -> None:
    page, root = visited
    page.context.set_offline(True)
    page.goto(f"{root}{MARRIAGE}")
    assert page.inner_text("h1") == "Không có mạng"
    assert len(page.locator("main a").all()) == 2
    page.click("a >> text=Đăng ký khai sinh")
    assert "Không có mạng" in page.inner_text(NOTE)
    assert page.url == f"{root}{BIRTH}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [BIRTH, MARRIAGE, ""])
def test_without_a_network_there_is_no_violation(
    visited: tuple[Page, str], node: Path, path: str, scheme: Literal["light", "dark"]
) -> None:
    page, root = visited
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": PHONE, "height": 900})
    page.context.set_offline(True)
    page.goto(f"{root}{path}")
    assert violations(page, node) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= PHONE


def test_each_copy_of_the_site_keeps_its_own_pages(visited: tuple[Page, str], origin: str) -> None:
    page, root = visited
    assert page.evaluate("caches.keys()") == [f"niemyet {root}"]


def test_the_manifest_lets_the_site_be_installed(visited: tuple[Page, str]) -> None:
    page, root = visited
    session = page.context.new_cdp_session(page)
    found = session.send("Page.getAppManifest")
    assert found["errors"] == [] and found["url"] == f"{root}manifest.webmanifest"
    faults = session.send("Page.getInstallabilityErrors")["installabilityErrors"]
    # A test's window keeps nothing, as a private one, which no site can be installed from.
    assert [fault["errorId"] for fault in faults if fault["errorId"] != "in-incognito"] == []
