"""Commands on the catalogue: check it, import into it, write its schemas.

In: folders and workbooks.  Out: findings and counts on the terminal, files in the catalogue.
"""

import sys
from pathlib import Path

import click

from generator.build import load_catalogue
from generator.cli.bars import bar
from generator.cli.options import CACHE, CATALOGUE, WORKERS, catalogue_folder, expected_faults
from generator.cli.tally import tally
from generator.findings import ExpectedFault, Format, has_errors, show
from generator.importers import ImportReport, codes_in, import_workbooks, summary, title_of
from generator.load import decode
from generator.schemas import editor_settings, schemas


@click.command("check")
@CATALOGUE
@CACHE
@WORKERS
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="Cách trình bày kết quả: cho người đọc, cho máy, hoặc chú thích trên trang duyệt mã.",
)
@click.option("--strict", is_flag=True, help="Coi cảnh báo là lỗi.")
@expected_faults
def check_command(catalogue: Path, cache: Path, workers: int, form: Format, strict: bool) -> None:
    """Kiểm tra danh mục: mọi lỗi cùng lúc, kèm tệp, dòng và cách sửa."""
    reading = load_catalogue(catalogue_folder(catalogue), cache, workers)
    findings = reading.findings()
    click.echo(show(findings, form), nl=False)
    if form == "text":
        click.echo(tally(reading.files, findings), err=True)
    if has_errors(findings) or (strict and findings):
        sys.exit(1)


@click.command("import")
@click.argument(
    "workbooks", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False)
)
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    required=True,
    help="Thư mục danh mục nhận bản ghi.",
)
@click.option("--facts-only", is_flag=True, help="Chỉ lấy dữ kiện, bỏ phần văn xuôi.")
@click.option("--as-of", help="Tháng hoặc ngày của bảng tính (2026-07), nếu tên tệp không ghi.")
@click.option(
    "--only-codes",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Tệp ghi các mã cần lấy, mỗi dòng một mã.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Ghi báo cáo ra tệp .md hoặc .html để biên tập viên làm việc.",
)
@click.option(
    "--keep-catalogue",
    is_flag=True,
    help="Chỗ nào bảng tính và danh mục cùng đổi: giữ giá trị của danh mục, thôi báo.",
)
@expected_faults
def import_command(
    workbooks: tuple[Path, ...],
    into: Path,
    facts_only: bool,
    as_of: str | None,
    only_codes: Path | None,
    report: Path | None,
    keep_catalogue: bool,
) -> None:
    """Đọc bảng tính tải từ Cổng Dịch vụ công vào danh mục.

    Mỗi dòng thành một bản ghi hoặc bị từ chối kèm lý do. Chạy lại không đổi gì thêm; chỗ đã sửa
    tay không bị ghi đè mà được báo để biên tập viên quyết định.
    """
    with bar() as progress:
        result = import_workbooks(
            workbooks,
            into,
            facts_only=facts_only,
            as_of=as_of,
            only=_wanted(only_codes) if only_codes else None,
            keep_catalogue=keep_catalogue,
            progress=progress,
        )
    _tell_import(result)
    if report:
        text = result.to_html() if report.suffix == ".html" else result.to_markdown()
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(text, encoding="utf-8")
        click.echo(f"Báo cáo đầy đủ: {report}")
    if result.stopped or has_errors(result.findings):
        sys.exit(1)


def _wanted(path: Path) -> set[str]:
    """The codes of the list; a list that cannot be read or names none is a fault."""
    text, flaws = decode(path.read_bytes())
    if flaws:
        raise ExpectedFault(f"{path}: {flaws[0].what} {flaws[0].repair}")
    codes = codes_in(text.splitlines())
    if not codes:
        raise ExpectedFault(f"{path}: danh sách không có mã nào. Ghi mỗi dòng một mã.")
    return codes


def _tell_import(result: ImportReport) -> None:
    for name, written in summary(result):
        click.echo(f"{name}: {written}")
    for rule, number in result.kinds().items():
        click.echo(f"  {number:>6}  {title_of(rule)}")
    click.echo(show(f for f in result.findings if f.severity == "error"), nl=False, err=True)


@click.command("schemas")
@CATALOGUE
def schemas_command(catalogue: Path) -> None:
    """Ghi lại lược đồ JSON (schemas/) và cấu hình VS Code để gợi ý khi gõ danh mục."""
    folder = catalogue / "schemas"
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in schemas().items():
        (folder / name).write_bytes(content)
    settings = catalogue.parent / ".vscode" / "settings.json"
    settings.parent.mkdir(exist_ok=True)
    settings.write_bytes(editor_settings())
    click.echo(f"Đã ghi lược đồ vào {folder}/ và cấu hình vào {settings}.")
