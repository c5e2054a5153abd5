"""The JSON Schemas follow the model, and accept what an editor's YAML reader hands them."""

import json
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from generator.schemas import FILES, editor_settings, schemas
from tests.paths import ROOT

FOLDER = ROOT / "catalogue" / "schemas"
EXAMPLE = ROOT / "tests" / "example_catalogue"
CATALOGUES = [EXAMPLE, ROOT / "catalogue"]
RENEW = "Run: .venv/bin/niemyet schemas"


class EditorLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML as editors read it (1.2 core): dates stay text."""


EditorLoader.yaml_implicit_resolvers = {
    first: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schemas()[name]))


def errors(name: str, text: str) -> list[str]:
    found = validator(name).iter_errors(yaml.load(text, EditorLoader))
    return [f"{error.json_path}: {error.message}" for error in found]


def example_procedure() -> str:
    return (EXAMPLE / "procedures/ho-tich/1.001193.yml").read_text(encoding="utf-8")


def test_the_schema_files_are_those_of_the_model() -> None:
    kept = {path.name: path.read_bytes() for path in FOLDER.glob("*.json")}
    assert kept == schemas(), RENEW


def test_the_editor_settings_name_every_schema() -> None:
    assert (ROOT / ".vscode/settings.json").read_bytes() == editor_settings(), RENEW


@pytest.mark.parametrize("name", FILES)
def test_each_is_a_valid_schema(name: str) -> None:
    Draft202012Validator.check_schema(json.loads(schemas()[name]))


@pytest.mark.parametrize("name", FILES)
def test_catalogue_files_fit_their_schema(name: str) -> None:
    pattern = FILES[name][1]
    paths = [path for root in CATALOGUES for path in sorted(root.glob(pattern))]
    assert paths
    schema = validator(name)
    for path in paths:
        tree = yaml.load(path.read_text(encoding="utf-8"), EditorLoader)
        assert not list(schema.iter_errors(tree)), path


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("sets: 1", "sets: một"),
        ("sets: 1", "sets: 0"),
        ("sets: 1", "set: 1"),
        ('code: "1.001193"', "code: 1.001193"),
        ('code: "1.001193"', 'code: "1.1193"'),
        ("field: ho-tich", "field: Hộ tịch"),
        ("field: ho-tich\n", ""),
        ("home_delivery: false", "home_delivery: không"),
        ("home_delivery: false", "home_delivery:"),
        ("kind: online", "kind: on-line"),
        ("conditions: {status: not-published}", "condition: {status: not-published}"),
        ("conditions: {status: not-published}", "conditions: {status: unknown}"),
    ],
)
def test_a_slip_is_marked_while_typing(old: str, new: str) -> None:
    text = example_procedure()
    assert old in text
    assert errors("procedure.json", text.replace(old, new, 1))


@pytest.mark.parametrize(("old", "new"), [("decision", "decison"), ('"1.001193"', "1.001193")])
def test_a_slip_in_a_withdrawal_is_marked_while_typing(old: str, new: str) -> None:
    text = 'withdrawn: [{code: "1.001193", decision: Quyết định 1, since: 2026-12-01}]'
    assert errors("withdrawn.json", text) == []
    assert errors("withdrawn.json", text.replace(old, new))


def test_an_amount_may_be_a_number_and_a_day_is_text() -> None:
    fee = "fees: [{amount: 8000, since: 2025-07-01, legal: [85/2019/TT-BTC]}]\n"
    text = example_procedure().partition("fees:\n")[0]
    assert errors("procedure.json", text + fee + "source: {title: Ví dụ, checked: 2020-02}") == []


def test_every_key_is_explained_in_vietnamese() -> None:
    for name, content in schemas().items():
        schema = json.loads(content)
        for body in [schema, *schema["$defs"].values()]:
            assert body["description"]
            assert body["additionalProperties"] is False
            for key, value in body["properties"].items():
                assert value["description"].endswith("."), f"{name}: {key}"


def test_patterns_are_those_of_every_regular_expression_dialect() -> None:
    assert not [
        path
        for path in _patterns(json.loads(b"[" + b",".join(schemas().values()) + b"]"))
        if "\\Z" in path
    ]


def _patterns(value: Any) -> list[str]:
    if isinstance(value, list):
        return [found for item in value for found in _patterns(item)]
    if not isinstance(value, dict):
        return []
    own = [value["pattern"]] if isinstance(value.get("pattern"), str) else []
    return own + [found for item in value.values() for found in _patterns(item)]
