"""Frictionless Data Package 2 and CSVW: the tables are what their descriptions say."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from csvw import TableGroup
from frictionless import Package, system, validate
from referencing import Registry, Resource

from generator.exports.wide import ALL


@pytest.fixture
def copy(folder: Path, tmp_path: Path) -> Path:
    """The data package alone, to be broken."""
    shutil.copytree(folder / "csv", tmp_path / "csv")
    shutil.copy(folder / "datapackage.json", tmp_path)
    return tmp_path


def faults(folder: Path) -> list[str]:
    """What frictionless finds in the descriptor and in every row."""
    with system.use_context(trusted=True):
        report = validate(str(folder / "datapackage.json"))
    return [str(fault) for fault in report.flatten(["name", "type", "message"])]


def edit(path: Path, change: Callable[[bytes], bytes]) -> None:
    content = path.read_bytes()
    assert change(content) != content
    path.write_bytes(change(content))


def test_every_row_is_as_described(folder: Path) -> None:
    assert faults(folder) == []


def test_every_table_is_described(folder: Path) -> None:
    package = Package(str(folder / "datapackage.json"))
    assert package.resource_names == list(ALL)
    assert {path.stem for path in (folder / "csv").glob("*.csv")} == set(ALL)


@pytest.mark.parametrize(
    ("path", "old", "new", "fault"),
    [
        ("csv/procedures.csv", b"1.001193,", b"khai-sinh,", "constraint"),
        ("csv/fees.csv", b",150000,", b",mot tram,", "type"),
        ("csv/gaps.csv", b"not-published", b"unknown", "constraint"),
        ("csv/authorities.csv", b"phong-tai-chinh-ke-hoach", b"khong-co", "foreign"),
        ("csv/steps.csv", b"1.001193,2,", b"1.001193,1,", "primary"),
        ("csv/time_limits.csv", b"2021-01-03", b"2021-13-03", "type"),
    ],
)
def test_a_broken_table_is_refused(
    copy: Path, path: str, old: bytes, new: bytes, fault: str
) -> None:
    edit(copy / path, lambda content: content.replace(old, new))
    found = [line.lower() for line in faults(copy)]
    assert any(fault in line for line in found), found
    assert any("hash" in line for line in found), found


def test_the_descriptor_fits_the_profile_of_version_2(folder: Path, standards: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_bytes())
    assert list(_profile(standards).iter_errors(package)) == []


def test_a_broken_descriptor_is_refused(folder: Path, standards: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_bytes())
    package["created"] = 3
    del package["resources"][0]["name"]
    assert len(list(_profile(standards).iter_errors(package))) >= 2


def _profile(standards: Path) -> jsonschema.protocols.Validator:
    folder = standards / "frictionless" / "profiles-2.0"
    found = {path.name: json.loads(path.read_text()) for path in folder.glob("*.json")}
    base = "https://datapackage.org/profiles/2.0/"
    known = [(base + name, Resource.from_contents(tree)) for name, tree in found.items()]
    kind: Any = jsonschema.validators.validator_for(found["datapackage.json"])
    validator: jsonschema.protocols.Validator = kind(
        found["datapackage.json"], registry=Registry().with_resources(known)
    )
    return validator


class TestCsvw:
    def test_every_table_is_described_and_read(self, folder: Path) -> None:
        group = TableGroup.from_file(folder / "csv" / "csv-metadata.json")
        assert [str(table.url) for table in group.tables] == [f"{name}.csv" for name in ALL]
        for table in group.tables:
            written = (folder / "csv" / str(table.url)).read_bytes().count(b"\r\n") - 1
            assert len(list(table.iterdicts(strict=True))) == written, table.url
        group.check_referential_integrity()

    def test_a_broken_table_is_refused(self, copy: Path) -> None:
        edit(copy / "csv" / "gaps.csv", lambda c: c.replace(b"not-published", b"unknown"))
        group = TableGroup.from_file(copy / "csv" / "csv-metadata.json")
        with pytest.raises(ValueError, match="unknown"):
            for table in group.tables:
                list(table.iterdicts(strict=True))

    def test_a_reference_that_leads_nowhere_is_refused(self, copy: Path) -> None:
        edit(copy / "csv" / "fields.csv", lambda c: c.replace(b"ho-tich,", b"ho-tich-2,"))
        group = TableGroup.from_file(copy / "csv" / "csv-metadata.json")
        with pytest.raises(ValueError, match="ho-tich"):
            group.check_referential_integrity()

    def test_the_columns_are_those_of_the_files(self, folder: Path) -> None:
        tree = json.loads((folder / "csv" / "csv-metadata.json").read_bytes())
        for table in tree["tables"]:
            head = (folder / "csv" / table["url"]).read_text(encoding="utf-8").splitlines()[0]
            assert head.split(",") == [c["titles"] for c in table["tableSchema"]["columns"]]
