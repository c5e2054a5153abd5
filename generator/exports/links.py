"""Typed links: what else there is of a page, how to cite it, under which licence (RFC 8288, 9264).

In: a procedure's code and what the catalogue says.  Out: ``<link>`` elements for its page, and a
linkset for all pages.  ``cite-as`` names the frozen page at the publisher, on a mirror too.
"""

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any

from generator import addresses
from generator.canonical import packed
from generator.catalogue import Catalogue
from generator.exports import schema_org
from generator.exports.dataset import Dataset, origin, record_file
from generator.exports.listing import Listed
from generator.model import Procedure

JSON = "application/json"
JSON_LD = "application/ld+json"
Tree = dict[str, Any]


def head(record: Procedure, catalogue: Catalogue, cite_as: str | None = None) -> str:
    """What a procedure's page carries in its head: typed links, and schema.org's block.

    ``cite_as`` is the address of the frozen page; without one the page has no such link yet.
    """
    licence = catalogue.shared.publisher.licence.url
    code = record.code
    links = [
        ("alternate", f"../{code}.json", JSON),
        ("alternate describedby", f"../{code}.jsonld", JSON_LD),
        ("license", licence, ""),
        *([("cite-as", cite_as, "")] if cite_as else []),
    ]
    return _head(links, schema_org.service(record, catalogue))


def data_head(catalogue: Catalogue, edition: date, listed: Iterable[Listed]) -> str:
    """What the page of the data carries in its head; addresses below it are relative."""
    folder = edition.isoformat()
    links = [
        ("describedby", f"{folder}/dcat.jsonld", JSON_LD),
        ("linkset", f"{folder}/linkset.json", "application/linkset+json"),
        ("license", catalogue.shared.publisher.licence.url, ""),
        ("cite-as", f"{origin(catalogue)}/{addresses.data(edition)}", ""),
    ]
    return _head(links, schema_org.whole(catalogue, edition, listed))


def _head(links: Iterable[tuple[str, str, str]], described: Tree) -> str:
    return "\n".join([*(_element(*link) for link in links), schema_org.script(described)])


def _element(rel: str, href: str, kind: str) -> str:
    media = f' type="{kind}"' if kind else ""
    return f'<link rel="{rel}"{media} href="{escape(href)}">'


def linkset(data: Dataset, items: Iterable[tuple[str, str]]) -> bytes:
    """The links of every procedure's page and of the data's page (RFC 9264).

    ``items``: address and media type of each file of the data.
    """
    licence = [{"href": data.catalogue.shared.publisher.licence.url}]
    pages = [_procedure(code, data) | {"license": licence} for code in data.contents]
    whole = {
        "anchor": f"{data.base}/{addresses.DATA}",
        "cite-as": [{"href": f"{data.base}/{data.folder}"}],
        "describedby": [{"href": f"{data.base}/{data.folder}dcat.jsonld", "type": JSON_LD}],
        "item": [{"href": address, "type": media} for address, media in items],
        "license": licence,
    }
    return packed({"linkset": [whole, *pages]}) + b"\n"


def _procedure(code: str, data: Dataset) -> Tree:
    base = data.base
    plain = {"href": f"{base}/{record_file(code)}", "type": JSON}
    linked = {"href": f"{base}/{record_file(code, 'jsonld')}", "type": JSON_LD}
    return {
        "anchor": f"{base}/{addresses.procedure(code)}",
        "alternate": [plain, linked],
        "describedby": [linked],
        "cite-as": [{"href": data.frozen_page(code)}],
    }
