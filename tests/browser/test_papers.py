"""What is printed and what is offered to fill leads where it says, on the site as it is built."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from urllib.parse import urljoin
from zipfile import ZipFile

import pytest
from playwright.sync_api import BrowserContext, expect

from generator import addresses
from generator.views import wording
from tests.browser.built import BuiltSite, parse, words
from tests.browser.conftest import SUB_PATH, Visitor
from tests.documents import printed

BIRTH = "thu-tuc/1.001193/"
FORM = "bieu-mau/to-khai-dang-ky-khai-sinh/"


def papers(site: BuiltSite, kind: str = "") -> dict[str, bytes]:
    """The sheets, or the posters and labels of fields, by their path."""
    files = sorted((site.folder / "niem-yet" / kind).glob("*.pdf"))
    return {file.relative_to(site.folder).as_posix(): file.read_bytes() for file in files}


def target(site: BuiltSite, address: str) -> Path:
    """The file behind the page to which a short address leads."""
    below = f"{address.removeprefix(site.base_address)}/"
    page = parse((site.folder / below / "index.html").read_bytes())
    (refresh,) = page.xpath("//meta[@http-equiv='refresh']/@content")
    (link,) = page.xpath("//a/@href")
    assert refresh == f"0; url={link}"
    return site.folder / urljoin(below, str(link)) / "index.html"


@pytest.mark.parametrize("dpi", [100, 200])
def test_every_printed_code_leads_to_a_page_of_the_site(example_site: BuiltSite, dpi: int) -> None:
    procedures = {path.parent.name for path in example_site.folder.glob("thu-tuc/*/index.html")}
    seen = set()
    kinds = ("", "linh-vuc", "nhan-qr")
    for path, pdf in (one for kind in kinds for one in papers(example_site, kind).items()):
        codes = printed.qr_codes(pdf, dpi)
        assert codes, path
        for address in codes:
            assert address.startswith(f"{example_site.base_address}q/"), path
            assert target(example_site, address).is_file(), address
        seen |= {address.rpartition("/")[2] for address in codes}
    fields = {path.parent.name for path in example_site.folder.glob("linh-vuc/*/index.html")}
    assert seen == procedures | fields


@pytest.mark.parametrize("kind", ["linh-vuc", "nhan-qr"])
def test_every_code_of_the_shipped_posters_and_labels_leads_to_its_page(
    site: BuiltSite, kind: str
) -> None:
    seen = set()
    for path, pdf in papers(site, kind).items():
        codes = printed.qr_codes(pdf, 100)
        seen |= {target(site, address) for address in codes}
        assert len(codes) == len(set(codes)), path
    wanted = set(site.folder.glob("thu-tuc/*/index.html"))
    wanted |= set(site.folder.glob("linh-vuc/*/index.html")) if kind == "linh-vuc" else set()
    assert {path.resolve() for path in seen} == {path.resolve() for path in wanted}


@pytest.mark.parametrize(("dpi", "every"), [(100, 12), (200, 24)])
def test_codes_of_the_shipped_sheets_lead_to_their_page(
    site: BuiltSite, dpi: int, every: int
) -> None:
    for path, pdf in list(papers(site).items())[::every]:
        [address] = printed.qr_codes(printed.first_page(pdf), dpi)
        code = Path(path).stem
        assert target(site, address).resolve() == site.folder / "thu-tuc" / code / "index.html"


@pytest.mark.parametrize("script", [True, False])
def test_a_short_address_leads_on_with_and_without_javascript(
    reader: Callable[..., BrowserContext], origin: str, script: bool
) -> None:
    page = reader(java_script_enabled=script).new_page()
    page.goto(f"{origin}{SUB_PATH}q/1.001193/")
    page.wait_for_url(f"{origin}{SUB_PATH}{BIRTH}")
    expect(page.locator("h1")).to_have_text("Đăng ký khai sinh")


def test_files_are_offered_with_their_own_format_and_size(any_site: BuiltSite) -> None:
    offered = 0
    for path, page in any_site.pages.items():
        for link in page.xpath(
            "//*[contains(@class, 'ny-files')]//a[not(contains(@href, '/dien/'))]"
        ):
            file = any_site.folder / urljoin(path, str(link.get("href")))
            size = wording.size(file.stat().st_size)
            assert words(link.getnext()) == f"{file.suffix[1:].upper()}, {size}", path
            offered += 1
    assert offered


def test_a_procedure_offers_its_forms_and_its_notice(any_site: BuiltSite) -> None:
    page = any_site.pages[f"{BIRTH}index.html"]
    links = {urljoin(BIRTH, str(link)) for link in page.xpath("//main//a/@href")}
    stem = f"{FORM}to-khai-dang-ky-khai-sinh"
    assert {
        FORM,
        f"{FORM}dien/",
        *(f"{stem}{ending}" for ending in (".pdf", "-dien.pdf", ".docx", "-mau.pdf")),
        "niem-yet/1.001193.pdf",
    } <= links


def test_a_form_names_the_procedures_that_use_it(any_site: BuiltSite) -> None:
    page = any_site.pages[f"{FORM}index.html"]
    links = {urljoin(FORM, str(link)) for link in page.xpath("//main//a/@href")}
    assert addresses.procedure("1.001193") in links


def test_the_list_of_forms_can_be_narrowed(visit: Visitor) -> None:
    page = visit("forms").page
    page.get_by_label("Lọc theo tên").fill("mẫu dc02")
    expect(page.get_by_role("status")).to_have_text("Thấy 1 biểu mẫu.")
    assert page.locator("[data-filtered] li:visible").count() == 1
    assert not page.locator("[data-jump]").is_visible()


def test_the_list_of_procedures_can_be_narrowed(visit: Visitor) -> None:
    page = visit("procedures").page
    page.get_by_label("Lọc theo tên").fill("1.001193")
    expect(page.get_by_role("status")).to_have_text("Thấy 1 thủ tục.")
    assert page.locator("[data-filtered] li:visible").count() == 1


def test_the_price_list_can_be_narrowed(visit: Visitor) -> None:
    page = visit("fees").page
    box = page.get_by_label("Lọc theo tên")
    box.fill("chung thuc chu ky")
    rows = page.locator("[data-filtered] tbody tr:visible")
    assert 0 < rows.count() < page.locator("[data-filtered] tbody tr").count()
    assert all("Chứng thực chữ ký" in text for text in rows.all_inner_texts())
    box.fill("")
    assert rows.count() == page.locator("[data-filtered] tbody tr").count()


def test_a_form_is_filled_and_saved_on_a_strict_host_and_nothing_is_sent(
    visit: Visitor, samples: dict[str, str]
) -> None:
    opened = visit("fillable")
    page = opened.page
    page.wait_for_load_state("networkidle")
    before = len(opened.requests)
    page.locator("form input[type=text]").first.fill("Ủy ban nhân dân phường Ví Dụ")
    page.get_by_role("button", name="Tải tệp Word đã điền").click()
    expect(page.get_by_role("heading", name="Xem lại những mục này")).to_be_visible()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Vẫn tải tệp Word").click()
    with ZipFile(BytesIO(waiting.value.path().read_bytes())) as word:
        assert "Ủy ban nhân dân phường Ví Dụ" in word.read("word/document.xml").decode()
    sent = [url for url in opened.requests[before:] if not url.startswith("blob:")]
    assert [url.rpartition("/")[2] for url in sent] == ["mau.js"]
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert opened.complaints() == []
