"""What a site has for those who reuse its data and cite it; a build may leave it out.

In: the catalogue, its editions, and ``Pages``, which makes pages.  Out: ``Output``s: the files of
each procedure for machines, the files of the whole, the page that lists them.
"""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from generator import addresses
from generator.catalogue import Catalogue
from generator.editions.chain import Editions
from generator.exports import data_page, links, records, whole
from generator.exports.dataset import origin
from generator.output import Output
from generator.render import Pages


def outputs(
    catalogue: Catalogue, editions: Editions, pages: Pages, look: bytes, cache: Path
) -> Iterator[Output]:
    """Every file of the open data, in a fixed order."""
    day = editions.newest.edition.day if editions.newest else catalogue.day
    kept = whole.keep(catalogue, look, cache, day, editions.published())
    yield from records.outputs(catalogue, look)
    yield from whole.outputs(kept, cache)
    yield pages.draw(
        addresses.DATA,
        "data",
        tuple(bytes.fromhex(file.sha256) for file in kept.listed),
        partial(data_page.view, catalogue, day, kept.listed),
        len(kept.listed),
        partial(links.data_head, catalogue, day, kept.listed),
    )


def head(catalogue: Catalogue, editions: Editions, code: str) -> str:
    """What the head of a procedure's page has beside the shell's."""
    versions = editions.versions(code)
    frozen = addresses.version(code, versions[-1].day) if versions else ""
    cite_as = f"{origin(catalogue)}/{frozen}" if frozen else None
    return links.head(catalogue.whole(code), catalogue, cite_as)
