"""The forms that this repository ships: sound, complete, printed within the page."""

from functools import cache
from io import BytesIO

import pikepdf
import pytest

from generator.documents import fillable_pdf, form_docx, form_paper, press
from generator.documents.forms import day_of
from generator.form_definitions import DEFINITIONS
from tests.documents import catalogues, definitions, printed
from tests.documents.definitions import DAY
from tests.paths import ROOT

IDS = sorted(path.stem for path in (ROOT / "catalogue" / DEFINITIONS).glob("*.yml"))
SHARED = catalogues.of().shared
READING = definitions.shipped()


@cache
def paper(form_id: str) -> form_paper.Paper:
    definition = READING.definitions[form_id]
    return form_paper.fitted(form_paper.paper(definition, SHARED), day_of(definition))


def test_no_definition_has_a_fault() -> None:
    assert READING.located == ()
    assert sorted(READING.definitions) == IDS


def test_at_least_25_forms_are_defined() -> None:
    assert len(IDS) >= 25


def test_every_definition_says_what_was_not_verified() -> None:
    assert [one.id for one in READING.definitions.values() if not one.to_verify] == []


def test_no_definition_names_units_that_no_longer_exist() -> None:
    for path in (ROOT / "catalogue" / DEFINITIONS).glob("*.yml"):
        text = path.read_text("utf-8").lower()
        assert "cấp huyện" not in text, path.name
        assert "chứng minh nhân dân" not in text, path.name


@pytest.mark.parametrize("form_id", IDS)
def test_it_prints_within_the_page_and_to_the_standards(form_id: str) -> None:
    pdf = press.print_pdf("form.typ", paper(form_id), day_of(READING.definitions[form_id]))
    assert printed.pages(pdf) <= 4
    assert "<pdfaid:part>2<" in printed.metadata(pdf)
    assert all(printed.margins_are_white(picture) for picture in printed.pictures(pdf, 40))


@pytest.mark.parametrize("form_id", IDS)
def test_every_entry_of_the_fillable_paper_is_wide_enough_to_write_in(form_id: str) -> None:
    pdf = fillable_pdf.make(paper(form_id), day_of(READING.definitions[form_id]))
    with pikepdf.open(BytesIO(pdf)) as known:
        for page in known.pages:
            for widget in page.obj.get("/Annots", []):
                left, low, right, high = (float(x) for x in widget.Rect)
                assert 0 < low < high < 842
                assert right < 596
                least = 11 if widget.get("/FT") != "/Tx" else 24
                assert right - left >= least, str(widget.TU)


@pytest.mark.parametrize("form_id", IDS)
def test_its_word_file_is_made(form_id: str) -> None:
    assert form_docx.make(paper(form_id), day_of(READING.definitions[form_id]))[:2] == b"PK"


@pytest.mark.parametrize("form_id", sorted(READING.samples))
def test_a_sample_is_clearly_invented(form_id: str) -> None:
    values = " ".join(READING.samples[form_id].values.values())
    assert "Ví Dụ" in values or "Minh Họa" in values


@pytest.mark.parametrize("form_id", sorted(READING.samples))
def test_a_sample_is_printed_with_its_mark(form_id: str) -> None:
    definition = READING.definitions[form_id]
    values = READING.samples[form_id].values
    filled = form_paper.paper(definition, SHARED, values, sample=True)
    pdf = press.print_pdf("form.typ", form_paper.fitted(filled, day_of(definition)), DAY)
    assert "MẪU" in printed.text_of_page(pdf, 0)
    assert all(printed.margins_are_white(picture) for picture in printed.pictures(pdf, 40))
