"""What this mirror believes, kept in a folder: the TUF client workflow over a source.

In: the trust folder with a root, a session to a source, the time.  Out: a Trusted set, with all
that was verified written down at once, so that nobody can lead the mirror back.
"""

from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import quote

from tuf.api.metadata import TargetFile, Targets

from generator.mirror.files import write_lasting
from generator.mirror.source import Absent, Session, fetch
from generator.mirror.trusted import Trusted, listed, walk
from generator.signing.faults import Fault

ROOT_LIMIT = 128_000
TIMESTAMP_LIMIT = 16_384
SNAPSHOT_LIMIT = 2_000_000
TARGETS_LIMIT = 5_000_000
MOST_ROOTS = 256
SIGNED_AT = "x-signed"
SLACK = timedelta(hours=1)
"""By so much a mirror's clock may be behind the origin's."""


class TrustFolder:
    """The trusted metadata in a folder: ``root.json``, ``timestamp.json``, … and old roots."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self, root: bytes, now: datetime) -> None:
        """Start from a root that came with the program or on paper, not from the source."""
        version = Trusted(root, now).root.version
        self.folder.mkdir(parents=True, exist_ok=True)
        self.keep_root(version, root)

    def keep_root(self, version: int, data: bytes) -> None:
        """Write down a verified root, and every root for ever."""
        write_lasting(self.folder / "roots" / f"{version}.root.json", data)
        self.keep("root", data)

    def keep(self, role: str, data: bytes) -> None:
        """Write down verified metadata."""
        write_lasting(self.path(role), data)

    def path(self, role: str) -> Path:
        """Where a role's metadata is kept; a role's name is data, so it is quoted."""
        return self.folder / f"{quote(role, safe='')}.json"

    def read(self, role: str) -> bytes | None:
        """What is kept for a role."""
        try:
            return self.path(role).read_bytes()
        except FileNotFoundError:
            return None


class Client:
    """One run of the client workflow against one source."""

    def __init__(self, folder: TrustFolder, session: Session, now: datetime) -> None:
        self._folder, self._session, self._now = folder, session, now
        root = folder.read("root")
        if root is None:
            raise Fault("settings", "Máy chủ phường này chưa có gốc tin cậy (root.json).")
        self.trusted = Trusted(root, now)

    def refresh(self) -> None:
        """Bring root, timestamp, snapshot and the registry up to date (5.3 to 5.6)."""
        self._refresh_root()
        self._refresh_timestamp()
        self._refresh_snapshot()
        self._take("targets", "root")

    def find(self, path: str) -> TargetFile | None:
        """What the most trusted role that knows the path says of it (5.6.7)."""
        for role, delegator in walk(self.trusted, path):
            if (role, delegator) not in self.trusted.targets:
                self._take(role, delegator)
            if target := listed(self.trusted, role, delegator, path):
                return target
        return None

    def _refresh_root(self) -> None:
        for _ in range(MOST_ROOTS):
            version = self.trusted.root.version + 1
            try:
                data = fetch(self._session, f"metadata/{version}.root.json", ROOT_LIMIT)
            except Absent:
                break
            self.trusted.renew_root(data)
            self._folder.keep_root(version, data)
        self.trusted.check_root()

    def _refresh_timestamp(self) -> None:
        if known := self._folder.read("timestamp"):
            try:
                self.trusted.renew_timestamp(known)
            except Fault:  # its key was exchanged: then it binds nobody (5.3.11)
                self.trusted.timestamp = None
        data = fetch(self._session, "metadata/timestamp.json", TIMESTAMP_LIMIT)
        newer = self.trusted.renew_timestamp(data)
        self._check_clock()
        self.trusted.check_timestamp()
        if newer:
            self._folder.keep("timestamp", data)

    def _check_clock(self) -> None:
        timestamp = self.trusted.timestamp
        text = timestamp.unrecognized_fields.get(SIGNED_AT) if timestamp else None
        if not isinstance(text, str):
            return
        try:
            signed = datetime.fromisoformat(text)
            behind = signed - self._now
        except (ValueError, TypeError) as fault:
            raise Fault("tampered", "Mốc thời gian của nguồn ghi sai giờ ký.") from fault
        if behind > SLACK:
            raise Fault(
                "clock",
                f"Đồng hồ máy này sai: máy đang là {self._now:%d/%m/%Y %H:%M} UTC, mà nguồn đã ký "
                f"lúc {signed:%d/%m/%Y %H:%M} UTC. Hãy chỉnh lại giờ rồi chạy lại.",
            )

    def _refresh_snapshot(self) -> None:
        if known := self._folder.read("snapshot"):
            try:
                self.trusted.renew_snapshot(known, stored=True)
                self.trusted.check_snapshot()
                return
            except Fault:  # not the one to go by; still guards against older ones if it holds
                pass
        described = self.trusted.check_timestamp().snapshot_meta
        name = self._versioned("snapshot", described.version)
        data = fetch(self._session, name, described.length or SNAPSHOT_LIMIT)
        self.trusted.renew_snapshot(data)
        self.trusted.check_snapshot()
        self._folder.keep("snapshot", data)

    def _take(self, role: str, delegator: str) -> Targets:
        described = self.trusted.described(role)
        if known := self._folder.read(role):
            try:
                return self.trusted.take_targets(role, delegator, known)
            except Fault:  # an older one, or no longer signed well: ask the source
                pass
        name = self._versioned(role, described.version)
        data = fetch(self._session, name, described.length or TARGETS_LIMIT)
        targets = self.trusted.take_targets(role, delegator, data)
        self._folder.keep(role, data)
        return targets

    def _versioned(self, role: str, version: int) -> str:
        # Quoted: as a file name here, and once more by a session that speaks to a web server.
        file = f"{quote(role, safe='')}.json"
        return (
            f"metadata/{version}.{file}"
            if self.trusted.root.consistent_snapshot
            else (f"metadata/{file}")
        )
