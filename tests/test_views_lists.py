"""What lists and overviews say: fields, fees, forms, wards, the home page."""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from generator.fee_tables import FeeTables
from generator.model import Fee, Form, Jurisdiction, Ward
from generator.views import counting, fees, field, fields, forms, home, procedures, ward, wards
from tests.every_page import ENVIRONMENT
from tests.small_catalogue import PORTAL, catalogue, record

CITY = (Jurisdiction(tier="city"),)
PAST = (Jurisdiction(tier="district", until=date(2025, 6, 30)),)
SOME = (
    record("1.000001", "Đăng ký khai sinh", summary="Làm giấy khai sinh."),
    record("1.000002", "Ấn định", jurisdiction=CITY),
    record("1.000003", "Cấp đất", field="dat-dai", jurisdiction=CITY),
    record("1.000004", "An táng", jurisdiction=PAST),
)


def test_counts_agree_on_every_page() -> None:
    made = catalogue(*SOME)
    counts = counting.counts(made)
    assert counts.procedures == 4
    assert sum(counts.fields.values()) == 4
    assert sum(tier.procedures for tier in counts.tiers) + counts.nobody == 4
    sentence = "4 thủ tục trong 2 lĩnh vực"
    assert {home.view(made).count, fields.view(made).count, procedures.view(made).count} == {
        sentence
    }


def test_the_count_of_a_tier_equals_the_list_behind_it() -> None:
    made = catalogue(*SOME)
    for tier in fields.view(made).tiers:
        listed = 0
        for line in tier.fields:
            path, _, anchor = line.link.path.partition("#")
            id_ = path.split("/")[1]
            page = field.view(made.shared.fields[id_], made.of_field(id_), made)
            group = next(group for group in page.tiers if group.id == anchor)
            assert line.count == group.count
            listed += len(group.procedures)
        assert tier.count.startswith(f"{listed} thủ tục")


def test_a_field_page_lists_what_no_tier_handles_last() -> None:
    made = catalogue(*SOME)
    page = field.view(made.shared.fields["ho-tich"], made.of_field("ho-tich"), made)
    assert [group.id for group in page.tiers] == ["cap-ward", "cap-city", "khong-ro-cap"]


def test_the_list_of_all_has_one_heading_a_letter() -> None:
    letters = procedures.view(catalogue(*SOME)).letters
    assert [letter.heading for letter in letters] == ["A", "Â", "C", "Đ"]


def test_every_procedure_is_in_exactly_one_price_list(tmp_path: Path) -> None:
    made = catalogue(
        record("1.000001", "Có phí", fees=(Fee(amount=1000),)),
        record("1.000002", "Chưa chắc", fees=(Fee(basis="unverified", stated="0"),)),
        record("1.000003", "Chưa biết"),
    )
    tables = FeeTables(made, ENVIRONMENT, tmp_path, b"")
    page = fees.view(made, tables.table)
    assert [group.table.html.count("<tr>") for group in page.fields] == [2]
    assert "Có phí" in page.fields[0].table.html
    assert (page.known, page.unverified_count, page.unknown_count) == ("1 thủ tục",) * 3


def test_a_form_counts_the_procedures_that_use_it() -> None:
    form = Form(id="to-khai", name="Tờ khai", number="01", source=PORTAL)
    made = catalogue(
        record("1.000001", forms=("to-khai",)),
        record("1.000002", "Khác", forms=("to-khai",)),
        forms={"to-khai": form},
    )
    page = forms.view(made)
    assert page.fields[0].forms[0].about == "Mẫu 01 · 2 thủ tục"
    assert page.unused == ()


def test_forms_of_one_name_are_told_apart_by_their_procedures() -> None:
    forms_ = {id_: Form(id=id_, name="Bản khai", source=PORTAL) for id_ in ("mot", "hai")}
    made = catalogue(
        record("1.000001", "Cấp đất", forms=("mot",)),
        record("1.000002", "Khác", forms=("hai",)),
        record("1.000003", "Khác nữa", forms=("hai",)),
        forms=forms_,
    )
    told = {entry.about for entry in forms.view(made).fields[0].forms}
    assert told == {"thủ tục “Cấp đất”", "2 thủ tục, như “Khác”"}


def a_ward(**days: date) -> Ward:
    return msgspec.structs.replace(
        Ward(id="mau", code="00001", name="Phường Mẫu", source=PORTAL), **days
    )


@pytest.mark.parametrize(
    ("days", "group"),
    [
        ({}, "undated"),
        ({"until": date(2025, 6, 30)}, "past"),
        ({"since": date(2025, 7, 1)}, "present"),
    ],
)
def test_a_ward_is_only_called_present_where_its_days_say_so(
    days: dict[str, date], group: str
) -> None:
    page = wards.view(catalogue(wards={"mau": a_ward(**days)}))
    assert len(getattr(page, group)) == 1


def test_a_ward_of_the_past_says_that_it_is_gone() -> None:
    made = catalogue(*SOME)
    page = ward.view(a_ward(until=date(2025, 6, 30)), counting.counts(made), made)
    assert page.ended == "Đơn vị này chỉ tồn tại đến hết ngày 30/06/2025."
    assert page.count == "1 thủ tục trong 1 lĩnh vực"
