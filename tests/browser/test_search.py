"""The search box in the browser: typing, keys, announcements, the search page, a USB stick."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.built import BuiltSite, words
from tests.browser.conftest import WASM_PATH, Visitor
from tests.browser.visits import DESKTOP, PHONE

ASKED = "dang ky khai sinh"
BOX = "main input[name=q]"
RESULTS = "main .ny-results a.ny-title"
STATUS = "main .ny-results [role=status]"


def ask(page: Page, text: str = ASKED) -> None:
    """Type as a person does, key after key, and wait for the answers."""
    page.click(BOX)
    page.keyboard.type(text, delay=10)
    # Until the last key is answered: the first letters have answers of their own.
    expect(page.locator(RESULTS).first).to_have_text(re.compile("khai sinh", re.IGNORECASE))


def test_typing_without_diacritics_shows_links_to_procedures(visit: Visitor) -> None:
    page = visit("home").page
    ask(page)
    links = page.locator(RESULTS).all()
    assert all("thu-tuc/" in (link.get_attribute("href") or "") for link in links)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_arrow_and_enter_follow_a_result(visit: Visitor, width: int) -> None:
    page = visit("home", width=width).page
    ask(page)
    title = page.locator(RESULTS).first.inner_text()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.textContent") == title
    page.keyboard.press("Enter")
    page.wait_for_url("**/thu-tuc/*/")
    assert page.locator("h1").inner_text()


def test_the_arrow_up_returns_to_the_box(visit: Visitor) -> None:
    page = visit("home").page
    ask(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "q"


def test_escape_clears_the_box_and_the_results(visit: Visitor) -> None:
    page = visit("home").page
    ask(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator(RESULTS)).to_have_count(0)
    assert page.input_value(BOX) == ""
    assert page.evaluate("document.activeElement.name") == "q"


def test_the_number_of_results_is_announced(visit: Visitor) -> None:
    page = visit("home").page
    page.focus(BOX)
    expect(page.locator(STATUS)).to_be_empty()
    ask(page)
    expect(page.locator(STATUS)).to_contain_text("kết quả")


def test_nonsense_is_answered_with_ways_on(visit: Visitor) -> None:
    page = visit("home").page
    page.fill(BOX, "qqqqq wwwww")
    none = page.locator("main .ny-none")
    expect(none).to_contain_text("Không tìm thấy")
    assert none.locator("a[href$='linh-vuc/']").count()


def test_what_is_typed_is_never_taken_for_html(visit: Visitor) -> None:
    opened = visit("home")
    page = opened.page
    page.fill(BOX, "<img src=x onerror=alert(1)> zzzz")
    expect(page.locator(STATUS)).not_to_be_empty()
    assert page.locator("main .ny-results img").count() == 0
    assert opened.complaints() == []


def test_the_index_is_loaded_only_when_somebody_turns_to_the_box(visit: Visitor) -> None:
    opened = visit("home")
    opened.page.wait_for_load_state("networkidle")
    assert not [url for url in opened.requests if "chi-muc" in url or "pagefind" in url]
    ask(opened.page)
    assert [url for url in opened.requests if "chi-muc" in url]


def test_the_form_leads_to_the_search_page_with_the_same_answers(visit: Visitor) -> None:
    page = visit("home").page
    ask(page)
    first = page.locator(RESULTS).first.inner_text()
    page.press(BOX, "Enter")
    page.wait_for_url("**/tim-kiem/?q=dang+ky+khai+sinh")
    expect(page.locator(RESULTS).first).to_have_text(first)
    assert page.input_value(BOX) == ASKED


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_filters_of_the_search_page_stay_in_its_address(visit: Visitor, width: int) -> None:
    page = visit("search", query="?q=dang+ky", width=width).page
    expect(page.locator(RESULTS).first).to_be_visible()
    choice = page.locator("main .ny-filters select").first
    choice.select_option(index=1)
    page.wait_for_url("**/tim-kiem/?q=dang+ky&*=*")
    chosen = choice.input_value()
    page.reload()
    expect(page.locator("main .ny-filters select").first).to_have_value(chosen)


def test_the_full_text_is_searched_on_demand(visit: Visitor) -> None:
    opened = visit("search", root=WASM_PATH, query="?q=khai+sinh")
    assert not [url for url in opened.requests if "pagefind" in url]
    opened.page.click("main .ny-fulltext button")
    expect(opened.page.locator("main .ny-fulltext a").first).to_be_visible()
    assert opened.complaints() == []


def test_search_works_from_a_usb_stick(
    reader: Callable[..., BrowserContext], site: BuiltSite
) -> None:
    page = reader().new_page()
    page.goto((site.folder / "index.html").as_uri())
    ask(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("file://**/thu-tuc/*/index.html")
    path = page.url.removeprefix(f"{site.folder.as_uri()}/")
    assert page.locator("h1").inner_text() == words(site.pages[path].find(".//h1"))


def test_every_result_leads_to_a_page(visit: Visitor, site: BuiltSite) -> None:
    page = visit("home").page
    ask(page)
    known = set(
        json.loads(page.evaluate("JSON.stringify(NiemYet.lookup.entries.map(e => e.code))"))
    )
    assert known == {
        path.split("/")[1]
        for path in site.pages
        if path.count("/") == 2 and path.startswith("thu-tuc/")
    }


@pytest.mark.parametrize("address", ["?q=khai+sinh", "?linh-vuc=khong-co"])
def test_an_address_from_elsewhere_is_answered_without_complaint(
    visit: Visitor, address: str
) -> None:
    opened = visit("search", query=address)
    expect(opened.page.locator(STATUS)).not_to_be_empty()
    assert opened.complaints() == []


STATES = {
    "answers": ("?q=dang+ky+khai+sinh", ".ny-list a"),
    "another office": ("?q=ly+hôn", ".ny-elsewhere"),
    "nothing": ("?q=qqqqq", ".ny-none a"),
    "narrowed": ("?q=khai+sinh&cap=ward", ".ny-list a"),
    "narrowed to nothing": ("?q=khai+sinh&linh-vuc=khong-co", ".ny-more button"),
}


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize(("query", "shown"), STATES.values(), ids=STATES)
def test_no_state_of_the_search_has_a_violation(
    visit: Visitor, node: Path, query: str, shown: str, width: int
) -> None:
    opened = visit("search", query=query, width=width)
    expect(opened.page.locator(f"main {shown}").first).to_be_visible()
    assert violations(opened.page, node) == []
    opened.page.emulate_media(color_scheme="dark")
    assert violations(opened.page, node) == []
    assert opened.complaints() == []
    assert opened.page.evaluate("document.scrollingElement.scrollWidth") <= width
