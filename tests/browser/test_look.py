"""The theme that a reader chooses stays, and paper shows the page without its frame."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visitor


def brightness(page: Page) -> int:
    """Of the page's ground, 0 to 765."""
    colour = page.evaluate(
        "() => { for (const e of [document.body, document.documentElement]) {"
        " const c = getComputedStyle(e).backgroundColor; if (!/, 0\\)$/.test(c)) return c; } }"
    )
    return sum(int(float(part)) for part in colour.strip("rgba()").split(",")[:3])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_system_s_theme_holds_until_the_reader_chooses(visit: Visitor, scheme: str) -> None:
    page = visit("home", scheme=scheme).page
    assert (brightness(page) < 200) == (scheme == "dark")
    switch = page.locator("[data-theme-switch]")
    assert switch.get_attribute("aria-pressed") == str(scheme == "dark").lower()


def test_a_chosen_theme_stays_on_other_pages_and_can_be_taken_back(visit: Visitor) -> None:
    page = visit("home", scheme="light").page
    switch = page.locator("[data-theme-switch]")
    switch.click()
    assert brightness(page) < 200 and switch.get_attribute("aria-pressed") == "true"
    page.click(".ny-nav a[href='linh-vuc/']")
    page.wait_for_url("**/linh-vuc/")
    assert brightness(page) < 200
    page.locator("[data-theme-switch]").click()
    page.reload()
    assert brightness(page) > 600


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_paper_shows_the_procedure_without_the_frame(visit: Visitor, scheme: str) -> None:
    page = visit("procedure", scheme=scheme).page
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    frame = page.locator(".ny-nav, .ny-toc, .ny-tools, .ny-skip, form[role=search], .ny-button")
    assert [part.inner_text() for part in frame.all() if part.is_visible()] == []
    assert page.locator("main h1").is_visible() and page.locator("main #le-phi").is_visible()
    assert brightness(page) > 700


def test_the_print_button_prints_and_unfolds_what_is_folded(visit: Visitor) -> None:
    page = visit("procedure").page
    page.evaluate("window.print = () => { window.printed = true; }")
    page.locator("[data-print]").first.click()
    assert page.evaluate("window.printed") is True
    page.evaluate(
        "document.querySelectorAll('main details').forEach((part) => { part.open = false; })"
    )
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("main details:not([open])").count() == 0


def test_the_skip_link_comes_first_and_leads_to_the_text(visit: Visitor) -> None:
    page = visit("procedure").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "ny-skip"
    assert page.locator(".ny-skip").is_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "noi-dung"
