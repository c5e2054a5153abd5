"""Price lists of many procedures, for a field's page and the page of all fees.

In: briefs.  Out: a table of the known fees in force, and the procedures whose fee is not known.
"""

from collections.abc import Sequence

import msgspec

from generator.catalogue import Catalogue
from generator.model import Brief
from generator.views import links, tariff, wording
from generator.views.links import Entry
from generator.views.tariff import FeeRow


class Priced(msgspec.Struct, frozen=True, gc=False):
    """A procedure and its known fees."""

    procedure: Entry
    rows: tuple[FeeRow, ...]


class PriceList(msgspec.Struct, frozen=True, gc=False):
    """``priced``: procedures with known fees; the rest by why their fee is not known."""

    priced: tuple[Priced, ...]
    unverified: tuple[Entry, ...]
    unknown: tuple[Entry, ...]


class FeeTableView(msgspec.Struct, frozen=True, gc=False):
    """A field's table on the page of all fees."""

    label: str
    prices: PriceList


def fee_table(name: str, briefs: Sequence[Brief], catalogue: Catalogue) -> FeeTableView:
    """The table of the field of that name, of which these are the procedures."""
    return FeeTableView(f"Phí, lệ phí lĩnh vực {name}", price_list(briefs, catalogue))


def price_list(briefs: Sequence[Brief], catalogue: Catalogue) -> PriceList:
    """The procedures in the order of the alphabet, each in one of the three lists."""
    priced, unverified, unknown = [], [], []
    for brief in sorted(briefs, key=lambda brief: wording.alphabetical(wording.title(brief))):
        charges = tariff.charges(brief.fees, catalogue.shared, catalogue.day)
        current = [charge for charge in charges if not charge.row.state]
        known = [charge for charge in current if charge.known]
        line = links.entry(brief)
        if known:
            priced.append(Priced(line, tariff.rows(known)))
        elif current:
            unverified.append(line)
        else:
            unknown.append(line)
    return PriceList(tuple(priced), tuple(unverified), tuple(unknown))
