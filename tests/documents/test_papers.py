"""All papers of a site together, and the page that lists what can be printed."""

import shutil
from pathlib import Path

import pytest

from generator.documents import papers
from generator.documents.papers import Papers
from generator.templating import environment
from generator.views import notices as notices_view
from tests.documents import catalogues
from tests.documents.hostile import remote_template
from tests.documents.test_official_files import put
from tests.paths import ROOT

STEM = "to-khai-dang-ky-khai-sinh"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for folder in ("definitions", "samples"):
        target = tmp_path / "forms" / folder
        target.mkdir(parents=True)
        shutil.copy(ROOT / "catalogue" / "forms" / folder / f"{STEM}.yml", target)
    return tmp_path


def of(root: Path) -> Papers:
    return Papers(catalogues.of(catalogues.procedure()), root, b"", root / "cache")


def test_every_paper_has_a_path_of_its_own(root: Path) -> None:
    paths = [output.path for output in of(root).outputs()]
    assert len(paths) == len(set(paths))
    assert {
        "q/1.000001/index.html",
        "niem-yet/1.000001.pdf",
        "niem-yet/linh-vuc/thu.pdf",
        "niem-yet/nhan-qr/thu.pdf",
        f"bieu-mau/{STEM}/{STEM}-dien.pdf",
        f"bieu-mau/{STEM}/dien/mau.js",
    } <= set(paths)


def test_keys_do_not_change_from_run_to_run(root: Path) -> None:
    first, second = ({one.path: one.key for one in of(root).outputs()} for _ in range(2))
    assert first == second


def test_a_form_offers_its_files_and_the_page_to_fill_it(root: Path) -> None:
    found = of(root)
    assert [one.format for one in found.offered(STEM)] == ["PDF", "PDF", "DOCX", "PDF"]
    assert found.fill_page(STEM) == f"bieu-mau/{STEM}/dien/"
    assert found.fill_page("khac") == ""


def test_flaws_of_official_files_are_findings_of_the_catalogue(root: Path) -> None:
    assert papers.findings(root) == []
    put(root, "xau.docx", remote_template())
    [finding] = papers.findings(root)
    assert finding.path.endswith("forms/official/xau.docx")
    assert finding.rule == "official-file/external"


def test_the_page_of_notices_links_posters_and_labels(tmp_path: Path) -> None:
    templates = environment(ROOT / "generator" / "templates", tmp_path, "test")
    view = notices_view.view(catalogues.of(catalogues.procedure()))
    page = templates.get_template("notices.html").render(v=view, root="../")
    assert 'href="../niem-yet/linh-vuc/thu.pdf"' in page
    assert 'href="../niem-yet/nhan-qr/thu.pdf"' in page


def test_the_list_of_a_forms_files_says_format_and_size(root: Path, tmp_path: Path) -> None:
    templates = environment(ROOT / "generator" / "templates", tmp_path, "test")
    found = of(root)
    module = templates.get_template("form_files.html").module
    page = str(module.offered(found.offered(STEM), found.fill_page(STEM), "../../"))
    assert f'href="../../bieu-mau/{STEM}/dien/"' in page
    assert "DOCX, " in page
    assert " KB" in page
