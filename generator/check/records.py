"""The parts of records that several rules look at, with their places.

In: any record of ``model``.  Out: its fees, dated values, contacts and so on, each with the place
inside the record.
"""

from collections.abc import Iterator, Sequence

from generator.catalogue import Shared
from generator.check.faults import Owner
from generator.load import Place
from generator.model import (
    Agency,
    Contact,
    Fee,
    Form,
    InForce,
    Procedure,
    Publisher,
    Record,
    SharedFee,
    Source,
    Ward,
)


def shared_records(shared: Shared) -> Iterator[tuple[Owner, Record]]:
    """All records that are not procedures, each with its owner."""
    yield Owner("publisher", ""), shared.publisher
    for field_id, field in shared.fields.items():
        yield Owner("field", field_id), field
    for agency_id, agency in shared.agencies.items():
        yield Owner("agency", agency_id), agency
    for ward_id, ward in shared.wards.items():
        yield Owner("ward", ward_id), ward
    for number, document in shared.legal.items():
        yield Owner("legal", number), document
    for fee_id, fee in shared.fees.items():
        yield Owner("fee", fee_id), fee
    for form_id, form in shared.forms.items():
        yield Owner("form", form_id), form
    for position, synonym in enumerate(shared.synonyms):
        yield Owner("synonym", str(position)), synonym
    for situation in shared.situations:
        yield Owner("situation", situation.id), situation
    for term in shared.glossary:
        yield Owner("term", term.term), term


def fees_of(record: Record) -> tuple[str, tuple[Fee, ...]]:
    """The attribute that holds the record's fees, and the fees."""
    if isinstance(record, Procedure):
        return "fees", record.fees
    if isinstance(record, SharedFee):
        return "amounts", record.amounts
    return "", ()


def dated_lists(record: Record) -> Iterator[tuple[str, Sequence[InForce]]]:
    """The attributes of a record that hold values in force for some days."""
    if isinstance(record, Procedure):
        yield "jurisdiction", record.jurisdiction
        yield "authorities", record.authorities
        yield "time_limits", record.time_limits
        yield "fees", record.fees
    elif isinstance(record, SharedFee):
        yield "amounts", record.amounts
    elif isinstance(record, Publisher):
        yield "tiers", record.tiers
        yield "holidays", record.holidays


def dated_values(record: Record) -> Iterator[tuple[Place, InForce]]:
    """All values of a record that are in force for some days; the record itself has place ()."""
    if isinstance(record, Ward | Form):
        yield (), record
    for attribute, values in dated_lists(record):
        for position, value in enumerate(values):
            yield (attribute, position), value


def contacts_of(record: Record) -> Iterator[tuple[str, Contact]]:
    """The contacts of a record, each with its attribute."""
    if isinstance(record, Publisher):
        yield "hotline", record.hotline
        yield "feedback", record.feedback
    elif isinstance(record, Agency) and record.contact:
        yield "contact", record.contact
    elif isinstance(record, Ward) and record.desk:
        yield "desk", record.desk


def sources_of(record: Record) -> Iterator[tuple[Place, Source]]:
    """The sources of a record, each with its place."""
    if isinstance(record, Publisher):
        for position, count in enumerate(record.counts):
            yield ("counts", position, "source"), count.source
        for position, holiday in enumerate(record.holidays):
            if holiday.source:
                yield ("holidays", position, "source"), holiday.source
    else:
        source = getattr(record, "source", None)
        if isinstance(source, Source):
            yield ("source",), source
