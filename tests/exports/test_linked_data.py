"""CPSV-AP and DCAT-AP: judged by the profiles' shapes, and by what the shapes let pass."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyshacl
import pytest
from msgspec.structs import replace
from pyld import jsonld
from rdflib import RDF, SH, Graph, Literal, Namespace, URIRef

from generator.catalogue import Catalogue
from generator.exports import cpsv, graph, places
from generator.exports.dataset import Dataset
from generator.exports.graph import PREFIXES, Ref, Resource, Said, Typed
from generator.exports.listing import File

BASE = "https://example.org/niem-yet"
CPSV, CV, DCT, DCAT, SPDX = (
    Namespace(PREFIXES[name]) for name in ("cpsv", "cv", "dct", "dcat", "spdx")
)
BIRTH, BUSINESS, COPY = (
    URIRef(places.service(BASE, code)) for code in ("1.001193", "1.001612", "2.000815")
)
SERVICE_PROPERTIES = {
    "adms": (),
    "cpsv": ("follows", "hasInput", "produces"),
    "cv": (
        "currency", "hasChannel", "hasCompetentAuthority", "hasCost", "hasLegalResource",
        "hasValue", "holdsRequirement", "ifAccessedThrough", "isClassifiedBy", "isGroupedBy",
        "processingTime", "relatedService", "thematicArea",
    ),
    "dcat": ("keyword",),
    "dct": (
        "audience", "description", "identifier", "isPartOf", "language", "publisher", "spatial",
        "title", "type",
    ),
    "foaf": ("name", "page"),
    "skos": ("note", "prefLabel"),
}  # fmt: skip
CATALOGUE_PROPERTIES = {
    "dcat": (
        "accessURL", "byteSize", "compressFormat", "dataset", "distribution", "downloadURL",
        "endpointDescription", "endpointURL", "inSeries", "keyword", "landingPage", "mediaType",
        "servesDataset", "service", "theme", "version",
    ),
    "dct": (
        "accessRights", "description", "format", "identifier", "issued", "language", "license",
        "modified", "publisher", "spatial", "title",
    ),
    "foaf": ("homepage", "name"),
    "skos": ("prefLabel",),
    "spdx": ("algorithm", "checksum", "checksumValue"),
}  # fmt: skip


@pytest.fixture(scope="session")
def services(files: dict[str, File]) -> Graph:
    return Graph().parse(data=files["thu-tuc.ttl"].content, format="turtle")


@pytest.fixture(scope="session")
def listed(files: dict[str, File]) -> Graph:
    return Graph().parse(data=files["dcat.ttl"].content, format="turtle")


@pytest.fixture(scope="session")
def service_shapes(standards: Path) -> Graph:
    return Graph().parse(standards / "cpsv-ap" / "cpsv-ap-SHACL.ttl")


@pytest.fixture(scope="session")
def catalogue_shapes(standards: Path) -> Graph:
    """Without the property shapes that release 3.0.1 names but does not define."""
    shapes = Graph().parse(standards / "dcat-ap" / "shapes.ttl")
    shapes += Graph().parse(standards / "dcat-ap" / "dcat-ap-SHACL.ttl")
    for named in set(shapes.objects(None, SH.property)):
        if shapes.value(named, SH.path) is None:
            shapes.remove((None, SH.property, named))
    return shapes


def faults(data: Graph, shapes: Graph) -> str:
    """What the shapes find; empty where all is right."""
    conforms, _, report = pyshacl.validate(data, shacl_graph=shapes)
    return "" if conforms else report


def unknown(data: Graph, known: dict[str, tuple[str, ...]]) -> set[str]:
    """The properties that are not on the list: a misspelt one passes the shapes."""
    allowed = {PREFIXES[prefix] + name for prefix, names in known.items() for name in names}
    return {str(p) for p in set(data.predicates())} - allowed - {str(RDF.type)}


def copy_of(data: Graph) -> Graph:
    return Graph() + data


class TestServices:
    def test_the_profile_s_shapes_find_nothing(
        self, services: Graph, service_shapes: Graph
    ) -> None:
        assert faults(services, service_shapes) == ""

    def test_each_procedure_s_own_file_stands_alone(
        self, example: Catalogue, service_shapes: Graph
    ) -> None:
        made = cpsv.Services(example)
        for code in example.briefs:
            content = graph.json_ld(made.one(example.whole(code)), made.base)
            own = Graph().parse(data=content, format="json-ld")
            assert faults(own, service_shapes) == "", code
            assert len(set(own.subjects(RDF.type, CPSV.PublicService))) == 1

    def test_a_service_without_authority_is_refused(
        self, services: Graph, service_shapes: Graph
    ) -> None:
        broken = copy_of(services)
        broken.remove((BIRTH, CV.hasCompetentAuthority, None))
        assert "hasCompetentAuthority" in faults(broken, service_shapes)

    def test_a_title_without_language_is_refused(
        self, services: Graph, service_shapes: Graph
    ) -> None:
        broken = copy_of(services)
        broken.set((BIRTH, DCT.title, Literal("Đăng ký khai sinh")))
        assert "title" in faults(broken, service_shapes)

    def test_only_known_properties_are_used(self, services: Graph) -> None:
        assert unknown(services, SERVICE_PROPERTIES) == set()

    def test_a_misspelt_property_is_found(self, services: Graph) -> None:
        broken = copy_of(services)
        broken.add((BIRTH, CV.hasCosts, Literal("8000")))
        assert unknown(broken, SERVICE_PROPERTIES) == {str(CV.hasCosts)}

    def test_everything_is_there(self, services: Graph, example: Catalogue) -> None:
        records = [example.whole(code) for code in example.briefs]
        papers = [item for r in records for case in r.dossier for item in case.items]
        counts = Counter(kind for _, _, kind in services.triples((None, RDF.type, None)))
        assert counts[CPSV.PublicService] == len(records)
        assert counts[CV.Channel] == sum(len(r.channels) for r in records)
        assert counts[CV.Evidence] == len(papers)
        assert counts[CV.Output] == sum(len(r.results) for r in records)
        assert counts[CV.Requirement] == sum(len(r.conditions) for r in records)
        assert counts[CPSV.Rule] == sum(bool(r.steps) for r in records)

    def test_no_text_is_empty_and_no_fee_below_zero(self, services: Graph) -> None:
        texts = [o for o in services.objects() if isinstance(o, Literal)]
        assert texts and all(str(text).strip() for text in texts)
        assert all(float(value) >= 0 for value in services.objects(None, CV.hasValue))

    def test_only_known_amounts_have_a_value(self, services: Graph) -> None:
        values = {
            (str(services.value(cost, DCT.identifier)), float(value))
            for cost, value in services.subject_objects(CV.hasValue)
        }
        birth = {name: value for name, value in values if name.startswith("1.001193")}
        assert birth == {"1.001193/phi-1": 0.0}, "free is 0; council and unverified have no value"
        assert {value for name, value in values if name.startswith("1.001612")} == {150_000.0}

    def test_a_value_in_force_later_or_before_is_not_current(self, services: Graph) -> None:
        agencies = set(services.objects(BUSINESS, CV.hasCompetentAuthority))
        assert agencies == {URIRef(places.agency(BASE, "phong-tai-chinh-ke-hoach"))}

    def test_working_days_are_no_duration(self, services: Graph) -> None:
        assert list(services.objects(None, CV.processingTime)) == []

    def test_what_is_missing_is_said(self, services: Graph) -> None:
        skos = Namespace(PREFIXES["skos"])
        assert any("không công bố" in str(note) for note in services.objects(BIRTH, skos.note))

    def test_an_authority_that_the_source_does_not_name_gets_no_made_up_name(
        self, corpus: Catalogue, service_shapes: Graph
    ) -> None:
        made = cpsv.Services(corpus)
        code = next(iter(corpus.briefs))
        resources = made.one(replace(corpus.whole(code), authorities=()))
        names = [
            value.text
            for resource in resources
            if "cv:PublicOrganisation" in resource.types
            for name, value in resource.values
            if name == "skos:prefLabel" and isinstance(value, Said)
        ]
        assert len(names) == 1 and names[0].endswith("nguồn không công bố tên")
        data = Graph().parse(data=graph.json_ld(resources, made.base), format="json-ld")
        assert faults(data, service_shapes) == ""


class TestForms:
    """Turtle, N-Triples and JSON-LD are our own writers: another library reads all three alike."""

    def test_turtle_and_ntriples_say_the_same(
        self, services: Graph, files: dict[str, File]
    ) -> None:
        lines = gzip.decompress(files["thu-tuc.nt.gz"].content)
        other = Graph().parse(data=lines, format="nt")
        assert set(other) == set(services)
        assert lines.count(b"\n") == len(other)

    def test_json_ld_says_the_same(self, services: Graph, example: Catalogue) -> None:
        made = cpsv.Services(example)
        content = graph.json_ld(made.every(), made.base)
        assert set(Graph().parse(data=content, format="json-ld")) == set(services)

    def test_another_processor_reads_the_json_ld(self, files: dict[str, File]) -> None:
        document = json.loads(files["dcat.jsonld"].content)
        lines = jsonld.to_rdf(document, {"format": "application/n-quads"})
        other = Graph().parse(data=lines, format="nt")
        assert set(other) == set(Graph().parse(data=files["dcat.ttl"].content, format="turtle"))

    @pytest.mark.parametrize(
        "text", ['"', "\\", "\n", "\r\n", "'''", "\t", "é\u0301", "<b>&amp;", "\\u0041", "a\\"]
    )
    def test_any_text_comes_back(self, text: str) -> None:
        values = (("dct:title", Said(text)), ("dct:identifier", text))
        resource = Resource(f"{BASE}/x", ("skos:Concept",), values)
        for content, form in _written([resource]):
            found = Graph().parse(data=content, format=form)
            assert found.value(URIRef(f"{BASE}/x"), DCT.title) == Literal(text, lang="vi"), form
            assert found.value(URIRef(f"{BASE}/x"), DCT.identifier) == Literal(text), form

    def test_a_typed_value_and_a_reference_come_back(self) -> None:
        values = (
            ("dct:issued", Typed("2020-02-03", "xsd:date")),
            ("dct:relation", Ref(f"{BASE}/y")),
            ("dct:relation", Ref("https://other.example/z")),
        )
        resource = Resource(f"{BASE}/x", ("skos:Concept", "dct:Standard"), values)
        graphs = [set(Graph().parse(data=c, format=form)) for c, form in _written([resource])]
        assert graphs[0] == graphs[1] == graphs[2]
        assert len(graphs[0]) == 5

    def test_a_broken_copy_is_refused(self, files: dict[str, File]) -> None:
        broken = files["thu-tuc.ttl"].content.replace(b' ;\n  dct:title "', b'\n  dct:title "', 1)
        with pytest.raises(Exception, match=r"(?i)expected|bad"):
            Graph().parse(data=broken, format="turtle")


def _written(resources: list[Resource]) -> Iterator[tuple[str | bytes, str]]:
    yield "".join(graph.turtle(resources, BASE)), "turtle"
    yield "".join(graph.ntriples(resources)), "nt"
    yield graph.json_ld(resources, BASE), "json-ld"


class TestCatalogue:
    def test_the_profile_s_shapes_find_nothing(
        self, listed: Graph, catalogue_shapes: Graph
    ) -> None:
        assert faults(listed, catalogue_shapes) == ""

    @pytest.mark.parametrize("name", ["accessURL", "title"])
    def test_what_the_profile_demands_is_missed(
        self, listed: Graph, catalogue_shapes: Graph, name: str
    ) -> None:
        broken = copy_of(listed)
        broken.remove((None, DCAT[name], None))
        broken.remove((URIRef(f"{BASE}/du-lieu/2020-02-03/"), DCT[name], None))
        assert name in faults(broken, catalogue_shapes)

    def test_only_known_properties_are_used(self, listed: Graph) -> None:
        assert unknown(listed, CATALOGUE_PROPERTIES) == set()

    def test_every_file_made_before_it_is_a_distribution(
        self, listed: Graph, files: dict[str, File]
    ) -> None:
        named = {str(title) for title in self._titles(listed)}
        later = {"dcat.jsonld", "dcat.ttl", "linkset.json", "DOC-TRUOC.md", "manifest.json"}
        assert named == set(files) - later - {"SHA256SUMS"}

    @staticmethod
    def _titles(listed: Graph) -> Iterator[object]:
        for distribution in listed.subjects(RDF.type, DCAT.Distribution):
            yield listed.value(distribution, DCT.title)

    def test_sizes_and_hashes_are_those_of_the_files(
        self, listed: Graph, files: dict[str, File]
    ) -> None:
        for distribution in listed.subjects(RDF.type, DCAT.Distribution):
            file = files[str(listed.value(distribution, DCT.title))].listed()
            checksum = listed.value(distribution, SPDX.checksum)
            assert str(listed.value(checksum, SPDX.checksumValue)).lower() == file.sha256
            assert int(str(listed.value(distribution, DCAT.byteSize))) == file.size

    def test_files_are_addressed_by_the_edition_s_date(self, listed: Graph, data: Dataset) -> None:
        addresses = [str(address) for address in listed.objects(None, DCAT.downloadURL)]
        assert addresses
        assert all(address.startswith(f"{BASE}/{data.folder}") for address in addresses)
