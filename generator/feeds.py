"""Atom feeds (RFC 4287) that tell when something changes: one of all, one for each field.

In: the catalogue and the changelog.  Out: path -> bytes of a feed.  A procedure that was only
checked again is no news; of the first edition, in which everything is new, there is one entry.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from html import escape

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.editions.chain import Published
from generator.views import changelog, differences, shared_changes, wording
from generator.views.changelog import Changelog
from generator.views.differences import Difference

EDITIONS = 24
"""How many editions a feed goes back; the pages of changes have them all."""


class _Item(msgspec.Struct, frozen=True):
    """An entry of a feed; ``path`` is its page and, with ``mark``, its id."""

    title: str
    path: str
    mark: str
    day: date
    summary: str
    field: str | None = None


def feed(catalogue: Catalogue, log: Changelog) -> bytes:
    """The feed of all changes, newest first."""
    items = [item for published in _recent(log) for item in _items(published, log, catalogue)]
    return _feed(catalogue, log, "Thay đổi thủ tục hành chính", addresses.FEED, "", items)


def field_feed(field_id: str, catalogue: Catalogue, log: Changelog) -> bytes:
    """The feed of the changes in one field."""
    items = [
        item for published in _recent(log) for item in _items(published, log, catalogue, field_id)
    ]
    field = catalogue.shared.fields[field_id]
    title, path = f"Thay đổi lĩnh vực {field.name}", addresses.field_feed(field_id)
    return _feed(catalogue, log, title, path, addresses.field(field_id), items)


def _recent(log: Changelog) -> Sequence[Published]:
    return log.editions.chain[: -EDITIONS - 1 : -1]


def _items(
    published: Published, log: Changelog, catalogue: Catalogue, field_id: str | None = None
) -> Iterator[_Item]:
    """The edition itself, then each procedure that it changes."""
    found = [change for change in log.of(published) if field_id in (None, change.field)]
    if field_id and not found:
        return
    shared = "" if field_id else shared_changes.summary(log.shared(published))
    yield _edition(published, found, field_id, shared)
    if log.is_first(published):
        return
    for difference in found:
        if difference.telling:
            yield _item(difference, published.edition.day, catalogue)


def _edition(
    published: Published, found: Iterable[Difference], field_id: str | None, shared: str
) -> _Item:
    edition = published.edition
    said = wording.first_upper(changelog.summary(found))
    return _Item(
        title=f"Kỳ công bố {wording.day(edition.day)}",
        path=addresses.edition(edition.day),
        mark=f"#{field_id}" if field_id else "",
        day=edition.day,
        summary=wording.sentence(f"Theo {edition.decision}", said, shared, *edition.notes),
    )


def _item(difference: Difference, day: date, catalogue: Catalogue) -> _Item:
    gone = difference.kind == "withdrawn"
    code, field = difference.code, catalogue.shared.fields.get(difference.field)
    return _Item(
        title=wording.shorten(f"{difference.title}: {changelog.in_words(difference)}", 300),
        path=addresses.procedure(code) if gone else addresses.version(code, day),
        mark=f"#bai-bo-{day.isoformat()}" if gone else "",
        day=day,
        summary="\n".join(_lines(difference)) or changelog.in_words(difference),
        field=field.name if field else difference.field,
    )


def _lines(difference: Difference) -> Iterator[str]:
    for part in difference.parts:
        yield f"{part.heading}:"
        yield from (f"  {line}" for change in part.lines for line in differences.said(change))


def _feed(
    catalogue: Catalogue, log: Changelog, title: str, path: str, page: str, items: Sequence[_Item]
) -> bytes:
    publisher = catalogue.shared.publisher
    base = publisher.base_address.rstrip("/")
    updated = items[0].day if items else (log.editions.days or (catalogue.day,))[-1]
    head = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
        f"<title>{escape(title)} – {escape(publisher.short_name)}</title>",
        f"<id>{escape(f'{base}/{path}')}</id>",
        f"<updated>{_moment(updated)}</updated>",
        f'<link rel="self" type="application/atom+xml" href="{escape(f"{base}/{path}")}"/>',
        f'<link rel="alternate" type="text/html" href="{escape(_page(base, page))}"/>',
        f"<author><name>{escape(publisher.name)}</name></author>",
        f"<rights>{escape(publisher.licence.name)}</rights>",
    ]
    entries = (_entry(base, item) for item in items)
    return "\n".join([*head, *entries, "</feed>", ""]).encode()


def _page(base: str, page: str) -> str:
    return f"{base}/{page or addresses.CHANGES}"


def _entry(base: str, item: _Item) -> str:
    address = escape(f"{base}/{item.path}")
    category = f'<category term="{escape(item.field)}"/>' if item.field else ""
    return (
        f"<entry><title>{escape(item.title)}</title><id>{address}{item.mark}</id>"
        f"<updated>{_moment(item.day)}</updated>"
        f'<link rel="alternate" type="text/html" href="{address}"/>{category}'
        f'<summary type="text">{escape(item.summary)}</summary></entry>'
    )


def _moment(day: date) -> str:
    """The beginning of the day in Viet Nam."""
    return f"{day.isoformat()}T00:00:00+07:00"
