"""YAML without surprises: files become trees of text whose every value has a line.

In: the text of a catalogue file.  Out: dicts, lists, strings and None, and ``Flaw``s.

``12:30``, ``no`` and ``012`` stay the text an editor typed; what they mean is decided by the type
of the attribute that holds them (``bind``).  Repeated keys, anchors, tags and second documents are
refused.  Lines are not carried along: ``lines`` reads them again for the few places that a
finding names, which keeps loading fast.
"""

import re
from collections.abc import Callable
from typing import Any, TypeAlias

import yaml
from msgspec import Struct

from generator import syntax
from generator.findings import Severity

Tree: TypeAlias = "dict[str, Tree] | list[Tree] | str | None"
Place: TypeAlias = tuple[str | int, ...]
"""A way into a tree: keys and list positions, from the root."""

_STRING, _SEQUENCE, _MAPPING = (f"tag:yaml.org,2002:{kind}" for kind in ("str", "seq", "map"))
DEEPEST = 100
"""No more levels than this may stand in each other; the catalogue needs about ten."""
_MANY = 1000
"""Some thousand levels can be composed everywhere: a text with fewer brackets need no walk."""
_STAIRS = re.compile(rf"(?m)^[ ?:-]{{{_MANY // 2}}}")
"""A line so far to the right that its block may nest as deep; looked for in long texts only."""
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
        root = _compose(text)
        flaws = _anchors(text) if _may_hold_anchors(text) else []
        tree = None if root is None or flaws else _tree(root, (), flaws)
    except yaml.YAMLError as error:
        return None, [_syntax(error, text)]
    return tree, flaws


def unreadable(error: OSError) -> Flaw:
    """The flaw of a file or folder that the machine does not let us read."""
    reasons = {
        "PermissionError": ("Không có quyền đọc.", "Cho người chạy lệnh quyền đọc."),
        "IsADirectoryError": ("Đây là thư mục, không phải tệp.", "Đổi tên, hoặc chuyển đi."),
        "NotADirectoryError": ("Đây là tệp, không phải thư mục.", "Chuyển tệp đi, lập thư mục."),
    }
    other = (f"Không đọc được ({error.strerror}).", "Xem lại tệp hoặc ổ đĩa.")
    what, repair = reasons.get(type(error).__name__, other)
    return Flaw(what=what, repair=repair, rule="form/unreadable")


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
        root = _compose(text)
    except yaml.YAMLError:
        root = None
    return lambda place: _locate(root, place)


def _compose(text: str) -> yaml.Node | None:
    """The node of the text's one document.

    Composing calls itself for each level without a bound, so a few KB of brackets would end the
    process: a text that could nest so deep is walked first.
    """
    brackets = text.count("[") + text.count("{")
    if brackets > _MANY or (len(text) > 4 * _MANY and _STAIRS.search(text)):
        _refuse_depth(text)
    root: yaml.Node | None = yaml.compose(text, _Loader)
    return root


def _refuse_depth(text: str) -> None:
    depth = 0
    for event in yaml.parse(text, _Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEEPEST:
                raise _too_deep(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _too_deep(at: yaml.Node | yaml.Event) -> yaml.MarkedYAMLError:
    mark: Any = at.start_mark
    return yaml.MarkedYAMLError(problem=syntax.TOO_DEEP, problem_mark=mark)


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
    if len(place) > DEEPEST:
        raise _too_deep(node)
    if node.tag != _SEQUENCE and node.tag != _MAPPING:
        flaws.append(_tag(node))
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
    found = dict.fromkeys(
        _line(event)
        for event in yaml.parse(text, _Loader)
        if getattr(event, "anchor", None) is not None
    )
    return [
        Flaw(
            line=line,
            what="Dấu neo (&) và dấu tham chiếu (*) của YAML không được dùng trong danh mục.",
            repair="Viết lại giá trị, hoặc đặt nó trong ngoặc kép nếu dấu này là chữ.",
            rule="form/syntax",
        )
        for line in found
    ]


def _syntax(error: yaml.YAMLError, text: str) -> Flaw:
    line, what, repair = syntax.explain(error, text)
    return Flaw(line=line, what=what, repair=repair, rule="form/syntax")
