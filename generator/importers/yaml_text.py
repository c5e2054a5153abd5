"""YAML as the catalogue writes it, and edits that leave the rest of a file as its editor left it.

In: plain values, or the text of a file and the keys to replace.  Out: text.
Every scalar that is written reads back as the same text (``load.parse``).
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from generator.load import Tree, parse

_Base: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
_BaseLoader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
WIDTH = 100
_CODE = re.compile(r"\d+\.\d{6}\Z")


class _Dumper(_Base):  # type: ignore[misc]
    """Literal blocks for several lines, double quotes for codes, no aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(dumper: Any, value: str) -> yaml.ScalarNode:
    style = None
    if "\n" in value and not re.search(r"[^\S\n]\n|\t|^\s", value):
        style = "|"
    elif _CODE.match(value):
        style = '"'
    node: yaml.ScalarNode = dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)
    return node


def _number(dumper: Any, value: float) -> yaml.ScalarNode:
    kind, text = ("int", str(int(value))) if value.is_integer() else ("float", str(value))
    node: yaml.ScalarNode = dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", text)
    return node


_Dumper.add_representer(str, _text)
_Dumper.add_representer(float, _number)


def dump(value: Mapping[str, object]) -> str:
    """The mapping as a block of YAML."""
    text: str = yaml.dump(
        dict(value), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=WIDTH
    )
    return text


def as_text(value: object) -> Tree:
    """The value as a reader of the file sees it: every scalar as text."""
    if isinstance(value, Mapping):
        return {str(key): as_text(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_text(inner) for inner in value]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


class CannotEditError(Exception):
    """The file is not a block mapping whose keys can be replaced line by line."""


def replace_keys(
    text: str, changes: Mapping[str, object], gone: Sequence[str], order: Sequence[str]
) -> str:
    """The text with only the lines of the named top-level keys replaced, added or removed.

    New keys go behind the nearest key before them in ``order``.
    """
    for key in gone:
        start, end = _spans(text).get(key, (0, 0))
        text = _splice(text, start, end, "")
    for key, value in changes.items():
        spans = _spans(text)
        if key in spans:
            start, end = spans[key]
        else:
            start = end = _slot(spans, key, order, text)
        text = _splice(text, start, end, dump({key: value}))
    return text


def _splice(text: str, start: int, end: int, instead: str) -> str:
    """The text with its lines from ``start`` to before ``end`` replaced."""
    lines = text.splitlines(keepends=True)
    if lines and not lines[-1].endswith("\n"):
        lines[-1] += "\n"
    return "".join([*lines[:start], instead, *lines[end:]])


def _spans(text: str) -> dict[str, tuple[int, int]]:
    """The lines of each top-level key, without the blank lines and comments behind them."""
    root = yaml.compose(text, _BaseLoader)
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise CannotEditError
    lines = text.splitlines()
    starts = [key.start_mark.line for key, _ in root.value]
    ends = [*starts[1:], len(lines)]
    return {
        key.value: (start, _without_trailing_comments(lines, start, end))
        for (key, _), start, end in zip(root.value, starts, ends, strict=True)
    }


def _without_trailing_comments(lines: list[str], start: int, end: int) -> int:
    while end > start + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _slot(spans: Mapping[str, tuple[int, int]], key: str, order: Sequence[str], text: str) -> int:
    """The line before which a new key goes."""
    before = order[: order.index(key)] if key in order else order
    ends = [spans[name][1] for name in before if name in spans]
    if ends:
        return max(ends)
    return min((start for start, _ in spans.values()), default=len(text.splitlines()))


def append_items(text: str, key: str, items: Sequence[Mapping[str, object]]) -> str:
    """The text with the items added to the end of the list under ``key``; the rest untouched."""
    if not text.strip():
        return dump({key: list(items)})
    spans = _spans(text)
    root = yaml.compose(text, _BaseLoader)
    found = [value for name, value in root.value if name.value == key] if root else []
    if not found:
        last = len(text.splitlines())
        return _splice(text, last, last, dump({key: list(items)}))
    node = found[0]
    if not isinstance(node, yaml.SequenceNode) or (node.flow_style and node.value):
        raise CannotEditError
    if not node.value:
        start, end = spans[key]
        return _splice(text, start, end, dump({key: list(items)}))
    indent = " " * node.start_mark.column
    block = "".join(indent + line for line in _items(items).splitlines(keepends=True))
    end = spans[key][1]
    return _splice(text, end, end, block)


def _items(items: Sequence[Mapping[str, object]]) -> str:
    """A list of mappings without its key."""
    return dump({"x": list(items)}).partition("\n")[2]


def same(text: str, value: object) -> bool:
    """Whether the text reads as the value."""
    tree, flaws = parse(text)
    return not flaws and tree == value
