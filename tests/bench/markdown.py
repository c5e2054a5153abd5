"""The same content as Markdown, one file a page, for MkDocs with Material and for Zensical.

In: a catalogue of ``corpus``.  Out: a project with ``mkdocs.yml``; both programs read it.  They put
on their own theme with the navigation pruned, so their pages are not as long as ours.
"""

import shutil
import sys
from pathlib import Path
from typing import Any

import msgspec

from tests.bench import corpus, sites
from tests.bench.measure import Command

MKDOCS, ZENSICAL = "mkdocs-material", "Zensical"
Record = dict[str, Any]

# Zensical ends where a page is longer than its search takes, as these are at 4,000 procedures.
_UNSEARCHED = ["---", "search:", "  exclude: true", "---", ""]


class Tables(msgspec.Struct, frozen=True):
    """What records refer to, and all records."""

    words: Record
    fields: list[Record]
    forms: list[Record]
    records: list[Record]

    def of_field(self, field_id: str) -> list[Record]:
        return [record for record in self.records if record["field"] == field_id]


def program(name: str) -> str | None:
    """Where the program is: beside this Python, or on the path."""
    beside = Path(sys.executable).with_name(name)
    return str(beside) if beside.exists() else shutil.which(name)


def build(name: str, project: Path) -> Command:
    """The full build into ``site_of(project)``."""
    clean = ["--clean"] if name == "zensical" else ["--quiet"]
    return [program(name) or name, "build", *clean, "-f", str(project / "mkdocs.yml")]


def serve(project: Path, port: int) -> Command:
    """Zensical's server, which builds anew on change."""
    config = str(project / "mkdocs.yml")
    return [program("zensical") or "zensical", "serve", "-f", config, "-a", f"localhost:{port}"]


def site_of(project: Path) -> Path:
    """Where both programs write."""
    return project / "site"


def sources_saying(project: Path, name: str) -> list[Path]:
    """The content files that an editor must change when a procedure gets another name."""
    files = sorted((project / "docs").rglob("*.md"))
    return [path for path in files if name in path.read_text(encoding="utf-8")]


def write(project: Path, catalogue: Path) -> None:
    """Write the project of a catalogue."""
    tables = _tables(catalogue)
    config = {
        "site_name": tables.words["publisher"]["short_name"],
        "site_url": tables.words["publisher"]["base_address"],
        "theme": {"name": "material", "language": "vi", "features": ["navigation.prune"]},
        "plugins": [],
        "nav": ["index.md", "thu-tuc/index.md", "bieu-mau/index.md", "le-phi.md"],
        "not_in_nav": "*",
        "markdown_extensions": ["attr_list", "tables"],
    }
    sites.put(project / "mkdocs.yml", sites.dumped(config).encode())
    for path, lines in _pages(tables).items():
        sites.put(project / "docs" / path, "\n".join(lines).encode())


def _tables(catalogue: Path) -> Tables:
    return Tables(
        sites.words(catalogue),
        corpus.read(catalogue / "fields.yml")["fields"],
        corpus.read(catalogue / "forms" / "mau.yml")["forms"],
        [corpus.read(path) for path in sorted((catalogue / "procedures").glob("*/*.yml"))],
    )


def _pages(tables: Tables) -> dict[str, list[str]]:
    everything = [*_UNSEARCHED, "# Thủ tục A–Z", "", *_list(tables.records, "")]
    fees = [*_UNSEARCHED, "# Phí, lệ phí", ""]
    pages = {"index.md": ["# Tra cứu thủ tục hành chính", ""], "thu-tuc/index.md": everything}
    for field in tables.fields:
        records = tables.of_field(field["id"])
        pages["index.md"].append(f"- [{field['name']}](linh-vuc/{field['id']}.md)")
        pages[f"linh-vuc/{field['id']}.md"] = [
            *(f"# {field['name']}", "", "## Thủ tục", "", *_list(records, "../thu-tuc/")),
            *("", "## Phí, lệ phí", "", *_fee_table(records, tables, "../thu-tuc/")),
        ]
        fees += [f"## {field['name']}", "", *_fee_table(records, tables, "thu-tuc/"), ""]
    for form in tables.forms:
        users = [record for record in tables.records if form["id"] in record["forms"]]
        pages[f"bieu-mau/{form['id']}.md"] = [
            *(f"# {form['name']}", "", "## Dùng cho thủ tục", ""),
            *_list(users, "../thu-tuc/"),
        ]
    forms = [f"- [{form['name']}]({form['id']}.md)" for form in tables.forms]
    pages["bieu-mau/index.md"] = ["# Biểu mẫu", "", *forms]
    pages["le-phi.md"] = fees
    names = {record["code"]: record["short_name"] for record in tables.records}
    for record in tables.records:
        pages[f"thu-tuc/{record['code']}.md"] = _procedure(record, tables, names)
    return pages


def _list(records: list[Record], way: str) -> list[str]:
    return [f"- [{record['short_name']}]({way}{record['code']}.md)" for record in records]


def _fee_table(records: list[Record], tables: Tables, way: str) -> list[str]:
    rows = [
        f"| [{record['short_name']}]({way}{record['code']}.md) {record['code']} "
        f"| {_channel(fee, tables)} | {_fee(fee)} | {_laws(fee.get('legal', []))} |"
        for record in records
        for fee in record["fees"]
    ]
    return ["| Thủ tục | Nộp bằng cách | Mức thu | Căn cứ |", "|---|---|---|---|", *rows]


def _procedure(record: Record, tables: Tables, names: dict[str, str]) -> list[str]:
    words = tables.words
    limits = [
        f"- {_channel(limit, tables)}: {limit['number']} {words['units'][limit['unit']]}"
        for limit in record["time_limits"]
    ]
    fees = [
        f"| {_channel(fee, tables)} | {_fee(fee)} | {_laws(fee.get('legal', []))} |"
        for fee in record["fees"]
    ]
    papers = [
        f"- {paper['name']} ({paper['originals']} bản chính)"
        for case in record["dossier"]
        for paper in case["items"]
    ]
    spans = [f"- {words['tiers'][span['tier']]}" for span in record["jurisdiction"]]
    agencies = [f"- {words['agencies'][item['agency']]}" for item in record["authorities"]]
    channels = [f"- {words['channels'][item['kind']]}" for item in record["channels"]]
    forms = [f"- [{form}](../bieu-mau/{form}.md)" for form in record["forms"]]
    others = [f"- [{names[code]}]({code}.md)" for code in record["related"]]
    return [
        *("---", f"title: {record['short_name']}", "---", ""),
        *(f"# {record['short_name']} {{#ten}}", "", record["name"], "", record["summary"], ""),
        *("## Trình tự thực hiện", "", *(f"1. {step}" for step in record["steps"]), ""),
        *("## Cách thức thực hiện", "", *channels, "", *agencies, "", *spans, ""),
        *("## Thành phần hồ sơ", "", *papers, "", f"Số lượng hồ sơ: **{record['sets']} bộ**", ""),
        *("## Thời hạn giải quyết", "", *limits, ""),
        *("## Phí, lệ phí", "", "| Cách nộp | Mức thu | Căn cứ |", "|---|---|---|", *fees, ""),
        *("## Biểu mẫu", "", *forms, ""),
        *("## Kết quả", "", *(f"- {result}" for result in record["results"]), ""),
        *("## Yêu cầu, điều kiện", "", *(f"- {text}" for text in record["conditions"]), ""),
        *("## Căn cứ pháp lý", "", *(f"- Nghị định {law}" for law in record["legal_basis"]), ""),
        *("## Thủ tục liên quan", "", *others, ""),
        *("## Nguồn và ngày kiểm tra", "", record["source"]["title"], ""),
    ]


def _channel(value: Record, tables: Tables) -> str:
    kind = value.get("channel")
    return str(tables.words["channels"][kind]) if kind else "Mọi hình thức"


def _fee(fee: Record) -> str:
    if fee.get("basis") == "council":
        return f"Do Hội đồng nhân dân quy định ({fee['case']})"
    return f"{int(fee['amount']):,} đồng/{fee['unit']}".replace(",", ".")


def _laws(numbers: list[str]) -> str:
    return "; ".join(f"Nghị định {number}" for number in numbers) or "Chưa ghi căn cứ"
