"""Signing an edition: the release role over one manifest, then snapshot and timestamp.

In: the metadata that stands now, a manifest, the three signers, the time.  Out: new metadata as
``{file name: bytes}``; the timestamp is last, for it must be published last.  What has not
changed and is not about to expire keeps its version, so mirrors fetch nothing.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from securesystemslib.signer import Signer
from tuf.api.exceptions import UnsignedMetadataError
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

from generator.signing import wards
from generator.signing.faults import Fault
from generator.signing.manifest import NAME, Manifest
from generator.signing.policy import Policy
from generator.signing.roots import read as read_root

TIMESTAMP = "timestamp.json"
SIGNED_AT = "x-signed"
"""Our own attribute of the timestamp: when it was signed; a clock that is behind it is wrong."""
EDITION = "edition"


@dataclass(frozen=True)
class Signers:
    """The keys that a release needs; ``release`` may be None when only times are renewed."""

    snapshot: Signer
    timestamp: Signer
    release: Signer | None = None


@dataclass
class Release:
    """One run of signing over the published metadata, read by ``read(name) -> bytes | None``."""

    read: Callable[[str], bytes | None]
    policy: Policy
    now: datetime
    written: dict[str, bytes] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)

    def sign(self, signers: Signers, manifest: Manifest | None, edition: str = "") -> None:
        """Sign what has changed; ``manifest`` None renews only snapshot and timestamp."""
        root, old = self._root(), self._snapshot()
        targets = self._latest("targets", old)
        # What a snapshot has named once it names for ever, else mirrors see a rollback.
        meta = dict(old.meta) if old else {}
        meta["targets.json"] = self._meta(targets)
        if manifest is not None:
            self._sign_release(signers, manifest, edition, old)
        release = self._latest(wards.RELEASE, old)
        meta[f"{wards.RELEASE}.json"] = self._meta(release)
        self._verify(root, targets, release)
        meta |= self._cards(targets, old)
        snapshot = self._sign_snapshot(signers.snapshot, meta, old)
        self._sign_timestamp(signers.timestamp, snapshot)
        for role, signer in (("snapshot", signers.snapshot), ("timestamp", signers.timestamp)):
            if signer.public_key.keyid not in root.roles[role].keyids:
                raise Fault("key", f"Khóa “{role}” này không có trong gốc đang dùng.")

    def _sign_release(
        self, signers: Signers, manifest: Manifest, edition: str, old: Snapshot | None
    ) -> None:
        target = TargetFile.from_data(NAME, manifest.text, ["sha256"])
        target.unrecognized_fields["custom"] = {EDITION: edition}
        text = self._newest(wards.RELEASE, old)
        last = wards.read_targets(text).signed if text else None
        if last and last.targets == {NAME: target} and self._fresh(last, self.policy.release):
            return
        if signers.release is None:
            raise Fault("key", "Cần khóa phát hành để ký bản mới.")
        version = last.version + 1 if last else 1
        expires = self.policy.expires(self.policy.release, self.now)
        payload = Targets(version=version, expires=expires, targets={NAME: target})
        self.written[f"{version}.{wards.RELEASE}.json"] = wards.signed(payload, signers.release)

    def _sign_snapshot(
        self, signer: Signer, meta: Mapping[str, MetaFile], old: Snapshot | None
    ) -> bytes:
        if old and old.meta == meta and self._fresh(old, self.policy.snapshot):
            text = self.read(f"{old.version}.snapshot.json")
            assert text is not None
            if self._signed_by(text, signer):
                return text
        version = old.version + 1 if old else 1
        expires = self.policy.expires(self.policy.snapshot, self.now)
        text = wards.signed(Snapshot(version=version, expires=expires, meta=dict(meta)), signer)
        self.written[f"{version}.snapshot.json"] = text
        return text

    def _sign_timestamp(self, signer: Signer, snapshot: bytes) -> None:
        last = self._timestamp()
        version = Metadata[Snapshot].from_bytes(snapshot).signed.version
        described = MetaFile.from_data(version, snapshot, ["sha256"])
        payload = Timestamp(
            version=last.version + 1 if last else 1,
            expires=self.policy.expires(self.policy.timestamp, self.now),
            snapshot_meta=described,
            unrecognized_fields={
                SIGNED_AT: f"{self.now.replace(microsecond=0):%Y-%m-%dT%H:%M:%SZ}"
            },
        )
        self.written[TIMESTAMP] = wards.signed(payload, signer)

    def _verify(self, root: Root, targets: bytes, release: bytes) -> None:
        """Refuse to publish what every mirror would refuse to take."""
        registry = wards.read_targets(targets)
        try:
            root.verify_delegate("targets", registry.signed_bytes, registry.signatures)
            child = wards.read_targets(release)
            registry.signed.verify_delegate(wards.RELEASE, child.signed_bytes, child.signatures)
        except UnsignedMetadataError as fault:
            raise Fault("key", f"Chữ ký không hợp với sổ đăng ký khóa: {fault}.") from fault

    def _cards(self, targets: bytes, old: Snapshot | None) -> dict[str, MetaFile]:
        """The wards' newest metadata; a ward whose signature does not hold stays as it was."""
        registry = wards.read_targets(targets).signed
        found = {}
        for ward in wards.registered(targets)[1]:
            name = wards.role(ward)
            text = self._newest(name, old)
            if text is None:
                continue
            child = wards.read_targets(text)
            try:
                registry.verify_delegate(name, child.signed_bytes, child.signatures)
                found[f"{name}.json"] = self._meta(text)
            except UnsignedMetadataError:
                self.refused.append(ward)
        return found

    def _root(self) -> Root:
        version = 1
        while self.read(f"{version + 1}.root.json") is not None:
            version += 1
        text = self.read(f"{version}.root.json")
        if text is None:
            raise Fault("missing", "Chưa có gốc (1.root.json). Hãy làm lễ tạo khóa trước.")
        return read_root(text).signed

    def _timestamp(self) -> Timestamp | None:
        text = self.read(TIMESTAMP)
        return Metadata[Timestamp].from_bytes(text).signed if text else None

    def _snapshot(self) -> Snapshot | None:
        timestamp = self._timestamp()
        if timestamp is None:
            return None
        text = self._any(f"{timestamp.snapshot_meta.version}.snapshot.json")
        return Metadata[Snapshot].from_bytes(text).signed

    def _newest(self, role: str, old: Snapshot | None) -> bytes | None:
        """The highest version of a role, counted on from the one that the last snapshot names."""
        known = old.meta.get(f"{role}.json") if old else None
        version, text = known.version if known else 1, None
        while (found := self._maybe(f"{version}.{role}.json")) is not None:
            version, text = version + 1, found
        return text

    def _latest(self, role: str, old: Snapshot | None) -> bytes:
        text = self._newest(role, old)
        if text is None:
            raise Fault("missing", f"Chưa có tệp chữ ký của vai trò “{role}”.")
        return text

    def _maybe(self, name: str) -> bytes | None:
        return self.written.get(name) or self.read(name)

    def _any(self, name: str) -> bytes:
        text = self._maybe(name)
        if text is None:
            raise Fault("missing", f"Thiếu tệp {name} trong kho chữ ký.")
        return text

    def _meta(self, text: bytes) -> MetaFile:
        version = wards.read_targets(text).signed.version
        return MetaFile.from_data(version, text, ["sha256"])

    def _fresh(self, role: Signed, days: int) -> bool:
        """Whether more than half of its time is left."""
        return role.expires - self.now > timedelta(days=days) / 2

    def _signed_by(self, text: bytes, signer: Signer) -> bool:
        return signer.public_key.keyid in Metadata[Any].from_bytes(text).signatures
