"""Linked data: resources as plain records, written as N-Triples, Turtle or JSON-LD.

In: ``Resource``s with names in prefixed form (``dct:title``).  Out: text; the same for the same
resources.  There are no blank nodes: everything has an address of its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from generator.canonical import packed

PREFIXES: Mapping[str, str] = {
    "adms": "http://www.w3.org/ns/adms#",
    "cpsv": "http://purl.org/vocab/cpsv#",
    "cv": "http://data.europa.eu/m8g/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


class Ref(msgspec.Struct, frozen=True, gc=False):
    """Another resource, by its address."""

    iri: str


class Said(msgspec.Struct, frozen=True, gc=False):
    """Text in a language."""

    text: str
    language: str = "vi"


class Typed(msgspec.Struct, frozen=True, gc=False):
    """A value of a datatype, as ``xsd:date``."""

    text: str
    datatype: str


Value = Ref | Said | Typed | str
"""A plain ``str`` is a text without language: a code, a number."""


class Resource(msgspec.Struct, frozen=True, gc=False):
    """A thing: its address, its types, and its properties in their order."""

    iri: str
    types: tuple[str, ...]
    values: tuple[tuple[str, Value], ...]

    def refers_to(self) -> Iterator[str]:
        """The addresses that its properties name."""
        return (value.iri for _, value in self.values if isinstance(value, Ref))


def full(name: str) -> str:
    """The whole address of a prefixed name."""
    prefix, _, rest = name.partition(":")
    return PREFIXES[prefix] + rest


def ntriples(resources: Iterable[Resource]) -> Iterator[str]:
    """The lines of an N-Triples file."""
    known: dict[str, str] = {}
    for resource in resources:
        subject = f"<{resource.iri}>"
        for kind in resource.types:
            yield f"{subject} <{TYPE}> <{full(kind)}> .\n"
        for name, value in resource.values:
            predicate = known.get(name) or known.setdefault(name, full(name))
            yield f"{subject} <{predicate}> {_term(value)} .\n"


def _term(value: Value) -> str:
    if isinstance(value, Ref):
        return f"<{value.iri}>"
    if isinstance(value, Said):
        return f'"{_escaped(value.text)}"@{value.language}'
    if isinstance(value, Typed):
        return f'"{_escaped(value.text)}"^^<{full(value.datatype)}>'
    return f'"{_escaped(value)}"'


def _escaped(text: str) -> str:
    """Text between quotes, in the canonical form of N-Triples."""
    if "\\" in text or '"' in text or "\n" in text or "\r" in text:
        text = text.replace("\\", "\\\\").replace('"', '\\"')
        return text.replace("\n", "\\n").replace("\r", "\\r")
    return text


def turtle(resources: Iterable[Resource], base: str) -> Iterator[str]:
    """The pieces of a Turtle file; addresses below ``base`` (without last slash) are relative."""
    yield f"@base <{base}/> .\n"
    for prefix, address in PREFIXES.items():
        yield f"@prefix {prefix}: <{address}> .\n"
    for resource in resources:
        lines = [f"a {', '.join(resource.types)}"]
        lines += [f"{name} {_short(value, base)}" for name, value in resource.values]
        yield f"\n{_short(Ref(resource.iri), base)} " + " ;\n  ".join(lines) + " .\n"


def _short(value: Value, base: str) -> str:
    if isinstance(value, Ref):
        inside = value.iri.startswith(f"{base}/")
        return f"<{value.iri[len(base) + 1 :] if inside else value.iri}>"
    if isinstance(value, Typed):
        return f'"{_escaped(value.text)}"^^{value.datatype}'
    return _term(value)


def json_ld(resources: Iterable[Resource], base: str) -> bytes:
    """A JSON-LD document that needs no context from elsewhere; a plain text in it is Vietnamese."""
    context = {**PREFIXES, "@base": f"{base}/", "@language": "vi"}
    graph = [_node(resource, base) for resource in resources]
    return packed({"@context": context, "@graph": graph}) + b"\n"


def _node(resource: Resource, base: str) -> dict[str, Any]:
    node: dict[str, Any] = {"@id": _relative(resource.iri, base), "@type": list(resource.types)}
    for name, value in resource.values:
        said = _json_value(value, base)
        if name not in node:
            node[name] = said
        elif isinstance(node[name], list):
            node[name].append(said)
        else:
            node[name] = [node[name], said]
    return node


def _json_value(value: Value, base: str) -> Any:
    if isinstance(value, Ref):
        return {"@id": _relative(value.iri, base)}
    if isinstance(value, Said):
        plain = value.language == "vi"
        return value.text if plain else {"@value": value.text, "@language": value.language}
    if isinstance(value, Typed):
        return {"@value": value.text, "@type": value.datatype}
    return {"@value": value}


def _relative(iri: str, base: str) -> str:
    return iri[len(base) + 1 :] if iri.startswith(f"{base}/") else iri
