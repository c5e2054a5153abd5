"""A small catalogue whose every value a test can name, and change.

In: attributes that differ.  Out: records and catalogues.
"""

from datetime import date

import msgspec

from generator.catalogue import Catalogue, Shared, assemble
from generator.model import (
    Contact,
    Fee,
    Field,
    Jurisdiction,
    LegalDocument,
    Licence,
    Procedure,
    Publisher,
    SharedFee,
    Source,
    Tier,
)

DAY = date(2026, 11, 23)
PORTAL = Source(title="Cổng", checked="2026-07", url="https://portal.example/1")
DESK = Contact(telephone="024 0000 0000", email="mau@example.vn", sample=True)
TIERS = (
    Tier(id="ward", name="Cấp xã", plural="phường, xã"),
    Tier(id="city", name="Cấp tỉnh"),
    Tier(id="district", name="Cấp huyện", until=date(2025, 6, 30)),
)
DECREE = LegalDocument(number="120/2025/NĐ-CP", kind="decree", source=PORTAL)
COPY_FEE = SharedFee(
    id="ban-sao",
    name="Phí bản sao",
    kind="charge",
    amounts=(
        Fee(amount=5000, unit="bản", until=date(2016, 12, 31)),
        Fee(amount=8000, unit="bản", since=date(2017, 1, 1), legal=(DECREE.number,)),
    ),
    source=PORTAL,
)


FIELDS = {"ho-tich": "Hộ tịch", "dat-dai": "Đất đai", "cu-tru": "Cư trú"}


def shared(**others: object) -> Shared:
    publisher = Publisher(
        name="Quận mẫu",
        short_name="Mẫu",
        base_address="https://example.vn/",
        posted_on=DAY,
        tiers=TIERS,
        hotline=DESK,
        feedback=DESK,
        licence=Licence(name="CC0", url="https://example.vn/cc0"),
    )
    whole = Shared(
        publisher=publisher,
        fields={id_: Field(id=id_, name=name) for id_, name in FIELDS.items()},
        agencies={},
        wards={},
        legal={DECREE.number: DECREE},
        fees={COPY_FEE.id: COPY_FEE},
        forms={},
        synonyms=(),
    )
    return msgspec.structs.replace(whole, **others)


def record(code: str = "1.000001", name: str = "Đăng ký khai sinh", **others: object) -> Procedure:
    plain = Procedure(
        code=code,
        name=name,
        field="ho-tich",
        jurisdiction=(Jurisdiction(tier="ward"),),
        source=PORTAL,
    )
    return msgspec.structs.replace(plain, **others)


def catalogue(*records: Procedure, **others: object) -> Catalogue:
    return assemble(shared(**others), records)
