"""The catalogue as it is exported: its records in canonical form, and the day that they stand for.

In: a ``Catalogue`` and the day of the edition.  Out: ``Dataset``, which every format reads.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256

import msgspec

from generator import addresses
from generator.canonical import canonical
from generator.catalogue import Catalogue
from generator.model import Procedure


class Dataset(msgspec.Struct, frozen=True, kw_only=True):
    """``contents``: code -> canonical bytes, sorted by code.

    ``published``: code -> day of the edition that first published the record as it is now, whose
    frozen page it has; the edition's own day where a code is missing.
    ``decision``: of the edition.
    """

    catalogue: Catalogue
    edition: date
    contents: Mapping[str, bytes]
    published: Mapping[str, date]
    decision: str = ""

    @property
    def base(self) -> str:
        """The site's address without the last slash; links for machines start with it."""
        return origin(self.catalogue)

    @property
    def folder(self) -> str:
        """The edition's own folder below the site's root."""
        return addresses.data(self.edition)

    def procedures(self) -> Iterator[Procedure]:
        """All procedures, by code."""
        return (self.catalogue.whole(code) for code in self.contents)

    def hash_of(self, code: str) -> str:
        """The SHA-256 of the record's canonical form."""
        return sha256(self.contents[code]).hexdigest()

    def frozen_page(self, code: str) -> str:
        """The permanent address of the page that shows the record as it is in this edition."""
        return f"{self.base}/{addresses.version(code, self.published.get(code, self.edition))}"


def dataset(
    catalogue: Catalogue,
    edition: date | None = None,
    published: Mapping[str, date] | None = None,
    decision: str = "",
) -> Dataset:
    """The catalogue as of ``edition``; without one as of the day on which it is posted."""
    return Dataset(
        catalogue=catalogue,
        edition=edition or catalogue.day,
        contents={code: canonical(catalogue.whole(code)) for code in catalogue.briefs},
        published=published or {},
        decision=decision,
    )


def origin(catalogue: Catalogue) -> str:
    """The publisher's address without the last slash: on a mirror it stays the publisher's."""
    return catalogue.shared.publisher.base_address.rstrip("/")


def record_file(code: str, kind: str = "json") -> str:
    """The path of a procedure's file for machines: ``json`` or ``jsonld``."""
    return f"{addresses.procedure(code).rstrip('/')}.{kind}"
