"""What has changed in the records that procedures share: fees, agencies, documents, forms…

In: the shared records of two days.  Out: ``SharedGroup``s, one for each kind in which anything is
new, changed or gone.  The day of posting is no change: every edition has its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal

import msgspec

from generator.canonical import packed, tree
from generator.catalogue import Shared
from generator.model import Record, SharedFee
from generator.views import differences, wording
from generator.views.differences import LineChange
from generator.views.parts import fee_line

Kind = Literal["new", "changed", "gone"]
KIND: Mapping[Kind, str] = {"new": "Thêm mới", "changed": "Sửa đổi", "gone": "Không còn"}
GROUPS: Mapping[str, str] = {
    "fees": "Phí, lệ phí dùng chung",
    "legal": "Văn bản",
    "forms": "Biểu mẫu",
    "agencies": "Cơ quan",
    "wards": "Phường, xã",
    "fields": "Lĩnh vực",
    "situations": "Việc trong đời",
    "glossary": "Thuật ngữ",
    "synonyms": "Từ thông dụng",
    "publisher": "Đơn vị công bố và quy định chung",
}
"""Attribute of ``Shared`` -> its name, in the order in which readers are told."""


class SharedChange(msgspec.Struct, frozen=True, gc=False):
    """A record that is new, changed or gone; ``lines`` is empty where it is not changed."""

    id: str
    name: str
    kind: Kind
    kind_name: str
    lines: tuple[LineChange, ...]


class SharedGroup(msgspec.Struct, frozen=True, gc=False):
    """The changes of one kind of record."""

    id: str
    label: str
    changes: tuple[SharedChange, ...]


def compare(old: Shared, new: Shared) -> tuple[SharedGroup, ...]:
    """What ``new`` changes of ``old``."""
    found = []
    for group, label in GROUPS.items():
        before, after = _records(old, group), _records(new, group)
        changes = tuple(_changes(before, after, old, new))
        if changes:
            found.append(SharedGroup(group, label, changes))
    return tuple(found)


def summary(groups: Iterable[SharedGroup]) -> str:
    """The counts in words: "1 phí, lệ phí dùng chung, 2 văn bản"; empty where nothing changed."""
    counts = [f"{len(group.changes)} {group.label.lower()}" for group in groups]
    return f"Bản ghi dùng chung thay đổi: {', '.join(counts)}" if counts else ""


def plain(groups: Iterable[SharedGroup]) -> list[dict[str, object]]:
    """The changes for machines: each changed line as it was and as it is."""
    return [
        {
            "group": group.id,
            "id": change.id,
            "name": change.name,
            "kind": change.kind,
            "lines": [{"before": line.before, "after": line.after} for line in change.lines],
        }
        for group in groups
        for change in group.changes
    ]


def _records(shared: Shared, group: str) -> dict[str, Record]:
    """The records of a kind by what names them."""
    value = getattr(shared, group)
    if isinstance(value, dict):
        return value
    if group == "publisher":
        return {group: msgspec.structs.replace(value, posted_on=date.min)}
    return {_key(record): record for record in value}


def _key(record: Any) -> str:
    """What names a record of a list: an id, a term, or words that are said."""
    key = getattr(record, "id", None) or getattr(record, "term", None)
    return key or wording.listing(record.say)


def _changes(
    before: Mapping[str, Record], after: Mapping[str, Record], old: Shared, new: Shared
) -> Iterator[SharedChange]:
    for key in sorted({*before, *after}, key=wording.alphabetical):
        if key not in after:
            yield _change(key, before[key], "gone")
        elif key not in before:
            yield _change(key, after[key], "new")
        elif before[key] != after[key]:
            lines = differences.line_changes(
                [*_lines(before[key], old)], [*_lines(after[key], new)]
            )
            yield _change(key, after[key], "changed", lines)


def _change(key: str, record: Record, kind: Kind, lines: Iterable[LineChange] = ()) -> SharedChange:
    name = str(getattr(record, "title", None) or getattr(record, "name", None) or key)
    return SharedChange(key, wording.shorten(name, 200), kind, KIND[kind], tuple(lines))


def _lines(record: Record, shared: Shared) -> Iterator[str]:
    """Every value of the record on a line of its own, under its name."""
    plain = tree(record)
    if isinstance(record, SharedFee):
        plain["amounts"] = [fee_line(amount, shared) for amount in record.amounts]
    return _flat(plain, ())


def _flat(value: Any, names: tuple[str, ...]) -> Iterator[str]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _flat(item, (*names, LABELS.get(key, key)))
    elif isinstance(value, list):
        for item in value:
            yield from _flat(item, names)
    else:
        text = value if isinstance(value, str) else packed(value).decode()
        yield f"{', '.join(names)}: {text}"


LABELS: Mapping[str, str] = {
    "id": "Mã",
    "code": "Mã",
    "codes": "Mã thủ tục",
    "name": "Tên",
    "short_name": "Tên ngắn",
    "aliases": "Tên khác",
    "description": "Giới thiệu",
    "tier": "Cấp",
    "tiers": "Cấp",
    "plural": "Các đơn vị",
    "contact": "Liên hệ",
    "desk": "Bộ phận một cửa",
    "district": "Thuộc",
    "address": "Địa chỉ",
    "hours": "Giờ làm việc",
    "telephone": "Điện thoại",
    "email": "Thư điện tử",
    "url": "Địa chỉ mạng",
    "sample": "Mẫu",
    "checked": "Kiểm tra",
    "source": "Nguồn",
    "number": "Số hiệu",
    "kind": "Loại",
    "title": "Trích yếu",
    "issued": "Ban hành",
    "since": "Từ ngày",
    "until": "Đến hết ngày",
    "replaced_by": "Văn bản thay thế",
    "amounts": "Mức thu",
    "exemptions": "Miễn, giảm",
    "legal": "Căn cứ",
    "note": "Ghi chú",
    "summary": "Tóm tắt",
    "guide": "Lời dẫn",
    "steps": "Bước",
    "when": "Khi nào",
    "why": "Vì sao",
    "elsewhere": "Nơi khác giải quyết",
    "term": "Thuật ngữ",
    "means": "Nghĩa",
    "also": "Cách viết khác",
    "say": "Người dân nói",
    "field": "Lĩnh vực",
    "base_address": "Địa chỉ gốc",
    "posted_on": "Ngày niêm yết",
    "hotline": "Đường dây hỗ trợ",
    "feedback": "Nơi nhận phản ánh",
    "licence": "Giấy phép",
    "holidays": "Ngày nghỉ",
    "made_up_on": "Làm bù",
    "unverified": "Chưa kiểm chứng",
    "holiday_years": "Năm đủ ngày nghỉ",
    "cut_off": "Giờ chốt",
    "counts": "Số đã công bố",
    "procedures": "Thủ tục",
    "fields": "Lĩnh vực",
    "notice": "Lời báo chung",
}
"""Key of a record -> its name for readers."""
