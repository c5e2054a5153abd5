"""The HTML is valid, and every page says what it is: language, title, description, address."""

import json
import subprocess
import unicodedata
from pathlib import Path

import pytest

from tests import nodejs
from tests.browser.built import BuiltSite, words

FAULTS = {
    "a paragraph in a span": ("<span><p>Chữ</p></span>", "element-permitted-content"),
    "an element that is not closed": ("<div><b>Chữ</div>", "close-order"),
    "an inline style": ("<p style='color:red'>Chữ</p>", "no-inline-style"),
    "an unknown attribute value": ("<button type='đẩy'>x</button>", "attribute-allowed-values"),
    "the same id twice": ("<p id='a'>Chữ</p><p id='a'>Chữ</p>", "no-dup-id"),
}


def invalid(node: Path, files: list[Path], told: Path) -> list[str]:
    """What html-validate finds, as ``file:line rule: message``; ``told`` takes its report."""
    program: list[str | Path] = [nodejs.PROGRAM, node / ".bin" / "html-validate"]
    config = nodejs.FOLDER / "html-validate.json"
    options: list[str | Path] = ["--formatter", "json", "--config", config]
    # Into a file: what it writes to a pipe is cut at 64 KB.
    with told.open("wb") as report:
        subprocess.run([*program, *options, *files], stdout=report, check=False)
    return [
        f"{page['filePath']}:{fault['line']} {fault['ruleId']}: {fault['message']}"
        for page in json.loads(told.read_text(encoding="utf-8"))
        for fault in page["messages"]
    ]


def test_a_page_of_each_kind_is_valid(
    site: BuiltSite, samples: dict[str, str], node: Path, tmp_path: Path
) -> None:
    paths = [
        f"{path}index.html" if not path.endswith(".html") else path for path in samples.values()
    ]
    files = [site.folder / path for path in paths]
    assert invalid(node, files, tmp_path / "told.json") == []


@pytest.mark.parametrize(("fault", "rule"), FAULTS.values(), ids=FAULTS)
def test_a_fault_in_a_page_is_found(
    site: BuiltSite, node: Path, tmp_path: Path, fault: str, rule: str
) -> None:
    page = (site.folder / "gioi-thieu" / "index.html").read_text(encoding="utf-8")
    spoilt = tmp_path / "spoilt.html"
    spoilt.write_text(page.replace("</main>", f"{fault}</main>"), encoding="utf-8")
    assert [
        line for line in invalid(node, [spoilt], tmp_path / "told.json") if f" {rule}: " in line
    ]


def test_every_page_is_vietnamese_with_one_heading_and_a_description(any_site: BuiltSite) -> None:
    for path, page in any_site.pages.items():
        assert page.get("lang") == "vi", path
        assert len(page.xpath("//h1")) == 1, path
        if path != "404.html":
            assert page.xpath("string(//meta[@name='description']/@content)").strip(), path


def test_every_title_is_unlike_all_others_and_names_the_publisher(any_site: BuiltSite) -> None:
    titles: dict[str, str] = {}
    for path, page in any_site.pages.items():
        title = words(page.find(".//title"))
        assert title.endswith(f" – {any_site.short_name}"), path
        assert title not in titles, f"{path} and {titles[title]} have the title {title}"
        titles[title] = path


def test_every_canonical_address_is_the_page_s_own(any_site: BuiltSite) -> None:
    for path, page in any_site.pages.items():
        address = any_site.base_address + path.removesuffix("index.html")
        expected = [] if path == "404.html" else [address]
        assert page.xpath("//link[@rel='canonical']/@href") == expected, path


def test_every_page_but_home_shows_the_way_to_it(any_site: BuiltSite) -> None:
    for path, page in any_site.pages.items():
        if path in {"index.html", "404.html"}:
            continue
        way = page.xpath("//nav[@aria-label='Đường dẫn']//li")
        assert words(way[0]) == "Trang chủ" and way[0].xpath("a"), path
        assert len(way) >= len(Path(path).parts) and way[-1].xpath("*[@aria-current='page']"), path


def test_all_text_is_nfc(any_site: BuiltSite) -> None:
    for file in any_site.folder.rglob("*.*"):
        if file.suffix in {".html", ".xml", ".txt", ".js", ".css"}:
            text = file.read_text(encoding="utf-8")
            # Scripts may spell out combining marks for folding, as escapes: bytes are NFC too.
            assert unicodedata.is_normalized("NFC", text), file.name
