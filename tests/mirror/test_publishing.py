"""Publishing: to a folder, by rsync, and to a real server that speaks S3."""

import shutil
import urllib.request
from pathlib import Path

import pytest

from generator.mirror.lock import only_one
from generator.mirror.source import Folder
from generator.mirror.web import Web
from generator.origin import publish
from generator.origin.folder import LOCK
from generator.signing.faults import Fault
from tests.mirror import swift
from tests.mirror.kit import HASTY, TestOrigin, later, new_mirror, served, write_site
from tests.tools import missing, program


@pytest.fixture
def origin(tmp_path: Path) -> TestOrigin:
    made = TestOrigin(tmp_path / "origin")
    made.release(write_site(tmp_path / "site1", 1))
    return made


def names(folder: Path) -> set[str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in files if path.name[0] != "."}


def test_the_same_release_makes_the_same_files(origin, tmp_path) -> None:
    other = TestOrigin(tmp_path / "other")
    other.release(tmp_path / "site1")
    assert names(origin.folder) == names(other.folder)
    for name in names(origin.folder):
        assert (origin.folder / name).read_bytes() == (other.folder / name).read_bytes(), name


def test_all_roots_are_kept_for_ever_and_old_editions_for_a_while(origin, tmp_path) -> None:
    origin.put_root(origin.first_root, ("an", "binh"))
    for edition in range(2, 14):
        origin.release(write_site(tmp_path / "site", edition))
    assert {"metadata/1.root.json", "metadata/2.root.json"} <= names(origin.folder)
    assert len(list((origin.folder / "targets").glob("*.manifest.txt"))) == 9
    assert len(list((origin.folder / "packs").iterdir())) == 9
    assert len(list((origin.folder / "metadata").glob("*.release.json"))) == 10
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(Folder(origin.folder))
    assert served(mirror) == "edition 13"


def test_an_unsafe_name_is_not_released(origin, tmp_path) -> None:
    site = write_site(tmp_path / "site2", 2)
    (site / "CON.html").write_text("x")
    with pytest.raises(Fault, match=r"CON\.html"):
        origin.release(site)
    assert len(list((origin.folder / "targets").glob("*.manifest.txt"))) == 1


def test_a_key_that_the_root_does_not_name_releases_nothing(origin, tmp_path) -> None:
    from tests.mirror.kit import signer

    before = origin.metadata()
    for role in ("release", "snapshot", "timestamp"):
        kept = origin.keys[role]
        origin.keys[role] = signer("stranger")
        with pytest.raises(Fault) as fault:
            origin.release(write_site(tmp_path / f"site-{role}", 2))
        assert fault.value.code == "key"
        assert origin.metadata() == before
        origin.keys[role] = kept


def test_two_releases_at_once_are_refused(origin, tmp_path) -> None:
    with only_one(origin.folder / LOCK), pytest.raises(Fault) as fault:
        origin.renew()
    assert fault.value.code == "busy"


def test_a_release_that_was_cut_off_is_done_by_the_next_run(origin, tmp_path, monkeypatch) -> None:
    """Killed before the timestamp: mirrors see the old edition, the next run publishes."""
    site = write_site(tmp_path / "site2", 2)
    write = origin.origin.write

    def cut(path: str, data: bytes) -> None:
        if path == "metadata/timestamp.json":
            raise KeyboardInterrupt
        write(path, data)

    with monkeypatch.context() as patch:
        patch.setattr(type(origin.origin), "write", lambda _, path, data: cut(path, data))
        with pytest.raises(KeyboardInterrupt):
            origin.release(site)
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(Folder(origin.folder))
    assert served(mirror) == "edition 1"
    origin.release(site)
    mirror.sync(Folder(origin.folder))
    assert served(mirror) == "edition 2"


def test_a_renewal_keeps_a_mirror_content_for_longer(origin, tmp_path) -> None:
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(Folder(origin.folder))
    for days in (4, 8, 12, 16, 20):
        origin.now = mirror.now = later(origin.now, days=4)
        origin.renew()
        assert not mirror.sync(Folder(origin.folder)).changed, days


def test_a_folder_is_brought_up_to_date_timestamp_last(origin, tmp_path) -> None:
    target = tmp_path / "share"
    publish.to_folder(origin.folder, target)
    assert names(target) == names(origin.folder)
    assert publish.to_folder(origin.folder, target) == 0
    origin.release(write_site(tmp_path / "site2", 2))
    publish.to_folder(origin.folder, target)
    assert names(target) == names(origin.folder)


def test_rsync_brings_a_target_up_to_date(origin, tmp_path) -> None:
    program("rsync")
    target = tmp_path / "www"
    for edition in (1, 2):
        origin.release(write_site(tmp_path / f"s{edition}", edition))
        publish.by_rsync(origin.folder, f"{target}/")
        assert names(target) == names(origin.folder)
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(Folder(target))
    assert served(mirror) == "edition 2"


def test_rsync_sends_the_timestamp_after_all_that_it_names() -> None:
    first, second, third = publish.passes(Path("o"), "t")
    assert "--exclude=/metadata/timestamp.json" in first
    assert "--delete-after" not in first + second
    assert "--delete-after" in third


def test_rsync_that_fails_is_a_fault(origin) -> None:
    with pytest.raises(Fault, match="mã 12"):
        publish.by_rsync(origin.folder, "host:x", lambda _: 12)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    programs = swift.programs() or missing("OpenStack Swift")
    with swift.running(tmp_path_factory.mktemp("swift"), programs) as server:
        yield server


@pytest.fixture
def bucket(store, request):
    from generator.origin import s3

    name = f"kho-{abs(hash(request.node.name)) % 10**9}"
    opened = s3.open_bucket(
        f"s3://{name}/cong-bo",
        store.address,
        aws_access_key_id=store.access_key,
        aws_secret_access_key=store.secret_key,
        region_name="us-east-1",
    )
    opened.client.create_bucket(Bucket=name)
    return opened


def fetch_all(bucket, folder: Path) -> Path:
    from generator.origin import s3

    for name in s3.listing(bucket):
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        bucket.client.download_file(bucket.name, bucket.prefix + name, str(place))
    return folder


def test_a_bucket_holds_what_the_origin_holds(origin, bucket, tmp_path) -> None:
    from generator.origin import s3

    s3.publish(origin.folder, bucket)
    assert s3.publish(origin.folder, bucket) == 0
    origin.release(write_site(tmp_path / "site2", 2))
    s3.publish(origin.folder, bucket)
    copy = fetch_all(bucket, tmp_path / "copy")
    assert names(copy) == names(origin.folder)
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(Folder(copy))
    assert served(mirror) == "edition 2"


def test_a_mirror_follows_a_public_bucket_over_the_web(origin, bucket, store, tmp_path) -> None:
    from generator.origin import s3

    s3.publish(origin.folder, bucket)
    bucket.client.put_bucket_acl(Bucket=bucket.name, ACL="public-read")
    account = store.access_key.partition(":")[0]
    address = f"{store.address}/v1/AUTH_{account}/{bucket.name}/cong-bo"
    with urllib.request.urlopen(f"{address}/metadata/timestamp.json") as answer:
        assert answer.status == 200
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(Web(address, HASTY))
    assert served(mirror) == "edition 1"


def test_two_publishers_cannot_mix_their_editions(origin, bucket, tmp_path) -> None:
    from generator.origin import s3

    s3.publish(origin.folder, bucket)
    shutil.copytree(origin.folder, tmp_path / "other")
    other = TestOrigin.__new__(TestOrigin)
    other.__dict__ = dict(origin.__dict__)
    other.folder = tmp_path / "other"
    other.origin = type(origin.origin)(other.folder)
    origin.release(write_site(tmp_path / "site2", 2))
    other.release(write_site(tmp_path / "site3", 3))
    s3.publish(origin.folder, bucket)
    with pytest.raises(Fault) as fault:
        s3.publish(other.folder, bucket)
    assert fault.value.code == "changed-here"
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(Folder(fetch_all(bucket, tmp_path / "copy")))
    assert served(mirror) == "edition 2"


def test_a_store_that_does_not_answer_is_a_fault(origin) -> None:
    from generator.origin import s3

    keys = {"aws_access_key_id": "a", "aws_secret_access_key": "b", "region_name": "us-east-1"}
    bucket = s3.open_bucket("s3://kho", "http://127.0.0.1:9", **keys)
    with pytest.raises(Fault) as fault:
        s3.publish(origin.folder, bucket)
    assert fault.value.code == "network"
