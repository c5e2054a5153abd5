"""A mirror follows its origin: what comes over, what is fetched, what is kept."""

from pathlib import Path

import pytest

from generator.mirror.source import Folder
from generator.mirror.sync import SPARE
from generator.mirror.tree import verify as verify_files
from generator.mirror.verify import verify
from generator.signing.faults import Fault
from tests.mirror.kit import (
    NOW,
    WARDS,
    Server,
    TestOrigin,
    later,
    new_mirror,
    served,
    write_site,
)


@pytest.fixture
def origin(tmp_path: Path) -> TestOrigin:
    made = TestOrigin(tmp_path / "origin")
    for ward in WARDS[:2]:
        made.put_card(ward)
    made.release(write_site(tmp_path / "site1", 1))
    return made


def test_a_new_mirror_holds_every_file_of_the_edition(origin, tmp_path):
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    outcome = mirror.sync(Folder(origin.folder))
    assert outcome.changed
    assert served(mirror) == "edition 1"
    manifest = mirror.current_manifest()
    assert manifest is not None
    assert verify_files(mirror.layout.current, manifest) == ()
    assert {"index.html", "SHA256SUMS", "SHA256SUMS.minisig"} <= manifest.files.keys()
    assert verify(mirror, deep=True).good


def test_a_second_run_fetches_nothing(origin, tmp_path):
    server = Server(origin.folder)
    mirror = new_mirror(tmp_path / "m", origin.first_root, ward=WARDS[0])
    mirror.sync(server.source())
    server.asked.clear()
    server.sent = 0
    outcome = new_mirror(tmp_path / "m", b"").sync(server.source())
    assert not outcome.changed
    assert server.asked == ["metadata/2.root.json", "metadata/timestamp.json"]
    assert server.sent < 1_000


def test_a_change_comes_as_one_small_pack(origin, tmp_path):
    server = Server(origin.folder)
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(server.source())
    first = mirror.current_manifest()
    origin.release(write_site(tmp_path / "site2", 2))
    server.asked.clear()
    outcome = mirror.sync(server.source())
    assert served(mirror) == "edition 2"
    assert outcome.fetched == 4 + 2
    packs = [path for path in server.asked if path.startswith("packs/")]
    assert packs == [f"packs/{first.id}-{mirror.current_manifest().id}.xz"]
    assert not [path for path in server.asked if path.startswith("objects/")]


def test_without_packs_only_changed_contents_are_fetched(origin, tmp_path):
    server = Server(origin.folder)
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(server.source())
    origin.release(write_site(tmp_path / "site2", 2))
    for path in (origin.folder / "packs").iterdir():
        server.answers[f"packs/{path.name}"] = 404
    server.asked.clear()
    mirror.sync(server.source())
    assert len([path for path in server.asked if path.startswith("objects/")]) == 4 + 2
    assert served(mirror) == "edition 2"


def test_new_times_without_new_content_send_almost_nothing(origin, tmp_path):
    server = Server(origin.folder)
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(server.source())
    site = tmp_path / "site1"
    for path in site.rglob("*.html"):
        path.touch()
    origin.now = later(NOW, hours=3)
    origin.release(site)
    server.sent = 0
    mirror.now = origin.now
    assert not mirror.sync(server.source()).changed
    assert server.sent < 1_000


def kept(mirror):
    return [path for path in mirror.layout.releases.iterdir() if path.name != SPARE]


def test_nothing_of_an_older_release_returns_with_its_folder(origin, tmp_path):
    """The folder of an edition that is no longer kept becomes the next one's; it is cleaned."""
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    for edition in (2, 3, 4):
        origin.release(write_site(tmp_path / f"s{edition}", edition))
        mirror.sync(Folder(origin.folder))
    spare = mirror.layout.releases / SPARE
    assert spare.is_dir()
    (spare / "thu-tuc/p1/la.html").write_text("foreign")
    (spare / "thu-tuc/p9/index.html").unlink()
    (spare / "thu-tuc/p9/index.html").write_text("changed")
    (spare / "thu-tuc/p8/index.html").unlink()
    (spare / "thu-tuc/p8/index.html").symlink_to("/etc/hostname")
    (spare / "lien-ket").symlink_to("/etc", target_is_directory=True)
    (spare / "rong").mkdir()
    origin.release(write_site(tmp_path / "s5", 5))
    mirror.sync(Folder(origin.folder))
    assert served(mirror) == "edition 5"
    assert verify(mirror, deep=True).good
    assert not (mirror.layout.current / "rong").exists()


def test_a_gone_page_is_gone_and_the_edition_before_stays(origin, tmp_path):
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(Folder(origin.folder))
    site = write_site(tmp_path / "site2", 2)
    (site / "thu-tuc/p7/index.html").unlink()
    origin.release(site)
    mirror.sync(Folder(origin.folder))
    assert not (mirror.layout.current / "thu-tuc/p7").exists()
    assert len(kept(mirror)) == 2
    origin.release(write_site(tmp_path / "site3", 3))
    mirror.sync(Folder(origin.folder))
    assert len(kept(mirror)) == 2


def test_a_rollback_holds_until_a_newer_edition_comes(origin, tmp_path):
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(Folder(origin.folder))
    origin.release(write_site(tmp_path / "site2", 2))
    mirror.sync(Folder(origin.folder))
    mirror.rollback()
    assert served(mirror) == "edition 1"
    mirror.sync(Folder(origin.folder))
    assert served(mirror) == "edition 1"
    assert mirror.last_status().held
    origin.release(write_site(tmp_path / "site3", 3))
    mirror.sync(Folder(origin.folder))
    assert served(mirror) == "edition 3"
    assert mirror.last_status().held is None
    mirror.rollback()
    assert served(mirror) == "edition 1", "the one that was served before"


def test_a_new_mirror_has_nothing_to_roll_back_to(origin, tmp_path):
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(Folder(origin.folder))
    with pytest.raises(Fault, match="Không còn bản trước"):
        mirror.rollback()


def test_a_page_edited_in_place_never_enters_the_next_edition(origin, tmp_path):
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(Folder(origin.folder))
    page = mirror.layout.current / "thu-tuc/p9/index.html"
    good = page.read_bytes()
    page.chmod(0o644)
    page.write_bytes(b"X" * len(good))
    origin.release(write_site(tmp_path / "site2", 2))
    new_mirror(tmp_path / "m", b"").sync(Folder(origin.folder))
    assert (mirror.layout.current / "thu-tuc/p9/index.html").read_bytes() == good


def test_a_deep_check_repairs_damage_and_removes_foreign_files(origin, tmp_path):
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(Folder(origin.folder))
    page = mirror.layout.current / "thu-tuc/p9/index.html"
    page.chmod(0o644)
    page.write_text("bậy")
    (mirror.layout.current / "quảng-cáo.html").write_text("x")
    assert set(verify(mirror, deep=True).bad) == {"quảng-cáo.html", "thu-tuc/p9/index.html"}
    outcome = mirror.sync(Folder(origin.folder), deep=True)
    assert set(outcome.damaged) == {"quảng-cáo.html", "thu-tuc/p9/index.html"}
    assert verify(mirror, deep=True).good


def test_the_status_tells_edition_age_and_failure(origin, tmp_path):
    mirror = new_mirror(tmp_path / "m", origin.first_root, ward=WARDS[0])
    status = mirror.sync(Folder(origin.folder)).status
    assert (status.edition, status.failure, status.last_success) == (
        "2026-11",
        None,
        "2026-11-23T08:00:00Z",
    )
    assert status.is_current(NOW)
    assert not status.is_current(later(NOW, days=6))
    mirror.now = later(NOW, days=6)
    with pytest.raises(Fault):
        mirror.sync(Folder(origin.folder))
    status = mirror.last_status()
    assert (status.failure, status.last_success) == ("expired", "2026-11-23T08:00:00Z")
    page = (mirror.layout.current / "mirror/index.html").read_text("utf-8")
    assert "hết hạn" in page
    assert f"Phường {WARDS[0]}" in page


def test_progress_is_told_up_to_the_end(origin, tmp_path):
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    told: list[tuple[int, int]] = []
    mirror.progress = lambda done, total: told.append((done, total))
    mirror.sync(Folder(origin.folder))
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert told[-1][0] == told[-1][1] == mirror.current_manifest().total


def test_two_runs_at_once_are_refused(origin, tmp_path):
    from generator.mirror.lock import only_one

    mirror = new_mirror(tmp_path / "m", origin.first_root)
    with only_one(mirror.layout.work / "lock"), pytest.raises(Fault, match="đang chạy"):
        mirror.sync(Folder(origin.folder))
    mirror.sync(Folder(origin.folder))


def test_a_cut_line_is_taken_up_where_it_broke(origin, tmp_path):
    server = Server(origin.folder)
    big = tmp_path / "site1" / "big.bin"
    import random

    big.write_bytes(random.Random(1).randbytes(300_000))
    origin.release(tmp_path / "site1")
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    pack = next(p.name for p in (origin.folder / "packs").iterdir() if "-" not in p.name)
    whole = (origin.folder / "packs" / pack).read_bytes()

    def cut(handler):
        start = int((handler.headers.get("Range") or "bytes=0-")[6:-1])
        handler.send_response(206 if start else 200)
        handler.send_header("Content-Length", str(len(whole) - start))
        handler.end_headers()
        handler.wfile.write(whole[start : start + 100_000])
        handler.close_connection = True
        server.sent += 100_000

    server.answers[f"packs/{pack}"] = cut
    mirror.sync(server.source())
    assert served(mirror) == "edition 1"
    assert server.sent < len(whole) + 110_000
    assert server.asked.count(f"packs/{pack}") == 4
    assert not [path for path in server.asked if path.startswith("objects/")]
