"""What the pages of changes say: all editions, and one edition field by field.

In: the catalogue (for names of fields) and the changelog.  Out: ``ChangesView``, ``EditionView``.
"""

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.editions.chain import Published
from generator.views import changelog, differences, links, shared_changes, wording
from generator.views.changelog import Changelog
from generator.views.differences import Difference, Kind, PartChange
from generator.views.links import Link
from generator.views.shared_changes import SharedGroup

CHANGES = Link("Thay đổi", addresses.CHANGES)


class FieldCount(msgspec.Struct, frozen=True, gc=False):
    """A field in the list of an edition: the link to its changes, and how many of each kind."""

    link: Link
    summary: str


class EditionRow(msgspec.Struct, frozen=True, gc=False):
    """An edition in the list; ``shared``: a sentence on the shared records, if any changed."""

    link: Link
    decision: str
    notes: tuple[str, ...]
    summary: str
    fields: tuple[FieldCount, ...]
    shared: str


class ChangesView(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The page of all editions, newest first, and the feeds."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    editions: tuple[EditionRow, ...]
    feed: str
    feeds: tuple[Link, ...]
    as_of: str


class ChangeRow(msgspec.Struct, frozen=True, gc=False):
    """A changed procedure: its link, what happened, the changed lines by legal part."""

    text: str
    path: str
    code: str
    kind: Kind
    kind_name: str
    headings: str
    parts: tuple[PartChange, ...]


class FieldChanges(msgspec.Struct, frozen=True, gc=False):
    """The changes of a field."""

    id: str
    name: str
    summary: str
    changes: tuple[ChangeRow, ...]


class EditionView(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The page of one edition; ``first``: everything is new and only listed."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    decision: str
    notes: tuple[str, ...]
    summary: str
    first: bool
    previous: Link | None
    following: Link | None
    sha256: str
    file: str
    data: str
    fields: tuple[FieldChanges, ...]
    shared: tuple[SharedGroup, ...]


def view(catalogue: Catalogue, log: Changelog) -> ChangesView:
    """The page of all editions."""
    fields = catalogue.shared.fields.values()
    feeds = [Link(field.name, addresses.field_feed(field.id)) for field in fields]
    return ChangesView(
        title="Thay đổi qua các kỳ công bố",
        description="Mỗi kỳ công bố thêm, sửa, bãi bỏ thủ tục nào, theo quyết định nào.",
        crumbs=links.crumbs(CHANGES),
        editions=tuple(_row(published, catalogue, log) for published in log.editions.chain[::-1]),
        feed=addresses.FEED,
        feeds=links.by_name(feeds),
        as_of=addresses.AS_OF,
    )


def _row(published: Published, catalogue: Catalogue, log: Changelog) -> EditionRow:
    edition, found = published.edition, log.of(published)
    page = addresses.edition(edition.day)
    fields = [
        FieldCount(Link(name, f"{page}#{field_id}"), changelog.summary(changes))
        for field_id, name, changes in _fields(found, catalogue)
    ]
    day = Link(f"Kỳ công bố {wording.day(edition.day)}", page)
    shared = shared_changes.summary(log.shared(published))
    return EditionRow(
        day, edition.decision, edition.notes, changelog.summary(found), tuple(fields), shared
    )


def _fields(
    found: tuple[Difference, ...], catalogue: Catalogue
) -> list[tuple[str, str, list[Difference]]]:
    """Id, name and differences of each field, in the order of the alphabet."""
    known = catalogue.shared.fields
    rows = [
        (field_id, known[field_id].name if field_id in known else field_id, changes)
        for field_id, changes in changelog.by_field(found).items()
    ]
    return sorted(rows, key=lambda row: (wording.alphabetical(row[1]), row[0]))


def edition(published: Published, catalogue: Catalogue, log: Changelog) -> EditionView:
    """The page of one edition."""
    given, found = published.edition, log.of(published)
    day, days = wording.day(given.day), log.editions.days
    place = days.index(given.day)
    own = Link(f"Kỳ công bố {day}", addresses.edition(given.day))
    return EditionView(
        title=own.text,
        description=f"Kỳ công bố {day} theo {given.decision}: {changelog.summary(found)}.",
        crumbs=links.crumbs(CHANGES, own),
        decision=given.decision,
        notes=given.notes,
        summary=changelog.summary(found),
        first=log.is_first(published),
        previous=_neighbour(log, place - 1),
        following=_neighbour(log, place + 1),
        sha256=published.sha256,
        file=addresses.edition_file(given.day),
        data=addresses.edition_data(given.day),
        fields=tuple(
            FieldChanges(field_id, name, changelog.summary(changes), _changes(changes, published))
            for field_id, name, changes in _fields(found, catalogue)
        ),
        shared=log.shared(published),
    )


def _neighbour(log: Changelog, place: int) -> Link | None:
    days = log.editions.days
    if not 0 <= place < len(days):
        return None
    return Link(wording.day(days[place]), addresses.edition(days[place]))


def _changes(changes: list[Difference], published: Published) -> tuple[ChangeRow, ...]:
    rows = sorted(changes, key=lambda change: wording.alphabetical(change.title))
    return tuple(_change(row, published) for row in rows)


def _change(difference: Difference, published: Published) -> ChangeRow:
    code, day = difference.code, published.edition.day
    gone = difference.kind == "withdrawn"
    return ChangeRow(
        text=wording.shorten(difference.title, 200),
        path=addresses.procedure(code) if gone else addresses.version(code, day),
        code=code,
        kind=difference.kind,
        kind_name=differences.KIND[difference.kind],
        headings=difference.headings,
        parts=difference.parts,
    )
