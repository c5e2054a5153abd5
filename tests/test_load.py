"""YAML becomes text with lines, and nothing else."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.load import decode, lines, parse


@pytest.mark.parametrize(
    "text", ["12:30", "no", "012", "1.001190", "0x1f", "2026-07-01", "true", "1e3"]
)
def test_plain_scalars_stay_the_text_that_was_typed(text: str) -> None:
    assert parse(f"a: {text}\n") == ({"a": text}, [])


@pytest.mark.parametrize("empty", ["", " ~", " null"])
def test_an_empty_value_is_none(empty: str) -> None:
    assert parse(f"a:{empty}\n") == ({"a": None}, [])


def test_a_quoted_empty_value_is_text() -> None:
    assert parse('a: ""\nb: "null"\n') == ({"a": "", "b": "null"}, [])


FLAWS = {
    "a: 1\nb: 2\na: 3\n": (3, "form/repeated-key"),
    "a:\n  b: 1\n  b: 2\n": (3, "form/repeated-key"),
    "a: &x 1\nb: *x\n": (1, "form/syntax"),
    "a: !!python/object:os.system x\n": (1, "form/syntax"),
    "? [1, 2]\n: 3\n": (1, "form/syntax"),
    "a: b: c\n": (1, "form/syntax"),
    "a: 1\n---\nb: 2\n": (2, "form/syntax"),
    "a: 1\n\tb: 2\n": (2, "form/syntax"),
    "a: 'x\n": (1, "form/syntax"),
    "a: [1, 2\n": (1, "form/syntax"),
    "a: !!set [x]\n": (1, "form/syntax"),
    "a:\n  b: !x {c: 1}\n": (2, "form/syntax"),
}


@pytest.mark.parametrize(("text", "expected"), FLAWS.items())
def test_a_surprise_is_reported_at_its_line(text: str, expected: tuple[int, str]) -> None:
    _, flaws = parse(text)
    assert (flaws[0].line, flaws[0].rule) == expected
    assert flaws[0].what
    assert flaws[0].repair


WORDS = {
    "a: 1\n\tb: 2\n": (2, "Tab"),
    "a:\n\tb: 2\n": (2, "Tab"),
    "a: 1\nb: @x\n": (2, "“@”"),
    "a: `x\n": (1, "“`”"),
    "a: b: c\n": (1, "dấu hai chấm ở giữa"),
    "a:\n  - b: 1\n  \u00a0 c: 2\n": (3, "NBSP"),
    "a: 'x\nb: 1\nc: 2\n": (1, "ngoặc kép mở ra"),
    "a: [x, y\nb: 1\nc: 2\n": (1, "“[” thiếu dấu phẩy"),
    "a: {x: 1\nb: 1\n": (1, "“{” thiếu dấu phẩy"),
    "a: 1\nthiếu dấu\n": (2, "thiếu dấu hai chấm"),
    'a: "C:\\họ"\n': (1, "trong ngoặc kép"),
    "a: 'x' y\n": (1, "còn chữ sau ngoặc kép"),
    "a: |x\n": (1, "sau dấu |"),
    "a: >0\n x": (1, "sau dấu |"),
    "%x\na: 1\n": (1, "bắt đầu bằng %"),
    "%YAML 9.9\n---\na: 1\n": (1, "%YAML"),
    "a: !<x\n": (1, "chấm than"),
    "a: !x!y z\n": (1, "chấm than"),
    "a: &\n": (1, "& hoặc *"),
    "a: *\n": (1, "& hoặc *"),
    "a: *b\n": (1, "bắt đầu bằng *"),
    "a: - b\n": (1, "dấu gạch"),
    "tên: hộ tịch\nb: 1\0\n": (2, "ký tự điều khiển"),
    "a: 1\n---\nb: 2\n": (2, "hơn một tài liệu"),
    "x: " + "[" * 100_000: (1, "quá nhiều bậc"),
    "x: " + "[" * 300 + "]" * 300: (1, "quá nhiều bậc"),
    "- " * 60_000 + "x": (1, "quá nhiều bậc"),
    "\n".join(" " * level + "a:" for level in range(700)): (101, "quá nhiều bậc"),
}


@pytest.mark.parametrize(("text", "expected"), WORDS.items(), ids=[key[:12] for key in WORDS])
def test_a_fault_of_syntax_is_told_in_vietnamese_where_it_stands(
    text: str, expected: tuple[int, str]
) -> None:
    _, (flaw,) = parse(text)
    assert flaw.line == expected[0]
    assert expected[1] in flaw.what
    assert flaw.repair
    assert lines(text)(("x",)) == 1


def test_a_line_of_many_references_is_told_once() -> None:
    _, flaws = parse("a: &x [1]\nb: [*x, *x, *x]\n")
    assert [flaw.line for flaw in flaws] == [1, 2]


def test_a_long_file_of_many_short_lists_is_read() -> None:
    tree, flaws = parse("".join(f"k{number}: [a, {{b: c}}]\n" for number in range(1500)))
    assert isinstance(tree, dict)
    assert (len(tree), flaws) == (1500, [])


def test_an_asterisk_inside_a_sentence_is_no_alias() -> None:
    assert parse("a: giấy *bản chính* & bản sao\n")[1] == []


def test_bytes_that_are_not_utf8_are_reported_at_their_line() -> None:
    _, flaws = decode("a: 1\nb: hộ".encode("utf-16-le"))
    assert flaws[0].rule == "form/encoding"


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbfa: 1") == ("a: 1", [])


TEXT = "a: 1\nb:\n  - c: 2\n    d: 3\n  - c: 4\ne: |\n  x\n  y\nf: 5\n"


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ((), 1),
        (("b",), 2),
        (("b", 0), 3),
        (("b", 0, "d"), 4),
        (("b", 1, "c"), 5),
        (("f",), 9),
        (("b", 1, "missing"), 5),
        (("b", 7), 2),
        (("nowhere", "at", "all"), 1),
    ],
)
def test_a_place_has_the_line_of_its_value_or_of_what_holds_it(
    place: tuple[str | int, ...], line: int
) -> None:
    assert lines(TEXT)(place) == line


TREES = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abcxyz", min_size=1), inner)
    ),
    max_leaves=20,
)


@given(TREES)
def test_what_is_written_with_quotes_is_read_back(tree: object) -> None:
    text = yaml.safe_dump({"root": tree}, allow_unicode=True, default_style='"')
    assert parse(text) == ({"root": tree}, [])
