"""How findings are shown: one line each, whatever the catalogue's text holds."""

import json

from generator.findings import Finding, show

HOSTILE = Finding(
    path="a\nb.yml",
    line=3,
    what="Giá trị “\x1b[31m\u202e\r\nx”.",
    repair="Sửa.",
    rule="form/value",
)


def test_text_of_the_catalogue_neither_ends_a_line_nor_commands_the_terminal() -> None:
    text = show([HOSTILE])
    assert len(text.splitlines()) == 1
    assert text.rstrip("\n").isprintable()


def test_an_annotation_is_one_line() -> None:
    assert len(show([HOSTILE], "github").split("\n")) == 2


def test_json_holds_the_text_itself() -> None:
    assert json.loads(show([HOSTILE], "json"))[0]["what"] == HOSTILE.what
