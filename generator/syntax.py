"""What a fault of YAML's syntax means, in words for who typed it.

In: the parser's error and the text.  Out: ``Explained``: the line to look at, what, repair.
"""

import re
from typing import NamedTuple

import yaml

TOO_DEEP = "nested too deep"
"""The problem of our own errors: libyaml itself knows no bound."""


class Explained(NamedTuple):
    """A fault's line (1-based; 0 where it is not known), what it is, and how to repair it."""

    line: int
    what: str
    repair: str


_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_INDENT = "Xem lại thụt đầu dòng ở dòng này và dòng trên nó; chỉ thụt bằng dấu cách."
_QUOTE = "Nếu dấu đó là chữ thì đặt cả giá trị trong ngoặc kép."
_TAB = ("thụt đầu dòng bằng Tab", "Thay Tab bằng dấu cách.")
_NBSP = ("thụt đầu dòng bằng dấu cách không ngắt (NBSP)", "Thay bằng dấu cách thường.")
_FLOW = "thiếu dấu phẩy hoặc dấu đóng"
_PROBLEMS = (
    (
        "mapping values are not allowed",
        "có dấu hai chấm ở giữa giá trị, hoặc dòng thụt sâu hơn khóa cùng bậc",
        "Đặt cả giá trị trong ngoặc kép; nếu là khóa thì thụt thẳng với các khóa cùng bậc.",
    ),
    ("tab character", *_TAB),
    ("unexpected end of stream", "ngoặc kép mở ra mà không đóng", "Thêm dấu ngoặc kép đóng."),
    ("',' or ']'", f"danh sách mở bằng “[” {_FLOW}", "Thêm dấu phẩy giữa các mục, hoặc “]”."),
    ("',' or '}'", f"nhóm mở bằng “{{” {_FLOW}", "Thêm dấu phẩy giữa các khóa, hoặc “}”."),
    ("find expected ':'", "thiếu dấu hai chấm sau tên khóa", "Viết “khóa: giá trị”."),
    ("unknown escape", "có dấu \\ trong ngoặc kép", "Viết \\\\, hoặc dùng ngoặc đơn."),
    ("comment or line break", "còn chữ sau dấu | hoặc >", f"Xuống dòng ngay sau nó. {_QUOTE}"),
    ("indentation indicator", "còn chữ số sau dấu | hoặc >", f"Xuống dòng ngay sau nó. {_QUOTE}"),
    ("directive", "dòng bắt đầu bằng %", _QUOTE),
    ("incompatible YAML", "dòng bắt đầu bằng %YAML", "Xóa dòng này."),
    ("scanning a tag", "giá trị bắt đầu bằng dấu chấm than", _QUOTE),
    ("tag handle", "giá trị bắt đầu bằng dấu chấm than", _QUOTE),
    ("scanning an anchor", "giá trị bắt đầu bằng & hoặc *", _QUOTE),
    ("scanning an alias", "giá trị bắt đầu bằng & hoặc *", _QUOTE),
    ("undefined alias", "giá trị bắt đầu bằng *", _QUOTE),
    ("duplicate anchor", "giá trị bắt đầu bằng &", _QUOTE),
    ("block sequence entries", "dấu gạch đầu dòng đứng sai chỗ", "Xuống dòng trước dấu gạch."),
    ("mapping keys are not", "dấu ? đứng sai chỗ", _QUOTE),
    ("document indicator", "có dòng --- hoặc ... ở giữa giá trị", "Xóa dòng đó."),
    ("single document", "tệp có hơn một tài liệu (dấu ---)", "Chia thành nhiều tệp."),
    (TOO_DEEP, "các mục lồng trong nhau quá nhiều bậc", "Viết lại theo tệp mẫu."),
    (
        "did not find expected",
        "dòng này không khớp với dòng trên: thụt lệch, hoặc còn chữ sau ngoặc kép",
        _INDENT,
    ),
)
_WHERE_IT_BEGAN = ("end of stream", "',' or", "find expected ':'")
"""Of these the parser tells where it gave up; the fault stands where the value began."""


def explain(error: yaml.YAMLError, text: str) -> Explained:
    """The fault as its editor should read it."""
    if isinstance(error, yaml.reader.ReaderError):
        return _sign(error, text)
    if not isinstance(error, yaml.MarkedYAMLError):
        return Explained(0, _said(str(error)), _INDENT)
    problem = f"{error.context or ''} {error.problem or ''}"
    mark = error.problem_mark
    if any(words in problem for words in _WHERE_IT_BEGAN):
        mark = error.context_mark or mark
    line = mark.line + 1 if mark else 0
    if "cannot start any token" in problem and mark:
        return Explained(line, *_start(text, mark.line, mark.column))
    if mark and "\N{NO-BREAK SPACE}" in _indent(text, mark.line):
        return Explained(line, _said(_NBSP[0]), _NBSP[1])
    for english, what, repair in _PROBLEMS:
        if english in problem:
            return Explained(line, _said(what), repair)
    return Explained(line, _said(problem.strip()), _INDENT)


def _line(text: str, line: int) -> str:
    """A line by its number from 0, as the parser counts lines; empty behind the last one."""
    return next(iter(_BREAK.split(text)[line:]), "")


def _indent(text: str, line: int) -> str:
    whole = _line(text, line)
    return whole[: len(whole) - len(whole.lstrip())]


def _said(what: str) -> str:
    return f"Tệp không đúng cú pháp YAML: {what}."


def _start(text: str, line: int, column: int) -> tuple[str, str]:
    """A value that begins with a sign that YAML keeps for itself; what and repair."""
    sign = _line(text, line)[column : column + 1]
    if sign == "\t":
        return _said(_TAB[0]), _TAB[1]
    return _said(f"giá trị bắt đầu bằng “{sign}”"), _QUOTE


def _sign(error: yaml.reader.ReaderError, text: str) -> Explained:
    """A control character; the parser counts bytes."""
    line = text.encode()[: error.position].count(b"\n") + 1
    what = "có ký tự điều khiển không nhìn thấy"
    return Explained(line, _said(what), "Xóa ký tự đó; nếu không thấy nó thì gõ lại cả dòng.")
