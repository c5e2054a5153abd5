"""Legal documents as pages name them.

In: numbers of legal documents and the shared records.  Out: short names and lines of a list.
"""

from collections.abc import Iterable
from datetime import date

import msgspec

from generator.catalogue import Shared
from generator.model import LegalDocument, LegalKind
from generator.views import wording
from generator.views.links import Outside

KIND: dict[LegalKind, str] = {
    "law": "Luật",
    "ordinance": "Pháp lệnh",
    "decree": "Nghị định",
    "circular": "Thông tư",
    "joint-circular": "Thông tư liên tịch",
    "decision": "Quyết định",
    "resolution": "Nghị quyết",
    "other": "Văn bản",
}
NO_TITLE = "chưa ghi tên văn bản"


class LegalLine(msgspec.Struct, frozen=True, gc=False):
    """A document in a list: kind and number, title, what to know of its validity."""

    name: str
    title: str
    validity: str
    link: Outside | None


def name(number: str, shared: Shared) -> str:
    """Kind and number: "Nghị định 120/2025/NĐ-CP"; the number alone where unknown."""
    document = shared.legal.get(number)
    return f"{KIND[document.kind]} {number}" if document else number


def names(numbers: Iterable[str], shared: Shared) -> str:
    """Kinds and numbers of some documents as one line."""
    return "; ".join([name(number, shared) for number in numbers])


def lines(numbers: Iterable[str], shared: Shared, day: date) -> tuple[LegalLine, ...]:
    """The documents as a list."""
    return tuple([_line(number, shared, day) for number in numbers])


def _line(number: str, shared: Shared, day: date) -> LegalLine:
    document = shared.legal.get(number)
    if document is None:
        return LegalLine(number, NO_TITLE, "", None)
    link = Outside("xem văn bản", document.url) if document.url else None
    label = f"{KIND[document.kind]} {number}"
    return LegalLine(label, document.title or NO_TITLE, _validity(document, shared, day), link)


def _validity(document: LegalDocument, shared: Shared, day: date) -> str:
    if document.until and document.until < day:
        successor = document.replaced_by
        by = f", thay bằng {name(successor, shared)}" if successor else ""
        return f"hết hiệu lực sau {wording.day(document.until)}{by}"
    if document.since and document.since > day:
        return f"có hiệu lực từ {wording.day(document.since)}"
    return ""
