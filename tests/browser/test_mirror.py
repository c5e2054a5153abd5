"""The foot of a site that a ward mirrors: whose copy, of which day, whether current; the card."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from generator.mirror import health
from generator.mirror.page import STYLE
from generator.mirror.source import Folder
from generator.mirror.sync import Mirror
from generator.signing import manifest
from generator.signing.faults import Fault
from tests.browser import serving
from tests.browser.axe import violations
from tests.browser.built import BuiltSite
from tests.browser.conftest import SUB_PATH, Visitor
from tests.browser.test_html import invalid
from tests.browser.test_offline import posted
from tests.browser.visits import DESKTOP, PHONE, SMALL_PHONE, Visit
from tests.mirror.kit import NOW, WARDS, TestOrigin, new_mirror, write_site

WARD = WARDS[0]
PAGE = "le-phi/"
STATE = ".ny-copy"
DESK = ".ny-desk"


@dataclass
class Served:
    """A mirror with a ward, the server of its pages, and the site that it mirrors."""

    mirror: Mirror
    origin: TestOrigin
    address: str
    site: BuiltSite


@pytest.fixture
def ward(example_site: BuiltSite, tmp_path: Path) -> Iterator[Served]:
    origin = TestOrigin(tmp_path / "origin")
    origin.put_card(WARD, hotline="024 0000 0000")
    origin.release(example_site.folder, edition="")
    mirror = new_mirror(tmp_path / "m", origin.first_root, ward=WARD)
    mirror.sync(Folder(origin.folder))
    roots = dict.fromkeys(("/", SUB_PATH), serving.STRICT)
    with serving.serving(mirror.layout.current, roots) as address:
        yield Served(mirror, origin, address, example_site)


Opener = Callable[..., Visit]


@pytest.fixture
def look(reader: Callable[..., BrowserContext]) -> Opener:
    """Opens an address at a time, and goes down to the foot."""

    def open_page(address: str, now: datetime = NOW + timedelta(hours=5), **options: object):
        page = reader(**options).new_page()
        page.clock.set_fixed_time(now)
        opened = Visit(page, address.split("/", 3)[0] + "//" + address.split("/", 3)[2])
        page.goto(address, wait_until="load")
        page.locator(".ny-footer").scroll_into_view_if_needed()
        return opened

    return open_page


def foot(opened: Visit) -> Locator:
    return opened.page.locator("[data-copy]")


@pytest.mark.parametrize("root", ["/", SUB_PATH])
def test_a_fresh_mirror_says_whose_it_is_of_which_day_and_that_it_is_current(
    ward: Served, look: Opener, root: str
) -> None:
    opened = look(f"{ward.address}{root}{PAGE}")
    day = posted(ward.site)
    expect(foot(opened).locator(STATE).first).to_have_text(
        f"Bản sao của Phường {WARD} · bản ngày {day} · còn mới"
    )
    expect(foot(opened)).to_contain_text("Nguồn xác nhận lần gần nhất lúc 15:00 ngày 23/11/2026.")
    assert opened.complaints() == []


def test_the_wards_own_card_stands_in_the_foot_of_its_mirror(ward: Served, look: Opener) -> None:
    opened = look(f"{ward.address}/{PAGE}")
    desk = foot(opened).locator(DESK)
    expect(desk).to_contain_text("Địa chỉ thử")
    expect(desk).to_contain_text("Giờ thử")
    expect(desk.get_by_role("link", name="024 0000 0000")).to_have_attribute(
        "href", "tel:02400000000"
    )


def test_the_health_page_is_one_step_away_and_tells_the_same(ward: Served, look: Opener) -> None:
    opened = look(f"{ward.address}{SUB_PATH}{PAGE}")
    foot(opened).get_by_role("link", name="Tình trạng bản sao").click()
    page = opened.page
    expect(page.locator("h1")).to_have_text("Tình trạng bản sao")
    expect(page.locator("main")).to_contain_text("Địa chỉ thử")
    expect(page.locator(".state")).to_have_text("Lần chạy gần nhất thành công.")
    page.get_by_role("link", name="Về trang thủ tục").click()
    expect(page).to_have_url(f"{ward.address}{SUB_PATH}")
    assert opened.complaints() == []


@pytest.mark.parametrize(("days", "words"), [(4, "còn mới"), (6, "đã cũ 6 ngày"), (40, "40 ngày")])
def test_a_mirror_that_is_no_longer_confirmed_says_for_how_long(
    ward: Served, look: Opener, days: int, words: str
) -> None:
    """Nothing on the mirror has changed: the reader's own clock tells."""
    opened = look(f"{ward.address}/{PAGE}", now=NOW + timedelta(days=days))
    expect(foot(opened).locator(STATE).first).to_contain_text(words)


def test_a_clock_before_the_signature_makes_nothing_fresh(ward: Served, look: Opener) -> None:
    opened = look(f"{ward.address}/{PAGE}", now=NOW - timedelta(days=400))
    expect(foot(opened)).to_contain_text("không rõ còn mới hay không")
    expect(foot(opened)).not_to_contain_text("còn mới ·")


def test_a_mirror_that_was_rolled_back_is_not_called_current(
    ward: Served, look: Opener, tmp_path: Path
) -> None:
    ward.origin.release(write_site(tmp_path / "other", 2))
    ward.mirror.sync(Folder(ward.origin.folder))
    ward.mirror.rollback()
    opened = look(f"{ward.address}/{PAGE}")
    expect(foot(opened).locator(STATE).first).to_contain_text("đang tạm giữ bản cũ")


def test_a_failed_run_does_not_make_the_mirror_look_newer(ward: Served, look: Opener) -> None:
    ward.mirror.now = NOW + timedelta(days=9)
    with pytest.raises(Fault):
        ward.mirror.sync(Folder(ward.origin.folder))
    opened = look(f"{ward.address}/{PAGE}", now=ward.mirror.now)
    expect(foot(opened).locator(STATE).first).to_contain_text("đã cũ 9 ngày")
    opened.page.goto(f"{ward.address}/mirror/")
    expect(opened.page.locator(".state--bad").first).to_contain_text("[expired]")


def test_a_card_that_has_expired_is_shown_nowhere(ward: Served, look: Opener) -> None:
    ward.origin.put_card(WARD, 2, days=3)
    ward.origin.renew()
    ward.mirror.sync(Folder(ward.origin.folder))
    ward.mirror.now = NOW + timedelta(days=4)
    ward.mirror.sync(Folder(ward.origin.folder))
    opened = look(f"{ward.address}/{PAGE}")
    expect(foot(opened).locator(STATE).first).to_contain_text(f"Bản sao của phường mã {WARD} ·")
    expect(foot(opened).locator(DESK)).to_have_count(0)
    assert opened.complaints() == []


def test_what_a_mirror_writes_is_text_in_the_foot_never_markup(ward: Served, look: Opener) -> None:
    """Even if the host itself lies in its own files."""
    own = ward.mirror.layout.public
    text = (own / "card.json").read_text("utf-8")
    evil = "<img src=x onerror=alert(1)>"
    (own / "card.json").write_text(text.replace(f"Phường {WARD}", evil), "utf-8")
    opened = look(f"{ward.address}/{PAGE}")
    expect(foot(opened).locator(STATE).first).to_contain_text(evil)
    assert foot(opened).locator("img").count() == 0


def test_a_copy_that_nobody_updates_never_calls_itself_current(
    visit: Visitor, site: BuiltSite
) -> None:
    opened = visit("home")
    opened.page.locator(".ny-footer").scroll_into_view_if_needed()
    expect(foot(opened)).to_contain_text(f"Bản niêm yết ngày {posted(site)}")
    expect(foot(opened)).to_contain_text("không rõ đã có bản mới hơn chưa")
    expect(foot(opened)).not_to_contain_text("còn mới")
    assert opened.complaints() == []


def test_the_origin_asks_nobody_and_says_its_day(
    reader: Callable[..., BrowserContext], ward: Served
) -> None:
    """The page is told that its own address is where it is read: as on the origin itself."""
    page = reader().new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.add_init_script(
        "new MutationObserver(() => { const box = document.querySelector('[data-copy]');"
        " if (box) box.dataset.origin = location.origin + '/'; })"
        ".observe(document, { childList: true, subtree: true });"
    )
    page.goto(f"{ward.address}/{PAGE}")
    page.locator(".ny-footer").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert page.locator(STATE).inner_text() == f"Bản niêm yết ngày {posted(ward.site)}"
    assert not [url for url in asked if "/mirror/" in url]


def test_without_javascript_the_foot_still_says_the_day(ward: Served, look: Opener) -> None:
    opened = look(f"{ward.address}/{PAGE}", java_script_enabled=False)
    line = foot(opened).locator(STATE)
    assert line.inner_text() == "Bản niêm yết"
    drawn = "place => getComputedStyle(place, '::after').content"
    assert line.locator("span").evaluate(drawn) == f'" ngày {posted(ward.site)}"'
    assert "còn mới" not in foot(opened).inner_text()


def test_the_foot_is_asked_for_only_when_it_comes_near(ward: Served, look: Opener) -> None:
    page = look(f"{ward.address}/{PAGE}").page
    page.set_viewport_size({"width": PHONE, "height": 500})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{ward.address}/thu-tuc/", wait_until="networkidle")
    top = page.locator("[data-copy]").bounding_box()
    assert top is not None
    near = top["y"] < 800
    assert bool([url for url in asked if "/mirror/" in url]) == near


def test_signed_files_stay_as_they_are_signed(ward: Served, look: Opener) -> None:
    look(f"{ward.address}/{PAGE}")
    signed = ward.mirror.current_manifest()
    assert signed is not None
    assert not [path for path in signed.files if path.startswith("mirror/")]
    for path, entry in signed.files.items():
        assert manifest.describe((ward.mirror.layout.current / path).read_bytes()) == entry


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [SMALL_PHONE, PHONE, DESKTOP])
def test_axe_finds_nothing_in_the_foot_and_on_the_health_page(
    ward: Served, look: Opener, node: Path, width: int, scheme: str
) -> None:
    opened = look(f"{ward.address}/{PAGE}", width=width, scheme=scheme)
    expect(foot(opened).locator(DESK)).to_be_visible()
    assert violations(opened.page, node, ".ny-footer") == []
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert opened.page.evaluate(wide) == 0
    opened.page.goto(f"{ward.address}/mirror/")
    assert violations(opened.page, node) == []
    assert opened.page.evaluate(wide) == 0


def test_the_health_page_is_valid_html(ward: Served, node: Path, tmp_path: Path) -> None:
    page = ward.mirror.layout.public / "index.html"
    assert invalid(node, [page], tmp_path / "told.json") == []


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_list_of_mirrors_is_readable_by_all(
    reader: Callable[..., BrowserContext], node: Path, tmp_path: Path, width: int
) -> None:
    results = [
        health.Result("https://mot.example", "fresh", "", "0123456789abcdef", timedelta(hours=3)),
        health.Result("https://hai.example", "bad", "nội dung sai: index.html"),
        health.Result("https://ba.example", "silent", "không trả lời"),
    ]
    file = tmp_path / "suc-khoe.html"
    file.write_bytes(health.page(results, NOW, "suc-khoe.css"))
    file.with_suffix(".css").write_bytes(STYLE)
    assert invalid(node, [file], tmp_path / "told.json") == []
    page = reader(width=width).new_page()
    page.goto(file.as_uri())
    assert violations(page, node) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
