"""The same site by Hugo: one content file a procedure, its record as front matter, our shells.

In: a catalogue of ``corpus`` and our ``Website``.  Out: a Hugo project, and the commands to run it.
"""

import shutil
from pathlib import Path

from generator.website import Shell, Website
from tests.bench import corpus, sites
from tests.bench.measure import Command

NAME = "Hugo"
TEMPLATES = sites.PEERS / "hugo"
LAYOUTS = {
    "home": "index.html",
    "procedures": "thu-tuc/list.html",
    "procedure": "thu-tuc/single.html",
    "field": "_default/field.html",
    "fields": "_default/fields.html",
    "form": "_default/form.html",
    "forms": "_default/forms.html",
    "fees": "_default/fees.html",
    "search": "_default/search.html",
    "wards": "_default/wards.html",
}
LISTS = {
    "": ("home", "Tra cứu thủ tục hành chính"),
    "thu-tuc/": ("procedures", "Thủ tục A–Z"),
    "linh-vuc/": ("fields", "Lĩnh vực"),
    "bieu-mau/": ("forms", "Biểu mẫu"),
}
SINGLES = {
    "le-phi": ("fees", "Phí, lệ phí"),
    "tim-kiem": ("search", "Tìm kiếm"),
    "phuong": ("wards", "Phường, xã"),
}


def program() -> str | None:
    """Where Hugo is; None where it is not installed."""
    return shutil.which("hugo")


def build(project: Path, site: Path) -> Command:
    """The full build."""
    return [program() or "hugo", "--quiet", "--source", str(project), "--destination", str(site)]


def serve(project: Path, port: int) -> Command:
    """The server that rebuilds on change, from memory; every page is made current."""
    return [
        *(program() or "hugo", "server", "--source", str(project), "--port", str(port)),
        *("--disableFastRender", "--disableLiveReload"),
    ]


def write(project: Path, catalogue: Path, website: Website) -> None:
    """Write the Hugo project of a catalogue."""
    _config(project, catalogue)
    _data(project / "data", catalogue)
    _layouts(project / "layouts", website)
    for path, content in website.files.items():
        sites.put(project / "static" / path, content)
    for path, (layout, title) in LISTS.items():
        _page(project / "content" / path / "_index.md", {"title": title, "layout": layout})
    for name, (layout, title) in SINGLES.items():
        _page(project / "content" / f"{name}.md", {"title": title, "layout": layout})
    for field in corpus.read(catalogue / "fields.yml")["fields"]:
        _term(project / "content" / "linh-vuc", field, "field")
    for form in corpus.read(catalogue / "forms" / "mau.yml")["forms"]:
        _term(project / "content" / "bieu-mau", form, "form")
    for record in sorted((catalogue / "procedures").glob("*/*.yml")):
        sites.put(source_of(project, record.stem), _procedure(record).encode())


def source_of(project: Path, code: str) -> Path:
    """The content file of a procedure."""
    return project / "content" / "thu-tuc" / f"{code}.md"


def _procedure(record: Path) -> str:
    """A content file: the record's own text, and what a Hugo author adds for the lists."""
    number = corpus.number_of(record.stem)
    lists = {"linh-vuc": [corpus.field_of(number)], "bieu-mau": [corpus.form_of(number)]}
    return sites.front_matter(record, lists)


def _config(project: Path, catalogue: Path) -> None:
    publisher = corpus.read(catalogue / "publisher.yml")
    config = {
        "baseURL": publisher["base_address"],
        "title": publisher["short_name"],
        "languageCode": "vi",
        "defaultContentLanguage": "vi",
        "disableKinds": ["RSS"],
        "enableRobotsTXT": True,
        "taxonomies": {"linh-vuc": "linh-vuc", "bieu-mau": "bieu-mau"},
        "outputs": {"home": ["HTML", "search"]},
        "outputFormats": {
            "search": {
                "mediaType": "text/javascript",
                "path": "tim-kiem",
                "baseName": "chi-muc",
                "isPlainText": True,
            }
        },
    }
    sites.put(project / "config.yaml", sites.dumped(config).encode())


def _data(folder: Path, catalogue: Path) -> None:
    words = sites.words(catalogue)
    tables = {
        "publisher": words.pop("publisher"),
        "agencies": words.pop("agencies"),
        "legal": words.pop("documents"),
        "words": words,
    }
    for name, table in tables.items():
        sites.put(folder / f"{name}.yaml", sites.dumped(table).encode())


def _layouts(folder: Path, website: Website) -> None:
    for kind, path in LAYOUTS.items():
        body = (TEMPLATES / f"{kind}.html").read_text(encoding="utf-8")
        sites.put(folder / path, _layout(website.shells[kind], body).encode())
    for partial in sorted((TEMPLATES / "partials").iterdir()):
        sites.put(folder / "partials" / partial.name, partial.read_bytes())
    for plain in ("index.search.js", "robots.txt"):
        sites.put(folder / plain, (TEMPLATES / plain).read_bytes())


def _layout(shell: Shell, body: str) -> str:
    return sites.shelled(
        shell,
        title="{{ .Title }} – {{ site.Title }}",
        description="{{ truncate 160 (.Summary | plainify | default .Title) }}",
        address="{{ .Permalink }}",
        body=body,
        brace='{{ "{{" }}',
    )


def _term(folder: Path, record: dict[str, object], layout: str) -> None:
    front = {**record, "title": record["name"], "layout": layout}
    _page(folder / str(record["id"]) / "_index.md", front)


def _page(path: Path, front: dict[str, object]) -> None:
    sites.put(path, f"---\n{sites.dumped(front)}---\n".encode())
