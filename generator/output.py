"""The site's folder: only stale files are made, and all of them before the first is replaced.

In: the ``Output``s of the whole site and the record of the last build.  Out: a folder that holds
exactly these files.

New files are made in a staging folder.  When all are there, the plan is written down and the files
are moved into place; a build that was interrupted while moving is finished by the next one, and
one that fails before that leaves the site as it was.
"""

import errno
import os
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import msgspec

from generator import cache_file, parallel
from generator.catalogue import digest
from generator.findings import ExpectedFault
from generator.progress import Progress, silent

PARALLEL_FROM = 60
"""Stale files that weigh less than this are made in this process: a fork would cost more."""

_TOLD_EVERY = 20

MARKER = ".niem-yet"
MARKER_TEXT = "Thư mục này do niemyet tạo ra: mỗi lần dựng, tệp lạ ở đây có thể bị xóa.\n"
FULL_TEXT = "pagefind/"
"""Written by the full-text search's own step, after the pages."""


class Output(msgspec.Struct, frozen=True, gc=False):
    """A file of the site: its path, the hash of what it is made from, and how to make it.

    ``weight``: how dear it is to make, where a procedure's page weighs 1.  ``apart``: whether a
    child process must make it, since what makes it keeps threads (``documents.press``).
    """

    path: str
    key: bytes
    make: Callable[[], bytes]
    weight: float = 1
    apart: bool = False


class SiteError(ExpectedFault):
    """The site's folder cannot be written; the message says what to do."""


class Written(msgspec.Struct, frozen=True, gc=False):
    """A file as the last build left it: key and content hash, and the file's size and time."""

    key: bytes
    content: bytes
    size: int
    mtime_ns: int


class Change(msgspec.Struct, frozen=True):
    """What a build did to the site's folder: counts of pages, and of files made and changed."""

    pages: int
    made: int
    written: int
    removed: int


class Site:
    """The folder of a site, and in ``cache`` the record of what stands in it."""

    def __init__(self, folder: Path, cache: Path) -> None:
        # Beside the folder itself, not beside a link to it, so that files can be moved into it.
        self._folder = folder.resolve()
        if not self._folder.name:
            raise SiteError(f"Không dựng trang vào thẳng {folder}. Hãy chọn một thư mục bên trong.")
        self._stage = self._folder.with_name(f".{self._folder.name}.new")
        self._record = cache / f"site-{digest(os.fsencode(self._folder)).hex()[:12]}.msgpack"
        self._plan = self._record.with_suffix(".plan")
        self._files = self._last_record()

    def _last_record(self) -> dict[str, Written]:
        try:
            data = cache_file.read(self._record) or b""
            return msgspec.msgpack.decode(data, type=dict[str, Written])
        except msgspec.MsgspecError:
            return {}

    def update(
        self, outputs: Sequence[Output], workers: int, progress: Progress = silent
    ) -> Change:
        """Make the folder hold exactly these outputs."""
        self._finish_interrupted()
        outputs = [*outputs, Output(MARKER, b"", lambda: MARKER_TEXT.encode())]
        wanted = {output.path for output in outputs}
        gone = sorted(self._files.keys() - wanted if self._files else self._strangers(wanted))
        stale = [output for output in outputs if not self._is_current(output)]
        made = self._make(stale, workers, progress)
        changed = [path for path, new in made.items() if not self._stands(path, new.content)]
        kept = {path: self._kept(path, made[path]) for path in made.keys() - set(changed)}
        self._commit(made | kept, changed, gone)
        pages = sum(path.endswith(".html") for path in wanted)
        return Change(pages, len(made), len(changed), len(gone))

    def _is_current(self, output: Output) -> bool:
        """Whether the file in the folder is what the output would make again."""
        written = self._files.get(output.path)
        return (
            written is not None
            and written.key == output.key
            and self._stands(output.path, written.content)
        )

    def _stands(self, path: str, content: bytes) -> bool:
        """Whether the file has that content, as far as its record, size and time tell."""
        written = self._files.get(path)
        if written is None or written.content != content:
            return False
        try:
            status = os.stat(f"{self._folder}/{path}")
        except OSError:
            return False
        return status.st_size == written.size and status.st_mtime_ns == written.mtime_ns

    def _kept(self, path: str, new: Written) -> Written:
        """The record of a file made again with the same bytes: the old file, the new key."""
        return msgspec.structs.replace(self._files[path], key=new.key)

    def _strangers(self, wanted: set[str]) -> list[str]:
        """Files of a folder without a record that the new site does not have."""
        found = [path for path in _files_below(self._folder) if not path.startswith(FULL_TEXT)]
        if found and MARKER not in found:
            raise SiteError(
                f"Thư mục {self._folder} có tệp không do niemyet tạo ra (ví dụ {found[0]}). "
                "Hãy chọn thư mục khác cho trang, hoặc dọn trống thư mục này."
            )
        return [path for path in found if path not in wanted]

    def _make(self, stale: list[Output], workers: int, progress: Progress) -> dict[str, Written]:
        shutil.rmtree(self._stage, ignore_errors=True)
        if not stale:
            return {}
        self._stage.mkdir(parents=True)
        apart = [output for output in stale if output.apart]
        plain = [output for output in stale if not output.apart]
        fork = workers > 1 and not apart and sum(one.weight for one in plain) >= PARALLEL_FROM
        hands = _dealt(plain, workers) if fork else [plain]
        printers = _dealt(apart, min(workers, len(apart)))
        jobs = [partial(_make_all, hand, self._stage) for hand in (*printers, *hands[1:])]
        # One hand is made here: a process less, and somebody who tells how far all of them are.
        here = partial(_make_here, hands[0], self._stage, progress, len(apart))
        results, mine = parallel.run(jobs, here, fork or bool(apart))
        return {path: written for result in (mine, *results) for path, written in result}

    def _commit(self, made: dict[str, Written], changed: list[str], gone: list[str]) -> None:
        files = dict(self._files)
        for path in gone:
            files.pop(path, None)
        if made or gone:
            files |= made
            plan = _Plan(files, changed, gone)
            cache_file.write(self._plan, msgspec.msgpack.encode(plan))
            self._carry_out(plan)
        self._files = files

    def _finish_interrupted(self) -> None:
        """Carry out a plan that an interrupted build had written down."""
        try:
            plan = msgspec.msgpack.decode(cache_file.read(self._plan) or b"", type=_Plan)
        except msgspec.MsgspecError:
            return
        self._carry_out(plan)
        self._files = plan.files

    def _carry_out(self, plan: "_Plan") -> None:
        whole = len(plan.changed) == len(plan.files)
        if whole and self._stage.exists() and not self._folder.exists():
            self._stage.rename(self._folder)
        else:
            for path in plan.changed:
                self._move(path)
        for path in plan.gone:
            self._remove(path)
        cache_file.write(self._record, msgspec.msgpack.encode(plan.files))
        self._plan.unlink(missing_ok=True)
        shutil.rmtree(self._stage, ignore_errors=True)

    def _move(self, path: str) -> None:
        source, target = self._stage / path, self._folder / path
        try:
            _replace(source, target)
        except FileNotFoundError:
            if source.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                _replace(source, target)

    def _remove(self, path: str) -> None:
        """Remove a file, and the folders that it leaves empty; what is gone already stays so."""
        target = self._folder / path
        target.unlink(missing_ok=True)
        for parent in target.parents:
            if parent == self._folder or (parent.exists() and any(parent.iterdir())):
                return
            if parent.exists():
                parent.rmdir()


def _replace(source: Path, target: Path) -> None:
    try:
        os.replace(source, target)
    except OSError as fault:
        if fault.errno != errno.EXDEV:
            raise
        # The site's folder is a volume of its own: copied beside the target first, so that whoever
        # reads finds the old file or the new one.
        draft = target.with_name(f".{target.name}.new")
        shutil.copy2(source, draft)
        os.replace(draft, target)


class _Plan(msgspec.Struct):
    files: dict[str, Written]
    changed: list[str]
    gone: list[str]


def _dealt(outputs: list[Output], hands: int) -> list[list[Output]]:
    """The outputs dealt so that all hands weigh nearly the same: the heaviest first."""
    dealt: list[list[Output]] = [[] for _ in range(hands)]
    weights = [0.0] * hands
    for output in sorted(outputs, key=lambda output: -output.weight):
        lightest = weights.index(min(weights))
        dealt[lightest].append(output)
        weights[lightest] += output.weight
    return dealt


def _make_all(
    outputs: Sequence[Output], stage: Path, progress: Progress = silent
) -> list[tuple[str, Written]]:
    made = []
    for number, output in enumerate(outputs):
        if number % _TOLD_EVERY == 0:
            progress(number, len(outputs), "Dựng trang")
        made.append((output.path, _make_one(output, stage)))
    return made


def _make_here(
    outputs: Sequence[Output], stage: Path, progress: Progress, printed: int
) -> list[tuple[str, Written]]:
    """Make these, and say what is waited for afterwards; ``printed``: files that others make."""
    made = _make_all(outputs, stage, progress)
    if printed:
        progress(0, printed, "In tờ niêm yết")
    return made


def _make_one(output: Output, stage: Path) -> Written:
    content = output.make()
    target = f"{stage}/{output.path}"
    with os.fdopen(_open_new(target), "wb", buffering=0) as file:
        view = memoryview(content)
        while view:
            view = view[file.write(view) :]
        status = os.fstat(file.fileno())
    return Written(output.key, digest(content), status.st_size, status.st_mtime_ns)


def _open_new(target: str) -> int:
    # A page has a folder of its own, so that one is missing more often than not.
    folder = os.path.dirname(target)
    try:
        os.mkdir(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    return os.open(target, flags, 0o644)


def _files_below(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()
    )
