"""The same site by Eleventy: records as front matter, our shells as Nunjucks layouts.

In: a catalogue of ``corpus`` and our ``Website``.  Out: an Eleventy project, and its commands.
"""

import json
import shutil
from pathlib import Path

from generator.website import Shell, Website
from tests.bench import corpus, measure, sites
from tests.bench.measure import Command

NAME = "Eleventy"
TEMPLATES = sites.PEERS / "eleventy"
LISTS = {
    "index": ("home", "Tra cứu thủ tục hành chính", "index.html"),
    "thu-tuc": ("procedures", "Thủ tục A–Z", "thu-tuc/index.html"),
    "linh-vuc": ("fields", "Lĩnh vực", "linh-vuc/index.html"),
    "bieu-mau": ("forms", "Biểu mẫu", "bieu-mau/index.html"),
    "le-phi": ("fees", "Phí, lệ phí", "le-phi/index.html"),
    "tim-kiem": ("search", "Tìm kiếm", "tim-kiem/index.html"),
    "phuong": ("wards", "Phường, xã", "phuong/index.html"),
}
GROUPS = {"field": ("fields", "linh-vuc"), "form": ("forms", "bieu-mau")}
KINDS = ("procedure", *GROUPS, *(kind for kind, _, _ in LISTS.values()))


def install(folder: Path) -> Path | None:
    """Install the locked Eleventy below the folder; None where Node and npm are absent."""
    if not (shutil.which("node") and shutil.which("npm")):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(TEMPLATES / name, folder / name)
    measure.seconds(["npm", "ci", "--no-audit", "--no-fund"], folder)
    return folder / "node_modules"


def build(project: Path, site: Path) -> Command:
    """The full build."""
    script = project / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"
    return ["node", str(script), f"--output={site}", "--quiet"]


def watch(project: Path, site: Path) -> Command:
    """The watch that rebuilds on change."""
    return [arg for arg in build(project, site) if arg != "--quiet"] + ["--watch"]


def source_of(project: Path, code: str) -> Path:
    """The content file of a procedure."""
    return project / "content" / "thu-tuc" / f"{code}.html"


def write(project: Path, catalogue: Path, website: Website, modules: Path) -> None:
    """Write the Eleventy project of a catalogue; ``modules`` is the installed program."""
    project.mkdir(parents=True)
    (project / "node_modules").symlink_to(modules)
    for name in ("package.json", "eleventy.config.js"):
        shutil.copy(TEMPLATES / name, project / name)
    shutil.copytree(TEMPLATES / "content", project / "content")
    _put_json(project / "words.json", _words(catalogue))
    for path, content in website.files.items():
        sites.put(project / "static" / path, content)
    _layouts(project / "layouts", website)
    _lists(project / "content")
    below = {"layout": "procedure.njk", "tags": ["thu-tuc"]}
    _put_json(project / "content" / "thu-tuc" / "thu-tuc.11tydata.json", below)
    for record in sorted((catalogue / "procedures").glob("*/*.yml")):
        sites.put(source_of(project, record.stem), sites.front_matter(record, {}).encode())


def _words(catalogue: Path) -> dict[str, object]:
    fields = corpus.read(catalogue / "fields.yml")["fields"]
    forms = corpus.read(catalogue / "forms" / "mau.yml")["forms"]
    return sites.words(catalogue) | {
        "fields": fields,
        "forms": forms,
        "field_names": {field["id"]: field["name"] for field in fields},
        "form_names": {form["id"]: form["name"] for form in forms},
    }


def _layouts(folder: Path, website: Website) -> None:
    sites.put(folder / "parts.njk", (TEMPLATES / "layouts" / "parts.njk").read_bytes())
    for kind in KINDS:
        body = (TEMPLATES / "layouts" / f"{kind}.body.njk").read_text(encoding="utf-8")
        sites.put(folder / f"{kind}.njk", _layout(website.shells[kind], body, kind).encode())


def _layout(shell: Shell, body: str, kind: str) -> str:
    title = "group.name" if kind in GROUPS else "title"
    return sites.shelled(
        shell,
        title=f"{{{{ {title} }}}} – {{{{ words.publisher.short_name }}}}",
        description=f'{{{{ (summary or {title}) | truncate(160, false, "…") }}}}',
        address="{{ words.publisher.base_address }}{{ page.url }}",
        body=body,
        brace='{{ "{{" }}',
    )


def _lists(content: Path) -> None:
    for name, (kind, title, path) in LISTS.items():
        front = {"title": title, "layout": f"{kind}.njk", "permalink": path}
        sites.put(content / f"{name}.html", f"---\n{sites.dumped(front)}---\n".encode())
    for kind, (collection, folder) in GROUPS.items():
        grouped = {
            "layout": f"{kind}.njk",
            "pagination": {
                "data": f"collections.{collection}",
                "size": 1,
                "alias": "group",
                "addAllPagesToCollections": True,
            },
            "permalink": f"{folder}/{{{{ group.id }}}}/index.html",
        }
        sites.put(content / f"{kind}.njk", f"---\n{sites.dumped(grouped)}---\n".encode())


def _put_json(path: Path, value: object) -> None:
    sites.put(path, json.dumps(value, ensure_ascii=False).encode())
