"""Life situations and the glossary: what they name exists, and pages say them in their order."""

import shutil
from pathlib import Path

import pytest

from generator import answers
from generator.catalogue import Catalogue
from generator.findings import Finding
from generator.folder import read
from generator.store import Store
from generator.views import glossary, home, procedure, situation, situations, wording
from tests.paths import ROOT

EXAMPLE = ROOT / "tests" / "example_catalogue"
SITUATIONS = "situations.yml"


def findings(folder: Path, cache: Path) -> list[Finding]:
    return read(folder, Store(cache, b""), 1).findings()


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """A copy of the example that a test may spoil."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "catalogue"))


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    found = read(ROOT / "catalogue", Store(tmp_path_factory.mktemp("cache"), b""), 1).catalogue
    assert found is not None
    return found


def test_an_unknown_code_is_found_on_its_line(spoilt: Path, tmp_path: Path) -> None:
    file = spoilt / SITUATIONS
    text = file.read_text(encoding="utf-8").replace('["2.000815"]', '["2.999999"]')
    file.write_text(text, encoding="utf-8")
    (found,) = (one for one in findings(spoilt, tmp_path) if one.rule == "references/code")
    lines = text.splitlines()
    assert found.path.endswith(SITUATIONS) and "2.999999" in lines[found.line - 1]


def test_a_situation_twice_is_found(spoilt: Path, tmp_path: Path) -> None:
    file = spoilt / SITUATIONS
    text = file.read_text(encoding="utf-8")
    file.write_text(text + text.removeprefix("situations:\n"), encoding="utf-8")
    assert "form/duplicate-id" in {one.rule for one in findings(spoilt, tmp_path)}


def test_a_long_summary_ends_with_a_whole_sentence() -> None:
    first = "Ghi tên trẻ vào sổ."
    assert wording.sentences(f"{first} {'Rồi nữa ' * 20}hết.", 60) == first
    assert wording.sentences(first, 60) == first
    assert wording.sentences("Một câu dài không có chỗ nghỉ", 12) == "Một câu dài…"


def test_a_catalogue_without_situations_and_terms_is_whole(spoilt: Path, tmp_path: Path) -> None:
    for name in (SITUATIONS, "glossary.yml"):
        (spoilt / name).unlink()
    found = read(spoilt, Store(tmp_path, b""), 1).catalogue
    assert found is not None
    assert home.view(found).situations == () and glossary.view(found).terms == ()


def test_we_ship_at_least_12_situations_and_40_terms(shipped: Catalogue) -> None:
    assert len(shipped.shared.situations) >= 12
    assert len(shipped.shared.glossary) >= 40


def test_each_step_leads_to_a_procedure_or_says_who_does_it(shipped: Catalogue) -> None:
    for known in shipped.shared.situations:
        assert len(situation.codes(known)) >= 2, known.id
        for step in known.steps:
            assert bool(step.codes) != bool(step.elsewhere), (known.id, step.title)


def test_birth_leads_to_the_linked_bundle_first(shipped: Catalogue) -> None:
    (birth,) = (one for one in shipped.shared.situations if one.id == "sinh-con")
    first = situation.view(birth, shipped).steps[0].choices[0]
    assert (first.code, first.path) == ("2.000986", "thu-tuc/2.000986/")


def test_home_and_the_list_show_the_situations_in_the_catalogues_order(
    shipped: Catalogue,
) -> None:
    names = [known.name for known in shipped.shared.situations]
    assert [card.link.text for card in home.view(shipped).situations] == names
    assert [card.link.text for card in situations.view(shipped).cards] == names


def test_a_procedure_says_in_which_situations_it_is_a_step(shipped: Catalogue) -> None:
    view = procedure.view(shipped.whole("1.001193"), shipped)
    assert [link.path for link in view.situations] == ["viec/sinh-con/"]


def test_no_term_is_explained_twice(shipped: Catalogue) -> None:
    words = [word for term in shipped.shared.glossary for word in (term.term, *term.also)]
    assert len({word.casefold() for word in words}) == len(words)


def test_the_data_of_scripts_cannot_end_a_script(shipped: Catalogue) -> None:
    for output in answers.outputs(shipped, b""):
        assert b"</script" not in output.make().lower(), output.path
