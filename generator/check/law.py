"""Rules on the legal parts of a procedure (Nghị định 63/2010/NĐ-CP, Điều 8) and its legal basis.

In: procedures.  Every part has a value or says in ``gaps`` why it has none.
"""

from collections.abc import Iterator, Mapping

from generator.catalogue import Catalogue
from generator.check.faults import Owner, Spot, rule
from generator.check.references import References
from generator.model import Attribute, Procedure

LEGAL_PARTS: dict[Attribute, str] = {
    "steps": "Trình tự thực hiện",
    "channels": "Cách thức thực hiện",
    "dossier": "Thành phần hồ sơ",
    "sets": "Số lượng hồ sơ",
    "time_limits": "Thời hạn giải quyết",
    "applicants": "Đối tượng thực hiện",
    "authorities": "Cơ quan giải quyết",
    "forms": "Mẫu đơn, mẫu tờ khai",
    "results": "Kết quả thực hiện",
    "conditions": "Yêu cầu, điều kiện",
    "fees": "Phí, lệ phí",
    "legal_basis": "Căn cứ pháp lý",
    "decision": "Quyết định công bố",
}
_OTHER_PARTS: dict[Attribute, str] = {
    "home_delivery": "Trả kết quả tại nhà",
    "online_level": "Mức độ trực tuyến",
    "reception": "Nơi tiếp nhận",
}
_NAMES = LEGAL_PARTS | _OTHER_PARTS


def _has(procedure: Procedure, part: Attribute) -> bool:
    value = getattr(procedure, part)
    return value is not None and value != ()


@rule(
    "law/part-missing",
    "Mỗi phần luật định phải có nội dung, hoặc có lý do ở “gaps”.",
)
def part_missing(procedure: Procedure) -> Iterator[Spot]:
    """Every legal part has a value, or a gap that says why it has none."""
    gaps = procedure.gaps
    for part, name in LEGAL_PARTS.items():
        if part not in gaps and not _has(procedure, part):
            yield Spot(
                (),
                f"Thiếu phần “{name}” ({part}).",
                f"Điền “{part}:”, hoặc ghi lý do ở “gaps: {part}: {{status: …}}” với "
                "not-published, not-applicable hay to-be-verified.",
            )


@rule(
    "law/gap-with-value",
    "Phần ghi là không công bố hoặc không áp dụng thì không được có nội dung.",
)
def gap_with_value(procedure: Procedure) -> Iterator[Spot]:
    """A part said to be unpublished or not applicable has no value."""
    for part, gap in procedure.gaps.items():
        if gap.status != "to-be-verified" and _has(procedure, part):
            yield Spot(
                ("gaps", part),
                f"Phần “{_NAMES[part]}” có nội dung nhưng lại ghi là {gap.status}.",
                f"Bỏ “{part}:” khỏi “gaps:”, hoặc đổi thành to-be-verified nếu còn phải kiểm tra.",
            )


@rule(
    "law/expired",
    "Căn cứ pháp lý đã hết hiệu lực vào ngày niêm yết cần được rà soát.",
    "warning",
)
def expired(
    catalogue: Catalogue, references: Mapping[str, References]
) -> Iterator[tuple[Owner, Spot]]:
    """A legal basis is still in force on the day of posting."""
    ended = {
        number: document
        for number, document in catalogue.shared.legal.items()
        if document.until and document.until < catalogue.day
    }
    for code, names in references.items():
        if not ended.keys().isdisjoint(names.legal):
            for position, number in enumerate(catalogue.whole(code).legal_basis):
                if number in ended:
                    what = f"Văn bản {number} đã hết hiệu lực ngày {ended[number].until}."
                    by = ended[number].replaced_by
                    repair = f"Thay bằng {by}." if by else "Thay bằng văn bản đang có hiệu lực."
                    yield (
                        Owner("procedure", code),
                        Spot(("legal_basis", position), what, repair),
                    )
