"""Rules on numbers of procedures: what is announced is what there is.

In: briefs, fields and the publisher's declared counts.
"""

from collections.abc import Iterator, Mapping

from generator.catalogue import Catalogue
from generator.check.faults import Owner, Spot, rule
from generator.check.references import References


@rule(
    "counts/declared",
    "Số thủ tục, số lĩnh vực đã công bố của mỗi cấp phải đúng với danh mục vào ngày niêm yết.",
)
def declared(
    catalogue: Catalogue, references: Mapping[str, References]
) -> Iterator[tuple[Owner, Spot]]:
    """A declared count equals what the catalogue holds on the day of posting."""
    counts = catalogue.shared.publisher.counts
    if not counts:
        return
    fields_of_tier: dict[str, list[str]] = {}
    for brief in catalogue.briefs.values():
        tier = catalogue.tier_of(brief)
        if tier is not None:
            fields_of_tier.setdefault(tier, []).append(brief.field)
    for position, count in enumerate(counts):
        fields = fields_of_tier.get(count.tier, [])
        for key, said, held in (
            ("procedures", count.procedures, len(fields)),
            ("fields", count.fields, len(set(fields))),
        ):
            if said != held:
                yield Owner("publisher", ""), _unequal(position, count.tier, key, said, held)


def _unequal(position: int, tier: str, key: str, said: int, held: int) -> Spot:
    word = "thủ tục" if key == "procedures" else "lĩnh vực"
    what = f"Công bố {said} {word} ở cấp “{tier}” nhưng danh mục có {held}."
    repair = f"Sửa số thành {held}, hoặc bổ sung, bỏ bớt thủ tục cho khớp."
    return Spot(("counts", position, key), what, repair)


@rule("counts/empty-field", "Lĩnh vực không có thủ tục nào thì trang của nó trống.", "warning")
def empty_field(
    catalogue: Catalogue, references: Mapping[str, References]
) -> Iterator[tuple[Owner, Spot]]:
    """Every field has a procedure."""
    used = {brief.field for brief in catalogue.briefs.values()}
    for field in catalogue.shared.fields.values():
        if field.id not in used:
            what = f"Lĩnh vực “{field.name}” không có thủ tục nào."
            yield Owner("field", field.id), Spot(("id",), what, "Bỏ lĩnh vực, hoặc thêm thủ tục.")
