"""Imported records meet the catalogue as its editors left it.

In: records, the memory of the last import, the catalogue folder.  Out: ``Merged``: texts of files
to write, what changed, and a finding for each conflict.  Nothing is written here.

Per attribute: unchanged in the workbook, the catalogue's value stays; unchanged in the catalogue,
the workbook's value is taken; changed in both, a conflict, and the catalogue's value stays.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from msgspec import Struct

from generator.findings import Finding
from generator.importers.cleaning import shortened
from generator.importers.draft import KEY_ORDER
from generator.importers.memory import (
    ABSENT,
    UNKNOWN,
    Flat,
    Hashes,
    Memory,
    flat,
    marks,
    unflat,
)
from generator.importers.yaml_text import CannotEditError, as_text, dump, replace_keys, same
from generator.load import Place, Tree, decode, lines, parse

PROSE = ("steps", "conditions")
Happened = Literal[
    "added", "changed", "checked", "unchanged", "deleted-by-hand", "unreadable", "gone"
]


class Change(Struct, frozen=True, kw_only=True):
    """What became of one record: the attributes taken, and those in conflict."""

    code: str
    name: str
    happened: Happened
    attributes: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()


class Merged(NamedTuple):
    """The outcome for one record; ``text`` is None where its file stays as it is."""

    change: Change
    path: str
    text: str | None
    moved_from: str | None
    taken: Flat
    hashes: Hashes
    findings: tuple[Finding, ...] = ()


class Mode(NamedTuple):
    """How to merge: without prose; and whether conflicts are settled for the catalogue."""

    facts_only: bool = False
    keep_catalogue: bool = False


class Outcome(NamedTuple):
    """The attributes after merging, which of them were taken or are in conflict, new hashes."""

    attributes: Flat
    taken: tuple[str, ...]
    conflicts: tuple[str, ...]
    hashes: Hashes


def merge(
    folder: Path,
    known: Mapping[str, str],
    record: Mapping[str, object],
    memory: Memory,
    mode: Mode,
) -> Merged:
    """One record against the catalogue; ``known`` gives the path of each code's file."""
    code, name = str(record["code"]), str(record["name"])
    new = flat(_tree(record))
    last = memory.records.get(code)
    path = known.get(code, f"procedures/{record['field']}/{code}.yml")
    if code not in known:
        return _absent(code, name, path, record, new, last)
    if last is not None and marks(new) == last:
        change = Change(code=code, name=name, happened="unchanged")
        return Merged(change, path, None, None, {}, last)
    return _present(folder, path, record, new, last, mode)


def _tree(record: Mapping[str, object]) -> dict[str, Tree]:
    return {key: as_text(value) for key, value in record.items()}


def _absent(
    code: str,
    name: str,
    path: str,
    record: Mapping[str, object],
    new: Flat,
    last: Hashes | None,
) -> Merged:
    """There is no file: a new record, or one that an editor took away."""
    if last is not None:
        change = Change(code=code, name=name, happened="deleted-by-hand")
        return Merged(change, path, None, None, {}, last)
    change = Change(code=code, name=name, happened="added")
    return Merged(change, path, dump(record), None, new, marks(new))


def _present(
    folder: Path,
    path: str,
    record: Mapping[str, object],
    new: Flat,
    last: Hashes | None,
    mode: Mode,
) -> Merged:
    """There is a file and something to compare."""
    code, name = str(record["code"]), str(record["name"])
    text, flaws = decode((folder / path).read_bytes())
    tree: Tree = None
    if not flaws:
        tree, flaws = parse(text)
    if flaws or not isinstance(tree, dict):
        why = flaws[0].what if flaws else "Tệp không phải một hồ sơ."
        return _unreadable(folder, path, code, name, last, f"Tệp không đọc được: {why}")
    outcome = combine(new, flat(tree), last, mode)
    here, line_of = flat(tree), lines(text)
    findings = tuple(
        _conflict(folder / path, line_of(_place(key)), code, key, here.get(key), new.get(key))
        for key in outcome.conflicts
    )
    try:
        edited = _edited(text, tree, outcome, record)
    except CannotEditError:
        why = "Tệp viết theo kiểu không sửa từng dòng được."
        return _unreadable(folder, path, code, name, last, why)
    change = Change(
        code=code,
        name=name,
        happened=_happened(outcome),
        attributes=outcome.taken,
        conflicts=outcome.conflicts,
    )
    taken = {key: new[key] for key in outcome.taken if key in new}
    home, old = _home(path, code, tree, taken)
    return Merged(change, home, edited, old, taken, outcome.hashes, findings)


def _happened(outcome: Outcome) -> Happened:
    """A new month alone changes where the facts were read, which is no change to look at."""
    if outcome.taken == ("source",) and not outcome.conflicts:
        return "checked"
    return "changed" if outcome.taken else "unchanged"


def _home(path: str, code: str, tree: Mapping[str, Tree], taken: Flat) -> tuple[str, str | None]:
    """Where the file belongs: it moves with its field, unless an editor keeps it elsewhere."""
    if "field" in taken and path == f"procedures/{tree.get('field')}/{code}.yml":
        return f"procedures/{taken['field']}/{code}.yml", path
    return path, None


def combine(new: Flat, old: Flat, last: Hashes | None, mode: Mode) -> Outcome:
    """Merge attribute by attribute; see the head of this module for the rule."""
    new_marks, old_marks = marks(new), marks(old)
    attributes, hashes = dict(old), dict(last or {})
    taken: list[str] = []
    conflicts: list[str] = []
    for key in sorted({*new, *(last or {})}, key=_position):
        if mode.facts_only and key in PROSE:
            continue
        if _answered(key, new, attributes):
            _remember(hashes, key, new_marks[key])
            continue
        now, here = new_marks.get(key, ABSENT), old_marks.get(key, ABSENT)
        before = UNKNOWN if last is None else last.get(key, ABSENT)
        if now in (here, before):
            _remember(hashes, key, now)
        elif here == before:
            _take(attributes, new, key)
            _remember(hashes, key, now)
            taken.append(key)
        elif now == ABSENT and before == UNKNOWN:
            _remember(hashes, key, now)
        else:
            conflicts.append(key)
            _remember(hashes, key, now if mode.keep_catalogue else before)
    return Outcome(
        attributes, tuple(taken), () if mode.keep_catalogue else tuple(conflicts), hashes
    )


def _answered(key: str, new: Flat, merged: Flat) -> bool:
    """Whether a new gap is one that an editor has filled: the workbook's silence adds no gap."""
    attribute = key.removeprefix("gaps.")
    adds_gap = attribute != key and key in new and key not in merged
    return adds_gap and attribute in merged and attribute not in new


def _take(attributes: Flat, new: Flat, key: str) -> None:
    if key in new:
        attributes[key] = new[key]
    else:
        attributes.pop(key, None)


def _remember(hashes: Hashes, key: str, value: str) -> None:
    if value == ABSENT:
        hashes.pop(key, None)
    else:
        hashes[key] = value


def _position(key: str) -> tuple[int, str]:
    top = key.partition(".")[0]
    return (KEY_ORDER.index(top) if top in KEY_ORDER else len(KEY_ORDER), key)


def _edited(
    text: str, tree: Mapping[str, Tree], outcome: Outcome, record: Mapping[str, object]
) -> str | None:
    """The file's text with the taken attributes in it; None where nothing is to change.

    Values come from the record, whose numbers are still numbers; gaps were merged one by one.
    """
    if not outcome.taken:
        return None
    after = unflat(outcome.attributes)
    keys = list(dict.fromkeys(key.partition(".")[0] for key in outcome.taken))
    changes = {key: after[key] if key == "gaps" else record[key] for key in keys if key in after}
    gone = [key for key in keys if key not in after]
    edited = replace_keys(text, changes, gone, KEY_ORDER)
    wanted = {key: value for key, value in tree.items() if key not in gone} | _tree(changes)
    if not same(edited, wanted):
        raise CannotEditError
    return edited


def _conflict(path: Path, line: int, code: str, key: str, here: Tree, there: Tree) -> Finding:
    """Both values shown; the catalogue's stays."""
    return Finding(
        path=str(path),
        line=line,
        place=key,
        what=f"{code}: danh mục ghi {_show(here)}, bảng tính ghi {_show(there)}.",
        repair="Đã giữ giá trị của danh mục. Sửa cho trùng bảng tính, hoặc nhập lại với "
        "--keep-catalogue để chốt mọi giá trị đang giữ.",
        rule="import/conflict",
        severity="error",
    )


def _place(key: str) -> Place:
    return tuple(key.split("."))


def _show(value: Tree) -> str:
    if value is None:
        return "(không có)"
    text = value if isinstance(value, str) else dump({"x": value})[3:]
    return f"“{shortened(text, 300)}”"


def _unreadable(
    folder: Path, path: str, code: str, name: str, last: Hashes | None, why: str
) -> Merged:
    finding = Finding(
        path=str(folder / path),
        what=f"{code}: {why} Đã giữ nguyên tệp.",
        repair="Sửa tệp cho đúng YAML (niemyet check chỉ chỗ sai) rồi nhập lại.",
        rule="import/record-unreadable",
    )
    change = Change(code=code, name=name, happened="unreadable")
    return Merged(change, path, None, None, {}, last or {}, (finding,))
