"""The quick compiler gives what Jinja's own gives, and escapes what is no markup."""

from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from msgspec import Struct

from generator.templating import environment
from tests import every_page
from tests.example_records import catalogue

PAGES = every_page.views(catalogue(lambda place: f"<i>{place}&"))


@pytest.mark.parametrize("kind", PAGES)
def test_every_page_is_what_plain_jinja_renders(kind: str) -> None:
    plain = jinja2.Environment(
        loader=jinja2.FileSystemLoader(every_page.TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    expected = plain.get_template(f"{kind}.html").render(v=PAGES[kind], root="../../")
    assert every_page.render(kind, PAGES[kind]) == expected


class _Said(Struct):
    text: object


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> jinja2.Template:
    folder = tmp_path_factory.mktemp("templates")
    (folder / "said.html").write_text(
        "{% macro m(x) %}<b>{{ x }}</b>{% endmacro %}{{ v.text }}{{ m(v.text) }}", encoding="utf-8"
    )
    return environment(folder, folder, "test").get_template("said.html")


@given(text=st.text())
def test_text_never_becomes_markup(template: jinja2.Template, text: str) -> None:
    safe = str(Markup.escape(text))
    assert template.render(v=_Said(text)) == f"{safe}<b>{safe}</b>"


@pytest.mark.parametrize("value", [None, 5, 2.5, True, Markup("<i>x</i>")])
def test_other_values_are_shown_as_plain_jinja_shows_them(
    template: jinja2.Template, value: object
) -> None:
    safe = str(Markup.escape(value))
    assert template.render(v=_Said(value)) == f"{safe}<b>{safe}</b>"


MACROS = "{% macro m(x, y='&') %}<b>{{ x }}{{ y }}</b>{% endmacro %}"


def rendered(folder: Path, source: str) -> str:
    (folder / "x.html").write_text(source, encoding="utf-8")
    return environment(folder, folder, "test").get_template("x.html").render(v=_Said("<"))


@pytest.mark.parametrize(
    ("call", "page"),
    [
        ("{{ m(v.text, 2) }}", "<b>&lt;2</b>"),
        ("{{ m(x=v.text) }}", "<b>&lt;&amp;</b>"),
        ("{{ m(m(v.text), 2) }}", "<b><b>&lt;&amp;</b>2</b>"),
        ("{{ m(v.text) ~ v.text }}", "<b>&lt;&amp;</b>&lt;"),
        ("{% set said = m(v.text) %}{{ said }}", "<b>&lt;&amp;</b>"),
        ("{{ m(v.text) if v.text else '' }}", "<b>&lt;&amp;</b>"),
        ("{{ v.text if v.text else '' }}", "&lt;"),
        ("{{ [v.text, '>'] | join('&') }}", "&lt;&amp;&gt;"),
        ("{{ [v.text] }}", "[&#39;&lt;&#39;]"),
        ("{{ v.text ~ '&' }}", "&lt;&amp;"),
    ],
)
def test_calls_in_every_place_are_escaped_once(tmp_path: Path, call: str, page: str) -> None:
    assert rendered(tmp_path, MACROS + call) == page


@pytest.mark.parametrize(
    "call", ["{{ m() }}", "{{ m(1) }}", "{{ m(1, 2, 3) }}", "{{ m(1, z=2) }}", "{{ n(1) }}"]
)
def test_a_wrong_call_of_a_macro_is_an_error(tmp_path: Path, call: str) -> None:
    with pytest.raises((jinja2.UndefinedError, TypeError)):
        rendered(tmp_path, MACROS + call)


@pytest.mark.parametrize("secret", ["caller()", "varargs", "kwargs"])
def test_a_macro_takes_named_arguments_only(tmp_path: Path, secret: str) -> None:
    with pytest.raises(jinja2.TemplateSyntaxError, match="named arguments"):
        rendered(tmp_path, "{% macro m(x) %}{{ " + secret + " }}{% endmacro %}{{ m(1) }}")


def test_a_damaged_compiled_template_is_compiled_again(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("<b>{{ v.text }}</b>", encoding="utf-8")
    for _ in range(2):
        template = environment(tmp_path, tmp_path, "test").get_template("x.html")
        assert template.render(v=_Said("&")) == "<b>&amp;</b>"
        (compiled,) = (tmp_path / "templates").iterdir()
        compiled.write_bytes(compiled.read_bytes().replace(b"<b>", b"<i>"))


def test_a_missing_attribute_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_text("{{ v.missing }}", encoding="utf-8")
    with pytest.raises(AttributeError):
        environment(tmp_path, tmp_path, "test").get_template("x.html").render(v=_Said("x"))
