"""Templates read exactly what their views have, and head their sections as the shells do."""

import types
import typing
from typing import Any

import lxml.html
import msgspec
import pytest
from jinja2 import nodes

from generator.views import field, procedure
from tests import example_records
from tests.every_page import ENVIRONMENT, TEMPLATES, VIEWS, render, views

READ_BY_RENDER = {"title", "description", "crumbs"}
CATALOGUE = example_records.catalogue(lambda place: place)


def parse(name: str) -> nodes.Template:
    return ENVIRONMENT.parse((TEMPLATES / name).read_text(encoding="utf-8"))


# Files of macros alone; "settlements" is "settlement" for another shell.
MACROS = ("parts", "history", "charts", "form_files")
PARTS = {
    macro.name: macro for name in MACROS for macro in parse(f"{name}.html").find_all(nodes.Macro)
}
DRAWN = sorted(views(CATALOGUE))


class Reader:
    """Follows the types from ``v`` through a template and notes each attribute that it reads."""

    def __init__(self, template: nodes.Template) -> None:
        own = {macro.name: macro for macro in template.find_all(nodes.Macro)}
        self.macros = PARTS | own
        self.read: set[tuple[type, str]] = set()

    def follow(self, node: nodes.Node, known: dict[str, Any]) -> None:
        if isinstance(node, nodes.Macro):
            return
        if isinstance(node, nodes.For):
            self._for(node, known)
        elif isinstance(node, nodes.Call):
            self._call(node, known)
        elif isinstance(node, nodes.Expr):
            self.type_of(node, known)
        else:
            for child in node.iter_child_nodes():
                self.follow(child, known)

    def _for(self, node: nodes.For, known: dict[str, Any]) -> None:
        assert isinstance(node.target, nodes.Name)
        element = element_of(self.type_of(node.iter, known))
        for child in node.body:
            self.follow(child, known | {node.target.name: element, "loop": None})
        for child in node.else_:
            self.follow(child, known)

    def _call(self, node: nodes.Call, known: dict[str, Any]) -> None:
        if not isinstance(node.node, nodes.Name):
            self.type_of(node.node, known)
            return
        macro = self.macros[node.node.name]
        given = [self.type_of(argument, known) for argument in node.args]
        inside = {name.name: kind for name, kind in zip(macro.args, given, strict=True)}
        for child in macro.body:
            self.follow(child, inside | {"root": str})

    def type_of(self, node: nodes.Node, known: dict[str, Any]) -> Any:
        """The type of an expression where it is one of ours; None where that does not matter."""
        if isinstance(node, nodes.Name):
            return known[node.name]
        if isinstance(node, nodes.Getattr):
            return self._attribute(self.type_of(node.node, known), node.attr)
        if isinstance(node, nodes.Getitem):
            return element_of(self.type_of(node.node, known))
        if isinstance(node, nodes.Call):
            return self._call(node, known)
        for child in node.iter_child_nodes():
            self.type_of(child, known)
        return None

    def _attribute(self, owner: Any, name: str) -> Any:
        if not (isinstance(owner, type) and issubclass(owner, msgspec.Struct)):
            return None
        hints = typing.get_type_hints(owner)
        assert name in hints, f"{owner.__name__} has no {name}"
        self.read.add((owner, name))
        return without_none(hints[name])


def element_of(sequence: Any) -> Any:
    """The type of a sequence's elements, where it is known."""
    return next(iter(typing.get_args(sequence)), None)


def without_none(hint: Any) -> Any:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(part for part in typing.get_args(hint) if part is not type(None))
    return hint


def structs_of(view: type) -> set[type]:
    """The view and every struct that its attributes lead to."""
    found: set[type] = set()
    queue: list[Any] = [view]
    while queue:
        kind = without_none(queue.pop())
        queue.extend(typing.get_args(kind))
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind not in found:
            found.add(kind)
            queue.extend(typing.get_type_hints(kind).values())
    return found


@pytest.mark.parametrize("kind", VIEWS)
def test_a_template_reads_all_that_its_view_has_and_nothing_else(kind: str) -> None:
    template = parse(f"{kind}.html")
    reader = Reader(template)
    reader.follow(template, {"v": VIEWS[kind], "root": str})
    unread = {
        f"{struct.__name__}.{name}"
        for struct in structs_of(VIEWS[kind])
        for name in struct.__struct_fields__  # type: ignore[attr-defined]
        if (struct, name) not in reader.read
        and not (struct is VIEWS[kind] and name in READ_BY_RENDER)
    }
    assert unread == CARRIED.get(kind, set())


# What a shared struct carries for other pages, for feeds and for files.
NOT_IN_PRICE_LISTS = {"FeeRow.mark", "FeeRow.state", "FeeRow.exemptions", "FeeRow.note"}
CARRIED = {
    "fee-table": NOT_IN_PRICE_LISTS | {"PriceList.unverified", "PriceList.unknown"},
    "fees": {"Table.html", "Table.priced", "Table.unverified", "Table.unknown"},
    "field": NOT_IN_PRICE_LISTS,
    "as-of": {"Turn.coming"},
    "form": {"Offer.legal"},
    "edition": {"ChangeRow.kind", "PartChange.id"},
    "procedure": {"PartChange.id", "Offer.legal", "Offer.to_verify"},
    "settlement": {"Table.csv"},
    "statistics": {"Table.csv"},
    "version": {"Part.id"},
    "withdrawn": {"PartChange.id"},
}


def test_every_view_has_a_template_of_its_name() -> None:
    names = {path.stem for path in TEMPLATES.glob("*.html")} - {*MACROS, "settlements"}
    assert names == set(VIEWS)


def test_no_template_switches_escaping_off() -> None:
    for path in TEMPLATES.glob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "safe" not in text and "autoescape" not in text, path.name


@pytest.mark.parametrize(
    ("kind", "sections"), [("procedure", procedure.SECTIONS), ("field", field.SECTIONS)]
)
def test_a_page_has_each_section_once_and_in_order(kind: str, sections: dict[str, str]) -> None:
    page = lxml.html.fromstring(f"<main>{render(kind, views(CATALOGUE)[kind])}</main>")
    headings = [(heading.get("id"), heading.text_content()) for heading in page.iter("h2")]
    assert headings == list(sections.items())


@pytest.mark.parametrize("kind", DRAWN)
def test_a_page_has_one_h1_and_no_id_twice(kind: str) -> None:
    page = lxml.html.fromstring(f"<main>{render(kind, views(CATALOGUE)[kind])}</main>")
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(list(page.iter("h1"))) == 1
    assert len(ids) == len(set(ids))
