"""Whatever a catalogue's text contains, readers see it as text."""

import lxml.html
import msgspec
import pytest
from lxml.html import HtmlElement

from generator.catalogue import assemble
from generator.views import procedure
from tests import example_records
from tests.every_page import pages, render

PAYLOADS = (
    "<script>alert(1)</script>",
    "{{7*7}}",
    "{% raw %}{{ v }}",
    "**md** [x](javascript:alert(1))",
    '" onmouseover="alert(1)',
    "' onfocus='alert(1)",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "--><svg/onload=alert(1)>",
    'https://example.vn/" onclick="alert(1)',
    "&lt;i&gt;",
)
OUTSIDE = ("https://", "http://", "mailto:", "tel:")
INSIDE = ("../", "#")
NEVER_WRITTEN = {"script", "img", "svg", "iframe", "object", "style", "i"}


def parsed(body: str) -> HtmlElement:
    return lxml.html.fromstring(f"<main>{body}</main>")


def ours(element: HtmlElement) -> bool:
    """A script of the site's own file, or a chart: templates write these two alone."""
    source = element.get("src", "")
    own_file = source.startswith("../../assets/") and not element.text
    return own_file if element.tag == "script" else element.get("class") == "ny-chart"


def faults(body: str) -> list[str]:
    """What a browser would run, or where it would lead, that no template wrote."""
    found = []
    for element in parsed(body).iter():
        if element.tag in NEVER_WRITTEN and not ours(element):
            found.append(f"<{element.tag}>")
        for name, value in element.attrib.items():
            leads = name in ("href", "src", "action") and value
            leads_away = leads and not value.startswith(OUTSIDE + INSIDE)
            if leads_away or name.startswith("on") or name == "style":
                found.append(f"{element.tag} {name}={value}")
    return found


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("turn", range(6))
def test_hostile_text_in_every_attribute_stays_text(payload: str, turn: int) -> None:
    catalogue = example_records.catalogue(lambda _: payload, turn)
    for kind, body in pages(catalogue).items():
        assert faults(body) == [], kind
        assert payload in parsed(body).text_content(), kind


@pytest.mark.parametrize("payload", PAYLOADS)
@pytest.mark.parametrize("turn", range(3))
def test_hostile_text_stays_text_where_only_gaps_are_known(payload: str, turn: int) -> None:
    bare = example_records.bare_procedure(lambda _: payload, turn)
    catalogue = assemble(example_records.shared(lambda _: payload, turn), [bare])
    for kind, body in pages(catalogue).items():
        assert faults(body) == [], kind


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<a href="javascript:alert(1)">x</a>',
        '<p onclick="alert(1)">x</p>',
        '<a href="//example.vn/">x</a>',
    ],
)
def test_unescaped_html_would_be_found(body: str) -> None:
    assert faults(body)


# The search knows synonyms; of a time limit and a fee the better known value is shown.
NOT_SHOWN = {
    "Procedure.synonyms",
    "Procedure.time_limits.rule",
    "Procedure.time_limits.stated",
    "Procedure.fees.stated",
}


def test_every_text_of_a_procedure_is_on_its_page() -> None:
    def speak(place: str) -> str:
        return f"https://{place}/" if place.endswith("url") else f"«{place}»"

    catalogue = example_records.catalogue(speak)
    record = example_records.procedure(speak)
    html = render("procedure", procedure.view(record, catalogue))
    said = example_records.texts(msgspec.to_builtins(record))
    missing = {text.strip("«»") for text in said if text[:1] in "«h" and text not in html}
    assert missing == NOT_SHOWN


def test_the_example_records_leave_no_attribute_empty() -> None:
    catalogue = example_records.catalogue(lambda place: place)
    shared = catalogue.shared
    for record in (catalogue.whole(example_records.CODE), shared.publisher, *shared.wards.values()):
        empty = [name for name in record.__struct_fields__ if getattr(record, name) in ((), None)]
        assert empty == [], type(record).__name__
