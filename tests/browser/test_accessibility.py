"""No violation of WCAG 2.2 AA and of axe-core's best practice, on any kind of page."""

from pathlib import Path

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import Visitor
from tests.browser.kinds import FROZEN, KINDS
from tests.browser.visits import DESKTOP, PHONE

FAULTS = {
    "an image without a text": ("<img src='x.png'>", "image-alt"),
    "a field without a label": ("<input name='x'>", "label"),
    "a pale text": ("<p style='color:#ccc;background:#fff'>Nhạt</p>", "color-contrast"),
    "a tiny target": (
        "<a href='#a' style='font-size:8px'>a</a><a href='#b' style='font-size:8px'>b</a>",
        "target-size",
    ),
}


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("kind", [*KINDS, *FROZEN])
def test_a_page_has_no_violation_in_light_and_dark(
    visit: Visitor, node: Path, kind: str, width: int
) -> None:
    page = visit(kind, width=width).page
    light = violations(page, node)
    page.emulate_media(color_scheme="dark")
    assert (light, violations(page, node)) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["home", "procedure"])
def test_the_open_menu_of_a_phone_has_no_violation(
    visit: Visitor, node: Path, kind: str, scheme: str
) -> None:
    page = visit(kind, width=PHONE, scheme=scheme).page
    page.click(".ny-menu summary")
    assert page.locator(".ny-nav a").first.is_visible()
    assert violations(page, node) == []


@pytest.mark.parametrize(("fault", "rule"), FAULTS.values(), ids=FAULTS)
def test_a_fault_put_into_a_page_is_found(
    visit: Visitor, node: Path, fault: str, rule: str
) -> None:
    page = visit("about", bypass_csp=True).page
    page.evaluate(
        "fault => document.querySelector('main').insertAdjacentHTML('afterbegin', fault)", fault
    )
    assert [line for line in violations(page, node) if line.startswith(f"{rule}:")]
