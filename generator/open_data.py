"""What a site has for those who reuse its data and cite it; a build may leave it out.

In: the catalogue, its editions, and ``Pages``, which makes pages.  Out: ``Output``s: the files of
each procedure for machines, the files of the whole, the page that lists them.

The data of an edition are the bytes that were stored when it was published, those of the newest
edition too; only where nothing was published yet are they made from the catalogue.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache as remembered
from functools import partial
from pathlib import Path

from generator import addresses
from generator.catalogue import Catalogue, digest
from generator.editions.archive import sha
from generator.editions.chain import Editions, Published
from generator.exports import data_page, form_files, frozen_data, links, listing, records, whole
from generator.exports.dataset import dataset, origin
from generator.exports.listing import Listed
from generator.output import Output
from generator.render import Pages
from generator.views import version

Listing = Callable[[], Sequence[Listed]]


def outputs(
    catalogue: Catalogue,
    editions: Editions,
    pages: Pages,
    look: bytes,
    cache: Path,
    files: Sequence[Output] = (),
) -> Iterator[Output]:
    """Every file of the open data, in a fixed order; ``files``: those offered of forms."""
    day = editions.days[-1] if editions.days else catalogue.day
    yield form_files.output(catalogue, day, files)
    yield from records.outputs(catalogue, look)
    published = [one for one in editions.chain if one.edition.pieces]
    if published and published[-1] == editions.newest:
        yield from _published(catalogue, editions, published, pages)
        kept = whole.keep(
            catalogue, look, cache, editions.days[-1], editions.published(), api_alone=True
        )
        yield from whole.outputs(kept, cache)
    else:
        yield from _unpublished(catalogue, editions, pages, look, cache)


def _published(
    catalogue: Catalogue, editions: Editions, published: Sequence[Published], pages: Pages
) -> Iterator[Output]:
    """The stored files of every edition, the newest also as the latest, and the page of all."""
    newest = published[-1]
    for one in published:
        yield from _files(addresses.data(one.edition.day), one, editions)
    yield from _files(addresses.LATEST_DATA, newest, editions)
    listed = remembered(partial(_listed, newest, editions))
    earlier = [one.edition.day for one in reversed(published[:-1])]
    page = partial(_page, catalogue, newest, listed, earlier)
    head = partial(_page_head, catalogue, newest, listed)
    parts = (bytes.fromhex(newest.sha256),)
    yield pages.draw(addresses.DATA, "data", parts, page, 3, head)


def _files(folder: str, published: Published, editions: Editions) -> Iterator[Output]:
    """Keyed by their own hash, so that nothing can change them."""
    for path, name in published.edition.data.items():
        yield Output(folder + path, bytes.fromhex(name), partial(editions.data_file, name))


def _listed(published: Published, editions: Editions) -> Sequence[Listed]:
    """What lists say of the edition's files, by the manifest that was published with them."""
    data = published.edition.data
    manifest, sums = (editions.data_file(data[path]) for path in (listing.MANIFEST, listing.SUMS))
    return listing.listed(manifest, sums)


def _page(
    catalogue: Catalogue, published: Published, listed: Listing, earlier: Iterable[date]
) -> data_page.DataView:
    edition = published.edition
    return data_page.view(catalogue, edition.day, listed(), edition.decision, earlier)


def _page_head(catalogue: Catalogue, published: Published, listed: Listing) -> str:
    return links.data_head(catalogue, published.edition.day, listed())


def _unpublished(
    catalogue: Catalogue, editions: Editions, pages: Pages, look: bytes, cache: Path
) -> Iterator[Output]:
    """The files as they would be published."""
    day = editions.days[-1] if editions.days else catalogue.day
    kept = whole.keep(catalogue, look, cache, day, editions.published())
    yield from whole.outputs(kept, cache)
    hashes = tuple(bytes.fromhex(file.sha256) for file in kept.listed)
    style = version.STYLE.encode()
    if sha(style) not in editions.styles():
        yield Output(addresses.frozen_style(sha(style)), digest(style), partial(bytes, style))
    make = partial(_index, catalogue, editions, day, kept.listed, pages)
    for folder in (addresses.data(day), addresses.LATEST_DATA):
        yield Output(folder + frozen_data.FILE, digest(look, *hashes), make)
    page = partial(data_page.view, catalogue, day, kept.listed)
    head = partial(links.data_head, catalogue, day, kept.listed)
    yield pages.draw(addresses.DATA, "data", hashes, page, 3, head)


def _index(
    catalogue: Catalogue, editions: Editions, day: date, listed: Sequence[Listed], pages: Pages
) -> bytes:
    data = dataset(catalogue, day, editions.published())
    return pages.plain(
        frozen_data.PAGE, frozen_data.view(data, listed, sha(version.STYLE.encode()))
    )


def head(catalogue: Catalogue, editions: Editions, code: str) -> str:
    """What the head of a procedure's page has beside the shell's."""
    versions = editions.versions(code)
    frozen = addresses.version(code, versions[-1].day) if versions else ""
    cite_as = f"{origin(catalogue)}/{frozen}" if frozen else None
    return links.head(catalogue.whole(code), catalogue, cite_as)
