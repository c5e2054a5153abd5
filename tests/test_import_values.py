"""What single cells mean: tables of what is written and what is read from it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importers.authorities import agencies, agency_id, split_applicants
from generator.importers.cleaning import (
    clean,
    cut_screen_words,
    first_clause,
    fold,
    shortened,
    slug,
)
from generator.importers.dossier import without_files
from generator.importers.fees import amount_of, monies, read_fee
from generator.importers.legal_numbers import kind_of, read_legal
from generator.importers.memory import month_of, stem_of
from generator.importers.outcomes import read_results
from generator.importers.resemblance import name_key
from generator.importers.time_limits import UNITS, read_time

FEES = {
    "7,000 Việt Nam Đồng": {"amount": 7000},
    "10.000 đồng": {"amount": 10000},
    "99.999đ": {"amount": 99999},
    "200000 Đồng": {"amount": 200000},
    "10 USD(/bản)": {"amount": 10, "currency": "USD", "unit": "bản"},
    "Lệ phí : 1.5 USD": {"amount": 1.5, "currency": "USD", "kind": "levy"},
    "10,000 Việt Nam Đồng(/trường hợp)": {"amount": 10000, "unit": "trường hợp"},
    "6,000,000 VNĐ(đồng/lần)": {"amount": 6000000, "unit": "lần"},
    "10,000 Việt Nam Đồng(10.000 đồng/giấy.)": {"amount": 10000, "unit": "giấy"},
    "950,000 VNĐ(Phí sát hạch: 950.000 đồng/hồ sơ)": {
        "amount": 950000,
        "unit": "hồ sơ",
        "name": "Phí sát hạch",
        "kind": "charge",
    },
    "10,000 VNĐ(Theo danh sách: + Trường hợp nộp trực tiếp thu 10.000 đồng/người/lần)": {
        "amount": 10000,
        "unit": "người/lần",
        "case": "Theo danh sách: Trường hợp nộp trực tiếp",
    },
    "25,000 VNĐ(25.000đ/giấy (áp dụng đến hết ngày 31/12/2026 theo Thông tư số 64/2025/TT-BTC))": {
        "amount": 25000,
        "unit": "giấy",
        "until": "2026-12-31",
        "legal": ["64/2025/TT-BTC"],
    },
    "2,000,000 VNĐ(02 triệu đồng/Giấy chứng nhận)": {
        "amount": 2000000,
        "unit": "Giấy chứng nhận",
    },
}
DOUBTFUL_FEES = {
    "20 VNĐ(20.000 vnđ/tờ khai)": "fee-disagrees",
    "25 VNĐ(25.000.000đ/giấy thông hành)": "fee-disagrees",
    "20 VNĐ": "fee-too-small",
    "1000": "fee-without-currency",
    "50,000 VNĐ(50.000 đồng/lần; 25.000 đồng/lần từ ngày 01/7/2025)": "fee-several-amounts",
    "70,000 VNĐ(70.000 đồng/thẻ. Nộp trực tuyến bằng 50% mức thu)": "fee-conditions",
    "100,000 VNĐ(Không được quy định tại Biểu phí)": "fee-conditions",
    "Phí : Đồng": "fee-unreadable",
    "theo thỏa thuận": "fee-unreadable",
}
PLACEHOLDERS = ["Miễn phí", "0", "Phí : 0 Đồng", "Lệ phí : 0 Đồng", "Phí : Không Đồng"]


@pytest.mark.parametrize(("cell", "expected"), FEES.items())
def test_an_amount_that_stands_alone_or_agrees_is_taken(cell, expected):
    read = read_fee(cell)
    assert read is not None
    assert read.fee == {"basis": "amount"} | expected
    assert not read.faults


@pytest.mark.parametrize(("cell", "rule"), DOUBTFUL_FEES.items())
def test_a_doubtful_amount_is_only_stated(cell, rule):
    read = read_fee(cell)
    assert read is not None
    assert read.fee == {"basis": "unverified", "stated": cell}
    assert [fault[0] for fault in read.faults] == [rule]


@pytest.mark.parametrize("cell", PLACEHOLDERS)
def test_a_placeholder_is_never_free(cell):
    read = read_fee(cell)
    assert read is not None
    assert read.fee == {"basis": "unverified", "stated": "Miễn phí"}
    assert read.faults[0][0] == "fee-placeholder"


@pytest.mark.parametrize("cell", [*PLACEHOLDERS, "150,000 VNĐ(Mức do HĐND tỉnh quyết định)"])
def test_the_peoples_council_is_believed_before_the_number(cell):
    read = read_fee(cell, "(Mức lệ phí (nếu có) theo quy định của Hội đồng nhân dân cấp tỉnh.)")
    assert read is not None
    assert read.fee == {"basis": "council"}


def test_an_amount_in_the_description_of_a_free_channel_is_reported():
    read = read_fee("Miễn phí", "Lệ phí: 50.000 đồng/lần")
    assert read is not None
    assert read.faults[0][0] == "fee-placeholder-with-amount"
    assert "50.000 đồng/lần" in read.faults[0][1]


def test_an_exemption_in_the_text_is_reported():
    read = read_fee("8,000 VNĐ(8.000 đồng/bản. Miễn lệ phí cho hộ nghèo)")
    assert read is not None
    assert read.fee["amount"] == 8000
    assert [fault[0] for fault in read.faults] == ["fee-exemptions"]


@pytest.mark.parametrize("cell", ["", "  ", "Không có thông tin"])
def test_an_empty_fee_cell_gives_no_fee(cell):
    assert read_fee(cell) is None


@given(st.integers(1000, 999_999_999), st.sampled_from([".", ","]))
def test_thousands_signs_of_both_kinds_read_back(amount, sign):
    text = f"{amount:,}".replace(",", sign)
    assert amount_of(text) == amount
    assert [money.amount for money in monies(f"thu {text} đồng/lần")] == [amount]
    read = read_fee(f"{text} Việt Nam Đồng({text} đồng/lần)")
    assert read is not None
    assert read.fee == {"basis": "amount", "amount": amount, "unit": "lần"}


@given(st.text(max_size=80), st.text(max_size=40))
def test_no_fee_cell_breaks_the_reader_or_is_lost(cell, description):
    read = read_fee(clean(cell).text, clean(description).text, 160)
    assert read is None or read.fee["basis"] in {"amount", "council", "unverified"}


TIMES = {
    "3 Ngày làm việc": {"number": 3, "unit": "working-day"},
    "30 Ngày": {"number": 30, "unit": "day"},
    "01 Giờ": {"number": 1, "unit": "hour"},
    "12 Tháng": {"number": 12, "unit": "month"},
    "1": {"stated": "1"},
    "0.5 Giờ": {"stated": "0.5 Giờ"},
    "0 Giờ": {"stated": "0 Giờ"},
    "Trước khi tàu rời cảng": {"stated": "Trước khi tàu rời cảng"},
    "Khác": None,
    "Không có thông tin": None,
    "Không quy định": None,
    "": None,
}


@pytest.mark.parametrize(("cell", "expected"), TIMES.items())
def test_a_time_is_a_number_with_its_unit_or_only_stated(cell, expected):
    read = read_time(cell)
    assert read.limit == expected
    assert (read.fault is None) == (expected is not None and "unit" in expected)


@given(st.integers(1, 9999), st.sampled_from(sorted(UNITS)))
def test_every_number_with_a_unit_reads_back(number, unit):
    assert read_time(f"{number:02d} {unit.capitalize()}").limit == {
        "number": number,
        "unit": UNITS[unit],
    }


@given(st.integers(0, 10**6))
def test_a_bare_number_never_gets_a_unit(number):
    read = read_time(str(number))
    assert read.limit == {"stated": str(number)}
    assert read.fault is not None
    assert read.fault[0] == "time-without-unit"


LEGAL = {
    "60/2014/QH13": (["60/2014/QH13"], []),
    "123/2015/NĐ-CP": (["123/2015/NĐ-CP"], []),
    "66.7/2025/NQ-CP": (["66.7/2025/NQ-CP"], []),
    "1060/2024/UBTVQH15": (["1060/2024/UBTVQH15"], []),
    "60/2014/QH13; 123/2015/NĐ-CP": (
        ["60/2014/QH13", "123/2015/NĐ-CP"],
        ["legal-number-glued"],
    ),
    "60/2014/QH13123/2015/NĐ-CP": ([], ["legal-number-malformed"]),
    "2068/2020/QH14": ([], ["legal-number-impossible"]),
    "40/2029/QH14": ([], ["legal-number-impossible"]),
    "40/2011/QH14": ([], ["legal-number-impossible"]),
    "7/2025/NQ-CP": ([], ["legal-number-impossible"]),
    "Luật Hộ tịch": ([], ["legal-number-malformed"]),
}


@pytest.mark.parametrize(("cell", "expected"), LEGAL.items())
def test_legal_numbers_are_split_or_refused(cell, expected):
    read = read_legal(cell, 2026)
    assert (list(read.numbers), [fault[0] for fault in read.faults]) == expected


KINDS = {
    "60/2014/QH13": "other",
    "123/2015/NĐ-CP": "decree",
    "85/2019/TT-BTC": "circular",
    "22/2013/TTLT-BTNMT-BTC": "joint-circular",
    "24/2021/QĐ-TTg": "decision",
    "66.7/2025/NQ-CP": "resolution",
    "abc": "other",
}


@pytest.mark.parametrize(("number", "kind"), KINDS.items())
def test_only_a_sure_kind_is_told_from_a_number(number, kind):
    assert kind_of(number) == kind


AGENCIES = {
    "Sở Xây dựng, Uỷ ban Nhân dân cấp xã, phường, thị trấn": [
        "Sở Xây dựng",
        "Uỷ ban Nhân dân cấp xã, phường, thị trấn",
    ],
    "Cục cảnh sát quản lý hành chính về trật tự, xã hội, Công an tỉnh": [
        "Cục cảnh sát quản lý hành chính về trật tự, xã hội",
        "Công an tỉnh",
    ],
    "Bộ Văn hóa, Thể thao và Du lịch": ["Bộ Văn hóa, Thể thao và Du lịch"],
    "Không có thông tin": [],
}


@pytest.mark.parametrize(("cell", "expected"), AGENCIES.items())
def test_commas_inside_an_agency_do_not_split_it(cell, expected):
    assert agencies(cell) == (expected, "")


@pytest.mark.parametrize(
    "cell", ["Sở ATên thủ tụcPhê duyệt", "Sở A\nghi đầy đủ", "Sở " + "a " * 99]
)
def test_page_text_in_place_of_an_agency_is_refused(cell):
    names, why = agencies(cell)
    assert not names
    assert why


def test_spellings_of_an_agency_share_one_id():
    spellings = [
        "Ủy ban nhân dân cấp xã",
        "Uỷ ban Nhân dân cấp xã.",
        "UBND cấp xã",
        unicodedata.normalize("NFD", "Ủy ban nhân dân cấp xã"),
    ]
    assert {agency_id(clean(name).text) for name in spellings} == {"ubnd-cap-xa"}


def test_applicants_are_split_where_a_name_begins():
    text = "Tổ chức (không bao gồm doanh nghiệp, HTX), Cán bộ, công chức, viên chức, Doanh nghiệp"
    assert split_applicants(text) == [
        "Tổ chức (không bao gồm doanh nghiệp, HTX)",
        "Cán bộ, công chức, viên chức",
        "Doanh nghiệp",
    ]


GLUED = {
    "Phiếu khai báo (mẫu NA17)101-Mau A17 tam tru.doc": "Phiếu khai báo (mẫu NA17)",
    "Văn bản đề nghị điều chỉnh dự án đầu tưMẫu I.1.8.docx": (
        "Văn bản đề nghị điều chỉnh dự án đầu tư"
    ),
    "Đơn xin nhận con nuôi;1.nxinnhnconnui.doc": "Đơn xin nhận con nuôi;",
    "Đơn theo Nghị định số 33/2026/NĐ-CPMẫu số 25.docx": "Đơn theo Nghị định số 33/2026/NĐ-CP",
    "Bản khai chung.docx": "Bản khai chung",
    "Tờ khai trên ứng dụng VNeID": "Tờ khai trên ứng dụng VNeID",
}


@pytest.mark.parametrize(("text", "name"), GLUED.items())
def test_a_glued_file_name_is_cut_off(text, name):
    assert without_files(text)[0] == name


RESULTS = {
    "Giấy khai sinhMã: KQ.G15.000031": ["Giấy khai sinh"],
    "Quyết định AMã: KQ.G12.000260Thông báo BMã: BQP-CCS.KQ0001": ["Quyết định A", "Thông báo B"],
    "Giấy phépTừ khóaKhông có thông tin": ["Giấy phép"],
    "Giấy phépNộp hồ sơ": ["Giấy phép"],
    "Không có thông tin": [],
}


@pytest.mark.parametrize(("cell", "expected"), RESULTS.items())
def test_results_lose_codes_and_screen_words(cell, expected):
    assert list(read_results(cell, facts_only=True).results) == expected


CLEAN = {
    unicodedata.normalize("NFD", "Hộ tịch"): ("Hộ tịch", ("not-nfc",)),
    "Hộ\ttịch": ("Hộ tịch", ("tab",)),
    "Hộ\u00a0tịch": ("Hộ tịch", ("no-break-space",)),
    "Hộ\u200b tịch": ("Hộ tịch", ("invisible",)),
    "\uf0fc Hộ tịch": ("Hộ tịch", ("private-use",)),
    "<p>Hộ&nbsp;tịch<br/>xã</p>": ("Hộ tịch\nxã", ("html", "no-break-space")),
    "Hộ_x000D_ tịch": ("Hộ tịch", ("control",)),
    "phí < 5 & > 3": ("phí < 5 & > 3", ()),
}


@pytest.mark.parametrize(("raw", "expected"), CLEAN.items())
def test_letters_are_put_in_order_and_the_repairs_named(raw, expected):
    assert clean(raw) == expected


@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_and_is_nfc(raw):
    text = clean(raw).text
    assert unicodedata.is_normalized("NFC", text)
    assert "\t" not in text
    assert text == text.strip()


@given(st.text(max_size=300), st.integers(10, 100))
def test_shortened_text_keeps_its_limit(text, limit):
    assert len(shortened(text, limit)) <= limit


def test_tone_placement_and_case_fold_together():
    assert fold("Hòa giải") == fold("hoà Giải")
    assert fold("Ủy ban") == fold("Uỷ ban")
    assert slug("Thi đua khen thưởng") == slug("Thi đua – Khen thưởng") == "thi-dua-khen-thuong"


def test_the_first_clause_of_prose_is_its_name():
    assert first_clause("Văn bản ủy quyền (được chứng thực) " + "x " * 200) == "Văn bản ủy quyền"
    assert first_clause("x " * 200) is None


def test_screen_words_inside_a_sentence_stay():
    text = "Nộp hồ sơ tại nơi có từ khóa thích hợp"
    assert cut_screen_words(text) == (text, "")


def test_names_that_differ_in_small_words_or_brackets_are_alike():
    assert name_key("Thủ tục cấp lại thẻ (cấp xã)") == name_key("Cấp lại thẻ")


def test_a_workbook_is_remembered_without_its_month():
    assert stem_of("portal-export-xa-2026-07.xlsx") == "portal-export-xa"
    assert month_of("portal-export-xa-2026-07.xlsx") == "2026-07"
    assert month_of("export.xlsx") == ""
