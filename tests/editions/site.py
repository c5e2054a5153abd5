"""A small catalogue that lives through several editions, and the site built from it."""

import re
import shutil
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from generator import open_data, publishing, results
from generator.build import load_catalogue
from generator.catalogue import Catalogue
from generator.editions import chain
from generator.editions.chain import Editions
from generator.editions.refusals import Request
from generator.findings import Finding
from generator.output import Output, Site
from generator.public_record import PublicRecord
from generator.publishing import Publication
from generator.render import TEMPLATES, Pages
from generator.templating import environment
from generator.website import Website
from tests.corpus_catalogue import edit
from tests.paths import ROOT

EXAMPLE = ROOT / "tests" / "example_catalogue"
BIRTH = "procedures/ho-tich/1.001193.yml"
COPY = "procedures/chung-thuc/2.000815.yml"
SHOP = "procedures/ho-kinh-doanh/1.001612.yml"
FIRST, SECOND, THIRD = date(2020, 2, 3), date(2020, 3, 2), date(2020, 4, 6)


class House:
    """A catalogue's folder and what is needed to publish and build it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "catalogue"
        self.cache = folder / "cache"
        shutil.copytree(EXAMPLE, self.root)
        self._make_independent()

    def _make_independent(self) -> None:
        """Let no file name a procedure of another, so that tests may withdraw any of them."""
        for name in ("situations.yml", "synonyms.yml"):
            (self.root / name).unlink(missing_ok=True)
        publisher = self.root / "publisher.yml"
        publisher.write_text(publisher.read_text("utf-8").partition("counts:")[0], "utf-8")
        for path in self.root.glob("procedures/*/*.yml"):
            lines = path.read_text("utf-8").splitlines(keepends=True)
            kept = [line for line in lines if not line.startswith(("linked:", "related:"))]
            path.write_text("".join(kept), "utf-8")

    @property
    def editions(self) -> Editions:
        return chain.load(self.root / chain.FOLDER)

    def catalogue(self) -> Catalogue:
        reading = load_catalogue(self.root, self.cache)
        assert reading.catalogue, reading.findings()
        return reading.catalogue

    def edit(self, path: str, old: str, new: str) -> None:
        edit(self.root / path, old, new)

    def post_on(self, day: date) -> None:
        """Set the day of posting, as an editor does before publishing."""
        path = self.root / "publisher.yml"
        text = re.sub(r"posted_on: \S+", f"posted_on: {day}", path.read_text("utf-8"))
        path.write_text(text, "utf-8")

    def prepare(
        self, day: date, *, renamed: Sequence[str] = (), decision: str = "Quyết định 01/QĐ-VÍDỤ"
    ) -> Publication | list[Finding]:
        request = Request(day=day, decision=decision, renamed=tuple(renamed))
        jinja = environment(TEMPLATES, self.cache, "thử")
        return publishing.prepare(self.catalogue(), self.editions, request, self.root, jinja)

    def publish(
        self, day: date, *, renamed: Sequence[str] = (), decision: str = "Quyết định 01/QĐ-VÍDỤ"
    ) -> Publication:
        self.post_on(day)
        publication = self.prepare(day, renamed=renamed, decision=decision)
        assert isinstance(publication, Publication), publication
        publishing.write(self.root / chain.FOLDER, publication)
        return publication

    def refused(self, day: date, *, renamed: Sequence[str] = ()) -> list[str]:
        """The rules that forbid publishing on the day."""
        self.post_on(day)
        reading = load_catalogue(self.root, self.cache)
        found = self.prepare(day, renamed=renamed) if reading.catalogue else reading.findings()
        assert isinstance(found, list), "nothing forbids it"
        return [finding.rule for finding in found if finding.severity == "error"]

    def change_copy(self, updated: date) -> None:
        """Change the certified copy as the law asks: the text and the day of the change."""
        self.edit(COPY, "đến bộ phận một cửa.", "đến quầy chứng thực.")
        self.edit(COPY, "checked: 2020-02}", f"checked: {updated}}}\nupdated: {updated}")

    def withdraw(self, code: str, path: str, more: str = "") -> None:
        (self.root / path).unlink()
        file = self.root / "editions" / "withdrawn.yml"
        file.parent.mkdir(exist_ok=True)
        text = f'withdrawn:\n  - code: "{code}"\n    decision: Quyết định 9/QĐ-VÍDỤ\n{more}'
        file.write_text(text, encoding="utf-8")

    def clone(self, folder: Path) -> "House":
        """The same catalogue as somebody else has it: no cache, no site."""
        other = House(folder)
        shutil.rmtree(other.root)
        shutil.copytree(self.root, other.root)
        return other

    def outputs(self, website: Website, look: bytes = b"look", data: bool = False) -> list[Output]:
        """The pages of the catalogue and of its past; with ``data`` the open data too."""
        catalogue = self.catalogue()
        pages = Pages(catalogue, website, look, self.cache, self.editions)
        found, faults = results.read(self.root, catalogue.shared)
        assert not faults, faults
        record = PublicRecord(catalogue, self.editions, found, look, pages.draw)
        made = [*pages.outputs(), *record.outputs()]
        if data:
            made += open_data.outputs(catalogue, self.editions, pages, look, self.cache)
        return made

    def build(self, website: Website, look: bytes = b"look", data: bool = False) -> Path:
        site = self.folder / "site"
        Site(site, self.cache).update(self.outputs(website, look, data), 1)
        return site
