"""The box "cite this": a reference to copy, and the files for programs that manage references.

In: what is cited and where its citation files stand.  Out: ``CiteView``.
"""

from collections.abc import Iterator, Mapping

import msgspec

from generator.views import citations
from generator.views.citations import Cited
from generator.views.links import Link

FORMATS: Mapping[str, str] = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}
"""Ending of a citation file -> the name of its format."""


class CiteView(msgspec.Struct, frozen=True, gc=False):
    """The box; the text names edition, day, permanent address and hash."""

    text: str
    files: tuple[Link, ...]


def view(cited: Cited, folder: str) -> CiteView:
    """The box of what is cited; ``folder`` below the site's root holds its citation files."""
    links = [Link(name, f"{folder}{file}") for name, file in files()]
    return CiteView(citations.text(cited), tuple(links))


def files() -> Iterator[tuple[str, str]]:
    """The name of each format, and that of its file in the folder of what is cited."""
    for ending, name in FORMATS.items():
        yield name, f"{citations.NAME}.{ending}"
