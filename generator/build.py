"""The stages in order: catalogue folder -> checked catalogue -> pages -> the site's folder.

In: a ``Project``.  Out: ``Built``.  Clock, environment and printing are the caller's.
"""

from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

import msgspec

from generator import folder, sitemap
from generator.bind import bind
from generator.catalogue import Catalogue, digest
from generator.folder import Reading
from generator.load import decode, parse
from generator.model import Publisher
from generator.output import Change, Output, Site
from generator.render import Pages
from generator.search import index as search
from generator.store import Store
from generator.website import Website, fingerprint, shells

PROGRAM = Path(__file__).parent


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """Where things are: ``look`` holds mkdocs.yml, content/ and site_overrides/."""

    look: Path
    catalogue: Path
    site: Path
    cache: Path
    workers: int = 2


class Built(msgspec.Struct, frozen=True):
    """What a build found and did; ``change`` is None where faults forbade it."""

    reading: Reading
    change: Change | None


def load_catalogue(root: Path, cache: Path, workers: int = 1) -> Reading:
    """Read and check a catalogue folder, without building anything."""
    return folder.read(root, Store(cache, program_digest()), workers)


def build(project: Project) -> Built:
    """Bring the site's folder up to date with the catalogue; untouched where faults forbid it."""
    drawn: list[tuple[Website, bytes]] = []
    reading = folder.read(
        project.catalogue,
        Store(project.cache, program_digest()),
        project.workers,
        meanwhile=lambda: drawn.extend(_draw(project)),
    )
    if reading.catalogue is None:
        return Built(reading, None)
    website, look = drawn[0]
    outputs = list(_outputs(reading.catalogue, website, look, project))
    return Built(reading, Site(project.site, project.cache).update(outputs, project.workers))


def _outputs(
    catalogue: Catalogue, website: Website, look: bytes, project: Project
) -> Iterator[Output]:
    pages = list(Pages(catalogue, website, look, project.cache).outputs())
    yield from pages
    yield _search_index(catalogue, look, project.look)
    yield from sitemap.outputs(catalogue, [*(page.path for page in pages), *website.files])
    for path, content in website.files.items():
        yield Output(path, digest(content), partial(bytes, content))


def _search_index(catalogue: Catalogue, look: bytes, folder: Path) -> Output:
    key = digest(look, catalogue.shared_digest, *catalogue.brief_digests.values())
    scripts = folder / "site_overrides" / "assets" / "search"
    make = partial(_made_index, catalogue, scripts)
    return Output(search.ADDRESS, key, make, 2 * len(catalogue.briefs))


def _made_index(catalogue: Catalogue, scripts: Path) -> bytes:
    return search.index(catalogue, scripts)[search.ADDRESS]


def _draw(project: Project) -> Iterator[tuple[Website, bytes]]:
    """The website's shells and files, from the cache where nothing they depend on has changed.

    Yields nothing where the publisher's file has faults: reading the catalogue reports them.
    """
    publisher = _publisher(project.catalogue / "publisher.yml")
    if publisher is None:
        return
    key = digest(fingerprint(project.look, publisher), program_digest())
    kept = project.cache / "website.msgpack"
    website = _kept_website(kept, key)
    if website is None:
        website = shells(project.look, project.cache / "mkdocs", publisher)
        kept.write_bytes(msgspec.msgpack.encode((key, website)))
    yield website, key


def _kept_website(path: Path, key: bytes) -> Website | None:
    try:
        saved, website = msgspec.msgpack.decode(path.read_bytes(), type=tuple[bytes, Website])
    except (OSError, msgspec.MsgspecError):
        return None
    return website if saved == key else None


def _publisher(path: Path) -> Publisher | None:
    if not path.is_file():
        return None
    text, flaws = decode(path.read_bytes())
    tree, more = parse(text)
    record = bind(tree, Publisher)
    return None if flaws or more or isinstance(record, list) else record


@cache
def program_digest() -> bytes:
    """A hash of the program and its templates: what other versions have cached is not used."""
    sources = sorted(path for path in PROGRAM.rglob("*") if path.suffix in {".py", ".html"})
    return digest(*(part for path in sources for part in (path.name.encode(), path.read_bytes())))
