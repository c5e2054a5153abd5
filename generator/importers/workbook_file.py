"""Whether a file can be a workbook at all, told before anything of it is unpacked.

In: a path.  Out: the finding that refuses it, in the words of who has to repair it, or None.
"""

import zipfile
from pathlib import Path

from generator.findings import Finding
from generator.importers.cleaning import shortened

MOST_BYTES = 400_000_000
"""No more than this is unpacked from one workbook."""
_OLE, _ZIP, _LOCK = b"\xd0\xcf\x11\xe0", b"PK\x03\x04", "~$"
_SAVE_AGAIN = "Tải lại tệp từ Cổng, hoặc mở bằng Excel và lưu lại dạng .xlsx."


def fault(path: Path, what: str, repair: str, rule: str, place: str = "") -> Finding:
    """An error of a whole workbook."""
    return Finding(path=path.name, place=place, what=what, repair=repair, rule=rule)


def not_a_workbook(path: Path, what: str, repair: str = _SAVE_AGAIN) -> Finding:
    """The finding of a file that is no workbook which can be read."""
    return fault(path, what, repair, "import/not-a-workbook")


def refusal(path: Path) -> Finding | None:
    """Why the file is not even tried, or None."""
    try:
        with path.open("rb") as file:
            start = file.read(8)
        foreign = _foreign(path, start)
        if foreign:
            return foreign
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except FileNotFoundError:
        return fault(path, "Không tìm thấy tệp.", "Xem lại đường dẫn.", "import/no-file")
    except IsADirectoryError:
        return not_a_workbook(path, "Đây là thư mục.", "Ghi rõ từng tệp .xlsx ở trong.")
    except PermissionError:
        what = "Không có quyền đọc tệp, hoặc Excel đang giữ tệp."
        return not_a_workbook(path, what, "Đóng Excel, xem lại quyền của tệp rồi nhập lại.")
    except zipfile.BadZipFile:
        return not_a_workbook(path, "Tệp bị cắt cụt hoặc hỏng giữa chừng.")
    except OSError as error:
        return not_a_workbook(path, f"Không đọc được tệp ({error.strerror}).")
    return _archive_refusal(path, members)


def _foreign(path: Path, start: bytes) -> Finding | None:
    """The finding of a file whose name or first bytes are not those of a workbook."""
    if path.name.startswith(_LOCK):
        what = "Đây là tệp khóa tạm của Excel, không phải bảng tính."
        return not_a_workbook(path, what, "Chọn tệp cùng tên không có “~$” ở đầu.")
    if not start:
        return not_a_workbook(path, "Tệp trống, không có byte nào.")
    if start.startswith(_OLE):
        what = "Tệp được đặt mật khẩu hoặc là Excel đời cũ (.xls), không đọc được."
        repair = "Mở bằng Excel, bỏ mật khẩu, lưu lại dạng .xlsx rồi nhập lại."
        return not_a_workbook(path, what, repair)
    if not start.startswith(_ZIP):
        return not_a_workbook(path, "Tệp là CSV, HTML hoặc loại khác, không phải .xlsx.")
    return None


def _archive_refusal(path: Path, members: list[zipfile.ZipInfo]) -> Finding | None:
    if any(member.flag_bits & 1 for member in members):
        return not_a_workbook(path, "Tệp nén có mật khẩu.", "Bỏ mật khẩu rồi lưu lại dạng .xlsx.")
    if not any(member.filename.startswith("xl/") for member in members):
        return not_a_workbook(path, "Tệp là Word, ODS hoặc tệp nén khác, không phải .xlsx.")
    if sum(member.file_size for member in members) > MOST_BYTES:
        return fault(
            path,
            f"Tệp bung ra lớn hơn {MOST_BYTES // 1_000_000} MB, không đọc để bảo vệ máy.",
            "Chia bảng tính thành nhiều tệp nhỏ.",
            "import/too-large",
        )
    return None


def unreadable(path: Path, error: Exception) -> Finding:
    """The finding of a workbook at which the reading library gave up."""
    why = shortened(f"{type(error).__name__}: {error}", 120)
    return not_a_workbook(path, f"Tệp không phải bảng tính .xlsx đọc được ({why}).")
