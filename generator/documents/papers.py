"""All papers of a site together: notices, short addresses, the files of forms, official files.

In: the catalogue, its folder, the editions' words and a cache folder.  Out: ``Papers``: the
``Output``s, what each form's page offers, and the findings of the forms' own files.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from generator import form_definitions, paper_addresses, short_addresses
from generator.catalogue import Catalogue
from generator.documents import notices, official_files
from generator.documents.forms import FormFiles, Offered
from generator.documents.notices import NO_EDITIONS
from generator.findings import Finding
from generator.form_model import FormDefinition
from generator.load import Flaw
from generator.output import Output


class Papers:
    """The papers of one catalogue; ``editions``: code -> the edition that brought its text."""

    def __init__(
        self,
        catalogue: Catalogue,
        root: Path,
        program: bytes,
        cache: Path,
        editions: Mapping[str, str] = NO_EDITIONS,
    ) -> None:
        self._catalogue = catalogue
        self._program = program
        self._editions = editions
        self._reading = form_definitions.read(root)
        self._official = official_files.read(root)
        self.forms = FormFiles(self._reading, catalogue, program, cache)

    def outputs(self) -> Iterator[Output]:
        """Every file; the pages on which forms are filled are pages, made with the others."""
        yield from short_addresses.outputs(self._catalogue)
        yield from notices.outputs(self._catalogue, self._program, self._editions)
        yield from self.forms.outputs()
        yield from self._official.outputs()

    def offered(self, form_id: str) -> tuple[Offered, ...]:
        """What the page of a form offers: the official files first."""
        return (*self._official.offered(form_id), *self.forms.offered(form_id))

    def fill_page(self, form_id: str) -> str:
        """The page on which the form is filled; empty where there is none."""
        definition = self.forms.current.get(form_id)
        return paper_addresses.fill(definition.form_id) if definition else ""

    def fillable(self) -> list[FormDefinition]:
        """The definitions that have such a page."""
        return self.forms.definitions()


def flaws(root: Path) -> tuple[tuple[str, Flaw], ...]:
    """The flaws of definitions, samples and official files, as (path in the folder, flaw)."""
    return (*form_definitions.read(root).flaws, *official_files.read(root).flaws)


def findings(root: Path) -> list[Finding]:
    """The same with their lines, for a check of these files alone."""
    return form_definitions.with_lines(root, flaws(root))
