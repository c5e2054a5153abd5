"""What each edition has changed.

In: the editions.  Out: ``Changelog``: edition -> ``Difference``s of procedures, and what it changes
of the shared records; both are worked out once when asked for.
"""

from collections import Counter
from collections.abc import Iterable

from generator.editions.chain import Editions, Published, State
from generator.views import differences, shared_changes, wording
from generator.views.differences import Difference, Kind
from generator.views.shared_changes import SharedGroup


class Changelog:
    """The differences of all editions."""

    def __init__(self, editions: Editions) -> None:
        self.editions = editions
        self._found: dict[str, tuple[Difference, ...]] = {}
        self._shared: dict[str, tuple[SharedGroup, ...]] = {}

    def of(self, published: Published) -> tuple[Difference, ...]:
        """What the edition has changed of the one before, by code."""
        if published.sha256 not in self._found:
            before = self._before(published)
            edition = published.edition
            codes = sorted({*edition.pages, *edition.withdrawn})
            self._found[published.sha256] = tuple(
                [self._difference(code, published, before) for code in codes]
            )
        return self._found[published.sha256]

    def shared(self, published: Published) -> tuple[SharedGroup, ...]:
        """What the edition has changed of the records that procedures share; not of the first."""
        if self.is_first(published):
            return ()
        if published.sha256 not in self._shared:
            days = self.editions.days
            before = days[days.index(published.edition.day) - 1]
            old, new = (self.editions.shared(day) for day in (before, published.edition.day))
            self._shared[published.sha256] = shared_changes.compare(old, new)
        return self._shared[published.sha256]

    def is_first(self, published: Published) -> bool:
        """Whether it is the first edition, in which everything is new."""
        return published.edition.previous is None

    def _before(self, published: Published) -> State:
        earlier = [day for day in self.editions.days if day < published.edition.day]
        return self.editions.state(earlier[-1]) if earlier else State({}, {})

    def _difference(self, code: str, published: Published, before: State) -> Difference:
        editions, day = self.editions, published.edition.day
        versions = [version for version in editions.versions(code) if version.day <= day]
        now = editions.procedure(versions[-1].record)
        if code in published.edition.withdrawn:
            return differences.whole(now, "withdrawn")
        if code not in before.procedures:
            return differences.whole(now, "restored" if len(versions) > 1 else "new")
        old = versions[-2]
        found = differences.changed(
            editions.procedure(old.record), editions.shared(old.day), now, editions.shared(day)
        )
        return found or differences.whole(now, "checked")


def counts(found: Iterable[Difference]) -> dict[Kind, int]:
    """How many differences of each kind there are, in the order of ``KIND``."""
    tally = Counter(difference.kind for difference in found)
    return {kind: tally[kind] for kind in differences.KIND if tally[kind]}


SHORT: dict[Kind, str] = {
    "new": "mới",
    "changed": "sửa đổi",
    "checked": "kiểm tra lại",
    "withdrawn": "bãi bỏ",
    "restored": "công bố lại",
}


def summary(found: Iterable[Difference]) -> str:
    """The counts in words: "3 mới, 12 sửa đổi"."""
    said = [f"{wording.number(n)} {SHORT[kind]}" for kind, n in counts(found).items()]
    return ", ".join(said) or "không có thay đổi"


def by_field(found: Iterable[Difference]) -> dict[str, list[Difference]]:
    """The differences by field id."""
    groups: dict[str, list[Difference]] = {}
    for difference in found:
        groups.setdefault(difference.field, []).append(difference)
    return groups


def in_words(difference: Difference) -> str:
    """The difference in one line of plain text, as feeds and lists carry it."""
    name = differences.KIND[difference.kind]
    return f"{name}: {difference.headings}" if difference.headings else name
