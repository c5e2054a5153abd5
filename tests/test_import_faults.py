"""Every way in which the portal's data breaks becomes a finding at its cell; no row is lost."""

import unicodedata

import pytest

from generator.importers import import_workbooks
from generator.importers.kinds import TITLES
from generator.load import parse
from tests.portal_workbooks import CODE, MAIN, NAME, column, rows, unaccounted, write

CHANNELS, DOSSIER = "Cách thức thực hiện", "TPHS"
ITEM = "dossier.0.items.0"
NFD = unicodedata.normalize("NFD", "Công chứng")
LONG = "Văn bản của cơ quan có thẩm quyền nêu rõ các nội dung sau đây và " + "nội dung khác " * 30
# (sheet, column, what the cell holds, rule, attribute of the record, its value; None: no such)
FAULTS = [
    (CHANNELS, "Thời gian", "1", "time-without-unit", "time_limits.0.stated", "1"),
    (CHANNELS, "Thời gian", "Khác", "time-missing", "gaps.time_limits.status", "not-published"),
    (CHANNELS, "Thời gian", "Ngay khi đến", "time-in-words", "time_limits.0.number", None),
    (CHANNELS, "Thời gian", "0 Giờ", "time-odd-number", "time_limits.0.stated", "0 Giờ"),
    (CHANNELS, "Phí, lệ phí", "Miễn phí", "fee-placeholder", "fees.0.basis", "unverified"),
    (CHANNELS, "Phí, lệ phí", "0 (do HĐND định)", "fee-set-by-council", "fees.0.basis", "council"),
    (CHANNELS, "Phí, lệ phí", "25 VNĐ(25.000đ/bản)", "fee-disagrees", "fees.0.amount", None),
    (CHANNELS, "Phí, lệ phí", "20 VNĐ", "fee-too-small", "gaps.fees.status", "to-be-verified"),
    (MAIN, "Cấp thực hiện", "Cấp bộ, Cấp xã", "tier-several", "jurisdiction.0.tier", "ward"),
    (MAIN, "Cấp thực hiện", "Cấp tỉnh", "tier-other", "jurisdiction.0.tier", "ward"),
    (MAIN, "Lĩnh vực", NFD, "not-nfc", "field", "cong-chung"),
    (MAIN, "Cơ quan thực hiện", "Sở\u00a0A", "no-break-space", "authorities.1.agency", "so-a"),
    (MAIN, "Tên TTHC", f"{NAME} ({CODE})", "code-in-name", "name", NAME),
    (MAIN, "Tên TTHC", f"{NAME} (1.000001)", "code-in-name", "name", NAME),
    (MAIN, "Tên TTHC", f". {NAME}", "name-sign", "name", NAME),
    (MAIN, "Tên TTHC", "Tên " + "dài " * 270, "name-long", "short_name", None),
    (MAIN, "Link truy cập", "", "link-missing", "source.url", None),
    (MAIN, "Link truy cập", "javascript:alert(1)", "link-kind", "source.url", None),
    (MAIN, "Số quyết định", "Demo/QĐ-BCA", "decision-placeholder", "decision", None),
    (MAIN, "Số quyết định", "QĐ/0001-BCA", "decision-odd", "decision.number", "QĐ/0001-BCA"),
    (DOSSIER, "Tên giấy tờ", "Đơn;Mau so 1.docx", "file-name-glued", f"{ITEM}.name", "Đơn"),
    (DOSSIER, "Tên giấy tờ", "Lưu ý: mang theo", "dossier-note", "dossier", None),
    (DOSSIER, "Tên giấy tờ", "", "dossier-empty", "gaps.dossier.status", "not-published"),
    (DOSSIER, "Tên giấy tờ", LONG, "dossier-prose", "gaps.dossier.status", "to-be-verified"),
    (DOSSIER, "Tên giấy tờ", f"Đơn xin; {LONG}", "dossier-name-cut", f"{ITEM}.name", "Đơn xin"),
    (DOSSIER, "Tên giấy tờ", "nếu nhập khẩu nhiều lần", "dossier-fragment", "dossier", None),
    (DOSSIER, "Bản chính", 0, "dossier-zero", "dossier.0.items.0.originals", None),
    (DOSSIER, "Bản chính", 20261, "count-impossible", "dossier.0.items.0.originals", None),
    (DOSSIER, "Bản sao", "một", "count-not-a-number", "dossier.0.items.0.copies", None),
    (DOSSIER, "Tên giấy tờ", "Tờ\tkhai", "tab", "dossier.0.items.0.name", "Tờ khai"),
    (DOSSIER, "Tên giấy tờ", "\uf0fc Tờ khai", "private-use", "dossier.0.items.0.name", "Tờ khai"),
    (DOSSIER, "Tên giấy tờ", "<b>Tờ khai</b>", "html", "dossier.0.items.0.name", "Tờ khai"),
    ("KQTH", "Kết quả", "Giấy AMã: KQ.G15.000031", "result-code", "results.0", "Giấy A"),
    ("KQTH", "Kết quả", "Giấy ATừ khóaKhông có thông tin", "screen-words", "results.0", "Giấy A"),
    ("CCPL", "Số ký hiệu", "2068/2020/QH14", "legal-number-impossible", "legal_basis", None),
    ("CCPL", "Số ký hiệu", "60/2014/QH13;7/2020/X", "legal-number-malformed", "legal_basis", None),
    ("CCPL", "Số ký hiệu", "1/QĐ-TTg, 2/QĐ-TTg", "legal-number-glued", "legal_basis.1", "2/QĐ-TTg"),
]  # fmt: skip


def reach(record, path):
    """The value at a dotted path; None where there is none."""
    for key in path.split("."):
        if isinstance(record, list):
            record = record[int(key)] if int(key) < len(record) else None
        else:
            record = (record or {}).get(key)
    return record


def records(folder):
    found = {}
    for path in (folder / "procedures").rglob("*.yml"):
        tree, flaws = parse(path.read_text())
        assert not flaws
        found[path.stem] = tree
    return found


def run(folder, *procedures, name="xa-2026-07.xlsx", main=MAIN, **options):
    book = write(folder / name, *procedures, main=main)
    options.setdefault("facts_only", True)
    report = import_workbooks([book], folder / "catalogue", **options)
    assert not unaccounted(report.sheets)
    assert {finding.rule.removeprefix("import/") for finding in report.findings} <= set(TITLES)
    return report, records(folder / "catalogue")


def found(report, rule):
    return [finding for finding in report.findings if finding.rule == f"import/{rule}"]


def test_a_good_procedure_has_every_part_and_no_finding(tmp_path):
    report, written = run(tmp_path, facts_only=False)
    assert report.findings == ()
    assert written[CODE] == {
        "code": CODE,
        "name": NAME,
        "field": "ho-tich",
        "jurisdiction": [{"tier": "ward"}],
        "applicants": ["Công dân Việt Nam", "Cán bộ, công chức, viên chức"],
        "authorities": [
            {"agency": "ubnd-cap-xa", "role": "competent"},
            {"agency": "ubnd-cap-xa", "role": "executing"},
        ],
        "channels": [{"kind": "in-person", "note": "Nộp tại bộ phận một cửa"}],
        "time_limits": [{"number": "3", "unit": "working-day", "channel": "in-person"}],
        "fees": [{"basis": "amount", "amount": "8000", "channel": "in-person"}],
        "steps": ["Bước 1: Nộp hồ sơ.", "Bước 2: Nhận kết quả."],
        "dossier": [{"items": [{"name": "Tờ khai", "originals": "1"}]}],
        "results": ["Giấy xác nhận"],
        "conditions": ["Từ đủ 18 tuổi"],
        "legal_basis": ["123/2015/NĐ-CP"],
        "decision": {"number": "12/QĐ-BTP"},
        "gaps": {
            "fees": {
                "status": "to-be-verified",
                "note": "Cổng không ghi văn bản quy định mức thu.",
            },
            "forms": {"status": "not-published"},
            "sets": {"status": "not-published"},
        },
        "source": {
            "title": "Cổng Dịch vụ công Quốc gia",
            "url": "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/thu-nghiem",
            "checked": "2026-07",
        },
    }


def test_facts_only_leaves_the_prose_out_and_says_so(tmp_path):
    _, written = run(tmp_path)
    record = written[CODE]
    assert "steps" not in record
    assert "conditions" not in record
    assert record["channels"] == [{"kind": "in-person"}]
    assert reach(record, "gaps.steps.status") == "to-be-verified"
    assert "Bước 1" not in str(record)


@pytest.mark.parametrize(
    ("sheet", "name", "value", "rule", "path", "expected"),
    FAULTS,
    ids=[f"{fault[3]}-{number}" for number, fault in enumerate(FAULTS)],
)
def test_each_fault_is_found_at_its_cell(tmp_path, sheet, name, value, rule, path, expected):
    named = name == "Tên TTHC"
    faulty = rows(name=value) if named else rows(changes={sheet: {name: value}})
    report, written = run(tmp_path, faulty)
    first = 4 if sheet == MAIN else 2
    places = [finding.place for finding in found(report, rule)]
    assert f"sheet “{sheet}”, dòng {first}, cột {column(sheet, name)}" in places
    if name != "Tên TTHC":
        assert reach(written[CODE], path) == expected


@pytest.mark.parametrize("fault", [fault for fault in FAULTS if fault[1] == "Tên TTHC"])
def test_a_faulty_name_is_repaired(tmp_path, fault):
    _, _, name, rule, path, expected = fault
    report, written = run(tmp_path, rows(name=name))
    assert found(report, rule)
    assert reach(written[CODE], path) == expected


def test_the_prefix_stays_in_the_name_and_leaves_the_short_name(tmp_path):
    _, written = run(tmp_path, rows(name="Thủ tục đăng ký thử"))
    assert written[CODE]["name"] == "Thủ tục đăng ký thử"
    assert written[CODE]["short_name"] == "Đăng ký thử"


def test_missing_authorities_become_a_gap(tmp_path):
    nobody = {"Cơ quan thực hiện": "Không có thông tin", "Cơ quan có thẩm quyền": None}
    report, written = run(tmp_path, rows(changes={MAIN: nobody}))
    assert found(report, "authority-missing")
    assert reach(written[CODE], "gaps.authorities.status") == "not-published"


def test_a_channel_listed_twice_with_other_fee_and_time_is_reported(tmp_path):
    procedure = rows()
    procedure[CHANNELS].append(
        procedure[CHANNELS][0] | {"Phí, lệ phí": "9.000 đồng", "Thời gian": "5 Ngày"}
    )
    report, written = run(tmp_path, procedure)
    assert found(report, "channel-twice")
    assert found(report, "time-differs-by-row")
    assert [fee["amount"] for fee in written[CODE]["fees"]] == ["8000", "9000"]
    assert len(written[CODE]["channels"]) == 1


def test_field_variants_fold_to_one(tmp_path):
    one = rows(changes={MAIN: {"Lĩnh vực": "Thi đua khen thưởng"}})
    other = rows("1.000001", "Khác", {MAIN: {"Lĩnh vực": "Thi đua – Khen thưởng"}})
    report, written = run(tmp_path, one, other)
    assert {record["field"] for record in written.values()} == {"thi-dua-khen-thuong"}
    assert len(found(report, "field-variant")) == 1


def test_two_codes_with_nearly_one_name_and_one_page_are_reported(tmp_path):
    report, written = run(tmp_path, rows(), rows("1.000001", f"Thủ tục {NAME} (cấp xã)"))
    assert len(written) == 2
    assert found(report, "name-resembles")
    assert found(report, "other-page")


def test_one_code_in_two_rows_is_refused_the_second_time(tmp_path):
    second = rows(changes={MAIN: {"Số quyết định": "99/QĐ-BTP"}})
    report, written = run(tmp_path, rows(), second)
    assert written[CODE]["decision"]["number"] == "12/QĐ-BTP"
    assert [finding.severity for finding in found(report, "code-twice")] == ["error"]


def test_one_code_at_two_tiers_is_refused_the_second_time(tmp_path):
    ward = write(tmp_path / "xa-2026-07.xlsx")
    city = write(tmp_path / "tinh-2026-07.xlsx", main="TTHC1-CAPTINH")
    report = import_workbooks([ward, city], tmp_path / "catalogue")
    assert found(report, "code-at-two-tiers")
    assert not unaccounted(report.sheets)
    assert records(tmp_path / "catalogue")[CODE]["jurisdiction"] == [{"tier": "ward"}]
    later = import_workbooks([city], tmp_path / "catalogue")
    assert found(later, "code-at-two-tiers")
    assert records(tmp_path / "catalogue")[CODE]["jurisdiction"] == [{"tier": "ward"}]


def test_rows_of_unknown_codes_are_refused_with_the_reason(tmp_path):
    procedure = rows()
    procedure["CCPL"].append({"Mã TTHC": "9.999999", "Tên TTHC": "Lạ", "Số ký hiệu": "1/QĐ-TTg"})
    procedure["CCPL"].append({"Mã TTHC": "9.999999", "Số ký hiệu": "2/QĐ-TTg"})
    report, _ = run(tmp_path, procedure)
    (finding,) = found(report, "code-unknown")
    assert "9.999999" in finding.what
    assert "Bỏ 2 dòng: 3, 4." in finding.what


def test_a_row_with_another_procedures_name_is_refused(tmp_path):
    procedure = rows()
    procedure["KQTH"].append({"Mã TTHC": CODE, "Tên TTHC": "Cấp hộ chiếu", "Kết quả": "Hộ chiếu"})
    report, written = run(tmp_path, procedure)
    assert found(report, "other-procedure")
    assert written[CODE]["results"] == ["Giấy xác nhận"]


def test_a_name_changed_on_the_main_sheet_alone_costs_the_record_nothing(tmp_path):
    _, before = run(tmp_path, rows())
    procedure = rows()
    procedure[MAIN][0]["Tên TTHC"] = "Tên mới sửa"
    report, after = run(tmp_path, procedure)
    assert after == before
    assert list(report.refused) == [CODE]
    assert [finding.rule for finding in report.findings] == ["import/name-alone"]


@pytest.mark.parametrize("missing", ["Tên TTHC", "Lĩnh vực"])
def test_a_main_row_without_name_or_field_is_refused(tmp_path, missing):
    procedure = rows()
    procedure[MAIN][0][missing] = None
    report, written = run(tmp_path, procedure)
    assert written == {}
    assert list(report.refused) == [CODE]


@pytest.mark.parametrize("code", ["1.2", "abc", "1.001193.000.H26", None, 1, 1001193])
def test_an_unreadable_code_is_refused(tmp_path, code):
    report, written = run(tmp_path, rows(code))
    assert written == {}
    assert found(report, "code-unreadable")


def test_only_the_wanted_codes_are_imported_and_the_rest_counted(tmp_path):
    report, written = run(tmp_path, rows(), rows("1.000001", "Khác"), only={"1.000001"})
    assert list(written) == ["1.000001"]
    assert all(sheet.left_out == {"ngoài danh sách mã được chọn": 1} for sheet in report.sheets[:2])


def test_faults_of_codes_that_are_not_wanted_are_not_reported(tmp_path):
    messy = rows("1.000001", "Khác", {MAIN: {"Lĩnh vực": NFD}})
    report, _ = run(tmp_path, rows(), messy, only={CODE})
    assert not found(report, "not-nfc")


def test_hostile_text_stays_text_in_yaml_and_in_the_report(tmp_path):
    name = 'Đăng ký <script>alert("x")</script> {{ 7*7 }} | *đậm* #tiêu đề: no'
    report, written = run(tmp_path, rows(name=name))
    assert written[CODE]["name"] == 'Đăng ký alert("x") {{ 7*7 }} | *đậm* #tiêu đề: no'
    other, _ = run(tmp_path, rows("1.00<script>"), name="xb-2026-07.xlsx")
    assert "<script>" not in report.to_html() + other.to_html()
    assert "<script>" not in report.to_markdown() + other.to_markdown()


YAML_LIKE = ["no", "null", "12:30", "012", "1e3", "0x1F", "2026-07-01", "a: b", "a #b", "@x", "'a"]


@pytest.mark.parametrize("value", [*YAML_LIKE, "- a", "%a", "[a]", "{a}", "&a", "*a", "!a", "? a"])
def test_text_that_looks_like_yaml_reads_back_as_text(tmp_path, value):
    _, written = run(tmp_path, rows(changes={MAIN: {"Đối tượng thực hiện": value}}))
    assert written[CODE]["applicants"] == [value]
