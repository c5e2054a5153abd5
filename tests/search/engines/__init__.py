"""Three searches over one catalogue: ours, stock Pagefind, Material's own (lunr).

In: a ``Catalogue`` and queries.  Out: for each query the codes found, best first.  The peers get
one page a procedure with the same words that the procedure's record has.
"""

import json
import tempfile
from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import material

from generator.catalogue import Catalogue
from generator.model import Procedure
from generator.search import engine, index, pagefind
from tests import nodejs

HERE = Path(__file__).parent
Engine = Callable[[Catalogue, Sequence[str]], list[list[str]]]

# What mkdocs-material's search plugin writes for language vi.
LUNR = {
    "lang": ["vi"],
    "separator": r"[\s\-]+",
    "pipeline": ["stopWordFilter"],
    "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
}


def ask(program: str, argument: Path, asked: object) -> Any:
    """The reply of one of the scripts beside this file."""
    return json.loads(nodejs.said(HERE / program, argument, asked=json.dumps(asked)))


def replies(script: bytes, queries: Sequence[str]) -> list[dict[str, Any]]:
    """All that our search says; ``script``: of the index, with its rest or without."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "search.js"
        path.write_bytes(engine.script() + b"\n" + script)
        return ask("ours.mjs", path, {"rank": list(queries)})


def ours(catalogue: Catalogue, queries: Sequence[str]) -> list[list[str]]:
    """The site's search; a matter of another office is an answer without codes."""
    said = replies(index.index(catalogue) + index.rest(catalogue), queries)
    return [[] if reply["elsewhere"] else reply["codes"] for reply in said]


def stock_pagefind(catalogue: Catalogue, queries: Sequence[str]) -> list[list[str]]:
    """Pagefind with its defaults, over one page a procedure."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        for code in catalogue.briefs:
            path = site / "thu-tuc" / code / "index.html"
            path.parent.mkdir(parents=True)
            path.write_text(_page(catalogue, code), encoding="utf-8")
        pagefind.run(site)
        found = ask("pagefind.mjs", site / pagefind.FOLDER, list(queries))
    return [[address.strip("/").split("/")[1] for address in addresses] for addresses in found]


def lunr(catalogue: Catalogue, queries: Sequence[str]) -> list[list[str]]:
    """Material's shipped search worker with its Vietnamese settings."""
    docs = [
        {
            "location": code,
            "title": catalogue.briefs[code].title,
            "text": escape(" ".join(_words(catalogue, code))),
        }
        for code in catalogue.briefs
    ]
    scripts = Path(material.__file__).parent / "templates" / "assets" / "javascripts"
    asked = {"config": LUNR, "docs": docs, "queries": list(queries)}
    return ask("material.mjs", scripts, asked)


def _page(catalogue: Catalogue, code: str) -> str:
    title = escape(catalogue.briefs[code].title)
    text = "".join(f"<p>{escape(words)}</p>" for words in _words(catalogue, code))
    return (
        f'<!doctype html><html lang="vi"><head><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    )


def _words(catalogue: Catalogue, code: str) -> list[str]:
    """What a reader sees on the procedure's page, as far as a search reads it."""
    procedure: Procedure = catalogue.whole(code)
    shared = catalogue.shared
    forms = [shared.forms[form] for form in procedure.forms if form in shared.forms]
    papers = [item.name for case in procedure.dossier for item in case.items]
    texts = [
        procedure.name,
        code,
        shared.fields[procedure.field].name,
        procedure.summary,
        *procedure.synonyms,
        *procedure.steps,
        *papers,
        *procedure.results,
        *(f"{form.number or ''} {form.name}" for form in forms),
    ]
    return [text for text in texts if text]
