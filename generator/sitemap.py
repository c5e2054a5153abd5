"""The sitemap and robots.txt.

In: the catalogue and the paths of all pages.  Out: ``Output``s.  A page's ``lastmod`` is the day on
which its record was updated or checked; pages that put many records together have none.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from html import escape

from generator import addresses
from generator.catalogue import Catalogue, digest
from generator.output import Output

LIMIT = 50_000
"""The most addresses that one sitemap may hold (sitemaps.org, protocol 0.9)."""

_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def outputs(
    catalogue: Catalogue, paths: Iterable[str], downloads: Iterable[str] = ()
) -> Iterator[Output]:
    """``robots.txt`` and ``sitemap.xml``; above the limit an index of several sitemaps.

    ``downloads``: the files that are offered beside the pages.
    """
    base = catalogue.shared.publisher.base_address.rstrip("/")
    entries = [_entry(base, path, modified) for path, modified in _pages(catalogue, paths)]
    entries += [_entry(base, path, None) for path in downloads]
    runs = [entries[start : start + LIMIT] for start in range(0, len(entries), LIMIT)] or [[]]
    if len(runs) == 1:
        yield _output("sitemap.xml", _urlset(runs[0]))
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(runs) + 1)]
        for name, run in zip(names, runs, strict=True):
            yield _output(name, _urlset(run))
        yield _output("sitemap.xml", _index(base, names))
    yield _output("robots.txt", f"User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n")


def _pages(catalogue: Catalogue, paths: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    modified = {
        addresses.file_of(addresses.procedure(code)): (
            brief.updated.isoformat() if brief.updated else _day(brief.source.checked)
        )
        for code, brief in catalogue.briefs.items()
    }
    for path in paths:
        if path.endswith("index.html"):
            yield path.removesuffix("index.html"), modified.get(path)


def _day(checked: str) -> str | None:
    """The day, or None for a month alone, which the protocol does not know."""
    return checked if len(checked) == len("2026-07-31") else None


def _entry(base: str, path: str, modified: str | None) -> str:
    changed = f"<lastmod>{modified}</lastmod>" if modified else ""
    return f"<url><loc>{escape(f'{base}/{path}')}</loc>{changed}</url>\n"


def _urlset(entries: list[str]) -> str:
    return f"{_HEAD}<urlset {_NAMESPACE}>\n{''.join(entries)}</urlset>\n"


def _index(base: str, names: list[str]) -> str:
    maps = "".join(f"<sitemap><loc>{escape(f'{base}/{name}')}</loc></sitemap>\n" for name in names)
    return f"{_HEAD}<sitemapindex {_NAMESPACE}>\n{maps}</sitemapindex>\n"


def _output(path: str, text: str) -> Output:
    content = text.encode()
    return Output(path, digest(content), partial(bytes, content))
