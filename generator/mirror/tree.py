"""A release as a folder: exactly the files of a manifest, as links to the store.

In: a manifest, a store, a folder that is new or was an older release.  Out: the folder, laid out,
and what of it is not on the disk yet.  What an older release already links rightly stays: two
thousand folders need not be made again.
"""

import os
import shutil
from pathlib import Path, PurePosixPath

from generator.mirror.store import READ_ONLY, Store, hash_of
from generator.signing.manifest import Manifest
from generator.signing.names import OWN_FOLDER


def lay(folder: Path, wanted: Manifest, store: Store, *, link_own: bool) -> list[Path]:
    """Make the folder hold exactly these files, and the mirror's own folder or a link to it.

    Gives what a power cut could still undo: the folders whose lists of names have changed, and
    the files that had to be copied.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kept, touched = _clean(folder, wanted, store)
    copied: list[Path] = []
    for path, entry in wanted.files.items():
        if path in kept:
            continue
        parent = path.rpartition("/")[0]
        if parent not in touched:
            os.makedirs(f"{folder}/{parent}", exist_ok=True)
            touched |= _with_parents(parent)
        if not _place(store.path(entry.sha256), f"{folder}/{path}"):
            copied.append(folder / path)
    if link_own:
        (folder / OWN_FOLDER).symlink_to(Path("../..") / OWN_FOLDER, target_is_directory=True)
    else:
        (folder / OWN_FOLDER).mkdir()
    return [*copied, *(folder / name for name in sorted({*touched, ""}))]


def _with_parents(name: str) -> set[str]:
    """A folder's path and those of all folders that it is in, the outermost as ``""``."""
    return {name, *(parent.as_posix() for parent in PurePosixPath(name).parents)} - {"."} | {""}


def _clean(folder: Path, wanted: Manifest, store: Store) -> tuple[set[str], set[str]]:
    """Remove what does not belong; the paths that are right already, and the folders touched."""
    kept: set[str] = set()
    touched: set[str] = set()
    own = folder / OWN_FOLDER
    if own.is_symlink():
        own.unlink()
    else:
        shutil.rmtree(own, ignore_errors=True)
    for place, folders, files in os.walk(folder, topdown=False):
        below = Path(place).relative_to(folder).as_posix()
        for name in files:
            path = name if below == "." else f"{below}/{name}"
            if _is_link_to_store(f"{place}/{name}", path, wanted, store):
                kept.add(path)
            else:
                Path(place, name).unlink()
                touched.add(below)
        for name in folders:
            inner = Path(place, name)
            if inner.is_symlink():
                inner.unlink()
            elif not any(inner.iterdir()):
                inner.rmdir()
            else:
                continue
            touched.add(below)
    gone = {name for name in touched if not (folder / name).is_dir()}
    return kept, touched - gone - {"."}


def _is_link_to_store(file: str, path: str, wanted: Manifest, store: Store) -> bool:
    entry = wanted.files.get(path)
    if entry is None:
        return False
    mine = os.lstat(file)
    content = os.stat(store.path(entry.sha256))
    return (mine.st_ino, mine.st_dev) == (content.st_ino, content.st_dev) and mine.st_nlink > 1


def _place(content: Path, file: str) -> bool:
    """Whether a link could be made; else the file is a copy."""
    try:
        os.link(content, file)
    except OSError:
        shutil.copyfile(content, file)
        Path(file).chmod(READ_ONLY)
        return False
    return True


def verify(folder: Path, wanted: Manifest) -> tuple[str, ...]:
    """Paths below a served folder that are missing, changed or foreign."""
    bad = [
        path
        for path, entry in wanted.files.items()
        if not (folder / path).is_file() or hash_of(folder / path) != entry.sha256
    ]
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if name.split("/")[0] != OWN_FOLDER and not path.is_dir() and name not in wanted.files:
            bad.append(name)
    return tuple(sorted(bad))
