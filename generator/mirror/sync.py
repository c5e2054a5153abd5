"""One update of a mirror: verify, fetch, build the release beside the old one, swap, tell.

In: the mirror's folder, a source, the time.  Out: an Outcome.  Until the swap nothing that
visitors see is touched; after it the release before is kept, and other mirrors may fetch the
new one from here.
"""

import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from tuf.api.metadata import TargetFile

from generator.mirror import page, relay, tree
from generator.mirror import status as told
from generator.mirror.download import Downloader, Progress, silent
from generator.mirror.files import faults_of_the_disk, flush, write_safely
from generator.mirror.layout import Layout, hash_in
from generator.mirror.lock import only_one
from generator.mirror.source import Session, Source
from generator.mirror.store import Store
from generator.mirror.swap import Links, Swap, way
from generator.mirror.trust import Client, TrustFolder
from generator.signing import manifest
from generator.signing.faults import Fault
from generator.signing.manifest import Entry, Manifest
from generator.signing.names import OWN_FOLDER

EDITION = "edition"
SPARE = ".spare"
"""A release that is being laid out, or one that is no longer kept and will become the next."""


def free_bytes(folder: Path) -> int:
    """What the disk still holds."""
    return shutil.disk_usage(folder).free


@dataclass(frozen=True)
class Outcome:
    """What a run did."""

    changed: bool
    fetched: int
    status: told.Status
    damaged: tuple[str, ...] = ()


@dataclass
class Mirror:
    """A mirror's folder with what a run needs from outside."""

    layout: Layout
    now: datetime
    free: Callable[[Path], int] = free_bytes
    workers: int = 6
    progress: Progress = silent
    flush: Callable[[Sequence[Path]], None] = flush
    swap: Swap | None = None
    store: Store = field(init=False)

    def __post_init__(self) -> None:
        notes = self.layout.work / "store.txt"
        self.store = Store(self.layout.objects, self.layout.part, notes)

    def sync(self, source: Source, *, deep: bool = False) -> Outcome:
        """Bring the mirror up to date with the source; a Fault leaves it as it was."""
        settings = self.layout.read_settings()
        with faults_of_the_disk(self.layout.folder):
            self.layout.part.mkdir(parents=True, exist_ok=True)
            with only_one(self.layout.work / "lock"):
                before = self.last_status()
                try:
                    return self._sync(source, before, settings.ward, deep)
                except Fault as fault:
                    self._tell_failure(before, fault)
                    raise
                except OSError as fault:
                    with suppress(OSError):
                        self._tell_os_failure(before, fault)
                    raise

    def rollback(self) -> Outcome:
        """Show the release before, and refuse the one that was left until a newer one comes."""
        with faults_of_the_disk(self.layout.folder), only_one(self.layout.work / "lock"):
            before = self.last_status()
            current, older = self.way().current(), self._others()
            if not older or current is None:
                raise Fault("missing", "Không còn bản trước để quay lại.")
            self._show(older[-1].name)
            shown = _id(older[-1].name)
            edition = self._edition(shown)
            after = replace(before, held=_id(current), release=shown, edition=edition)
            self._tell(after)
            return Outcome(True, 0, after)

    def way(self) -> Swap:
        """How this mirror swaps; found out once the folders stand."""
        if self.swap is None:
            self.swap = way(self.layout)
        return self.swap

    def last_status(self) -> told.Status:
        """The last status."""
        try:
            return told.read((self.layout.public / "status.json").read_bytes())
        except FileNotFoundError:
            return told.Status()

    def current_manifest(self) -> Manifest | None:
        """The manifest of what is served; None where nothing is, or its copy is damaged."""
        name = self.way().current()
        if name is None:
            return None
        try:
            text = (self.layout.work / f"{_id(name)}.manifest").read_bytes()
        except FileNotFoundError:
            return None
        found = manifest.parse(text)
        return found if found.id == _id(name) else None

    def _sync(self, source: Source, before: told.Status, ward: str | None, deep: bool) -> Outcome:
        session = source.session()
        try:
            client, target = self._signed(session)
            wanted = Entry(hash_in(target.hashes), target.length)
            download = Downloader(
                source,
                session,
                self.store,
                self.layout.part,
                self.free,
                self.workers,
                self.progress,
            )
            old = self.current_manifest()
            new, damaged = old, tuple[str, ...]()
            held = before.held if before.held == wanted.sha256[:16] else None
            if held is None and (deep or old is None or manifest.describe(old.text) != wanted):
                new = download.edition(wanted, old, deep, self._room)
                damaged = self._damaged(new) if deep and new == old else ()
                self._install(new, repair=bool(damaged))
            assert new is not None
            if held is None:
                relay.publish(client, source, session, self.layout, new, download.used_pack)
            card, card_failure = relay.card(client, session, self.layout.public, ward)
        finally:
            session.close()
        after = self._status(client, target, ward, before, deep)
        if held:
            after = replace(after, edition=before.edition, release=before.release)
        after = replace(after, held=held, card_failure=card_failure)
        if after.edition != self._edition(after.release):
            write_safely(self._edition_file(after.release), after.edition.encode())
        self._tell(after, card)
        self._prune(new)
        return Outcome(new is not old or bool(damaged), download.fetched, after, damaged)

    def _signed(self, session: Session) -> tuple[Client, TargetFile]:
        """What the source has signed: its roles, and where they name the newest manifest."""
        client = Client(TrustFolder(self.layout.trust), session, self.now)
        client.refresh()
        target = client.find(manifest.NAME)
        if target is None:
            raise Fault("missing", "Nguồn chưa ký bản nào.")
        return client, target

    def _room(self, new: Manifest) -> int:
        """Bytes that the release itself takes: none where files are links to the store."""
        trial = self.layout.work / "hard.trial"
        trial.unlink(missing_ok=True)
        try:
            os.link(self.layout.settings, trial)
        except OSError:
            return sum(entry.length for entry in new.files.values())
        trial.unlink()
        return 0

    def _install(self, new: Manifest, *, repair: bool) -> None:
        swap = self.way()
        name = new.id
        if repair or (swap.current() != name and (self.layout.releases / name).exists()):
            name = f"{new.id}-{self.now:%Y%m%d%H%M%S}"
        if swap.current() == name:
            return
        draft = self.layout.releases / SPARE
        laid = tree.lay(draft, new, self.store, link_own=isinstance(swap, Links))
        write_safely(self.layout.work / f"{new.id}.manifest", new.text)
        folders = sorted({path.parent for path in self.store.entered})
        self.flush([*self.store.entered, *folders, self.layout.objects, self.layout.work, *laid])
        self.store.write_notes()
        os.replace(draft, self.layout.releases / name)
        self.flush([self.layout.releases])
        self._show(name)

    def _show(self, name: str) -> None:
        """Swap; what was served until now becomes the newest of the others."""
        swap = self.way()
        before = swap.current()
        swap.show(name)
        self.flush([self.layout.folder])
        if before is not None:
            os.utime(swap.place(before))

    def _edition_file(self, release: str) -> Path:
        return self.layout.work / f"{release}.edition"

    def _edition(self, release: str) -> str:
        """The name of a kept release's edition."""
        try:
            return self._edition_file(release).read_text("utf-8")
        except FileNotFoundError:
            return ""

    def _damaged(self, new: Manifest) -> tuple[str, ...]:
        """Served files that are not what is signed, and files that are nobody's."""
        name = self.way().current()
        folder = self.way().place(name or "")
        return tree.verify(folder, new)

    def _others(self) -> list[Path]:
        """The releases that are kept but not served, the newest last."""
        current = self.way().current()
        found = [
            path for path in self.layout.releases.iterdir() if path.name not in (current, SPARE)
        ]
        return sorted(found, key=lambda path: path.stat().st_mtime)

    def _status(
        self,
        client: Client,
        target: TargetFile,
        ward: str | None,
        before: told.Status,
        deep: bool,
    ) -> told.Status:
        timestamp = client.trusted.check_timestamp()
        custom = target.unrecognized_fields.get("custom") or {}
        moment = told.stamp(self.now)
        return told.Status(
            edition=str(custom.get(EDITION, "")),
            release=target.hashes["sha256"][:16],
            ward=ward,
            signed_at=str(timestamp.unrecognized_fields.get("x-signed", "")),
            good_until=told.stamp(timestamp.expires),
            last_try=moment,
            last_success=moment,
            last_deep_check=moment if deep else before.last_deep_check,
        )

    def _tell_failure(self, before: told.Status, fault: Fault) -> None:
        """Leave a note, if the disk takes one; the fault itself is what counts."""
        with suppress(OSError):
            self._tell(before.failed(fault, self.now))

    def _tell_os_failure(self, before: told.Status, fault: OSError) -> None:
        try:
            with faults_of_the_disk(self.layout.folder):
                raise fault
        except Fault as known:
            self._tell_failure(before, known)

    def _tell(self, now: told.Status, card: bytes | None = None) -> None:
        """Write status, page and card where others look, and beside the pages if need be."""
        folders = [self.layout.public]
        beside = self.layout.current / OWN_FOLDER
        if beside.is_dir() and not beside.is_symlink():
            folders.append(beside)
            relay.copy_timestamp(self.layout.public, beside)
        for folder in folders:
            path = folder / "card.json"
            if card is not None:
                write_safely(path, card)
            elif now.failure is None and now.held is None:
                path.unlink(missing_ok=True)
            write_safely(folder / "status.json", now.json)
            facts = relay.facts(path, now.ward)
            write_safely(folder / "index.html", page.health(now, facts))
            write_safely(folder / "style.css", page.STYLE)

    def _prune(self, new: Manifest) -> None:
        """Keep what is served and the one before it; one more becomes the next one's beginning."""
        old = self._others()
        for path in old[:-1]:
            spare = self.layout.releases / SPARE
            if spare.exists() or self._room(new):
                shutil.rmtree(path, ignore_errors=True)
            else:
                os.replace(path, spare)
        kept = {_id(path.name) for path in old[-1:]} | {new.id}
        contents = set(new.contents)
        for path in self.layout.work.glob("*.edition"):
            if path.stem not in kept:
                path.unlink()
        for path in self.layout.work.glob("*.manifest"):
            if path.stem not in kept:
                path.unlink()
            elif path.stem != new.id:
                contents |= set(manifest.parse(path.read_bytes()).contents)
        self.store.prune(contents)
        relay.prune(self.layout, kept)


def _id(name: str) -> str:
    """The edition of a release; a repaired one has a time behind it."""
    return name.partition("-")[0]
