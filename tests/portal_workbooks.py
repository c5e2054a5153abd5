"""Small workbooks laid out like the portal's, for tests of the importer.

``write(path)`` writes one whole procedure; ``changes`` replace, add or empty single cells.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import openpyxl

from generator.importers.ledger import SheetCount

CODE = "1.001193"
MAIN = "TTHC2-CAPXA"
HEADINGS = {
    MAIN: (
        "STT",
        "Mã TTHC",
        "Tên TTHC",
        "Link truy cập",
        "Số quyết định",
        "Lĩnh vực",
        "Cấp thực hiện",
        "Đối tượng thực hiện",
        "Cơ quan thực hiện",
        "Cơ quan có thẩm quyền",
    ),
    "Cách thức thực hiện": (
        "STT",
        "Mã TTHC",
        "Tên TTHC",
        "Hình thức nộp",
        "Thời gian",
        "Phí, lệ phí",
        "Mô tả",
    ),
    "Trình tự thực hiện": ("STT", "Mã TTHC", "Tên TTHC", "Mô tả chi tiết"),
    "TPHS": (
        "STT",
        "Mã TTHC",
        "Tên TTHC",
        "Trường hợp",
        "Tên giấy tờ",
        "Bản chính",
        "Bản sao",
        "Mẫu đơn, tờ khai",
    ),
    "KQTH": ("STT", "Mã TTHC", "Tên TTHC", "Kết quả"),
    "CCPL": ("STT", "Mã TTHC", "Tên TTHC", "Số ký hiệu"),
    "Yêu cầu, điều kiện": ("STT", "Mã TTHC", "Tên TTHC", "Yêu cầu, điều kiện"),
}
NAME = "Đăng ký thử nghiệm"
GOOD: dict[str, dict[str, Any]] = {
    MAIN: {
        "Link truy cập": "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/thu-nghiem",
        "Số quyết định": "12/QĐ-BTP",
        "Lĩnh vực": "Hộ tịch",
        "Cấp thực hiện": "Cấp xã",
        "Đối tượng thực hiện": "Công dân Việt Nam, Cán bộ, công chức, viên chức",
        "Cơ quan thực hiện": "Ủy ban nhân dân cấp xã",
        "Cơ quan có thẩm quyền": "Ủy ban nhân dân cấp xã",
    },
    "Cách thức thực hiện": {
        "Hình thức nộp": "Trực tiếp",
        "Thời gian": "3 Ngày làm việc",
        "Phí, lệ phí": "8.000 đồng",
        "Mô tả": "Nộp tại bộ phận một cửa",
    },
    "Trình tự thực hiện": {"Mô tả chi tiết": "Bước 1: Nộp hồ sơ.\nBước 2: Nhận kết quả."},
    "TPHS": {"Trường hợp": "--", "Tên giấy tờ": "Tờ khai", "Bản chính": 1},
    "KQTH": {"Kết quả": "Giấy xác nhận"},
    "CCPL": {"Số ký hiệu": "123/2015/NĐ-CP"},
    "Yêu cầu, điều kiện": {"Yêu cầu, điều kiện": "Từ đủ 18 tuổi"},
}

Changes = Mapping[str, Mapping[str, Any]]
Rows = dict[str, list[dict[str, Any]]]


def rows(code: object = CODE, name: str = NAME, changes: Changes | None = None) -> Rows:
    """One procedure: a row in each sheet, with the changed cells."""
    return {
        sheet: [{"Mã TTHC": code, "Tên TTHC": name} | cells | dict((changes or {}).get(sheet, {}))]
        for sheet, cells in GOOD.items()
    }


def write(path: Path, *procedures: Rows, main: str = MAIN) -> Path:
    """Write a workbook of these procedures (one good one without any) and return its path."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, heading in HEADINGS.items():
        sheet = book.create_sheet(main if title == MAIN else title)
        if title == MAIN:
            sheet.append(["DANH MỤC THỦ TỤC HÀNH CHÍNH"])
            sheet.append(["Nguồn: Cổng Dịch vụ công Quốc gia"])
        sheet.append(list(heading))
        for procedure in procedures or (rows(),):
            for row in procedure[title]:
                sheet.append([row.get(column) for column in heading])
    book.save(path)
    return path


def column(sheet: str, name: str) -> str:
    """The letter of a column."""
    return "ABCDEFGHIJKL"[HEADINGS[sheet].index(name)]


def unaccounted(counts: Iterable[SheetCount]) -> list[SheetCount]:
    """The sheets whose numbers do not add up: rows that were neither used nor left out."""
    return [count for count in counts if count.read != count.used + sum(count.left_out.values())]
