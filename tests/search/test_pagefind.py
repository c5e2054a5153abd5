"""Full text over built pages."""

import os
from pathlib import Path

import pytest

from generator.search import pagefind
from tests.search import sample
from tests.search.engines import ask

PAGE = """<!doctype html><html lang="vi"><head><title>{name}</title></head><body>
<nav>thanh chuyển trang</nav><article><h1>{name}</h1><p>Nộp ở bộ phận một cửa.</p></article>
</body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    for code, name, _, _ in sample.NAMES:
        page = folder / "thu-tuc" / code / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(PAGE.format(name=name), encoding="utf-8")
    (folder / "index.html").write_text(PAGE.format(name="Trang đầu"), encoding="utf-8")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def found(site: Path, query: str) -> list[str]:
    (addresses,) = ask("pagefind.mjs", site / pagefind.FOLDER, [query])
    return addresses


def test_words_of_a_page_find_it(site: Path) -> None:
    pagefind.run(site)
    assert found(site, "khai tử")[0] == "/thu-tuc/1.000656/"


def test_only_the_content_of_procedures_is_indexed(site: Path) -> None:
    pagefind.run(site)
    assert found(site, '"thanh chuyển trang"') == []
    assert "/" not in found(site, "một cửa")


def test_the_same_pages_give_the_same_files(site: Path) -> None:
    pagefind.run(site)
    first = files(site / pagefind.FOLDER)
    pagefind.run(site)
    assert files(site / pagefind.FOLDER) == first


def test_pagefinds_own_interface_is_left_out(site: Path) -> None:
    pagefind.run(site)
    assert not [name for name in files(site / pagefind.FOLDER) if "ui" in name]


def test_a_folder_without_pages_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(pagefind.PagefindError, match="chỉ mục toàn văn"):
        pagefind.run(tmp_path / "khong-co")


def test_pages_are_indexed_again_only_where_they_are_others(site: Path, tmp_path: Path) -> None:
    assert [pagefind.update(site, tmp_path) for _ in range(2)] == [True, False]
    page = site / "thu-tuc" / sample.NAMES[0][0] / "index.html"
    page.write_text(PAGE.format(name="Một tên khác hẳn"), encoding="utf-8")
    assert [pagefind.update(site, tmp_path) for _ in range(2)] == [True, False]


def test_a_folder_whose_name_the_system_cannot_spell_is_indexed(
    site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/th\xc6"))
    site.rename(odd)
    monkeypatch.setattr(pagefind, "run", lambda site: (site / pagefind.FOLDER).mkdir())
    assert pagefind.update(odd, tmp_path)
