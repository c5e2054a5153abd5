"""An origin as a plain folder that any static host can serve.

In: a built site, the origin's folder, signers, the time.  Out: the folder, brought to the new
edition.  Objects, packs and metadata are only ever added; ``timestamp.json`` is replaced last, so
a mirror sees the whole old edition or the whole new one.
"""

import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from tuf.api.exceptions import UnsignedMetadataError

from generator.mirror.lock import only_one
from generator.signing import manifest, minisign, pack, wards
from generator.signing.faults import Fault
from generator.signing.manifest import EMPTY, Entry, Manifest
from generator.signing.names import OWN_FOLDER, check_path, check_together
from generator.signing.policy import Policy
from generator.signing.release import TIMESTAMP, Release, Signers
from generator.signing.versions import drop_old_versions

SUMS = "SHA256SUMS"
SIGNATURE = "SHA256SUMS.minisig"
LEFT_OUT = (SUMS, SIGNATURE, f"{OWN_FOLDER}/status.json")
LOCK = ".lock"
KEPT_VERSIONS = 10
"""Of each role, for mirrors that are fetching right now."""
KEPT_PACKS = 8
"""From so many editions back a mirror catches up with one pack."""


@dataclass(frozen=True)
class Released:
    """What a release did."""

    id: str
    files: int
    new_objects: int
    packs: tuple[str, ...]
    refused_wards: tuple[str, ...]


@dataclass(frozen=True)
class Origin:
    """The origin's folder."""

    folder: Path

    def read(self, name: str) -> bytes | None:
        """A metadata file, if it is there."""
        try:
            return (self.folder / "metadata" / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, path: str, data: bytes) -> None:
        """Put a file in place at once."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.new")
        draft.write_bytes(data)
        os.replace(draft, target)

    def release(
        self, site: Path, signers: Signers, policy: Policy, now: datetime, edition: str
    ) -> Released:
        """Publish a built site as a new edition."""
        if signers.release is None:
            raise Fault("key", "Cần khóa phát hành để ký bản mới.")
        with only_one(self.folder / LOCK):
            return self._release(site, signers, policy, now, edition)

    def _release(
        self, site: Path, signers: Signers, policy: Policy, now: datetime, edition: str
    ) -> Released:
        files = scan(site)
        extra = sums(files, signers, edition)
        files |= {name: manifest.describe(data) for name, data in extra.items()}
        new = Manifest(files)
        old = list(self.editions())
        added = self._add_objects(site, new, extra)
        self.write(f"targets/{manifest.describe(new.text).sha256}.{manifest.NAME}", new.text)
        packs = self._add_packs(new, old)
        refused = self._sign(signers, policy, now, new, edition)
        for name, data in extra.items():
            self.write(name, data)
        self._prune(new, old)
        return Released(new.id, len(files), added, packs, refused)

    def renew(self, signers: Signers, policy: Policy, now: datetime) -> tuple[str, ...]:
        """Sign the times again and take in new cards; wards whose signature does not hold."""
        with only_one(self.folder / LOCK):
            return self._sign(signers, policy, now, None, "")

    def _sign(
        self,
        signers: Signers,
        policy: Policy,
        now: datetime,
        new: Manifest | None,
        edition: str,
    ) -> tuple[str, ...]:
        run = Release(self.read, policy, now)
        run.sign(signers, new, edition)
        for name in sorted(run.written, key=lambda name: name == TIMESTAMP):
            self.write(f"metadata/{name}", run.written[name])
        drop_old_versions(self.folder / "metadata", KEPT_VERSIONS)
        return tuple(run.refused)

    def editions(self) -> Iterator[Manifest]:
        """The manifests that are kept, newest first."""
        paths = (self.folder / "targets").glob(f"*.{manifest.NAME}")
        for path in sorted(paths, key=lambda path: path.stat().st_mtime, reverse=True):
            yield manifest.parse(path.read_bytes())

    def _add_objects(self, site: Path, new: Manifest, extra: dict[str, bytes]) -> int:
        added = 0
        for path, entry in new.files.items():
            target = self.folder / "objects" / entry.sha256[:2] / entry.sha256
            if target.exists():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(f".{entry.sha256}.new")
            if path in extra:
                draft.write_bytes(extra[path])
            else:
                shutil.copyfile(site / path, draft)
            os.replace(draft, target)
            added += 1
        return added

    def _add_packs(self, new: Manifest, old: list[Manifest]) -> tuple[str, ...]:
        """A pack for newcomers and one from each of the last editions."""
        before = [edition for edition in old if edition.id != new.id][:KEPT_PACKS]
        made = []
        for edition in (EMPTY, *before):
            name = pack.name(edition.id if edition.files else None, new.id)
            target = self.folder / "packs" / name
            if target.exists():
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            draft = target.with_name(f".{name}.new")
            with draft.open("wb") as file:
                file.writelines(pack.write(edition, new, self._content))
            os.replace(draft, target)
            made.append(name)
        return tuple(made)

    def _content(self, sha256: str) -> bytes:
        return (self.folder / "objects" / sha256[:2] / sha256).read_bytes()

    def _prune(self, new: Manifest, old: list[Manifest]) -> None:
        """Keep the last editions and their objects, and the packs to the newest one."""
        kept = [new, *(edition for edition in old if edition.id != new.id)][: KEPT_PACKS + 1]
        hashes = {manifest.describe(edition.text).sha256 for edition in kept}
        contents = {sha256 for edition in kept for sha256 in edition.contents}
        for path in (self.folder / "targets").glob(f"*.{manifest.NAME}"):
            if path.name.partition(".")[0] not in hashes:
                path.unlink()
        for path in (self.folder / "objects").glob("??/*"):
            if path.name not in contents:
                path.unlink()
        for path in (self.folder / "packs").glob("*.xz"):
            if path.stem.rpartition("-")[2] != new.id:
                path.unlink()

    def accept_card(self, ward: str, metadata: bytes, card: bytes) -> None:
        """Take in what a ward has signed, after checking it as a mirror would."""
        registry = self._registry()
        role = wards.role(ward)
        child = wards.read_targets(metadata)
        try:
            wards.read_targets(registry).signed.verify_delegate(
                role, child.signed_bytes, child.signatures
            )
        except (ValueError, UnsignedMetadataError) as fault:
            raise Fault("signature", f"Chữ ký không phải của phường {ward}.") from fault
        path = wards.card_path(ward)
        target = child.signed.targets.get(path)
        entry = manifest.describe(card)
        if target is None or target.hashes.get("sha256") != entry.sha256:
            raise Fault("tampered", "Thẻ không khớp chữ ký của phường.")
        wards.read_card(ward, card)
        if child.signed.version != (newest := self.next_version(role)):
            raise Fault("rolled-back", f"Phường {ward} cần ký thẻ bản số {newest}.")
        folder, _, name = path.rpartition("/")
        self.write(f"targets/{folder}/{entry.sha256}.{name}", card)
        self.write(f"metadata/{child.signed.version}.{role}.json", metadata)

    def _registry(self) -> bytes:
        version = self.next_version("targets") - 1
        text = self.read(f"{version}.targets.json")
        if text is None:
            raise Fault("missing", "Chưa có sổ đăng ký khóa (targets.json).")
        return text

    def next_version(self, role: str) -> int:
        """The first version of a role that is not there yet."""
        taken = (self.folder / "metadata").glob(f"*.{role}.json")
        return max((int(path.name.partition(".")[0]) for path in taken), default=0) + 1


def edition_of(site: Path) -> str:
    """The day that a built site says it was posted, as ISO 8601; empty if it says none."""
    try:
        record = json.loads((site / "assets" / "edition.json").read_bytes())
        return str(record["posted"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def scan(site: Path) -> dict[str, Entry]:
    """The files of a built site; hidden ones are the builder's own and stay behind.

    So does the note that the site itself is no mirror: each mirror writes its own in that place.
    """
    if not site.is_dir():
        raise Fault("missing", f"Không có thư mục trang {site}; hãy chạy “niemyet build” trước.")
    files: dict[str, Entry] = {}
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_dir() or name.rpartition("/")[2].startswith(".") or name in LEFT_OUT:
            continue
        files[check_path(name)] = manifest.describe(path.read_bytes())
    check_together(files)
    if not files:
        raise Fault("missing", f"Thư mục trang {site} trống.")
    return files


def sums(files: dict[str, Entry], signers: Signers, edition: str) -> dict[str, bytes]:
    """SHA256SUMS as sha256sum checks it, and its signature as minisign checks it."""
    text = "".join(f"{entry.sha256}  {path}\n" for path, entry in sorted(files.items())).encode()
    release = signers.release
    assert release is not None
    public = bytes.fromhex(release.public_key.keyval["public"])
    signature = minisign.signature_file(
        text,
        public,
        lambda data: bytes.fromhex(release.sign(data).signature),
        f"niemyet {edition}".strip(),
    )
    return {SUMS: text, SIGNATURE: signature.encode()}
