"""YAML without surprises: files become trees of text whose every value has a line.

In: the text of a catalogue file.  Out: dicts, lists, strings and None, and ``Flaw``s.

``12:30``, ``no`` and ``012`` stay the text an editor typed; what they mean is decided by the type
of the attribute that holds them (``bind``).  Repeated keys, anchors, tags and second documents are
refused.  Lines are not carried along: ``lines`` reads them again for the few places that a
finding names, which keeps loading fast.
"""

import re
from collections.abc import Callable, Sequence
from typing import TypeAlias

import yaml
from msgspec import Struct

from generator.findings import Severity

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | None"
Place: TypeAlias = tuple[str | int, ...]
"""A way into a tree: keys and list positions, from the root."""

_STRING = "tag:yaml.org,2002:str"
_EMPTY = {"", "~", "null", "Null", "NULL"}
_MAYBE_ANCHOR = re.compile(r"(?m)(?:^|[\s\[{,])[&*][^\s]")
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Flaw(Struct, frozen=True, kw_only=True, gc=False):
    """A fault at a place inside one file, before the file's path and lines are known."""

    place: Place = ()
    line: int = 0
    what: str
    repair: str
    rule: str
    severity: Severity = "error"


def parse(text: str) -> tuple[Tree, list[Flaw]]:
    """The tree of one YAML document, and its flaws of form; the tree is None where it has none."""
    try:
        root = yaml.compose(text, _Loader)
        flaws = _anchors(text) if _may_hold_anchors(text) else []
    except yaml.YAMLError as error:
        return None, [_syntax(error)]
    if flaws:
        return None, flaws
    return (None if root is None else _tree(root, (), flaws)), flaws


def decode(data: bytes) -> tuple[str, list[Flaw]]:
    """The text of a file's bytes, without a byte-order mark; a flaw where it is not UTF-8."""
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        flaw = Flaw(
            line=data.count(b"\n", 0, error.start) + 1,
            what="Tệp không phải văn bản UTF-8.",
            repair="Lưu lại tệp với bảng mã UTF-8 (trong Notepad: Save as, Encoding: UTF-8).",
            rule="form/encoding",
        )
        return "", [flaw]


def lines(text: str) -> Callable[[Place], int]:
    """A function from a place to its 1-based line, or that of the nearest value around it."""
    try:
        root = yaml.compose(text, _Loader)
    except yaml.YAMLError:
        root = None
    return lambda place: _locate(root, place)


def _locate(node: yaml.Node | None, place: Place) -> int:
    line = 1
    for step in place:
        found = _child(node, step)
        if found is None:
            break
        line, node = found
    return line


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    """Line and node of one step; a key's own line, an item's first line."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line + 1, item
    return None


def _tree(node: yaml.Node, place: Place, flaws: list[Flaw]) -> Tree:
    if isinstance(node, yaml.ScalarNode):
        if node.tag != _STRING and node.tag != "!":
            flaws.append(_tag(node))
        value: str = node.value
        return None if value in _EMPTY and not node.style else value
    if isinstance(node, yaml.SequenceNode):
        return [_tree(child, (*place, i), flaws) for i, child in enumerate(node.value)]
    return _mapping(node, place, flaws)


def _mapping(node: yaml.Node, place: Place, flaws: list[Flaw]) -> Tree:
    tree: dict[str, Tree] = {}
    for key_node, child in node.value:
        key = key_node.value
        if not isinstance(key_node, yaml.ScalarNode):
            flaws.append(_complex_key(key_node))
        elif key in tree:
            flaws.append(_repeated(key, key_node))
        else:
            tree[key] = _tree(child, (*place, key), flaws)
    return tree


def _line(mark: yaml.Node | yaml.Event) -> int:
    return mark.start_mark.line + 1 if mark.start_mark else 0


def _repeated(key: str, node: yaml.Node) -> Flaw:
    return Flaw(
        line=_line(node),
        what=f"Khóa “{key}” ghi hai lần trong cùng một mục.",
        repair="Giữ một khóa, chuyển nội dung của khóa kia vào đó.",
        rule="form/repeated-key",
    )


def _complex_key(node: yaml.Node) -> Flaw:
    return Flaw(
        line=_line(node),
        what="Khóa phải là chữ, không phải danh sách hay nhóm.",
        repair="Đặt trong ngoặc kép nếu giá trị bắt đầu bằng [ hoặc {.",
        rule="form/syntax",
    )


def _tag(node: yaml.Node) -> Flaw:
    return Flaw(
        line=_line(node),
        what=f"Nhãn kiểu “{node.tag}” không được dùng trong danh mục.",
        repair="Bỏ phần bắt đầu bằng dấu chấm than, hoặc đặt cả giá trị trong ngoặc kép.",
        rule="form/syntax",
    )


def _may_hold_anchors(text: str) -> bool:
    # The plain test first: it is ten times faster, and most files hold neither sign.
    return ("&" in text or "*" in text) and _MAYBE_ANCHOR.search(text) is not None


def _anchors(text: str) -> list[Flaw]:
    """Anchors and aliases: they let a small file grow without bound, and editors misread them."""
    return [
        Flaw(
            line=_line(event),
            what="Dấu neo (&) và dấu tham chiếu (*) của YAML không được dùng trong danh mục.",
            repair="Viết lại giá trị, hoặc đặt nó trong ngoặc kép nếu dấu này là chữ.",
            rule="form/syntax",
        )
        for event in yaml.parse(text, _Loader)
        if getattr(event, "anchor", None) is not None
    ]


def _syntax(error: yaml.YAMLError) -> Flaw:
    mark = getattr(error, "problem_mark", None)
    return Flaw(
        line=mark.line + 1 if mark is not None else 0,
        what=f"Tệp không đúng cú pháp YAML: {_problem(error)}.",
        repair="Xem lại thụt đầu dòng, dấu hai chấm và ngoặc kép ở dòng này và dòng trên nó.",
        rule="form/syntax",
    )


_PROBLEMS: Sequence[tuple[str, str]] = (
    ("mapping values are not allowed", "có dấu hai chấm ở giữa giá trị không đặt trong ngoặc kép"),
    ("cannot start any token", "có dấu Tab hoặc ký tự lạ ở đầu dòng; chỉ thụt bằng dấu cách"),
    ("unexpected end of stream", "ngoặc kép mở ra mà không đóng"),
    ("could not find expected ':'", "thiếu dấu hai chấm sau tên khóa"),
    ("did not find expected", "thụt đầu dòng không khớp với dòng trên"),
    ("expected a single document", "tệp có hơn một tài liệu (dấu ---)"),
    ("not acceptable", "có ký tự không hợp lệ"),
    ("control characters", "có ký tự điều khiển"),
)


def _problem(error: yaml.YAMLError) -> str:
    text = str(error)
    for english, vietnamese in _PROBLEMS:
        if english in text:
            return vietnamese
    return getattr(error, "problem", None) or text.splitlines()[0]
