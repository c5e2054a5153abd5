"""A small catalogue of real names and codes, to try the search on without the shipped one.

Out: ``catalogue()``; ``many(count, like)``: as many procedures, in the words of a catalogue.
"""

from datetime import date

import msgspec

from generator.catalogue import Catalogue, Shared, assemble
from generator.model import (
    Contact,
    DossierCase,
    DossierItem,
    Fee,
    Field,
    Form,
    Jurisdiction,
    Licence,
    Procedure,
    Publisher,
    Situation,
    SituationStep,
    Source,
    Synonym,
    Tier,
    TimeLimit,
)

SOURCE = Source(title="Cổng Dịch vụ công Quốc gia", checked="2026-07")

# code, name, field, tier
NAMES = (
    ("1.001193", "Thủ tục đăng ký khai sinh", "ho-tich", "ward"),
    ("1.000656", "Thủ tục đăng ký khai tử", "ho-tich", "ward"),
    ("1.000894", "Thủ tục đăng ký kết hôn", "ho-tich", "ward"),
    ("1.004873", "Thủ tục cấp Giấy xác nhận tình trạng hôn nhân", "ho-tich", "ward"),
    ("1.001022", "Thủ tục đăng ký nhận cha, mẹ, con", "ho-tich", "ward"),
    ("2.000884", "Chứng thực chữ ký trong các giấy tờ, văn bản", "chung-thuc", "ward"),
    ("2.000815", "Chứng thực bản sao từ bản chính giấy tờ, văn bản", "chung-thuc", "ward"),
    ("1.004222", "Đăng ký thường trú", "cu-tru", "ward"),
    ("1.004194", "Đăng ký tạm trú", "cu-tru", "ward"),
    ("1.003677", "Khai báo tạm vắng", "cu-tru", "ward"),
    ("1.002211", "Thủ tục công nhận hòa giải viên (cấp xã)", "hoa-giai", "ward"),
    ("1.013225", "Cấp giấy phép xây dựng mới đối với nhà ở riêng lẻ", "xay-dung", "ward"),
    ("2.002039", "Nhập quốc tịch Việt Nam ở trong nước", "quoc-tich", "city"),
    ("2.002043", "Đăng ký thành lập công ty cổ phần", "doanh-nghiep", "city"),
    (
        "1.013236",
        "Cấp giấy phép cho công trình cấp đặc biệt, cấp I, cấp II theo tuyến, tượng đài",
        "xay-dung",
        "city",
    ),
)
FIELDS = {
    "chung-thuc": "Chứng thực",
    "cu-tru": "Đăng ký, quản lý cư trú",
    "doanh-nghiep": "Thành lập và hoạt động của doanh nghiệp",
    "hoa-giai": "Hòa giải ở cơ sở",
    "ho-tich": "Hộ tịch",
    "quoc-tich": "Quốc tịch",
    "xay-dung": "Hoạt động xây dựng",
}
SYNONYMS = (
    Synonym(say=("giấy độc thân", "chưa vợ"), codes=("1.004873",)),
    Synonym(say=("công chứng", "sao y bản chính"), means=("chứng thực bản sao",)),
    Synonym(say=("ly hôn",), elsewhere="Ly hôn do Tòa án nhân dân giải quyết."),
    Synonym(say=("vay tiền", "vay tín chấp"), elsewhere="Vay tiền là việc của ngân hàng."),
)
SITUATION = Situation(
    id="co-em-be",
    name="Sinh con",
    say=("sắp sinh",),
    summary="Giấy tờ cho bé.",
    guide=("Khai sinh trước.",),
    steps=(SituationStep(title="Khai sinh", codes=("1.001193",)),),
)
PAPERS = {
    "1.004222": "Tờ khai; người ở nước ngoài dùng mẫu CT02",
    "2.002039": "Đơn (Mẫu số TP-QT-01), bằng cấp theo Luật 24/2008/QH12",
}
"""Code -> a paper of its dossier."""


def catalogue() -> Catalogue:
    """The fifteen procedures."""
    return assemble(shared(), (_procedure(*row) for row in NAMES))


def many(count: int, like: Catalogue) -> Catalogue:
    """``count`` procedures: those of ``like``, then the halves of their names mixed anew."""
    known = list(like.briefs)
    made = [like.whole(code) for code in known]
    for number in range(count - len(known)):
        procedure = made[number % len(known)]
        start = procedure.name.split()
        end = made[number * 7 % len(known)].name.split()
        name = " ".join([*start[: len(start) // 2 + 1], *end[len(end) // 2 :]])
        mixed = msgspec.structs.replace(
            procedure, code=f"9.{number:06}", name=name, short_name=None, synonyms=()
        )
        made.append(mixed)
    return assemble(like.shared, made[:count])


def shared() -> Shared:
    """Fields, tiers, synonyms and one form."""
    return Shared(
        publisher=_publisher(),
        fields={key: Field(id=key, name=name) for key, name in FIELDS.items()},
        agencies={},
        wards={},
        legal={},
        fees={},
        forms={"ct01": Form(id="ct01", name="Tờ khai thay đổi", number="CT01", source=SOURCE)},
        synonyms=SYNONYMS,
        situations=(SITUATION,),
    )


def _procedure(code: str, name: str, field: str, tier: str) -> Procedure:
    residence = field == "cu-tru"
    return Procedure(
        code=code,
        name=name,
        field=field,
        jurisdiction=(Jurisdiction(tier=tier),),
        source=SOURCE,
        forms=("ct01",) if residence else (),
        online_level="full" if residence else "partial",
        time_limits=(TimeLimit(number=3, unit="working-day"),),
        fees=(Fee(basis="free"),) if residence else (Fee(amount=8000),),
        dossier=(DossierCase(items=(DossierItem(name=PAPERS[code]),)),) if code in PAPERS else (),
    )


def _publisher() -> Publisher:
    return Publisher(
        name="Trang thử",
        short_name="Trang thử",
        base_address="https://thu.example/",
        posted_on=date(2026, 7, 1),
        tiers=(Tier(id="ward", name="Cấp xã"), Tier(id="city", name="Cấp tỉnh")),
        hotline=Contact(telephone="0000"),
        feedback=Contact(),
        licence=Licence(name="CC BY 4.0", url="https://thu.example/giay-phep/"),
    )
