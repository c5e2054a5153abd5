"""The store: nothing unverified enters; what was cut off is taken up where it broke."""

import hashlib
from pathlib import Path

import pytest

from generator.mirror.store import READ_ONLY, Store
from generator.mirror.web import Patience, Web
from generator.signing.faults import Fault
from tests.mirror.kit import HASTY, Server

CONTENT = bytes(range(256)) * 400
HASH = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    for name in ("objects", "part"):
        (tmp_path / name).mkdir()
    return Store(tmp_path / "objects", tmp_path / "part", tmp_path / "notes")


@pytest.fixture
def server(tmp_path: Path) -> Server:
    folder = tmp_path / "origin"
    folder.mkdir()
    (folder / "x").write_bytes(CONTENT)
    server = Server(folder)
    yield server
    server.close()


def fetch(store: Store, server: Server, length: int = len(CONTENT)) -> None:
    session = server.source().session()
    try:
        store.fetch(session, "x", HASH, length)
    finally:
        session.close()


def test_a_content_is_read_only_and_known_afterwards(store, server) -> None:
    fetch(store, server)
    assert store.path(HASH).stat().st_mode & 0o777 == READ_ONLY
    assert store.lacking({HASH: len(CONTENT)}) == {}


def test_the_second_half_alone_is_asked_for_after_a_cut(store, server, tmp_path) -> None:
    (tmp_path / "part" / HASH).write_bytes(CONTENT[:70_000])
    fetch(store, server)
    assert server.sent == len(CONTENT) - 70_000


def test_a_wrong_half_is_thrown_away_and_all_is_fetched(store, server, tmp_path) -> None:
    (tmp_path / "part" / HASH).write_bytes(b"X" * 70_000)
    fetch(store, server)
    assert store.path(HASH).read_bytes() == CONTENT


def test_a_server_without_ranges_sends_all_again(store, server, tmp_path) -> None:
    (tmp_path / "part" / HASH).write_bytes(CONTENT[:70_000])

    def whole(handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(CONTENT)))
        handler.end_headers()
        handler.wfile.write(CONTENT)

    server.answers["x"] = whole
    fetch(store, server)
    assert store.path(HASH).read_bytes() == CONTENT


def test_a_whole_part_needs_no_network(store, server, tmp_path) -> None:
    (tmp_path / "part" / HASH).write_bytes(CONTENT)
    fetch(store, server)
    assert server.asked == []


@pytest.mark.parametrize("wrong", [CONTENT[:-1] + b"!", CONTENT + b"!", b""])
def test_what_does_not_fit_never_enters(store, server, wrong: bytes) -> None:
    server.answers["x"] = wrong
    with pytest.raises(Fault):
        fetch(store, server)
    assert not store.path(HASH).exists()


def test_an_empty_content_is_a_content(store, server) -> None:
    empty = hashlib.sha256(b"").hexdigest()
    server.answers["x"] = b""
    session = server.source().session()
    store.fetch(session, "x", empty, 0)
    assert store.path(empty).read_bytes() == b""


def test_a_touched_content_is_hashed_again_and_a_changed_one_dropped(store, server) -> None:
    fetch(store, server)
    store.write_notes()
    path = store.path(HASH)
    path.touch()
    assert store.lacking({HASH: len(CONTENT)}) == {}
    path.chmod(0o644)
    path.write_bytes(CONTENT[::-1])
    assert store.lacking({HASH: len(CONTENT)}) == {HASH: len(CONTENT)}
    assert not path.exists()


def test_notes_that_a_crash_left_broken_cost_only_time(store, server, tmp_path) -> None:
    fetch(store, server)
    (tmp_path / "notes").write_text("broken\n")
    again = Store(tmp_path / "objects", tmp_path / "part", tmp_path / "notes")
    assert again.lacking({HASH: len(CONTENT)}) == {}


def test_one_connection_serves_many_files(server) -> None:
    (server.folder / "y").write_bytes(b"y")
    session = server.source().session()
    for name in ("x", "y", "x"):
        with session.open(name) as reply:
            assert b"".join(reply.pieces)
    line = session._connection
    with pytest.raises(Fault), session.open("none"):
        pass
    with session.open("y") as reply:
        assert b"".join(reply.pieces) == b"y"
    assert session._connection is line


def test_a_server_that_fails_for_a_moment_is_asked_again(server) -> None:
    answers = [503, 500]

    def moody(handler) -> None:
        handler.send_response(answers.pop() if answers else 200)
        handler.send_header("Content-Length", "1")
        handler.end_headers()
        handler.wfile.write(b"1")

    server.answers["x"] = moody
    waited: list[float] = []
    patience = Patience(tries=3, pause=0.1)
    with Web(server.address, patience, sleep=waited.append).session().open("x") as reply:
        assert b"".join(reply.pieces) == b"1"
    assert waited == [0.1, 0.2]


@pytest.mark.parametrize("place", ["ftp://127.0.0.1/x", "file:///etc/passwd", "/loop"])
def test_a_redirect_leads_to_web_addresses_and_not_for_ever(server, place: str) -> None:
    def away(handler) -> None:
        handler.send_response(302)
        handler.send_header("Location", place)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    server.answers["x"] = server.answers["loop"] = away
    with pytest.raises(Fault, match="chuyển hướng"), server.source(HASTY).session().open("x"):
        pass


@pytest.mark.parametrize("address", ["ftp://x", "http://", "https:///x", "x"])
def test_an_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(Fault):
        Web(address, HASTY)
