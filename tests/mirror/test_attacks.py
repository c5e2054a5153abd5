"""What a hostile or broken source can do, and what a mirror does then: refuse, and serve on.

Each row is an attack: what the source answers, and the code of the fault.  Every attack is tried
on a mirror that has the first edition, while the source pretends to offer the second, and on a
new one.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from tuf.api.metadata import Metadata, MetaFile, Snapshot, TargetFile, Targets, Timestamp

from generator.mirror.layout import object_path, target_path
from generator.signing import manifest, roots, wards
from generator.signing.faults import Fault
from tests.mirror.kit import (
    HASTY,
    NOW,
    WARDS,
    Server,
    TestOrigin,
    drip,
    drip_headers,
    endless,
    later,
    new_mirror,
    served,
    signer,
    write_site,
)


@dataclass
class Scene:
    """Two editions, the second one just released; ``first`` is the metadata before it."""

    origin: TestOrigin
    server: Server
    first: dict[str, bytes]
    folder: Path

    def of(self, path: str) -> str:
        """Where the newest edition's content of a path lies."""
        newest = next(iter(self.origin.origin.editions()))
        return object_path(newest.files[path].sha256)

    def content(self, path: str) -> bytes:
        return (self.origin.folder / self.of(path)).read_bytes()

    def answer(self, path: str, what) -> None:
        self.server.answers[path] = what

    def metadata(self, name: str) -> bytes:
        return (self.origin.folder / "metadata" / name).read_bytes()

    def sign(self, name: str, payload, key: str) -> None:
        self.answer(f"metadata/{name}", wards.signed(payload, self.origin.keys[key]))


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[TestOrigin, dict[str, bytes]]:
    folder = tmp_path_factory.mktemp("attacks")
    origin = TestOrigin(folder / "origin")
    for ward in WARDS:
        origin.put_card(ward)
    origin.release(write_site(folder / "site1", 1))
    first = origin.metadata()
    mirror = new_mirror(folder / "known", origin.first_root)
    mirror.sync(Server(origin.folder).source())
    origin.release(write_site(folder / "site2", 2))
    return origin, first


@pytest.fixture
def scene(made, tmp_path) -> Scene:
    import shutil

    origin, first = made
    shutil.copytree(origin.folder, tmp_path / "origin")
    shutil.copytree(origin.folder.parent / "known", tmp_path / "known", symlinks=True)
    server = Server(tmp_path / "origin")
    own = TestOrigin.__new__(TestOrigin)
    own.__dict__ = dict(origin.__dict__)
    own.folder = tmp_path / "origin"
    own.origin = type(origin.origin)(own.folder)
    yield Scene(own, server, first, tmp_path)
    server.close()


def without_packs(scene: Scene) -> None:
    for path in (scene.origin.folder / "packs").iterdir():
        scene.answer(f"packs/{path.name}", 404)


def page_as(change: Callable[[bytes], object]) -> Callable[[Scene], None]:
    def attack(scene: Scene) -> None:
        without_packs(scene)
        scene.answer(scene.of("index.html"), change(scene.content("index.html")))

    return attack


def page_is(answer) -> Callable[[Scene], None]:
    return page_as(lambda _: answer)


def metadata_as(name: str, change: Callable[[bytes], object]) -> Callable[[Scene], None]:
    return lambda scene: scene.answer(f"metadata/{name}", change(scene.metadata(name)))


def metadata_is(name: str, answer) -> Callable[[Scene], None]:
    return lambda scene: scene.answer(f"metadata/{name}", answer)


def manifest_as(change: Callable[[bytes], bytes]) -> Callable[[Scene], None]:
    def attack(scene: Scene) -> None:
        without_packs(scene)
        newest = next(iter(scene.origin.origin.editions()))
        path = target_path(manifest.NAME, manifest.describe(newest.text).sha256)
        scene.answer(path, change(newest.text))

    return attack


def old_metadata(new: str, old: str) -> Callable[[Scene], None]:
    return lambda scene: scene.answer(f"metadata/{new}", scene.first[old])


def old_manifest(scene: Scene) -> None:
    without_packs(scene)
    new, old = list(scene.origin.origin.editions())
    scene.answer(target_path(manifest.NAME, manifest.describe(new.text).sha256), old.text)


def forged_below_timestamp(scene: Scene) -> None:
    """Stolen timestamp and snapshot keys; the content is signed by a key of the thief."""
    evil = manifest.Manifest({"index.html": manifest.describe(b"evil")})
    target = TargetFile.from_data(manifest.NAME, evil.text, ["sha256"])
    expires = later(NOW, days=9)
    thief = signer("thief")
    forged = wards.signed(
        Targets(version=9, expires=expires, targets={manifest.NAME: target}), thief
    )
    scene.answer("metadata/9.release.json", forged)
    old = Metadata[Snapshot].from_bytes(scene.metadata("2.snapshot.json")).signed
    meta = old.meta | {"release.json": MetaFile.from_data(9, forged, ["sha256"])}
    snapshot = wards.signed(
        Snapshot(version=9, expires=expires, meta=meta), scene.origin.keys["snapshot"]
    )
    scene.answer("metadata/9.snapshot.json", snapshot)
    described = MetaFile.from_data(9, snapshot, ["sha256"])
    timestamp = Timestamp(version=9, expires=expires, snapshot_meta=described)
    scene.sign("timestamp.json", timestamp, "timestamp")


def forked_release(scene: Scene) -> None:
    """A second release of the same version, signed well, that the snapshot does not describe."""
    release = wards.read_targets(scene.metadata("2.release.json")).signed
    release.targets[manifest.NAME] = TargetFile.from_data(manifest.NAME, b"other", ["sha256"])
    scene.sign("2.release.json", release, "release")


def one_ward_back(scene: Scene) -> None:
    """The online keys try to take back one ward's newer card."""
    scene.origin.put_card(WARDS[0], 2)
    scene.origin.renew()
    new_mirror(scene.folder / "known", b"").sync(scene.server.source())
    old = Metadata[Snapshot].from_bytes(scene.metadata("3.snapshot.json")).signed
    first = Metadata[Snapshot].from_bytes(scene.metadata("2.snapshot.json")).signed
    name = f"ward-{WARDS[0]}.json"
    meta = old.meta | {name: first.meta[name]}
    text = wards.signed(
        Snapshot(version=4, expires=old.expires, meta=meta), scene.origin.keys["snapshot"]
    )
    scene.answer("metadata/4.snapshot.json", text)
    described = MetaFile.from_data(4, text, ["sha256"])
    scene.sign(
        "timestamp.json",
        Timestamp(version=9, expires=old.expires, snapshot_meta=described),
        "timestamp",
    )


def stolen_root(*names: str) -> Callable[[Scene], None]:
    """A new root that gives targets to a thief, signed with these root keys."""

    def attack(scene: Scene) -> None:
        previous = scene.metadata("1.root.json")
        root = roots.read(previous).signed
        root.version = 2
        for role in ("targets", "root"):
            root.add_key(signer("thief").public_key, role)
        metadata = Metadata(root)
        for name in names:
            metadata.sign(signer(name), append=True)
        scene.answer("metadata/2.root.json", metadata.to_bytes())

    return attack


def skipped_root(scene: Scene) -> None:
    """A root that is signed well, but is not the next one."""
    root = roots.read(scene.metadata("1.root.json")).signed
    root.version = 3
    metadata = Metadata(root)
    for name in scene.origin.roots[:2]:
        metadata.sign(signer(name), append=True)
    scene.answer("metadata/2.root.json", metadata.to_bytes())


def signed_manifest(*lines: str) -> Callable[[Scene], None]:
    """A manifest that the release key itself has signed, with these paths in it."""

    def attack(scene: Scene) -> None:
        text = "".join(f"{'0' * 64} 5 {line}\n" for line in sorted(lines)).encode()
        target = TargetFile.from_data(manifest.NAME, text, ["sha256"])
        scene.origin.origin.write(target_path(manifest.NAME, target.hashes["sha256"]), text)
        release = Targets(version=3, expires=later(NOW, days=9), targets={manifest.NAME: target})
        scene.origin.origin.write(
            "metadata/3.release.json", wards.signed(release, scene.origin.keys["release"])
        )
        scene.origin.renew()

    return attack


LOGIN = b"<!doctype html><title>Dang nhap mang</title>"


def redirect_to_login(handler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "/login")
    handler.send_header("Content-Length", "0")
    handler.end_headers()


def portal(scene: Scene) -> None:
    """Every request ends at the login page of the network."""
    scene.answer("login", LOGIN)
    for name in ("2.root.json", "timestamp.json"):
        scene.answer(f"metadata/{name}", redirect_to_login)


ATTACKS: dict[str, tuple[Callable[[Scene], None], str]] = {
    "object tampered": (page_as(lambda page: b"X" * len(page)), "tampered"),
    "object truncated": (page_as(lambda page: page[:-3]), "network"),
    "object too long": (page_as(lambda page: page + b"!"), "tampered"),
    "object endless": (page_is(endless), "tampered"),
    "object dripping": (page_as(lambda page: drip(page * 9)), "slow"),
    "object of another edition": (page_is(b"edition 1\n"), "tampered"),
    "object missing": (page_is(404), "missing"),
    "manifest edited": (manifest_as(lambda text: text.replace(b"p1", b"p9", 1)), "tampered"),
    "manifest with other line ends": (
        manifest_as(lambda text: text.replace(b"\n", b"\r\n")),
        "too-long",
    ),
    "manifest of the old edition": (old_manifest, "tampered"),
    "timestamp edited": (
        metadata_as("timestamp.json", lambda text: text.replace(b'"version":2', b'"version":3')),
        "signature",
    ),
    "snapshot edited": (
        metadata_as("2.snapshot.json", lambda text: text.replace(b'"version":2', b'"version":1')),
        "tampered",
    ),
    "release edited": (
        metadata_as("2.release.json", lambda text: text.replace(b"manifest", b"manifesz")),
        "tampered",
    ),
    "new timestamp, old snapshot": (old_metadata("2.snapshot.json", "1.snapshot.json"), "tampered"),
    "new snapshot, old release": (old_metadata("2.release.json", "1.release.json"), "tampered"),
    "forked release": (forked_release, "tampered"),
    "root oversized": (metadata_is("2.root.json", b" " * 200_000), "too-long"),
    "timestamp oversized": (
        metadata_as("timestamp.json", lambda text: text + b" " * 20_000),
        "too-long",
    ),
    "snapshot oversized": (
        metadata_as("2.snapshot.json", lambda text: text + b" " * 9_000),
        "too-long",
    ),
    "root endless": (metadata_is("2.root.json", endless), "too-long"),
    "release endless": (metadata_is("2.release.json", endless), "too-long"),
    "timestamp dripping": (metadata_as("timestamp.json", drip), "slow"),
    "headers dripping": (metadata_is("timestamp.json", drip_headers), "slow"),
    "soft 404 for a root": (metadata_is("2.root.json", LOGIN), "html-page"),
    "captive portal": (portal, "html-page"),
    "captive portal for the timestamp": (metadata_is("timestamp.json", LOGIN), "html-page"),
    "server error": (metadata_is("timestamp.json", 503), "network"),
    "timestamp deeply nested": (metadata_is("timestamp.json", b"[" * 9_000), "tampered"),
    "timestamp is a root": (
        lambda scene: scene.answer("metadata/timestamp.json", scene.metadata("1.root.json")),
        "tampered",
    ),
    "1 of 3 root keys stolen": (stolen_root("an"), "signature"),
    "1 root key and the thief's own": (stolen_root("an", "thief"), "signature"),
    "root skipped": (skipped_root, "rolled-back"),
    "stolen timestamp and snapshot keys": (forged_below_timestamp, "signature"),
    "signed case collision": (signed_manifest("a/B.html", "a/b.html"), "name"),
    "signed folder collision": (signed_manifest("A/2.html", "a/1.html"), "name"),
    "signed file and folder": (signed_manifest("a", "a/2.html"), "name"),
    "signed traversal": (signed_manifest("a\\..\\..\\index.html"), "name"),
    "signed device": (signed_manifest("CON.json"), "name"),
    "signed bidi": (signed_manifest("a\u202eb.html"), "name"),
}


@pytest.mark.parametrize("known", [True, False], ids=["standing", "new"])
@pytest.mark.parametrize("attack", ATTACKS)
def test_is_refused(scene: Scene, attack: str, known: bool) -> None:
    prepare, code = ATTACKS[attack]
    prepare(scene)
    mirror = new_mirror(scene.folder / ("known" if known else "new"), scene.origin.first_root)
    with pytest.raises(Fault) as fault:
        mirror.sync(scene.server.source(HASTY))
    assert fault.value.code == code, str(fault.value)
    assert served(mirror) == ("edition 1" if known else None)
    assert mirror.last_status().failure == fault.value.code
    scene.server.answers.clear()


def test_after_an_attack_the_honest_source_is_followed(scene: Scene) -> None:
    mirror = new_mirror(scene.folder / "known", b"")
    for attack in ("soft 404 for a root", "release edited", "object tampered"):
        ATTACKS[attack][0](scene)
        with pytest.raises(Fault):
            mirror.sync(scene.server.source(HASTY))
        scene.server.answers.clear()
    mirror.sync(scene.server.source())
    assert served(mirror) == "edition 2"


def test_old_metadata_is_refused_by_a_mirror_that_knows_newer(scene: Scene) -> None:
    mirror = new_mirror(scene.folder / "known", b"")
    mirror.sync(scene.server.source())
    scene.answer("metadata/timestamp.json", scene.first["timestamp.json"])
    with pytest.raises(Fault) as fault:
        mirror.sync(scene.server.source())
    assert fault.value.code == "rolled-back"
    assert served(mirror) == "edition 2"


def test_one_wards_card_cannot_be_taken_back_by_the_online_keys(scene: Scene) -> None:
    one_ward_back(scene)
    with pytest.raises(Fault) as fault:
        new_mirror(scene.folder / "known", b"").sync(scene.server.source())
    assert fault.value.code == "rolled-back"


@pytest.mark.parametrize("known", [True, False], ids=["standing", "new"])
@pytest.mark.parametrize("days", [6, 30, 70, 500])
def test_frozen_metadata_is_refused(scene: Scene, known: bool, days: int) -> None:
    mirror = new_mirror(scene.folder / ("known" if known else "new"), scene.origin.first_root)
    mirror.now = later(NOW, days=days)
    with pytest.raises(Fault) as fault:
        mirror.sync(scene.server.source())
    assert fault.value.code == "expired"
    assert served(mirror) == ("edition 1" if known else None)


@pytest.mark.parametrize("back", [timedelta(hours=2), timedelta(days=400), timedelta(days=9_000)])
@pytest.mark.parametrize("known", [True, False], ids=["standing", "new"])
def test_a_clock_behind_the_signature_is_named_as_the_fault(scene, back, known) -> None:
    mirror = new_mirror(scene.folder / ("known" if known else "new"), scene.origin.first_root)
    mirror.now = NOW - back
    with pytest.raises(Fault, match="Đồng hồ máy này sai") as fault:
        mirror.sync(scene.server.source())
    assert fault.value.code == "clock"


def test_a_stolen_timestamp_key_can_only_stop_updates_until_the_root_changes_it(scene) -> None:
    mirror = new_mirror(scene.folder / "known", b"")
    mirror.sync(scene.server.source())
    origin = scene.origin
    stolen = Metadata[Timestamp].from_bytes(scene.metadata("timestamp.json")).signed
    stolen.version = 1_000_000
    scene.sign("timestamp.json", stolen, "timestamp")
    mirror.sync(scene.server.source())
    scene.server.answers.clear()
    origin.release(write_site(scene.folder / "site3", 3))
    with pytest.raises(Fault) as fault:
        mirror.sync(scene.server.source())
    assert fault.value.code == "rolled-back"
    origin.keys = origin.keys | {"timestamp": signer("timestamp 2")}
    origin.put_root(scene.metadata("1.root.json"), ("an", "chi"))
    origin.renew()
    mirror.sync(scene.server.source())
    assert served(mirror) == "edition 3"


PACKS = {
    "tampered": lambda pack: pack[:80] + b"X" * 40 + pack[120:],
    "cut short": lambda pack: pack[: len(pack) // 2],
    "not a pack": lambda pack: LOGIN,
    "empty": lambda pack: b"",
    "endless": lambda pack: endless,
}


@pytest.mark.parametrize("kind", PACKS)
@pytest.mark.parametrize("known", [True, False], ids=["standing", "new"])
def test_a_bad_pack_costs_time_but_never_truth(scene: Scene, kind: str, known: bool) -> None:
    for path in (scene.origin.folder / "packs").iterdir():
        scene.answer(f"packs/{path.name}", PACKS[kind](path.read_bytes()))
    mirror = new_mirror(scene.folder / ("known" if known else "new"), scene.origin.first_root)
    mirror.sync(scene.server.source(HASTY))
    assert served(mirror) == "edition 2"


def test_a_pack_with_foreign_contents_is_not_believed(scene: Scene) -> None:
    """A well-formed pack in which one page is another: that page is fetched singly."""
    from generator.signing import pack

    new, old = list(scene.origin.origin.editions())
    evil = {new.files["index.html"].sha256: b"EVIL edit\n"}
    text = b"".join(
        pack.write(
            old, new, lambda h: evil.get(h) or (scene.origin.folder / object_path(h)).read_bytes()
        )
    )
    scene.answer(f"packs/{pack.name(old.id, new.id)}", text)
    mirror = new_mirror(scene.folder / "known", b"")
    mirror.sync(scene.server.source())
    assert served(mirror) == "edition 2"
    assert scene.of("index.html") in scene.server.asked
    assert not list((mirror.layout.public / "packs").glob(f"{old.id}-*"))


def test_every_fault_says_what_to_do_in_words(scene: Scene) -> None:
    ATTACKS["captive portal"][0](scene)
    mirror = new_mirror(scene.folder / "known", b"")
    with pytest.raises(Fault, match="cổng đăng nhập mạng"):
        mirror.sync(scene.server.source())
    status = json.loads((mirror.layout.public / "status.json").read_text("utf-8"))
    assert status["failure"] == "html-page"
