"""What pages offer to download of forms and notices, with format and size in words.

In: what the stage that makes papers knows of them.  Out: ``Offer`` by form, and where the sheet of
a procedure stands.  A site without papers offers nothing (``NO_PAPERS``).
"""

from typing import Protocol

import msgspec


class Offered(msgspec.Struct, frozen=True, gc=False):
    """A file of a form: what it is for, where it is, its format and size."""

    words: str
    path: str
    format: str
    size: str


class Offer(msgspec.Struct, frozen=True, gc=False):
    """The files of a form, and the page on which it is filled; empty where there is none.

    Of files that the site itself sets: ``legal`` numbers the documents that set the form,
    ``to_verify`` says what was not compared with them.
    """

    files: tuple[Offered, ...] = ()
    fill: str = ""
    legal: tuple[str, ...] = ()
    to_verify: tuple[str, ...] = ()


class Offers(Protocol):
    """What pages ask of the stage that makes papers."""

    def of(self, form_id: str) -> Offer:
        """What is offered of a form."""

    def key(self, form_id: str) -> bytes:
        """A hash of all that the offer depends on, known without making a file."""

    def sheet(self, code: str) -> str:
        """The path of a procedure's notice sheet; empty where there is none."""


class NoPapers:
    """The offers of a site without papers."""

    def of(self, form_id: str) -> Offer:
        """Nothing."""
        return NOTHING

    def key(self, form_id: str) -> bytes:
        """The same for every form."""
        return b""

    def sheet(self, code: str) -> str:
        """Nowhere."""
        return ""


NOTHING = Offer()
NO_PAPERS = NoPapers()
