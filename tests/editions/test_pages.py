"""What the site shows of its past: frozen pages, tombstones, history, changes."""

import json
import re
from pathlib import Path

import pytest
from lxml import html

from generator.editions import withdrawals
from generator.editions.archive import sha
from generator.located import findings
from generator.views import history
from generator.website import Website
from tests.editions.site import BIRTH, FIRST, SECOND, SHOP, THIRD, House


def page(site: Path, path: str) -> html.HtmlElement:
    return html.fromstring((site / path / "index.html").read_text("utf-8"))


def text_of(site: Path, path: str) -> str:
    return " ".join(page(site, path).text_content().split())


def frozen(site: Path) -> dict[str, bytes]:
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.glob("thu-tuc/*/ban/*/index.html"))
    }


# Frozen pages


def test_every_version_has_a_frozen_page(published: House, website: Website) -> None:
    published.change_copy(SECOND)
    published.publish(SECOND)
    assert list(frozen(published.build(website))) == [
        "thu-tuc/1.001193/ban/2020-02-03/index.html",
        "thu-tuc/1.001612/ban/2020-02-03/index.html",
        "thu-tuc/2.000815/ban/2020-02-03/index.html",
        "thu-tuc/2.000815/ban/2020-03-02/index.html",
    ]


def test_frozen_pages_keep_their_bytes_whatever_later_builds_look_like(
    published: House, website: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = frozen(published.build(website))
    assert len(before) == 3
    published.change_copy(SECOND)
    published.edit("publisher.yml", "short_name: Danh mục ví dụ", "short_name: Tên mới")
    published.edit("fields.yml", "name: Hộ tịch", "name: Hộ tịch mới")
    published.publish(SECOND)
    monkeypatch.setattr("generator.views.version.STYLE", "body{color:red}")
    published.withdraw("1.001612", SHOP)
    published.publish(THIRD)
    after = frozen(published.build(website, look=b"another look"))
    assert {path: after[path] for path in before} == before
    assert len(after) > len(before)


def test_a_frozen_page_runs_and_loads_nothing_but_its_style(
    published: House, website: Website
) -> None:
    site = published.build(website)
    found = page(site, "thu-tuc/1.001193/ban/2020-02-03")
    assert not found.xpath("//script | //img | //style | //iframe | //form | //@style")
    assert found.xpath("//meta[@http-equiv]/@content")[0].startswith("default-src 'none'; ")


def test_the_style_of_a_frozen_page_is_frozen_too_and_named_by_its_hash(
    published: House, website: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.views.version.STYLE", "body{color:red}")
    published.change_copy(SECOND)
    published.publish(SECOND)
    site = published.build(website)
    styles = []
    for day in (FIRST, SECOND):
        folder = site / f"thu-tuc/2.000815/ban/{day}"
        (href,) = page(site, f"thu-tuc/2.000815/ban/{day}").xpath("//link[@rel='stylesheet']/@href")
        style = (folder / href).resolve()
        assert sha(style.read_bytes()) == style.stem
        styles.append(style.read_text("utf-8"))
    assert styles[0] != styles[1] == "body{color:red}"


def test_a_frozen_page_says_that_it_is_old_and_leads_to_the_current_one(
    published: House, website: Website
) -> None:
    published.change_copy(SECOND)
    published.publish(SECOND)
    site = published.build(website)
    for day in ("2020-02-03", "2020-03-02"):
        folder = site / f"thu-tuc/2.000815/ban/{day}"
        (banner,) = page(site, f"thu-tuc/2.000815/ban/{day}").xpath("//header")
        assert "không phải trang hiện hành" in banner.text_content()
        targets = [(folder / href).resolve() for href in banner.xpath(".//a/@href")]
        assert targets[0] == (site / "thu-tuc/2.000815").resolve()
        assert all((target / "index.html").is_file() for target in targets)


def test_a_frozen_page_names_the_hash_of_the_record_and_its_permanent_address(
    published: House, website: Website
) -> None:
    site = published.build(website)
    said = text_of(site, "thu-tuc/1.001193/ban/2020-02-03")
    assert published.editions.state().procedures["1.001193"] in said
    assert "https://example.org/niem-yet/thu-tuc/1.001193/ban/2020-02-03/" in said
    assert "Kỳ công bố 03/02/2020" in said


def test_a_frozen_page_is_cited_by_its_own_text_and_files(
    published: House, website: Website
) -> None:
    published.change_copy(SECOND)
    published.publish(SECOND)
    site = published.build(website)
    for version in published.editions.versions("2.000815"):
        path = f"thu-tuc/2.000815/ban/{version.day}"
        found = page(site, path)
        (text,) = found.find_class("cite")
        forms = [text.text_content()]
        names = [href for href in found.xpath("//a/@href") if "trich-dan" in href]
        assert names == ["trich-dan.bib", "trich-dan.ris", "trich-dan.csl.json"]
        forms += [(site / path / name).read_text("utf-8") for name in names]
        for form in forms:
            assert f"https://example.org/niem-yet/{path}/" in form
            assert version.record in form
            assert "01/QĐ-VÍDỤ" in form
        assert f"{version.day:%d/%m/%Y}" in forms[0]


def test_every_page_of_a_procedure_tells_how_to_cite_it(published: House, website: Website) -> None:
    published.change_copy(SECOND)
    published.publish(SECOND)
    site = published.build(website, data=True)
    editions = published.editions
    for code, day in editions.published().items():
        cite = page(site, f"thu-tuc/{code}").find_class("ny-cite")[0]
        text = " ".join(cite.text_content().split())
        for part in (
            f"/thu-tuc/{code}/ban/{day}/",
            editions.state().procedures[code],
            f"Kỳ công bố {day:%d/%m/%Y}",
            "01/QĐ-VÍDỤ",
        ):
            assert part in text
        files = [(site / f"thu-tuc/{code}" / href).resolve() for href in cite.xpath(".//a/@href")]
        assert [file.name for file in files] == [
            "trich-dan.bib",
            "trich-dan.ris",
            "trich-dan.csl.json",
        ]
        assert all(f"ban/{day}/" in file.read_text("utf-8") for file in files)
        assert cite.xpath(".//button/@data-copy-text") == ["trich-dan-nguyen-van"]


def test_an_old_version_keeps_the_old_words_and_the_new_one_has_the_new(
    published: House, website: Website
) -> None:
    published.change_copy(SECOND)
    published.publish(SECOND)
    site = published.build(website)
    old, new = (text_of(site, f"thu-tuc/2.000815/ban/{day}") for day in (FIRST, SECOND))
    assert "đến bộ phận một cửa." in old and "quầy chứng thực" not in old
    assert "đến quầy chứng thực." in new and "bộ phận một cửa." not in new


# Tombstones


def test_a_withdrawn_procedure_keeps_its_address_with_a_tombstone(
    published: House, website: Website
) -> None:
    more = '    since: 2020-02-20\n    replaced_by: ["1.001193"]\n    note: Gộp vào thủ tục kia.\n'
    published.withdraw("1.001612", SHOP, more)
    published.publish(SECOND)
    site = published.build(website)
    said = text_of(site, "thu-tuc/1.001612")
    for words in (
        "Đăng ký thành lập hộ kinh doanh",
        "đã bãi bỏ theo Quyết định 9/QĐ-VÍDỤ, không còn áp dụng từ 20/02/2020",
        "Gộp vào thủ tục kia.",
        "Đăng ký khai sinh",
        "02/03/2020",
    ):
        assert words in said
    hrefs = page(site, "thu-tuc/1.001612").xpath("//article//a/@href")
    assert "../../thu-tuc/1.001193/" in hrefs
    assert "../../thu-tuc/1.001612/ban/2020-02-03/" in hrefs


def test_a_tombstone_stays_through_later_editions(published: House, website: Website) -> None:
    published.withdraw("1.001612", SHOP)
    published.publish(SECOND)
    (published.root / "editions/withdrawn.yml").unlink()
    published.publish(THIRD)
    assert "đã bãi bỏ" in text_of(published.build(website), "thu-tuc/1.001612")


def test_the_answers_of_a_withdrawn_procedure_end_with_it(
    published: House, website: Website
) -> None:
    published.withdraw("1.001612", SHOP, "    since: 2020-02-20\n")
    published.publish(SECOND)
    data = json.loads((published.build(website) / "thu-tuc/1.001612/theo-ngay.json").read_text())
    assert data["withdrawn"]["since"] == "2020-02-20"
    assert data["spans"][-1]["until"] == "2020-02-19"


def test_a_damaged_withdrawal_file_is_reported_with_its_line(house: House) -> None:
    (house.root / "editions").mkdir()
    (house.root / "editions/withdrawn.yml").write_text("withdrawn:\n  - code: x\n", "utf-8")
    _, located = withdrawals.read(house.root)
    assert {finding.line for finding in findings(house.root, located)} == {2}


# History and changes


def test_the_history_tells_old_and_new_words_by_legal_part(published: House) -> None:
    published.change_copy(SECOND)
    published.publish(SECOND, decision="Quyết định 77/QĐ-VÍDỤ")
    catalogue = published.catalogue()
    view = history.view(catalogue.whole("2.000815"), catalogue, published.editions)
    newest, first = view.versions
    assert (newest.day, newest.decision) == ("02/03/2020", "Quyết định 77/QĐ-VÍDỤ")
    assert (first.day, first.kind, first.parts) == ("03/02/2020", "Công bố mới", ())
    steps = next(part for part in newest.parts if part.id == "trinh-tu")
    (line,) = steps.lines
    assert line.before == "Mang bản chính và bản sao đến bộ phận một cửa."
    assert line.after == "Mang bản chính và bản sao đến quầy chứng thực."
    assert [piece.text.strip() for piece in line.old if piece.changed] == ["bộ phận một cửa."]
    assert [piece.text.strip() for piece in line.new if piece.changed] == ["quầy chứng thực."]


def test_the_page_of_an_edition_lists_its_changes_by_field(
    published: House, website: Website
) -> None:
    published.change_copy(SECOND)
    published.withdraw("1.001612", SHOP)
    published.publish(SECOND)
    found = page(published.build(website), "thay-doi/2020-03-02")
    assert found.xpath("//article//h2/@id") == ["chung-thuc", "ho-kinh-doanh"]
    assert "Sửa đổi" in found.xpath("//section[h2/@id='chung-thuc']")[0].text_content()
    assert "Bãi bỏ" in found.xpath("//section[h2/@id='ho-kinh-doanh']")[0].text_content()
    assert found.xpath("//del")[0].text.strip() == "bộ phận một cửa."
    assert found.xpath("//ins")[0].text.strip() == "quầy chứng thực."


def test_the_page_of_an_edition_tells_what_changed_in_shared_records(
    published: House, website: Website
) -> None:
    published.edit("fields.yml", "name: Hộ tịch", "name: Hộ tịch mới")
    published.publish(SECOND)
    site = published.build(website)
    found = page(site, "thay-doi/2020-03-02")
    (group,) = found.xpath("//h2[@id='dung-chung']/following-sibling::section")
    text = " ".join(group.text_content().split())
    assert text.startswith("Lĩnh vực Hộ tịch mới ho-tich Sửa đổi")
    assert "Trước: Tên: Hộ tịch Nay: Tên: Hộ tịch mới" in text
    assert "Bản ghi dùng chung thay đổi: 1 lĩnh vực" in text_of(site, "thay-doi")
    assert "Bản ghi dùng chung thay đổi: 1 lĩnh vực" in (site / "thay-doi.atom").read_text("utf-8")
    data = json.loads((site / "thay-doi/2020-03-02.json").read_text("utf-8"))
    (change,) = data["shared_changes"]
    assert (change["group"], change["id"], change["kind"]) == ("fields", "ho-tich", "changed")
    assert change["lines"] == [{"before": "Tên: Hộ tịch", "after": "Tên: Hộ tịch mới"}]


def test_the_page_of_changes_lists_the_editions_newest_first(
    published: House, website: Website
) -> None:
    published.change_copy(SECOND)
    published.publish(SECOND)
    found = page(published.build(website), "thay-doi")
    assert [title.text_content() for title in found.xpath("//article//section/h2")] == [
        "Kỳ công bố 02/03/2020",
        "Kỳ công bố 03/02/2020",
    ]
    said = " ".join(found.text_content().split())
    assert "1 sửa đổi" in said and "3 mới" in said


def test_a_mere_check_of_the_source_is_told_apart_from_a_change(published: House) -> None:
    published.edit(BIRTH, "checked: 2020-02}", "checked: 2020-02-28}")
    (difference,) = published.publish(SECOND).differences
    assert (difference.kind, difference.telling) == ("checked", False)


def test_anyone_can_follow_the_chain_of_hashes_on_the_site(
    published: House, website: Website
) -> None:
    published.change_copy(SECOND)
    published.publish(SECOND)
    site = published.build(website, data=True)
    files = []
    for day in (FIRST, SECOND):
        (href,) = page(site, f"thay-doi/{day}").xpath("//a[contains(@href, 'ky-cong-bo')]/@href")
        files.append((site / f"thay-doi/{day}" / href).resolve().read_bytes())
        assert sha(files[-1]) in text_of(site, f"thay-doi/{day}")
    first, second = map(json.loads, files)
    assert second["previous"] == sha(files[0])
    for edition in (first, second):
        folder = site / f"du-lieu/{edition['day']}"
        for path, name in edition["data"].items():
            assert sha((folder / path).read_bytes()) == name


def test_the_data_of_an_edition_lists_all_hashes(published: House, website: Website) -> None:
    published.publish(SECOND)
    data = json.loads((published.build(website) / "thay-doi/2020-03-02.json").read_text("utf-8"))
    assert data["procedures"] == published.editions.state().procedures
    edition = published.root / "editions/2020-03-02/edition.json"
    assert data["sha256"] == sha(edition.read_bytes())


def test_links_of_all_these_pages_lead_somewhere(published: House, website: Website) -> None:
    published.change_copy(SECOND)
    published.withdraw("1.001612", SHOP, '    replaced_by: ["1.001193"]\n')
    published.publish(SECOND)
    (published.root / "results").mkdir()
    csv = "unit,received,settled,on_time,late,sample\nnguyen-du,10,8,7,1,true\n"
    (published.root / "results/2020-01.csv").write_text(csv, "utf-8")
    site = published.build(website)
    pages = [
        path
        for pattern in (
            "thay-doi/**",
            "so-lieu/**",
            "theo-ngay",
            "thu-tuc/1.001612",
            "thu-tuc/*/ban/*",
        )
        for path in site.glob(f"{pattern}/index.html")
    ]
    assert len(pages) == 2 + 1 + 2 + 2 + 1 + 1 + 4
    for path in pages:
        for href in html.fromstring(path.read_text("utf-8")).xpath("//main//a/@href"):
            if not re.match(r"[a-z]+:|#", href):
                target = (path.parent / href.partition("#")[0].partition("?")[0]).resolve()
                exists = target.is_file() or (target / "index.html").is_file()
                assert exists, f"{href} on {path.relative_to(site)}"


def test_without_editions_the_pages_of_changes_say_so(house: House, website: Website) -> None:
    site = house.build(website)
    assert "Chưa có kỳ công bố nào." in text_of(site, "thay-doi")
    assert not list(site.glob("thu-tuc/*/ban"))


def test_a_build_without_changes_writes_nothing(published: House, website: Website) -> None:
    site = published.build(website)
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}
    published.build(website)
    assert {path: path.stat().st_mtime_ns for path in site.rglob("*.html")} == before


def test_a_later_edition_leaves_the_frozen_files_untouched(
    published: House, website: Website
) -> None:
    site = published.build(website)
    path = site / "thu-tuc/1.001193/ban/2020-02-03/index.html"
    before = path.stat().st_mtime_ns
    published.change_copy(SECOND)
    published.publish(SECOND)
    published.build(website, look=b"another look")
    assert path.stat().st_mtime_ns == before
