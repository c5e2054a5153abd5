"""Differences between two days as an editor reads them on a terminal.

In: ``Difference``s, ``SharedGroup``s and the names of the fields.  Out: plain text.
"""

from collections.abc import Iterable, Iterator, Mapping

from generator.model import Field
from generator.views import changelog, shared_changes, wording
from generator.views.differences import KIND, Difference, LineChange, said
from generator.views.shared_changes import SharedGroup


def text(
    found: Iterable[Difference], shared: Iterable[SharedGroup], fields: Mapping[str, Field]
) -> str:
    """All differences: procedures field by field, then shared records, their counts at the end."""
    found, shared = list(found), list(shared)
    groups = (*_groups(found, fields), *map(_shared, shared))
    counts = wording.sentence(
        wording.first_upper(changelog.summary(found)), shared_changes.summary(shared)
    )
    return "\n".join([*(line for group in groups for line in group), counts])


def _groups(found: list[Difference], fields: Mapping[str, Field]) -> Iterator[Iterator[str]]:
    for field_id, changes in sorted(changelog.by_field(found).items()):
        name = fields[field_id].name if field_id in fields else field_id
        yield _field(name, changes)


def _field(name: str, changes: Iterable[Difference]) -> Iterator[str]:
    yield f"## {name}"
    for difference in changes:
        yield f"{difference.code} {difference.title}"
        yield f"  {KIND[difference.kind]}"
        for part in difference.parts:
            yield f"  {part.heading}"
            yield from _lines(part.lines)
    yield ""


def _shared(group: SharedGroup) -> Iterator[str]:
    yield f"## Dùng chung: {group.label}"
    for change in group.changes:
        yield change.name if change.name == change.id else f"{change.id} {change.name}"
        yield f"  {change.kind_name}"
        yield from _lines(change.lines)
    yield ""


def _lines(changes: Iterable[LineChange]) -> Iterator[str]:
    yield from (f"    {line}" for change in changes for line in said(change))
