"""What pages say, in words."""

from datetime import date

import lxml.html
import msgspec
import pytest

from generator.model import (
    Decision,
    DossierCase,
    DossierItem,
    Fee,
    Gap,
    Jurisdiction,
    TimeLimit,
)
from generator.views import (
    contact,
    glance,
    legal,
    papers,
    procedure,
    tariff,
    wording,
)
from tests.every_page import render
from tests.small_catalogue import DAY, DECREE, DESK, PORTAL, catalogue, record, shared


def view(**attributes: object) -> procedure.ProcedureView:
    one = record(**attributes)  # type: ignore[arg-type]
    return procedure.view(one, catalogue(one))


def answer(shown: procedure.ProcedureView, label: str) -> glance.Glance:
    return next(row for row in shown.glance if row.label == label)


@pytest.mark.parametrize(
    ("value", "words"), [(0, "0"), (999, "999"), (1234, "1.234"), (1234567.5, "1.234.567,5")]
)
def test_numbers_are_grouped_by_points(value: float, words: str) -> None:
    assert wording.number(value) == words


@pytest.mark.parametrize(
    ("fee", "words"),
    [
        (Fee(amount=8000, unit="bản"), "8.000 đồng/bản"),
        (Fee(amount=10, currency="USD"), "10 USD"),
        (Fee(basis="free"), "Miễn phí"),
        (Fee(basis="council"), "Do Hội đồng nhân dân quy định; chưa có số tiền ở đây"),
        (Fee(basis="rule", stated="0,5% giá trị"), "0,5% giá trị"),
        (Fee(basis="unverified", stated="Miễn phí"), "Nguồn ghi “Miễn phí”"),
        (Fee(basis="amount"), "Chưa có số tiền"),
    ],
)
def test_a_fee_never_claims_more_than_is_known(fee: Fee, words: str) -> None:
    assert wording.fee(fee) == words


@pytest.mark.parametrize(
    ("limit", "words"),
    [
        (TimeLimit(number=3, unit="working-day"), "3 ngày làm việc"),
        (TimeLimit(number=2, unit="hour"), "2 giờ"),
        (TimeLimit(rule="Trong ngày"), "Trong ngày"),
        (TimeLimit(stated="1"), "Nguồn ghi “1”, không ghi đơn vị"),
        (TimeLimit(stated="Khác"), "Nguồn ghi: “Khác”"),
        (TimeLimit(number=5), "5 (chưa rõ đơn vị)"),
        (TimeLimit(), "Chưa rõ"),
    ],
)
def test_a_time_limit_is_never_a_bare_number(limit: TimeLimit, words: str) -> None:
    assert wording.time_limit(limit) == words


@pytest.mark.parametrize(
    ("checked", "words"), [("2026-07", "tháng 07/2026"), ("2026-07-05", "ngày 05/07/2026")]
)
def test_the_day_of_checking_is_as_exact_as_the_source(checked: str, words: str) -> None:
    assert wording.checked(checked) == words


def test_long_names_are_cut_at_a_word() -> None:
    assert wording.shorten("một hai ba", 8) == "một hai…"
    assert wording.shorten("một hai ba", 10) == "một hai ba"


def test_titles_sort_by_the_vietnamese_alphabet() -> None:
    mixed = ["An", "Ăn", "Ân", "Ba", "Cư", "Dân", "Đất", "Ấp", "Y tế"]
    expected = ["An", "Ăn", "Ân", "Ấp", "Ba", "Cư", "Dân", "Đất", "Y tế"]
    assert sorted(mixed, key=wording.alphabetical) == expected


@pytest.mark.parametrize(
    ("title", "letter"), [("Ấp", "Â"), ("đất", "Đ"), ("Ở nhà", "Ơ"), ("“Sổ”", "0–9"), ("", "0–9")]
)
def test_a_title_stands_under_its_letter_without_tone(title: str, letter: str) -> None:
    assert wording.initial(title) == letter


@pytest.mark.parametrize(
    ("gap", "words"),
    [
        (Gap(status="not-published"), "Cổng không công bố yêu cầu, điều kiện."),
        (Gap(status="not-applicable"), "Thủ tục này không có yêu cầu, điều kiện."),
        (
            Gap(status="to-be-verified", note="Hai nguồn khác nhau"),
            "Yêu cầu, điều kiện: chưa kiểm chứng. Hai nguồn khác nhau.",
        ),
    ],
)
def test_a_missing_part_says_why(gap: Gap, words: str) -> None:
    note = view(gaps={"conditions": gap}).conditions_note
    assert note == procedure.Note(words, gap.status)


def test_a_part_that_nobody_recorded_is_not_called_absent() -> None:
    note = view().conditions_note
    assert note == procedure.Note("Danh mục này chưa ghi yêu cầu, điều kiện.", "not-recorded")


def test_a_doubtful_part_shows_value_and_doubt() -> None:
    shown = view(conditions=("Đủ 18 tuổi",), gaps={"conditions": Gap(status="to-be-verified")})
    assert shown.conditions == ("Đủ 18 tuổi",)
    assert shown.conditions_note == procedure.Note("Chưa kiểm chứng.", "to-be-verified")


def test_a_record_without_steps_sends_to_the_official_one() -> None:
    shown = view()
    assert shown.facts_only
    assert shown.official is not None
    assert shown.official.href == PORTAL.url
    assert not view(steps=("Nộp hồ sơ",)).facts_only


def test_a_very_long_name_is_short_in_the_heading_and_whole_below() -> None:
    name = "Thủ tục " + "đăng ký biến động " * 60
    shown = view(name=name.strip())
    assert len(shown.heading) <= 150
    assert shown.official_name == name.strip()


@pytest.mark.parametrize("name", ["Thủ tục đăng ký khai sinh", "Đăng ký Khai sinh"])
def test_an_official_name_that_says_the_same_is_not_repeated(name: str) -> None:
    assert view(name=name, short_name="Đăng ký khai sinh").official_name == ""


def test_the_box_answers_in_the_order_in_which_people_ask() -> None:
    labels = [row.label for row in view().glance]
    assert labels[:4] == ["Cần mang gì", "Ở đâu", "Bao lâu", "Bao nhiêu tiền"]


def test_few_papers_are_named_and_many_are_counted() -> None:
    few = DossierCase(items=(DossierItem(name="Tờ khai"), DossierItem(name="Giấy chứng sinh")))
    many = DossierCase(items=tuple(DossierItem(name=f"Giấy {n}") for n in range(9)))
    named = answer(view(dossier=(few,)), "Cần mang gì")
    assert [line.text for line in named.lines] == ["Tờ khai", "Giấy chứng sinh"]
    counted = answer(view(dossier=(many,)), "Cần mang gì")
    assert [line.text for line in counted.lines] == ["9 mục giấy tờ"]


def test_one_time_limit_for_all_channels_is_said_once() -> None:
    limits = tuple(
        TimeLimit(number=3, unit="working-day", channel=kind) for kind in ("in-person", "online")
    )
    assert [line.text for line in answer(view(time_limits=limits), "Bao lâu").lines] == [
        "3 ngày làm việc"
    ]


def test_time_limits_that_differ_name_their_channels() -> None:
    limits = (
        TimeLimit(number=3, unit="day", channel="in-person"),
        TimeLimit(number=1, unit="day", channel="online"),
    )
    lines = answer(view(time_limits=limits), "Bao lâu").lines
    assert [(line.text, line.about) for line in lines] == [
        ("3 ngày", "Trực tiếp"),
        ("1 ngày", "Trực tuyến"),
    ]


def test_an_unverified_fee_is_marked_wherever_it_stands() -> None:
    shown = view(channels=(), fees=(Fee(basis="unverified", stated="Miễn phí", channel="online"),))
    assert shown.fees[0].mark == wording.UNVERIFIED
    assert answer(shown, "Bao nhiêu tiền").mark == wording.UNVERIFIED


def test_a_shared_fee_gives_the_amount_in_force_on_the_day() -> None:
    found = tariff.charges((Fee(basis="shared", fee="ban-sao"),), shared(), DAY)
    rows = tariff.rows(found)
    assert [(row.amount, row.state) for row in rows] == [
        ("8.000 đồng/bản", ""),
        ("5.000 đồng/bản", "Đã hết hiệu lực"),
    ]
    assert rows[0].legal == "Nghị định 120/2025/NĐ-CP"
    assert rows[0].name == "Phí bản sao"


def test_the_box_names_only_fees_in_force() -> None:
    lines = answer(view(fees=(Fee(basis="shared", fee="ban-sao"),)), "Bao nhiêu tiền").lines
    assert [line.text for line in lines] == ["8.000 đồng/bản"]


def test_a_fee_to_come_is_not_shown_as_current() -> None:
    found = tariff.charges((Fee(amount=1, since=date(2027, 1, 1)),), shared(), DAY)
    assert tariff.rows(found)[0].state == "Chưa áp dụng"


def test_equal_fees_of_several_channels_are_one_row() -> None:
    fees_ = [Fee(amount=8000, channel=kind) for kind in ("in-person", "online", "post")]
    rows = tariff.rows(tariff.charges(fees_, shared(), DAY))
    assert [row.channels for row in rows] == ["Trực tiếp, trực tuyến, qua bưu chính"]


def test_the_page_says_who_handled_a_procedure_until_when() -> None:
    spans = (
        Jurisdiction(tier="district", until=date(2025, 6, 30)),
        Jurisdiction(tier="ward", since=date(2025, 7, 1), legal=(DECREE.number,)),
    )
    shown = view(jurisdiction=spans)
    assert shown.tier == "Cấp xã (phường, xã)"
    assert [(line.text, line.about) for line in shown.jurisdiction] == [
        ("Cấp huyện", "đến hết 30/06/2025"),
        ("Cấp xã (phường, xã)", "từ 01/07/2025; Nghị định 120/2025/NĐ-CP"),
    ]


def test_a_procedure_that_no_tier_handles_any_more_says_so() -> None:
    past = Jurisdiction(tier="district", until=date(2025, 6, 30))
    assert view(jurisdiction=(past,)).tier == "không còn cấp nào"


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (DossierItem(name="x", originals=1, copies=2), "1 bản chính, 2 bản sao"),
        (DossierItem(name="x", originals=1, copies=0), "1 bản chính"),
        (DossierItem(name="x", originals=0, copies=1), "1 bản sao"),
        (DossierItem(name="x"), ""),
    ],
)
def test_papers_are_counted_as_originals_and_copies(item: DossierItem, words: str) -> None:
    assert papers.counts(item) == words


def test_a_document_without_a_checked_title_says_so() -> None:
    known, unknown = legal.lines((DECREE.number, "9/9999"), shared(), DAY)
    assert (known.name, known.title) == ("Nghị định 120/2025/NĐ-CP", legal.NO_TITLE)
    assert (unknown.name, unknown.title) == ("9/9999", legal.NO_TITLE)


def test_a_document_out_of_force_names_its_successor() -> None:
    old = msgspec.structs.replace(DECREE, until=date(2025, 1, 1), replaced_by="9/9999")
    line = legal.lines((old.number,), shared(legal={old.number: old}), DAY)[0]
    assert line.validity == "hết hiệu lực sau 01/01/2025, thay bằng 9/9999"


def test_the_publishing_decision_is_named_with_what_is_known() -> None:
    decision = Decision(number="163/QĐ-BTP", issued=date(2026, 1, 9), issuer="Bộ Tư pháp")
    assert view(decision=decision).decision == (
        "Quyết định số 163/QĐ-BTP ngày 09/01/2026 của Bộ Tư pháp"
    )


def test_sample_contacts_are_marked_and_lead_nowhere() -> None:
    shown = contact.view("Bộ phận một cửa", DESK)
    assert shown.sample == contact.SAMPLE
    assert {line.href for line in shown.lines} == {""}


def test_real_contacts_can_be_called() -> None:
    real = msgspec.structs.replace(DESK, sample=False)
    assert [line.href for line in contact.view("", real).lines] == [
        "tel:02400000000",
        "mailto:mau@example.vn",
    ]


def test_linked_procedures_that_are_not_in_the_catalogue_are_not_linked() -> None:
    one = record(related=("1.000002", "9.999999"))
    other = record("1.000002", "Đăng ký kết hôn")
    shown = procedure.view(one, catalogue(one, other))
    assert [entry.code for entry in shown.related] == ["1.000002"]


def test_a_procedure_page_reads_no_other_procedure() -> None:
    one, other = record(), record("1.000002", "Khác")
    alone, among = catalogue(one), catalogue(one, other)
    assert procedure.view(one, alone) == procedure.view(one, among)


def test_links_keep_their_way_to_the_root() -> None:
    body = render("procedure", view(), root="../../")
    found = {link.get("href") for link in lxml.html.fromstring(f"<main>{body}</main>").iter("a")}
    assert "../../linh-vuc/ho-tich/" in found
    assert all(href.startswith(("../../", "#", "https://")) for href in found)
