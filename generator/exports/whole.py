"""The files of the whole catalogue: the edition's data and the API, made when asked for.

In: a ``Catalogue`` and its edition's day.  Out: ``Output``s of the site, or an edition's files
as a value.  They are made only when something in the catalogue has changed, and kept in the cache.
"""

import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path

import msgspec

from generator import addresses, cache_file
from generator.catalogue import Catalogue, digest
from generator.exports import api, bundle, parquet
from generator.exports.dataset import Dataset, dataset
from generator.exports.listing import Listed
from generator.output import Output


class Kept(msgspec.Struct, frozen=True):
    """The files of the whole catalogue in the cache: ``key`` says what they were made from.

    ``folder``: the edition's folder below the site's root; ``site``: path below that root ->
    SHA-256; ``listed``: what ``/du-lieu/`` shows of the edition's files.
    """

    key: bytes
    folder: str
    listed: tuple[Listed, ...]
    site: dict[str, str]


def files(data: Dataset) -> dict[str, bytes]:
    """All files of an edition: path below ``/du-lieu/<date>/`` -> content."""
    return {file.path: file.content for file in bundle.files(data)}


def keep(
    catalogue: Catalogue,
    program: bytes,
    cache: Path,
    edition: date | None = None,
    published: Mapping[str, date] | None = None,
    api_alone: bool = False,
) -> Kept:
    """The files of the whole catalogue, made into the cache where they are not there yet.

    ``edition`` and ``published`` as in ``dataset``; ``api_alone``: without the edition's files.
    """
    key = _key(catalogue, program, edition or catalogue.day, published or {}, api_alone)
    folder = cache / _FOLDER
    kept = _kept(folder)
    if kept is None or kept.key != key:
        shutil.rmtree(folder, ignore_errors=True)
        kept = _make(dataset(catalogue, edition, published), key, folder, api_alone)
        cache_file.write(folder / _INDEX, msgspec.msgpack.encode(kept))
    return kept


def outputs(kept: Kept, cache: Path) -> Iterator[Output]:
    """The API, and the edition's files both under its date and as the latest."""
    for path, content in kept.site.items():
        make = partial(_sound, cache / _FOLDER, path, content)
        key = bytes.fromhex(content)
        yield Output(path, key, make)
        if path.startswith(kept.folder):
            yield Output(addresses.LATEST_DATA + path.removeprefix(kept.folder), key, make)


def _sound(folder: Path, path: str, name: str) -> bytes:
    """A kept file of that SHA-256; CacheError where it has changed."""
    content = (folder / path).read_bytes()
    if sha256(content).hexdigest() != name:
        raise cache_file.discarded(folder / _INDEX)
    return content


_FOLDER = "exports"
_INDEX = "index.msgpack"


def _kept(folder: Path) -> Kept | None:
    """What the cache holds; None where it holds nothing, or not all of it."""
    try:
        kept = msgspec.msgpack.decode(cache_file.read(folder / _INDEX) or b"", type=Kept)
    except msgspec.MsgspecError:
        return None
    return kept if all((folder / path).is_file() for path in kept.site) else None


def _key(
    catalogue: Catalogue,
    program: bytes,
    edition: date,
    published: Mapping[str, date],
    api_alone: bool,
) -> bytes:
    """A hash of all that the files depend on, the versions of what writes them too."""
    days = [edition.isoformat(), *(f"{code} {day}" for code, day in sorted(published.items()))]
    writers = f"{sqlite3.sqlite_version} {parquet.version()} {'|'.join(days)} {api_alone}"
    own = (catalogue.digests[code] for code in catalogue.briefs)
    return digest(program, writers.encode(), catalogue.shared_digest, *own)


def _make(data: Dataset, key: bytes, folder: Path, api_alone: bool) -> Kept:
    listed: list[Listed] = []
    site: dict[str, str] = {}
    for file in () if api_alone else bundle.files(data):
        listed.append(file.listed())
        site[data.folder + file.path] = listed[-1].sha256
        _write(folder / data.folder / file.path, file.content)
    for path, content in api.files(data):
        site[path] = sha256(content).hexdigest()
        _write(folder / path, content)
    return Kept(key, data.folder, tuple(listed), site)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
