"""schema.org in a procedure's page: value shapes, and the vocabulary's own rules."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from generator.catalogue import Catalogue
from generator.exports import links, schema_org
from generator.exports.listing import File
from tests.exports.conftest import EDITION

BIRTH, BUSINESS, COPY = "1.001193", "1.001612", "2.000815"


def judged(tree: dict[str, Any], standards: Path, folder: Path) -> subprocess.CompletedProcess[str]:
    path = folder / "service.jsonld"
    path.write_text(json.dumps(tree), encoding="utf-8")
    command = [sys.executable, str(standards / "sdo_check.py"), str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def service(example: Catalogue, code: str) -> dict[str, Any]:
    return schema_org.service(example.whole(code), example)


def test_the_judge_finds_nothing(example: Catalogue, standards: Path, tmp_path: Path) -> None:
    made = judged(service(example, BIRTH), standards, tmp_path)
    assert made.returncode == 0, made.stdout + made.stderr
    assert int(made.stdout.rpartition("triples")[2]) > 20


def test_a_broken_copy_is_refused(example: Catalogue, standards: Path, tmp_path: Path) -> None:
    broken = service(example, BIRTH) | {"inLanguage": "vi", "produces": "Giấy khai sinh"}
    made = judged(broken, standards, tmp_path)
    assert made.returncode == 1
    assert "inLanguage" in made.stdout and "produces" in made.stdout


def test_the_data_s_own_page_is_judged_too(
    example: Catalogue, files: dict[str, File], standards: Path, tmp_path: Path
) -> None:
    tree = schema_org.whole(example, EDITION, [file.listed() for file in files.values()])
    assert len(tree["distribution"]) == len(files)
    made = judged(tree, standards, tmp_path)
    assert made.returncode == 0, made.stdout + made.stderr
    broken = judged(tree | {"serviceType": "x"}, standards, tmp_path)
    assert "serviceType" in broken.stdout and broken.returncode == 1


def test_the_data_s_page_names_its_description_and_its_linkset(
    example: Catalogue, files: dict[str, File]
) -> None:
    head = links.data_head(example, EDITION, [file.listed() for file in files.values()])
    found = dict(re.findall(r'<link rel="([^"]+)"[^>]* href="([^"]+)">', head))
    for rel in ("describedby", "linkset"):
        assert found[rel].removeprefix("2020-02-03/") in files
    assert found["cite-as"] == "https://example.org/niem-yet/du-lieu/2020-02-03/"


def test_only_known_amounts_are_offered(example: Catalogue) -> None:
    assert service(example, BIRTH)["offers"]["price"] == 0
    assert service(example, BUSINESS)["offers"]["price"] == 150_000
    prices = {
        (offer["price"], offer["priceCurrency"]) for offer in service(example, COPY)["offers"]
    }
    assert {(2000, "VND"), (10, "USD")} <= prices


def test_the_authority_is_that_of_the_day(example: Catalogue) -> None:
    operator = service(example, BUSINESS)["serviceOperator"]
    assert operator["name"] == "Phòng Tài chính - Kế hoạch"
    assert "provider" not in service(example, BUSINESS)


def test_the_block_is_data_that_cannot_close_its_own_element(example: Catalogue) -> None:
    record = replace(example.whole(BIRTH), summary="</script><script>alert(1)</script> & <b>")
    block = schema_org.script(schema_org.service(record, example))
    assert block.count("<script") == block.count("</script") == 1
    inside = block[block.index(">") + 1 : block.rindex("<")]
    assert json.loads(inside)["description"] == record.summary


def test_the_page_s_head_names_the_other_forms_and_how_to_cite(example: Catalogue) -> None:
    frozen = "https://example.org/niem-yet/thu-tuc/1.001193/ban/2020-02-03/"
    head = links.head(example.whole(BIRTH), example, frozen)
    found = dict(re.findall(r'<link rel="([^"]+)"[^>]* href="([^"]+)">', head))
    assert found == {
        "alternate": "../1.001193.json",
        "alternate describedby": "../1.001193.jsonld",
        "license": "https://creativecommons.org/licenses/by/4.0/deed.vi",
        "cite-as": frozen,
    }


def test_without_an_edition_there_is_nothing_to_cite(example: Catalogue) -> None:
    assert "cite-as" not in links.head(example.whole(BIRTH), example)


@pytest.mark.parametrize("code", [BIRTH, BUSINESS, COPY])
def test_a_part_without_value_is_left_out(example: Catalogue, code: str) -> None:
    assert all(value not in (None, "", []) for value in service(example, code).values())
