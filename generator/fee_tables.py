"""The price lists of the page of all fees, drawn field by field and kept between builds.

In: the catalogue, the templates and the cache folder.  Out: ``fees.Table``s.  After a change only
the table of that field is drawn again, since all of them together are the dearest page of a site.
"""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import jinja2

from generator import addresses
from generator.catalogue import Catalogue, digest
from generator.kept import Kept
from generator.model import Brief
from generator.views import pricing
from generator.views.fees import Table

FILE = "fee-tables.msgpack"
TEMPLATE = "fee-table.html"


class FeeTables:
    """Draws the tables.  ``base``: the hash of all that they depend on beside their procedures."""

    def __init__(
        self, catalogue: Catalogue, environment: jinja2.Environment, cache: Path, base: bytes
    ) -> None:
        self._catalogue = catalogue
        self._environment = environment
        self._kept = Kept(cache / FILE, base, Table)

    def table(self, field_id: str, briefs: Sequence[Brief]) -> Table:
        """The table of a field, of which these are the procedures."""
        digests = self._catalogue.brief_digests
        key = digest(field_id.encode(), *[digests[brief.code] for brief in briefs])
        return self._kept.get(key, partial(self._draw, field_id, briefs))

    def _draw(self, field_id: str, briefs: Sequence[Brief]) -> Table:
        name = self._catalogue.shared.fields[field_id].name
        view = pricing.fee_table(name, briefs, self._catalogue)
        template = self._environment.get_template(TEMPLATE)
        html = template.render(v=view, root=addresses.root_from(addresses.FEES))
        found = view.prices
        return Table(html, len(found.priced), len(found.unverified), len(found.unknown))

    def save(self) -> None:
        """Keep the tables for the next build."""
        self._kept.save()
