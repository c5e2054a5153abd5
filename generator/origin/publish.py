"""From the origin's folder to where mirrors can reach it, by rsync or by copying.

In: the folder and a target.  Out: the target brought up to date in three passes, so that whoever
asks in between finds all that the old timestamp names or all that the new one names: first what
is new, then the timestamp, then what is no longer needed goes.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generator.signing.faults import Fault

LAST = "metadata/timestamp.json"
Run = Callable[[Sequence[str]], int]


def run(command: Sequence[str]) -> int:
    """Run a program; its exit code."""
    try:
        return subprocess.run(command, check=False).returncode
    except FileNotFoundError:
        raise Fault("missing", f"Máy này chưa có chương trình {command[0]}.") from None


def passes(folder: Path, target: str) -> Iterator[list[str]]:
    """The rsync commands, in order."""
    common = ["rsync", "--recursive", "--checksum", "--chmod=D755,F644", "--delay-updates"]
    common.append("--exclude=.*")
    places = [f"{folder}/", target]
    yield [*common, f"--exclude=/{LAST}", *places]
    yield [*common, "--include=/metadata/", f"--include=/{LAST}", "--exclude=*", *places]
    yield [*common, "--delete-after", *places]


def by_rsync(folder: Path, target: str, start: Run = run) -> None:
    """Publish to what rsync can reach: host:path, rsync://…, a folder."""
    for command in passes(folder, target):
        code = start(command)
        if code:
            raise Fault("network", f"rsync dừng với mã {code}; chạy lại sẽ làm tiếp.")


def to_folder(folder: Path, target: Path) -> int:
    """Publish to another folder, a mounted share for instance; how many files were written."""
    names = [path.relative_to(folder).as_posix() for path in _files(folder)]
    written = sum(_copy(folder, target, name) for name in names if name != LAST)
    written += _copy(folder, target, LAST)
    kept = set(names)
    for path in _files(target):
        if path.relative_to(target).as_posix() not in kept:
            path.unlink()
    return written


def _files(folder: Path) -> list[Path]:
    return sorted(
        path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")
    )


def _copy(folder: Path, target: Path, name: str) -> bool:
    source, place = folder / name, target / name
    if place.exists() and place.read_bytes() == source.read_bytes():
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = place.with_name(f".{place.name}.new")
    shutil.copyfile(source, draft)
    os.replace(draft, place)
    return True
