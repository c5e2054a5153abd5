"""What services have in common, as linked data: agencies, fields, tiers, legal documents, codes.

In: a ``Catalogue``.  Out: ``Resource``s.  Every code, place and language that a service names is
typed here, inside our own graph, as the profiles' shapes demand.
"""

from collections.abc import Iterator
from itertools import chain

from generator.catalogue import Catalogue
from generator.exports import places
from generator.exports.dataset import origin
from generator.exports.graph import Ref, Resource, Said, Value
from generator.views import legal, wording


def common(catalogue: Catalogue) -> Iterator[Resource]:
    """All that the services of the catalogue may name."""
    base = origin(catalogue)
    return chain(
        _codes(base),
        _fields_and_tiers(catalogue, base),
        _agencies(catalogue, base),
        _documents(catalogue, base),
        _situations(catalogue, base),
        _data(catalogue, base),
    )


def publisher(catalogue: Catalogue) -> Resource:
    """Who publishes: the names that CPSV-AP and DCAT-AP each want of an agent."""
    base, record = origin(catalogue), catalogue.shared.publisher
    name = Said(record.name)
    values: tuple[tuple[str, Value], ...] = (
        ("foaf:name", name),
        ("dct:title", name),
        ("dct:identifier", f"{base}/"),
    )
    return Resource(places.publisher(base), ("foaf:Agent",), values)


def concept(iri: str, label: str, language: str = "vi") -> Resource:
    """A code with its name."""
    return Resource(iri, ("skos:Concept",), (("skos:prefLabel", Said(label, language)),))


def vietnamese() -> Resource:
    """The language."""
    return Resource(
        places.VIETNAMESE, ("dct:LinguisticSystem",), (("dct:title", Said("Tiếng Việt")),)
    )


def vietnam() -> Resource:
    """The country."""
    return Resource(places.VIETNAM, ("dct:Location",), (("skos:prefLabel", Said("Việt Nam")),))


def _codes(base: str) -> Iterator[Resource]:
    yield vietnamese()
    yield vietnam()
    yield concept(f"{places.CURRENCY}VND", "đồng")
    yield concept(f"{places.CURRENCY}USD", "đô la Mỹ")
    for kind, name in wording.CHANNEL.items():
        yield concept(places.channel(base, kind), name)
    for level, name in wording.ONLINE.items():
        yield concept(places.online(base, level), name)


def _fields_and_tiers(catalogue: Catalogue, base: str) -> Iterator[Resource]:
    for field in catalogue.shared.fields.values():
        yield concept(places.field(base, field.id), field.name)
    for tier in catalogue.shared.publisher.tiers:
        yield concept(places.tier(base, tier.id), tier.name)


def _agencies(catalogue: Catalogue, base: str) -> Iterator[Resource]:
    for agency in catalogue.shared.agencies.values():
        yield _organisation(places.agency(base, agency.id), agency.id, agency.name)
    for tier in catalogue.shared.publisher.tiers:
        name = f"Cơ quan giải quyết ở {_lower(tier.name)}; nguồn không công bố tên"
        yield _organisation(places.unnamed(base, tier.id), f"chua-ro/{tier.id}", name)
    unknown = "Cơ quan giải quyết; nguồn không công bố tên và cấp"
    yield _organisation(places.unnamed(base, "nao"), "chua-ro/nao", unknown)


def _organisation(iri: str, identifier: str, name: str) -> Resource:
    values: tuple[tuple[str, Value], ...] = (
        ("skos:prefLabel", Said(name)),
        ("dct:identifier", identifier),
        ("dct:spatial", Ref(places.VIETNAM)),
    )
    return Resource(iri, ("cv:PublicOrganisation",), values)


def _documents(catalogue: Catalogue, base: str) -> Iterator[Resource]:
    for document in catalogue.shared.legal.values():
        name = legal.name(document.number, catalogue.shared)
        title = f"{name}: {document.title}" if document.title else name
        yield Resource(
            places.legal(base, document.number),
            ("eli:LegalResource",),
            (("dct:identifier", document.number), ("dct:title", Said(title))),
        )
    for form in catalogue.shared.forms.values():
        called = (("dct:title", Said(form.name)),)
        yield Resource(places.form(base, form.id), ("foaf:Document",), called)


def _situations(catalogue: Catalogue, base: str) -> Iterator[Resource]:
    for situation in catalogue.shared.situations:
        yield Resource(
            places.situation(base, situation.id),
            ("cv:Event", "cv:LifeEvent"),
            (("dct:identifier", situation.id), ("dct:title", Said(situation.name))),
        )


def _data(catalogue: Catalogue, base: str) -> Iterator[Resource]:
    record = catalogue.shared.publisher
    yield publisher(catalogue)
    yield Resource(
        places.data(base),
        ("dcat:Dataset",),
        (
            ("dct:title", Said(f"Thủ tục hành chính – {record.short_name}")),
            ("dct:description", Said(f"Dữ liệu thủ tục hành chính do {record.name} công bố.")),
            ("dct:publisher", Ref(places.publisher(base))),
        ),
    )


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
