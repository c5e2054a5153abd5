"""Differences between two days as an editor reads them on a terminal.

In: ``Difference``s and the names of the fields.  Out: plain text, or plain trees for JSON.
"""

from collections.abc import Iterable, Iterator, Mapping

from generator.model import Field
from generator.views import changelog, wording
from generator.views.differences import KIND, Difference, said


def text(found: Iterable[Difference], fields: Mapping[str, Field]) -> str:
    """All differences, field by field, and their counts in the last line."""
    found = list(found)
    lines = [line for group in _groups(found, fields) for line in group]
    return "\n".join([*lines, f"{wording.first_upper(changelog.summary(found))}."])


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
            yield from (f"    {line}" for change in part.lines for line in said(change))
    yield ""
