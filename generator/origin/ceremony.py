"""The ceremony of keys as steps over files: one step is one command, one file in, one file out.

In: folders, public key files, passwords.  Out: files that people carry to each other.  Only
``.pub`` files and root drafts travel; a ``.key`` never leaves its owner.
"""

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from securesystemslib.signer import CryptoSigner, Key

from generator.origin.folder import Origin
from generator.signing import keys, roots, wards
from generator.signing.faults import Fault
from generator.signing.policy import Policy
from generator.signing.policy import read as read_policy
from generator.signing.policy import write as write_policy

POLICY = "policy.toml"


def policy_of(folder: Path) -> Policy:
    """The policy beside the keys; the first time, a file with the values in use is left there."""
    path = folder / POLICY
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(write_policy(Policy()), "utf-8")
    return read_policy(path.read_text("utf-8"))


def new_key(folder: Path, name: str, password: str, cost: int = keys.COST) -> str:
    """Make a key in two files; its fingerprint.  An existing key is never overwritten."""
    made = keys.create(name, password, os.urandom, cost)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(folder / f"{name}.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Fault("key", f"Đã có khóa {folder / name}.key; không ghi đè khóa cũ.") from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(made.private)
    public = folder / f"{name}.pub"
    public.write_text(made.public, "utf-8")
    return keys.fingerprint(public_key(public)[1].keyid)


def public_key(path: Path) -> tuple[str, Key]:
    """Name and key of a ``.pub`` file."""
    return keys.read_public(path.read_text("utf-8"))


def unlock(path: Path, password: Callable[[str], str]) -> CryptoSigner:
    """The signer in a ``.key`` file."""
    return keys.unlock(path.read_text("utf-8"), password(path.stem))


def draft_root(
    origin: Path, chosen: Mapping[str, Sequence[Path]], policy: Policy, now: datetime
) -> bytes:
    """The next root; roles for which no files are given keep their keys."""
    public = {role: [public_key(path)[1] for path in paths] for role, paths in chosen.items()}
    expires = policy.expires(policy.root, now)
    return roots.draft(current_root(origin), public, policy.root_keys, expires)


def sign_root(draft: Path, origin: Path, signer: CryptoSigner) -> roots.Readiness:
    """Put one more signature on the draft."""
    previous = current_root(origin)
    draft.write_bytes(roots.sign(draft.read_bytes(), signer, previous))
    return roots.readiness(draft.read_bytes(), previous)


def publish_root(draft: Path, origin: Path) -> roots.Readiness:
    """Put a root that holds among the published metadata; roots are kept for ever."""
    text = draft.read_bytes()
    state = roots.readiness(text, current_root(origin))
    if not state.ready:
        raise Fault("signature", "CHƯA ĐỦ chữ ký (NOT YET); xem bằng “niemyet keys ready”.")
    Origin(origin).write(f"metadata/{state.version}.root.json", text)
    return state


def current_root(origin: Path) -> bytes | None:
    """The newest published root."""
    published = Origin(origin)
    version, text = 1, None
    while (found := published.read(f"{version}.root.json")) is not None:
        version, text = version + 1, found
    return text


def register(
    origin: Path,
    release: Path | None,
    cards: Mapping[str, Path],
    gone: Sequence[str],
    signer: CryptoSigner,
    policy: Policy,
    now: datetime,
) -> int:
    """Sign the next registry: the release key, wards that come, wards that go; its version."""
    published = Origin(origin)
    version = published.next_version("targets")
    old = published.read(f"{version - 1}.targets.json")
    key, named = wards.registered(old) if old else (None, {})
    if release is not None:
        key = public_key(release)[1]
    if key is None:
        raise Fault("key", "Sổ đầu tiên cần khóa phát hành: --release release.pub.")
    named |= {ward: public_key(path)[1] for ward, path in cards.items()}
    for ward in gone:
        named.pop(ward, None)
    expires = policy.expires(policy.registry, now)
    text = wards.registry(version, key, named, expires, signer)
    published.write(f"metadata/{version}.targets.json", text)
    return version
