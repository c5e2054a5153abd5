"""The catalogue that we ship, exported once: every judge that reads whole files, on all of it."""

import sqlite3
from pathlib import Path

import pyshacl
import pytest
from frictionless import system, validate
from rdflib import RDF, Graph, Namespace

from generator.catalogue import Catalogue
from generator.exports import whole
from generator.exports.dataset import dataset
from generator.exports.graph import PREFIXES
from tests.exports.conftest import catalogue_of
from tests.exports.judges import ask
from tests.paths import ROOT

CPSV, CV, DCT = (Namespace(PREFIXES[name]) for name in ("cpsv", "cv", "dct"))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_of(ROOT / "catalogue", tmp_path_factory.mktemp("shipped"))


@pytest.fixture(scope="module")
def folder(shipped: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("edition")
    for path, content in whole.files(dataset(shipped)).items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(content)
    return target


@pytest.fixture(scope="module")
def services(folder: Path) -> Graph:
    return Graph().parse(folder / "thu-tuc.ttl")


def test_every_row_of_every_table_is_as_described(folder: Path) -> None:
    with system.use_context(trusted=True):
        report = validate(str(folder / "datapackage.json"))
    assert report.flatten(["name", "type", "message"]) == []


def test_every_procedure_fits_its_schema(folder: Path, shipped: Catalogue) -> None:
    judged = ask("ajv.mjs", folder / "schema" / "procedure.json", folder / "thu-tuc.jsonl")
    assert judged == {"judged": len(shipped.briefs), "faults": []}


def test_every_reference_leads_somewhere(folder: Path) -> None:
    base = sqlite3.connect(f"file:{folder}/thu-tuc.sqlite?mode=ro", uri=True)
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_services_fit_the_profile(services: Graph, standards: Path, shipped: Catalogue) -> None:
    shapes = Graph().parse(standards / "cpsv-ap" / "cpsv-ap-SHACL.ttl")
    conforms, _, report = pyshacl.validate(services, shacl_graph=shapes)
    assert conforms, report
    assert len(set(services.subjects(RDF.type, CPSV.PublicService))) == len(shipped.briefs)


def test_an_amount_in_dong_is_a_whole_number(folder: Path) -> None:
    base = sqlite3.connect(f"file:{folder}/thu-tuc.sqlite?mode=ro", uri=True)
    kinds = base.execute(
        "SELECT DISTINCT typeof(amount) FROM fees WHERE currency = 'VND' AND amount IS NOT NULL"
    ).fetchall()
    assert kinds == [("integer",)]


def test_a_value_in_linked_data_is_an_amount_or_a_free_fee_of_the_catalogue(
    services: Graph, shipped: Catalogue
) -> None:
    shared = [fee for record in shipped.shared.fees.values() for fee in record.amounts]
    own = [fee for code in shipped.briefs for fee in shipped.whole(code).fees]
    known = {fee.amount for fee in (*shared, *own) if fee.basis == "amount"} | {0}
    assert {float(value) for value in services.objects(None, CV.hasValue)} <= known


def test_no_sample_contact_is_in_the_linked_data(folder: Path, shipped: Catalogue) -> None:
    text = (folder / "thu-tuc.ttl").read_text(encoding="utf-8")
    hotline = shipped.shared.publisher.hotline
    assert hotline.sample and hotline.telephone
    assert hotline.telephone not in text
