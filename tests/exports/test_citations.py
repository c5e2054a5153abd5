"""Citations: programs that manage references read them, and each names what it must."""

import json
from datetime import date
from pathlib import Path

import bibtexparser
import jsonschema
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from generator.canonical import content_hash
from generator.catalogue import Catalogue
from generator.exports import citation_files
from generator.exports.listing import File
from generator.views import citations
from generator.views.citations import Cited

DAY = date(2020, 2, 3)
BIRTH = "1.001193"
ADDRESS = "https://example.org/niem-yet/thu-tuc/1.001193/ban/2020-02-03/"
NASTY = "Đăng ký {100%} & \\textbf{x}_$#~^ “a”\nTY  - BOOK"


@pytest.fixture
def cited(example: Catalogue) -> Cited:
    record = example.whole(BIRTH)
    publisher = example.shared.publisher
    return citations.procedure(record, publisher, DAY, content_hash(record), "Quyết định 1/QĐ")


def test_every_form_names_edition_address_and_hash(cited: Cited) -> None:
    forms = [citations.text(cited), *(c.decode() for c in citations.files(cited).values())]
    assert len(forms) == 4
    for form in forms:
        assert "Đăng ký khai sinh" in form
        assert ADDRESS in form
        assert cited.sha256 in form
        assert BIRTH in form
        assert "1/QĐ" in form
    assert "03/02/2020" in forms[0]


def test_bibtex_is_read(cited: Cited) -> None:
    library = bibtexparser.parse_string(citations.bibtex(cited))
    assert (len(library.entries), library.failed_blocks) == (1, [])
    fields = library.entries[0].fields_dict
    assert fields["title"].value == "{Đăng ký khai sinh}"
    assert fields["url"].value == ADDRESS
    assert fields["date"].value == "2020-02-03"


def test_broken_bibtex_is_refused(cited: Cited) -> None:
    library = bibtexparser.parse_string(citations.bibtex(cited).replace("},\n  year", ",\n  year"))
    assert library.failed_blocks or len(library.entries[0].fields_dict) < 8


def test_ris_is_read(cited: Cited) -> None:
    entries = rispy.loads(citations.ris(cited))
    assert len(entries) == 1
    assert entries[0]["title"] == "Đăng ký khai sinh"
    assert entries[0]["urls"] == [ADDRESS]
    assert entries[0]["year"] == "2020"


def test_broken_ris_is_not_read(cited: Cited) -> None:
    broken = citations.ris(cited).replace("ER  - ", "")
    assert rispy.loads(broken) == []


def test_csl_fits_its_schema(cited: Cited, standards: Path) -> None:
    entries = json.loads(citations.csl(cited))
    assert len(entries) == 1
    assert faults(entries, standards) == []


def test_broken_csl_is_refused(cited: Cited, standards: Path) -> None:
    entries = json.loads(citations.csl(cited))
    entries[0] |= {"type": "thu-tuc", "author": "Ủy ban"}
    assert faults(entries, standards)


def faults(entries: object, standards: Path) -> list[object]:
    schema = json.loads((standards / "csl" / "csl-data.json").read_text())
    return list(jsonschema.validators.validator_for(schema)(schema).iter_errors(entries))


def test_signs_that_mean_something_to_a_format_stay_text(cited: Cited) -> None:
    nasty = replace(cited, title=NASTY)
    library = bibtexparser.parse_string(citations.bibtex(nasty))
    assert (len(library.entries), library.failed_blocks) == (1, [])
    assert len(rispy.loads(citations.ris(nasty))) == 1
    assert json.loads(citations.csl(nasty))[0]["title"] == " ".join(NASTY.split())


@given(title=st.text(min_size=1).filter(str.strip))
def test_no_title_breaks_bibtex_or_ris(title: str) -> None:
    cited = Cited(
        title=title,
        publisher="Nơi công bố",
        edition=DAY,
        address=ADDRESS,
        sha256="0" * 64,
        licence="CC BY 4.0",
        code=BIRTH,
    )
    library = bibtexparser.parse_string(citations.bibtex(cited))
    assert (len(library.entries), library.failed_blocks) == (1, [])
    assert len(rispy.loads(citations.ris(cited))) == 1


def test_the_data_as_a_whole_is_cited_with_the_hash_of_its_json(files: dict[str, File]) -> None:
    entries = json.loads(files["trich-dan.csl.json"].content)
    assert files["thu-tuc.json"].listed().sha256 in entries[0]["note"]
    assert entries[0]["type"] == "dataset"
    assert entries[0]["URL"] == "https://example.org/niem-yet/du-lieu/2020-02-03/"


def test_each_frozen_page_has_its_three_files(example: Catalogue) -> None:
    record = example.whole(BIRTH)
    version = citation_files.Version(
        code=BIRTH,
        day=DAY,
        sha256=content_hash(record),
        decision="",
        read=lambda: (record, example.shared.publisher),
    )
    made = {output.path: output.make() for output in citation_files.outputs([version], b"")}
    folder = "thu-tuc/1.001193/ban/2020-02-03/trich-dan"
    assert set(made) == {f"{folder}.bib", f"{folder}.ris", f"{folder}.csl.json"}
    assert all(ADDRESS.encode() in content for content in made.values())
