"""The page on which a form is filled: by keyboard, in a real browser, from a folder on a disk."""

import shutil
from collections.abc import Iterator
from html import escape
from io import BytesIO
from pathlib import Path

import docx
import msgspec
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from generator.documents.forms import FormFiles
from generator.form_model import FormDefinition, blanks, option_tag
from generator.templating import environment
from generator.views import fillable
from tests.browser import axe
from tests.browser.conftest import QUIET
from tests.browser.test_html import invalid
from tests.documents import catalogues, printed
from tests.documents.definitions import EVERY_KIND, LETTERS, READING, VALUES
from tests.paths import ROOT
from tests.tools import program

PAGE = "bieu-mau/to-khai-thu/dien/index.html"
FRAME = """<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' file:;
 style-src 'self' file:; font-src file:; img-src file: data:; form-action 'none'">
<link rel="stylesheet" href="{root}assets/style.css"></head>
<body><main class="ny-page">{body}</main></body></html>"""


def write(folder: Path, definition: FormDefinition = EVERY_KIND) -> Path:
    """The page and what it loads, as the site would hold them."""
    catalogue = catalogues.of(forms=(definition.form_id,))
    reading = msgspec.structs.replace(READING, definitions={definition.id: definition})
    files = FormFiles(reading, catalogue, folder / "cache")
    for output in (*files.outputs(), files.script(definition)):
        target = folder / output.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(output.make())
    assets = ROOT / "site_overrides" / "assets"
    for name in ("forms", "fonts"):
        shutil.copytree(assets / name, folder / "assets" / name)
    styles = sorted(assets.glob("*.css"), key=lambda path: (path.name != "theme.css", path.name))
    (folder / "assets" / "style.css").write_text("".join(path.read_text() for path in styles))
    (folder / PAGE).parent.mkdir(parents=True, exist_ok=True)
    (folder / PAGE).write_text(markup(definition, folder))
    return folder / PAGE


def markup(definition: FormDefinition, cache: Path) -> str:
    templates = environment(ROOT / "generator" / "templates", cache, "test")
    view = fillable.view(definition, catalogues.of())
    body = templates.get_template("fillable.html").render(v=view, root="../../../")
    return FRAME.format(title=escape(view.title), body=body, root="../../../")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    return write(tmp_path_factory.mktemp("form")).as_uri()


@pytest.fixture(scope="module")
def browser(address: str) -> Iterator[Browser]:
    chromium = program("chromium-headless-shell")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        yield launched
        launched.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    opened = context.new_page()
    problems: list[str] = []
    opened.on("console", lambda message: problems.append(message.text))
    opened.on("pageerror", lambda error: problems.append(str(error)))
    opened.on("request", lambda request: problems.append(request.url) if away(request.url) else 0)
    opened.goto(address)
    yield opened
    context.close()
    # axe-core asks for the style sheet, which a page from a disk may not read.
    assert [one for one in problems if "style.css" not in one and "ProgressEvent" not in one] == []


def away(url: str) -> bool:
    return not url.startswith(("file:", "blob:", "data:"))


def fill(page: Page) -> None:
    """Write as a person does, with the keys."""
    for tag in ("ho-ten", "ngay-sinh", "so-con", "so-dinh-danh", "noi-o", "noi-lap", "ngay-lap"):
        page.locator(f'[data-tag="{tag}"]').fill(VALUES[tag])
    page.locator('[data-tag="kinh-gui"]').fill("phường Ví Dụ")
    page.locator('[data-tag="thanh-vien.2.ten"]').fill(VALUES["thanh-vien.2.ten"])
    page.get_by_label("Nữ", exact=True).check()
    page.get_by_label("Bản sao").check()


def downloaded(page: Page, button: str = "Tải tệp Word đã điền") -> bytes:
    with page.expect_download() as found:
        page.get_by_role("button", name=button).click()
    assert found.value.suggested_filename == "to-khai-thu.docx"
    return Path(found.value.path()).read_bytes()


def controls(data: bytes) -> dict[str, str]:
    """Tag -> text of each content control of a Word file."""
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    found = {}
    for control in docx.Document(BytesIO(data)).element.body.iter(f"{w}sdt"):
        tag = next(control.iter(f"{w}tag")).get(f"{w}val")
        pieces = [
            "\n" if element.tag == f"{w}br" else element.text or ""
            for element in control.iter(f"{w}t", f"{w}br")
        ]
        found[tag] = "".join(pieces)
    return found


def test_what_is_filled_stands_in_the_word_file(page: Page) -> None:
    fill(page)
    found = controls(downloaded(page))
    assert found["ho-ten"] == LETTERS
    assert found["noi-o"] == VALUES["noi-o"]
    assert found["so-dinh-danh"] == "000000000001"
    assert found["thanh-vien.2.ten"] == "Trần Văn Mẫu"
    assert (found["gioi-tinh.1"], found["gioi-tinh.2"]) == ("☐", "☒")
    assert (found["giay-to.1"], found["giay-to.2"]) == ("☐", "☒")
    assert (found["ngay-lap.ngay"], found["ngay-lap.thang"]) == ("09", "03")
    assert "…" in found["thanh-vien.1.ten"]


def test_signs_of_xml_and_letters_in_two_parts_are_kept_right(page: Page) -> None:
    fill(page)
    page.locator('[data-tag="ho-ten"]').fill("<b>&amp; \"Lê\" 'A' ]]> Nguye\u0302\u0303n")
    assert controls(downloaded(page))["ho-ten"] == "<b>&amp; \"Lê\" 'A' ]]> Nguyễn"


def test_faults_are_told_in_words_and_by_a_list_of_links(page: Page) -> None:
    page.locator('[data-tag="ngay-sinh"]').fill("31/02/2020")
    page.locator('[data-tag="so-dinh-danh"]').fill("123")
    page.get_by_role("button", name="Tải tệp Word đã điền").click()
    summary = page.get_by_role("alert")
    assert summary.locator("li").all_inner_texts() == [
        "Họ, chữ đệm, tên: chưa điền.",
        "Ngày sinh: ghi ngày/tháng/năm, ví dụ 05/09/2026.",
        "Số định danh cá nhân: phải đủ 12 chữ số.",
        "Giới tính: chưa chọn.",
    ]
    date = page.locator('[data-tag="ngay-sinh"]')
    assert date.get_attribute("aria-invalid") == "true"
    assert page.locator(f"#{date.get_attribute('id')}-error").is_visible()
    assert f"{date.get_attribute('id')}-error" in (date.get_attribute("aria-describedby") or "")
    summary.get_by_role("link", name="Ngày sinh").click()
    assert date.evaluate("element => element === document.activeElement")
    date.fill("28/02/2020")
    date.blur()
    assert date.get_attribute("aria-invalid") is None


def test_an_unfinished_form_can_still_be_downloaded(page: Page) -> None:
    page.get_by_role("button", name="Tải tệp Word đã điền").click()
    assert controls(downloaded(page, "Vẫn tải tệp Word"))["gioi-tinh.1"] == "☐"


@pytest.mark.parametrize("state", ["empty", "faulty", "filled"])
def test_axe_finds_nothing(page: Page, node: Path, state: str) -> None:
    if state == "faulty":
        page.get_by_role("button", name="Tải tệp Word đã điền").click()
    if state == "filled":
        fill(page)
    assert axe.violations(page, node) == []


def inputs(definition: FormDefinition) -> Iterator[str]:
    """The names of all inputs of the form's page: every box to tick has one of its own."""
    for blank in blanks(definition):
        if blank.entry.kind == "choice":
            for number in range(1, len(blank.entry.options) + 1):
                yield option_tag(blank.entry, number)
        else:
            yield blank.tag


def test_every_blank_can_be_reached_with_the_tab_key_in_the_order_of_the_paper(page: Page) -> None:
    page.locator('[data-tag="kinh-gui"]').focus()
    seen = []
    for _ in range(60):
        tag = page.evaluate("document.activeElement.dataset.tag || ''")
        seen += [tag] if tag else []
        page.keyboard.press("Tab")
    wanted = [tag for tag in inputs(EVERY_KIND) if tag != "gioi-tinh.2"]
    assert seen[: len(wanted)] == wanted


def test_without_javascript_nothing_can_be_sent(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    page.locator('[data-tag="ho-ten"]').fill("x")
    page.locator('[data-tag="ho-ten"]').press("Enter")
    assert page.url == address
    assert not page.get_by_role("button", name="Tải tệp Word đã điền").is_visible()
    context.close()


def test_the_enter_key_in_a_blank_does_not_finish_the_form(page: Page) -> None:
    page.locator('[data-tag="ho-ten"]').press("Enter")
    assert not page.get_by_role("alert").is_visible()


def test_nothing_is_kept(page: Page) -> None:
    fill(page)
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0,
        0,
        "",
    ]
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    assert page.locator('[data-tag="ho-ten"]').input_value() == ""
    assert not page.get_by_label("Nữ", exact=True).is_checked()


def test_everything_can_be_cleared(page: Page) -> None:
    fill(page)
    page.get_by_role("button", name="Xóa hết").click()
    assert page.locator('[data-tag="ho-ten"]').input_value() == ""


def test_the_page_prints_as_the_form_on_a4(page: Page) -> None:
    fill(page)
    pdf = page.pdf(format="A4")
    # Chromium sets letters of two fonts apart, which reads as spaces.
    text = printed.text(pdf).replace(" ", "")
    assert "CỘNGHÒAXÃHỘICHỦNGHĨAVIỆTNAM" in text
    assert "TảitệpWord" not in text
    assert "Ngườilàmchứng" in text
    assert printed.pages(pdf) <= 2


def test_the_page_fits_a_narrow_screen(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_words_of_the_definition_are_escaped(tmp_path: Path) -> None:
    hostile = '<script>alert("x")</script>'
    definition = msgspec.structs.replace(
        EVERY_KIND, title=hostile, declaration=(hostile,), footnotes=(hostile,)
    )
    assert "<script>alert" not in markup(definition, tmp_path)


def test_the_page_is_valid_html(node: Path, tmp_path: Path) -> None:
    page = write(tmp_path)
    assert invalid(node, [page], tmp_path / "told.json") == []


FORMS_PAGE = """<div class="ny-filter" data-filter="biểu mẫu" hidden>
<label for="loc">Tìm biểu mẫu</label>
<input type="search" id="loc" autocomplete="off"><p role="status"></p></div>
<section data-filtered><h2>Hộ tịch</h2><ul><li>Tờ khai đăng ký khai sinh</li>
<li>Tờ khai đăng ký kết hôn</li></ul></section>
<section data-filtered><h2>Cư trú</h2><ul><li>Tờ khai thay đổi thông tin cư trú Mẫu CT01</li></ul>
</section><script src="filter.js" defer></script>"""


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("", 3),
        ("khai sinh", 1),
        ("dang ky", 2),
        ("ct01", 1),
        ("KẾT HÔN", 1),
        ("giám hộ", 0),
    ],
)
def test_the_list_of_forms_can_be_searched_without_diacritics(
    browser: Browser, tmp_path: Path, typed: str, seen: int
) -> None:
    shutil.copy(ROOT / "site_overrides" / "assets" / "filter.js", tmp_path)
    frame = FRAME.format(title="Biểu mẫu", body=FORMS_PAGE, root="")
    (tmp_path / "index.html").write_text(frame)
    page = browser.new_page()
    page.goto((tmp_path / "index.html").as_uri())
    page.get_by_label("Tìm biểu mẫu").fill(typed)
    assert page.locator("li:visible").count() == seen
    assert page.locator("section:visible").count() == {3: 2, 2: 1, 1: 1, 0: 0}[seen]
    said = {3: "", 0: "Không thấy biểu mẫu nào."}.get(seen, f"Thấy {seen} biểu mẫu.")
    assert page.get_by_role("status").inner_text() == said
    page.close()
