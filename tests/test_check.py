"""Rules at their edges: what they must let pass, and what else they must find."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from msgspec import structs

from generator import check
from generator.catalogue import Catalogue, Shared, assemble
from generator.check import wording
from generator.check.names import fold, name_key
from generator.model import (
    Authority,
    Channel,
    Contact,
    DossierCase,
    DossierItem,
    Fee,
    Field,
    Gap,
    Jurisdiction,
    Licence,
    Procedure,
    Publisher,
    Source,
    Synonym,
    Tier,
    TimeLimit,
)

SOURCE = Source(title="Ví dụ", checked="2020-02")
PROCEDURE = Procedure(
    code="1.001193",
    name="Thủ tục đăng ký khai sinh",
    field="ho-tich",
    jurisdiction=(Jurisdiction(tier="ward"),),
    source=SOURCE,
    gaps={part: Gap(status="not-published") for part in check.law.LEGAL_PARTS},
)
SHARED = Shared(
    publisher=Publisher(
        name="Ví dụ",
        short_name="Ví dụ",
        base_address="https://example.org/",
        posted_on=date(2020, 2, 3),
        tiers=(Tier(id="ward", name="Cấp xã"),),
        hotline=Contact(),
        feedback=Contact(),
        licence=Licence(name="CC BY 4.0", url="https://example.org/licence"),
    ),
    fields={"ho-tich": Field(id="ho-tich", name="Hộ tịch")},
    agencies={},
    wards={},
    legal={},
    fees={},
    forms={},
    synonyms=(),
)


def procedure(**changes: Any) -> Procedure:
    return structs.replace(PROCEDURE, **changes)


def rules_broken(**changes: Any) -> set[str]:
    return {fault.rule for fault in check.of_procedure(procedure(**changes))}


def catalogue_faults(*procedures: Procedure, **shared: Any) -> tuple[check.Fault, ...]:
    catalogue: Catalogue = assemble(structs.replace(SHARED, **shared), procedures)
    return check.of_catalogue(catalogue, {one.code: check.references_of(one) for one in procedures})


def test_a_procedure_whose_gaps_say_everything_is_without_fault() -> None:
    assert check.of_procedure(PROCEDURE) == ()
    assert catalogue_faults(PROCEDURE) == ()


def test_a_fault_knows_its_record_and_its_place_in_it() -> None:
    (fault,) = check.of_procedure(
        procedure(
            time_limits=(TimeLimit(stated="1"), TimeLimit(number=3)), gaps=_gaps_but("time_limits")
        )
    )
    assert (fault.kind, fault.id) == ("procedure", "1.001193")
    assert fault.place == ("time_limits", 1, "number")
    assert fault.rule == "time-limits/unit"
    assert fault.severity == "error"


def _gaps_but(*parts: str) -> dict[str, Gap]:
    return {part: gap for part, gap in PROCEDURE.gaps.items() if part not in parts}


def test_each_missing_legal_part_is_told() -> None:
    faults = check.of_procedure(procedure(gaps={}))
    assert len(faults) == len(check.law.LEGAL_PARTS) == 13
    assert any("Trình tự thực hiện" in fault.what for fault in faults)


def test_a_form_named_in_the_dossier_is_listed_as_a_form() -> None:
    dossier = (DossierCase(items=(DossierItem(name="Tờ khai", form="to-khai"),)),)
    gaps = _gaps_but("dossier", "forms")
    assert rules_broken(dossier=dossier, forms=("to-khai",), gaps=gaps) == set()
    assert rules_broken(dossier=dossier, forms=("khac",), gaps=gaps) == {"forms/listed"}


def test_a_doubtful_part_may_have_a_value() -> None:
    gaps = PROCEDURE.gaps | {"results": Gap(status="to-be-verified")}
    assert rules_broken(results=("Giấy khai sinh",), gaps=gaps) == set()


def test_no_delivery_at_home_is_a_value() -> None:
    gaps = PROCEDURE.gaps | {"home_delivery": Gap(status="not-published")}
    assert rules_broken(gaps=gaps) == set()
    assert rules_broken(home_delivery=False, gaps=gaps) == {"law/gap-with-value"}


@pytest.mark.parametrize(
    ("first", "second", "overlaps"),
    [
        ({}, {}, True),
        ({"until": date(2025, 6, 30)}, {"since": date(2025, 7, 1)}, False),
        ({"until": date(2025, 7, 1)}, {"since": date(2025, 7, 1)}, True),
        ({"since": date(2025, 7, 1)}, {"until": date(2025, 6, 30)}, False),
        ({"channel": "online"}, {"channel": "post"}, False),
        ({"case": "Đúng hạn"}, {"case": "Quá hạn"}, False),
        ({"name": "Phí"}, {"name": "Lệ phí"}, False),
        ({"unit": "trang"}, {"unit": "bản"}, False),
        ({"basis": "unverified", "stated": "10 USD", "amount": None}, {}, False),
    ],
)
def test_fees_overlap_when_they_answer_the_same_question_on_one_day(
    first: dict[str, Any], second: dict[str, Any], overlaps: bool
) -> None:
    fee = Fee(amount=5000, legal=("85/2019/TT-BTC",))
    fees = tuple(structs.replace(fee, **changes) for changes in (first, second))
    channels = (Channel(kind="online"), Channel(kind="post"))
    broken = rules_broken(fees=fees, channels=channels, gaps=_gaps_but("fees", "channels"))
    assert broken == ({"dates/overlap"} if overlaps else set())


def test_two_agencies_may_share_a_role_but_one_does_not_have_it_twice() -> None:
    def roles(*agencies: str) -> set[str]:
        authorities = tuple(Authority(agency=agency) for agency in agencies)
        return rules_broken(authorities=authorities, gaps=_gaps_but("authorities"))

    assert roles("cong-an", "ubnd") == set()
    assert roles("ubnd", "ubnd") == {"dates/overlap"}


@pytest.mark.parametrize(
    ("fee", "broken"),
    [
        (Fee(basis="free", legal=("1/2020/TT-BTC",)), set()),
        (Fee(basis="free"), {"fees/source"}),
        (Fee(basis="council"), set()),
        (Fee(basis="rule", note="Theo số trang"), set()),
        (Fee(basis="rule"), {"fees/basis"}),
        (Fee(basis="unverified"), {"fees/basis"}),
        (Fee(basis="amount", legal=("1/2020/TT-BTC",)), {"fees/basis"}),
        (Fee(basis="council", amount=5000), {"fees/stray"}),
        (Fee(amount=0.5, currency="USD", legal=("1/2020/TT-BTC",)), set()),
        (Fee(amount=8000.5, legal=("1/2020/TT-BTC",)), {"fees/whole"}),
    ],
)
def test_a_fee_has_what_its_basis_needs(fee: Fee, broken: set[str]) -> None:
    assert rules_broken(fees=(fee,), gaps=_gaps_but("fees")) == broken


@pytest.mark.parametrize(
    "text",
    [
        "Điền XX vào đây",
        "xxx",
        "Phường [tên phường]",
        "[…]",
        "…",
        "...",
        "Họ tên ......",
        "Họ tên ____",
        "???",
        "Không có thông tin",
        "KHÔNG CÓ THÔNG TIN.",
        "Nộp hồ sơ.\nĐang cập nhật",
        "Chưa cập nhật.",
        "Lorem ipsum dolor",
    ],
)
def test_a_placeholder_is_found(text: str) -> None:
    assert "wording/placeholder" in rules_broken(summary=text)


@pytest.mark.parametrize(
    "text",
    [
        "Phụ lục XX",
        "Thế kỷ XX",
        "Ghi vào chỉ tiêu [46] của tờ khai",
        "Xã, xóm, xác nhận",
        "Hệ thống đang cập nhật dữ liệu cư trú.",
        "Khi không có thông tin về nơi cư trú thì nộp giấy xác nhận.",
        "Bước 1.\nBước 2.",
        "Mức 8.000 đồng (“bản sao”) – từ 1/7/2025; 5 % ≥ 3 €",
        'Dấu \\ và "ngoặc kép"',
    ],
)
def test_ordinary_text_passes(text: str) -> None:
    assert rules_broken(summary=text) == set()


@pytest.mark.parametrize("sign", ["\t", "\r", "\x07", "\x85", "\xa0", "\xad", "\u202e", "\ue000"])
def test_a_character_that_nobody_sees_is_found_and_named(sign: str) -> None:
    (fault,) = check.of_procedure(procedure(steps=("Một", f"Hai{sign}ba"), gaps=_gaps_but("steps")))
    assert fault.rule == "wording/characters"
    assert fault.place == ("steps", 1)
    assert f"U+{ord(sign):04X}" in fault.what


def test_the_quick_look_misses_no_character_that_a_rule_reports() -> None:
    rules: list[Callable[..., Any]] = [wording.nfc.check, wording.characters.check]
    for number in [*range(1, 0xD800), *range(0xE000, 0x10000), 0xE0001, 0x1F600, 0x10FFFF]:
        record = Field(id="a", name=f"a{chr(number)}")
        if not wording.suspicious(record):
            assert not any(list(rule(record)) for rule in rules), f"U+{number:04X}"


@pytest.mark.parametrize(
    ("url", "allowed"),
    [
        ("https://example.org/a?b=c#d", True),
        ("HTTP://example.org", True),
        ("mailto:a@example.org", True),
        ("tel:+84 24 0000 0000", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//example.org/", False),
        ("../a", False),
        ("https://", False),
        ("https://a@example.org/", False),
        ('https://example.org/"onclick="x', False),
        ("https://example.org/a b", False),
        (" https://example.org/", False),
    ],
)
def test_links_lead_to_the_web_to_mail_or_to_the_telephone(url: str, allowed: bool) -> None:
    source = structs.replace(SOURCE, url=url)
    assert rules_broken(source=source) == (set() if allowed else {"links/scheme"})


def test_the_nearest_known_name_is_offered() -> None:
    (fault,) = catalogue_faults(
        PROCEDURE, structs.replace(PROCEDURE, code="1.001194", name="Khác", field="ho-tichh")
    )
    assert fault.rule == "references/field"
    assert fault.id == "1.001194"
    assert fault.repair.startswith("Có phải là “ho-tich”?")


def test_a_name_unlike_all_others_gets_only_the_remedy() -> None:
    synonym = Synonym(say=("hộ khẩu",), codes=("9.999999",))
    (fault,) = catalogue_faults(PROCEDURE, synonyms=(synonym,))
    assert (fault.kind, fault.id, fault.place) == ("synonym", "0", ("codes", 0))
    assert fault.repair == "Bỏ mã này."


def test_names_meet_without_small_words_marks_and_tiers() -> None:
    assert name_key("Thủ tục đăng ký khai sinh (cấp xã)") == name_key("Đăng ký Khai Sinh")
    assert name_key("Đăng ký lại khai sinh") != name_key("Đăng ký khai sinh")
    assert name_key("Trợ cấp (đã mất)") != name_key("Trợ cấp (còn sống)")
    assert name_key("Thủ tục") == "thu tuc"
    assert fold("Thi đua–Khen thưởng") == fold("THI ĐUA, KHEN THƯỞNG") == "thi dua khen thuong"


def test_equal_names_in_two_fields_or_tiers_are_no_doubles() -> None:
    twin = structs.replace(PROCEDURE, code="1.001194")
    elsewhere = structs.replace(twin, field="nuoi-con-nuoi")
    fields = SHARED.fields | {"nuoi-con-nuoi": Field(id="nuoi-con-nuoi", name="Nuôi con nuôi")}
    assert [fault.rule for fault in catalogue_faults(PROCEDURE, twin)] == ["overlap/name"]
    assert catalogue_faults(PROCEDURE, elsewhere, fields=fields) == ()


def test_references_hold_each_name_once() -> None:
    legal = ("85/2019/TT-BTC",)
    one = procedure(
        legal_basis=legal,
        fees=(Fee(amount=5000, legal=legal), Fee(basis="shared", fee="le-phi")),
        forms=("to-khai",),
        dossier=(DossierCase(items=(DossierItem(name="Tờ khai", form="to-khai"),)),),
        linked=("1.000001",),
        related=("1.000002", "1.000001"),
    )
    assert check.references_of(one) == check.References(
        name_key="dang ky khai sinh",
        fields=("ho-tich",),
        tiers=("ward",),
        legal=legal,
        fees=("le-phi",),
        forms=("to-khai",),
        codes=("1.000001", "1.000002"),
    )
