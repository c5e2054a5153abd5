"""Definitions of forms for tests: one that has an entry of every kind, and the shipped ones."""

from datetime import date

from generator.form_definitions import FormReading, read
from generator.form_model import (
    Addressee,
    Column,
    Entry,
    FilledSample,
    FormDefinition,
    Grid,
    Section,
    Signature,
)
from tests.documents.catalogues import SOURCE
from tests.paths import ROOT

DAY = date(2026, 7, 1)
LETTERS = "Nguyễn Thị Ữ ợ ặ ữ Ợ Ặ đ Đ ẵ Ẩ ỹ Ỵ"
EVERY_KIND = FormDefinition(
    id="to-khai-thu",
    title="Tờ khai thử nghiệm",
    number="CT00",
    source=SOURCE,
    addressee=Addressee(prefix="Ủy ban nhân dân", hint="tên phường, xã"),
    sections=(
        Section(
            heading="Người đề nghị",
            intro="Đề nghị cơ quan giải quyết.",
            entries=(
                Entry(id="ho-ten", label="Họ, chữ đệm, tên", required=True, autocomplete="name"),
                Entry(id="ngay-sinh", label="Ngày sinh", kind="date", width="half"),
                Entry(id="so-con", label="Số con", kind="number", width="half"),
                Entry(
                    id="so-dinh-danh",
                    label="Số định danh cá nhân",
                    kind="comb",
                    length=12,
                    format="personal-number",
                ),
                Entry(id="noi-o", label="Nơi ở", kind="long", lines=3, hint="nơi đang ở"),
                Entry(
                    id="gioi-tinh",
                    label="Giới tính",
                    kind="choice",
                    options=("Nam", "Nữ"),
                    required=True,
                ),
                Entry(
                    id="giay-to",
                    label="Giấy tờ kèm theo",
                    kind="choice",
                    options=("Bản chính", "Bản sao"),
                    several=True,
                ),
            ),
            grids=(
                Grid(
                    id="thanh-vien",
                    label="Thành viên",
                    columns=(
                        Column(id="ten", label="Họ và tên", width=3),
                        Column(id="sinh", label="Ngày sinh", kind="date"),
                    ),
                    count=2,
                ),
                Grid(
                    id="hai-ben",
                    label="Thông tin hai bên",
                    columns=(Column(id="nu", label="Bên nữ"), Column(id="nam", label="Bên nam")),
                    labels=("Dân tộc", "Quốc tịch"),
                    stub="Thông tin",
                ),
            ),
            closing="Hết phần này.",
        ),
    ),
    declaration=("Tôi cam đoan lời khai trên là đúng.",),
    signatures=(Signature(role="Người đề nghị"), Signature(role="Người làm chứng")),
    footnotes=("(1) Ghi chú cuối tờ khai.",),
    to_verify=("Câu chữ từng mục.",),
)
VALUES = {
    "kinh-gui": "Ủy ban nhân dân phường Ví Dụ",
    "ho-ten": LETTERS,
    "ngay-sinh": "01/02/1990",
    "so-con": "2",
    "so-dinh-danh": "000000000001",
    "noi-o": "Số 0 phố Ví Dụ\nphường Ví Dụ",
    "gioi-tinh": "Nữ",
    "giay-to.2": "x",
    "thanh-vien.2.ten": "Trần Văn Mẫu",
    "hai-ben.1.nam": "Kinh",
    "noi-lap": "Minh Họa",
    "ngay-lap": "09/03/2026",
}
SAMPLE = FilledSample(definition="to-khai-thu", values=VALUES)
READING = FormReading(ROOT, {EVERY_KIND.id: EVERY_KIND}, {EVERY_KIND.id: SAMPLE}, ())


def shipped() -> FormReading:
    """The definitions in the catalogue of this repository."""
    return read(ROOT / "catalogue")
