"""The verifying core: what to believe, with no network, no disk and no clock of its own.

In: metadata as bytes, in the order of the TUF client workflow, and the time.  Out: the roles that
hold, or a Fault.  Numbers in comments are sections of the TUF specification 1.0.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import TypeVar

from tuf.api.exceptions import LengthOrHashMismatchError, RepositoryError, UnsignedMetadataError
from tuf.api.metadata import (
    Metadata,
    MetaFile,
    Root,
    Signed,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)

from generator.signing.faults import Fault

Role = TypeVar("Role", Root, Snapshot, Targets, Timestamp)
MOST_DELEGATIONS = 32


class Trusted:
    """The metadata that is believed at ``now``; starts from one root."""

    def __init__(self, root: bytes, now: datetime) -> None:
        self.now = now
        self.root = self._load(Root, root, None)
        self._check_signed_by_itself(self.root, root)
        self.timestamp: Timestamp | None = None
        self.snapshot: Snapshot | None = None
        self.targets: dict[tuple[str, str], Targets] = {}

    def renew_root(self, data: bytes) -> None:
        """Take the next root: signed by the old threshold and its own (5.3.4, 5.3.5)."""
        new = self._load(Root, data, self.root)
        if new.version != self.root.version + 1:
            raise Fault(
                "rolled-back",
                f"Gốc mới phải là bản {self.root.version + 1}, không phải {new.version}.",
            )
        self._check_signed_by_itself(new, data)
        self.root = new

    def check_root(self) -> None:
        """The last root must not have expired (5.3.10)."""
        self._check_expiry(self.root, "gốc")

    def renew_timestamp(self, data: bytes) -> bool:
        """Take a newer timestamp; False when it is the one that is known (5.4)."""
        new = self._load(Timestamp, data, self.root)
        old = self.timestamp
        if old is not None:
            self._check_not_older("mốc thời gian", new.version, old.version)
            if new.version == old.version:
                return False
            self._check_not_older("ảnh chụp", new.snapshot_meta.version, old.snapshot_meta.version)
        self.timestamp = new
        return True

    def check_timestamp(self) -> Timestamp:
        """The timestamp to go by must not have expired (5.4.4)."""
        if self.timestamp is None:
            raise Fault("missing", "Chưa có mốc thời gian của nguồn.")
        self._check_expiry(self.timestamp, "mốc thời gian")
        return self.timestamp

    def renew_snapshot(self, data: bytes, *, stored: bool = False) -> None:
        """Take a snapshot (5.5); a stored one was compared with its hash when it came."""
        described = self.check_timestamp().snapshot_meta
        if not stored:
            self._check_described(described, data, "ảnh chụp")
        new = self._load(Snapshot, data, self.root)
        if self.snapshot is not None:
            for name, known in self.snapshot.meta.items():
                if name not in new.meta:
                    raise Fault("rolled-back", f"Ảnh chụp mới bỏ mất {name}.")
                self._check_not_older(name, new.meta[name].version, known.version)
        self.snapshot = new

    def check_snapshot(self) -> Snapshot:
        """The snapshot to go by: in force, and the one that the timestamp names (5.5.4, 5.5.6)."""
        if self.snapshot is None:
            raise Fault("missing", "Chưa có ảnh chụp của nguồn.")
        self._check_expiry(self.snapshot, "ảnh chụp")
        if self.snapshot.version != self.check_timestamp().snapshot_meta.version:
            raise Fault("rolled-back", "Ảnh chụp không phải bản mà mốc thời gian nêu.")
        return self.snapshot

    def described(self, role: str) -> MetaFile:
        """What the snapshot says of a role's metadata."""
        described = self.check_snapshot().meta.get(f"{role}.json")
        if described is None:
            raise Fault("missing", f"Nguồn không có chữ ký của vai trò “{role}”.")
        return described

    def take_targets(self, role: str, delegator: str, data: bytes) -> Targets:
        """Take the metadata of a role on the word of its delegator (5.6)."""
        described = self.described(role)
        self._check_described(described, data, role)
        parent = self.root if role == "targets" else self._delegator(delegator)
        new = self._load(Targets, data, parent, role)
        if new.version != described.version:
            raise Fault("rolled-back", f"Vai trò “{role}” không phải bản mà ảnh chụp nêu.")
        self._check_expiry(new, role)
        self.targets[role, delegator] = new
        return new

    def _delegator(self, role: str) -> Targets:
        return next(held for (name, _), held in self.targets.items() if name == role)

    def _load(
        self, kind: type[Role], data: bytes, judge: Root | Targets | None, role: str = ""
    ) -> Role:
        """Read metadata and check its signatures with the delegator's keys."""
        metadata = _read(kind, data)
        if judge is not None:
            try:
                judge.verify_delegate(role or kind.type, metadata.signed_bytes, metadata.signatures)
            except (UnsignedMetadataError, ValueError) as fault:
                raise Fault(
                    "signature", f"Chữ ký của “{role or kind.type}” không hợp lệ hoặc không đủ."
                ) from fault
        return metadata.signed

    def _check_signed_by_itself(self, root: Root, data: bytes) -> None:
        self._load(Root, data, root)

    def _check_expiry(self, signed: Signed, name: str) -> None:
        if signed.is_expired(self.now):
            raise Fault(
                "expired",
                f"Chữ ký “{name}” hết hạn từ {signed.expires:%d/%m/%Y %H:%M} UTC (máy này đang "
                f"là {self.now:%d/%m/%Y %H:%M} UTC): nguồn ngừng cập nhật, có kẻ giữ lại bản cũ, "
                "hoặc đồng hồ máy chạy sai.",
            )

    def _check_not_older(self, name: str, new: int, old: int) -> None:
        if new < old:
            raise Fault(
                "rolled-back", f"Nguồn đưa bản cũ của “{name}”: {new}, trong khi đã biết bản {old}."
            )

    def _check_described(self, described: MetaFile, data: bytes, name: str) -> None:
        try:
            described.verify_length_and_hashes(data)
        except LengthOrHashMismatchError as fault:
            raise Fault("tampered", f"“{name}” không khớp mã băm mà nguồn đã ký.") from fault


def _read(kind: type[Role], data: bytes) -> Metadata[Role]:
    try:
        metadata = Metadata[Role].from_bytes(data)
    except RepositoryError as fault:
        if data.lstrip()[:1] == b"<":
            raise Fault(
                "html-page",
                "Nguồn trả về một trang web thay cho dữ liệu: cổng đăng nhập mạng, hoặc trang báo "
                "lỗi của máy chủ.",
            ) from fault
        raise Fault("tampered", "Tệp chữ ký của nguồn không đọc được.") from fault
    if metadata.signed.type != kind.type:
        raise Fault("tampered", f"Cần tệp “{kind.type}”, nguồn đưa “{metadata.signed.type}”.")
    return metadata


def walk(trusted: Trusted, path: str) -> Iterator[tuple[str, str]]:
    """The roles to ask for a path, most trusted first (5.6.7): (role, delegator).

    The caller takes in each role that is given before it asks for the next.
    """
    waiting, visited = [("targets", "root")], set[str]()
    while waiting and len(visited) <= MOST_DELEGATIONS:
        role, delegator = waiting.pop()
        if role in visited:
            continue
        visited.add(role)
        yield role, delegator
        delegations = trusted.targets[role, delegator].delegations
        children = []
        for child, terminating in delegations.get_roles_for_target(path) if delegations else ():
            children.append((child, role))
            if terminating:
                waiting = []
                break
        waiting += reversed(children)


def listed(trusted: Trusted, role: str, delegator: str, path: str) -> TargetFile | None:
    """What a role that is held says of exactly this path."""
    return trusted.targets[role, delegator].targets.get(path)
