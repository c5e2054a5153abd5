"""What stands at the address of a procedure that is no longer published.

In: the code, why it was withdrawn, the catalogue and the editions.  Out: ``WithdrawnView``.
"""

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.editions.chain import Editions, Withdrawn
from generator.views import history, links, wording
from generator.views.history import VersionRow
from generator.views.links import Entry, Link


class WithdrawnView(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The page: when, by which decision, what stands in its place, what was published."""

    title: str
    description: str
    crumbs: tuple[Link, ...]
    official_name: str
    code: str
    field: Link
    day: str
    edition: str
    since: str
    decision: str
    note: str
    replaced_by: tuple[Entry, ...]
    versions: tuple[VersionRow, ...]


def view(
    code: str, withdrawn: Withdrawn, catalogue: Catalogue, editions: Editions
) -> WithdrawnView:
    """The page of a withdrawn procedure."""
    last = editions.procedure(editions.versions(code)[-1].record)
    why, title = withdrawn.withdrawal, wording.title(last)
    field = catalogue.shared.fields.get(last.field)
    path = addresses.field(last.field) if field else addresses.FIELDS
    return WithdrawnView(
        title=title,
        description=f"Thủ tục {code} đã bãi bỏ theo {why.decision}.",
        crumbs=links.crumbs(links.PROCEDURES, Link(title, addresses.procedure(code))),
        official_name=last.name if last.name != title else "",
        code=code,
        field=Link(field.name if field else last.field, path),
        day=wording.day(withdrawn.day),
        edition=addresses.edition(withdrawn.day),
        since=wording.day(why.since) if why.since else "",
        decision=why.decision,
        note=why.note or "",
        replaced_by=tuple(_entry(other, catalogue, editions) for other in why.replaced_by),
        versions=history.version_rows(code, editions),
    )


def _entry(code: str, catalogue: Catalogue, editions: Editions) -> Entry:
    """The replacing procedure, which may itself have been withdrawn since."""
    if code in catalogue.briefs:
        return links.entry(catalogue.briefs[code])
    versions = editions.versions(code)
    name = editions.procedure(versions[-1].record).title if versions else code
    return Entry(name, addresses.procedure(code), code)
