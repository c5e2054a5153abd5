"""A page asks nothing of strangers, breaks no policy and says nothing on the console."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import SUB_PATH, Visitor
from tests.browser.kinds import KINDS
from tests.browser.visits import PHONE


def use(page: Page) -> None:
    """Do what readers do: switch to dark, open the menu, type into the search box."""
    page.click("[data-theme-switch]")
    page.click(".ny-menu summary")
    box = page.locator("input[name=q]")
    if box.count():
        box.first.fill("cap giay")
        page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    ("kind", "root"), [*((kind, SUB_PATH) for kind in KINDS), ("home", "/"), ("procedure", "/")]
)
def test_a_page_in_use_gives_no_complaint(visit: Visitor, kind: str, root: str) -> None:
    opened = visit(kind, root=root, width=PHONE)
    use(opened.page)
    assert opened.complaints() == []


@pytest.mark.parametrize(
    ("fault", "complaint"),
    [
        ("document.body.append(Object.assign(new Image(), {src: 'https://x.invalid/a.png'}))",
         "foreign request: https://x.invalid/a.png"),
        ("document.body.setAttribute('style', 'color: red')", "policy: style-src"),
        ("console.error('Hỏng')", "console: Hỏng"),
        ("document.body.append(Object.assign(new Image(), {src: 'khong-co.png'}))", "404: "),
        ("setTimeout(() => { throw new Error('Hỏng') })", "script: Hỏng"),
    ],
)  # fmt: skip
def test_each_kind_of_fault_is_complained_about(visit: Visitor, fault: str, complaint: str) -> None:
    opened = visit("about")
    opened.page.evaluate(fault)
    opened.page.wait_for_timeout(150)
    assert [line for line in opened.complaints() if line.startswith(complaint)]
