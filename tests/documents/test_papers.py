"""All papers of a site together: their paths and keys, what they offer, what is made again."""

import shutil
from pathlib import Path

import pytest

from generator import form_definitions, official_files
from generator.build import load_catalogue
from generator.catalogue import Catalogue
from generator.documents.papers import Papers
from generator.views import notices as notices_view
from tests.documents import catalogues
from tests.documents.hostile import CLEAN, remote_template
from tests.documents.test_official_files import put
from tests.every_page import render
from tests.paths import ROOT

STEM = "to-khai-dang-ky-khai-sinh"
KNOWN = catalogues.of(catalogues.procedure(), forms=(STEM, "to-khai"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("definitions", "samples"):
        target = tmp_path / "forms" / folder
        target.mkdir(parents=True)
        shutil.copy(ROOT / "catalogue" / "forms" / folder / f"{STEM}.yml", target)
    return tmp_path


def of(root: Path, catalogue: Catalogue = KNOWN) -> Papers:
    reading, official = form_definitions.read(root), official_files.read(root)
    return Papers(catalogue, reading, official, b"", root / "cache")


def test_every_paper_has_a_path_of_its_own(root: Path) -> None:
    put(root, "to-khai.docx", CLEAN["plain Word"][1]())
    paths = [output.path for output in of(root).outputs()]
    assert len(paths) == len(set(paths))
    assert {
        "niem-yet/1.000001.pdf",
        "niem-yet/linh-vuc/thu.pdf",
        "niem-yet/nhan-qr/thu.pdf",
        f"bieu-mau/{STEM}/{STEM}-dien.pdf",
        f"bieu-mau/{STEM}/dien/mau.js",
        "bieu-mau/to-khai/chinh-thuc/to-khai.docx",
    } <= set(paths)


def test_keys_do_not_change_from_run_to_run(root: Path) -> None:
    first, second = ({one.path: one.key for one in of(root).outputs()} for _ in range(2))
    assert first == second


def test_a_form_offers_its_files_and_the_page_to_fill_it(root: Path) -> None:
    found = of(root).of(STEM)
    assert [one.format for one in found.files] == ["PDF", "PDF", "DOCX", "PDF"]
    assert found.fill == f"bieu-mau/{STEM}/dien/"
    assert of(root).of("khac").files == () and of(root).of("khac").fill == ""


def test_an_official_file_is_offered_before_all_others(root: Path) -> None:
    put(root, "to-khai.docx", CLEAN["plain Word"][1]())
    [file] = of(root).of("to-khai").files
    assert file.words == "Bản chính thức: Tờ khai"
    assert (file.path, file.format) == ("bieu-mau/to-khai/chinh-thuc/to-khai.docx", "DOCX")


def test_another_file_of_a_form_changes_what_its_pages_depend_on(root: Path) -> None:
    before = of(root).key("to-khai")
    put(root, "to-khai.docx", CLEAN["plain Word"][1]())
    assert of(root).key("to-khai") != before
    assert of(root).key(STEM) != of(root).key("khac")


def test_every_form_with_a_definition_has_a_page_to_fill_it(root: Path) -> None:
    drawn = []
    list(of(root).pages(lambda path, kind, *_: drawn.append((path, kind))))
    assert drawn == [("niem-yet/", "notices"), (f"bieu-mau/{STEM}/dien/", "fillable")]


def test_faults_of_forms_are_findings_of_the_catalogue(tmp_path: Path) -> None:
    catalogue = tmp_path / "catalogue"
    shutil.copytree(ROOT / "tests" / "example_catalogue", catalogue)
    put(catalogue, "xau.docx", remote_template())
    definition = catalogue / "forms" / "definitions" / f"{STEM}.yml"
    definition.write_text(definition.read_text("utf-8").replace("123/2015", "321/2015"), "utf-8")
    reading = load_catalogue(catalogue, tmp_path / "cache")
    assert reading.catalogue is None
    told = [(Path(f.path).name, f.line, f.rule) for f in reading.findings()]
    assert told == [
        (f"{STEM}.yml", 3, "form-definition/legal"),
        ("xau.docx", 0, "official-file/external"),
    ]


def test_the_page_of_notices_links_posters_and_labels() -> None:
    page = render("notices", notices_view.view(KNOWN), "../")
    assert 'href="../niem-yet/linh-vuc/thu.pdf"' in page
    assert 'href="../niem-yet/nhan-qr/thu.pdf"' in page
