"""The query set and how well a search answers it.

In: ``queries.yml``.  Out: ``Query`` records; ``Tally`` by class.  A query whose procedures the
catalogue does not hold is left out, and counted as such.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, NamedTuple

import yaml

from generator.catalogue import Catalogue

Half = Literal["tuned", "aside", "fresh", "anew"]


class Query(NamedTuple):
    """What somebody types and the codes that answer it; none where no procedure does."""

    half: Half
    kind: str
    text: str
    codes: frozenset[str]


class Tally(NamedTuple):
    """How many queries, and how many answered first and among the first three."""

    asked: int
    first: int
    three: int


def read() -> list[Query]:
    """All queries of the file."""
    text = Path(__file__).with_name("queries.yml").read_text(encoding="utf-8")
    tree = yaml.load(text, yaml.BaseLoader)
    return [
        Query(half, kind, asked, frozenset(codes))
        for half, kinds in tree.items()
        for kind, queries in kinds.items()
        for asked, codes in queries.items()
    ]


def answerable(queries: Iterable[Query], catalogue: Catalogue) -> list[Query]:
    """The queries that the catalogue can answer, or that nothing answers."""
    return [q for q in queries if not q.codes or q.codes & catalogue.briefs.keys()]


def tally(queries: Sequence[Query], found: Sequence[Sequence[str]]) -> Tally:
    """Count; where nothing answers, finding nothing is right."""
    first = three = 0
    for query, codes in zip(queries, found, strict=True):
        first += _right(query, codes[:1])
        three += _right(query, codes[:3])
    return Tally(len(queries), first, three)


def _right(query: Query, codes: Sequence[str]) -> bool:
    return bool(query.codes & set(codes)) if query.codes else not codes
