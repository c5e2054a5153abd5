"""A mirror as a source for others: metadata, cards and packs as the origin signed them.

In: a client that has verified all, a line to the source.  Out: the public folder.  Whoever
fetches from here verifies with the origin's root again; nothing is signed by the mirror.
"""

import os
from pathlib import Path
from queue import Empty, SimpleQueue

from tuf.api.exceptions import RepositoryError

from generator.mirror.download import share
from generator.mirror.files import write_safely
from generator.mirror.layout import Layout, hash_in, target_path
from generator.mirror.source import Absent, Session, Source, fetch
from generator.mirror.trust import TARGETS_LIMIT, Client
from generator.signing import manifest, wards
from generator.signing.faults import Fault
from generator.signing.manifest import Manifest
from generator.signing.versions import drop_old_versions

WORKERS = 6


def publish(
    client: Client,
    source: Source,
    session: Session,
    layout: Layout,
    new: Manifest,
    pack: Path | None,
) -> None:
    """Bring the public folder to what the client holds; the timestamp comes last."""
    trusted, public = client.trusted, layout.public
    for root in sorted((layout.trust / "roots").glob("*.root.json")):
        _copy(root, public / "metadata" / root.name)
    wanted = manifest.describe(new.text)
    _write_once(public / target_path(manifest.NAME, wanted.sha256), new.text)
    if pack is not None and pack.exists():
        (public / "packs").mkdir(exist_ok=True)
        os.replace(pack, public / "packs" / pack.name)
    snapshot = trusted.check_snapshot()
    for role in ("targets", wards.RELEASE):
        version = trusted.described(role).version
        _copy(layout.trust / f"{role}.json", public / "metadata" / f"{version}.{role}.json")
    _relay_wards(client, source, session, public)
    _copy(layout.trust / "snapshot.json", public / "metadata" / f"{snapshot.version}.snapshot.json")
    _copy(layout.trust / "timestamp.json", public / "metadata" / "timestamp.json")


def _relay_wards(client: Client, source: Source, session: Session, public: Path) -> None:
    """Fetch what is new of the wards with several lines at once; the first fault counts."""
    wanted: SimpleQueue[str] = SimpleQueue()
    for name, described in client.trusted.check_snapshot().meta.items():
        role = name.removesuffix(".json")
        if not wards.is_role(role):
            continue
        there = (public / "metadata" / f"{described.version}.{name}").exists()
        if not there:
            wanted.put(role)
    faults: list[Exception] = []

    def fetch_some(line: Session) -> None:
        try:
            while not faults:
                _relay_ward(client, line, public, wanted.get_nowait())
        except Empty:
            return
        except Exception as fault:
            faults.append(fault)

    share(source, session, min(WORKERS, wanted.qsize()), fetch_some)
    if faults:
        raise faults[0]


def _relay_ward(client: Client, session: Session, public: Path, role: str) -> None:
    """Pass on a ward's metadata and card if the ward has signed them.

    A ward whose signature has expired or does not hold is nobody's fault but its own: who reads
    its card finds out, and the rest goes on.
    """
    described = client.trusted.described(role)
    path = public / "metadata" / f"{described.version}.{role}.json"
    try:
        card = wards.card_path(role.removeprefix("ward-"))
        data = fetch(session, f"metadata/{path.name}", described.length or TARGETS_LIMIT)
        described.verify_length_and_hashes(data)
        metadata = wards.read_targets(data)
        registry = client.trusted.targets["targets", "root"]
        registry.verify_delegate(role, metadata.signed_bytes, metadata.signatures)
        if target := metadata.signed.targets.get(card):
            place = target_path(card, hash_in(target.hashes))
            content = fetch(session, place, min(target.length, wards.LONGEST_CARD))
            target.verify_length_and_hashes(content)
            _write_once(public / place, content)
        write_safely(path, data)
    except (RepositoryError, ValueError):
        return
    except Fault as fault:
        if fault.code in ("network", "slow"):
            raise


def card(
    client: Client, session: Session, public: Path, ward: str | None
) -> tuple[bytes | None, str | None]:
    """The ward's own card and why there is none; asked for by its one exact path."""
    if ward is None:
        return None, None
    path = wards.card_path(ward)
    try:
        target = client.find(path)
        if target is None:
            return None, "missing"
        place = target_path(path, hash_in(target.hashes))
        at_hand = public / place
        data = (
            at_hand.read_bytes()
            if at_hand.exists()
            else fetch(session, place, min(target.length, wards.LONGEST_CARD))
        )
        if manifest.describe(data).sha256 != target.hashes["sha256"]:
            return None, "tampered"
        wards.read_card(ward, data)
    except Absent:
        return None, "missing"
    except Fault as fault:
        if fault.code in ("network", "slow"):
            raise
        return None, fault.code
    return data, None


def facts(path: Path, ward: str | None) -> dict[str, str] | None:
    """What the card beside the pages says, for the health page."""
    try:
        return wards.read_card(ward or "", path.read_bytes())
    except (OSError, Fault):
        return None


def prune(layout: Layout, kept: set[str]) -> None:
    """Drop manifests and packs of editions that are not kept, and metadata that was replaced.

    The version before stays, for a mirror that is fetching from here right now; roots stay all.
    """
    public = layout.public
    for path in public.glob(f"targets/*.{manifest.NAME}"):
        if path.name[:16] not in kept:
            path.unlink()
    for path in public.glob("packs/*.xz"):
        if path.stem.rpartition("-")[2] not in kept:
            path.unlink()
    drop_old_versions(public / "metadata", 2)


def copy_timestamp(public: Path, beside: Path) -> None:
    """Let others see how old this mirror is where no link leads to the public folder."""
    source = public / "metadata" / "timestamp.json"
    if source.exists():
        _copy(source, beside / "metadata" / "timestamp.json")


def _copy(source: Path, target: Path) -> None:
    if not target.exists() or target.read_bytes() != source.read_bytes():
        write_safely(target, source.read_bytes())


def _write_once(path: Path, data: bytes) -> None:
    if not path.exists():
        write_safely(path, data)
