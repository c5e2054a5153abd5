"""Which posted sheets must be replaced or taken down since a day, and the list to carry along.

In: the catalogue, the day, and the catalogue as it was published on that day where there is one.
Out: ``Replacement``s in the order of codes, and their list as CSV.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from generator.catalogue import Catalogue
from generator.documents import notice
from generator.model import InForce, Procedure
from generator.views import wording


class Replacement(msgspec.Struct, frozen=True, gc=False):
    """A sheet of that day: which one, why it is no longer right, whether none replaces it."""

    code: str
    title: str
    field: str
    reason: str
    gone: bool = False


def between(earlier: Catalogue, now: Catalogue) -> list[Replacement]:
    """The sheets whose words differ between two catalogues; those of new procedures too."""
    found = []
    for code in sorted({*earlier.briefs, *now.briefs}):
        if code not in now.briefs:
            reason = "gỡ xuống: thủ tục không còn công bố"
            found.append(_replacement(code, earlier, reason, gone=True))
        elif code not in earlier.briefs:
            found.append(_replacement(code, now, "thủ tục mới"))
        elif _said(code, earlier) != _said(code, now):
            reason = f"khác bản ngày {wording.day(earlier.day)}"
            found.append(_replacement(code, now, reason))
    return found


def _said(code: str, catalogue: Catalogue) -> notice.Sheet:
    """All that the sheet says except which text it is."""
    sheet = notice.sheet(catalogue.whole(code), catalogue)
    return msgspec.structs.replace(sheet, edition="", hash="")


def since(catalogue: Catalogue, day: date) -> list[Replacement]:
    """What the records themselves tell, where no edition of that day is kept: the sheet was
    updated, or a value on it began or ended to hold, after that day."""
    return [
        _replacement(code, catalogue, reason)
        for code in catalogue.briefs
        if (reason := _reason(catalogue.whole(code), catalogue, day))
    ]


def _replacement(code: str, catalogue: Catalogue, reason: str, gone: bool = False) -> Replacement:
    brief = catalogue.briefs[code]
    field = catalogue.shared.fields[brief.field].name
    return Replacement(code, wording.title(brief), field, reason, gone)


def _reason(procedure: Procedure, catalogue: Catalogue, day: date) -> str:
    if procedure.updated and procedure.updated > day:
        return f"nội dung sửa ngày {wording.day(procedure.updated)}"
    for value in _dated(procedure, catalogue):
        if value.since and day < value.since <= catalogue.day:
            return f"có quy định áp dụng từ {wording.day(value.since)}"
        if value.until and day <= value.until < catalogue.day:
            return f"có quy định hết áp dụng sau {wording.day(value.until)}"
    return ""


def _dated(procedure: Procedure, catalogue: Catalogue) -> Iterator[InForce]:
    """Every value on the sheet that holds only for a time."""
    shared = catalogue.shared
    yield from procedure.jurisdiction
    yield from procedure.authorities
    yield from procedure.time_limits
    for fee in procedure.fees:
        yield fee
        if fee.fee in shared.fees:
            yield from shared.fees[fee.fee].amounts
    yield from [shared.forms[i] for i in notice.forms_of(procedure) if i in shared.forms]
    for number in procedure.legal_basis:
        if number in shared.legal:
            document = shared.legal[number]
            yield InForce(since=document.since, until=document.until)


def listing(found: Iterable[Replacement], day: date) -> str:
    """The list as CSV that Excel opens (with its byte-order mark)."""
    rows = [("Mã thủ tục", "Tên thủ tục", "Lĩnh vực", f"Vì sao thay bản ngày {wording.day(day)}")]
    rows += [(one.code, one.title, one.field, one.reason) for one in found]
    return "\ufeff" + "".join(f"{','.join(map(_quoted, row))}\r\n" for row in rows)


def _quoted(text: str) -> str:
    # A leading =, +, -, @ would make a spreadsheet compute the cell.
    safe = f"'{text}" if text[:1] in "=+-@\t" else text
    return '"' + safe.replace('"', '""') + '"'
