"""Links as views hold them: a text and a path below the site's root, or an outside address.

In: records.  Out: ``Link``, ``Outside`` and ``Entry`` (a procedure in a list).
"""

from collections.abc import Iterable

import msgspec

from generator import addresses
from generator.model import Brief, Source
from generator.views import wording


class Link(msgspec.Struct, frozen=True, gc=False):
    """A link within the site; templates put the relative way to the root before ``path``."""

    text: str
    path: str


class Outside(msgspec.Struct, frozen=True, gc=False):
    """A link that leaves the site; the template drops addresses of forbidden kinds."""

    text: str
    href: str


class Entry(msgspec.Struct, frozen=True, gc=False):
    """A procedure in a list."""

    text: str
    path: str
    code: str


HOME = Link("Trang chủ", addresses.HOME)
FIELDS = Link("Lĩnh vực", addresses.FIELDS)
PROCEDURES = Link("Thủ tục A–Z", addresses.PROCEDURES)
FEES = Link("Phí, lệ phí", addresses.FEES)
FORMS = Link("Biểu mẫu", addresses.FORMS)
WARDS = Link("Phường, xã", addresses.WARDS)
SITUATIONS = Link("Việc trong đời", addresses.SITUATIONS)


def crumbs(*way: Link) -> tuple[Link, ...]:
    """The way from the home page to this page, which comes last; long texts are cut."""
    return (HOME, *(Link(wording.shorten(link.text, 60), link.path) for link in way))


def entry(brief: Brief, length: int = 200) -> Entry:
    """The procedure as lists show it: names longer than ``length`` are cut at a word."""
    title = wording.shorten(wording.title(brief), length)
    return Entry(title, addresses.procedure(brief.code), brief.code)


def entries(briefs: Iterable[Brief]) -> tuple[Entry, ...]:
    """The procedures in the order of the Vietnamese alphabet."""
    lines = [entry(brief) for brief in briefs]
    return tuple(sorted(lines, key=lambda line: (wording.alphabetical(line.text), line.code)))


def outside(source: Source) -> Outside | None:
    """The link to the record's source; None where it has no address."""
    return Outside(source.title, source.url) if source.url else None


def by_name(found: Iterable[Link]) -> tuple[Link, ...]:
    """The links in the order of the Vietnamese alphabet."""
    return tuple(sorted(found, key=lambda link: (wording.alphabetical(link.text), link.path)))
