"""What a form's page says: its number, the document that sets it, who needs it.

In: the form and the procedures that use it.  Out: ``FormView``.
"""

from collections.abc import Sequence

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.model import Brief, Form
from generator.views import legal, links, wording
from generator.views.legal import LegalLine
from generator.views.links import Entry, Link, Outside
from generator.views.offers import NOTHING, Offer


class FormView(msgspec.Struct, frozen=True):
    """The page."""

    title: str
    heading: str
    description: str
    crumbs: tuple[Link, ...]
    number: str
    offer: Offer
    period: str
    note: str
    legal: tuple[LegalLine, ...]
    procedures: tuple[Entry, ...]
    source: str
    official: Outside | None
    checked: str
    as_of: str


def view(
    form: Form, briefs: Sequence[Brief], catalogue: Catalogue, offer: Offer = NOTHING
) -> FormView:
    """Put the form into words."""
    title = wording.shorten(form.name, 300)
    number = f"Mẫu {form.number}" if form.number else ""
    return FormView(
        title=f"{title} ({number or form.id})",
        heading=title,
        description=wording.sentence(f"Biểu mẫu {wording.shorten(form.name, 120)}", number),
        crumbs=links.crumbs(links.FORMS, Link(title, addresses.form(form.id))),
        number=number,
        offer=offer,
        period=wording.period(form),
        note=form.note or "",
        legal=legal.lines(form.legal or offer.legal, catalogue.shared, catalogue.day),
        procedures=links.entries(briefs),
        source=form.source.title,
        official=links.outside(form.source),
        checked=wording.checked(form.source.checked),
        as_of=wording.as_of(catalogue.day),
    )
