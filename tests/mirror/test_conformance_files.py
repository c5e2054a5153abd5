"""TUF's client conformance for files: what a target's bytes are, and repositories as they lie.

The static repositories of the published suite are files of its own; here three programs make
them anew: python-tuf, our own release, and another implementation in another language.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from tuf.api.exceptions import DownloadError, DownloadHTTPError, RepositoryError
from tuf.api.metadata import TargetFile
from tuf.ngclient import Updater
from tuf.ngclient.fetcher import FetcherInterface

from generator.mirror.layout import hash_in, target_path
from generator.mirror.source import Folder
from generator.mirror.store import Store
from generator.mirror.trust import Client, TrustFolder
from generator.signing import manifest
from generator.signing.faults import Fault
from tests import nodejs
from tests.mirror.kit import NOW, WARDS, TestOrigin, later, write_site
from tests.mirror.repository import Asked, Clients, Repository


@dataclass
class Downloads:
    """Files as our client and python-tuf's take them in; None where one refuses."""

    clients: Clients
    folder: Path

    def get(self, path: str) -> bytes | None:
        ours, theirs = self._ours(path), self._theirs(path)
        assert ours == theirs
        return ours

    def _ours(self, path: str) -> bytes | None:
        session = Asked(self.clients.repository)
        if not self.clients.begun:
            self.clients.trust.begin(self.clients.root, NOW)
            self.clients.begun = True
        places = [self.folder / name for name in ("objects", "part")]
        for place in places:
            place.mkdir(exist_ok=True)
        store = Store(*places, self.folder / "notes")
        try:
            client = Client(self.clients.trust, session, NOW)
            client.refresh()
            target = client.find(path)
            if target is None:
                return None
            sha256 = hash_in(target.hashes)
            if store.lacking({sha256: target.length}):
                store.fetch(session, target_path(path, sha256), sha256, target.length)
            return store.path(sha256).read_bytes()
        except Fault:
            return None

    def _theirs(self, path: str) -> bytes | None:
        updater = self.clients.updater(Asked(self.clients.repository))
        folder = self.folder / "theirs"
        folder.mkdir(exist_ok=True)
        try:
            target = updater.get_targetinfo(path)
            if target is None:
                return None
            file = str(folder / manifest.describe(path.encode()).sha256)
            cached = updater.find_cached_target(target, file)
            return Path(
                cached or updater.download_target(target, file, "repo:/targets/")
            ).read_bytes()
        except (RepositoryError, DownloadError, ValueError):
            return None


@pytest.fixture
def repository() -> Repository:
    return Repository()


@pytest.fixture
def downloads(repository: Repository, tmp_path: Path) -> Downloads:
    return Downloads(Clients(repository, tmp_path), tmp_path)


@pytest.mark.parametrize("path", ["target_file.txt", "path/to/a/target_file.txt"])
def test_a_file_comes_as_it_was_signed(repository, downloads, path: str) -> None:
    repository.add_target("targets", path, b"target file contents")
    repository.publish("targets")
    assert downloads.get(path) == b"target file contents"


def substitute(repository: Repository, content: bytes) -> None:
    for path in list(repository.files):
        if path.startswith("targets/"):
            repository.files[path] = content


@pytest.mark.parametrize("evil", [b"evil contents", b"malicious data, and more of it"])
def test_a_file_that_was_exchanged_is_not_taken(repository, downloads, evil: bytes) -> None:
    for path in ("one", "two"):
        repository.add_target("targets", path, f"contents: {path}".encode())
    repository.publish("targets")
    assert downloads.get("one") == b"contents: one"
    substitute(repository, evil)
    assert downloads.get("one") == b"contents: one", "what is at hand is good"
    assert downloads.get("two") is None


def test_of_many_changes_each_is_followed_and_no_exchange_is(repository, downloads) -> None:
    for number in range(11):
        content = f"modified {number}".encode()
        repository.add_target("targets", "file", content)
        repository.add_target("targets", f"new-{number}", b"new")
        repository.publish("targets")
        if number % 5 == 0:
            assert downloads.get("file") == content
            assert downloads.get(f"new-{number}") == b"new"
            substitute(repository, f"malicious {number}".encode())
            repository.publish("targets")
            assert downloads.get("file") == content


HASHES = {
    ("sha256",): b"contents",
    ("sha256", "sha512"): b"contents",
}


@pytest.mark.parametrize("kinds", HASHES)
def test_a_file_is_taken_by_its_sha256(repository, downloads, kinds) -> None:
    target = TargetFile.from_data("file", b"contents", list(kinds))
    repository.signed["targets"].targets["file"] = target
    for value in target.hashes.values():
        repository.files[target_path("file", value)] = b"contents"
    repository.publish("targets")
    assert downloads.get("file") == HASHES[kinds]


@pytest.mark.parametrize("kind", ["sha512", "unknown-hash"])
def test_a_file_without_a_sha256_is_refused(repository, downloads, kind: str) -> None:
    """The specification names sha256 alone; the suite lets clients refuse others, as ours does."""
    target = TargetFile.from_data("file", b"contents", ["sha512"])
    target.hashes[kind] = target.hashes.pop("sha512")
    repository.signed["targets"].targets["file"] = target
    repository.files[target_path("file", target.hashes[kind])] = b"contents"
    repository.publish("targets")
    assert downloads._ours("file") is None
    assert (downloads._theirs("file") is None) == (kind == "unknown-hash")


# Repositories as they lie


class _Disk(FetcherInterface):
    """A plain folder, for python-tuf's client."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _fetch(self, url: str) -> Iterator[bytes]:
        try:
            return iter([(self._folder / url.removeprefix("disk:/")).read_bytes()])
        except FileNotFoundError as fault:
            raise DownloadHTTPError(url, 404) from fault


def by_python_tuf(folder: Path) -> None:
    repository = Repository(hashes=True)
    repository.delegate("targets", "wards", ["wards/*/card.json"], terminating=True)
    repository.add_target("targets", "top.txt", b"top level")
    repository.add_target("wards", "wards/00256/card.json", b"a card")
    repository.publish("targets", "wards")
    for path, data in repository.files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def by_our_release(folder: Path) -> None:
    origin = TestOrigin(folder)
    for ward in WARDS:
        origin.put_card(ward)
    for edition in (1, 2):
        origin.release(write_site(folder.parent / f"site{edition}", edition))
    origin.put_root(origin.first_root, ("an", "chi"))
    origin.renew()


def tufjs(job: str, folder: Path, *more: str) -> str:
    nodejs.packages()
    return nodejs.said(Path(__file__).with_name("tufjs.mjs"), job, folder, *more)


def by_tufjs(folder: Path) -> None:
    tufjs("write", folder, f"{later(NOW, days=30):%Y-%m-%dT%H:%M:%SZ}")


STATIC = {
    "python-tuf": (by_python_tuf, ("top.txt", "wards/00256/card.json")),
    "our release": (by_our_release, ("manifest.txt", "wards/00256/card.json")),
    "tuf-js": (by_tufjs, ("top.txt", "wards/00256/card.json")),
}


@pytest.mark.parametrize("maker", STATIC)
def test_a_repository_as_it_lies_is_understood_by_both_clients(tmp_path, maker: str) -> None:
    make, paths = STATIC[maker]
    folder = tmp_path / "repository"
    make(folder)
    root = (folder / "metadata/1.root.json").read_bytes()
    trust = TrustFolder(tmp_path / "ours")
    trust.begin(root, NOW)
    client = Client(trust, Folder(folder), NOW)
    client.refresh()
    (tmp_path / "theirs").mkdir()
    updater = Updater(
        str(tmp_path / "theirs"), "disk:/metadata/", fetcher=_Disk(folder), bootstrap=root
    )
    updater._trusted_set.reference_time = NOW
    updater.refresh()
    for path in paths:
        ours, theirs = client.find(path), updater.get_targetinfo(path)
        assert ours is not None and theirs is not None
        assert ours == theirs
        content = (folder / target_path(path, hash_in(ours.hashes))).read_bytes()
        ours.verify_length_and_hashes(content)
    assert client.find("wards/99999/card.json") is None


def test_what_we_release_holds_in_another_implementation(tmp_path) -> None:
    by_our_release(tmp_path / "repository")
    held = ["release", "root", "snapshot", "targets", "timestamp"]
    wards = [f"ward-{ward}" for ward in WARDS]
    assert tufjs("read", tmp_path / "repository").strip() == (
        "[" + ",".join(f'"{name}"' for name in sorted([*held, *wards])) + "]"
    )


def test_another_implementation_refuses_what_a_stranger_signed(tmp_path) -> None:
    """The judge can say no."""
    folder = tmp_path / "repository"
    by_our_release(folder)
    name = max((folder / "metadata").glob("*.release.json"))
    name.write_bytes(name.read_bytes().replace(b'"manifest.txt"', b'"manifesz.txt"'))
    with pytest.raises(AssertionError):
        tufjs("read", folder)
