"""The report of an import, for an editor to work through.

In: what the import counted and found.  Out: ``ImportReport``, as Markdown or HTML.
"""

import html
import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from generator.findings import Finding
from generator.importers.kinds import title_of
from generator.importers.ledger import SheetCount
from generator.importers.merge import Change

TITLES = {
    "added": "Thêm mới",
    "changed": "Thay đổi",
    "checked": "Chỉ đổi tháng kiểm tra",
    "unchanged": "Không đổi",
    "deleted-by-hand": "Đã xóa bằng tay, không tạo lại",
    "unreadable": "Tệp trong danh mục không đọc được",
    "gone": "Không còn trong bảng tính",
}


class ImportReport(Struct, frozen=True, kw_only=True):
    """What an import did.  ``stopped``: a workbook could not be read and nothing was written."""

    workbooks: tuple[str, ...]
    stopped: bool
    sheets: tuple[SheetCount, ...]
    changes: tuple[Change, ...]
    refused: dict[str, str]
    findings: tuple[Finding, ...]
    files_written: int

    def records(self) -> dict[str, int]:
        """How many records were added, changed, and so on."""
        return dict(Counter(change.happened for change in self.changes))

    def kinds(self) -> dict[str, int]:
        """How many findings of each rule, the most frequent first."""
        return dict(Counter(finding.rule for finding in self.findings).most_common())

    @property
    def rows_read(self) -> int:
        """All rows of all sheets."""
        return sum(sheet.read for sheet in self.sheets)

    def to_markdown(self) -> str:
        """The whole report as Markdown."""
        return "\n".join(_markdown(self)) + "\n"

    def to_html(self) -> str:
        """The whole report as one HTML page that needs nothing else."""
        body = "\n".join(_html(self))
        return _PAGE.format(title="Báo cáo nhập dữ liệu", body=body)


def summary(report: ImportReport) -> list[tuple[str, str]]:
    """The numbers of the report's head as they are written, with their names."""
    records = report.records()
    numbers = [("Dòng đã đọc", report.rows_read)]
    numbers += [(TITLES[key], records[key]) for key in TITLES if key in records]
    numbers += [
        ("Bị từ chối", len(report.refused)),
        ("Mâu thuẫn chờ giải quyết", report.kinds().get("import/conflict", 0)),
        ("Tệp đã ghi", report.files_written),
        ("Lỗi và lưu ý", len(report.findings)),
    ]
    return [(name, _dotted(number)) for name, number in numbers]


def _dotted(number: int) -> str:
    """The number with a dot at its thousands, as Vietnamese writes it."""
    return f"{number:,}".replace(",", ".")


def _markdown(report: ImportReport) -> Iterable[str]:
    yield "# Báo cáo nhập dữ liệu\n"
    yield f"Bảng tính: {_md(', '.join(report.workbooks)) or 'không đọc được tệp nào'}\n"
    if report.stopped:
        yield "**Đã dừng, chưa ghi gì.** Sửa các lỗi dưới đây rồi nhập lại.\n"
    yield from (f"- {name}: {number}" for name, number in summary(report))
    yield "\n## Dòng theo sheet\n\n| Bảng tính | Sheet | Đọc | Dùng | Bỏ | Lý do bỏ |"
    yield "|---|---|--:|--:|--:|---|"
    for sheet in report.sheets:
        cells = (sheet.workbook, sheet.sheet, sheet.read, sheet.used, _left(sheet), _why(sheet))
        yield "| " + " | ".join(_md(str(cell)) for cell in cells) + " |"
    yield from _markdown_changes(report)
    for rule, findings in _by_rule(report.findings):
        yield f"\n## {title_of(rule)} ({_dotted(len(findings))})\n"
        yield from (
            f"- [ ] {_md(finding.where)}: {_md(finding.what)} {_md(finding.repair)}"
            for finding in findings
        )


def _markdown_changes(report: ImportReport) -> Iterable[str]:
    for happened, changes in _by_change(report.changes):
        yield f"\n## {TITLES[happened]} ({_dotted(len(changes))})\n"
        yield from (f"- {_md(_change(change))}" for change in changes)
    if report.refused:
        yield f"\n## Bị từ chối ({_dotted(len(report.refused))})\n"
        yield from (f"- {_md(code)}: {_md(why)}" for code, why in report.refused.items())


def _html(report: ImportReport) -> Iterable[str]:
    yield f"<p>Bảng tính: {_h(', '.join(report.workbooks) or 'không đọc được tệp nào')}</p>"
    if report.stopped:
        yield "<p><strong>Đã dừng, chưa ghi gì.</strong> Sửa các lỗi dưới đây rồi nhập lại.</p>"
    yield _table(("Mục", "Số"), summary(report))
    yield "<h2>Dòng theo sheet</h2>"
    rows = [(s.workbook, s.sheet, s.read, s.used, _left(s), _why(s)) for s in report.sheets]
    yield _table(("Bảng tính", "Sheet", "Đọc", "Dùng", "Bỏ", "Lý do bỏ"), rows)
    for happened, changes in _by_change(report.changes):
        items = "".join(f"<li>{_h(_change(change))}</li>" for change in changes)
        yield _fold(f"{TITLES[happened]} ({_dotted(len(changes))})", f"<ul>{items}</ul>")
    if report.refused:
        items = "".join(f"<li>{_h(code)}: {_h(why)}</li>" for code, why in report.refused.items())
        yield _fold(f"Bị từ chối ({_dotted(len(report.refused))})", f"<ul>{items}</ul>")
    yield "<h2>Lỗi và lưu ý theo loại</h2>"
    for rule, findings in _by_rule(report.findings):
        cells = [(f.where, f.what, f.repair) for f in findings]
        table = _table(("Ở đâu", "Lỗi", "Cách sửa"), cells)
        yield _fold(f"{title_of(rule)} ({_dotted(len(findings))})", table)


def _by_rule(findings: Iterable[Finding]) -> list[tuple[str, list[Finding]]]:
    """The findings by rule: errors first, then the rules with fewest findings."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.rule, []).append(finding)
    return sorted(groups.items(), key=lambda group: (_weight(group[1]), len(group[1]), group[0]))


def _weight(findings: list[Finding]) -> int:
    return 0 if any(finding.severity == "error" for finding in findings) else 1


def _by_change(changes: Iterable[Change]) -> list[tuple[str, list[Change]]]:
    """The changes by what happened, in the order of ``TITLES``; unchanged records are left out."""
    groups: dict[str, list[Change]] = {key: [] for key in TITLES if key != "unchanged"}
    for change in changes:
        if change.happened != "unchanged" or change.conflicts:
            groups.setdefault(change.happened, []).append(change)
    return [(key, group) for key, group in groups.items() if group]


def _change(change: Change) -> str:
    parts = [f"{change.code} {change.name}".strip()]
    if change.attributes:
        parts.append(f"đổi: {', '.join(change.attributes)}")
    if change.conflicts:
        parts.append(f"mâu thuẫn: {', '.join(change.conflicts)}")
    return "; ".join(parts)


def _left(sheet: SheetCount) -> int:
    return sum(sheet.left_out.values())


def _why(sheet: SheetCount) -> str:
    return "; ".join(f"{reason}: {number}" for reason, number in sheet.left_out.items())


def _md(text: str) -> str:
    """The text with the signs of Markdown and HTML made harmless."""
    escaped = re.sub(r"([\\`*_{}\[\]<>#|!&~])", r"\\\1", text)
    return " ".join(escaped.split())


def _h(value: object) -> str:
    return html.escape(str(value))


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    top = "".join(f'<th scope="col">{_h(cell)}</th>' for cell in head)
    body = "".join(
        "<tr>" + "".join(f"<td>{_h(cell)}</td>" for cell in row) + "</tr>\n" for row in rows
    )
    return f"<table><thead><tr>{top}</tr></thead><tbody>\n{body}</tbody></table>"


def _fold(title: str, content: str) -> str:
    return f"<details><summary>{_h(title)}</summary>{content}</details>"


_PAGE = """<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1rem/1.5 sans-serif; max-width: 75rem; margin: 1rem auto; padding: 0 1rem }}
table {{ border-collapse: collapse; margin: .5rem 0 }}
th, td {{ border: 1px solid #999; padding: .2rem .5rem; text-align: left; vertical-align: top }}
summary {{ cursor: pointer; font-weight: bold; padding: .3rem 0 }}
</style>
</head>
<body>
<h1>{title}</h1>
{body}
</body>
</html>
"""
