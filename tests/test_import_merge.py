"""Importing again: nothing changes by itself, and hand-made edits are never lost silently."""

import os
import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importers import import_workbooks, summary
from generator.importers.draft import KEY_ORDER
from generator.importers.memory import flat, marks, unflat
from generator.importers.merge import Mode, combine
from generator.importers.yaml_text import append_items, as_text, dump, replace_keys
from generator.load import parse
from generator.model import Procedure
from tests.portal_workbooks import CODE, MAIN, rows, write

FILE = f"procedures/ho-tich/{CODE}.yml"
DECISION = {MAIN: {"Số quyết định": "99/QĐ-BTP"}}
SETS = {"sets": {"status": "not-published"}}
NO_DECISION = {MAIN: {"Số quyết định": None}}


class Desk:
    """A catalogue and a workbook that changes from month to month."""

    def __init__(self, folder):
        self.folder, self.catalogue = folder, folder / "catalogue"

    def run(self, *procedures, month="2026-07", **options):
        book = write(self.folder / f"xa-{month}.xlsx", *procedures)
        return import_workbooks([book], self.catalogue, **options)

    @property
    def text(self):
        return (self.catalogue / FILE).read_text()

    def edit(self, old, new):
        assert old in self.text
        (self.catalogue / FILE).write_text(self.text.replace(old, new))

    def files(self):
        return {
            path.relative_to(self.catalogue).as_posix(): path.read_bytes()
            for path in sorted(self.catalogue.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path)
    desk.run()
    return desk


def change_of(report):
    return {change.code: change for change in report.changes}[CODE]


def conflicts(report):
    return [finding for finding in report.findings if finding.rule == "import/conflict"]


def test_importing_again_changes_nothing(desk):
    before = desk.files()
    report = desk.run()
    assert desk.files() == before
    assert report.records() == {"unchanged": 1}
    assert report.files_written == 0


def test_an_import_that_broke_off_while_writing_is_made_good_by_the_next(tmp_path, monkeypatch):
    desk, replace = Desk(tmp_path), os.replace

    def full_disk(source, target):
        if target.suffix == ".yml" and target.stem == CODE:
            raise OSError("no space left")
        replace(source, target)

    with monkeypatch.context() as broken:
        broken.setattr("os.replace", full_disk)
        with pytest.raises(OSError, match="no space"):
            desk.run()
    assert desk.run().records() == {"added": 1}
    assert "name:" in desk.text


def test_a_change_in_the_workbook_is_taken_and_named(desk):
    report = desk.run(rows(changes=DECISION))
    assert change_of(report).attributes == ("decision",)
    assert "99/QĐ-BTP" in desk.text


def test_a_new_month_changes_the_source_only(desk):
    report = desk.run(month="2026-08")
    assert report.records() == {"checked": 1}
    assert ("Chỉ đổi tháng kiểm tra", "1") in summary(report)
    assert change_of(report).attributes == ("source",)
    assert "checked: 2026-08" in desk.text


def test_a_value_withdrawn_from_the_workbook_leaves_the_catalogue(desk):
    desk.run(rows(changes=NO_DECISION))
    tree, _ = parse(desk.text)
    assert "decision" not in tree
    assert tree["gaps"]["decision"] == {"status": "not-published"}


def test_a_hand_made_edit_stays_when_the_workbook_says_nothing_new(desk):
    desk.edit("12/QĐ-BTP", "13/QĐ-BTP")
    before = desk.files()
    report = desk.run()
    assert desk.files() == before
    assert not conflicts(report)


def test_hand_written_attributes_stay(desk):
    desk.edit("field: ho-tich\n", "field: ho-tich\nsummary: Tự viết.\n")
    desk.run(rows(changes=DECISION))
    assert "summary: Tự viết.\n" in desk.text


def test_changes_on_both_sides_are_a_conflict_with_both_values(desk):
    desk.edit("12/QĐ-BTP", "13/QĐ-BTP")
    report = desk.run(rows(changes=DECISION))
    [conflict] = conflicts(report)
    assert "13/QĐ-BTP" in conflict.what
    assert "99/QĐ-BTP" in conflict.what
    assert conflict.severity == "error"
    assert conflict.path == str(desk.catalogue / FILE)
    assert desk.text.splitlines()[conflict.line - 1] == "decision:"
    assert "--keep-catalogue" in conflict.repair
    assert "13/QĐ-BTP" in desk.text
    assert "99/QĐ-BTP" not in desk.text


def test_a_conflict_is_reported_until_it_is_settled(desk):
    desk.edit("12/QĐ-BTP", "13/QĐ-BTP")
    assert conflicts(desk.run(rows(changes=DECISION)))
    before = desk.files()
    assert conflicts(desk.run(rows(changes=DECISION)))
    assert desk.files() == before
    assert not conflicts(desk.run(rows(changes=DECISION), keep_catalogue=True))
    assert not conflicts(desk.run(rows(changes=DECISION)))
    assert "13/QĐ-BTP" in desk.text


def test_the_same_change_on_both_sides_is_no_conflict(desk):
    desk.edit("12/QĐ-BTP", "99/QĐ-BTP")
    assert not conflicts(desk.run(rows(changes=DECISION)))


def test_the_other_attributes_are_taken_beside_a_conflict(desk):
    desk.edit("12/QĐ-BTP", "13/QĐ-BTP")
    changes = DECISION | {"KQTH": {"Kết quả": "Giấy mới"}}
    report = desk.run(rows(changes=changes))
    assert change_of(report).attributes == ("results",)
    assert change_of(report).conflicts == ("decision",)
    assert "Giấy mới" in desk.text


def test_a_gap_that_an_editor_closed_stays_closed(tmp_path):
    desk = Desk(tmp_path)
    bare = {"Cách thức thực hiện": {"Thời gian": "1", "Phí, lệ phí": "Miễn phí"}}
    desk.run(rows(changes=bare))
    tree, _ = parse(desk.text)
    assert set(tree["gaps"]) == {"fees", "forms", "sets", "time_limits"}
    del tree["gaps"]["fees"]
    (desk.catalogue / FILE).write_text(dump(tree))
    report = desk.run(rows(changes=bare | DECISION))
    assert not conflicts(report)
    assert set(parse(desk.text)[0]["gaps"]) == {"forms", "sets", "time_limits"}


def test_a_gap_is_not_added_where_an_editor_gave_the_value(desk):
    desk.edit("decision:", "sets: 1\ndecision:")
    desk.edit("  sets:\n    status: not-published\n", "")
    memory = desk.catalogue / "imports/xa.json"
    memory.write_text(memory.read_text().replace(marks(SETS)["sets"], "."))
    report = desk.run(rows(changes=DECISION))
    assert change_of(report).attributes == ("decision",)
    assert "sets" not in parse(desk.text)[0]["gaps"]


def test_a_file_deleted_by_hand_is_not_made_again(desk):
    (desk.catalogue / FILE).unlink()
    report = desk.run(rows(changes=DECISION))
    assert change_of(report).happened == "deleted-by-hand"
    assert not (desk.catalogue / FILE).exists()


def test_a_code_gone_from_the_workbook_is_reported_and_kept(desk):
    report = desk.run(rows("1.000001", "Khác"))
    assert change_of(report).happened == "gone"
    assert (desk.catalogue / FILE).exists()
    assert "import/gone" in report.kinds()


def test_a_first_import_over_a_hand_made_file_reports_what_differs(desk):
    shutil.rmtree(desk.catalogue / "imports")
    desk.edit("12/QĐ-BTP", "13/QĐ-BTP")
    before = desk.text
    report = desk.run()
    assert change_of(report).conflicts == ("decision",)
    assert desk.text == before


def test_comments_and_hand_formatting_stay(desk):
    desk.edit("decision:", "# số quyết định do phòng tư pháp gửi\ndecision:")
    desk.edit("code:", "# đầu tệp\n\ncode:")
    tree_before, _ = parse(desk.text)
    desk.run(rows(changes={"KQTH": {"Kết quả": "Giấy mới"}}))
    assert "# đầu tệp\n\ncode:" in desk.text
    assert "# số quyết định do phòng tư pháp gửi\ndecision:" in desk.text
    tree, _ = parse(desk.text)
    assert tree == tree_before | {"results": ["Giấy mới"]}


def test_only_the_lines_of_a_changed_key_differ(desk):
    before = desk.text.splitlines()
    desk.run(rows(changes=DECISION))
    after = desk.text.splitlines()
    assert len(before) == len(after)
    assert [line for line in after if line not in before] == ["  number: 99/QĐ-BTP"]


def test_numbers_are_written_alike_the_first_time_and_later(desk):
    desk.run(rows(changes={"Cách thức thực hiện": {"Phí, lệ phí": "9.000 đồng"}}))
    assert "  amount: 9000\n" in desk.text


def test_a_file_that_is_no_yaml_is_reported_and_left(desk):
    (desk.catalogue / FILE).write_text("code: [")
    report = desk.run(rows(changes=DECISION))
    assert "import/record-unreadable" in report.kinds()
    assert desk.text == "code: ["


def test_a_file_moves_with_its_field(desk):
    desk.run(rows(changes={MAIN: {"Lĩnh vực": "Chứng thực"}}))
    assert not (desk.catalogue / FILE).exists()
    assert (desk.catalogue / f"procedures/chung-thuc/{CODE}.yml").exists()


def test_a_file_that_an_editor_moved_is_found(desk):
    home = desk.catalogue / f"procedures/khac/{CODE}.yml"
    home.parent.mkdir()
    (desk.catalogue / FILE).rename(home)
    desk.run(rows(changes=DECISION))
    assert "99/QĐ-BTP" in home.read_text()
    assert not (desk.catalogue / FILE).exists()


def test_facts_only_after_a_whole_import_keeps_the_prose(desk):
    desk.run(rows(changes=DECISION), facts_only=True)
    tree, _ = parse(desk.text)
    assert tree["steps"] == ["Bước 1: Nộp hồ sơ.", "Bước 2: Nhận kết quả."]
    assert "steps" not in tree["gaps"]


def test_known_names_and_aliases_keep_their_ids(tmp_path):
    desk = Desk(tmp_path)
    desk.catalogue.mkdir()
    fields = (
        "fields:\n  # của phòng tư pháp\n  - id: tu-phap\n    name: Tư pháp\n"
        "    aliases: [Hộ tịch]\n"
    )
    agencies = "agencies:\n- id: phuong\n  name: UBND cấp xã\n"
    (desk.catalogue / "fields.yml").write_text(fields)
    (desk.catalogue / "agencies.yml").write_text(agencies)
    desk.run()
    assert (desk.catalogue / "fields.yml").read_text() == fields
    assert (desk.catalogue / "agencies.yml").read_text() == agencies
    tree, _ = parse((desk.catalogue / f"procedures/tu-phap/{CODE}.yml").read_text())
    assert tree["field"] == "tu-phap"
    assert tree["authorities"][0]["agency"] == "phuong"


def test_new_shared_records_are_added_behind_the_old(desk):
    old = (desk.catalogue / "fields.yml").read_text()
    desk.run(rows(), rows("1.000001", "Khác", {MAIN: {"Lĩnh vực": "Chứng thực"}}))
    text = (desk.catalogue / "fields.yml").read_text()
    assert text.startswith(old)
    assert [field["id"] for field in parse(text)[0]["fields"]] == ["ho-tich", "chung-thuc"]


def test_names_of_values_not_taken_add_no_shared_record(desk):
    desk.edit("field: ho-tich", "field: khac")
    report = desk.run(rows(changes={MAIN: {"Lĩnh vực": "Chứng thực"}}))
    assert change_of(report).conflicts == ("field",)
    assert "chung-thuc" not in (desk.catalogue / "fields.yml").read_text()


FORM = {
    "TPHS": {
        "Tên giấy tờ": "Tờ khai cư trú (Mẫu CT01 ban hành kèm theo Thông tư số 53/2025/TT-BCA)",
        "Mẫu đơn, tờ khai": "CT01.doc",
    }
}


def test_a_form_gets_its_name_number_and_law(tmp_path):
    desk = Desk(tmp_path)
    desk.run(rows(changes=FORM), facts_only=True)
    [form] = parse((desk.catalogue / "forms/ho-tich.yml").read_text())[0]["forms"]
    assert form["id"] == "to-khai-cu-tru"
    assert form["number"] == "CT01"
    assert form["legal"] == ["53/2025/TT-BCA"]
    assert "53/2025/TT-BCA" in (desk.catalogue / "legal/thong-tu.yml").read_text()
    assert parse(desk.text)[0]["forms"] == ["to-khai-cu-tru"]
    before = desk.files()
    desk.run(rows(changes=FORM), facts_only=True)
    assert desk.files() == before


def test_the_order_of_keys_names_every_attribute_of_a_procedure():
    assert set(KEY_ORDER) == set(Procedure.__struct_fields__)


def test_the_memory_says_which_codes_a_workbook_changed(desk):
    before = (desk.catalogue / "imports/xa.json").read_text().splitlines()
    desk.run(rows(changes=DECISION), rows("1.000001", "Khác"))
    after = (desk.catalogue / "imports/xa.json").read_text().splitlines()
    assert len(after) == len(before) + 1


TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
VALUES = st.one_of(
    TEXT,
    st.lists(TEXT, min_size=1, max_size=3),
    st.dictionaries(st.sampled_from("abc"), TEXT, min_size=1),
)
RECORDS = st.dictionaries(st.sampled_from(KEY_ORDER), VALUES, min_size=1, max_size=6)


@given(RECORDS)
def test_what_is_dumped_reads_back_as_the_same_text(record):
    tree, flaws = parse(dump(record))
    assert not flaws
    assert tree == as_text(record)


@given(RECORDS, RECORDS)
def test_replacing_keys_gives_the_wanted_record(old, new):
    gone = [key for key in old if key not in new]
    tree, flaws = parse(replace_keys(dump(old), new, gone, KEY_ORDER))
    assert not flaws
    assert tree == as_text(new)


@given(RECORDS, RECORDS)
def test_merging_never_changes_what_an_editor_changed(imported, edited):
    memory = marks(flat(as_text(imported)))
    outcome = combine(flat(as_text(imported)), flat(as_text(edited)), memory, Mode())
    assert outcome.attributes == flat(as_text(edited))
    assert not outcome.conflicts


def test_gaps_are_merged_one_by_one():
    record = {"name": "A", "gaps": {"fees": {"status": "x"}, "steps": {"status": "y"}}}
    assert set(flat(record)) == {"name", "gaps.fees", "gaps.steps"}
    assert unflat(flat(record)) == record


@pytest.mark.parametrize(
    "text",
    [
        "",
        "fields: []\n",
        "fields:\n- id: a\n",
        "# đầu\nfields:\n    - id: a\n    # cuối\n",
        "other: 1",
    ],
)
def test_items_are_added_to_lists_of_any_layout(text):
    tree, _ = parse(append_items(text, "fields", [{"id": "b", "name": "B: c"}]))
    assert tree["fields"][-1] == {"id": "b", "name": "B: c"}
