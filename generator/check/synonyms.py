"""Rules on everyday words and what they mean.

In: entries of synonyms.yml and the synonyms of procedures.
"""

from collections.abc import Iterator, Mapping

from generator.catalogue import Catalogue
from generator.check.faults import Owner, Spot, rule
from generator.check.references import References
from generator.model import Procedure, Record, Synonym


@rule("synonyms/double", "Một từ thông dụng chỉ được giải nghĩa ở một mục.")
def double(
    catalogue: Catalogue, references: Mapping[str, References]
) -> Iterator[tuple[Owner, Spot]]:
    """An everyday word stands in one entry only, once."""
    seen: set[str] = set()
    for entry, synonym in enumerate(catalogue.shared.synonyms):
        for position, word in enumerate(synonym.say):
            if word.casefold() in seen:
                spot = Spot(("say", position), f"Từ “{word}” đã có ở trên.", "Gộp hai mục làm một.")
                yield Owner("synonym", str(entry)), spot
            seen.add(word.casefold())


@rule(
    "synonyms/meaning",
    "Từ thông dụng phải dẫn đến từ chính thức, mã thủ tục, lĩnh vực hay nơi giải quyết.",
)
def meaning(record: Record) -> Iterator[Spot]:
    """An entry has words to explain, and says what they mean."""
    if not isinstance(record, Synonym):
        return
    if not (record.means or record.codes or record.field or record.elsewhere):
        what = "Mục này không nói từ thông dụng nghĩa là gì."
        yield Spot(("say",), what, "Thêm “means:”, “codes:”, “field:” hoặc “elsewhere:”.")
    if not record.say:
        yield Spot((), "Mục này không có từ thông dụng nào.", "Thêm từ vào “say:” hoặc bỏ mục.")


@rule("synonyms/repeated", "Tên gọi khác của thủ tục không được lặp lại nhau hay lặp lại tên.")
def repeated(procedure: Procedure) -> Iterator[Spot]:
    """A procedure's synonyms differ from each other and from its names."""
    if not procedure.synonyms:
        return
    seen = {procedure.name.casefold(), (procedure.short_name or "").casefold()}
    for position, word in enumerate(procedure.synonyms):
        if word.casefold() in seen:
            yield Spot(("synonyms", position), f"Tên gọi “{word}” đã có rồi.", "Bỏ mục này.")
        seen.add(word.casefold())
