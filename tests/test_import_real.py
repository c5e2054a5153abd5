"""Both real workbooks: everything is accounted for, valid, and the same the second time."""

import time

import msgspec
import pytest

from generator.importers import import_workbooks
from generator.importers.kinds import TITLES
from generator.load import parse
from generator.model import Procedure
from generator.shared_files import AgenciesFile, FieldsFile, FormsFile, LegalFile
from tests.paths import SHARED_DATA
from tests.portal_workbooks import unaccounted

WORKBOOKS = [SHARED_DATA / f"portal-export-{tier}-2026-07.xlsx" for tier in ("xa", "tinh")]
LEGAL_PARTS = (
    "applicants",
    "authorities",
    "channels",
    "conditions",
    "decision",
    "dossier",
    "fees",
    "forms",
    "legal_basis",
    "results",
    "sets",
    "steps",
    "time_limits",
)
MOST_SECONDS = 15
"""Of processor time, so that a busy machine does not fail the test."""

pytestmark = pytest.mark.skipif(
    not all(path.exists() for path in WORKBOOKS),
    reason=f"the portal's workbooks are not in {SHARED_DATA} (set NIEMYET_SHARED_DATA)",
)


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    folder = tmp_path_factory.mktemp("real") / "catalogue"
    steps: list[tuple[int, int, str]] = []
    start = time.process_time()
    report = import_workbooks(
        WORKBOOKS, folder, facts_only=True, progress=lambda *step: steps.append(step)
    )
    return folder, report, time.process_time() - start, steps


@pytest.fixture(scope="module")
def trees(imported):
    return {
        path.relative_to(imported[0]).as_posix(): parse(path.read_text())
        for path in imported[0].rglob("*.yml")
    }


def test_every_row_is_used_or_left_out_for_a_reason(imported):
    _, report, _, _ = imported
    assert unaccounted(report.sheets) == []
    mains = [sheet for sheet in report.sheets if sheet.sheet.startswith("TTHC")]
    assert [sheet.read for sheet in mains] == [673, 1022]
    assert sum(report.records().values()) + len(report.refused) == 1695


def test_every_file_is_valid(trees):
    types = {"fields.yml": FieldsFile, "agencies.yml": AgenciesFile}
    folders = {"legal": LegalFile, "forms": FormsFile, "procedures": Procedure}
    for path, (tree, flaws) in trees.items():
        assert not flaws, path
        msgspec.convert(tree, types.get(path) or folders[path.split("/")[0]], strict=False)


def test_every_named_shared_record_exists_and_is_used(trees):
    def ids(part, key, name="id"):
        found = [
            one[name] for path in trees if path.startswith(part) for one in trees[path][0][key]
        ]
        assert len(found) == len(set(found))
        return set(found)

    procedures = [tree for path, (tree, _) in trees.items() if path.startswith("procedures")]
    assert {one["field"] for one in procedures} == ids("fields", "fields")
    used = {entry["agency"] for one in procedures for entry in one.get("authorities", [])}
    assert used == ids("agencies", "agencies")
    assert {form for one in procedures for form in one.get("forms", [])} == ids("forms", "forms")
    cited = {number for one in procedures for number in one.get("legal_basis", [])}
    assert cited <= ids("legal", "documents", "number")


def test_legal_parts_have_a_value_or_a_gap(trees):
    for path, (tree, _) in trees.items():
        if path.startswith("procedures"):
            for part in LEGAL_PARTS:
                assert part in tree or part in tree.get("gaps", {}), f"{path} {part}"


def test_no_placeholder_is_left_in_a_record(trees):
    for path, (tree, _) in trees.items():
        if path.startswith("procedures"):
            assert "Không có thông tin" not in str(tree), path
            assert "Từ khóa" not in str(tree), path


def test_facts_only_keeps_short_texts_only(trees):
    for path, (tree, _) in trees.items():
        if not path.startswith("procedures"):
            continue
        assert "steps" not in tree
        for case in tree.get("dossier", []):
            assert all(len(item["name"]) <= 250 for item in case["items"]), path
        for fee in tree.get("fees", []):
            assert len(fee.get("stated", "")) <= 160, path


@pytest.mark.parametrize(
    ("rule", "least"),
    {
        "fee-placeholder": 2900,
        "fee-set-by-council": 150,
        "fee-disagrees": 100,
        "time-without-unit": 650,
        "authority-missing": 230,
        "authority-page-text": 1,
        "tier-several": 500,
        "not-nfc": 1000,
        "no-break-space": 30,
        "private-use": 0,
        "name-long": 80,
        "code-in-name": 4,
        "file-name-glued": 1200,
        "dossier-note": 700,
        "legal-number-impossible": 90,
        "screen-words": 8,
        "result-code": 1500,
        "name-resembles": 20,
        "other-page": 10,
    }.items(),
)
def test_the_faults_of_the_real_data_are_found(imported, rule, least):
    findings = [one for one in imported[1].findings if one.rule == f"import/{rule}"]
    assert len(findings) >= least
    assert all(one.place and one.what and one.repair for one in findings)


def test_importing_again_changes_nothing(imported):
    folder, _, _, _ = imported
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    again = import_workbooks(WORKBOOKS, folder, facts_only=True)
    assert again.records() == {"unchanged": 1695}
    assert again.files_written == 0
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_the_report_names_every_kind_in_words(imported):
    _, report, _, _ = imported
    assert {rule.removeprefix("import/") for rule in report.kinds()} <= set(TITLES)
    page, text = report.to_html(), report.to_markdown()
    for number in ("28.823", "1.695"):
        assert number in page
    assert "Thêm mới (1.695)" in page
    assert "Thêm mới (1.695)" in text


def test_the_import_is_fast_and_shows_its_progress(imported):
    _, _, seconds, steps = imported
    assert seconds < MOST_SECONDS
    assert {what.split()[0] for _, _, what in steps} == {"Đọc", "Dựng", "So", "Ghi"}
    assert all(done <= total for done, total, _ in steps)
