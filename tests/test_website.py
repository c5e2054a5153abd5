"""The shells and hand-written pages that MkDocs draws, and the look they share."""

import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date
from gzip import compress
from itertools import product
from pathlib import Path
from urllib.parse import urljoin

import msgspec
import pytest
from fontTools.ttLib import TTFont
from lxml import html

from generator import addresses, answers, minified
from generator.model import Contact, Licence, Publisher
from generator.website import KINDS, SLOTS, Website, WebsiteError, fingerprint, shells
from tests.paths import ROOT

ASSETS = ROOT / "site_overrides" / "assets"
PUBLISHER = Publisher(
    name="Nơi công bố & thử",
    short_name="Thử <nghiệm>",
    base_address="https://thu.example/con/",
    posted_on=date(2026, 7, 31),
    tiers=(),
    hotline=Contact(telephone="000", sample=True),
    feedback=Contact(),
    licence=Licence(name="CC BY 4.0", url="https://creativecommons.org/licenses/by/4.0/"),
    notice="Bản thử.",
)
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VIETNAMESE = [
    "đ",
    "Đ",
    *(
        unicodedata.normalize("NFC", letter + tone)
        for letter in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for tone in TONES
    ),
]
ADDRESSES = {
    "home": "",
    "search": "tim-kiem/",
    "fees": "le-phi/",
    "forms": "bieu-mau/",
    "fields": "linh-vuc/",
    "procedures": "thu-tuc/",
    "wards": "phuong/",
    "situations": "viec/",
    "glossary": "thuat-ngu/",
    "field": "linh-vuc/ho-tich/",
    "procedure": "thu-tuc/1.001193/",
    "form": "bieu-mau/to-khai/",
    "fillable": "bieu-mau/to-khai/dien/",
    "notices": "niem-yet/",
    "ward": "phuong/bach-dang/",
    "situation": "viec/sinh-con/",
    "as-of": "theo-ngay/",
    "changes": "thay-doi/",
    "data": "du-lieu/",
    "edition": "thay-doi/2026-07-31/",
    "settlement": "so-lieu/ket-qua/2026-07/",
    "settlements": "so-lieu/ket-qua/",
    "statistics": "so-lieu/",
    "withdrawn": "thu-tuc/1.001193/",
}


@pytest.fixture(scope="module")
def website(tmp_path_factory: pytest.TempPathFactory) -> Website:
    return shells(ROOT, tmp_path_factory.mktemp("stage"), PUBLISHER)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the look that a test may spoil."""
    for folder in ("content", "site_overrides"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    return tmp_path


def filled(website: Website, kind: str) -> str:
    page = website.shells[kind].fill(
        title="Tên", description="Mô tả", address="https://thu.example/con/x/", body="<h1>Thân</h1>"
    )
    return page.decode()


def pages(website: Website) -> Iterator[tuple[str, str]]:
    """Every page as a browser gets it, with its path below the root."""
    for kind in KINDS:
        yield f"{ADDRESSES[kind]}index.html", filled(website, kind)
    for path, content in website.files.items():
        if path.endswith(".html"):
            yield path, content.decode()


# Shells


def test_there_is_a_shell_for_each_kind_of_page(website: Website) -> None:
    assert tuple(website.shells) == KINDS == tuple(ADDRESSES)


@pytest.mark.parametrize("kind", KINDS)
def test_a_shell_is_cut_at_every_slot_and_keeps_no_mark(website: Website, kind: str) -> None:
    assert set(website.shells[kind].slots) == set(SLOTS)
    assert "@@" not in filled(website, kind)


def test_text_in_slots_is_escaped_and_html_is_not(website: Website) -> None:
    page = (
        website.shells["field"]
        .fill(
            title="<script>1</script>",
            description='"><b>',
            address='https://x/"',
            body="<h1>Thân</h1>",
            head="<meta name=a>",
        )
        .decode()
    )
    assert "<title>&lt;script&gt;1&lt;/script&gt;</title>" in page
    assert 'content="&quot;&gt;&lt;b&gt;"' in page
    assert 'href="https://x/&quot;"' in page
    assert "<h1>Thân</h1>" in page and "<meta name=a>" in page


@pytest.mark.parametrize(("kind", "address"), ADDRESSES.items())
def test_links_of_a_shell_hold_at_the_depth_of_its_pages(
    website: Website, kind: str, address: str
) -> None:
    here = f"https://thu.example/con/{address}"
    links = {
        urljoin(here, str(link)) for link in html.fromstring(filled(website, kind)).xpath("//@href")
    }
    assert {f"https://thu.example/con/{path}" for path in ("thu-tuc/", "assets/style.css")} <= links


def test_the_contents_of_a_procedure_follow_the_order_of_the_law(website: Website) -> None:
    page = html.fromstring(filled(website, "procedure"))
    assert page.xpath("//details[@class='ny-toc']//a/@href") == [
        "#trinh-tu", "#cach-thuc", "#ho-so", "#thoi-han", "#le-phi", "#bieu-mau", "#ket-qua",
        "#dieu-kien", "#can-cu", "#lien-quan", "#lich-su", "#phan-anh", "#nguon",
        "#trich-dan",
    ]  # fmt: skip


def test_shells_and_what_mkdocs_adds_are_not_published(website: Website) -> None:
    published = set(website.files)
    assert not [path for path in published if "khuon" in path or path == "index.html"]
    assert not [path for path in published if path.endswith((".map", ".xml", ".gz"))]
    assert not [path for path in published if re.search(r"bundle|lunr|search_index", path)]
    assert {"404.html", "gioi-thieu/index.html", "huong-dan/phuong/index.html"} <= published


def test_the_same_look_gives_the_same_bytes(website: Website, tmp_path: Path) -> None:
    assert shells(ROOT, tmp_path / "stage", PUBLISHER) == website


# Faults


def test_a_missing_shell_page_is_named(project: Path, tmp_path: Path) -> None:
    (project / "content" / "phuong" / "khuon.md").unlink()
    with pytest.raises(WebsiteError, match=r"Thiếu trang khung: ward\."):
        shells(project, tmp_path / "stage", PUBLISHER)


def test_a_missing_slot_is_named(project: Path, tmp_path: Path) -> None:
    head = project / "site_overrides" / "partials" / "head.html"
    head.write_text(head.read_text("utf-8").replace("@@slot:description@@", ""), "utf-8")
    with pytest.raises(WebsiteError, match="“home” thiếu chỗ điền: description"):
        shells(project, tmp_path / "stage", PUBLISHER)


def test_an_unknown_slot_is_named(project: Path, tmp_path: Path) -> None:
    head = project / "site_overrides" / "partials" / "head.html"
    head.write_text(head.read_text("utf-8") + "{% if shell %}@@slot:day@@{% endif %}", "utf-8")
    with pytest.raises(WebsiteError, match="chỗ điền lạ: day"):
        shells(project, tmp_path / "stage", PUBLISHER)


def test_a_broken_link_in_a_guide_is_told_with_its_page(project: Path, tmp_path: Path) -> None:
    guide = project / "content" / "huong-dan" / "phuong.md"
    guide.write_text(guide.read_text("utf-8") + "\n[Lạc](khong-co.md)\n", "utf-8")
    with pytest.raises(WebsiteError, match=r"huong-dan/phuong\.md.*khong-co\.md"):
        shells(project, tmp_path / "stage", PUBLISHER)


# Fingerprint


def test_a_fingerprint_is_taken_without_mkdocs() -> None:
    program = "import generator.website, sys; print([m for m in sys.modules if 'mkdocs' in m])"
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


@pytest.mark.parametrize(
    "path", ["mkdocs.yml", "content/gioi-thieu.md", "site_overrides/assets/theme.css"]
)
def test_a_changed_file_changes_the_fingerprint(project: Path, path: str) -> None:
    before = fingerprint(project, PUBLISHER)
    assert fingerprint(project, PUBLISHER) == before
    (project / path).write_text((project / path).read_text("utf-8") + "\n", "utf-8")
    assert fingerprint(project, PUBLISHER) != before


def test_the_day_of_posting_stands_in_no_shell() -> None:
    later = msgspec.structs.replace(PUBLISHER, posted_on=date(2027, 1, 1))
    renamed = msgspec.structs.replace(PUBLISHER, short_name="Khác")
    assert fingerprint(ROOT, later) == fingerprint(ROOT, PUBLISHER)
    assert fingerprint(ROOT, renamed) != fingerprint(ROOT, PUBLISHER)


# Pages


def test_every_page_has_language_title_description_and_canonical_address(website: Website) -> None:
    for path, text in pages(website):
        page = html.fromstring(text)
        assert page.get("lang") == "vi", path
        assert page.findtext(".//title"), path
        if path != "404.html":
            assert page.xpath("//meta[@name='description']/@content")[0], path
            assert page.xpath("//link[@rel='canonical']/@href")[0].startswith("https://"), path


def test_nothing_inline_runs_and_nothing_comes_from_others(website: Website) -> None:
    for path, text in pages(website):
        page = html.fromstring(text)
        assert not page.xpath("//script[not(@src)] | //style | //@style | //@onclick"), path
        loaded = page.xpath("//script/@src | //link[@rel!='canonical']/@href | //img/@src")
        assert not [str(url) for url in loaded if re.match(r"(https?:)?//", str(url))], path
    assert b"http" not in website.files["assets/style.css"]


def test_text_of_the_publisher_is_escaped(website: Website) -> None:
    for path, text in pages(website):
        assert "Thử <nghiệm>" not in text, path
        assert "Thử &lt;nghiệm&gt;" in text, path


def test_the_page_for_missing_addresses_links_from_the_sites_root(website: Website) -> None:
    page = html.fromstring(website.files["404.html"].decode())
    links = [str(link) for link in page.xpath("//@href | //@src | //form/@action")]
    assert [link for link in links if not link.startswith(("/con/", "https://", "#"))] == []


def test_files_named_by_pages_are_published(website: Website) -> None:
    made = {answers.MANIFEST, answers.EDITION_STYLE, addresses.FEED}
    for path, text in pages(website):
        root = urljoin("https://thu.example/con/", path)
        for link in html.fromstring(text).xpath("//link[@rel!='canonical']/@href | //script/@src"):
            below = urljoin(root, str(link)).removeprefix("https://thu.example/con/")
            assert below in made | website.files.keys(), (path, link)


def test_files_named_by_styles_are_published(website: Website) -> None:
    named = re.findall(r'url\("([^"]+)"\)', website.files["assets/style.css"].decode())
    assert named
    assert not [name for name in named if f"assets/{name}" not in website.files]


def test_a_first_visit_weighs_less_than_60_kilobytes(website: Website) -> None:
    fonts = sum(len(body) for path, body in website.files.items() if path.endswith(".woff2"))
    texts = ("assets/style.css", "assets/site.js", "assets/early.js", "assets/mark.svg")
    weight = fonts + sum(len(compress(website.files[path])) for path in texts)
    assert weight + len(compress(filled(website, "procedure").encode())) < 60_000


def test_only_pages_with_a_search_box_load_its_script_and_may_run_webassembly(
    website: Website,
) -> None:
    with_box = {"index.html", "tim-kiem/index.html", "404.html"}
    for path, text in pages(website):
        assert ("assets/search/search.js" in text) == (path in with_box), path
        assert ("wasm-unsafe-eval" in text) == (path in with_box), path


# Letters and colours


@pytest.mark.parametrize("weight", [400, 600])
def test_the_fonts_have_every_vietnamese_letter(weight: int) -> None:
    assert len(VIETNAMESE) == 146
    sheet = (ASSETS / "theme.css").read_text("utf-8")
    for letter in [*VIETNAMESE, "₫", "–", "“", "”", "·"]:
        serving = [
            file for file, ranges in faces(sheet, weight) if any(ord(letter) in r for r in ranges)
        ]
        assert serving, f"no font face serves {letter}"
        assert ord(letter) in TTFont(ASSETS / serving[-1]).getBestCmap(), letter


def faces(sheet: str, weight: int) -> Iterator[tuple[str, list[range]]]:
    """The font files of a weight with the letters that the style sheet asks of them."""
    for face in re.findall(r"@font-face \{(.*?)\}", sheet, flags=re.S):
        if f"font-weight: {weight}" in face:
            stated = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", face)
            spans = [range(int(first, 16), int(last or first, 16) + 1) for first, last in stated]
            yield re.findall(r'url\("([^"]+)"\)', face)[0], spans


def themes() -> tuple[dict[str, str], dict[str, str]]:
    """The colours of the light theme and those of the dark one."""
    colour = r"--ny-([a-z-]+): var\(--ny-light, (#[0-9a-f]{6})\) var\(--ny-dark, (#[0-9a-f]{6})\);"
    found = re.findall(colour, (ASSETS / "theme.css").read_text("utf-8"))
    return {name: light for name, light, _ in found}, {name: dark for name, _, dark in found}


TEXT_ON_GROUND = [
    *product(("ink", "muted", "link", "accent"), ("paper", "sheet", "sunk")),
    ("ok", "ok-soft"),
    ("warn", "warn-soft"),
    ("warn", "sheet"),
    ("warn", "paper"),
    ("accent", "accent-soft"),
    ("on-accent", "accent"),
    ("on-fill", "fill"),
]


@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground_by_4_5_to_1(text: str, ground: str) -> None:
    for theme in themes():
        assert contrast(theme[text], theme[ground]) >= 4.5  # WCAG 2.2, 1.4.3


@pytest.mark.parametrize("ground", ["paper", "sheet", "sunk"])
def test_edges_of_controls_and_focus_stand_out_by_3_to_1(ground: str) -> None:
    for theme in themes():
        assert contrast(theme["line-strong"], theme[ground]) >= 3  # WCAG 2.2, 1.4.11
        assert contrast(theme["focus"], theme[ground]) >= 3


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_minifier_is_never_loaded_where_processes_fork(website: Website) -> None:
    assert website.files["sw.js"]
    assert "minify" not in sys.modules


def test_a_script_that_cannot_be_read_is_named_without_a_traceback() -> None:
    with pytest.raises(minified.ScriptError, match="site_overrides/"):
        minified.scripts(["let ok = 1", "function ("])
