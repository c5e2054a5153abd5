"""Reading definitions of forms: what is refused, with file, line and repair; what holds when."""

from datetime import date
from itertools import takewhile
from pathlib import Path

import msgspec
import pytest

from generator.findings import Finding
from generator.form_definitions import FormReading, read, unknown_references
from generator.form_model import FormDefinition, blanks
from generator.located import findings
from tests.documents.definitions import EVERY_KIND
from tests.paths import ROOT

GOOD = """id: mau
title: Mẫu thử
sections:
  - entries:
      - {id: ho-ten, label: Họ tên}
source: {title: Thử, checked: 2026-01}
"""


def reading(folder: Path, files: dict[str, str]) -> FormReading:
    for path, text in files.items():
        target = folder / "forms" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return read(folder)


def found_in(reading: FormReading) -> list[Finding]:
    return findings(reading.root, reading.located)


def entries(*lines: str) -> str:
    return GOOD.replace(
        "      - {id: ho-ten, label: Họ tên}", "\n".join(f"      - {x}" for x in lines)
    )


def test_a_sound_definition_is_read_without_findings(tmp_path: Path) -> None:
    found = reading(tmp_path, {"definitions/mau.yml": GOOD})
    assert found_in(found) == []
    assert list(found.definitions) == ["mau"]


def test_a_catalogue_without_definitions_is_sound(tmp_path: Path) -> None:
    assert found_in(reading(tmp_path, {})) == []


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        (GOOD.replace("id: mau", "id: khac"), "form-definition/file-name", 1),
        (GOOD.replace("title: M", "subtitel: x\ntitle: M"), "form/unknown-key", 2),
        (entries("{id: a, label: A}", "{id: a, label: B}"), "form-definition/repeated-entry", 6),
        (entries("{id: kinh-gui, label: A}"), "form-definition/repeated-entry", 5),
        (entries("{id: a, label: A, kind: choice}"), "form-definition/options", 5),
        (entries("{id: a, label: A, options: [x, y]}"), "form-definition/options", 5),
        (entries("{id: a, label: A, kind: comb}"), "form-definition/length", 5),
        (GOOD + "dated: false\nsections: []\n", "form/repeated-key", 8),
        ("id: mau\ntitle: M\ndated: false\nsections: []\nsource: {title: T, checked: 2026-01}\n",
         "form-definition/empty", 1),
        (entries("{id: A, label: A}"), "form/value", 5),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str, rule: str, line: int) -> None:
    findings = found_in(reading(tmp_path, {"definitions/mau.yml": text}))
    assert [(finding.rule, finding.line) for finding in findings][:1] == [(rule, line)]
    assert findings[0].repair


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ("ho-tne: A", "form-definition/unknown"),
        ("chon: Ba", "form-definition/options"),
        ('o: "12345"', "form-definition/length"),
    ],
)
def test_a_sample_may_only_fill_what_the_form_has(tmp_path: Path, values: str, rule: str) -> None:
    text = entries(
        "{id: ho-ten, label: A}",
        "{id: chon, label: C, kind: choice, options: [Một, Hai]}",
        "{id: o, label: O, kind: comb, length: 4}",
    )
    sample = f"definition: mau\nvalues:\n  {values}\n"
    found = reading(tmp_path, {"definitions/mau.yml": text, "samples/mau.yml": sample})
    assert [(finding.rule, finding.line) for finding in found_in(found)] == [(rule, 3)]
    assert found.samples == {}


def test_a_misspelt_entry_of_a_sample_gets_a_suggestion(tmp_path: Path) -> None:
    sample = "definition: mau\nvalues:\n  ho-tne: A\n"
    found = reading(tmp_path, {"definitions/mau.yml": GOOD, "samples/mau.yml": sample})
    assert "“ho-ten”" in found_in(found)[0].repair


def test_a_sample_of_an_unknown_form_is_reported(tmp_path: Path) -> None:
    sample = "definition: mua\nvalues: {a: b}\n"
    found = reading(tmp_path, {"definitions/mau.yml": GOOD, "samples/mua.yml": sample})
    assert [finding.rule for finding in found_in(found)] == ["form-definition/unknown-form"]


def test_a_later_definition_replaces_the_earlier_from_its_day(tmp_path: Path) -> None:
    later = GOOD.replace("id: mau", "id: mau-2027\nform: mau\nsince: 2027-01-01")
    files = {
        "definitions/mau.yml": GOOD + "until: 2026-12-31\n",
        "definitions/mau-2027.yml": later,
    }
    found = reading(tmp_path, files)
    assert found_in(found) == []
    assert found.current(date(2026, 12, 31))["mau"].id == "mau"
    assert found.current(date(2027, 1, 1))["mau"].id == "mau-2027"


def test_two_definitions_of_one_day_are_reported(tmp_path: Path) -> None:
    later = GOOD.replace("id: mau", "id: mau-2027\nform: mau\nsince: 2027-01-01")
    found = reading(tmp_path, {"definitions/mau.yml": GOOD, "definitions/mau-2027.yml": later})
    assert [finding.rule for finding in found_in(found)] == ["form-definition/overlap"]


def test_one_paper_can_serve_several_forms(tmp_path: Path) -> None:
    found = reading(tmp_path, {"definitions/mau.yml": GOOD + "also: [mau-khac]\n"})
    assert set(found.current(date(2026, 1, 1))) == {"mau", "mau-khac"}


def test_forms_and_documents_that_nobody_records_are_reported(tmp_path: Path) -> None:
    text = GOOD + "also: [mau-khac]\nlegal: [1/2026/TT-BTP, 2/2026/TT-BTP]\n"
    found = reading(tmp_path, {"definitions/mau.yml": text})
    located = unknown_references(found, {"mau-khac"}, {"2/2026/TT-BTP"})
    assert [(one.path, one.flaw.place, one.flaw.rule) for one in located] == [
        ("forms/definitions/mau.yml", ("id",), "form-definition/unrecorded"),
        ("forms/definitions/mau.yml", ("legal", 0), "form-definition/legal"),
    ]


def test_every_blank_has_a_name_of_its_own() -> None:
    tags = [blank.tag for blank in blanks(EVERY_KIND)]
    assert len(tags) == len(set(tags))
    assert {"kinh-gui", "thanh-vien.2.sinh", "hai-ben.1.nam", "noi-lap", "ngay-lap"} <= set(tags)


def test_a_definition_survives_packing() -> None:
    packed = msgspec.msgpack.encode(EVERY_KIND)
    assert msgspec.msgpack.decode(packed, type=FormDefinition) == EVERY_KIND


def test_the_example_of_the_guide_is_sound(tmp_path: Path) -> None:
    guide = (ROOT / "content" / "huong-dan" / "bieu-mau.md").read_text("utf-8")
    lines = guide.partition("    id: to-khai-vi-du\n")[2].splitlines()
    example = ["id: to-khai-vi-du", *takewhile(lambda line: line.startswith("    "), lines)]
    text = "\n".join(line.removeprefix("    ") for line in example)
    found = reading(tmp_path, {"definitions/to-khai-vi-du.yml": text})
    assert found_in(found) == []
    assert len(list(blanks(found.definitions["to-khai-vi-du"]))) > 10
