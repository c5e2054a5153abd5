"""A TUF repository that a test bends at will, and two clients that look at it.

Ours, and python-tuf's own: whatever a case does, both must come to the same verdict, ask for the
same metadata and believe the same versions.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

from securesystemslib.signer import CryptoSigner
from tuf.api.exceptions import DownloadError, DownloadHTTPError, RepositoryError
from tuf.api.metadata import (
    DelegatedRole,
    Delegations,
    Metadata,
    MetaFile,
    Root,
    Snapshot,
    TargetFile,
    Targets,
    Timestamp,
)
from tuf.ngclient import Updater
from tuf.ngclient.fetcher import FetcherInterface

from generator.mirror.layout import target_path
from generator.mirror.source import Absent, Reply
from generator.mirror.trust import Client, TrustFolder
from generator.signing.faults import Fault
from tests.mirror.kit import NOW, later, signer

TOP = ("root", "targets", "snapshot", "timestamp")


class Repository:
    """The roles as they will be published next, and all that has been published."""

    def __init__(self, *, hashes: bool = False) -> None:
        self.hashes = hashes
        self.files: dict[str, bytes] = {}
        expires = later(NOW, days=30)
        self.signed: dict[str, Any] = {
            "root": Root(expires=expires, consistent_snapshot=True),
            "targets": Targets(expires=expires),
            "snapshot": Snapshot(expires=expires),
            "timestamp": Timestamp(expires=expires),
        }
        self.signers: dict[str, list[CryptoSigner]] = {}
        for role in TOP:
            self.give_keys(role, [signer(f"repository {role}")])
        for role in TOP:
            self.put(role)
        self.publish("targets", bump=False)

    def give_keys(self, role: str, holders: list[CryptoSigner], threshold: int = 1) -> None:
        """Replace the keys of a top-level role, and let those sign from now on."""
        root = self.signed["root"]
        root.roles[role].keyids.clear()
        for holder in holders:
            root.add_key(holder.public_key, role)
        root.roles[role].threshold = threshold
        self.signers[role] = holders

    def put(self, role: str) -> bytes:
        """Sign a role as it is and lay it where clients ask for it."""
        payload = self.signed[role]
        metadata: Metadata[Any] = Metadata(payload)
        for holder in self.signers[role]:
            metadata.sign(holder, append=True)
        data = metadata.to_bytes()
        consistent = self.signed["root"].consistent_snapshot
        plain = role == "timestamp" or (role != "root" and not consistent)
        name = f"{role}.json" if plain else f"{payload.version}.{role}.json"
        self.files[f"metadata/{name}"] = data
        return data

    def publish(self, *roles: str, bump: bool = True) -> None:
        """Put the roles with their next version, and snapshot and timestamp that name them."""
        for role in roles:
            self.signed[role].version += bump
            data = self.put(role)
            if role != "root":
                self.signed["snapshot"].meta[f"{role}.json"] = self._describe(role, data)
        if roles != ("root",):
            self.publish_snapshot(bump=bump)

    def publish_snapshot(self, *, bump: bool = True) -> None:
        self.signed["snapshot"].version += bump
        described = self._describe("snapshot", self.put("snapshot"))
        self.signed["timestamp"].snapshot_meta = described
        self.publish_timestamp(bump=bump)

    def publish_timestamp(self, *, bump: bool = True) -> None:
        self.signed["timestamp"].version += bump
        self.put("timestamp")

    def _describe(self, role: str, data: bytes) -> MetaFile:
        version = self.signed[role].version
        return MetaFile.from_data(version, data, ["sha256"]) if self.hashes else MetaFile(version)

    def delegate(self, delegator: str, role: str, paths: list[str], *, terminating: bool) -> None:
        """Let a role sign for paths; a new role begins empty, with a key of its own."""
        parent = self.signed[delegator]
        if parent.delegations is None:
            parent.delegations = Delegations({}, roles={})
        parent.delegations.roles[role] = DelegatedRole(role, [], 1, terminating, paths)
        if role not in self.signed:
            self.signed[role] = Targets(expires=later(NOW, days=30))
            self.signers[role] = [signer(f"repository {role}")]
        parent.add_key(self.signers[role][0].public_key, role)

    def add_target(self, role: str, path: str, content: bytes) -> None:
        target = TargetFile.from_data(path, content, ["sha256"])
        self.signed[role].targets[path] = target
        self.files[target_path(path, target.hashes["sha256"])] = content


@dataclass
class Asked:
    """A session to the repository that writes down what is asked for."""

    repository: Repository
    asked: list[str] = field(default_factory=list)

    @contextmanager
    def open(self, path: str, start: int = 0) -> Iterator[Reply]:
        self.asked.append(path)
        data = self.repository.files.get(path)
        if data is None:
            raise Absent(path)
        yield Reply(0, iter([data]))

    def close(self) -> None:
        pass


class _Fetcher(FetcherInterface):
    def __init__(self, session: Asked) -> None:
        self.session = session

    def _fetch(self, url: str) -> Iterator[bytes]:
        path = url.removeprefix("repo:/")
        try:
            with self.session.open(path) as reply:
                return reply.pieces
        except Absent as fault:
            raise DownloadHTTPError(str(fault), 404) from fault


class Clients:
    """Our client and python-tuf's, each with a folder of its own."""

    def __init__(self, repository: Repository, folder: Path, root: bytes | None = None) -> None:
        self.repository = repository
        self.root = root or repository.files["metadata/1.root.json"]
        self.trust = TrustFolder(folder / "ours")
        self.theirs = folder / "theirs"
        self.theirs.mkdir()
        self.asked: list[str] = []
        self.begun = False

    def look(self, target: str | None = None, now: datetime = NOW) -> bool:
        """Refresh, or find a target: whether it succeeded, for both in the same way."""
        ours, theirs = Asked(self.repository), Asked(self.repository)
        verdict = self._ours(ours, target, now)
        assert verdict == self._theirs(theirs, target, now)
        # A refresh that fails may give up earlier than python-tuf does, never ask for more.
        assert ours.asked == theirs.asked[: None if verdict else len(ours.asked)]
        assert self.versions(self.trust.folder) == self.versions(self.theirs)
        self.asked = ours.asked
        return verdict

    def _ours(self, session: Asked, target: str | None, now: datetime) -> bool:
        try:
            if not self.begun:
                self.trust.begin(self.root, now)
                self.begun = True
            client = Client(self.trust, session, now)
            client.refresh()
            return target is None or client.find(target) is not None
        except Fault:
            return False

    def _theirs(self, session: Asked, target: str | None, now: datetime) -> bool:
        try:
            updater = self.updater(session, now)
            updater.refresh()
            return target is None or updater.get_targetinfo(target) is not None
        except (RepositoryError, DownloadError):
            return False

    def updater(self, session: Asked, now: datetime = NOW) -> Updater:
        """python-tuf's client, at that time."""
        made = Updater(
            str(self.theirs), "repo:/metadata/", fetcher=_Fetcher(session), bootstrap=self.root
        )
        made._trusted_set.reference_time = now
        return made

    def version(self, role: str) -> int | None:
        """The version of a role that our client believes."""
        return self.versions(self.trust.folder).get(quote(role, safe=""))

    @staticmethod
    def versions(folder: Path) -> dict[str, int]:
        return {
            path.stem: json.loads(path.read_bytes())["signed"]["version"]
            for path in folder.glob("*.json")
        }
