"""The JSON files and the API: schemas, OpenAPI, and that they describe what is there."""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate
from openapi_spec_validator.validation.exceptions import OpenAPIValidationError

from generator.canonical import canonical, content_hash, packed
from generator.catalogue import Catalogue
from generator.exports import api, json_schema, records
from generator.exports.dataset import Dataset
from generator.exports.listing import File
from tests.exports.judges import ask


def check_jsonschema(*arguments: object) -> int:
    command = [sys.executable, "-m", "check_jsonschema", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False).returncode


@pytest.fixture(scope="module")
def published(example: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``/thu-tuc/<code>.json`` and ``.jsonld`` as the site has them."""
    folder = tmp_path_factory.mktemp("site")
    for output in records.outputs(example, b""):
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(output.make())
    return folder / "thu-tuc"


@pytest.fixture
def broken(published: Path, tmp_path: Path) -> Path:
    """A procedure with a key of its own, a bad code and a fee below zero."""
    tree = json.loads((published / "1.001612.json").read_bytes())
    tree |= {"code": "khai-sinh", "extra": 1}
    tree["fees"][1]["amount"] = -1
    path = tmp_path / "broken.json"
    path.write_bytes(packed(tree))
    return path


class TestSchemas:
    def test_both_judges_accept_every_procedure(self, published: Path, folder: Path) -> None:
        schema = folder / "schema" / "procedure.json"
        found = sorted(published.glob("*.json"))
        assert check_jsonschema("--schemafile", schema, *found) == 0
        lines = ask("ajv.mjs", schema, *found, folder / "thu-tuc.jsonl")
        assert lines == {"judged": 2 * len(found), "faults": []}

    def test_both_judges_refuse_a_broken_procedure(self, broken: Path, folder: Path) -> None:
        schema = folder / "schema" / "procedure.json"
        assert check_jsonschema("--schemafile", schema, broken) == 1
        faults = " ".join(ask("ajv.mjs", schema, broken)["faults"])
        assert "/code" in faults and "/fees/1/amount" in faults and "additional" in faults

    def test_the_whole_catalogue_fits_its_schema(self, folder: Path) -> None:
        schema, whole = folder / "schema" / "catalogue.json", folder / "thu-tuc.json"
        assert check_jsonschema("--schemafile", schema, whole) == 0
        assert ask("ajv.mjs", schema, whole) == {"judged": 1, "faults": []}

    def test_a_broken_whole_is_refused(self, folder: Path, tmp_path: Path) -> None:
        tree = json.loads((folder / "thu-tuc.json").read_bytes())
        del tree["procedures"][0]["source"]
        (tmp_path / "whole.json").write_bytes(packed(tree))
        schema = folder / "schema" / "catalogue.json"
        assert check_jsonschema("--schemafile", schema, tmp_path / "whole.json") == 1
        assert ask("ajv.mjs", schema, tmp_path / "whole.json")["faults"]

    def test_the_schemas_themselves_are_right(self, folder: Path) -> None:
        found = (folder / "schema").glob("*.json")
        assert check_jsonschema("--check-metaschema", *found) == 0

    def test_every_list_of_the_whole_has_its_schema(self, data: Dataset) -> None:
        tree = json_schema.catalogue(data.base)
        assert {"edition", "publisher", *json_schema.LISTS} == set(tree["properties"])


class TestHashes:
    def test_the_file_is_the_canonical_form(self, published: Path, example: Catalogue) -> None:
        for code in example.briefs:
            content = (published / f"{code}.json").read_bytes()
            assert content == canonical(example.whole(code))

    def test_a_line_of_json_lines_has_the_procedure_s_hash(
        self, files: dict[str, File], example: Catalogue
    ) -> None:
        lines = files["thu-tuc.jsonl"].content.splitlines()
        hashes = [content_hash(example.whole(code)) for code in example.briefs]
        assert [sha256(line).hexdigest() for line in lines] == hashes

    def test_the_whole_holds_the_same_records(self, files: dict[str, File]) -> None:
        whole = json.loads(files["thu-tuc.json"].content)
        lines = files["thu-tuc.jsonl"].content.splitlines()
        assert [packed(record) for record in whole["procedures"]] == lines
        assert packed(whole) + b"\n" == files["thu-tuc.json"].content


class TestInterface:
    def test_openapi_is_right(self, interface: dict[str, bytes]) -> None:
        validate(json.loads(interface["api/v1/openapi.json"]))

    def test_a_broken_openapi_is_refused(self, interface: dict[str, bytes]) -> None:
        broken = json.loads(interface["api/v1/openapi.json"])
        del broken["info"]["title"]
        with pytest.raises(OpenAPIValidationError):
            validate(broken)

    def test_it_describes_every_file_and_only_files_that_are_there(
        self, interface: dict[str, bytes], example: Catalogue
    ) -> None:
        described = set()
        for path in json.loads(interface["api/v1/openapi.json"])["paths"]:
            if "{code}" in path:
                continue
            fields = example.shared.fields if "{id}" in path else [""]
            described |= {path.lstrip("/").replace("{id}", field) for field in fields}
        undescribed = {"api/v1/openapi.json"} | {p for p in interface if "/schema/" in p}
        assert described == set(interface) - undescribed

    def test_every_answer_fits_its_schema(
        self, interface: dict[str, bytes], tmp_path: Path
    ) -> None:
        description = json.loads(interface["api/v1/openapi.json"])
        for path, item in description["paths"].items():
            if "{" not in path:
                content = interface[path.lstrip("/")]
                assert _faults(description, item, content, tmp_path) == [], path

    def test_an_answer_that_does_not_fit_is_refused(
        self, interface: dict[str, bytes], tmp_path: Path
    ) -> None:
        description = json.loads(interface["api/v1/openapi.json"])
        path = "/api/v1/thu-tuc.json"
        content = json.loads(interface[path.lstrip("/")])
        content["items"][0]["sha256"] = "không phải mã băm"
        assert _faults(description, description["paths"][path], packed(content), tmp_path)

    def test_lists_count_what_they_hold(self, interface: dict[str, bytes]) -> None:
        for path in api.RECORDS:
            listed = json.loads(interface[f"api/v1/{path}.json"])
            assert listed["count"] == len(listed["items"])

    def test_the_files_of_forms_are_listed_with_their_hash(
        self, interface: dict[str, bytes], example: Catalogue
    ) -> None:
        [file] = json.loads(interface[api.FORM_FILES])["items"]
        assert file == {
            "form": "to-khai",
            "url": f"{example.shared.publisher.base_address}bieu-mau/to-khai/to-khai.pdf",
            "media": "application/pdf",
            "size": 8,
            "sha256": sha256(b"%PDF-1.7").hexdigest(),
        }

    def test_the_list_names_the_hash_of_each_procedure(
        self, interface: dict[str, bytes], example: Catalogue
    ) -> None:
        items = json.loads(interface["api/v1/thu-tuc.json"])["items"]
        assert {item["code"]: item["sha256"] for item in items} == {
            code: content_hash(example.whole(code)) for code in example.briefs
        }

    def test_a_field_lists_its_own_procedures(self, interface: dict[str, bytes]) -> None:
        listed = json.loads(interface["api/v1/linh-vuc/ho-tich.json"])
        assert [item["code"] for item in listed["items"]] == ["1.001193"]


def _faults(
    description: dict[str, Any], item: dict[str, Any], content: bytes, folder: Path
) -> list[str]:
    """How an answer differs from its schema, as ajv sees it."""
    answer = item["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    schema = {**answer, "components": description["components"]}
    (folder / "schema.json").write_text(json.dumps(schema))
    (folder / "answer.json").write_bytes(content)
    faults: list[str] = ask("ajv.mjs", folder / "schema.json", folder / "answer.json")["faults"]
    return faults
