"""DCAT-AP 3: the data as a catalogue of one series, its edition, and the edition's files.

In: a ``Dataset`` and the files as listed.  Out: ``Resource``s.
"""

from collections.abc import Iterator, Mapping, Sequence

from generator import addresses
from generator.exports import api, places
from generator.exports.common import concept, publisher, vietnam, vietnamese
from generator.exports.dataset import Dataset
from generator.exports.graph import Ref, Resource, Said, Typed, Value
from generator.exports.listing import Listed
from generator.views import wording

Values = tuple[tuple[str, Value], ...]
_EU = "http://publications.europa.eu/resource/authority/"
_PUBLIC = f"{_EU}access-right/PUBLIC"
_GOVERNMENT = f"{_EU}data-theme/GOVE"
_SHA256 = "http://spdx.org/rdf/terms#checksumAlgorithm_sha256"
_IANA = "http://www.iana.org/assignments/media-types/"
_FORMATS: Mapping[str, str] = {
    "text/csv": "CSV",
    "application/json": "JSON",
    "application/ld+json": "JSON_LD",
    "application/n-triples": "RDF_N_TRIPLES",
    "text/turtle": "RDF_TURTLE",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "XLSX",
}
"""Media type -> the European Union's code for it; where none is sure, none is said."""
UNREGISTERED = frozenset({"application/jsonl"})


def catalogue(data: Dataset, listed: Sequence[Listed]) -> Iterator[Resource]:
    """The catalogue and all that it names."""
    edition = f"{data.base}/{data.folder}"
    day = Typed(data.edition.isoformat(), "xsd:date")
    yield _catalogue(data, edition, day)
    yield _series(data)
    yield _edition(data, listed, edition, day)
    yield _service(data, edition)
    for file in listed:
        yield from _file(file, data, edition, day)
    yield from _known(data, listed)


def _catalogue(data: Dataset, edition: str, day: Typed) -> Resource:
    base, publisher = data.base, data.catalogue.shared.publisher
    return Resource(
        f"{base}/{addresses.DATA}#danh-muc",
        ("dcat:Catalog",),
        (
            ("dct:title", Said(f"Dữ liệu mở – {publisher.short_name}")),
            ("dct:description", Said(f"Dữ liệu mở do {publisher.name} công bố.")),
            _publisher(data),
            ("dct:language", Ref(places.VIETNAMESE)),
            ("dct:license", Ref(publisher.licence.url)),
            ("dct:modified", day),
            ("foaf:homepage", Ref(f"{base}/")),
            ("dcat:dataset", Ref(edition)),
            ("dcat:service", Ref(f"{base}/{api.ROOT}")),
        ),
    )


def _series(data: Dataset) -> Resource:
    """The data as a whole, over all editions."""
    return Resource(
        places.data(data.base),
        ("dcat:DatasetSeries",),
        (
            ("dct:title", Said(f"{_title(data)}: mọi kỳ công bố")),
            ("dct:description", Said("Mỗi kỳ công bố là một bộ dữ liệu không đổi nữa.")),
            _publisher(data),
        ),
    )


def _edition(data: Dataset, listed: Sequence[Listed], edition: str, day: Typed) -> Resource:
    """The data of this edition, which changes no more."""
    return Resource(
        edition,
        ("dcat:Dataset",),
        (
            ("dct:title", Said(f"{_title(data)}, kỳ công bố {wording.day(data.edition)}")),
            ("dct:description", Said(_description(data))),
            ("dct:identifier", edition),
            _publisher(data),
            ("dct:issued", day),
            ("dcat:version", data.edition.isoformat()),
            ("dct:language", Ref(places.VIETNAMESE)),
            ("dct:spatial", Ref(places.VIETNAM)),
            ("dct:accessRights", Ref(_PUBLIC)),
            ("dcat:theme", Ref(_GOVERNMENT)),
            ("dcat:keyword", Said("thủ tục hành chính")),
            ("dcat:inSeries", Ref(places.data(data.base))),
            ("dcat:landingPage", Ref(f"{data.base}/{addresses.DATA}")),
            *(("dcat:distribution", Ref(_distribution(edition, file))) for file in listed),
        ),
    )


def _title(data: Dataset) -> str:
    return f"Thủ tục hành chính – {data.catalogue.shared.publisher.short_name}"


def _publisher(data: Dataset) -> tuple[str, Ref]:
    return ("dct:publisher", Ref(places.publisher(data.base)))


def _description(data: Dataset) -> str:
    shared = data.catalogue.shared
    return (
        f"{len(data.contents)} thủ tục hành chính, {len(shared.fields)} lĩnh vực, "
        f"{len(shared.legal)} văn bản và {len(shared.forms)} biểu mẫu. "
        "Phần chưa biết được ghi là chưa biết."
    )


def _service(data: Dataset, edition: str) -> Resource:
    endpoint = f"{data.base}/{api.ROOT}"
    return Resource(
        endpoint,
        ("dcat:DataService",),
        (
            ("dct:title", Said("API tĩnh thủ tục hành chính")),
            ("dcat:endpointURL", Ref(endpoint)),
            ("dcat:endpointDescription", Ref(f"{endpoint}openapi.json")),
            ("dcat:servesDataset", Ref(edition)),
            ("dct:license", Ref(data.catalogue.shared.publisher.licence.url)),
        ),
    )


def _distribution(edition: str, file: Listed) -> str:
    return f"{edition}#{file.path}"


def _file(file: Listed, data: Dataset, edition: str, day: Typed) -> Iterator[Resource]:
    iri, address = _distribution(edition, file), f"{edition}{file.path}"
    packed = file.path.endswith(".gz")
    media = "" if file.media in UNREGISTERED else file.media
    code = _FORMATS.get(file.media)
    values: Values = (
        ("dct:title", Said(file.path)),
        ("dct:description", Said(file.vi)),
        ("dct:description", Said(file.en, "en")),
        ("dcat:accessURL", Ref(address)),
        ("dcat:downloadURL", Ref(address)),
        ("dct:license", Ref(data.catalogue.shared.publisher.licence.url)),
        ("dct:issued", day),
        ("dcat:byteSize", Typed(str(file.size), "xsd:nonNegativeInteger")),
        ("spdx:checksum", Ref(f"{iri}-sha256")),
        *((("dcat:mediaType", Ref(f"{_IANA}{media}")),) if media else ()),
        *((("dct:format", Ref(f"{_EU}file-type/{code}")),) if code else ()),
        *((("dcat:compressFormat", Ref(f"{_IANA}application/gzip")),) if packed else ()),
    )
    yield Resource(iri, ("dcat:Distribution",), values)
    checksum: Values = (
        ("spdx:algorithm", Ref(_SHA256)),
        ("spdx:checksumValue", Typed(file.sha256, "xsd:hexBinary")),
    )
    yield Resource(f"{iri}-sha256", ("spdx:Checksum",), checksum)


def _known(data: Dataset, listed: Sequence[Listed]) -> Iterator[Resource]:
    """The types of what the catalogue names elsewhere."""
    yield publisher(data.catalogue)
    yield vietnamese()
    yield vietnam()
    yield concept(_GOVERNMENT, "Government and public sector", "en")
    yield Resource(_SHA256, ("spdx:ChecksumAlgorithm",), ())
    yield Resource(_PUBLIC, ("dct:RightsStatement",), ())
    licence = data.catalogue.shared.publisher.licence
    title: Values = (("dct:title", Said(licence.name)),)
    yield Resource(licence.url, ("dct:LicenseDocument",), title)
    for page in (f"{data.base}/", f"{data.base}/{addresses.DATA}"):
        yield Resource(page, ("foaf:Document",), ())
    media = {file.media for file in listed} - UNREGISTERED | {"application/gzip"}
    for kind in sorted(media):
        yield Resource(f"{_IANA}{kind}", ("dct:MediaType", "dct:MediaTypeOrExtent"), ())
    for code in sorted({_FORMATS[file.media] for file in listed if file.media in _FORMATS}):
        yield Resource(f"{_EU}file-type/{code}", ("dct:MediaTypeOrExtent",), ())
