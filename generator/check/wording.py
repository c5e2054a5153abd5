"""Rules on text: no placeholder, no letter in two byte forms, no character that cannot be seen.

In: any record.  Nearly all records are clean, so the packed record is first looked through as a
whole (``suspicious``), which costs a few microseconds; only then are its texts read one by one.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import msgspec

from generator.check.faults import Spot, rule
from generator.load import Place
from generator.model import Record

_PLACEHOLDER = re.compile(
    r"""
    (?<!\w)[xX]{2,}(?!\w)                                   # XX, xxx
    | \[(?!\d+\])[^\]]*\]                                   # [tên phường], not chỉ tiêu [46]
    | \.{4,} | _{3,} | \?{3,}                               # a line to fill in
    | [(]\s*(?:\.{3}|…)\s*[)] | \A\W*(?:\.{3}|…)\W*\Z       # (…), or nothing but dots
    | (?im:^\W*(?:không\ có\ thông\ tin|(?:đang|chưa)\ cập\ nhật)\W*$)
    | (?i:lorem\ ipsum)
    """,
    re.VERBOSE,
)
_ROMAN_AFTER = re.compile(r"(?i:lục|chương|mục|phần|kỷ|khóa|khoá|thứ)\s+\Z")
_ELLIPSIS = re.compile(r"\.{3}|…")
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u0085\u061c\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u3000\ud800-\uf8ff\ufe00-\ufe0f\ufeff\ufff0-\uffff"
    "\U000e0000-\U0010ffff]"
)
_ORDINARY = bytes(
    [*range(0x20, 0x3F), *range(0x40, 0x7F), *range(0x80, 0xC0), *range(0xC2, 0xC7), 0xE1, 0xE2]
)
"""The bytes of Vietnamese text in UTF-8; a question mark may be one of several."""
_SUSPECT = tuple(
    re.compile(pattern)
    for pattern in (
        *(rb"xx", rb"\.\.\.", rb"___", rb"psum"),
        *(word.encode() for word in ("có thông tin", "cÓ thÔng tin", "p nhật", "p nhẬt")),
        rb'\[(?![{"\]])',  # a bracket that JSON did not put there
        rb'\\(?![n"\\])',  # the escape of a control character
        rb"\xc2[\x80-\xa0\xad]",
        rb"\xe1(?![\xba\xbb])",  # none of the letters of Vietnamese
        rb"\xe2(?:\x80[\x80-\x8f\xa6\xa8-\xaf]|[^\x80\x82])",
    )
)
"""Each begins with plain bytes, which the regular expression engine finds fastest."""
_encode = msgspec.json.Encoder().encode


def suspicious(record: Record) -> bool:
    """Whether a record may have a fault of wording; False only where it has none."""
    packed = _encode(record)
    lower = packed.lower()
    return bool(packed.translate(None, _ORDINARY)) or any(
        pattern.search(lower) for pattern in _SUSPECT
    )


def texts(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every text of a record with its place."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from texts(getattr(value, name), (*place, name))
    elif isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from texts(item, (*place, position))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, (*place, key))


@rule("wording/placeholder", "Không để lại chữ điền tạm như “XX”, “[…]”, “Không có thông tin”.")
def placeholder(record: Record) -> Iterator[Spot]:
    """No text is a placeholder or has one in it."""
    for place, text in texts(record):
        found = next((m for m in _PLACEHOLDER.finditer(text) if not _is_roman(text, m)), None)
        if found:
            what = f"Chữ điền tạm “{found.group().strip()}” còn trong nội dung."
            repair = "Điền nội dung thật; nếu nguồn không nói thì bỏ khóa và ghi lý do ở “gaps:”."
            yield Spot(place, what, repair)


def _is_roman(text: str, found: re.Match[str]) -> bool:
    """Whether XX or XXX is a number, as in Phụ lục XX."""
    return found.group() in ("XX", "XXX") and bool(_ROMAN_AFTER.search(text[: found.start()]))


@rule("wording/ellipsis", "Dấu ba chấm để người đọc phải đoán phần còn thiếu.", "warning")
def ellipsis(record: Record) -> Iterator[Spot]:
    """No text leaves a rest to guess by an ellipsis."""
    for place, text in texts(record):
        if _ELLIPSIS.search(text) and not _PLACEHOLDER.search(text):
            what = "Nội dung có dấu ba chấm."
            yield Spot(place, what, "Viết cho đủ, hoặc viết “v.v.” nếu danh sách còn mở.")


@rule("wording/nfc", "Chữ có dấu phải ở dạng dựng sẵn (NFC).")
def nfc(record: Record) -> Iterator[Spot]:
    """Every text is in Unicode normalization form NFC."""
    for place, text in texts(record):
        if not unicodedata.is_normalized("NFC", text):
            what = f"Chữ có dấu ở dạng tổ hợp: “{unicodedata.normalize('NFC', text)[:60]}”."
            repair = "Gõ lại, hoặc đổi bảng mã sang “Unicode dựng sẵn” trong bộ gõ."
            yield Spot(place, what, repair)


@rule("wording/characters", "Không dùng ký tự điều khiển, ký tự ẩn hay ký tự riêng của phông.")
def characters(record: Record) -> Iterator[Spot]:
    """No text has a control, invisible, direction or private-use character."""
    for place, text in texts(record):
        found = _UNSEEN.search(text)
        if found:
            sign = f"U+{ord(found.group()):04X}"
            before = text[max(0, found.start() - 20) : found.start()]
            what = f"Ký tự không nhìn thấy hoặc không chuẩn {sign} sau “{before}”."
            yield Spot(place, what, "Xóa ký tự này, hoặc thay bằng dấu cách thường.")
