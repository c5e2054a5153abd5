"""Trees of text become records; where one does not fit its type, all its flaws are told at once.

In: a ``Tree``, or the bytes of its file, and the record type it should be.  Out: the record, or
``Flaw``s with their places.

msgspec converts, fast but stopping at the first fault; only then is the tree walked here.
"""

from datetime import date
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from generator.load import Flaw, Place, Tree, decode, parse, unreadable

R = TypeVar("R", bound=msgspec.Struct)


def record_in(path: Path, kind: type[R]) -> R | list[Flaw]:
    """The record that a file holds, or every reason why it holds none."""
    try:
        text, flaws = decode(path.read_bytes())
    except OSError as error:
        return [unreadable(error)]
    tree, more = parse(text)
    if tree is None and not (flaws or more):
        return [_flaw((), "Tệp trống, chưa có khóa nào.", "Điền nội dung, hoặc xóa tệp.")]
    return [*flaws, *more] or bind(tree, kind)


def bind(tree: Tree, kind: type[R]) -> R | list[Flaw]:
    """The record of that kind, or every reason why the tree is none."""
    try:
        return msgspec.convert(tree, kind, strict=False)
    except msgspec.ValidationError as error:
        flaws = _flaws(tree, kind, ())
        return flaws or [_flaw((), f"Bản ghi không hợp lệ: {error}.", "Xem lược đồ của tệp.")]


def nearest(word: str, known: list[str]) -> str | None:
    """The known word most like the given one; None where none is near."""
    matches = get_close_matches(word, known, n=1, cutoff=0.6)
    return matches[0] if matches else None


def _flaws(tree: Tree, hint: Any, place: Place) -> list[Flaw]:
    hint = _plain(hint)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return _record(tree, hint, place)
    origin = get_origin(hint)
    if origin is tuple:
        return _list(tree, get_args(hint)[0], place)
    if origin is dict:
        key, value = get_args(hint)
        return _dict(tree, key, value, place)
    return _leaf(tree, hint, place)


def _plain(hint: Any) -> Any:
    """The type without its ``| None`` (an absent key means that already)."""
    if get_origin(hint) in (Union, UnionType):
        inner = [arm for arm in get_args(hint) if arm is not NoneType]
        return inner[0]
    return hint


@cache
def _hints(kind: type[msgspec.Struct]) -> dict[str, Any]:
    return get_type_hints(kind, include_extras=True)


def _record(tree: Tree, kind: type[msgspec.Struct], place: Place) -> list[Flaw]:
    if not isinstance(tree, dict):
        return [_flaw(place, "Chỗ này phải là một nhóm khóa: giá trị.", _keys_of(kind))]
    hints = _hints(kind)
    flaws = [_unknown(key, hints, place) for key in tree if key not in hints]
    for field in msgspec.structs.fields(kind):
        if field.name in tree:
            flaws += _flaws(tree[field.name], hints[field.name], (*place, field.name))
        elif field.required:
            flaws.append(_missing(field.name, place))
    return flaws


def _list(tree: Tree, item: Any, place: Place) -> list[Flaw]:
    if not isinstance(tree, list):
        return [_flaw(place, "Chỗ này phải là một danh sách.", "Viết mỗi mục sau dấu gạch “- ”.")]
    return [flaw for i, child in enumerate(tree) for flaw in _flaws(child, item, (*place, i))]


def _dict(tree: Tree, key: Any, value: Any, place: Place) -> list[Flaw]:
    if not isinstance(tree, dict):
        return [_flaw(place, "Chỗ này phải là một nhóm khóa: giá trị.", "Xem tệp mẫu.")]
    flaws = []
    for name, child in tree.items():
        flaws += _leaf(name, key, (*place, name)) or _flaws(child, value, (*place, name))
    return flaws


def _leaf(tree: Tree, hint: Any, place: Place) -> list[Flaw]:
    if isinstance(tree, dict | list):
        return [_flaw(place, "Chỗ này phải là một giá trị đơn.", _wanted(hint))]
    if tree is None:
        return [_flaw(place, "Khóa này để trống.", f"Điền giá trị hoặc xóa khóa. {_wanted(hint)}")]
    try:
        msgspec.convert(tree, hint, strict=False)
    except msgspec.ValidationError:
        return [_flaw(place, f"Giá trị “{_short(tree)}” không hợp lệ.", _wanted(hint, tree))]
    return []


def _wanted(hint: Any, given: str = "") -> str:
    """How a right value of the type looks."""
    if get_origin(hint) is Annotated:
        base, meta = get_args(hint)[0], get_args(hint)[1]
        pattern = getattr(meta, "pattern", None)
        return _PATTERNS.get(pattern, _WANTED.get(base, "")) if pattern else _WANTED.get(base, "")
    if get_origin(hint) is Literal:
        words = [str(word) for word in get_args(hint)]
        close = nearest(given, words)
        hinted = f" Có phải “{close}”?" if close else ""
        return f"Chọn một trong: {', '.join(words)}.{hinted}"
    return _WANTED.get(hint, "Xem lược đồ của tệp.")


_WANTED: dict[Any, str] = {
    str: "Điền chữ, không để trống.",
    int: "Điền một số nguyên, không kèm đơn vị, không dấu chấm ngăn hàng nghìn.",
    float: "Điền một số, không kèm đơn vị, không dấu chấm ngăn hàng nghìn.",
    bool: "Điền true hoặc false.",
    date: "Điền ngày theo dạng 2025-07-01 (năm-tháng-ngày).",
}
_PATTERNS = {
    r"^[a-z0-9]+(?:-[a-z0-9]+)*\Z": "Chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối đơn.",
    r"^[0-9]+\.[0-9]{6}\Z": "Mã thủ tục có dạng 1.001193, đặt trong ngoặc kép.",
    r"^[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?\Z": "Điền ngày 2026-07-31 hoặc tháng 2026-07.",
    r"^[0-9]{5}\Z": "Mã phường gồm 5 chữ số, đặt trong ngoặc kép.",
}


def _unknown(key: str, hints: dict[str, Any], place: Place) -> Flaw:
    close = nearest(key, list(hints))
    repair = f"Có phải “{close}”?" if close else f"Các khóa dùng được: {', '.join(sorted(hints))}."
    return Flaw(
        place=(*place, key),
        what=f"Khóa “{_short(key)}” không có trong loại bản ghi này.",
        repair=repair,
        rule="form/unknown-key",
    )


def _missing(key: str, place: Place) -> Flaw:
    return Flaw(
        place=place,
        what=f"Thiếu khóa “{key}”.",
        repair=f"Thêm dòng “{key}:”.",
        rule="form/missing-key",
    )


def _flaw(place: Place, what: str, repair: str) -> Flaw:
    return Flaw(place=place, what=what, repair=repair, rule="form/value")


def _keys_of(kind: type[msgspec.Struct]) -> str:
    return f"Các khóa dùng được: {', '.join(kind.__struct_fields__)}."


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
