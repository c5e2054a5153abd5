"""The root: which keys stand for which role, signed by several people one after the other.

In: the root in force, public keys, signers.  Out: the text of the next root, step by step.
A new root holds only when the threshold of the old one and its own have both signed (TUF 5.3.4).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from securesystemslib.signer import Key, Signer
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import Metadata, Role, Root, VerificationResult
from tuf.api.serialization.json import JSONSerializer

from generator.signing.faults import Fault

PRETTY = JSONSerializer(compact=False)
ROLES = ("root", "targets", "snapshot", "timestamp")


@dataclass(frozen=True)
class Readiness:
    """How far the signing has come; ``old`` is None for the first root."""

    version: int
    expires: datetime
    signed: tuple[str, ...]
    waiting: tuple[str, ...]
    new: tuple[int, int]
    old: tuple[int, int] | None

    @property
    def ready(self) -> bool:
        """Whether enough have signed, by the new rule and the old one."""
        return all(have >= need for have, need in (self.new, self.old or (0, 0)))


def draft(
    previous: bytes | None,
    keys: Mapping[str, Sequence[Key]],
    threshold: int,
    expires: datetime,
) -> bytes:
    """The next root without signatures; a role that ``keys`` leaves out keeps its keys."""
    old = read(previous).signed if previous else None
    root = Root(
        version=old.version + 1 if old else 1,
        expires=expires,
        roles={role: Role([], 1) for role in ROLES},
        consistent_snapshot=True,
    )
    for role in ROLES:
        for key in keys.get(role) or _keys(old, role):
            root.add_key(key, role)
        if not root.roles[role].keyids:
            raise Fault("key", f"Gốc mới chưa có khóa nào cho vai trò “{role}”.")
    if len(root.roles["root"].keyids) < threshold:
        raise Fault("key", f"Cần ít nhất {threshold} khóa gốc.")
    root.roles["root"].threshold = threshold
    return Metadata(root).to_bytes(PRETTY)


def _keys(root: Root | None, role: str) -> list[Key]:
    return [root.keys[keyid] for keyid in root.roles[role].keyids] if root else []


def sign(text: bytes, signer: Signer, previous: bytes | None) -> bytes:
    """The draft with one more signature; only holders of a root key may sign."""
    metadata = read(text)
    allowed = {key.keyid for key in _keys(metadata.signed, "root")}
    if previous:
        allowed |= {key.keyid for key in _keys(read(previous).signed, "root")}
    if signer.public_key.keyid not in allowed:
        raise Fault("key", "Khóa này không phải khóa gốc, cũ hay mới, nên không ký được.")
    metadata.sign(signer, append=True)
    return metadata.to_bytes(PRETTY)


def readiness(text: bytes, previous: bytes | None) -> Readiness:
    """Who has signed, who is waited for, and whether the root holds."""
    metadata = read(text)
    new = metadata.signed
    old = read(previous).signed if previous else None
    if old and new.version != old.version + 1:
        raise Fault(
            "rolled-back", f"Gốc mới phải là bản {old.version + 1}, không phải {new.version}."
        )
    good = _good(metadata, new) | (_good(metadata, old) if old else set())
    everyone = set(new.roles["root"].keyids) | set(old.roles["root"].keyids if old else ())
    return Readiness(
        new.version,
        new.expires,
        tuple(sorted(good)),
        tuple(sorted(everyone - good)),
        _count(metadata, new),
        _count(metadata, old) if old else None,
    )


def _good(metadata: Metadata[Root], judge: Root) -> set[str]:
    return set(_verdict(metadata, judge).signed)


def _count(metadata: Metadata[Root], judge: Root) -> tuple[int, int]:
    return len(_verdict(metadata, judge).signed), judge.roles["root"].threshold


def _verdict(metadata: Metadata[Root], judge: Root) -> VerificationResult:
    return judge.get_verification_result("root", metadata.signed_bytes, metadata.signatures)


def read(text: bytes) -> Metadata[Root]:
    """A root from its text, its signatures not yet judged."""
    try:
        metadata = Metadata[Root].from_bytes(text)
    except RepositoryError as fault:
        raise Fault("tampered", "Tệp gốc (root.json) không đọc được.") from fault
    if metadata.signed.type != "root":
        raise Fault("tampered", "Đây không phải tệp gốc (root.json).")
    return metadata
