"""Pages that answer: checklist, calculators, own ward, plain words, text size."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.built import BuiltSite
from tests.browser.conftest import SUB_PATH
from tests.browser.visits import DESKTOP, PHONE, Visit

BIRTH = "thu-tuc/1.001193/"  # its cases may add up
RESIDENCE = "thu-tuc/1.004194/"  # its cases exclude each other; its fees too
PERMIT = "thu-tuc/1.013225/"  # days, by channel
EXTRACT = "thu-tuc/2.000635/"  # both sorts of cases; one shared fee
COPY = "thu-tuc/2.000815/"
ADOPTION = "thu-tuc/2.001263/"
WARD = "phuong/bach-dang/"

Opener = Callable[..., Visit]


@pytest.fixture
def open_path(reader: Callable[..., BrowserContext], origin: str, site: BuiltSite) -> Opener:
    """Opens a page by its path: ``open_path(BIRTH, width=390)``."""

    def open_page(path: str, **options: object) -> Visit:
        opened = Visit(reader(**options).new_page(), origin)
        opened.page.goto(f"{origin}{SUB_PATH}{path}", wait_until="load")
        return opened

    return open_page


def names(page: Page) -> list[str]:
    """The papers that are shown."""
    return page.locator(".ny-dossier__name").filter(visible=True).all_inner_texts()


def open_calculator(page: Page, kind: str) -> None:
    page.locator(f"[data-{kind}] summary").click()
    expect(page.locator(f"[data-{kind}] form")).to_be_visible()


def answer(page: Page, kind: str) -> str:
    return page.locator(f"[data-{kind}] .ny-calc__answer").inner_text()


# Checklist


def test_all_papers_are_listed_until_a_case_is_chosen(open_path: Opener) -> None:
    page = open_path(BIRTH).page
    plain = open_path(BIRTH, java_script_enabled=False).page
    assert names(page) == names(plain)
    assert plain.locator("[data-papers] input").count() == 0


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_cases_that_may_add_up_are_ticked_each(open_path: Opener, width: int) -> None:
    page = open_path(BIRTH, width=width).page
    whole = names(page)
    page.get_by_label("Nhờ người khác đi làm thay").check()
    one = names(page)
    page.get_by_label("Gửi hồ sơ qua bưu chính").check()
    both = names(page)
    assert len(one) < len(both) < len(whole)
    assert any("ủy quyền" in name for name in one)
    page.get_by_label("Không thuộc trường hợp nào ở trên").check()
    assert len(names(page)) == len(one) - 1
    assert not page.get_by_label("Nhờ người khác đi làm thay").is_checked()


def test_cases_that_exclude_each_other_are_radio_buttons(open_path: Opener) -> None:
    page = open_path(RESIDENCE).page
    whole = len(names(page))
    page.get_by_role("radio", name="Cá nhân, hộ gia đình").check()
    own = len(names(page))
    page.get_by_role("radio", name="Xem mọi trường hợp").check()
    assert 0 < own < whole == len(names(page))


def test_a_main_case_and_what_comes_on_top_are_chosen_apart(open_path: Opener) -> None:
    page = open_path(EXTRACT).page
    page.get_by_role("radio", name="Cá nhân xin").check()
    own = len(names(page))
    page.get_by_role("checkbox", name="Nhờ người khác đi làm thay").check()
    assert len(names(page)) == own + 1


def test_papers_that_all_bring_are_never_hidden(open_path: Opener) -> None:
    page = open_path(ADOPTION).page
    page.get_by_role("checkbox", name="Trẻ mồ côi").check()
    heads = page.locator("[data-papers] h3").filter(visible=True).all_inner_texts()
    assert heads == ["Hồ sơ của người nhận con nuôi", "Hồ sơ của trẻ", "Trẻ mồ côi"]


def test_ticks_are_counted_and_forgotten(open_path: Opener) -> None:
    opened = open_path(BIRTH)
    page = opened.page
    page.wait_for_load_state("networkidle")
    before = len(opened.requests)
    page.locator(".ny-tick").first.check()
    expect(page.locator(".ny-papers__progress")).to_have_text(re.compile("Đã có 1 trên"))
    assert page.evaluate("Object.keys(localStorage)") == []
    assert opened.requests[before:] == []
    page.reload()
    expect(page.locator(".ny-tick:checked")).to_have_count(0)


def test_the_list_of_papers_is_printed_alone(open_path: Opener) -> None:
    page = open_path(BIRTH).page
    page.evaluate("window.print = () => {}")
    page.get_by_role("button", name="In danh sách giấy tờ").click()
    page.emulate_media(media="print")
    assert page.locator(".ny-dossier").first.is_visible() and page.locator("h1").is_visible()
    assert not page.locator("#trinh-tu").is_visible()
    assert not page.locator(".ny-choices").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#trinh-tu").is_visible()


# Calculators


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_day_of_the_result_is_reckoned_by_channel(open_path: Opener, width: int) -> None:
    page = open_path(PERMIT, width=width).page
    open_calculator(page, "limits")
    page.get_by_label("Ngày nộp đủ hồ sơ").fill("2026-11-02")
    page.get_by_label("Cách nộp").select_option("online")
    assert "23/11/2026" in answer(page, "limits")  # 20 days end on a Sunday
    page.get_by_label("Cách nộp").select_option("in-person")
    assert "17/11/2026" in answer(page, "limits")
    page.get_by_label("Cách nộp").select_option("post")
    assert "ngày cơ quan nhận được" in answer(page, "limits")


def test_holidays_that_are_not_known_are_said_and_no_day_is_given(open_path: Opener) -> None:
    page = open_path(RESIDENCE).page
    open_calculator(page, "limits")
    page.get_by_label("Ngày nộp đủ hồ sơ").fill("2027-02-05")
    said = answer(page, "limits")
    assert "lịch nghỉ lễ năm 2027 ở đây chưa đủ" in said and "Chậm nhất" not in said


def test_the_days_worked_in_exchange_reach_the_calculator(open_path: Opener) -> None:
    page = open_path(RESIDENCE).page
    open_calculator(page, "limits")
    told = page.evaluate("Object.keys(NiemYet.office).sort()")
    assert told == ["cutOff", "doubtful", "holidays", "posted", "worked", "years"]
    assert page.evaluate(
        "NiemYet.due({number: 1, unit: 'working-day'}, {day: '2026-08-21'},"
        " {...NiemYet.office, years: [2026], worked: ['2026-08-22']}).due"
    ) == ("2026-08-22")


def test_a_time_without_unit_has_no_calculator_for_there_is_no_rule(open_path: Opener) -> None:
    page = open_path(BIRTH).page
    assert page.locator("[data-limits]").count() == 0
    assert "không ghi đơn vị" in page.locator("#thoi-han + ul").inner_text()


def test_a_shared_fee_is_reckoned_with_its_law(open_path: Opener) -> None:
    page = open_path(EXTRACT).page
    open_calculator(page, "prices")
    said = answer(page, "prices")
    assert "8.000 đồng" in said and "281/2016/TT-BTC" in said


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_the_fee_of_a_case_is_reckoned_and_other_cases_are_not_known(
    open_path: Opener, width: int
) -> None:
    page = open_path(RESIDENCE, width=width).page
    open_calculator(page, "prices")
    page.locator("[data-prices]").get_by_label("Cách nộp").select_option("in-person")
    people = page.get_by_label(re.compile("Số lượng"))
    people.fill("4")
    assert "Phải nộp 40.000 đồng" in answer(page, "prices")
    assert "Chưa kiểm chứng" in answer(page, "prices")  # the catalogue doubts the source
    page.get_by_label("Trường hợp", exact=True).select_option("")
    assert "không có mức thu nào được ghi" in answer(page, "prices")


def test_pages_beyond_the_second_cost_less_but_a_doubtful_fee_forbids_the_sum(
    open_path: Opener,
) -> None:
    page = open_path(COPY).page
    open_calculator(page, "prices")
    page.get_by_label(re.compile("Số lượng")).fill("5")
    page.get_by_label("Số bản").fill("2")
    said = answer(page, "prices")
    assert "14.000 đồng" in said and "Phải nộp" not in said and "chưa kiểm chứng" in said


def test_nonsense_is_answered_with_a_request(open_path: Opener) -> None:
    page = open_path(RESIDENCE).page
    open_calculator(page, "limits")
    page.get_by_label("Ngày nộp đủ hồ sơ").fill("")
    assert "Hãy chọn ngày nộp" in answer(page, "limits")
    open_calculator(page, "prices")
    page.get_by_label(re.compile("Số lượng")).fill("-3")
    assert "số nguyên" in answer(page, "prices")


def test_the_publishers_cut_off_hour_is_asked_for_and_told(
    reader: Callable[..., BrowserContext], example_site: BuiltSite
) -> None:
    page = reader().new_page()
    page.goto(f"{example_site.folder.resolve().as_uri()}/{COPY}index.html")
    open_calculator(page, "limits")
    page.get_by_label("Ngày nộp đủ hồ sơ").fill("2020-01-20")
    page.get_by_label("Giờ nộp").fill("15:00")
    assert "22/01/2020" in answer(page, "limits")
    assert "Không tính được. Trong ngày; nhận sau 15 giờ" in answer(page, "limits")
    page.get_by_label("Giờ nộp").fill("15:01")
    said = answer(page, "limits")
    # Received on the 21st; the 22nd is a working day, then Tết until the 29th.
    assert "30/01/2020" in said and "Nộp sau 15:00, nên tính là nhận vào 21/01/2020" in said


# Own ward


def choose_ward(page: Page) -> None:
    page.get_by_role("button", name="Chọn phường của bạn").click()
    page.get_by_label("Phường của bạn").select_option(label="Phường Bạch Đằng")
    expect(page.locator("[data-desk] h2")).to_have_text("Một cửa của bạn: Phường Bạch Đằng")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
def test_a_ward_once_chosen_is_shown_on_every_procedure(open_path: Opener, width: int) -> None:
    opened = open_path(BIRTH, width=width)
    page = opened.page
    page.wait_for_load_state("networkidle")
    assert not [url for url in opened.requests if url.endswith("wards.js")]
    choose_ward(page)
    page.goto(f"{opened.origin}{SUB_PATH}{COPY}")
    desk = page.locator("[data-desk]")
    expect(desk).to_contain_text("Phường Bạch Đằng")
    expect(desk).to_contain_text("Giờ làm việc")
    expect(desk).to_contain_text("MẪU")
    assert desk.locator("a[href^='tel:'], a[href^='mailto:']").count() == 0
    assert page.evaluate("localStorage['niemyet-ward']") == "bach-dang"
    assert opened.complaints() == []


def test_the_choice_can_be_taken_back(open_path: Opener) -> None:
    page = open_path(BIRTH).page
    choose_ward(page)
    page.get_by_role("button", name="Bỏ chọn").click()
    assert page.evaluate("localStorage.length") == 0
    expect(page.get_by_role("button", name="Chọn phường của bạn")).to_be_focused()


def test_a_ward_is_chosen_on_its_own_page_too(open_path: Opener) -> None:
    opened = open_path(WARD)
    mine = opened.page.get_by_role("button", name="Đây là phường của tôi")
    mine.click()
    assert mine.get_attribute("aria-pressed") == "true"
    opened.page.goto(f"{opened.origin}{SUB_PATH}{BIRTH}")
    expect(opened.page.locator("[data-desk]")).to_contain_text("Phường Bạch Đằng")


def test_a_ward_that_is_no_more_is_asked_for_again(open_path: Opener) -> None:
    page = open_path(BIRTH).page
    page.evaluate("localStorage.setItem('niemyet-ward', 'khong-con')")
    page.reload()
    expect(page.get_by_role("button", name="Chọn phường của bạn")).to_be_visible()


# Plain words


def term(page: Page) -> tuple[str, str]:
    """The selectors of the first explained term and of its explanation."""
    page.locator(".ny-term").first.wait_for()
    return ".ny-term >> nth=0 >> .ny-term__name", ".ny-term >> nth=0 >> [role=tooltip]"


def test_a_term_is_explained_on_focus_and_escape_closes_it(open_path: Opener) -> None:
    page = open_path(COPY).page
    name, tip = term(page)
    assert not page.is_visible(tip)
    page.focus(name)
    assert page.is_visible(tip) and len(page.inner_text(tip)) > 20
    page.keyboard.press("Escape")
    assert not page.is_visible(tip)


def test_an_explanation_stays_while_it_is_pointed_at(open_path: Opener) -> None:
    page = open_path(COPY).page
    name, tip = term(page)
    page.hover(name)
    page.hover(tip)
    assert page.is_visible(tip)
    page.hover("h1")
    assert not page.is_visible(tip)


@pytest.mark.parametrize("path", [BIRTH, COPY, PERMIT, ADOPTION])
def test_terms_are_marked_once_never_inside_each_other_and_change_no_text(
    open_path: Opener, path: str
) -> None:
    page = open_path(path, width=PHONE).page
    page.locator(".ny-term").first.wait_for()
    explained = page.locator(".ny-term__tip").all_text_contents()
    assert len(explained) == len(set(explained)) <= 12
    assert page.locator(".ny-term .ny-term, a .ny-term, button .ny-term").count() == 0
    plain = open_path(path, java_script_enabled=False).page
    page.locator(".ny-term__tip").evaluate_all("tips => tips.forEach((tip) => tip.remove())")
    for selector in (".ny-lead", ".ny-steps > li"):
        marked = page.locator(selector).all_text_contents()
        assert marked == plain.locator(selector).all_text_contents()


def test_an_explanation_stays_inside_a_small_phone(open_path: Opener) -> None:
    page = open_path(COPY, width=320).page
    page.locator(".ny-term").first.wait_for()
    for name in page.locator(".ny-term__name").all():
        name.focus()
        box = page.locator("[role=tooltip]").filter(visible=True).bounding_box()
        assert box and box["x"] >= 0 and box["x"] + box["width"] <= 320


# Text size


def test_the_text_size_is_kept_and_goes_around(open_path: Opener) -> None:
    page = open_path(BIRTH, width=PHONE).page
    size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    sizes = [page.evaluate(size)]
    for _ in range(2):
        page.get_by_role("button", name="Cỡ chữ").click()
        sizes.append(page.evaluate(size))
    assert sizes == sorted(set(sizes))
    page.reload()
    assert page.evaluate(size) == sizes[-1]
    for width in (PHONE, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width
    page.get_by_role("button", name="Cỡ chữ").click()
    assert page.evaluate(size) == sizes[0]


# Every state


def everything_open(page: Page) -> None:
    for summary in page.locator(".ny-calc > summary").all():
        summary.click()
    for choice in page.locator(".ny-choice").all()[1:3]:
        choice.click()
    page.locator(".ny-tick").filter(visible=True).first.check()
    choose_ward(page)
    if page.locator(".ny-term").count():
        page.locator(".ny-term__name").first.focus()
    # What stands under the header that stays in place counts as too small to touch.
    page.evaluate("scrollTo(0, 0)")


@pytest.mark.parametrize("width", [PHONE, DESKTOP])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", [BIRTH, RESIDENCE, EXTRACT, COPY])
def test_with_everything_open_there_is_no_violation_and_no_complaint(
    open_path: Opener, node: Path, path: str, scheme: str, width: int
) -> None:
    opened = open_path(path, width=width, scheme=scheme)
    everything_open(opened.page)
    assert violations(opened.page, node) == []
    assert opened.complaints() == []
    assert opened.page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_the_chooser_of_a_ward_has_no_violation(open_path: Opener, node: Path) -> None:
    page = open_path(BIRTH, width=PHONE).page
    page.get_by_role("button", name="Chọn phường của bạn").click()
    expect(page.get_by_label("Phường của bạn")).to_be_focused()
    assert violations(page, node) == []


def test_all_of_it_works_from_a_disk(
    reader: Callable[..., BrowserContext], site: BuiltSite
) -> None:
    folder = site.folder.resolve().as_uri()
    opened = Visit(reader().new_page(), folder)
    page = opened.page
    page.goto(f"{folder}/{PERMIT}index.html")
    open_calculator(page, "limits")
    page.get_by_label("Ngày nộp đủ hồ sơ").fill("2026-11-02")
    assert "/11/2026" in answer(page, "limits")
    choose_ward(page)
    page.locator(".ny-term").first.wait_for()
    assert [
        error for error in opened.errors if "/fonts/" not in error and "font" not in error
    ] == []
