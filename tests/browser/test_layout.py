"""Nothing is wider than a phone, and a finger can hit what it aims at."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Visitor
from tests.browser.kinds import FROZEN, KINDS
from tests.browser.visits import PHONE, SMALL_PHONE

# Elements that reach beyond the window, unless they stand in a part that scrolls by itself.
_WIDE = """
() => [...document.querySelectorAll("body *")].filter((element) => {
  const box = element.getBoundingClientRect();
  return box.width > 1 && box.right > innerWidth + 1 && !element.closest(".ny-table-wrap");
}).slice(0, 5).map(({ tagName, className, textContent }) =>
  `${tagName} .${className} ${textContent.slice(0, 40)}`)
"""
_SMALL = """
() => [...document.querySelectorAll("header a, header button, header summary, .ny-toc summary")]
  .filter((element) => element.checkVisibility())
  .map((element) => [element.textContent.trim(), element.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)
"""

# Links of the text that do not stand within a sentence.
_SMALL_ALONE = """
() => [...document.querySelectorAll("main a, main button, main summary")]
  .filter((element) => element.checkVisibility())
  .filter((element) => ![...element.parentElement.childNodes].some(
    (node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim()))
  .map((element) => [element.textContent.trim(), element.getBoundingClientRect()])
  .filter(([, box]) => box.height > 0 && (box.width < 24 || box.height < 24))
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)
"""


def overflow(page: Page) -> list[str]:
    """What makes the page scroll sideways."""
    wide = page.evaluate(_WIDE)
    scrolls = page.evaluate("document.scrollingElement.scrollWidth > innerWidth")
    return [*wide, *(["the page scrolls sideways"] if scrolls else [])]


@pytest.mark.parametrize("kind", [*KINDS, *FROZEN])
def test_a_page_fits_on_a_phone(visit: Visitor, kind: str) -> None:
    page = visit(kind, width=PHONE).page
    found = {PHONE: overflow(page)}
    page.set_viewport_size({"width": SMALL_PHONE, "height": 700})
    found[SMALL_PHONE] = overflow(page)
    # What is folded has to fit as well.
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    found[0] = overflow(page)
    assert found == {PHONE: [], SMALL_PHONE: [], 0: []}


def test_a_word_that_is_too_long_is_found(visit: Visitor) -> None:
    page = visit("about", width=PHONE).page
    page.evaluate(
        "document.querySelector('h1').innerHTML = '<b class=x>' + 'a&nbsp;'.repeat(90) + '</b>'"
    )
    page.evaluate("document.querySelector('.x').style.whiteSpace = 'pre'")
    assert overflow(page)


@pytest.mark.parametrize("kind", ["home", "procedure"])
def test_the_header_is_made_for_fingers(visit: Visitor, kind: str) -> None:
    page = visit(kind, width=SMALL_PHONE).page
    page.click(".ny-menu summary")
    assert page.locator(".ny-nav a").first.is_visible()
    assert page.evaluate(_SMALL) == []


@pytest.mark.parametrize("kind", ["procedure", "fees", "notices", "data", "statistics"])
def test_what_stands_outside_a_sentence_is_made_for_fingers(visit: Visitor, kind: str) -> None:
    assert visit(kind, width=PHONE).page.evaluate(_SMALL_ALONE) == []
