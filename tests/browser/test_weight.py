"""A page is light, and its letters come from our own fonts."""

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Response

from tests.browser.conftest import Visitor
from tests.browser.kinds import KINDS

LIMIT = 150 * 1024
FAMILY = "Be Vietnam Pro"


def sent_bytes(answer: Response) -> int:
    """What goes over the line from a host that compresses text."""
    body = answer.body()
    return len(body) if answer.url.endswith(".woff2") else len(gzip.compress(body, 9))


@pytest.mark.parametrize("kind", ["home", "procedure", "field", "search"])
def test_a_page_with_all_it_loads_is_at_most_150_kb(
    visit: Visitor, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = visit(kind)
    opened.page.wait_for_load_state("networkidle")
    weights = {urlsplit(answer.url).path: sent_bytes(answer) for answer in opened.responses}
    total = sum(weights.values())
    with capsys.disabled():
        print(f"\n{kind}: {total / 1024:.1f} KB in {len(weights)} files")
    assert total <= LIMIT, weights


def used_fonts(visit: Visitor, kind: str, selector: str) -> dict[str, bool]:
    """The families that the text below a selector is drawn with, and whether each is ours."""
    page = visit(kind).page
    page.evaluate("document.fonts.ready")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    found = session.send("DOM.querySelector", {"nodeId": root, "selector": selector})
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": found["nodeId"]})["fonts"]
    return {font["familyName"]: font["isCustomFont"] for font in fonts}


@pytest.mark.parametrize("kind", KINDS)
def test_headings_are_drawn_with_our_own_font(visit: Visitor, kind: str) -> None:
    fonts = used_fonts(visit, kind, "h1")
    assert fonts and all(ours and FAMILY in name for name, ours in fonts.items()), fonts


def test_every_vietnamese_letter_is_drawn_with_our_own_font(visit: Visitor) -> None:
    opened = visit("home")
    page = opened.page
    page.evaluate(
        "document.querySelector('h1').textContent ="
        " 'ắằẳẵặấầẩẫậếềểễệốồổỗộớờởỡợứừửữựýỳỷỹỵđĐẮẶẤẬẾỆỐỘỚỢỨỰỲỴ'"
    )
    page.evaluate("document.fonts.ready")
    assert page.evaluate(f"document.fonts.check('600 16px \"{FAMILY}\"', 'ắđỆựỹ')")
    loaded = page.evaluate(
        "[...document.fonts].filter((font) => font.status === 'loaded').map((font) => font.family)"
    )
    assert loaded and all(FAMILY in family for family in loaded)
    fonts = [answer for answer in opened.responses if "/fonts/" in answer.url]
    assert fonts and all(answer.ok and answer.url.endswith(".woff2") for answer in fonts)
