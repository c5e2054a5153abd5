"""The sites that these tests open, built once from a catalogue, and their pages as trees.

In: a catalogue folder.  Out: ``BuiltSite``, whose ``pages`` are all HTML files by their path.
"""

import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from lxml import html

from generator.build import Project, build
from generator.findings import show
from generator.search import pagefind
from tests.paths import ROOT

# Another catalogue's site can be tried: NIEMYET_CATALOGUE=folder pytest tests/browser
SHIPPED = Path(os.environ.get("NIEMYET_CATALOGUE", ROOT / "catalogue"))
EXAMPLE = ROOT / "tests" / "example_catalogue"
FROZEN = re.compile(r"/ban/|^du-lieu/.+/")


@dataclass(frozen=True)
class BuiltSite:
    """A site's folder with what its publisher says of it."""

    folder: Path
    base_address: str
    short_name: str

    @property
    def base_path(self) -> str:
        """Where the publisher hosts it: "/" or "/con/"."""
        return urlsplit(self.base_address).path

    @cached_property
    def pages(self) -> dict[str, html.HtmlElement]:
        """Every page in force below its path, such as ``thu-tuc/1.001193/index.html``.

        Not the frozen pages of procedures and data, nor the short addresses, which only lead on.
        """
        files = sorted(self.folder.rglob("*.html"))
        paths = [file.relative_to(self.folder).as_posix() for file in files]
        return {
            path: parse((self.folder / path).read_bytes())
            for path in paths
            if not path.startswith("q/") and not FROZEN.search(path)
        }


def parse(content: bytes) -> html.HtmlElement:
    """An HTML file's tree."""
    return html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))


def words(element: html.HtmlElement) -> str:
    """An element's text with single spaces."""
    return " ".join(element.text_content().split())


def build_site(catalogue: Path, folder: Path, full_text: bool = False) -> BuiltSite:
    """Build a catalogue's site below the folder; its findings are the failure."""
    project = Project(
        look=ROOT, catalogue=catalogue, site=folder / "site", cache=folder / "cache", workers=2
    )
    built = build(project)
    known = built.reading.catalogue
    errors = [finding for finding in built.reading.findings() if finding.severity == "error"]
    assert known is not None and built.change is not None, show(errors)
    if full_text:
        pagefind.run(project.site)
    publisher = known.shared.publisher
    return BuiltSite(project.site, publisher.base_address, publisher.short_name)
