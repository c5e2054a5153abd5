"""What the site shows of its own past and of its numbers.

In: the catalogue, the editions, the settlement results, and ``draw``, which makes pages.
Out: ``Output``s: frozen pages with their citation files, tombstones, changes, feeds, answers for a
day, statistics.
"""

from collections.abc import Callable, Iterator
from functools import cached_property, partial

import msgspec

from generator import addresses, feeds
from generator.canonical import packed
from generator.catalogue import Catalogue, digest
from generator.editions.chain import Editions, Published, Version
from generator.exports import citation_files
from generator.model import Brief, Publisher
from generator.output import Output
from generator.render import Draw, View
from generator.results import Results
from generator.views import (
    as_of,
    changes,
    differences,
    settlement,
    shared_changes,
    statistics,
    withdrawn,
)
from generator.views.changelog import Changelog
from generator.views.charts import Table
from generator.views.links import Link

_SHARE = 0.05
"""What each procedure adds to the weight of a page on all of them."""


class PublicRecord:
    """All outputs of this module.  ``look`` is the hash of program, templates and shells."""

    def __init__(
        self,
        catalogue: Catalogue,
        editions: Editions,
        results: Results,
        look: bytes,
        draw: Draw,
    ) -> None:
        self._catalogue = catalogue
        self._editions = editions
        self._results = results
        self._draw = draw
        self._log = Changelog(editions)
        self._look = look
        self._base = digest(look, catalogue.shared_digest)
        self._everything = digest(*catalogue.digests.values())
        self._share = 1 + _SHARE * len(catalogue.briefs)

    def outputs(self) -> Iterator[Output]:
        """Every file, in a fixed order."""
        yield from self._frozen()
        yield from citation_files.outputs(_versions(self._editions), self._look)
        yield from self._tombstones()
        yield from self._changes()
        yield from self._days()
        yield from self._statistics()
        yield from self._settlement()

    def _frozen(self) -> Iterator[Output]:
        """Frozen pages and their styles: keyed by their own hash, so nothing can change them."""
        for style in self._editions.styles():
            make = partial(self._editions.page, style)
            yield Output(addresses.frozen_style(style), bytes.fromhex(style), make)
        for code in self._editions.codes():
            for version in self._editions.versions(code):
                path = addresses.file_of(addresses.version(code, version.day))
                make = partial(self._editions.page, version.page)
                yield Output(path, bytes.fromhex(version.page), make)

    def _tombstones(self) -> Iterator[Output]:
        catalogue, editions = self._catalogue, self._editions
        for code, gone in editions.withdrawn().items():
            if code in catalogue.briefs:
                continue
            view = partial(withdrawn.view, code, gone, catalogue, editions)
            parts = (editions.digest, self._everything)
            yield self._draw(addresses.procedure(code), "withdrawn", parts, view, 1)
            tree = partial(as_of.of_withdrawn, code, gone, catalogue, editions)
            yield self._json(addresses.dates_of(code), parts, tree)

    def _changes(self) -> Iterator[Output]:
        log, catalogue, chain = self._log, self._catalogue, self._editions.chain
        parts = (self._editions.digest,)
        view = partial(changes.view, catalogue, log)
        yield self._draw(addresses.CHANGES, "changes", parts, view, self._share)
        for published in chain:
            # The neighbours of an edition are links on its page: a newer one changes the page.
            weight = 1 + _SHARE * len(published.edition.pages)
            page = partial(changes.edition, published, catalogue, log)
            path = addresses.edition(published.edition.day)
            yield self._draw(path, "edition", parts, page, weight)
            day = published.edition.day
            file = partial(self._editions.file, day)
            yield Output(addresses.edition_file(day), bytes.fromhex(published.sha256), file)
            tree = partial(self._edition_data, published)
            yield self._json(addresses.edition_data(published.edition.day), parts, tree)
        feed = partial(feeds.feed, catalogue, log)
        yield self._file(addresses.FEED, parts, feed)
        for field_id in catalogue.shared.fields:
            make = partial(feeds.field_feed, field_id, catalogue, log)
            yield self._file(addresses.field_feed(field_id), parts, make)

    def _edition_data(self, published: Published) -> object:
        """An edition in full: the list of its records, and its differences in words."""
        state = self._editions.state(published.edition.day)
        first = self._log.is_first(published)
        found = () if first else self._log.of(published)
        return {
            "edition": msgspec.to_builtins(published.edition),
            "sha256": published.sha256,
            "procedures": state.procedures,
            "shared": state.shared,
            "changes": [differences.plain(difference) for difference in found],
            "shared_changes": shared_changes.plain(self._log.shared(published)),
        }

    def _days(self) -> Iterator[Output]:
        catalogue, editions = self._catalogue, self._editions
        parts = tuple(catalogue.brief_digests.values())
        view = partial(as_of.view, catalogue)
        yield self._draw(addresses.AS_OF, "as-of", parts, view, self._share)
        yield self._json(as_of.INDEX, parts, partial(as_of.index, catalogue))
        for code in catalogue.briefs:
            make = partial(self._days_of, code)
            own = (catalogue.digests[code], editions.key(code))
            yield self._json(addresses.dates_of(code), own, make)

    def _days_of(self, code: str) -> object:
        return as_of.of_procedure(self._catalogue.whole(code), self._catalogue, self._editions)

    def _statistics(self) -> Iterator[Output]:
        way = settlement.SETTLEMENT if self._results.all else None
        parts = (self._everything, self._editions.digest, b"1" if way else b"")
        view = partial(self._statistics_view, way)
        yield self._draw(addresses.STATISTICS, "statistics", parts, view, self._share)
        for place, path in enumerate(statistics.PATHS):
            make = partial(self._table, place)
            yield self._file(path, parts, make, self._share)

    def _statistics_view(self, way: Link | None) -> View:
        return statistics.view(self._catalogue, self._tables, way)

    @cached_property
    def _tables(self) -> list[Table]:
        return statistics.tables(self._catalogue, self._log)

    def _table(self, place: int) -> bytes:
        return self._tables[place].csv

    def _settlement(self) -> Iterator[Output]:
        results, shared = self._results, self._catalogue.shared
        if not results.all:
            return
        parts = (msgspec.msgpack.encode(results.all),)
        pages = [
            (addresses.SETTLEMENT, partial(settlement.overview, results, shared)),
            *(
                (addresses.settlement(name), partial(settlement.month, name, results, shared))
                for name in results.months
            ),
            *(
                (addresses.settlement(name), partial(settlement.unit, name, results, shared))
                for name in results.units
            ),
        ]
        for path, view in pages:
            kind = "settlements" if path == addresses.SETTLEMENT else "settlement"
            yield self._draw(path, kind, parts, view, 1)
            for table in view().tables:
                yield self._file(table.path, (*parts, table.csv), partial(bytes, table.csv))
        yield self._file(settlement.DATA, parts, partial(settlement.data, results, shared))

    def _json(self, path: str, parts: tuple[bytes, ...], tree: Callable[[], object]) -> Output:
        return self._file(path, parts, partial(_packed, tree))

    def _file(
        self, path: str, parts: tuple[bytes, ...], make: Callable[[], bytes], weight: float = 1
    ) -> Output:
        return Output(path, digest(self._base, path.encode(), *parts), make, weight)


def _packed(tree: Callable[[], object]) -> bytes:
    return packed(msgspec.to_builtins(tree()))


def _versions(editions: Editions) -> Iterator[citation_files.Version]:
    for code in editions.codes():
        for version in editions.versions(code):
            yield citation_files.Version(
                code=code,
                day=version.day,
                sha256=version.record,
                decision=editions.of(version.day).edition.decision,
                read=partial(_read, editions, version),
            )


def _read(editions: Editions, version: Version) -> tuple[Brief, Publisher]:
    return editions.procedure(version.record), editions.shared(version.day).publisher
