"""The stages in order: catalogue folder -> checked catalogue -> pages -> the site's folder.

In: a ``Project``.  Out: ``Built``.  Clock, environment and printing are the caller's.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator import answers, folder, lock, results, shared_files, short_addresses, sitemap
from generator.canonical import content_hash
from generator.catalogue import Catalogue, digest
from generator.drawing import Drawn, draw
from generator.editions import chain, withdrawals
from generator.editions.chain import Editions
from generator.folder import Reading
from generator.located import Located
from generator.model import Publisher
from generator.output import Change, Output, Site
from generator.progress import Progress, silent
from generator.render import Pages
from generator.results import Results
from generator.search import index as search
from generator.store import Store
from generator.views.offers import NO_PAPERS
from generator.website import PARTS, Website

if TYPE_CHECKING:
    from generator.documents.papers import Papers

PROGRAM = Path(__file__).parent
_FROZEN = re.compile(r"/ban/|^du-lieu/.+/index\.html$")


class Project(msgspec.Struct, frozen=True, kw_only=True):
    """Where things are: ``look`` holds mkdocs.yml, content/ and site_overrides/.

    ``exports``: whether the site has the open data.  ``papers``: whether it has notices to print
    and the files of forms.
    ``draft``: whether it shows the catalogue as it stands even where an edition was published.
    """

    look: Path
    catalogue: Path
    site: Path
    cache: Path
    workers: int = 2
    exports: bool = True
    papers: bool = True
    draft: bool = False


class Built(msgspec.Struct, frozen=True):
    """What a build found and did; ``change`` is None where faults forbade it.

    ``catalogue``: what the site shows.  ``waiting``: the edition that it shows although the folder
    holds something else, which waits to be published.
    """

    reading: Reading
    change: Change | None
    catalogue: Catalogue | None = None
    waiting: date | None = None


class _Shown(msgspec.Struct, frozen=True):
    """What a site is made of."""

    catalogue: Catalogue
    editions: Editions
    results: Results
    reading: Reading
    website: Website
    look: bytes


def load_catalogue(root: Path, cache: Path, workers: int = 1) -> Reading:
    """Read and check a catalogue folder, without building anything."""
    return _with_others(_read(root, cache, workers))[0]


def build(project: Project, progress: Progress = silent) -> Built:
    """Bring the site's folder up to date with the catalogue; untouched where faults forbid it."""
    with building(project.cache, progress):
        return _build(project, progress)


@contextmanager
def building(cache: Path, progress: Progress = silent) -> Iterator[None]:
    """While this lasts no other program changes a site from this cache."""
    waiting = partial(progress, 0, 1, "Chờ một lần dựng khác xong")
    with lock.in_turn(cache / "building.lock", waiting):
        yield


def _read(
    root: Path, cache: Path, workers: int, meanwhile: Callable[[], None] = lambda: None
) -> Reading:
    # Whoever only checks need not wait for a whole build.
    with lock.in_turn(cache / "reading.lock"):
        return folder.read(root, Store(cache, program_digest()), workers, meanwhile)


def _build(project: Project, progress: Progress) -> Built:
    progress(0, 1, "Đọc danh mục")
    drawn: list[Drawn] = []
    editions = chain.load(project.catalogue / chain.FOLDER)
    reading = _read(
        project.catalogue,
        project.cache,
        project.workers,
        meanwhile=lambda: drawn.extend(_draw(project, editions)),
    )
    reading, found = _with_others(reading)
    if reading.catalogue is None:
        return Built(reading, None)
    catalogue, waiting = _published(reading.catalogue, editions, project.draft)
    shown = _Shown(catalogue, editions, found, reading, drawn[0].website, drawn[0].look)
    outputs = list(_outputs(shown, project))
    change = Site(project.site, project.cache).update(outputs, project.workers, progress)
    return Built(reading, change, catalogue, waiting)


def _with_others(reading: Reading) -> tuple[Reading, Results]:
    """The settlement results beside the catalogue; their flaws forbid publishing as others do,
    and so do those of ``withdrawn.yml``."""
    catalogue, found, located = reading.catalogue, Results(), list[Located]()
    if catalogue:
        found, located = results.read(reading.root, catalogue.shared)
    located += withdrawals.read(reading.root, catalogue.briefs if catalogue else ())[1]
    if not located:
        return reading, found
    located = [*reading.located, *located]
    return msgspec.structs.replace(reading, catalogue=None, located=tuple(located)), found


def _published(
    catalogue: Catalogue, editions: Editions, draft: bool
) -> tuple[Catalogue, date | None]:
    """The catalogue of the newest edition, and its day where the folder holds something else."""
    if draft or editions.newest is None:
        return catalogue, None
    from generator import publishing

    if publishing.is_newest(catalogue, editions):
        return catalogue, None
    return editions.catalogue(), editions.newest.edition.day


def _outputs(shown: _Shown, project: Project) -> Iterator[Output]:
    catalogue, look, files = shown.catalogue, shown.look, shown.website.files
    papers = _papers(shown, project) if project.papers else None
    pages = list(_pages(shown, project, papers))
    offered = [file.path for file in papers.form_outputs()] if papers else []
    yield from pages
    yield from search.outputs(catalogue, look, project.cache)
    yield from answers.outputs(catalogue, look)
    yield from sitemap.outputs(catalogue, [*_in_force(pages), *files], offered)
    if project.exports or papers:
        # Printed codes lead here for ever, whatever else is left out.
        yield from short_addresses.outputs(catalogue)
    if papers:
        yield from papers.outputs()
    for path, content in files.items():
        yield Output(path, digest(content), partial(bytes, content))


def _papers(shown: _Shown, project: Project) -> "Papers":
    """What the site prints, with the files of all forms made, whose sizes pages tell."""
    from generator.documents.papers import Papers

    # A draft may say what no edition has published.
    published = shown.editions.published() if not project.draft and shown.editions.newest else {}
    papers = Papers(
        shown.catalogue,
        shown.reading.forms,
        shown.reading.official,
        program_digest(),
        project.cache,
        published,
    )
    papers.make_forms(project.workers)
    return papers


def _pages(shown: _Shown, project: Project, papers: "Papers | None") -> Iterator[Output]:
    """The pages, and all that stands beside them for each part that the site has."""
    catalogue, editions, look = shown.catalogue, shown.editions, shown.look
    parts = _parts(project, editions)
    head = None
    if "data" in parts:
        # Imported here, as below: a site without these parts is built without loading them.
        from generator import open_data

        head = partial(open_data.head, catalogue, editions)
    offers = papers or NO_PAPERS
    pages = Pages(catalogue, shown.website, look, project.cache, editions, head, offers)
    yield from pages.outputs()
    if papers:
        yield from papers.pages(pages.draw)
    if "record" in parts:
        from generator.public_record import PublicRecord

        record = PublicRecord(catalogue, editions, shown.results, look, pages.draw)
        yield from record.outputs()
    if "data" in parts:
        files = list(papers.form_outputs()) if papers else []
        yield from open_data.outputs(catalogue, editions, pages, look, project.cache, files)


def _parts(project: Project, editions: Editions) -> tuple[str, ...]:
    """The parts that the site has: what was published stays, whatever is left out."""
    wanted = {
        "data": project.exports,
        "record": project.exports or editions.newest is not None,
        "papers": project.papers,
    }
    return tuple(part for part in PARTS if wanted[part])


def _in_force(pages: Iterable[Output]) -> Iterator[str]:
    """The pages for search engines: all but the frozen ones."""
    return (page.path for page in pages if not _FROZEN.search(page.path))


def _draw(project: Project, editions: Editions) -> Iterator[Drawn]:
    """What MkDocs draws for the site; nothing where the publisher's file has faults, which
    reading the catalogue reports."""
    publisher = shared_files.publisher(project.catalogue)
    if publisher is None:
        return
    if not project.draft and editions.newest:
        publisher = _posted(publisher, editions)
    parts = _parts(project, editions)
    yield draw(project.look, publisher, parts, project.cache, program_digest())


def _posted(publisher: Publisher, editions: Editions) -> Publisher:
    """The publisher as the newest edition names it: who the shown pages say has posted them."""
    name = editions.state().shared["publisher"]
    if content_hash(publisher) == name:
        return publisher
    return msgspec.json.decode(editions.content(name), type=Publisher)


@cache
def program_digest() -> bytes:
    """A hash of the program and its templates: what other versions have cached is not used."""
    sources = sorted(path for path in PROGRAM.rglob("*") if path.suffix in {".py", ".html"})
    return digest(*(part for path in sources for part in (path.name.encode(), path.read_bytes())))
