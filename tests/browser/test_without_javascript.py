"""Everything can be read and reached where JavaScript is off."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visitor
from tests.browser.kinds import KINDS
from tests.browser.visits import DESKTOP, PHONE


def hidden(page: Page, selector: str) -> list[str]:
    """The texts of the elements that are named by the selector and not to be seen."""
    found = page.locator(selector)
    assert found.count(), f"no {selector}"
    return [element.inner_html() for element in found.all() if not element.is_visible()]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_shows_its_headings_and_text(visit: Visitor, kind: str) -> None:
    page = visit(kind, width=PHONE, java_script_enabled=False).page
    # Only scripts say that something is wrong with what was typed.
    assert hidden(page, "main h1, main h2:not([role=alert] *)") == []
    assert len(page.locator("main").inner_text()) > 100
    assert (
        not page.locator("[data-theme-switch], [data-print], [data-copy-address]")
        .filter(visible=True)
        .count()
    ), "a control that does nothing is shown"


@pytest.mark.parametrize("kind", ["home", "procedure", "not-found"])
def test_the_navigation_opens_on_a_phone_and_stands_open_on_a_desk(
    visit: Visitor, kind: str
) -> None:
    phone = visit(kind, width=PHONE, java_script_enabled=False).page
    phone.click(".ny-menu summary")
    assert hidden(phone, ".ny-nav a") == []
    desk = visit(kind, width=DESKTOP, java_script_enabled=False).page
    assert hidden(desk, ".ny-nav a") == []


def test_the_contents_of_a_procedure_lead_to_its_sections(visit: Visitor) -> None:
    page = visit("procedure", width=PHONE, java_script_enabled=False).page
    page.click(".ny-toc summary")
    page.click(".ny-toc a[href='#le-phi']")
    assert page.locator("#le-phi").evaluate("e => Math.abs(e.getBoundingClientRect().top) < 300")


def test_the_search_form_leads_to_lists_of_all_procedures_and_fields(visit: Visitor) -> None:
    page = visit("home", width=PHONE, java_script_enabled=False).page
    page.fill("main input[name=q]", "khai sinh")
    page.click("main form[role=search] button")
    assert page.url.endswith("/tim-kiem/?q=khai+sinh")
    assert hidden(page, "main a[href='../thu-tuc/'], main a[href^='../linh-vuc/']") == []
