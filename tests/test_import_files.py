"""Files that are no workbook, or not the portal's, stop the import with a plain finding."""

import zipfile
from datetime import datetime

import openpyxl
import pytest

from generator.findings import show
from generator.importers import import_workbooks
from tests.portal_workbooks import CODE, MAIN, column, rows, unaccounted, write

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def encrypted(path):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "x")
    data = bytearray(path.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    path.write_bytes(bytes(data))


def archive_of(name):
    def make(path):
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(name, "<broken")

    return make


def without_sheet(path):
    write(path)
    book = openpyxl.load_workbook(path)
    del book["CCPL"]
    book.save(path)


def without_column(path):
    write(path)
    book = openpyxl.load_workbook(path)
    book["TPHS"]["E1"] = "Giấy tờ khác"
    book.save(path)


def without_heading(path):
    write(path)
    book = openpyxl.load_workbook(path)
    book[MAIN].delete_rows(1, 4)
    book.save(path)


def with_column_twice(path):
    write(path)
    book = openpyxl.load_workbook(path)
    book[MAIN]["K3"] = " lĩnh  vực"
    book.save(path)


def without_rows(path):
    write(path)
    book = openpyxl.load_workbook(path)
    book[MAIN].delete_rows(4)
    book.save(path)


BAD = {
    "text": (lambda path: path.write_text("Mã;Tên"), "not-a-workbook"),
    "empty": (lambda path: path.write_bytes(b""), "not-a-workbook"),
    "absent": (lambda path: None, "no-file"),
    "folder": (lambda path: path.mkdir(), "not-a-workbook"),
    "password or xls": (lambda path: path.write_bytes(OLE), "not-a-workbook"),
    "encrypted zip": (encrypted, "not-a-workbook"),
    "other zip": (archive_of("a.txt"), "not-a-workbook"),
    "broken xml": (archive_of("xl/workbook.xml"), "not-a-workbook"),
    "missing sheet": (without_sheet, "sheet-missing"),
    "missing column": (without_column, "column-missing"),
    "cut off": (lambda path: path.write_bytes(b"PK\x03\x04" + b"x" * 99), "not-a-workbook"),
    "column twice": (with_column_twice, "column-twice"),
    "no rows": (without_rows, "no-rows"),
    "no heading": (without_heading, "column-missing"),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_a_finding_and_nothing_is_written(tmp_path, kind):
    make, rule = BAD[kind]
    good, bad = write(tmp_path / "xa-2026-07.xlsx"), tmp_path / "tinh-2026-07.xlsx"
    make(bad)
    report = import_workbooks([good, bad], tmp_path / "catalogue")
    assert report.stopped
    assert [finding.rule for finding in report.findings] == [f"import/{rule}"]
    assert bad.name in show(report.findings)
    assert "Traceback" not in show(report.findings)
    assert not (tmp_path / "catalogue").exists()


def test_what_is_missing_is_named(tmp_path):
    path = tmp_path / "xa-2026-07.xlsx"
    without_sheet(path)
    assert "CCPL" in import_workbooks([path], tmp_path / "c").findings[0].what
    without_column(path)
    finding = import_workbooks([path], tmp_path / "c").findings[0]
    assert "Tên giấy tờ" in finding.what
    assert "TPHS" in finding.place


def test_a_workbook_that_unpacks_too_large_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr("generator.importers.workbook_file.MOST_BYTES", 10)
    report = import_workbooks([write(tmp_path / "xa-2026-07.xlsx")], tmp_path / "c")
    assert [finding.rule for finding in report.findings] == ["import/too-large"]


def test_a_huge_cell_is_read(tmp_path):
    path = write(tmp_path / "xa-2026-07.xlsx")
    book = openpyxl.load_workbook(path)
    book["TPHS"]["E2"] = "a (;.)" * 5000
    book["KQTH"]["D2"] = "x" * 32000
    book["Cách thức thực hiện"]["F2"] = "1." * 8000
    book["CCPL"]["D2"] = "1/2" * 8000
    book.save(path)
    report = import_workbooks([path], tmp_path / "c", facts_only=True)
    assert not report.stopped
    assert max(len(finding.what) for finding in report.findings) < 400


@pytest.mark.parametrize("as_of", [None, "2026", "2026-13", "hôm nay"])
def test_a_workbook_without_its_month_is_an_error(tmp_path, as_of):
    report = import_workbooks([write(tmp_path / "xa.xlsx")], tmp_path / "c", as_of=as_of)
    assert [finding.rule for finding in report.findings] == ["import/no-month"]
    assert report.stopped


def test_the_month_can_be_given(tmp_path):
    import_workbooks([write(tmp_path / "xa.xlsx")], tmp_path / "c", as_of="2026-08")
    assert "checked: 2026-08" in (tmp_path / f"c/procedures/ho-tich/{CODE}.yml").read_text()


def test_a_workbook_without_its_tier_is_an_error(tmp_path):
    report = import_workbooks([write(tmp_path / "a-2026-07.xlsx", main="Sheet1")], tmp_path / "c")
    assert [finding.rule for finding in report.findings] == ["import/no-tier"]


def test_a_code_kept_as_a_number_is_restored_from_its_format(tmp_path):
    path = write(tmp_path / "xa-2026-07.xlsx")
    book = openpyxl.load_workbook(path)
    for sheet in book:
        cell = sheet.cell(sheet.max_row, 2)
        cell.value, cell.number_format = 1.0001, "0.000000"
    book.save(path)
    report = import_workbooks([path], tmp_path / "c")
    assert (tmp_path / "c/procedures/ho-tich/1.000100.yml").exists()
    assert report.kinds()["import/code-number"] == 7


def test_a_code_kept_as_a_bare_number_is_refused(tmp_path):
    path = write(tmp_path / "xa-2026-07.xlsx")
    book = openpyxl.load_workbook(path)
    for sheet in book:
        sheet.cell(sheet.max_row, 2).value = 1.0001
    book.save(path)
    report = import_workbooks([path], tmp_path / "c")
    assert report.kinds()["import/code-unreadable"] == 1
    assert not (tmp_path / "c/procedures").exists()


def test_merged_code_cells_hold_for_all_their_rows(tmp_path):
    path = write(tmp_path / "xa-2026-07.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["CCPL"]
    sheet["D3"] = "60/2014/QH13"
    sheet.merge_cells("B2:B3")
    sheet.merge_cells("C2:C3")
    book.save(path)
    import_workbooks([path], tmp_path / "c")
    text = (tmp_path / f"c/procedures/ho-tich/{CODE}.yml").read_text()
    assert "60/2014/QH13" in text


def test_a_broken_catalogue_file_stops_the_import(tmp_path):
    (tmp_path / "c").mkdir()
    (tmp_path / "c/fields.yml").write_text("fields: [a: b: c")
    report = import_workbooks([write(tmp_path / "xa-2026-07.xlsx")], tmp_path / "c")
    assert report.stopped
    assert [finding.rule for finding in report.findings] == ["import/catalogue-unreadable"]
    assert (tmp_path / "c/fields.yml").read_text() == "fields: [a: b: c"
    assert not (tmp_path / "c/procedures").exists()


WORDS_FOR_BAD = {
    "a-2026-07.xlsx": (b"", "trống"),
    "b-2026-07.csv": (b"Ma;Ten", "CSV"),
    "~$c-2026-07.xlsx": (b"\x05an", "tệp khóa tạm"),
    "d-2026-07.xlsx": (b"PK\x03\x04xx", "cắt cụt"),
    "e-2026-07.xls": (OLE, "mật khẩu"),
}


@pytest.mark.parametrize("name", WORDS_FOR_BAD)
def test_a_bad_file_is_told_in_words_that_say_what_it_is(tmp_path, name):
    data, words = WORDS_FOR_BAD[name]
    (tmp_path / name).write_bytes(data)
    (finding,) = import_workbooks([tmp_path / name], tmp_path / "c").findings
    assert words in finding.what


def changed(tmp_path, change):
    path = write(tmp_path / "xa-2026-07.xlsx", rows(), rows("1.000001", "Khác"))
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return import_workbooks([path], tmp_path / "c")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("#REF!", "báo lỗi #REF!"),
        ("=1+1", "công thức chưa tính"),
        (datetime(2026, 12, 1), "2026-12-01"),
        (True, "TRUE"),
    ],
)
@pytest.mark.parametrize(
    ("sheet", "name"),
    [(MAIN, "Tên TTHC"), (MAIN, "Số quyết định"), ("KQTH", "Kết quả")],
)
def test_a_cell_that_lost_its_value_refuses_its_procedure_alone(
    tmp_path, sheet, name, value, words
):
    row = 4 if sheet == MAIN else 2

    def spoil(book):
        book[sheet][f"{column(sheet, name)}{row}"] = value

    report = changed(tmp_path, spoil)
    (finding,) = (finding for finding in report.findings if finding.severity == "error")
    assert finding.rule == "import/cell-broken"
    assert f"sheet “{sheet}”, dòng {row}, cột {column(sheet, name)}" in finding.place
    assert words in finding.what
    assert list(report.refused) == [CODE]
    assert [path.stem for path in (tmp_path / "c/procedures").rglob("*.yml")] == ["1.000001"]
    assert not unaccounted(report.sheets)


def test_a_broken_cell_leaves_the_record_of_an_earlier_import(tmp_path):
    changed(tmp_path, lambda book: None)
    file = tmp_path / f"c/procedures/ho-tich/{CODE}.yml"
    before = file.read_bytes()
    report = changed(tmp_path, lambda book: book["KQTH"].__setitem__("D2", "#N/A"))
    assert file.read_bytes() == before
    assert report.records() == {"unchanged": 1}


def test_the_main_sheet_is_found_behind_others_and_those_are_named(tmp_path):
    def cover(book):
        book.create_sheet("Trang bìa", 0)["A1"] = "Báo cáo"
        book.move_sheet(MAIN, 3)
        book.create_sheet("Trống")

    report = changed(tmp_path, cover)
    assert report.records() == {"added": 2}
    unread = [finding for finding in report.findings if finding.rule == "import/sheet-unread"]
    assert ["Trang bìa" in finding.place for finding in unread] == [True]


def test_a_wanted_code_that_is_nowhere_is_told(tmp_path):
    path = write(tmp_path / "xa-2026-07.xlsx")
    report = import_workbooks([path], tmp_path / "c", only={CODE, "9.999999"})
    absent = [finding for finding in report.findings if finding.rule == "import/code-absent"]
    assert ["9.999999" in finding.what for finding in absent] == [True]


def test_a_folder_of_other_things_is_not_written_into(tmp_path):
    path = write(tmp_path / "xa-2026-07.xlsx")
    (tmp_path / "catalogue").mkdir()
    report = import_workbooks([path], tmp_path)
    assert report.stopped
    (finding,) = report.findings
    assert finding.rule == "import/not-a-catalogue"
    assert str(tmp_path / "catalogue") in finding.repair


def test_an_as_of_that_is_no_month_is_quoted(tmp_path):
    path = write(tmp_path / "xa-2026-07.xlsx")
    (finding,) = import_workbooks([path], tmp_path / "c", as_of="07/2026").findings
    assert "“07/2026”" in finding.what
