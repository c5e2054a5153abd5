"""What the tests of mirrors share: keys, an origin with two editions, a server that misbehaves."""

import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from securesystemslib.signer import CryptoSigner, SSlibKey

from generator.mirror.layout import Layout, Settings
from generator.mirror.source import Source
from generator.mirror.sync import Mirror
from generator.mirror.trust import TrustFolder
from generator.mirror.web import Patience, Web
from generator.origin.folder import Origin, Released
from generator.signing import roots, wards
from generator.signing.keys import keyid_of
from generator.signing.policy import Policy
from generator.signing.release import Signers

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
WARDS = ("00256", "00259", "00262")
HASTY = Patience(stall=1.0, grace=1.5, rate=2_000, tries=2, pause=0.01)


def signer(name: str) -> CryptoSigner:
    """A key that is the same in every run."""
    seed = hashlib.sha256(name.encode()).digest()
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key().public_bytes_raw()
    key = SSlibKey(keyid_of(public), "ed25519", "ed25519", {"public": public.hex()})
    return CryptoSigner(private, key)


def card(ward: str, hotline: str = "số trong thẻ") -> bytes:
    import json

    facts = {
        "ward": ward,
        "name": f"Phường {ward}",
        "address": "Địa chỉ thử",
        "hours": "Giờ thử",
        "hotline": hotline,
    }
    return json.dumps(facts, ensure_ascii=False).encode()


def write_site(folder: Path, edition: int, pages: int = 12, changed: int = 3) -> Path:
    for number in range(pages):
        page = folder / "thu-tuc" / f"p{number}" / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        of = edition if number < changed else 1
        page.write_text(f"<p>thủ tục {number}, bản {of}</p>\n" * 40, "utf-8")
    (folder / "index.html").write_text(f"edition {edition}\n", "utf-8")
    return folder


@dataclass
class TestOrigin:
    """An origin in a folder, its keys, and a clock that the test moves."""

    __test__ = False

    folder: Path
    now: datetime = NOW
    policy: Policy = field(default_factory=Policy)
    roots: tuple[str, ...] = ("an", "binh", "chi")
    keys: dict[str, CryptoSigner] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for role in ("targets", "release", "snapshot", "timestamp", *self.roots, *WARDS):
            self.keys.setdefault(role, signer(role))
        self.origin = Origin(self.folder)
        self.put_root(None, self.roots[:2])
        self.put_registry(1, WARDS)

    def put_root(
        self, previous: bytes | None, signing: tuple[str, ...], **changed: list[CryptoSigner]
    ) -> bytes:
        holders = {role: [self.keys[role]] for role in ("targets", "snapshot", "timestamp")}
        holders["root"] = [self.keys[name] for name in self.roots]
        holders |= changed
        text = roots.draft(
            previous,
            {role: [one.public_key for one in held] for role, held in holders.items()},
            self.policy.root_keys,
            self.policy.expires(self.policy.root, self.now),
        )
        for name in signing:
            text = roots.sign(text, self.keys[name], previous)
        version = roots.read(text).signed.version
        self.origin.write(f"metadata/{version}.root.json", text)
        return text

    def put_registry(self, version: int, ward_codes: tuple[str, ...]) -> None:
        text = wards.registry(
            version,
            self.keys["release"].public_key,
            {ward: self.keys[ward].public_key for ward in ward_codes},
            self.policy.expires(self.policy.registry, self.now),
            self.keys["targets"],
        )
        self.origin.write(f"metadata/{version}.targets.json", text)

    def put_card(self, ward: str, version: int = 1, days: int = 200, hotline: str = "x") -> None:
        data = card(ward, hotline)
        expires = self.policy.expires(days, self.now)
        text = wards.signed_card(ward, data, version, expires, self.keys[ward])
        self.origin.accept_card(ward, text, data)

    @property
    def signers(self) -> Signers:
        return Signers(self.keys["snapshot"], self.keys["timestamp"], self.keys["release"])

    def release(self, site: Path, edition: str = "2026-11") -> Released:
        return self.origin.release(site, self.signers, self.policy, self.now, edition)

    def renew(self) -> None:
        self.origin.renew(self.signers, self.policy, self.now)

    @property
    def first_root(self) -> bytes:
        return (self.folder / "metadata/1.root.json").read_bytes()

    def metadata(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.folder / "metadata").iterdir()}


def new_mirror(
    folder: Path, root: bytes, now: datetime = NOW, ward: str | None = None, origin: str = "test"
) -> Mirror:
    layout = Layout(folder)
    layout.create(Settings(origin, ward))
    if not (layout.trust / "root.json").exists():
        TrustFolder(layout.trust).begin(root, now)
    return Mirror(layout, now, flush=no_flush)


def no_flush(paths: Sequence[Path]) -> None:
    """The tests' machines do not lose power; waiting for their disks tells nothing."""


def served(mirror: Mirror) -> str | None:
    """The edition that visitors see."""
    try:
        return (mirror.layout.current / "index.html").read_text("utf-8").strip()
    except FileNotFoundError:
        return None


Answer = bytes | int | Callable[[BaseHTTPRequestHandler], None]


class Server:
    """Serves a folder; ``answers`` replaces what it says for a path.

    Those that a test leaves open are closed after it.
    """

    running: ClassVar[list["Server"]] = []

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.sent = 0
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None:
                pass

            def do_GET(self) -> None:
                owner.asked.append(self.path.lstrip("/"))
                with suppress(OSError):
                    owner.answer(self)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        Server.running.append(self)

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        name = handler.path.lstrip("/")
        wish = self.answers.get(name)
        if callable(wish):
            wish(handler)
            return
        if isinstance(wish, int):
            status, body = wish, b"x"
        elif wish is not None:
            status, body = 200, wish
        elif (self.folder / name).is_file():
            status, body = 200, (self.folder / name).read_bytes()
        else:
            status, body = 404, b"not found"
        wanted = handler.headers.get("Range")
        if status == 200 and wanted:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            status, body = (206, body[start:]) if start < len(body) else (416, b"")
        handler.send_response(status)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        self.sent += len(body)
        handler.wfile.write(body)

    def source(self, patience: Patience = HASTY) -> Source:
        return Web(self.address, patience)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        Server.running.remove(self)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    while True:
        handler.wfile.write(b"A" * 65536)


def drip(body: bytes) -> Callable[[BaseHTTPRequestHandler], None]:
    """One byte now and then, for ever within any limit of silence."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Connection", "close")
        handler.end_headers()
        handler.close_connection = True
        for byte in body:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(0.2)

    return answer


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.close_connection = True
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200):
        handler.wfile.write(f"X-{number}: y\r\n".encode())
        handler.wfile.flush()
        time.sleep(0.2)


def later(moment: datetime, **by: float) -> datetime:
    return moment + timedelta(**by)
