"""The data of every edition stay at their address, byte for byte, whatever follows."""

import json
import subprocess
from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import html

from generator import addresses
from generator.editions import chain, pieces
from generator.editions.archive import sha
from generator.editions.chain import EditionError
from generator.editions.data_files import DATA_FILE, DataFiles, store
from generator.editions.records import Edition
from generator.exports import bundle, json_files
from generator.exports.dataset import dataset
from generator.website import Website
from tests.editions.site import FIRST, SECOND, SHOP, THIRD, House


def frozen(site: Path) -> dict[str, bytes]:
    """All files at addresses that never change."""
    found = [*site.glob("du-lieu/2*/**/*"), *site.glob("thu-tuc/*/ban/**/*")]
    found += site.glob("assets/ban/*")
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in found if p.is_file()}


def size_of(house: House, day: date) -> int:
    return (house.root / "editions" / day.isoformat() / DATA_FILE).stat().st_size


def test_every_edition_s_files_stay_through_three_editions_built_in_fresh_clones(
    published: House, website: Website, tmp_path: Path
) -> None:
    first = frozen(published.clone(tmp_path / "one").build(website, data=True))
    published.change_copy(SECOND)
    published.edit("publisher.yml", "short_name: Danh mục ví dụ", "short_name: Tên mới")
    published.publish(SECOND)
    second = frozen(published.clone(tmp_path / "two").build(website, b"a new look", data=True))
    published.withdraw("1.001612", SHOP)
    published.publish(THIRD)
    third = frozen(published.clone(tmp_path / "three").build(website, data=True))
    for before, after in ((first, second), (first, third), (second, third)):
        assert {path: after.get(path) for path in before} == before
    for day in (FIRST, SECOND, THIRD):
        files = {path for path in third if path.startswith(addresses.data(day))}
        assert len(files) > 60
    assert len(first) < len(second) < len(third)


def test_the_files_have_the_hashes_that_the_edition_recorded(
    published: House, website: Website
) -> None:
    site = published.build(website, data=True)
    (only,) = published.editions.chain
    folder = site / addresses.data(FIRST)
    made = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if p.is_file()}
    assert {path: sha(p.read_bytes()) for path, p in made.items()} == only.edition.data


def test_an_old_edition_is_checked_by_the_usual_tool(published: House, website: Website) -> None:
    published.change_copy(SECOND)
    published.publish(SECOND)
    folder = published.build(website, data=True) / addresses.data(FIRST)
    command = ["sha256sum", "-c", "--quiet", "--strict", "SHA256SUMS"]
    assert subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode == 0
    (folder / "thu-tuc.json").write_bytes(b"{}")
    assert subprocess.run(command, cwd=folder, check=False, capture_output=True).returncode == 1


def test_the_latest_files_are_those_of_the_newest_edition(
    published: House, website: Website
) -> None:
    published.change_copy(SECOND)
    published.publish(SECOND)
    site = published.build(website, data=True)
    for path in published.editions.chain[-1].edition.data:
        latest = (site / addresses.LATEST_DATA / path).read_bytes()
        assert latest == (site / addresses.data(SECOND) / path).read_bytes()


def test_a_later_program_rewrites_nothing_that_was_published(
    published: House, website: Website, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = frozen(published.build(website, data=True))
    monkeypatch.setattr(json_files, "whole", lambda _: b"{}")
    monkeypatch.setattr("generator.views.version.STYLE", "body{color:red}")
    assert frozen(published.build(website, b"another program", data=True)) == before
    published.change_copy(SECOND)
    published.publish(SECOND)
    after = frozen(published.build(website, b"another program", data=True))
    assert {path: after[path] for path in before} == before
    assert after["du-lieu/2020-03-02/thu-tuc.json"] == b"{}"


def test_changes_that_wait_for_an_edition_are_in_no_file(
    published: House, website: Website
) -> None:
    before = frozen(published.build(website, data=True))
    published.post_on(SECOND)
    published.change_copy(SECOND)
    assert frozen(published.build(website, data=True)) == before


def test_the_same_program_makes_the_same_files_from_the_records(published: House) -> None:
    published.change_copy(SECOND)
    published.publish(SECOND)
    editions = published.editions
    for day in (FIRST, SECOND):
        edition = editions.of(day).edition
        days = {
            code: max(version.day for version in editions.versions(code) if version.day <= day)
            for code in editions.state(day).procedures
        }
        data = dataset(editions.catalogue(day), day, days, edition.decision)
        made = {file.path: sha(file.content) for file in bundle.files(data)}
        assert made == {path: name for path, name in edition.data.items() if path != "index.html"}


def test_data_are_stored_once_however_often_they_are_published(published: House) -> None:
    first = size_of(published, FIRST)
    published.publish(SECOND)
    assert size_of(published, SECOND) < first / 2
    before, after = (published.editions.of(day).edition.data for day in (FIRST, SECOND))
    assert before["csv/procedures.csv"] == after["csv/procedures.csv"]
    assert before["thu-tuc.json"] != after["thu-tuc.json"]


# Damage


def test_a_changed_file_in_the_archive_is_noticed(published: House, website: Website) -> None:
    path = published.root / "editions" / FIRST.isoformat() / DATA_FILE
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(EditionError, match=r"gói dữ liệu|bị sửa"):
        published.editions.verify()
    with pytest.raises(EditionError):
        published.build(website, data=True)


def test_a_hash_changed_in_an_edition_is_noticed(published: House) -> None:
    path = published.root / "editions" / FIRST.isoformat() / chain.EDITION_FILE
    edition = json.loads(path.read_text("utf-8"))
    edition["data"]["thu-tuc.json"] = "0" * 64
    path.write_bytes(msgspec.json.encode(edition))
    with pytest.raises(EditionError):
        published.editions.verify()


# Pieces


@given(st.binary(max_size=60_000))
def test_pieces_put_together_are_the_file(content: bytes) -> None:
    assert b"".join(pieces.cut(content)) == content


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([b"mot\n" * 3000, b"hai}" * 5000, b"", b"ba", b"x" * 9000])))
def test_whatever_is_stored_is_read_again(tmp_path: Path, parts: list[bytes]) -> None:
    """Files that repeat themselves and each other too, through two editions."""
    editions: list[Edition] = []
    for place, day in enumerate((FIRST, SECOND)):
        files = {f"{n}": b"".join(parts[n:]) for n in range(place, len(parts) + 1)}
        known = DataFiles(tmp_path, editions)
        stored = store(files.items(), known)
        (tmp_path / day.isoformat()).mkdir(exist_ok=True)
        (tmp_path / day.isoformat() / DATA_FILE).write_bytes(stored.archive)
        edition = Edition(
            day=day, decision="Thử", whole="0" * 64, data=stored.data, pieces=stored.pieces
        )
        editions.append(edition)
        again = DataFiles(tmp_path, editions)
        assert {path: again.read(name) for path, name in stored.data.items()} == files


def test_a_line_added_at_the_beginning_leaves_most_pieces_as_they_are() -> None:
    lines = [f"dòng {number}: {sha(str(number).encode())}\n".encode() for number in range(20_000)]
    old, new = (set(pieces.cut(content)) for content in (b"".join(lines), b"x\n" + b"".join(lines)))
    assert len(old) > 50
    assert len(old - new) <= 2


# The page at the permanent address


def test_the_permanent_address_has_a_page_that_needs_nothing_but_its_style(
    published: House, website: Website
) -> None:
    site = published.build(website, data=True)
    path = site / addresses.data(FIRST) / "index.html"
    page = html.fromstring(path.read_text("utf-8"))
    assert not page.xpath("//script | //img | //style | //iframe | //form | //@style")
    (style,) = page.xpath("//link[@rel='stylesheet']/@href")
    assert (path.parent / style).resolve().is_file()
    text = " ".join(page.text_content().split())
    (only,) = published.editions.chain
    assert only.edition.data["thu-tuc.json"] in text
    assert "https://example.org/niem-yet/du-lieu/2020-02-03/" in text
    assert "Quyết định 01/QĐ-VÍDỤ" in text and "03/02/2020" in text


def test_the_permanent_page_lists_every_file_and_every_link_leads_to_one(
    published: House, website: Website
) -> None:
    site = published.build(website, data=True)
    folder = site / addresses.data(FIRST)
    page = html.fromstring((folder / "index.html").read_text("utf-8"))
    named = {str(href) for href in page.xpath("//main//a/@href")}
    assert named == published.editions.chain[0].edition.data.keys() - {"index.html"}
    assert all((folder / href).is_file() for href in named)
    assert (folder / "../index.html").is_file()


def test_the_page_of_the_data_leads_to_every_edition(published: House, website: Website) -> None:
    published.change_copy(SECOND)
    published.publish(SECOND)
    site = published.build(website, data=True)
    page = html.fromstring((site / "du-lieu/index.html").read_text("utf-8"))
    named = {str(href) for href in page.xpath("//a/@href")}
    assert {f"../du-lieu/{FIRST}/", f"../du-lieu/{SECOND}/", "../du-lieu/moi-nhat/"} <= named
    assert "01/QĐ-VÍDỤ" in page.text_content()
