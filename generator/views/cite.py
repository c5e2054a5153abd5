"""The box "cite this": a reference to copy, and the files for programs that manage references.

In: what is cited and where its citation files stand.  Out: ``CiteView``.
"""

from collections.abc import Mapping

import msgspec

from generator.exports import citations
from generator.exports.citations import Cited
from generator.views.links import Link

FORMATS: Mapping[str, str] = {"bib": "BibTeX", "ris": "RIS", "csl.json": "CSL-JSON"}
"""Ending of a citation file -> the name of its format."""


class CiteView(msgspec.Struct, frozen=True, gc=False):
    """The box; the text names edition, day, permanent address and hash."""

    text: str
    files: tuple[Link, ...]


def view(cited: Cited, folder: str) -> CiteView:
    """The box of what is cited; ``folder`` below the site's root holds its citation files."""
    links = [Link(name, f"{folder}{citations.NAME}.{end}") for end, name in FORMATS.items()]
    return CiteView(citations.text(cited), tuple(links))
