"""What the page of one edition's data says, which is frozen with the data.

In: a ``Dataset`` and its files as listed.  Out: ``FrozenDataView``.  The page stands at the address
that citations name, ``/du-lieu/<date>/``, and needs nothing but its style sheet.
"""

from collections.abc import Iterable, Sequence

import msgspec

from generator import addresses
from generator.exports.data_page import Checksum, FileGroup, checksums, groups
from generator.exports.dataset import Dataset
from generator.exports.listing import WHOLE, Listed
from generator.views import citations, cite, wording
from generator.views.links import Link

PAGE = "frozen-data.html"
FILE = "index.html"


class FrozenDataView(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The page; all paths are relative to it, ``address`` is the permanent one."""

    title: str
    day: str
    decision: str
    publisher: str
    notice: str
    licence: str
    address: str
    current: str
    counts: str
    sha256: str
    citation: str
    citation_files: tuple[Link, ...]
    checksums: tuple[Checksum, ...]
    groups: tuple[FileGroup, ...]
    style: str


def view(data: Dataset, listed: Sequence[Listed], style: str) -> FrozenDataView:
    """The page of the edition; ``style``: the hash of its style sheet."""
    shared = data.catalogue.shared
    publisher = shared.publisher
    cited = citations.whole(data.catalogue, data.edition, _whole(listed).sha256, data.decision)
    procedures, fields = wording.number(len(data.contents)), len(shared.fields)
    return FrozenDataView(
        title=cited.title,
        day=wording.day(data.edition),
        decision=data.decision,
        publisher=publisher.name,
        notice=publisher.notice or "",
        licence=f"{publisher.licence.name} ({publisher.licence.url})",
        address=cited.address,
        current="../",
        counts=f"{procedures} thủ tục, {fields} lĩnh vực",
        sha256=cited.sha256,
        citation=citations.text(cited),
        citation_files=tuple([Link(name, file) for name, file in cite.files()]),
        checksums=checksums(),
        groups=tuple(groups(listed, "")),
        style=f"../../{addresses.frozen_style(style)}",
    )


def _whole(listed: Iterable[Listed]) -> Listed:
    return next(file for file in listed if file.path == WHOLE)
