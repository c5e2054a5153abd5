"""The page that answers for a day, in a browser, on a host with a strict policy."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from generator import answers
from generator.output import Output, Site
from generator.website import Website
from tests.browser.axe import violations
from tests.browser.conftest import QUIET
from tests.browser.serving import STRICT, serving
from tests.browser.visits import DESKTOP, PHONE
from tests.editions.site import FIRST, SECOND, SHOP, House
from tests.tools import program

PAGES = {
    "a tombstone": "thu-tuc/1.001612/",
    "a history": "thu-tuc/2.000815/",
    "an edition": "thay-doi/2020-03-02/",
    "the changes": "thay-doi/",
    "the day's answer": "theo-ngay/?ma=2.000815&ngay=2018-05-01",
    "a frozen page": "thu-tuc/2.000815/ban/2020-03-02/",
    "frozen data": "du-lieu/2020-02-03/",
    "the data": "du-lieu/",
}
Opener = Callable[[str], Page]


@pytest.fixture(scope="module")
def site(website: Website, tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = House(tmp_path_factory.mktemp("asking"))
    house.publish(FIRST)
    house.change_copy(SECOND)
    house.edit("fields.yml", "name: Hộ tịch", "name: Hộ tịch mới")
    house.withdraw("1.001612", SHOP, "    since: 2020-02-20\n")
    house.publish(SECOND)
    files = [
        Output(path, content[:16], partial(bytes, content))
        for path, content in website.files.items()
    ]
    folder = house.folder / "site"
    shared = answers.outputs(house.catalogue(), b"look")
    Site(folder, house.cache).update([*house.outputs(website, data=True), *shared, *files], 1)
    return folder


@pytest.fixture(scope="module")
def visit(site: Path) -> Iterator[Opener]:
    """Opens a page; whatever the browser complains of is an error."""
    chromium = program("chromium-headless-shell")
    complaints: list[str] = []
    with serving(site, {"/": STRICT}) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        page = browser.new_page()
        page.on("console", lambda message: complaints.append(f"{message.text} {message.location}"))
        page.on("pageerror", lambda error: complaints.append(str(error)))

        def open_page(path: str) -> Page:
            page.goto(f"{origin}/{path}", wait_until="networkidle")
            return page

        yield open_page
        browser.close()
    assert complaints == []


def answer(page: Page) -> str:
    return " ".join(page.locator("#tra-loi").inner_text().split())


def test_the_reader_asks_for_a_procedure_and_a_day(visit: Opener) -> None:
    page = visit("theo-ngay/")
    page.fill("#ma", "2.000815")
    page.fill("#ngay", "2018-05-01")
    page.keyboard.press("Enter")
    page.wait_for_selector("#tra-loi h2")
    said = answer(page)
    assert "Chứng thực bản sao từ bản chính" in said
    assert "Ngày 01/05/2018. Câu trả lời giữ nguyên: từ 01/01/2017." in said
    assert "2.000 đồng/trang" in said
    assert page.url.endswith("?ma=2.000815&ngay=2018-05-01")


def test_an_address_with_code_and_day_answers_at_once(visit: Opener) -> None:
    page = visit("theo-ngay/?ma=2.000815&ngay=2016-01-01")
    page.wait_for_selector("#tra-loi h2")
    assert "2.000 đồng/trang" not in answer(page)


def test_a_day_to_come_is_called_so(visit: Opener) -> None:
    page = visit("theo-ngay/?ma=2.000815&ngay=2030-01-01")
    page.wait_for_selector("#tra-loi h2")
    assert "Ngày 01/01/2030 chưa đến" in answer(page)


def test_a_withdrawn_procedure_is_answered_until_its_end(visit: Opener) -> None:
    page = visit("theo-ngay/?ma=1.001612&ngay=2020-02-20")
    page.wait_for_selector("#tra-loi h2")
    assert "Ngày 20/02/2020 thủ tục này không còn áp dụng." in answer(page)
    page = visit("theo-ngay/?ma=1.001612&ngay=2020-02-19")
    page.wait_for_selector("#tra-loi dl")
    assert "Cấp huyện" in answer(page)


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_the_pages_of_the_past_have_no_violation_and_fit(
    visit: Opener, node: Path, path: str, width: int
) -> None:
    page = visit(path)
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    assert violations(page, node) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


@pytest.mark.parametrize("path", ["thu-tuc/2.000815/", "du-lieu/"])
def test_the_citation_is_copied_whole(visit: Opener, path: str) -> None:
    page = visit(path)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("text=Chép trích dẫn")
    page.wait_for_function("async () => (await navigator.clipboard.readText()).length > 100")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.inner_text("#trich-dan-nguyen-van")
    assert "SHA-256" in copied and "Kỳ công bố 02/03/2020" in copied


def test_a_frozen_page_has_its_style_under_a_strict_policy(visit: Opener) -> None:
    page = visit("thu-tuc/2.000815/ban/2020-02-03/")
    border = page.eval_on_selector(".banner", "e => getComputedStyle(e).borderTopWidth")
    assert border == "2px"
