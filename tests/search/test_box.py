"""The search box in a real browser, under the site's Content-Security-Policy and from a disk."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from generator.search import engine, index, pagefind
from tests.search import sample
from tests.tools import program

POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
ROOTS = {"": "./", "tim-kiem/": "../"}

PAGE = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Trang</title>
<script defer src="{root}assets/search/search.js"></script></head><body><article>
<form role="search" class="ny-search" action="{root}tim-kiem/" method="get">
<label for="ny-q">Tìm thủ tục</label><input id="ny-q" type="search" name="q">
<button type="submit">Tìm</button></form><div class="ny-results"></div></article></body></html>"""
TARGET = '<!doctype html><html lang="vi"><title>x</title><article><h1>{name}</h1></article></html>'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    files = {f"{path}index.html": PAGE.format(root=root) for path, root in ROOTS.items()}
    files |= {f"thu-tuc/{row[0]}/index.html": TARGET.format(name=row[1]) for row in sample.NAMES}
    files[engine.ADDRESS] = engine.script().decode()
    files[index.ADDRESS] = index.index(sample.catalogue()).decode()
    files[index.REST_ADDRESS] = index.rest(sample.catalogue()).decode()
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    for name in ("page.js", "fulltext.js"):
        shutil.copy(engine.FOLDER / name, folder / "assets" / "search")
    pagefind.run(folder)
    return folder


class Handler(SimpleHTTPRequestHandler):
    """Serves with the policy, and says nothing."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(site)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    chromium = program("chromium-headless-shell")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    faults: list[str] = []
    opened = browser.new_page()
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: said.type == "error" and faults.append(said.text))
    yield opened
    opened.close()
    assert [fault for fault in faults if "favicon" not in fault and "404" not in fault] == []


@pytest.fixture
def home(page: Page, address: str) -> Page:
    page.goto(address)
    return page


@pytest.fixture
def search(page: Page, address: str) -> Callable[[str], Page]:
    def opened(query: str) -> Page:
        page.goto(f"{address}tim-kiem/{query}")
        return page

    return opened


def test_nothing_is_loaded_before_somebody_turns_to_the_box(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address, wait_until="networkidle")
    assert not [url for url in asked if "chi-muc" in url]
    with page.expect_request("**/chi-muc.js"):
        page.locator("#ny-q").focus()


def test_answers_come_while_typing_as_links_with_their_facts(home: Page) -> None:
    home.locator("#ny-q").press_sequentially("dang ky khai si")
    expect(home.locator(".ny-list a").first).to_have_text("Đăng ký khai sinh")
    facts = home.locator(".ny-list li").first.locator(".ny-facts")
    expect(facts).to_contain_text("Cấp xã")
    expect(facts).to_contain_text("Hộ tịch")
    expect(facts).to_contain_text("1.001193")
    expect(home.locator("[role=status]")).to_contain_text("kết quả")


def test_the_keyboard_alone_opens_a_result(home: Page) -> None:
    home.locator("#ny-q").press_sequentially("khai tử")
    expect(home.locator(".ny-list a").first).to_have_text("Đăng ký khai tử")
    for key in ("ArrowDown", "ArrowUp", "ArrowDown", "Enter"):
        home.keyboard.press(key)
    home.wait_for_url("**/thu-tuc/1.000656/")


def test_escape_clears_and_returns_to_the_box(home: Page) -> None:
    home.locator("#ny-q").press_sequentially("khai")
    expect(home.locator(".ny-list a").first).to_be_visible()
    home.keyboard.press("ArrowDown")
    home.keyboard.press("Escape")
    expect(home.locator("#ny-q")).to_be_focused()
    expect(home.locator("#ny-q")).to_have_value("")
    expect(home.locator(".ny-list")).to_have_count(0)


def test_enter_in_the_box_leads_to_the_search_page_with_the_query(home: Page) -> None:
    home.locator("#ny-q").fill("tạm trú")
    home.keyboard.press("Enter")
    home.wait_for_url("**/tim-kiem/?q=*")
    expect(home.locator("#ny-q")).to_have_value("tạm trú")
    expect(home.locator(".ny-list a").first).to_have_text("Đăng ký tạm trú")


def test_the_state_stands_in_the_address(search: Callable[[str], Page]) -> None:
    page = search("?q=dang+ky&cap=city")
    expect(page.locator(".ny-list a")).to_have_text(["Đăng ký thành lập công ty cổ phần"])
    page.locator("select[name=cap]").select_option("ward")
    page.wait_for_url("**/tim-kiem/?q=dang+ky&cap=ward")
    page.locator("input[name=mien-phi]").check()
    page.wait_for_url("**&mien-phi=1")
    expect(page.locator(".ny-list a")).to_have_text(["Đăng ký tạm trú", "Đăng ký thường trú"])


def test_filters_that_leave_nothing_can_be_taken_away(search: Callable[[str], Page]) -> None:
    page = search("?q=khai+sinh&mien-phi=1")
    expect(page.locator(".ny-list a")).to_have_count(0)
    page.get_by_role("button", name="Bỏ bộ lọc").click()
    expect(page.locator(".ny-list a").first).to_have_text("Đăng ký khai sinh")
    page.wait_for_url("**/tim-kiem/?q=khai+sinh")


def test_filters_alone_list_what_they_leave(search: Callable[[str], Page]) -> None:
    page = search("?linh-vuc=chung-thuc")
    expect(page.locator(".ny-list a")).to_have_count(2)


def test_the_second_script_comes_only_where_the_first_finds_nothing(
    page: Page, address: str
) -> None:
    page.goto(address)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.locator("#ny-q").press_sequentially("khai tử")
    expect(page.locator(".ny-list a").first).to_have_text("Đăng ký khai tử")
    assert not [url for url in asked if url.endswith(index.REST_ADDRESS)]
    page.locator("#ny-q").fill("tượng đài")
    expect(page.locator(".ny-list a").first).to_have_attribute("href", "./thu-tuc/1.013236/")


def test_a_long_name_typed_whole_is_compared_with_whole_names(page: Page, address: str) -> None:
    page.goto(address)
    with page.expect_request(f"**/{index.REST_ADDRESS}"):
        page.locator("#ny-q").fill(
            "cap giay phep cho cong trinh cap dac biet cap i cap ii theo tuyen tuong dai"
        )
    expect(page.locator(".ny-list a").first).to_have_attribute("href", "./thu-tuc/1.013236/")


def test_without_the_second_script_nothing_is_said_to_be_found(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    page.route(f"**/{index.REST_ADDRESS}", lambda route: route.abort())
    page.goto(address)
    page.locator("#ny-q").fill("tượng đài")
    expect(page.locator(".ny-none")).to_contain_text("Không tìm thấy")
    page.close()


def test_a_situation_of_life_stands_above_the_list(page: Page, address: str) -> None:
    page.goto(address)
    page.locator("#ny-q").fill("sắp sinh")
    link = page.locator(".ny-guide a")
    expect(link).to_have_text("Sinh con")
    expect(link).to_have_attribute("href", "./viec/co-em-be/")


def test_not_found_helps_on(search: Callable[[str], Page]) -> None:
    page = search("?q=qqqq")
    expect(page.locator(".ny-none")).to_contain_text("Không tìm thấy")
    expect(page.locator(".ny-none a")).to_have_attribute("href", "../linh-vuc/")
    expect(page.locator(".ny-none")).to_contain_text("0000")


def test_an_index_that_does_not_come_is_announced_and_asked_for_again(
    browser: Browser, address: str
) -> None:
    page = browser.new_page()
    page.route("**/chi-muc.js", lambda route: route.abort())
    page.goto(address)
    page.locator("#ny-q").press_sequentially("khai")
    expect(page.locator(".ny-results [role=status]")).to_contain_text("Chưa tải được")
    page.unroute("**/chi-muc.js")
    page.locator("#ny-q").press_sequentially(" tử")
    expect(page.locator(".ny-list a").first).to_have_text("Đăng ký khai tử")
    page.close()


def test_a_matter_of_another_office_is_told(search: Callable[[str], Page]) -> None:
    page = search("?q=xin+ly+hôn")
    expect(page.locator(".ny-elsewhere")).to_contain_text("Tòa án nhân dân")


def test_full_text_comes_only_when_asked_for(search: Callable[[str], Page]) -> None:
    page = search("?q=quốc+tịch")
    assert not page.evaluate("performance.getEntries().some(({name}) => /pagefind/.test(name))")
    page.get_by_role("button", name="Tìm trong toàn văn").click()
    link = page.locator(".ny-fulltext a").first
    expect(link).to_have_attribute("href", "../thu-tuc/2.002039/")


def test_markup_in_a_query_stays_text(search: Callable[[str], Page]) -> None:
    page = search("?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E+khai+sinh")
    expect(page.locator(".ny-found")).not_to_be_empty()
    assert page.locator(".ny-results img").count() == 0


def test_the_search_works_from_a_disk(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.locator("#ny-q").press_sequentially("khai tử")
    link = page.locator(".ny-list a").first
    expect(link).to_have_attribute("href", "./thu-tuc/1.000656/index.html")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/index.html?q=*")
    page.get_by_role("button", name="Tìm trong toàn văn").click()
    expect(page.locator(".ny-fulltext")).to_contain_text("máy chủ web")
