"""All papers of a site together: notices, the files of forms, official files, and their pages.

In: the catalogue, what its folder says of forms, the editions' words and a cache folder.  Out:
``Papers``: the ``Output``s, and what pages offer of each form (``views.offers.Offers``).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType

import msgspec

from generator import paper_addresses
from generator.catalogue import Catalogue, digest
from generator.documents import notices
from generator.documents.forms import FormFiles
from generator.form_definitions import FormReading
from generator.form_model import OfficialFile
from generator.official_files import OfficialReading
from generator.output import Output
from generator.render import Draw
from generator.views import counting, fillable, wording
from generator.views import notices as notices_view
from generator.views.offers import Offer, Offered

NO_DAYS: Mapping[str, date] = MappingProxyType({})


class Papers:
    """The papers of one catalogue; ``published``: code -> day of the edition that brought its text.

    ``program`` is the hash of the program: what another has made is not used.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        reading: FormReading,
        official: OfficialReading,
        program: bytes,
        cache: Path,
        published: Mapping[str, date] = NO_DAYS,
    ) -> None:
        self._catalogue = catalogue
        self._program = program
        self._cache = cache
        self._editions = notices.edition_words(published)
        self._official = official
        self._forms = FormFiles(reading, catalogue, cache)

    def make_forms(self, workers: int) -> None:
        """Make the files of forms whose size pages will tell."""
        self._forms.make(workers)

    def outputs(self) -> Iterator[Output]:
        """Every file."""
        yield from notices.outputs(self._catalogue, self._program, self._cache, self._editions)
        yield from self.form_outputs()
        for definition in self._forms.definitions():
            yield self._forms.script(definition)

    def form_outputs(self) -> Iterator[Output]:
        """The files of forms that are offered for download."""
        yield from self._forms.outputs()
        for form_id in self._catalogue.shared.forms:
            for name, record in self._official_of(form_id).items():
                make = partial(self._official.checked_bytes, name)
                path = paper_addresses.official(form_id, name)
                yield Output(path, digest(record.sha256.encode()), make)

    def pages(self, draw: Draw) -> Iterator[Output]:
        """The page of notices, and the pages on which forms are filled."""
        view = partial(notices_view.view, self._catalogue)
        counts = msgspec.msgpack.encode(counting.counts(self._catalogue))
        yield draw(paper_addresses.NOTICES, "notices", (counts,), view, 1)
        for definition in self._forms.definitions():
            key = digest(msgspec.msgpack.encode(definition))
            path = paper_addresses.fill(definition.form_id)
            fill = partial(fillable.view, definition, self._catalogue)
            yield draw(path, "fillable", (key,), fill, 2)

    def of(self, form_id: str) -> Offer:
        """What the pages that name a form offer of it: the official files first."""
        definition = self._forms.current.get(form_id)
        official = tuple(self._offered_official(form_id))
        if definition is None:
            return Offer(official)
        files = (*official, *self._forms.offered(form_id))
        fill = paper_addresses.fill(definition.form_id)
        return Offer(files, fill, definition.legal, definition.to_verify)

    def key(self, form_id: str) -> bytes:
        """A hash of all that the offer depends on."""
        records = msgspec.msgpack.encode(self._official_of(form_id))
        return digest(records, *self._forms.keys(form_id))

    def sheet(self, code: str) -> str:
        """The path of a procedure's notice sheet."""
        return paper_addresses.sheet(code)

    def _official_of(self, form_id: str) -> dict[str, OfficialFile]:
        return self._official.of_form(form_id, self._catalogue.day)

    def _offered_official(self, form_id: str) -> Iterator[Offered]:
        for name, record in self._official_of(form_id).items():
            yield Offered(
                f"Bản chính thức: {record.title}",
                paper_addresses.official(form_id, name),
                name.rpartition(".")[2].upper(),
                wording.size(self._official.size(name)),
            )
