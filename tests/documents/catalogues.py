"""Catalogues made up for tests of papers."""

from datetime import date

from generator.catalogue import Catalogue, Shared, assemble
from generator.model import (
    Contact,
    DossierCase,
    DossierItem,
    Field,
    Form,
    Jurisdiction,
    Licence,
    Procedure,
    Publisher,
    Source,
    Tier,
    Ward,
)

SOURCE = Source(title="Tài liệu thử", checked="2026-01-01")
SAMPLE = Contact(telephone="000 000 000", sample=True)
WARD = Ward(
    id="phuong-vi-du",
    code="00000",
    name="Phường Ví Dụ",
    desk=Contact(address="Số 0 phố Ví Dụ", telephone="000 111 222", sample=True),
    source=SOURCE,
)


def of(
    *procedures: Procedure, base: str = "https://vi-du.example/", forms: tuple[str, ...] = ()
) -> Catalogue:
    """A catalogue of one field that holds these procedures, and forms of these ids."""
    publisher = Publisher(
        name="Ủy ban nhân dân phường Ví Dụ",
        short_name="Ví Dụ",
        base_address=base,
        posted_on=date(2026, 7, 1),
        tiers=(Tier(id="ward", name="Cấp xã"),),
        hotline=SAMPLE,
        feedback=SAMPLE,
        licence=Licence(name="CC BY 4.0", url="https://example.org/"),
    )
    shared = Shared(
        publisher=publisher,
        fields={"thu": Field(id="thu", name="Thử nghiệm")},
        agencies={},
        wards={WARD.id: WARD},
        legal={},
        fees={},
        forms={id_: Form(id=id_, name=f"Biểu mẫu {id_}", source=SOURCE) for id_ in forms},
        synonyms=(),
    )
    return assemble(shared, procedures)


def procedure(code: str = "1.000001", **parts: object) -> Procedure:
    """A procedure of the made-up field with the given parts."""
    known = {
        "code": code,
        "name": "Thủ tục thử nghiệm",
        "field": "thu",
        "jurisdiction": (Jurisdiction(tier="ward"),),
        "source": SOURCE,
    }
    return Procedure(**(known | parts))  # type: ignore[arg-type]


def dossier(count: int) -> tuple[DossierCase, ...]:
    """One case with that many papers, numbered in their names."""
    items = [DossierItem(name=f"Giấy tờ thứ {i} " + "của hồ sơ " * 12) for i in range(1, count + 1)]
    return (DossierCase(items=tuple(items)),)
