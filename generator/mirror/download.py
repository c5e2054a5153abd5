"""Getting an edition's manifest and contents: by a pack where one helps, else one by one.

In: what is signed (the manifest's hash and length), a store, a source.  Out: the manifest, and a
store that lacks nothing of it.
"""

import threading
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue

from generator.mirror.layout import object_path, target_path
from generator.mirror.source import Absent, Session, Source, fetch
from generator.mirror.store import Store
from generator.signing import manifest, pack
from generator.signing.faults import Fault
from generator.signing.manifest import EMPTY, Entry, Manifest

PACK_WORTH = 0.3
"""A pack is read on when at least this part of its contents is missing here."""
MANIFEST_LIMIT = 64_000_000
RESUMES = 3
"""So often a pack is taken up again at once after the line was cut."""
SPARE = 20_000_000
"""Bytes that must stay free on the disk."""

Progress = Callable[[int, int], None]
"""Called with bytes that are there and bytes that are wanted."""


def silent(done: int, total: int) -> None:
    """Show no progress."""


@dataclass
class Downloader:
    """One edition's download; counts what it took in."""

    source: Source
    session: Session
    store: Store
    part: Path
    free: Callable[[Path], int]
    workers: int = 6
    progress: Progress = silent
    fetched: int = 0
    used_pack: Path | None = None

    def edition(
        self, wanted: Entry, old: Manifest | None, deep: bool, room: Callable[[Manifest], int]
    ) -> Manifest:
        """The manifest with that hash, all its contents in the store.

        ``room`` tells how much more than the missing contents the release will take.
        """
        if wanted.length > MANIFEST_LIMIT:
            raise Fault("too-long", "Bản kê vượt giới hạn về dung lượng.")
        with ExitStack() as stack:
            # Only a stopped generator closes its file and its connection.
            reader = stack.enter_context(_Pack(self, wanted, old))
            new = reader.manifest() or self._manifest(wanted)
            need = self.store.lacking(new.contents, deep=deep)
            self._check_space(sum(need.values()) + room(new))
            total = sum(need.values())
            if need:
                self._from_pack(reader, old or EMPTY, new, need, total)
        self._singly(need, total)
        return new

    def _manifest(self, wanted: Entry) -> Manifest:
        path = target_path(manifest.NAME, wanted.sha256)
        text = fetch(self.session, path, wanted.length)
        if manifest.describe(text) != wanted:
            raise Fault("tampered", "Bản kê của nguồn không khớp chữ ký.")
        return manifest.parse(text)

    def _check_space(self, wanted: int) -> None:
        free = self.free(self.part)
        if wanted and wanted * 1.05 + SPARE > free:
            raise Fault(
                "disk-full",
                f"Đĩa không đủ chỗ: cần {(wanted * 1.05 + SPARE) / 1e6:.0f} MB, còn "
                f"{free / 1e6:.0f} MB.",
            )

    def _from_pack(
        self, reader: "_Pack", old: Manifest, new: Manifest, need: dict[str, int], total: int
    ) -> None:
        done = 0
        for sha256 in reader.contents(old, new, need):
            done += need.pop(sha256)
            self.fetched += 1
            self.progress(done, total)

    def _singly(self, need: Mapping[str, int], total: int) -> None:
        """Fetch what is left with several lines at once; the first fault stops all of them."""
        work: SimpleQueue[tuple[str, int]] = SimpleQueue()
        for item in need.items():
            work.put(item)
        faults: list[BaseException] = []
        done, guard = [total - sum(need.values())], threading.Lock()

        def fetch_some(session: Session) -> None:
            try:
                while not faults:
                    sha256, length = work.get_nowait()
                    self.store.fetch(session, object_path(sha256), sha256, length)
                    with guard:
                        done[0] += length
                        self.fetched += 1
                        self.progress(done[0], total)
            except Empty:
                pass
            except BaseException as fault:
                faults.append(fault)

        share(self.source, self.session, min(self.workers, len(need)), fetch_some)
        if faults:
            raise faults[0]


def share(source: Source, first: Session, workers: int, work: Callable[[Session], None]) -> None:
    """Run the work in several threads, each with its own line; this thread's line is one."""

    def with_own_line() -> None:
        session = source.session()
        try:
            work(session)
        finally:
            session.close()

    threads = [threading.Thread(target=with_own_line, daemon=True) for _ in range(1, workers)]
    for thread in threads:
        thread.start()
    if workers:
        work(first)
    for thread in threads:
        thread.join()


class _Pack:
    """A pack from the source, if there is one and it is of any use."""

    def __init__(self, download: Downloader, wanted: Entry, old: Manifest | None) -> None:
        self._download, self._wanted, self._old = download, wanted, old or EMPTY
        same = old is not None and manifest.describe(old.text) == wanted
        self._name = "" if same else pack.name(old.id if old else None, wanted.sha256[:16])
        self._draft = download.part / self._name
        self._chunks = self._read()
        self._reader = pack.Reader(self._chunks)
        self._open = bool(self._name)
        self._longest = 2 * wanted.length + 2_000_000
        self._whole = True

    def __enter__(self) -> "_Pack":
        return self

    def __exit__(self, *_: object) -> None:
        self._chunks.close()

    def manifest(self) -> Manifest | None:
        """The manifest as the pack tells it, if it is the one that is signed."""
        if not self._open:
            return None
        try:
            changes = self._reader.edits(2 * (len(self._old.text) + self._wanted.length) + 1000)
            text = manifest.apply(self._old.text, changes)
        except (Absent, IndexError):
            text = b""
        except Fault as fault:
            self._give_up(fault)
            return None
        if manifest.describe(text) != self._wanted:
            self._open = False
            self._chunks.close()
            return None
        return manifest.parse(text)

    def contents(self, old: Manifest, new: Manifest, need: Mapping[str, int]) -> Iterator[str]:
        """Put the pack's contents into the store; gives the hash of each that was wanted."""
        carried = pack.missing(old, new)
        if not self._open or sum(need.values()) < PACK_WORTH * sum(carried.values()):
            self._chunks.close()
            return
        self._longest += int(1.01 * sum(carried.values()))
        try:
            for sha256, length in carried.items():
                pieces = self._reader.take(length)
                if sha256 not in need:
                    for _ in pieces:
                        pass
                elif self._download.store.add(sha256, length, pieces):
                    yield sha256
                else:
                    self._whole = False
            for _ in self._chunks:
                pass
            if self._whole:
                self._download.used_pack = self._draft
        except Fault as fault:
            self._give_up(fault)

    def _give_up(self, fault: Fault) -> None:
        """Go on without the pack, unless the line itself is down."""
        self._open = False
        self._chunks.close()
        if fault.code in ("network", "slow"):
            raise fault
        self._draft.unlink(missing_ok=True)

    def _read(self) -> Generator[bytes, None, None]:
        """The pack's bytes: what an earlier run left here, then the rest from the source."""
        with self._draft.open("a+b") as file:
            file.seek(0)
            have = 0
            while piece := file.read(1 << 16):
                have += len(piece)
                yield piece
            for last in (*[False] * RESUMES, True):
                try:
                    for piece in self._rest(have):
                        have += len(piece)
                        file.write(piece)
                        yield piece
                    return
                except Fault as fault:
                    if last or fault.code != "network":
                        raise

    def _rest(self, have: int) -> Iterator[bytes]:
        with self._download.session.open(f"packs/{self._name}", have) as reply:
            if have and reply.start != have:
                raise Fault("tampered", "Nguồn không cho tải tiếp gói tải nhanh.")
            for piece in reply.pieces:
                have += len(piece)
                if have > self._longest:
                    raise Fault("too-long", "Gói tải nhanh dài bất thường.")
                yield piece
