"""Why an edition may not be published, beyond the checks of the catalogue itself.

In: the catalogue, the editions so far, what the editor asks for.  Out: ``Finding``s with the place
to repair; none where the edition may be published.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import msgspec

from generator.canonical import canonical
from generator.catalogue import Catalogue
from generator.check.names import name_key
from generator.editions import shared_records, withdrawals
from generator.editions.archive import sha
from generator.editions.chain import Editions
from generator.editions.records import Withdrawal
from generator.findings import Finding
from generator.load import Place, lines
from generator.model import Procedure, Record, Source

FOLDERS = {"wards": "wards", "legal": "legal", "fees": "fees", "forms": "forms"}
"""Attribute of ``Shared`` -> folder of the catalogue, for records that say when they were read."""

SAME_FIELD, OTHER_FIELD = 0.34, 0.67
"""How much of their words two names must share to be one procedure, in one field or in two."""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What the editor asks for.  ``renamed``: codes whose new name means the same procedure."""

    day: date
    decision: str
    notes: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """An edition about to be published; ``root`` is the catalogue's folder, for places only.

    ``withdrawals``: what ``withdrawn.yml`` says, by code.  ``hashes``: code -> hash of the record.
    """

    catalogue: Catalogue
    editions: Editions
    request: Request
    withdrawals: Mapping[str, Withdrawal]
    hashes: Mapping[str, str]
    root: Path


def refusals(candidate: Candidate) -> list[Finding]:
    """Every reason against the edition, sorted by place."""
    found = [*_dates(candidate)]
    if not found:
        found += _withdrawals(candidate)
        found += _procedures(candidate)
        found += _shared(candidate)
    return sorted(found)


def _dates(candidate: Candidate) -> Iterator[Finding]:
    day, newest = candidate.request.day, candidate.editions.newest
    path = candidate.root / "publisher.yml"
    if not candidate.request.decision.strip():
        what = "Kỳ công bố phải ghi số quyết định."
        yield _finding(path, "Thêm --decision với số quyết định.", what, "editions/decision")
    if newest and day <= newest.edition.day:
        what = f"Ngày {day} không sau kỳ công bố gần nhất ({newest.edition.day})."
        yield _finding(path, "Chọn ngày sau kỳ đó; kỳ đã công bố không sửa.", what, "editions/date")
    if candidate.catalogue.day != day:
        what = f"Ngày niêm yết {candidate.catalogue.day} không phải ngày công bố {day}."
        repair = f"Sửa “posted_on: {day}” rồi công bố."
        yield _finding(path, repair, what, "editions/posted-on", ("posted_on",))


def _withdrawals(candidate: Candidate) -> Iterator[Finding]:
    """A procedure that is gone must say why."""
    path = candidate.root / withdrawals.FILE
    before, now = candidate.editions.state().procedures, candidate.catalogue.briefs
    for code in sorted(before.keys() - now.keys() - candidate.withdrawals.keys()):
        what = f"Thủ tục {code} đã công bố nay không còn trong danh mục."
        repair = f'Ghi code: "{code}" và quyết định bãi bỏ vào tệp này, hoặc trả lại tệp thủ tục.'
        yield _finding(path, repair, what, "editions/withdrawal-missing")
    for code in sorted(candidate.withdrawals):
        if code in before:
            yield from _withdrawal(candidate.withdrawals[code], candidate)


def _withdrawal(said: Withdrawal, candidate: Candidate) -> Iterator[Finding]:
    """What is withdrawn must hold no longer, and what stands in its place must be there."""
    path = candidate.root / withdrawals.FILE
    if said.since and said.since > candidate.request.day:
        what = f"Thủ tục {said.code} chỉ bị bãi bỏ từ {said.since}, sau ngày công bố."
        repair = "Đến ngày đó hãy xóa tệp thủ tục; trước đó ghi “until:” ở “jurisdiction:”."
        yield _finding(path, repair, what, "editions/withdrawal-early")
    for other in said.replaced_by:
        if other not in candidate.catalogue.briefs:
            what = f"Thủ tục {other} thay cho {said.code} không có trong danh mục."
            yield _finding(path, "Sửa “replaced_by:”.", what, "editions/replacement")


def _procedures(candidate: Candidate) -> Iterator[Finding]:
    records = dict(_last_records(candidate.editions))
    for code, sha256 in candidate.hashes.items():
        if code in records and records[code] != sha256:
            old = candidate.editions.procedure(records[code])
            yield from _procedure(old, candidate.catalogue.whole(code), candidate)


def _last_records(editions: Editions) -> Iterator[tuple[str, str]]:
    """Every code ever published with its last record, withdrawn ones too."""
    for published in editions.chain:
        yield from published.edition.procedures.items()


def _procedure(old: Procedure, new: Procedure, candidate: Candidate) -> Iterator[Finding]:
    path = candidate.root / "procedures" / new.field / f"{new.code}.yml"
    if new.code not in candidate.request.renamed and not same_matter(old, new):
        what = f"Mã {new.code} đã công bố cho “{old.name}”, nay dùng cho “{new.name}”."
        repair = (
            "Mỗi mã chỉ chỉ một thủ tục: dùng mã khác. Nếu chỉ là đổi tên theo quyết định, "
            f"thêm --renamed {new.code}."
        )
        yield _finding(path, repair, what, "editions/code-reused", ("name",))
    if not _later(_stamp(old), _stamp(new)):
        what = "Nội dung đã đổi nhưng ngày cập nhật và ngày kiểm tra nguồn không đổi."
        repair = f"Ghi “updated: {candidate.request.day}”, hoặc ngày đọc nguồn mới ở “checked:”."
        place: Place = ("updated",) if new.updated else ("source", "checked")
        yield _finding(path, repair, what, "editions/same-date", place)


def same_matter(old: Procedure, new: Procedure) -> bool:
    """Whether two records under one code can be one procedure: their names share enough words."""
    one, two = set(name_key(old.name).split()), set(name_key(new.name).split())
    shared = 2 * len(one & two) / (len(one) + len(two))
    return shared >= (SAME_FIELD if old.field == new.field else OTHER_FIELD)


Stamp = tuple[date, str]


def _stamp(record: Procedure) -> Stamp:
    return record.updated or date.min, record.source.checked


def _later(old: Stamp, new: Stamp) -> bool:
    """Whether one of the two dates has moved on and none has run back."""
    return new != old and new[0] >= old[0] and new[1] >= old[1]


def _shared(candidate: Candidate) -> Iterator[Finding]:
    """Shared records that say when they were read must say so anew when they change."""
    editions = candidate.editions
    if not editions.newest:
        return
    before = editions.state().shared
    old = editions.shared(editions.newest.edition.day)
    now = shared_records.contents(candidate.catalogue.shared)
    for key, content in now.items():
        name, _, record_id = key.partition("/")
        if name in FOLDERS and key in before and before[key] != sha(content):
            one: Record = getattr(old, name)[record_id]
            two: Record = getattr(candidate.catalogue.shared, name)[record_id]
            if not _source(two).checked > _source(one).checked:
                yield _stale(candidate.root / FOLDERS[name], record_id)


def _source(record: Record) -> Source:
    source: Source = record.source  # type: ignore[attr-defined]
    return source


def _stale(folder: Path, record_id: str) -> Finding:
    what = f"“{record_id}” đã đổi nhưng ngày kiểm tra nguồn không đổi."
    path, line = _where(folder, record_id)
    repair = "Ghi ngày đọc nguồn mới ở “checked:”."
    return msgspec.structs.replace(_finding(path, repair, what, "editions/same-date"), line=line)


def _where(folder: Path, record_id: str) -> tuple[Path, int]:
    """The first file of the folder that names the record, and the line."""
    for path in sorted(folder.glob("[!.]*.yml")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if record_id in line:
                return path, number
    return folder, 0


def _finding(path: Path, repair: str, what: str, rule: str, place: Place | None = None) -> Finding:
    line = lines(path.read_text("utf-8"))(place) if place and path.is_file() else 0
    return Finding(path=str(path), line=line, what=what, repair=repair, rule=rule)


def hashes(catalogue: Catalogue) -> tuple[dict[str, str], dict[str, bytes]]:
    """Code -> hash of the record, and hash -> canonical bytes, for the whole catalogue."""
    by_code, contents = {}, {}
    for code in catalogue.briefs:
        content = canonical(catalogue.whole(code))
        by_code[code] = sha(content)
        contents[by_code[code]] = content
    return by_code, contents
