"""Rules on doubles: two records that a reader would take for one.

In: briefs and shared records.  Out: warnings for the monthly review, and errors where
two records want one address.
"""

from collections.abc import Iterator, Mapping

from generator.catalogue import Catalogue
from generator.check.faults import Owner, Spot, rule
from generator.check.names import fold
from generator.check.references import References
from generator.load import Place
from generator.model import Field


@rule(
    "overlap/field-name",
    "Hai lĩnh vực không được cùng tên (không kể dấu, chữ hoa, dấu câu), kể cả tên gọi khác.",
)
def field_names(
    catalogue: Catalogue, references: Mapping[str, References]
) -> Iterator[tuple[Owner, Spot]]:
    """No two fields share a name or alias, diacritics, case and punctuation aside."""
    first: dict[str, str] = {}
    for field in catalogue.shared.fields.values():
        for place, name in _names_of(field):
            owner = first.setdefault(fold(name), field.id)
            if owner != field.id:
                what = f"Tên “{name}” cũng là tên của lĩnh vực “{owner}”."
                repair = "Gộp hai lĩnh vực, hoặc đổi tên một lĩnh vực."
                yield Owner("field", field.id), Spot(place, what, repair)


def _names_of(field: Field) -> Iterator[tuple[Place, str]]:
    yield ("name",), field.name
    for position, alias in enumerate(field.aliases):
        yield ("aliases", position), alias


@rule(
    "overlap/name",
    "Hai thủ tục cùng lĩnh vực, cùng cấp có tên gần như nhau cần được rà soát.",
    "warning",
)
def procedure_names(
    catalogue: Catalogue, references: Mapping[str, References]
) -> Iterator[tuple[Owner, Spot]]:
    """Two procedures of one field and tier do not have nearly the same name."""
    first: dict[tuple[str, str | None, str], str] = {}
    for code, brief in catalogue.briefs.items():
        key = (brief.field, catalogue.tier_of(brief), references[code].name_key)
        other = first.setdefault(key, code)
        if other != code:
            place = ("short_name",) if brief.short_name else ("name",)
            what = f"Tên gần như trùng với thủ tục {other} cùng lĩnh vực, cùng cấp."
            repair = "Đặt tên ngắn “short_name:” nói rõ chỗ khác nhau, hoặc bỏ thủ tục trùng."
            yield Owner("procedure", code), Spot(place, what, repair)


@rule(
    "overlap/legal-number",
    "Một văn bản chỉ được ghi một lần, kể cả khi số viết khác chữ hoa hay dấu cách.",
)
def legal_numbers(
    catalogue: Catalogue, references: Mapping[str, References]
) -> Iterator[tuple[Owner, Spot]]:
    """No two legal documents have one number, case and spaces aside."""
    first: dict[str, str] = {}
    for number in catalogue.shared.legal:
        other = first.setdefault("".join(number.split()).casefold(), number)
        if other != number:
            what = f"Văn bản “{number}” trùng số với “{other}”."
            repair = "Giữ một cách viết, sửa các chỗ nêu văn bản cho khớp."
            yield Owner("legal", number), Spot(("number",), what, repair)
