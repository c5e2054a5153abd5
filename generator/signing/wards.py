"""The wards' own roles: who may sign the card of which ward, and the card itself.

In: public keys of the wards, a ward's key and the content of its card.  Out: signed metadata.
A ward signs for exactly one path.  The registry (the ``targets`` role) names the keys; it is
signed offline by another key than those that sign editions.
"""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from securesystemslib.signer import Key, Signer
from tuf.api.exceptions import RepositoryError
from tuf.api.metadata import DelegatedRole, Delegations, Metadata, TargetFile, Targets
from tuf.api.serialization.json import JSONSerializer

from generator.signing.faults import Fault
from generator.signing.manifest import NAME

COMPACT = JSONSerializer(compact=True)
RELEASE = "release"
LONGEST_CARD = 8_000
FIELDS = ("ward", "name", "address", "hours", "hotline", "note")
"""What a card may say; ``ward``, ``name``, ``address``, ``hours`` and ``hotline`` it must."""
_CODE = re.compile(r"[0-9]{5}", re.ASCII)


def role(ward: str) -> str:
    """The name of a ward's role."""
    return f"ward-{_checked(ward)}"


def is_role(name: str) -> bool:
    """Whether this is the name of a ward's role; names from metadata become file names."""
    return name.startswith("ward-") and bool(_CODE.fullmatch(name.removeprefix("ward-")))


def card_path(ward: str) -> str:
    """The only path for which that role may sign."""
    return f"wards/{_checked(ward)}/card.json"


def _checked(ward: str) -> str:
    if not _CODE.fullmatch(ward):
        raise Fault("settings", f"Mã phường gồm đúng 5 chữ số, không phải {ward[:20]!a}.")
    return ward


def registry(
    version: int, release: Key, wards: Mapping[str, Key], expires: datetime, signer: Signer
) -> bytes:
    """The signed list of roles below ``targets``: the release key and the wards' keys."""
    keys = {key.keyid: key for key in (release, *wards.values())}
    roles = {RELEASE: DelegatedRole(RELEASE, [release.keyid], 1, True, [NAME])}
    for ward, key in sorted(wards.items()):
        name = role(ward)
        roles[name] = DelegatedRole(name, [key.keyid], 1, True, [card_path(ward)])
    targets = Targets(version=version, expires=expires, delegations=Delegations(keys, roles))
    return signed(targets, signer)


def registered(text: bytes) -> tuple[Key, dict[str, Key]]:
    """The release key and the wards' keys that a registry names."""
    delegations = read_targets(text).signed.delegations
    if delegations is None or delegations.roles is None or RELEASE not in delegations.roles:
        raise Fault("tampered", "Sổ đăng ký khóa thiếu khóa phát hành.")
    named = {name: delegations.keys[entry.keyids[0]] for name, entry in delegations.roles.items()}
    release = named.pop(RELEASE)
    return release, {name.removeprefix("ward-"): key for name, key in named.items()}


def signed_card(ward: str, card: bytes, version: int, expires: datetime, signer: Signer) -> bytes:
    """A ward's metadata for its card, signed by the ward."""
    read_card(ward, card)
    path = card_path(ward)
    target = TargetFile.from_data(path, card, ["sha256"])
    return signed(Targets(version=version, expires=expires, targets={path: target}), signer)


def read_card(ward: str, card: bytes) -> dict[str, str]:
    """The card's facts: short texts under known names, nothing else."""
    try:
        record = json.loads(card)
    except ValueError as fault:
        raise Fault("tampered", "Thẻ của phường không phải JSON.") from fault
    if not isinstance(record, dict) or len(card) > LONGEST_CARD:
        raise Fault("tampered", "Thẻ của phường không đúng dạng.")
    for name, value in record.items():
        if name not in FIELDS or not isinstance(value, str) or not value.isprintable():
            raise Fault("tampered", f"Mục {name[:30]!a} của thẻ phường không hợp lệ.")
    lacking = [name for name in FIELDS[:5] if not record.get(name, "").strip()]
    if lacking:
        raise Fault("tampered", f"Thẻ của phường còn thiếu: {', '.join(lacking)}.")
    if record["ward"] != ward:
        raise Fault("tampered", f"Thẻ ghi mã {record['ward'][:20]!a}, không phải {ward}.")
    return record


def signed(payload: Any, signer: Signer) -> bytes:
    """The text of metadata with one signature."""
    metadata: Metadata[Any] = Metadata(payload)
    metadata.sign(signer)
    return metadata.to_bytes(COMPACT)


def read_targets(text: bytes) -> Metadata[Targets]:
    """Metadata of the kind that names targets, its signatures not yet judged."""
    try:
        metadata = Metadata[Targets].from_bytes(text)
    except RepositoryError as fault:
        raise Fault("tampered", "Tệp chữ ký không đọc được.") from fault
    if metadata.signed.type != "targets":
        raise Fault("tampered", "Tệp chữ ký không đúng loại.")
    return metadata
