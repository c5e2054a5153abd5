"""The card of a ward: signed by the ward alone, for its own path alone."""

from pathlib import Path

import pytest
from tuf.api.metadata import TargetFile, Targets

from generator.mirror.layout import target_path
from generator.mirror.source import Folder
from generator.mirror.trust import Client, TrustFolder
from generator.signing import manifest, wards
from generator.signing.faults import Fault
from tests.mirror.kit import NOW, WARDS, TestOrigin, card, later, new_mirror, served, write_site

OURS, THEIRS = WARDS[:2]


@pytest.fixture
def origin(tmp_path: Path) -> TestOrigin:
    made = TestOrigin(tmp_path / "origin")
    made.put_card(OURS, hotline="số của phường ta")
    made.put_card(THEIRS, hotline="số của phường bạn")
    made.release(write_site(tmp_path / "site1", 1))
    return made


def shown_card(mirror) -> str | None:
    path = mirror.layout.current / "mirror" / "card.json"
    return path.read_text("utf-8") if path.exists() else None


def test_each_ward_shows_its_own_card(origin, tmp_path) -> None:
    for ward, words in ((OURS, "phường ta"), (THEIRS, "phường bạn")):
        mirror = new_mirror(tmp_path / ward, origin.first_root, ward=ward)
        mirror.sync(Folder(origin.folder))
        assert words in shown_card(mirror)


def test_a_mirror_without_a_ward_shows_no_card(origin, tmp_path) -> None:
    mirror = new_mirror(tmp_path / "m", origin.first_root)
    mirror.sync(Folder(origin.folder))
    assert shown_card(mirror) is None


def test_a_new_card_replaces_the_old_one(origin, tmp_path) -> None:
    mirror = new_mirror(tmp_path / "m", origin.first_root, ward=OURS)
    mirror.sync(Folder(origin.folder))
    origin.put_card(OURS, 2, hotline="số mới")
    origin.renew()
    assert not mirror.sync(Folder(origin.folder)).changed
    assert "số mới" in shown_card(mirror)


def test_an_old_card_expires_for_that_ward_alone(origin, tmp_path) -> None:
    origin.put_card(OURS, 2, days=3)
    origin.renew()
    ours = new_mirror(tmp_path / "ours", origin.first_root, ward=OURS)
    theirs = new_mirror(tmp_path / "theirs", origin.first_root, ward=THEIRS)
    ours.sync(Folder(origin.folder))
    ours.now = theirs.now = later(NOW, days=4)
    assert ours.sync(Folder(origin.folder)).status.card_failure == "expired"
    assert shown_card(ours) is None
    assert theirs.sync(Folder(origin.folder)).status.card_failure is None
    assert served(ours) == served(theirs) == "edition 1"


EVIL = b'{"hotline": "evil"}'
FOREIGN = {
    "another ward's card": wards.card_path(THEIRS),
    "the manifest": "manifest.txt",
    "a page": "index.html",
    "a file beside its card": f"wards/{OURS}/other.json",
    "a device name": f"wards/{OURS}/CON.json",
    "a way out": f"wards/{OURS}/..\\..\\index.html",
    "a way out with slashes": f"wards/{OURS}/../../index.html",
    "its card in capitals": f"wards/{OURS}/Card.json",
    "its folder in capitals": f"WARDS/{OURS}/card.json",
    "a deeper path": f"wards/{OURS}/a/card.json",
}


@pytest.fixture
def greedy(origin: TestOrigin) -> TestOrigin:
    """One ward has signed for everything that it can think of."""
    targets = {
        path: TargetFile.from_data(path, EVIL, ["sha256"])
        for path in (*FOREIGN.values(), wards.card_path(OURS))
    }
    honest = card(OURS, "số thật")
    targets[wards.card_path(OURS)] = TargetFile.from_data(wards.card_path(OURS), honest, ["sha256"])
    payload = Targets(version=2, expires=later(NOW, days=90), targets=targets)
    text = wards.signed(payload, origin.keys[OURS])
    origin.origin.write(f"metadata/2.{wards.role(OURS)}.json", text)
    for path, target in targets.items():
        content = honest if path == wards.card_path(OURS) else EVIL
        place = target_path(path.replace("\\", "_").replace("..", "up"), target.hashes["sha256"])
        origin.origin.write(place, content)
    origin.renew()
    return origin


@pytest.mark.parametrize("what", FOREIGN)
def test_a_ward_cannot_sign_for_anything_else(greedy, tmp_path, what: str) -> None:
    trust = TrustFolder(tmp_path / "trust")
    trust.begin(greedy.first_root, NOW)
    client = Client(trust, Folder(greedy.folder), NOW)
    client.refresh()
    found = client.find(FOREIGN[what])
    assert found is None or found.hashes["sha256"] != manifest.describe(EVIL).sha256


def test_what_a_greedy_ward_signed_reaches_no_mirror(greedy, tmp_path) -> None:
    for ward in (OURS, THEIRS, None):
        mirror = new_mirror(tmp_path / str(ward), greedy.first_root, ward=ward)
        mirror.sync(Folder(greedy.folder))
        files = [path for path in mirror.layout.folder.rglob("*") if path.is_file()]
        assert not [path for path in files if path.read_bytes() == EVIL]
        assert served(mirror) == "edition 1"


def sign_card(origin: TestOrigin, ward: str, key: str, version: int = 2) -> tuple[bytes, bytes]:
    data = card(ward, "giả")
    return (
        wards.signed_card(ward, data, version, later(NOW, days=9), origin.keys[key]),
        data,
    )


@pytest.mark.parametrize("key", [THEIRS, "release", "targets", "snapshot", "timestamp", "an"])
def test_nobody_else_can_sign_a_wards_card(origin, tmp_path, key: str) -> None:
    """Refused by the origin's own command, and by a mirror if the origin itself is hostile."""
    text, data = sign_card(origin, OURS, key)
    with pytest.raises(Fault, match="không phải của phường"):
        origin.origin.accept_card(OURS, text, data)
    mirror = new_mirror(tmp_path / "m", origin.first_root, ward=OURS)
    mirror.sync(Folder(origin.folder))
    _publish_by_force(origin, text, data)
    outcome = mirror.sync(Folder(origin.folder))
    assert outcome.status.card_failure == "signature"
    assert shown_card(mirror) is None


def _publish_by_force(origin: TestOrigin, text: bytes, data: bytes) -> None:
    """The online keys name a forged card, whatever our own program thinks of it."""
    from tuf.api.metadata import Metadata, MetaFile, Snapshot

    role = wards.role(OURS)
    origin.origin.write(f"metadata/2.{role}.json", text)
    place = target_path(wards.card_path(OURS), manifest.describe(data).sha256)
    origin.origin.write(place, data)
    snapshot = Metadata[Snapshot].from_bytes(origin.origin.read("1.snapshot.json") or b"").signed
    snapshot.version += 1
    snapshot.meta[f"{role}.json"] = MetaFile.from_data(2, text, ["sha256"])
    origin.origin.write("metadata/2.snapshot.json", wards.signed(snapshot, origin.keys["snapshot"]))
    described = MetaFile.from_data(2, origin.origin.read("2.snapshot.json") or b"", ["sha256"])
    from tuf.api.metadata import Timestamp

    timestamp = Timestamp(version=2, expires=later(NOW, days=3), snapshot_meta=described)
    origin.origin.write(
        "metadata/timestamp.json", wards.signed(timestamp, origin.keys["timestamp"])
    )


BAD_CARDS = {
    "not JSON": b"<html>",
    "a list": b"[]",
    "another ward": card(THEIRS),
    "nothing in it": b"{}",
    "unknown fact": card(OURS).replace(b'"hours"', b'"script"'),
    "a number": card(OURS).replace(b'"x"', b"1").replace(b'"hotline": "s', b'"hotline": ["s'),
    "control characters": card(OURS, "a\u202eb"),
    "too long": card(OURS, "9" * 9000),
}


@pytest.mark.parametrize("kind", BAD_CARDS)
def test_a_card_says_short_plain_facts_or_is_refused(kind: str) -> None:
    with pytest.raises(Fault):
        wards.read_card(OURS, BAD_CARDS[kind])


@pytest.mark.parametrize("ward", ["con", "../00256", "256", "00256/..", "٠٠٢٥٦", "00256\n"])
def test_a_ward_is_named_by_five_digits(ward: str) -> None:
    with pytest.raises(Fault):
        wards.card_path(ward)


def test_a_ward_that_is_struck_off_does_not_stop_the_others(origin, tmp_path) -> None:
    mirror = new_mirror(tmp_path / "m", origin.first_root, ward=THEIRS)
    mirror.sync(Folder(origin.folder))
    origin.put_registry(2, (THEIRS,))
    origin.release(write_site(tmp_path / "site2", 2))
    mirror.sync(Folder(origin.folder))
    assert served(mirror) == "edition 2"
    assert "phường bạn" in shown_card(mirror)
    struck = new_mirror(tmp_path / "struck", origin.first_root, ward=OURS)
    assert struck.sync(Folder(origin.folder)).status.card_failure == "missing"


BAD_HASHES = {
    "a way out": {"sha256": "../../../../x"},
    "too short": {"sha256": "ab"},
    "another kind": {"sha512": "0" * 128},
    "capitals": {"sha256": "A" * 64},
}


@pytest.mark.parametrize("kind", BAD_HASHES)
def test_a_hash_that_is_none_never_becomes_a_file_name(origin, tmp_path, kind: str) -> None:
    path = wards.card_path(OURS)
    target = TargetFile(5, BAD_HASHES[kind], path)
    payload = Targets(version=2, expires=later(NOW, days=9), targets={path: target})
    text = wards.signed(payload, origin.keys[OURS])
    origin.origin.write(f"metadata/2.{wards.role(OURS)}.json", text)
    origin.renew()
    mirror = new_mirror(tmp_path / "m", origin.first_root, ward=OURS)
    assert mirror.sync(Folder(origin.folder)).status.card_failure == "tampered"
    assert served(mirror) == "edition 1"


@pytest.mark.parametrize("role", ["ward-../../../evil", "ward-1", "ward-00256/../../x", "evil"])
def test_a_role_name_from_stolen_online_keys_never_becomes_a_file_name(
    origin, tmp_path, role: str
) -> None:
    from tuf.api.metadata import Metadata, MetaFile, Snapshot, Timestamp

    text = wards.signed(Targets(version=1, expires=later(NOW, days=9)), origin.keys[OURS])
    snapshot = Metadata[Snapshot].from_bytes(origin.origin.read("1.snapshot.json") or b"").signed
    snapshot.version = 2
    snapshot.meta[f"{role}.json"] = MetaFile.from_data(1, text, ["sha256"])
    signed = wards.signed(snapshot, origin.keys["snapshot"])
    origin.origin.write("metadata/2.snapshot.json", signed)
    described = MetaFile.from_data(2, signed, ["sha256"])
    timestamp = Timestamp(version=2, expires=later(NOW, days=3), snapshot_meta=described)
    signed = wards.signed(timestamp, origin.keys["timestamp"])
    origin.origin.write("metadata/timestamp.json", signed)

    class Willing(Folder):
        """A source that has a file under every name."""

        def open(self, path: str, start: int = 0):
            from contextlib import nullcontext

            from generator.mirror.source import Reply

            if "evil" in path or "ward-1" in path or "x.json" in path:
                return nullcontext(Reply(0, iter([text])))
            return super().open(path, start)

    mirror = new_mirror(tmp_path / "deep" / "m", origin.first_root)
    mirror.sync(Willing(origin.folder))
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    inside = [path for path in written if tmp_path / "deep" in path.parents]
    assert not [path for path in inside if path.read_bytes() == text]
    assert {path.relative_to(tmp_path).parts[0] for path in written} <= {"origin", "site1", "deep"}
