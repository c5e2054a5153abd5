"""Seen from the origin: which mirrors are fresh, old, bad or silent."""

import random
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.cli import main
from generator.mirror import health
from generator.mirror.source import Folder
from generator.mirror.swap import Renames
from tests.mirror.kit import HASTY, NOW, Server, TestOrigin, later, new_mirror, write_site


@pytest.fixture
def origin(tmp_path: Path) -> TestOrigin:
    made = TestOrigin(tmp_path / "origin")
    made.release(write_site(tmp_path / "site1", 1))
    return made


@pytest.fixture
def mirror(origin, tmp_path):
    made = new_mirror(tmp_path / "m", origin.first_root)
    made.sync(Folder(origin.folder))
    return made


def look(origin, mirror, now=NOW, sample: int = 100) -> health.Result:
    server = Server(mirror.layout.current)
    known = health.Known.of(origin.folder)
    result = health.check(server.address, known, now, random.Random(6), sample, HASTY)
    server.close()
    return result


def test_a_mirror_with_the_newest_edition_is_fresh(origin, mirror) -> None:
    result = look(origin, mirror, later(NOW, hours=5))
    assert result.state == "fresh"
    assert result.age.total_seconds() == 5 * 3600


def test_a_mirror_on_a_disk_without_links_is_seen_as_well(origin, tmp_path) -> None:
    made = new_mirror(tmp_path / "fat", origin.first_root)
    made.swap = Renames(made.layout)
    made.sync(Folder(origin.folder))
    assert not (made.layout.current / "mirror").is_symlink()
    assert look(origin, made).state == "fresh"


def test_a_mirror_with_the_edition_before_is_old(origin, mirror, tmp_path) -> None:
    origin.release(write_site(tmp_path / "site2", 2))
    assert look(origin, mirror).state == "old"


def test_a_mirror_whose_signature_has_expired_is_old(origin, mirror) -> None:
    result = look(origin, mirror, later(NOW, days=9))
    assert (result.state, result.why) == ("old", "chữ ký hết hạn")


@pytest.mark.parametrize("damage", ["changed", "gone", "longer"])
def test_a_mirror_that_serves_another_page_is_bad(origin, mirror, damage: str) -> None:
    page = mirror.layout.current / "thu-tuc/p3/index.html"
    data = page.read_bytes()
    page.unlink()
    if damage != "gone":
        page.write_bytes(data.replace(b"3", b"4") if damage == "changed" else data + b"x")
    result = look(origin, mirror)
    assert result.state == "bad"
    assert "thu-tuc/p3/index.html" in result.why


def test_a_forged_timestamp_is_bad(origin, mirror) -> None:
    path = mirror.layout.public / "metadata/timestamp.json"
    path.write_bytes(path.read_bytes().replace(b'"version":1', b'"version":9'))
    assert look(origin, mirror).state == "bad"


def test_a_mirror_that_does_not_answer_is_silent(origin) -> None:
    known = health.Known.of(origin.folder)
    result = health.check("http://127.0.0.1:9", known, NOW, random.Random(1), 3, HASTY)
    assert result.state == "silent"


def test_the_sample_is_random_and_of_the_wanted_size(origin, mirror) -> None:
    server = Server(mirror.layout.current)
    known = health.Known.of(origin.folder)
    asked = []
    for seed in (1, 2):
        server.asked.clear()
        health.check(server.address, known, NOW, random.Random(seed), 4, HASTY)
        asked.append([path for path in server.asked if not path.startswith("mirror/")])
    assert [len(paths) for paths in asked] == [4, 4]
    assert asked[0] != asked[1]


def test_ages_are_counted_in_a_histogram() -> None:
    from datetime import timedelta

    ages = (timedelta(hours=2), timedelta(hours=5), timedelta(days=2), timedelta(days=90), None)
    results = [health.Result("http://x", "fresh", age=age) for age in ages]
    assert health.histogram(results) == [
        ("dưới 1 ngày", 2),
        ("dưới 3 ngày", 1),
        ("dưới 7 ngày", 0),
        ("dưới 30 ngày", 0),
        ("từ 30 ngày", 1),
        ("không rõ", 1),
    ]


def test_the_page_shows_every_mirror_and_escapes_what_it_shows() -> None:
    page = health.page([health.Result("http://x/<b>", "bad", "<script>")], NOW).decode()
    assert "http://x/&lt;b&gt;" in page
    assert "<script>" not in page


def test_the_command_reads_a_list_and_writes_a_page(origin, mirror, tmp_path) -> None:
    server = Server(mirror.layout.current)
    listing = tmp_path / "ds.txt"
    listing.write_text(f"# các phường\n{server.address}\n\nhttp://127.0.0.1:9\n", "utf-8")
    page = tmp_path / "bao-cao" / "suc-khoe.html"
    words = ["mirrors", "check", str(listing), "--origin", str(origin.folder), "--page", str(page)]
    result = CliRunner().invoke(main, words)
    assert "không trả lời" in result.output
    assert server.address in page.read_text("utf-8")
    assert 'href="suc-khoe.css"' in page.read_text("utf-8")
    assert page.with_suffix(".css").is_file()


def test_a_status_page_escapes_what_a_source_said(origin, mirror) -> None:
    from generator.mirror import page, status
    from generator.signing.faults import Fault

    told = status.Status().failed(Fault("network", "<script>x</script>"), NOW)
    assert b"<script>" not in page.health(told, {"name": "<img>", "hotline": "1"})


def test_html_pages_of_status_are_valid_utf8_and_name_the_edition(origin, mirror) -> None:
    page = (mirror.layout.public / "index.html").read_bytes().decode("utf-8")
    assert "2026-11" in page
