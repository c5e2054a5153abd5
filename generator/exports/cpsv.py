"""CPSV-AP 3.2: the procedures as public services.

In: a ``Catalogue``.  Out: ``Resource``s, of one procedure with all that it names, or of all.

What is not known is not filled in: a cost without an amount has no value, a time limit in working
days has no duration, and what is missing stands as a ``skos:note``.  The profile demands an
authority and a description of every service: where the source names no authority, it is "the
authority of that tier, not named by the source", and a missing summary is said to be missing.
"""

from collections.abc import Collection, Iterator
from functools import cached_property

from generator.catalogue import Catalogue, holds
from generator.exports import places, timing
from generator.exports.charges import charges
from generator.exports.common import common
from generator.exports.dataset import origin
from generator.exports.graph import Ref, Resource, Said, Typed, Value
from generator.model import Channel, DossierItem, Fee, Procedure
from generator.views import wording

Values = Iterator[tuple[str, Value]]


class Services:
    """The services of a catalogue; what they share is made once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._shared = catalogue.shared
        self._day = catalogue.day
        self.base = origin(catalogue)

    @cached_property
    def common(self) -> dict[str, Resource]:
        """What several services name, by address."""
        return {resource.iri: resource for resource in common(self._catalogue)}

    @cached_property
    def situations(self) -> dict[str, list[str]]:
        """Code -> the situations of life in which the procedure is needed."""
        found: dict[str, list[str]] = {}
        for situation in self._shared.situations:
            codes = dict.fromkeys(code for step in situation.steps for code in step.codes)
            for code in codes:
                found.setdefault(code, []).append(situation.id)
        return found

    def one(self, record: Procedure) -> list[Resource]:
        """A service, its parts, and all that it names: a graph that stands alone."""
        return self._closed(list(self._own(record, ())))

    def every(self) -> Iterator[Resource]:
        """All services, and whatever they name once."""
        codes = self._catalogue.briefs.keys()
        named: dict[str, None] = {}
        for code in codes:
            for resource in self._own(self._catalogue.whole(code), codes):
                named |= dict.fromkeys(resource.refers_to())
                yield resource
        yield from self._named(named)

    def _closed(self, own: list[Resource]) -> list[Resource]:
        named = dict.fromkeys(iri for resource in own for iri in resource.refers_to())
        return [*own, *self._named(named)]

    def _named(self, named: dict[str, None]) -> Iterator[Resource]:
        """The common resources that are named, and those that these name."""
        todo, done = list(named), set[str]()
        while todo:
            iri = todo.pop(0)
            if iri not in done and iri in self.common:
                done.add(iri)
                yield self.common[iri]
                todo += self.common[iri].refers_to()

    def _own(self, record: Procedure, known: Collection[str]) -> Iterator[Resource]:
        """The service and its parts; it relates to the ``known`` services alone."""
        parts = list(self._parts(record))
        values = (*self._facts(record), *self._links(record, known))
        links = tuple((_LINK[part.types[0]], Ref(part.iri)) for part in parts)
        iri = places.service(self.base, record.code)
        yield Resource(iri, ("cpsv:PublicService",), (*values, *links))
        yield from parts

    def _facts(self, record: Procedure) -> Values:
        yield "dct:identifier", record.code
        yield "dct:title", Said(wording.without_prefix(record.name))
        yield "dct:description", Said(record.summary or self._no_summary(record))
        for word in record.synonyms:
            yield "dcat:keyword", Said(word)
        limits = [limit for limit in record.time_limits if holds(limit, self._day)]
        if duration := timing.common(limits):
            yield "cv:processingTime", Typed(duration, "xsd:duration")
        for attribute in record.gaps:
            said = wording.gap(record.gaps[attribute], attribute, record.source.title)
            yield "skos:note", Said(said)

    def _no_summary(self, record: Procedure) -> str:
        field = self._shared.fields.get(record.field)
        name = field.name if field else record.field
        return f"Thủ tục mã {record.code}, lĩnh vực {name}. Danh mục chưa có lời tóm tắt."

    def _links(self, record: Procedure, known: Collection[str]) -> Values:
        base, tier = self.base, self._catalogue.tier_of(record)
        yield "dct:language", Ref(places.VIETNAMESE)
        yield "dct:isPartOf", Ref(places.data(base))
        yield "cv:thematicArea", Ref(places.field(base, record.field))
        if tier:
            yield "cv:isClassifiedBy", Ref(places.tier(base, tier))
        if record.online_level:
            yield "cv:isClassifiedBy", Ref(places.online(base, record.online_level))
        for situation in self.situations.get(record.code, ()):
            yield "cv:isGroupedBy", Ref(places.situation(base, situation))
        for iri in self._authorities(record, tier):
            yield "cv:hasCompetentAuthority", Ref(iri)
        for number in record.legal_basis:
            if number in self._shared.legal:
                yield "cv:hasLegalResource", Ref(places.legal(base, number))
        for code in dict.fromkeys((*record.linked, *record.related)):
            if code in known:
                yield "cv:relatedService", Ref(places.service(base, code))

    def _authorities(self, record: Procedure, tier: str | None) -> list[str]:
        """Who decides; else who carries out; else the tier's authority without a name."""
        current = [a for a in record.authorities if holds(a, self._day)]
        deciding = [a for a in current if a.role == "competent"] or current
        known = [a.agency for a in deciding if a.agency in self._shared.agencies]
        if known:
            return [places.agency(self.base, agency) for agency in dict.fromkeys(known)]
        return [places.unnamed(self.base, tier or "nao")]

    def _parts(self, record: Procedure) -> Iterator[Resource]:
        for place, applicant in enumerate(record.applicants, 1):
            yield self._part(record, f"doi-tuong-{place}", "skos:Concept", self._label(applicant))
        for channel in record.channels:
            yield self._channel(record, channel)
        for place, fee in enumerate(charges(record, self._shared, self._day), 1):
            yield self._cost(record, place, fee)
        yield from self._papers(record)
        for place, text in enumerate(record.conditions, 1):
            yield self._titled(record, f"dieu-kien-{place}", "cv:Requirement", text)
        for place, text in enumerate(record.results, 1):
            yield self._titled(record, f"ket-qua-{place}", "cv:Output", text)
        if record.steps:
            yield self._rule(record)

    def _part(self, record: Procedure, name: str, kind: str, values: Values) -> Resource:
        return Resource(places.part(self.base, record.code, name), (kind,), tuple(values))

    @staticmethod
    def _label(text: str) -> Values:
        yield "skos:prefLabel", Said(text)

    def _titled(self, record: Procedure, name: str, kind: str, title: str) -> Resource:
        values = (("dct:identifier", f"{record.code}/{name}"), ("dct:title", Said(title)))
        return self._part(record, name, kind, iter(values))

    def _channel(self, record: Procedure, channel: Channel) -> Resource:
        name = f"kenh-{channel.kind}"
        limits = list(timing.of_channel(record.time_limits, channel.kind, self._day))
        words = dict.fromkeys(_with_case(wording.time_limit(limit), limit.case) for limit in limits)
        said = wording.sentence(
            wording.CHANNEL[channel.kind],
            channel.note,
            f"Thời hạn: {'; '.join(words)}" if words else "Thời hạn: chưa có thông tin",
        )
        duration = timing.common(limits)

        def values() -> Values:
            yield "dct:identifier", f"{record.code}/{name}"
            yield "dct:description", Said(said)
            yield "dct:type", Ref(places.channel(self.base, channel.kind))
            if duration:
                yield "cv:processingTime", Typed(duration, "xsd:duration")

        return self._part(record, name, "cv:Channel", values())

    def _cost(self, record: Procedure, place: int, fee: Fee) -> Resource:
        name = f"phi-{place}"
        words = _with_case(wording.fee(fee), fee.case)
        doubt = wording.UNVERIFIED if fee.basis == "unverified" else None
        exempt = f"Miễn, giảm: {'; '.join(fee.exemptions)}" if fee.exemptions else None
        said = wording.sentence(fee.name, wording.first_upper(words), doubt, exempt)
        channels = {channel.kind for channel in record.channels}

        def values() -> Values:
            yield "dct:identifier", f"{record.code}/{name}"
            yield "dct:description", Said(said)
            if fee.basis in ("amount", "free") and (fee.amount is not None or fee.basis == "free"):
                yield "cv:hasValue", Typed(_double(fee.amount or 0), "xsd:double")
                yield "cv:currency", Ref(f"{places.CURRENCY}{fee.currency}")
            if fee.channel in channels:
                kind = f"kenh-{fee.channel}"
                yield "cv:ifAccessedThrough", Ref(places.part(self.base, record.code, kind))

        return self._part(record, name, "cv:Cost", values())

    def _papers(self, record: Procedure) -> Iterator[Resource]:
        place = 0
        for case in record.dossier:
            for item in case.items:
                place += 1
                yield self._paper(record, f"giay-to-{place}", item, case.case)

    def _paper(self, record: Procedure, name: str, item: DossierItem, case: str | None) -> Resource:
        counts = [
            f"{count} {word}"
            for count, word in ((item.originals, "bản chính"), (item.copies, "bản sao"))
            if count
        ]
        said = wording.sentence(case and f"Trường hợp: {case}", ", ".join(counts), item.note)

        def values() -> Values:
            yield "dct:identifier", f"{record.code}/{name}"
            yield "dct:title", Said(item.name)
            if said:
                yield "dct:description", Said(said)
            if item.form and item.form in self._shared.forms:
                yield "foaf:page", Ref(places.form(self.base, item.form))

        return self._part(record, name, "cv:Evidence", values())

    def _rule(self, record: Procedure) -> Resource:
        def values() -> Values:
            yield "dct:identifier", f"{record.code}/trinh-tu"
            yield "dct:title", Said("Trình tự thực hiện")
            yield "dct:description", Said("\n".join(record.steps))

        return self._part(record, "trinh-tu", "cpsv:Rule", values())


_LINK = {
    "skos:Concept": "dct:audience",
    "cv:Channel": "cv:hasChannel",
    "cv:Cost": "cv:hasCost",
    "cv:Evidence": "cpsv:hasInput",
    "cv:Requirement": "cv:holdsRequirement",
    "cv:Output": "cpsv:produces",
    "cpsv:Rule": "cpsv:follows",
}
"""By which property a service names its part of a type."""


def _with_case(words: str, case: str | None) -> str:
    return f"{words} ({case})" if case else words


def _double(amount: float) -> str:
    """The amount as XML Schema writes a double in canonical form: 8.0E3."""
    digits, exponent = f"{amount:.15e}".split("e")
    mantissa = digits.rstrip("0")
    return (
        f"{mantissa}0E{int(exponent)}" if mantissa.endswith(".") else f"{mantissa}E{int(exponent)}"
    )
